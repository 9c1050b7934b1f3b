"""Allowed: the elements, attributes, classes and schemes that a text may be made of."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
