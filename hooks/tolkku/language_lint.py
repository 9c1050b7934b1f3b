"""Language lint: notes on words and numbers, which only somebody who knows the languages sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from tolkku.cache import Cache
from tolkku.findings import Finding, Place, note
from tolkku.fingerprints import Status
from tolkku.language_guess import other_language
from tolkku.languages import Language
from tolkku.number_lint import check_numbers
from tolkku.remembered_findings import remembered_findings
from tolkku.rendering import Rendered
from tolkku.settings import Settings
from tolkku.share_lint import check_share
from tolkku.sources import Sources
from tolkku.texts import Bulletin, Edition, Text
from tolkku.urgent_lint import check_urgent_texts
from tolkku.wording import Words

_LONG_ENOUGH = 200  # characters: shorter ones are names, quotations and lists of links
_MOST = 0.8  # of a section: a paragraph that is nearly all of it is judged with it
_FEW_WORDS = 4
_FENCED = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
# What says its language, code, and where links lead.
_ASIDE = re.compile(
    r"(\*+|_+|\")[^\n]*?\1\{[^}\n]*\blang=[^}\n]*\}|`[^`\n]*`|\]\([^)\n]*\)|<[^>\n]*>"
)
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_OWN_LANGUAGE = re.compile(r"\blang=|^\[\^", re.MULTILINE)


def check_language(
    sources: Sources,
    settings: Settings,
    words: Mapping[Language, Words],
    rendered: Mapping[str, Rendered],
    statuses: Mapping[str, Status],
    cache: Cache,
) -> Iterator[Finding]:
    """Every note on language. None is an error, and none arises from time passing."""
    for text in sources.texts:
        if isinstance(text, Bulletin):
            yield from check_urgent_texts(text)
        for edition in text.editions:
            yield from check_share(text, edition, words[edition.language])
            yield from _untranslated(text, edition)
        lint = partial(_slow_lint, text, settings.languages, rendered, statuses)
        parts = [repr(settings.languages), *_parts(text, rendered, statuses)]
        yield from remembered_findings(cache, f"language {text.editions[0].path}", parts, lint)
    for foreword in sources.forewords.values():
        yield from _wrong_language(foreword, settings.languages)


def _slow_lint(
    text: Text,
    languages: tuple[Language, ...],
    rendered: Mapping[str, Rendered],
    statuses: Mapping[str, Status],
) -> Iterator[Finding]:
    yield from check_numbers(text, rendered, statuses)
    for edition in text.editions:
        yield from _wrong_language(edition, languages)


def _parts(
    text: Text, rendered: Mapping[str, Rendered], statuses: Mapping[str, Status]
) -> Iterator[str]:
    """All that the slow lint looks at, and the lines to which its Findings lead."""
    yield text.original.tag
    for edition in text.editions:
        yield repr(edition)
        yield repr([(field, place.line) for field, place in edition.places.items()])
        yield rendered[edition.path].marked_html
        yield repr(statuses.get(edition.path))


def _wrong_language(edition: Edition, languages: tuple[Language, ...]) -> Iterator[Finding]:
    """The first section or paragraph of some length that is in another language of the site."""
    if len(edition.body) <= _LONG_ENOUGH or len(languages) == 1:
        return
    body = _FENCED.sub(lambda fenced: "\n" * fenced[0].count("\n"), edition.body)
    for line, said in _pieces(body):
        other = other_language(said, edition.language, languages)
        if other and other_language(_ASIDE.sub(" ", said), edition.language, languages):
            place = Place(edition.path, edition.body_line + line)
            told = f"seems to be in '{other}' from here on, in a file in '{edition.language}'."
            remedy = f"Translate it, or mark a quotation: *…*{{lang={other}}}."
            yield note(place, told, remedy)
            return


def _pieces(body: str) -> Iterator[tuple[int, str]]:
    """What is long enough to judge, with the number of lines before it."""
    starts = [0, *(heading.start() for heading in _HEADING.finditer(body))]
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        section = body[start:end]
        is_long = len(section) > _LONG_ENOUGH
        if is_long and not _OWN_LANGUAGE.search(section):
            yield _counted(body, start, section)
        if is_long:
            yield from _paragraphs(body, start, section)


def _paragraphs(body: str, start: int, section: str) -> Iterator[tuple[int, str]]:
    for said in _PARAGRAPH.split(section):
        is_part = _LONG_ENOUGH < len(said) < _MOST * len(section)
        if is_part and not _OWN_LANGUAGE.search(said):
            yield _counted(body, body.index(said, start), said)


def _counted(body: str, start: int, said: str) -> tuple[int, str]:
    blank = len(said) - len(said.lstrip())
    return body.count("\n", 0, start + blank), said


def _untranslated(text: Text, edition: Edition) -> Iterator[Finding]:
    """Fields that say the same as the original, word for word, in another language."""
    original = text.edition(text.original)
    if original is None or original.language.cldr.language == edition.language.cldr.language:
        return
    theirs = dict(_said(original))
    for field, said in _said(edition):
        if len(said.split()) >= _FEW_WORDS and theirs.get(field) == said:
            told = f"'{field}' is the same as in the original ({text.original})."
            yield note(edition.place_of(field), told, f"Write it in '{edition.language}'.")


def _said(edition: Edition) -> Iterator[tuple[str, str]]:
    yield "title", edition.title
    yield "summary", edition.summary
    yield "facts", "\n".join(edition.facts)
    yield "arguments", "\n".join(edition.arguments)
    yield "action", edition.action.text if edition.action else ""
