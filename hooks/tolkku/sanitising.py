"""Sanitising: raw HTML that could do harm is refused, with a reason, not silently cleaned."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tolkku.located import CONTROL
from tolkku.web_addresses import address_problem

_GLOBAL = {"id", "class", "lang", "dir", "title", "role"}
_ALLOWED: dict[str, set[str]] = {
    "*": _GLOBAL,
    "a": {"href", "hreflang", "rel", "name"},
    "abbr": set(),
    "audio": {"src", "controls", "preload"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "video": {"src", "poster", "controls", "preload", "width", "height"},
}
_PLAIN_TAGS = set(
    "b bdi bdo br caption cite code dd dfn div dl dt em figcaption figure "  # noqa: SIM905 (easier to read)
    "h1 h2 h3 h4 h5 h6 hr i kbd mark p pre rp rt ruby s samp section small span strong sub summary "
    "sup table tbody tfoot thead tr u ul var wbr".split()
)
_TAGS = _PLAIN_TAGS | (set(_ALLOWED) - {"*"})
_HEADING_ATTRIBUTES = {"number"}
# Where links lead is judged in `links`, which can say more about it: here every scheme may pass.
_SCHEME = re.compile(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,40}(?=:)", re.IGNORECASE)
_ADDRESSES = ("href", "src", "poster", "cite")
_ADDRESS = re.compile(r"\b(?:href|src|poster|cite)=([\"'])(.*?)\1", re.IGNORECASE | re.DOTALL)
_DECLARATION = re.compile(r"<(?:!(?!--)|\?)\w*")
_TAG = re.compile(r"<(/?[a-zA-Z][^\s/>]*)((?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?")


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Markup that is refused: `what` for the editor, `hint` to find its line by."""

    what: str
    hint: str
    remedy: str = "Write it in Markdown."


def sanitised(body: str) -> tuple[str, tuple[Forbidden, ...]]:
    """Rendered HTML as a sanitiser leaves it, and what it took out, once each.

    What is left has small letters in tags and double quotes around attributes.
    """
    import nh3  # only where something is rendered

    clean = nh3.clean(
        body,
        tags=_TAGS,
        attributes={**_ALLOWED, **{f"h{n}": _HEADING_ATTRIBUTES for n in range(1, 7)}},
        url_schemes={scheme.lower() for scheme in _SCHEME.findall(html.unescape(body))},
        link_rel=None,
        generic_attribute_prefixes={"aria-"},
        attribute_filter=_only_alignment,
        strip_comments=False,
    )
    before, after = _tags(body), _tags(clean)
    lost, gained = before - after, after - before
    told = [*_not_addresses(body, clean), *_not_text(body, clean)]
    for explained in (_explained(tag, gained, bool(lost)) for tag in lost or gained):
        if explained.hint not in _ADDRESSES or not told:
            told.append(explained)
    if not lost and not gained:
        told += _misplaced(body, clean)
    return CONTROL.sub("", clean), tuple(dict.fromkeys(told))


def _not_addresses(body: str, clean: str) -> Iterator[Forbidden]:
    """Addresses so wrong that the sanitiser has dropped them; the others are judged in `links`."""
    kept = {html.unescape(written).strip() for _, written in _ADDRESS.findall(clean)}
    for _, written in _ADDRESS.findall(body):
        address = html.unescape(written)
        problem = None if address.strip() in kept else address_problem(address)
        if problem:
            yield Forbidden(f"'{address}', which {problem}", address, "Correct the address.")


def _misplaced(body: str, clean: str) -> Iterator[Forbidden]:
    """Tags that a browser would put into another order than the one written."""
    for written, read in zip(_TAG.findall(body), _TAG.findall(clean), strict=False):
        if written[0].lower() != read[0]:
            name = written[0].lower().lstrip("/")
            yield Forbidden(f"a <{name}> that is closed in a wrong place", f"<{written[0]}")
            return


def _not_text(body: str, clean: str) -> Iterator[Forbidden]:
    for written in _DECLARATION.findall(body):
        yield Forbidden(f"{written}, which is not allowed", written)
    control = CONTROL.search(clean)
    if control:
        number = ord(control.group())
        yield Forbidden(f"the invisible character U+{number:04X}", "&#")


def _only_alignment(tag: str, attribute: str, value: str) -> str | None:
    """Tables are aligned by a style; no other style may pass."""
    if attribute == "style" and not re.fullmatch(r"text-align: (left|right|center);", value):
        return None
    return value


_Tag = tuple[str, tuple[str, ...]]


def _tags(body: str) -> Counter[_Tag]:
    return Counter(
        (name.lower(), tuple(sorted(a.lower() for a in _ATTRIBUTE.findall(attributes))))
        for name, attributes in _TAG.findall(body)
    )


def _explained(tag: _Tag, gained: Counter[_Tag], was_written: bool) -> Forbidden:
    name, attributes = tag
    plain = name.lstrip("/")
    if plain not in _TAGS:
        return Forbidden(f"<{plain}>, which is not allowed", f"<{name}")
    for kept in gained:
        dropped = [a for a in attributes if a not in kept[1]]
        if kept[0] == name and dropped:
            return Forbidden(f"<{plain}> with '{dropped[0]}', which is not allowed", dropped[0])
    hint = f"<{name if was_written else plain}"
    return Forbidden(f"a <{plain}> that is not closed or stands in a wrong place", hint)
