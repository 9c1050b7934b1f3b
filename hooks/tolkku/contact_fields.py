"""Contact fields: readers of what `mkdocs.yml` says of how readers reach the organisation."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import Formatter

from tolkku.addresses import web_address
from tolkku.contact import Feedback
from tolkku.located import Node
from tolkku.schema import Fields, Reader, Rejected, Report, text
from tolkku.settings import Names

PLACEHOLDERS = ("title", "body", "page", "language", "address")
"""What an address for feedback may hold, in braces."""


def feedback(names: Reader[Names], blank: Names) -> Callable[[Fields], Feedback]:
    def build(fields: Fields) -> Feedback:
        return Feedback(
            fields.take("issues", address_template, ""),
            fields.take("form", address_template, ""),
            fields.take("promise", names, blank),
        )

    return build


def address_template(node: Node, report: Report) -> str:
    """A web address with placeholders behind its host: `https://example.org/?page={page}`."""
    value = text(2000)(node, report)
    if re.match(r"https?://[^/?#]*[{}]", value):
        raise Rejected("holds a placeholder in its host.", "Write it after the host.")
    web_address(node, report)
    try:
        found = list(Formatter().parse(value))
    except ValueError:
        raise Rejected("has a brace that stands alone.", _REMEDY) from None
    for _, name, form, conversion in found:
        if name is not None and (name not in PLACEHOLDERS or form or conversion):
            raise Rejected(f"holds '{{{name}}}', which is no placeholder.", _REMEDY)
    return value


_REMEDY = f"Known: {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}."
