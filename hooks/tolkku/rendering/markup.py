"""Markup: what is wrong with a rendered body: headings, anchors, links, leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tolkku.model.findings import Severity
from tolkku.rendering.dialect.blocks import Unended
from tolkku.rendering.origins import Told
from tolkku.rendering.tree import HEADINGS, has_class, mark_of, plain, runs

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def markup_problems(root: HtmlElement, mark: str) -> Iterator[Told]:
    yield from _headings(root, mark)
    yield from _anchors(root, mark)
    yield from _wordless(root, mark)


def drop_old_anchors(root: HtmlElement) -> None:
    """Anchors that say again what their heading, or the next one, is called anyway.

    `## <a name="sources"></a>Sources` is how other builders' texts name a heading.
    """
    for heading in root.iter(*HEADINGS):
        before = heading.getprevious()
        around = [before] if before is not None and before.tag in ("a", "p") else []
        for place in (heading, *around):
            for anchor in list(place.iter("a")):
                names = {anchor.get("id"), anchor.get("name")} - {None}
                if names == {heading.get("id")} and not anchor.get("href") and not plain(anchor):
                    anchor.drop_tree()
        if before is not None and before.tag == "p" and not len(before) and not plain(before):
            before.drop_tree()


def anchors_of(root: HtmlElement) -> frozenset[str]:
    """Every place that can be linked to."""
    return frozenset(
        name for element in root.iter() for name in (element.get("id"), element.get("name")) if name
    )


def _headings(root: HtmlElement, mark: str) -> Iterator[Told]:
    above = 1  # the title
    for heading in root.iter(*HEADINGS):
        level, title, where = int(heading.tag[1]), plain(heading), mark_of(heading, mark)
        marks = "#" * level
        if not title and heading.find(".//img") is None:
            told = "a heading has no words."
            yield Told(told, where, (marks,), "Write them, or remove it.")
        elif level == 1:
            told, remedy = "has a heading of level 1.", "Begin headings with ##."
            yield Told(told, where, (f"# {title}", "# "), remedy, Severity.NOTE)
        elif level > above + 1:
            told = f"the heading '{title}' skips a level, from {above} to {level}."
            remedy = f"Begin it with {'#' * (above + 1)}."
            pieces = (f"{marks} {title}", f"{marks} ", f"<h{level}")
            yield Told(told, where, pieces, remedy, Severity.NOTE)
        above = level


def _anchors(root: HtmlElement, mark: str) -> Iterator[Told]:
    seen: set[str] = set()
    told: set[str] = set()
    for element in root.iter():
        for anchor in {element.get("id"), element.get("name")} - {None}:
            if anchor in seen and anchor not in told:
                problem = f"the anchor '#{anchor}' stands here again."
                pieces = (f"#{anchor}", f'"{anchor}"', f"'{anchor}'", anchor)
                remedy = "Give each place an anchor of its own."
                yield Told(problem, mark_of(element, mark), pieces, remedy)
                told.add(anchor)
            seen.add(anchor)


def _wordless(root: HtmlElement, mark: str) -> Iterator[Told]:
    """Links that a screen reader has no words for."""
    for link in root.iter("a"):
        href = link.get("href")
        if href is not None and not plain(link) and link.find(".//img") is None:
            told = "a link has no words (WCAG 2.4.4)."
            remedy = "Say where it leads: [words](page.md)."
            yield Told(told, mark_of(link, mark), (href,), remedy)


_QUOTED = 60  # characters of a piece that a Finding shows


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark that nobody reads: how it looks, what it is, what to do. `sign` is what every such
    piece holds, so that most texts are never searched for the pattern."""

    sign: str
    pattern: re.Pattern[str]
    what: str
    remedy: str
    severity: Severity = Severity.NOTE


def _error(sign: str, pattern: str, what: str, remedy: str) -> _Mark:
    """Where showing it would tell what readers should not see, or nothing that they can use."""
    return _Mark(sign, re.compile(pattern, re.MULTILINE), what, remedy, Severity.ERROR)


def _note(sign: str, pattern: str, what: str, remedy: str) -> _Mark:
    return _Mark(sign, re.compile(pattern, re.MULTILINE), what, remedy)


_ITSELF = "Write what it stands for; if readers should see it, put it between `…`."
_REMARK = "Write a remark to yourselves as <!-- … -->, or remove it."
_BOX = "Write `!!! note`, an empty line, and the text indented by four spaces."
_LINK = "Write [words](page.md)."
_ATTRIBUTES = "Attributes stand behind what they belong to: `## Heading {#name}`, `*word*{.class}`."
_MARKS = (
    _error("8<", r"-+8<-+", "a snippet of another file, which is never read",
           "Write the text here, or link to it."),
    _error("{!", r"\{![^{}\n]+!\}", "an include of another file, which is never read",
           "Write the text here, or link to it."),
    _error("{#", r"\{#\s[^{}\n]*#\}", "a remark for another tool", _REMARK),
    _error("%%", r"%%[^%\n]+%%", "a remark for another tool", _REMARK),
    _error("{%", r"\{%[^{}\n]*%\}", "a tag of a template, which is never run", _ITSELF),
    _error("{{", r"\{\{[^{}\n]*\}\}", "a tag of a template, which is never run", _ITSELF),
    _note("[^", r"\[\^[^\]\s]+\]", "a footnote that is not written anywhere",
          "Add a line `[^1]: The note.` with its name."),
    _note("^[", r"(?<!\S)\^\[[^\]\n]+\]", "a footnote in another tool's way",
          "Write `[^1]` here, and `[^1]: The note.` in a line of its own."),
    _note("[[", r"!?\[\[[^\[\]\n]+\]\]", "a link of another tool", _LINK),
    _note("][", r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]", "a link that says nowhere where it leads",
          "Add a line `[name]: page.md`."),
    _note("] (", r"\[[^\[\]\n]+\] \((?:[a-z]+:|#|/|[^()\s]+\.\w+)[^()\s]*\)",
          "a link with a space too much", "Leave no space between ] and (."),
    _note("](", r"\[[^\[\]\n]+\]\([^()\n]* [^()\n]*\)", "a link whose address holds a space",
          "Write %20 for the space, or put the address between < and >."),
    _note("](", r"\[[^\[\]\n]+\]\([^()\s]+\)",
          "a link in a line of HTML, where no Markdown is read",
          "Put an empty line between the HTML and the Markdown."),
    _note("[@", r"\[@[\w:.-]+\]", "a citation of another tool", "Write a footnote: [^1]."),
    _note("[!", r"^\[!\w+\]", "a box that this site does not make", _BOX),
    _note("???", r"^\?\?\?\+? ", "a box that this site does not make", _BOX),
    _note("!!!", r"^!!!\+? ", "a box that this site does not make", _BOX),
    _note(":::", r"^:{3,}(?:[ \t]*\S.*)?$", "a box of another tool", _BOX),
    _note("///", r"^/{3,}(?: .*)?$", "a box of another tool", _BOX),
    _note("===", r"^===[!+]* ?\".*\"$", "a tab of another tool",
          "Give each tab a heading of its own."),
    _note("::", r"^\.\. [\w-]+::", "a directive of another tool", "Write it in Markdown."),
    _note(":", r"(?<![\w:/]):[a-z][a-z0-9_+-]{1,40}:(?![\w:/])", "the name of an emoji",
          "Type the emoji itself."),
    _note("{", r"\{:?[ ]?(?:[.#][A-Za-z_][\w .#:=\"'-]*|[a-z-]+=[^{}\n]*)\}",
          "an attribute that belongs to nothing", _ATTRIBUTES),
    _note("{:", r"\{:[^{}\n]*\}", "an attribute that belongs to nothing", _ATTRIBUTES),
    _note("**", r"\*\*[^*\n]{0,60}", "a mark of strong text that does not end",
          "Leave no space inside the stars: **words**."),
    _note("&", r"&(?:[a-zA-Z]{2,8}|#\d{2,6});", "a character's name", "Type the character itself."),
    _note("//", r"(?<![\w/.@])https?://[^\s<>]{4,}", "an address that nobody can click",
          "Write [words](address), or <address>."),
    _note("www.", r"(?<![\w/.@])www\.[^\s<>]{4,}", "an address that nobody can click",
          "Write [words](address), or <address>."),
    _note("#", r"^#{2,6}[^\s#].*$", "a heading without a space",
          "Write a space between # and the words."),
    _note("-", r"^-[^\W\d].*\n-[^\W\d].*$", "a list without spaces",
          "Write a space behind each -."),
    _note("*", r"^\*\w[^*\n]*\n\*\w[^*\n]*$", "a list without spaces",
          "Write a space behind each *."),
    _note(")", r"^\d{1,2}\)[^\s\d].*\n\d{1,2}\)[^\s\d].*$", "a list without spaces",
          "Write a space behind each number."),
    _note("$$", r"\$\$[^$\n]+\$\$", "a formula", "Write it in words, or as a picture with a text."),
    _note("h", r"^h[1-6]\. \S", "a heading of another tool", "Write ## and a space before it."),
    _note("\\", r"\\(?:textbf|textit|emph|cite|ref|section|href|url)\{", "a command of LaTeX",
          "Write it in Markdown."),
    _note("[", r"\[/?(?:caption|gallery|embed|playlist|video|audio|b|i|u|url|img|quote|code)"
          r"(?:[ =][^\]\n]*)?\]", "a tag of another tool", "Write it in Markdown."),
)  # fmt: skip
# What Word and its like leave, which only the source shows.
_BULLET = re.compile(r"^[ \t]*[•·▪‣●◦\uf0b7]\s*(?=\S)")


def leftovers(root: HtmlElement, mark: str) -> Iterator[Told]:
    """What a rendered body shows as it was typed, each piece once."""
    told: set[str] = set()
    for element, shown in runs(root):
        where = mark_of(element, mark)
        for kind, piece in _pieces(shown):
            if piece not in told:
                told.add(piece)
                said = f"'{piece[:_QUOTED]}' is {kind.what}: it would be shown as it is."
                yield Told(said, where, (piece, piece[:12]), kind.remedy, kind.severity)
        yield from _of_offices(shown, where)
    for box in root.iter("div"):
        if has_class(box, "admonition") and len(box) == 1 and has_class(box[0], "admonition-title"):
            said, remedy = "a box has a title and no text.", "Indent its text by four spaces."
            yield Told(said, mark_of(box, mark), ("!!!",), remedy, Severity.NOTE)


def unended(found: Iterable[Unended]) -> Iterator[Told]:
    """Code fences that run to the end of the text."""
    for one in found:
        if one.kind == "fence":
            said = f"'{one.text[:_QUOTED]}' is a code fence that never ends: all below it is code."
            remedy = "End the code with a line of the same marks."
            yield Told(said, f"{one.line}:{one.column}", (), remedy, Severity.NOTE)


def _pieces(shown: str) -> Iterator[tuple[_Mark, str]]:
    """The marks in a piece of text; what a mark before has claimed is not told again."""
    for kind in _MARKS:
        if kind.sign not in shown:
            continue
        for found in kind.pattern.finditer(shown):
            yield kind, found.group().strip()
        shown = kind.pattern.sub(" ", shown)


def _of_offices(shown: str, where: str) -> Iterator[Told]:
    """Lists and tables that an office program drew with characters."""
    lines = shown.split("\n")
    if found := next(filter(None, map(_BULLET.match, lines)), None):
        sign = found.group().strip()
        said = f"'{sign}' begins a list of an office program: it would be shown as it is."
        remedy = "Write each item in a line of its own, with - and a space before it."
        yield Told(said, where, (sign,), remedy, Severity.NOTE)
    rows = ["\t" in line.strip() for line in lines]
    if any(map(all, pairwise(rows))):
        said = "a table is drawn with tabs: it would be shown as running text."
        yield Told(said, where, ("\t",), "Write | between its cells.", Severity.NOTE)
