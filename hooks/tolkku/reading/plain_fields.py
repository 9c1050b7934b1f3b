"""Plain fields: marks of HTML, Markdown or templates that readers would see as they were typed.

Titles, summaries, facts and the like stand in lists, feeds, previews and captions, where no mark
means anything.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from html.entities import html5

from tolkku.model.findings import Finding, note
from tolkku.reading.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from tolkku.reading.yaml_problems import CURLY

_FIELDS = {
    "title": "", "summary": "", "facts": "", "arguments": "",
    "action": "text", "image": "alt credit licence", "correction": "was right noticed_by",
    "updated": "note", "sources": "name", "reviewed": "by", "waived": "by reason",
    "share": "captions variants prompts script",
}  # fmt: skip
_EVERY_KEY = ("captions",)  # of which the platforms are the keys
_MOST_READ = 5000  # characters: some marks are looked for up to the end of the text
_MOST_SHOWN = 4
_LONGEST_SHOWN = 60
_ELEMENTS = (
    "a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|hr|i|iframe|img|ins|kbd|li"
    "|mark|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|table|td|th|tr|u|ul|video"
)
_CODE_NAMES = "init|main|name|file|all|call|doc|str|repr|new|del|enter|exit|version|pycache"

Written = Callable[["re.Match[str]"], str]


def _inner(match: re.Match[str]) -> str:
    return match.group("said")


def _character(match: re.Match[str]) -> str:
    said = html.unescape(match.group())
    return said if said.isprintable() and not said.isspace() else ""


# What would be shown, and what belongs there instead; nothing where only the writer knows.
_MARKS: tuple[tuple[re.Pattern[str], Written], ...] = (
    (re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"), lambda match: ""),
    (re.compile(r"\s?\{[:.#][^{}\n]*\}"), lambda match: ""),
    (re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});"), _character),
    (re.compile(r"!?\[\[(?P<said>[^\[\]\n]+)\]\]"), _inner),
    (re.compile(r"!?\[(?P<said>[^\[\]\n]+)\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"
                r"|\s\((?:https?:|www\.)[^()\s]*\))"), _inner),
    (re.compile(r"<(?P<said>(?:https?://|mailto:)[^<>\s]+)>"), _inner),
    (re.compile(rf"<(?P<tag>{_ELEMENTS})\b[^<>]*>(?P<said>[^<>]*)</(?P=tag)\s*>",
                re.IGNORECASE), _inner),
    (re.compile(rf"</?(?:{_ELEMENTS})(?:\s[^<>]*)?/?>|<!--.*?-->", re.IGNORECASE),
     lambda match: ""),
    (re.compile(r"(?<!\*)\*\*(?=[^\s*])(?P<said>[^*\n]+?)(?<=[^\s*])\*\*(?!\*)"), _inner),
    (re.compile(rf"(?<![\w_])__(?!(?:{_CODE_NAMES})__)(?=[^\s_])(?P<said>[^_\n]+?)(?<=[^\s_])__"
                r"(?![\w_])"), _inner),
    (re.compile(r"(?<![\w*\\])\*(?=[^\s*])(?P<said>[^*\n]+?)(?<=[^\s*])\*(?![\w*])"), _inner),
    (re.compile(r"(?<![\w_./@#])_(?=[^\s_])(?P<said>[^_\n]+?)(?<=[^\s_])_(?![\w_])"), _inner),
    (re.compile(r"~~(?=\S)(?P<said>[^~\n]+?)(?<=\S)~~"), _inner),
    (re.compile(r"(?<![=\w])==(?=[^\s=])(?P<said>[^=\n]+?)(?<=[^\s=])==(?![=\w])"), _inner),
    (re.compile(r"(?<![\w`])(`+)(?=[^`\s])(?P<said>[^`\n]+?)(?<=[^`\s])\1"), _inner),
    (re.compile(r"(?<![\w:/.]):(?:[a-z][a-z0-9_+-]+|\+1|-1):(?![\w:/])"), lambda match: ""),
    (re.compile(r"\A#{1,6}\s+(?P<said>[^\s#\d].*)"), _inner),
)  # fmt: skip
# Nothing of the above stands in a text without one of these.
_SIGN = re.compile(r"[*_&<{\[`~#]|==|:[a-z+-]")


def plain_field_notes(fields: MappingNode) -> Iterator[Finding]:
    """A note for each text of the front matter that holds marks."""
    for key, node in fields:
        if key in _FIELDS:
            for name, scalar in _texts(key, node, _FIELDS[key].split()):
                yield from _notes(name, scalar)


def _texts(name: str, node: Node, parts: list[str]) -> Iterator[tuple[str, ScalarNode]]:
    """Every text in a field with what editors call it: `action.text`."""
    if isinstance(node, ScalarNode):
        yield name, node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _texts(name, item, parts)
    else:
        for key, inner in node:
            if key in parts or name.endswith(_EVERY_KEY):
                yield from _texts(f"{name}.{key}", inner, [])


def _notes(name: str, scalar: ScalarNode) -> Iterator[Finding]:
    said = scalar.text
    found = dict(marks_in(said))
    if found:
        shown = ", ".join(f"'{mark[:_LONGEST_SHOWN]}'" for mark in [*found][:_MOST_SHOWN])
        would = "they are" if len(found) > 1 else "it is"
        told = f"'{name}' is plain text: {shown} would be shown as {would}."
        yield note(scalar.place, told, _remedy(found))
    elif not scalar.quoted and _is_quoted_otherwise(said):
        told = f"'{name}' stands in '{said[0]}' and '{said[-1]}', which are no quotes to YAML."
        remedy = (
            f"Readers would see them: write \"{said[1:-1]}\", or '{said}' if that is what is meant."
        )
        yield note(scalar.place, told, remedy)


def marks_in(said: str) -> Iterator[tuple[str, str]]:
    """The marks in a plain text, each with what to write instead (nothing: only its writer knows).

    >>> list(marks_in("Leiri 27.&ndash;29.3. **nyt**, 5 * 3 = 15 :)"))
    [('&ndash;', '–'), ('**nyt**', 'nyt')]
    """
    said = said[:_MOST_READ]
    if not _SIGN.search(said):
        return
    found: list[tuple[int, int, str]] = []
    left = said
    for pattern, instead in _MARKS:
        for match in pattern.finditer(left):
            is_text = left[match.start()] == "&" and not _is_entity(match.group())
            if not is_text:
                whole = pattern.match(said, match.start()) or match
                found.append((*match.span(), without_marks(instead(whole))))
        left = pattern.sub(lambda match: "x" * len(match.group()), left)
    for start, end, written in sorted(found):
        if not any(
            one <= start and end <= two and end - start < two - one for one, two, _ in found
        ):
            yield said[start:end].strip(), written


def without_marks(said: str) -> str:
    """A text as it should have been written.

    >>> without_marks("**[Katso](x.md)** &amp; lue")
    'Katso & lue'
    """
    for mark, instead in marks_in(said):
        said = said.replace(mark, instead)
    return said


def _is_entity(mark: str) -> bool:
    return mark[1] == "#" or mark[1:] in html5


def _remedy(found: dict[str, str]) -> str:
    written = [instead for instead in dict.fromkeys(found.values()) if instead][:_MOST_SHOWN]
    remedies = [f"Write {', '.join(written)}."] if written else []
    if any(mark.startswith(("{{", "{%")) for mark in found):
        remedies.append("Write what the template tag stands for.")
    if any(re.fullmatch(r":\S+:", mark) for mark in found):
        remedies.append("Type the emoji itself.")
    rest = [mark for mark, instead in found.items() if not instead]
    is_said = any(mark.startswith(("{{", "{%", ":")) for mark in rest)
    if rest and not is_said:
        blank = all(mark.startswith("&") for mark in rest)
        remedies.append("Type a space, or nothing." if blank else "Remove it.")
    return " ".join(remedies)


def _is_quoted_otherwise(said: str) -> bool:
    """Whether a whole value stands in quotes as word processors make them."""
    pairs = len(said) > 2 and said[0] in CURLY and said[-1] in CURLY
    return pairs and not any(mark in CURLY for mark in said[1:-1])
