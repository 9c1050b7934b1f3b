"""Raw HTML: where a block of it begins and ends, and where Markdown goes on in it.

CommonMark knows seven ways in which HTML begins a block; most end at an empty line, so that
Markdown may stand between `<details>` and `</details>`. Beyond that, what stands in an element with
the attribute `markdown` is Markdown at once, without an empty line; a block of HTML in such an
element ends when its own tags have ended.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from tolkku.rendering.dialect.blocks import Block, Piece, Unended
from tolkku.rendering.dialect.reading import Reading

_NAME = r"[A-Za-z][A-Za-z0-9-]*+"
_ATTRIBUTE = r"(?:\s++[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+(?:[^\"'=<>`\s]++|'[^']*+'|\"[^\"]*+\"))?+)"
_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|"
    "hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|"
    "search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_VERBATIM = (
    re.compile(r"<(?:script|pre|textarea|style)(?:\s|>|$)", re.I),
    re.compile(r"</(?:script|pre|textarea|style)>", re.I),
)
_COMMENT = (re.compile("<!--"), re.compile("--!?>"))
_ENDED = (
    _VERBATIM,
    _COMMENT,
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile("<![A-Za-z]"), re.compile(">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_TAGS})(?:\s|/?>|$)", re.I)
_LONE_TAG = re.compile(rf"(?:<{_NAME}{_ATTRIBUTE}*+\s*/?>|</{_NAME}\s*>)\s*$")
_OPENING = re.compile(rf"<({_NAME}){_ATTRIBUTE}*+\s*>")
_MARKDOWN = re.compile(
    r"\s+markdown(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\"'=<>`\s]+))?(?=[\s/>])", re.I
)
_TAG = re.compile(rf"<(/?)({_NAME})[^<>]*+>")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905 (easier to read)
_INLINE_ONLY = frozenset(
    "dt figcaption h1 h2 h3 h4 h5 h6 legend p summary td th".split()  # noqa: SIM905 (easier to read)
)


def html_begins(reading: Reading, here: Block) -> Block | None:
    line = reading.line
    for begin, end in _ENDED:
        if begin.match(line.text, line.next):
            if begin is _COMMENT[0] and not _comment_ends(reading):
                return None
            return reading.add("html", end=end)
    interrupts = _BLOCK_TAG.match(line.text, line.next)
    if not interrupts:
        is_text = here.kind == "paragraph" or reading.may_be_lazy
        if is_text or not _LONE_TAG.match(line.text, line.next):
            return None
    opening = _OPENING.match(line.text, line.next)
    if opening and _has_markdown(opening.group()):
        return _element_begins(reading, opening)
    block = reading.add("html", end=None, depth=None)  # closes what the line has left
    block.about["depth"] = 0 if _in_markdown(reading) else None
    return block


def html_goes_on(reading: Reading, block: Block) -> bool:
    return not reading.line.is_blank or block.about["end"] is not None


def html_ends(reading: Reading, block: Block) -> bool:
    """Whether a block of HTML ends with the line that has just become its last."""
    text, end = block.pieces[-1].text, block.about["end"]
    if end is not None:
        return end.search(text) is not None
    if block.about["depth"] is None:
        return False
    block.about["depth"] += _count_tags(reading, text)
    return bool(block.about["depth"] <= 0)


def _comment_ends(reading: Reading) -> bool:
    """Whether the comment of this line ends at all; if not, it would hide the rest of the text."""
    if reading.last_comment_end is None:
        lines = reading.lines
        ends = (n for n in range(len(lines) - 1, -1, -1) if _COMMENT[1].search(lines[n]))
        reading.last_comment_end = next(ends, -1)
    line = reading.line
    if line.number - reading.first <= reading.last_comment_end:
        return True
    told = Unended("comment", line.number, line.next + 1, line.text[line.next :].strip())
    reading.unended.append(told)
    return False


# Elements with the attribute `markdown`.


def _has_markdown(tag: str) -> bool:
    if "markdown" not in tag.lower():
        return False
    given = dict(reversed(attributes_of(tag)))
    return given.get("markdown", "0") != "0"


def _in_markdown(reading: Reading) -> bool:
    """Whether an element with the attribute `markdown` is open here."""
    elements = reading.with_markdown
    while elements and not elements[-1][1].is_open:
        elements.pop()
    return bool(elements)


def _count_tags(reading: Reading, text: str) -> int:
    """How many more elements a line of HTML opens than it closes."""
    depth = 0
    for slash, name in _TAG.findall(text):
        if not slash:
            depth += name.lower() not in VOID
            continue
        depth -= 1
        elements = reading.with_markdown
        if depth < 0 and elements and elements[-1][0] == name.lower():
            elements.pop()
    return depth


def _element_begins(reading: Reading, opening: re.Match[str]) -> Block:
    """The opening tag as a block of its own, and what stands after it in the line."""
    line, name = reading.line, opening[1].lower()
    rest = line.text[opening.end() :]
    closing = re.search(rf"</{name}\s*>\s*$", rest, re.I)
    if closing and not rest.lstrip().startswith("<"):
        return _element_in_a_line(reading, opening, closing)
    block = reading.add("html", end=None, depth=None)
    reading.with_markdown.append((name, block.parent or block))
    is_html = not rest.strip() or rest.lstrip().startswith("<")
    end = len(line.text) if is_html else opening.end()
    _add_part(block, reading, line.next, end)
    reading.close(block)
    if is_html:
        _count_tags(reading, rest)
    else:
        _add_text(reading, opening.end(), len(line.text))
    reading.is_done = True
    return block


def _element_in_a_line(reading: Reading, opening: re.Match[str], closing: re.Match[str]) -> Block:
    """`<summary markdown>*a*</summary>`: the element, with what stands in it as text."""
    line, begin = reading.line, opening.end()
    end = begin + closing.start()
    reading.is_done = True
    if opening[1].lower() in _INLINE_ONLY:
        attributes = {k: v for k, v in reversed(attributes_of(opening.group())) if k != "markdown"}
        block = reading.add("element", tag=opening[1].lower(), attributes=attributes)
        _add_part(block, reading, begin, end)
        reading.close(block)
        return block
    for start, stop in ((line.next, begin), (begin, end), (end, len(line.text))):
        if start == begin:
            _add_text(reading, start, stop)
            reading.close(reading.tip)
        else:
            block = reading.add("html", end=None, depth=None)
            _add_part(block, reading, start, stop)
            reading.close(block)
    return block


def _add_text(reading: Reading, start: int, end: int) -> None:
    block = reading.add("paragraph")
    text = reading.line.text[start:end]
    start += len(text) - len(text.lstrip())
    block.column = start + 1
    _add_part(block, reading, start, end)


def _add_part(block: Block, reading: Reading, start: int, end: int) -> None:
    block.pieces.append(Piece(reading.line.text[start:end], reading.line.number, start + 1))


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(name, value or "") for name, value in attrs]


def attributes_of(tag: str) -> list[tuple[str, str]]:
    """The attributes of an opening tag as a browser reads them.

    >>> attributes_of('<div CLASS="a &amp; b" markdown>')
    [('class', 'a & b'), ('markdown', '')]
    """
    parser = _Attributes()
    parser.feed(tag)
    return parser.found


def without_markdown(html: str) -> str:
    """HTML without the attribute `markdown` in its opening tags; values that say so stay.

    >>> without_markdown('<div title="a markdown b" markdown="1">')
    '<div title="a markdown b">'
    """
    if "markdown" not in html.lower():
        return html
    return _OPENING.sub(_without_it, html)


def _without_it(tag: re.Match[str]) -> str:
    name = tag.group()[: 1 + len(tag[1])]
    rest = tag.group()[len(name) :]
    return name + _ONE_ATTRIBUTE.sub(
        lambda one: "" if _MARKDOWN.match(one[0] + ">") else one[0], rest
    )


_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
