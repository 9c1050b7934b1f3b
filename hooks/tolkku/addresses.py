"""Addresses: readers of the fields that hold addresses, or parts of them."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from tolkku.located import Node
from tolkku.names import name_problem
from tolkku.schema import Rejected, Report, text
from tolkku.web_addresses import address_problem

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(node: Node, report: Report) -> str:
    """The last part of an address: small letters a–z, digits and single hyphens."""
    value = text(120)(node, report)
    if not _SLUG.fullmatch(value):
        raise Rejected(
            f"'{value}' cannot be part of an address.",
            "Use only small letters a–z, digits and hyphens.",
        )
    _refuse_name(value)
    return value


def old_path(node: Node, report: Report) -> str:
    """An old path of this site, without base path: `sv/bulletins/gammal`. Returned without slashes
    at the ends."""
    value = text(300)(node, report).strip("/")
    parts = value.split("/")
    if not all(re.fullmatch(r"[A-Za-z0-9._~-]+", part) and part.strip(".") for part in parts):
        raise Rejected(f"'{value}' is not a path of this site.", "Write it as sv/bulletins/old.")
    for part in parts:
        if part.startswith("."):
            told = f"'{value}' is hidden: '{part}' begins with a dot."
            raise Rejected(told, "Write it as sv/bulletins/old.")
        _refuse_name(part)
    return value


def _refuse_name(part: str) -> None:
    problem = name_problem(part)
    if problem:
        raise Rejected(problem, "Choose another.")


def web_address(node: Node, report: Report) -> str:
    """An absolute http or https address."""
    value = text(2000)(node, report)
    parts = _split(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in value:
        raise Rejected(f"'{value}' is not a web address.", "Begin it with https://.")
    _refuse_address(value)
    return value


def site_address(node: Node, report: Report) -> str:
    """The address at which a site stands: without query and anchor."""
    value = web_address(node, report)
    if set("?#") & set(value):
        raise Rejected(f"'{value}' holds more than a path.", "Leave out what begins with ? or #.")
    return value


def link(node: Node, report: Report) -> str:
    """A web address, an e-mail address with mailto:, or a path of this site's sources."""
    value = text(2000)(node, report)
    if _split(value).scheme not in ("", "http", "https", "mailto", "tel"):
        raise Rejected(f"'{value}' is not a safe link.", "Use https:, mailto:, tel: or a path.")
    _refuse_address(value)
    return value


def _refuse_address(value: str) -> None:
    problem = address_problem(value)
    if problem:
        raise Rejected(f"'{value}' {problem}.", "Correct the address.")


def _split(value: str) -> SplitResult:
    try:
        return urlsplit(value)
    except ValueError:
        raise Rejected(f"'{value}' is not an address.", "Correct it.") from None
