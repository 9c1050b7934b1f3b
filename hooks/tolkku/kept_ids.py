"""Kept ids: what entries were called in an older feed, so that nobody gets them once more."""

from __future__ import annotations

import re
import unicodedata

from tolkku.located import Node
from tolkku.schema import Rejected, Report, text

_SCHEMES = {
    "http": (r"//[^/?#].*", "http://old.example.org/?p=123"),
    "https": (r"//[^/?#].*", "https://old.example.org/?p=123"),
    "tag": (r"[\w.@-]+,\d{4}(-\d\d){0,2}:.*", "tag:old.example.org,2020:news/123"),
    "urn": (r"[A-Za-z0-9][A-Za-z0-9-]+:.+", "urn:uuid:0b0cf08f-5a5c-4a1d-9a53-3d7a0a4cc2c5"),
}
"""What must follow some schemes (RFC 9110, 4151, 8141), each with an example."""

_WHOLE = (
    "Copy the whole `guid` or `id` from the old feed; if that is all of it, leave the line out:"
    " subscribers get this entry once more."
)


def kept_id(node: Node, report: Report) -> str:
    """The id of an entry in an older feed. RSS and JSON Feed take any text, Atom an IRI with its
    scheme (RFC 4287, 4.2.6), and ours are the same in all formats."""
    value = text(2000)(node, report)
    if any(unicodedata.category(each)[0] in "ZC" for each in value):
        raise Rejected("holds a space, or a character that shows nothing.", _WHOLE)
    scheme, _, rest = value.partition(":")
    if not re.fullmatch("[A-Za-z][A-Za-z0-9+-]*", scheme) or not rest:
        told = f"'{value}' is no id for Atom: it begins with no scheme, such as https: or tag:."
        raise Rejected(told, _WHOLE)
    shape, example = _SCHEMES.get(scheme.lower(), (".*", ""))
    if not re.fullmatch(shape, rest):
        raise Rejected(f"'{value}' is no whole id.", f"Copy it as it was, such as {example}.")
    if not re.fullmatch(r"(?:[^<>\"{}|\\^`%\[\]#]|%[0-9A-Fa-f]{2})*(?:#[^#<>\"]*)?", rest):
        raise Rejected(f"'{value}' holds a character that Atom allows in no id.", _WHOLE)
    return value
