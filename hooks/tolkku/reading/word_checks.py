"""Word checks: whether an entry of a catalogue says what its message says, in every form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from gettext import c2py
from string import Formatter

from tolkku.model.findings import Finding, Place, error, note
from tolkku.reading.fields import Report
from tolkku.reading.po_files import Entry, PoFile

Problem = tuple[str, str]
"""What is wrong, and what to do."""

# https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting
_PERCENT = re.compile(
    r"%%|(?P<named>%\((?P<name>[^()%]*)\)[-#0 +]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa])"
    r"|(?P<positional>%[-#0+]*\d*(?:\.\d+)?[diouxXeEfFgGcrs](?![^\W\d_]))|%"
)
_BRACES = re.compile(r"\{[^{}\s]*\}")
_PLURAL_FORMS = re.compile(r"nplurals\s*=\s*([1-9])\s*;\s*plural\s*=\s*([^;]+?)\s*;?", re.ASCII)
# Anything else could be nought for some number, and divide by it.
_DIVISIONS = re.compile(r"[/%]\s*(?!\s*[1-9])")
_NUMBERS = (*range(1001), 10**4, 10**5, 10**6, 10**6 + 1, 10**9)
_FIELDS = {"d": "day", "L": "month", "M": "month", "y": "year", "H": "hour", "h": "hour",
           "k": "hour", "K": "hour", "m": "minute"}  # fmt: skip
_MORE_FIELDS = "Eeca"  # the day of the week, and the half of the day
_PATTERN = re.compile(r"[dMy]+(?: [dMy]+)+(?: .*)?")
_A_MOMENT = datetime(2026, 12, 7, 12, 30)


@dataclass(frozen=True, slots=True)
class PluralRule:
    """How many forms a language has, and which of them a number takes."""

    forms: int
    formula: str
    place: Place
    form_of: Callable[[int], int]

    @property
    def header(self) -> str:
        return f"nplurals={self.forms}; plural={self.formula};"

    def agrees_with(self, other: PluralRule) -> bool:
        ours, theirs = (map(rule.form_of, _NUMBERS) for rule in (self, other))
        return self.forms == other.forms and list(ours) == list(theirs)


def plural_rule(file: PoFile, report: Report) -> PluralRule | None:
    """The rule that the header states; None where it states none, or a wrong one."""
    said, place = file.header.get("plural-forms", ("", file.place))
    if not said:
        return None
    match = _PLURAL_FORMS.fullmatch(said)
    remedy = "Write it as nplurals=2; plural=(n != 1);"
    if not match:
        report(error(place, f"'Plural-Forms: {said}' is no rule for plurals.", remedy))
        return None
    forms, formula = int(match[1]), match[2]
    if _DIVISIONS.search(formula):
        told = "has a rule for plurals that divides by something else than a number."
        report(error(place, told, remedy))
        return None
    try:
        form_of = c2py(formula)
        found = {form_of(number) for number in _NUMBERS}
    except (ValueError, ArithmeticError, RecursionError) as problem:
        report(error(place, f"has a rule for plurals that cannot be read: {problem}.", remedy))
        return None
    if not found <= set(range(forms)):
        told = (
            f"has a rule for plurals that leads to form {max(found, key=abs)}, and {forms} forms."
        )
        report(
            error(place, told, "Count the forms from 0, and say in nplurals how many there are.")
        )
        return None
    return PluralRule(forms, formula, place, form_of)


def word_findings(entry: Entry, rule: PluralRule | None) -> Iterator[Finding]:
    """What is wrong with an entry; with an error it must not be used. A blank one says nothing."""
    if entry.is_blank:
        return
    if entry.is_fuzzy:
        tell = error if entry.context is None else note
        told = f"the translation of '{entry.shown}' is marked fuzzy: nobody has confirmed it."
        yield tell(entry.place, told, "Correct it, and remove 'fuzzy' above it.")
        return
    said = (_said_problem(entry, each) for each in entry.said)
    problem = _form_problem(entry, rule) or next(filter(None, said), None)
    if problem:
        told, remedy = problem
        yield error(entry.place, f"the translation of '{entry.shown}' {told}", remedy)


def _form_problem(entry: Entry, rule: PluralRule | None) -> Problem | None:
    if not entry.is_translated:
        blank = [n for n, said in enumerate(entry.said) if not said.strip()]
        return f"lacks form {blank[0] if blank else 0}.", "Write every form of the plural."
    if not entry.plural:
        return None
    if rule is None:
        told = "has plural forms, and the file does not say how they are counted."
        return told, 'Add "Plural-Forms: nplurals=2; plural=(n != 1);\\n" to its header.'
    if len(entry.said) != rule.forms:
        has = f"{len(entry.said)} plural form{'s' if len(entry.said) > 1 else ''}"
        told = f"has {has}, and the header of the file says {rule.forms}."
        return told, f"Write msgstr[0] to msgstr[{rule.forms - 1}]."
    return None


def _said_problem(entry: Entry, said: str) -> Problem | None:
    messages = [entry.id, *([entry.plural] if entry.plural else [])]
    if _PATTERN.fullmatch(entry.id):
        return _pattern_problem(entry.id, said)
    return _percent_problem(messages, said) or _brace_problem(messages, said)


def _percent_problem(messages: list[str], said: str) -> Problem | None:
    """Where a value is filled in, a per cent sign of its own must be doubled."""
    wanted, found = {n for each in messages for n in _named(each)}, _named(said)
    is_filled_in = bool(wanted) or len(messages) > 1
    if is_filled_in:
        alone = next((m for m in _PERCENT.finditer(said) if not m["named"] and m[0] != "%%"), None)
        if alone:
            told = f"has a per cent sign that stands for nothing: '{_around(said, alone.start())}'."
            wants = ", ".join(sorted(wanted)) or "%(num)s"
            return told, f"Write {wants} for what is filled in, %% for a per cent sign."
        return _difference(wanted, set(found))
    expected, marks = (_marks(text) for text in (messages[0], said))
    return _difference(set(expected), set(marks)) if expected != marks else None


def _named(text: str) -> list[str]:
    return [match["named"] for match in _PERCENT.finditer(text) if match["named"]]


def _marks(text: str) -> list[str]:
    """What would be a placeholder, or a doubled sign, if anything were filled in."""
    found = (match for match in _PERCENT.finditer(text) if match[0] != "%")
    return sorted(match[0] for match in found)


def _around(said: str, at: int) -> str:
    return said[at : at + 12].strip()


def _difference(wanted: set[str], found: set[str]) -> Problem | None:
    added, lost = sorted(found - wanted), sorted(wanted - found)
    if lost:
        beside = f", and has {', '.join(added)}" if added else ""
        return f"lacks {', '.join(lost)}{beside}.", "Put it where its value belongs."
    if added:
        return f"has {', '.join(added)}, which its message has not.", "Remove it."
    return None


def _brace_problem(messages: list[str], said: str) -> Problem | None:
    wanted = sorted(_BRACES.findall(_PERCENT.sub(" ", messages[-1])))
    found = sorted(_BRACES.findall(_PERCENT.sub(" ", said)))
    if not wanted and not found:
        return None
    if wanted:
        try:
            found = sorted(_replacement(*parsed[1:]) for parsed in Formatter().parse(said)
                           if parsed[1] is not None)  # fmt: skip
        except ValueError:
            told = f"has braces that do not agree with {', '.join(wanted)}."
            return told, "Write {{ for a brace of the text."
    if wanted == found:
        return None
    shared = _difference(set(wanted), set(found))
    return shared or (f"does not have {', '.join(wanted)} as often as its message.", "Keep one.")


def _replacement(name: str | None, spec: str | None, conversion: str | None) -> str:
    """A field of `str.format`, as it is written."""
    return f"{{{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}"


def _pattern_problem(pattern: str, said: str) -> Problem | None:
    """A date pattern of CLDR: it must give what the message gives, and words stand in quotes."""
    from babel.dates import format_datetime  # only where words are read anew

    try:
        format_datetime(_A_MOMENT, said, locale="en")
        found = _fields(said)
    except (ValueError, KeyError, AttributeError, TypeError):
        return "is no pattern for a date.", f"Write it like {pattern}."
    if found != _fields(pattern):
        told = f"gives {' '.join(found) or 'nothing'} where {' '.join(_fields(pattern))} is wanted."
        return told, f"Write it like {pattern}, with words in quotes ('at')."
    return None


def _fields(pattern: str) -> list[str]:
    from babel.dates import tokenize_pattern

    letters = [value[0] for kind, value in tokenize_pattern(pattern) if kind == "field"]
    return sorted(_FIELDS.get(letter, letter) for letter in letters if letter not in _MORE_FIELDS)
