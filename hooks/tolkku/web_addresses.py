"""Web addresses: what is wrong with one that leads away from this site."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

PLACEHOLDER_URL = "https://…"
"""What `tolkku new` leaves to fill in; where it still stands is told elsewhere."""

_LABEL = re.compile(r"\w[\w-]*")


def address_problem(written: str) -> str | None:
    """What is wrong with an absolute address, to be said after it: `names no host`."""
    if written == PLACEHOLDER_URL:
        return None
    try:
        parts = urlsplit(written.strip())
        port = parts.port
    except ValueError:
        return "is no address"
    if parts.scheme == "mailto":
        return None if re.match(r"[^@\s]+@[^@\s]+", parts.path) else "names no mailbox"
    if parts.scheme == "tel":
        return None if re.search(r"\d", parts.path) else "names no number"
    if parts.scheme not in ("http", "https"):
        return None
    if not written.strip()[len(parts.scheme) :].startswith("://"):
        return f"has no '//' after '{parts.scheme}:'"
    return "names port 0, which is none" if port == 0 else _host_problem(parts.netloc, written)


def _host_problem(netloc: str, written: str) -> str | None:
    if "@" in netloc:
        return "holds an '@' before its host, which hides where it leads"
    host = (urlsplit(written.strip()).hostname or "").removesuffix(".")
    if not host:
        return "names no host"
    if ":" in host:  # IPv6: `urlsplit` has judged it
        return None
    if not all(_LABEL.fullmatch(label) for label in host.split(".")):
        return f"names the host '{host}', which cannot be"
    if "." not in host and host != "localhost":
        return f"names the host '{host}', which has no dot"
    return "holds a space" if re.search(r"\s", written.strip()) else None
