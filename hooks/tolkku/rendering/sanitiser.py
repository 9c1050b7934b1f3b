"""Sanitiser: a tree holds only what a text may be made of; the rest is refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tolkku.model.findings import Severity
from tolkku.reading.field_types import address_problem
from tolkku.reading.fields import DIRECTION_MARKS
from tolkku.reading.yaml_nodes import CONTROL
from tolkku.rendering.origins import Told
from tolkku.rendering.tree import CODE, classes_around, mark_of, texts

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_REFERENCE = re.compile(r"&#(?:([0-9]+)|[xX]([0-9a-fA-F]+));?")
_NUMBER = re.compile(r"\d{1,3}")
_SIZE = re.compile(r"\d{1,5}")


def sanitised(root: HtmlElement, mark: str) -> Iterator[Told]:
    """What a tree holds that no text may; attributes and classes that do no harm are left out.

    `mark` is the attribute with the place of a block.
    """
    left_out: set[str] = set()
    for element in root.iterdescendants():
        if element.tag not in ELEMENTS:
            where = mark_of(element, mark)
            told = f"holds <{element.tag}>, which is not allowed."
            yield Told(told, where, (f"<{element.tag}",))
        elif element.attrib:
            yield from _attributes(element, mark, left_out)


def _attributes(element: HtmlElement, mark: str, left_out: set[str]) -> Iterator[Told]:
    allowed = ELEMENTS[element.tag]
    for name, value in element.items():
        if name == mark:
            continue
        where = mark_of(element, mark)
        if name == "class":
            yield from _classes(element, where)
        elif name in LEFT_OUT:
            del element.attrib[name]
            if name not in left_out:
                told = f"gives '{name}' to a link, which is left out: {LEFT_OUT[name]}."
                yield Told(told, where, (name,), "Remove it.", Severity.NOTE)
            left_out.add(name)
        elif name not in allowed and name not in EVERYWHERE and not name.startswith("aria-"):
            del element.attrib[name]
            yield not_an_attribute(element.tag, name, where)
        elif problem := _value_problem(name, value):
            del element.attrib[name]
            yield Told(f"holds <{element.tag}> with '{name}', which {problem}.", where, (name,))


def not_an_attribute(element: str, attribute: str, where: str) -> Told:
    told = f"holds <{element}> with '{attribute}', which is not allowed."
    return Told(told, where, (attribute,))


def _value_problem(name: str, value: str) -> str | None:
    if name == "style":
        return None if ALIGNMENT.fullmatch(value) else "is not allowed"
    if name == "number":
        return None if _NUMBER.fullmatch(value) else f"is no number: '{value}'"
    if name in ("width", "height"):
        return None if _SIZE.fullmatch(value) else "is no number of pixels"
    if name == "cite":
        is_web = value.strip().lower().startswith(("https://", "http://"))
        return address_problem(value) if is_web else "is no address that begins with https:"
    return None


def _classes(element: HtmlElement, where: str) -> Iterator[Told]:
    in_code = any(each.tag in CODE for each in (element, *element.iterancestors()))
    in_code = in_code or bool({"highlight", "codehilite"} & classes_around(element))
    kept = []
    for name in element.get("class", "").split():
        if is_class(name, in_code):
            kept.append(name)
            continue
        told = f"'{name}' is no class for texts, and is left out."
        remedy = "Remove it. For a box, write !!! note; for a lead paragraph, {.lead}."
        yield Told(told, where, (f".{name}", name), remedy, Severity.NOTE)
    if kept:
        element.set("class", " ".join(kept))
    else:
        del element.attrib["class"]


def hidden(body: str, root: HtmlElement, source: str, mark: str) -> Iterator[Told]:
    """What readers do not see, or were not meant to. `body` is the HTML before it was a tree."""
    if "<!--" in body:
        told = "holds an HTML comment."
        yield Told(told, "", ("<!--",), "It is left out of the page.", Severity.NOTE)
    yield from _controls(body)
    shown = [(element, text) for element, text in texts(root) if "<!--" in text]
    for element, _ in shown[:1]:
        told = "holds an HTML comment that never ends, so that readers would see it."
        yield Told(told, mark_of(element, mark), ("<!--",), "End it with -->.")
    found = DIRECTION_MARKS.search(source) or DIRECTION_MARKS.search("".join(root.itertext()))
    if found:
        told = "holds an invisible mark that changes the direction of the text."
        remedy = "Type the place anew, unless it must be there."
        yield Told(told, "", (found.group(), "&#"), remedy, Severity.NOTE)


def _controls(body: str) -> Iterator[Told]:
    """Characters that no text may hold, written as references to them."""
    if "&#" not in body:
        return
    for decimal, hexadecimal in dict.fromkeys(_REFERENCE.findall(body)):
        number = int(decimal or "0") if decimal else int(hexadecimal, 16)
        # HTML 5 reads 0x80 to 0x9F as Windows meant them.
        is_character = 0 < number <= 0x10FFFF and not 0xFDD0 <= number <= 0xFDEF
        if not is_character or (CONTROL.match(chr(number)) and not 0x80 <= number <= 0x9F):
            told = f"holds the invisible character U+{number:04X}."
            yield Told(told, "", (f"&#{decimal or 'x' + hexadecimal}", "&#"))


def is_clean(body: str) -> bool:
    """Whether a sanitiser that is not ours would leave HTML as it is, to the letter.

    nh3 from 0.3.7 on escapes `<` and `>` in attributes; earlier ones do not, and let pass what a
    later step can break.
    """
    import nh3  # only where something is rendered

    attributes = {name: set(allowed | EVERYWHERE) for name, allowed in ELEMENTS.items()}
    attributes["div"] |= {"tabindex"}
    attributes["pre"] |= {"tabindex"}
    attributes["img"] |= {"decoding"}
    clean = nh3.clean(
        body, tags=set(ELEMENTS), attributes=attributes, generic_attribute_prefixes={"aria-"},
        url_schemes=set(SCHEMES), link_rel=None, strip_comments=True,
    )  # fmt: skip
    return clean == body


SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where links may lead, besides this site."""

EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title", "role"})
"""Attributes of every element; those that begin with `aria-` are allowed too."""

ADDRESSES = frozenset({"href", "src", "poster", "cite"})

_PLAIN = (
    "b bdi bdo br caption cite code dd dfn div dl dt em figcaption figure "
    "hr i kbd mark p pre rp rt ruby s samp section small span strong sub summary "
    "sup table tbody tfoot thead tr u ul var wbr"
)
ELEMENTS: Mapping[str, frozenset[str]] = {
    **{name: frozenset[str]() for name in _PLAIN.split()},
    **{f"h{level}": frozenset({"number"}) for level in range(1, 7)},
    "a": frozenset({"href", "hreflang", "rel", "name"}),
    "abbr": frozenset(),
    "audio": frozenset({"src", "controls", "preload"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "data": frozenset({"value"}),
    "del": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "ins": frozenset({"datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"src", "type"}),
    "td": frozenset({"colspan", "rowspan", "style"}),
    "th": frozenset({"colspan", "rowspan", "scope", "style"}),
    "time": frozenset({"datetime"}),
    "track": frozenset({"src", "kind", "srclang", "label", "default"}),
    "video": frozenset({"src", "poster", "controls", "preload", "width", "height"}),
}
"""By the name of an element, the attributes that it may have besides those allowed everywhere."""

LEFT_OUT: Mapping[str, str] = {"target": "readers choose where a link opens"}
"""Attributes that do no harm and are not published, with the reason."""

ALIGNMENT = re.compile(r"text-align: (left|right|center);")
"""The one style: Markdown's tables have it."""

# Kinds of boxes are styled by Material, the rest by us or by highlighters of code. A class of the
# frame could cover the page, hide a part of it, or speak in the site's own name.
_CLASSES = frozenset(
    "admonition admonition-title inline end "  # noqa: SIM905 (easier to read)
    "note abstract summary tldr info todo tip hint important success check done question help faq "
    "warning caution attention failure fail missing danger error bug example quote cite "
    "footnote footnote-ref footnote-backref headerlink "
    "principle lead grid task-list task-list-item tk-task tk-task-item tk-left tk-right tk-center "
    "highlight codehilite linenos linenodiv filename keys".split()
)
_CODE_CLASS = re.compile(r"language-[\w+#.-]+|key-[\w-]+")
_TOKEN_CLASS = re.compile(r"[a-z]{1,3}\d?|hll")


def is_class(name: str, in_code: bool) -> bool:
    """Whether a text may use a class; highlighters have short ones of their own `in_code`."""
    return bool(
        name in _CLASSES
        or _CODE_CLASS.fullmatch(name)
        or (in_code and _TOKEN_CLASS.fullmatch(name))
    )
