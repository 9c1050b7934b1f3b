"""Followed addresses: links that open for their writer only, or tell others who follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from tolkku.findings import Finding, Place, note
from tolkku.prose import unfenced
from tolkku.texts import Edition, Text

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
_CODE = re.compile(r"`[^`\n]{1,2000}`")
# Hosts and the beginning of the path of what its writer is logged in to.
_PRIVATE = re.compile(
    r"docs\.google\.com/(?!.*/(?:pub|pubhtml|viewform|export)\b)\w+/(?:u/\d+/)?d/"
    r"|drive\.google\.com/|[\w.-]+\.sharepoint\.com/|onedrive\.live\.com/|1drv\.ms/"
    r"|(?:www\.)?dropbox\.com/(?:home|work)|teams\.microsoft\.com/|(?:www\.)?notion\.so/"
    r"|trello\.com/|(?:www\.)?figma\.com/(?:file|design)/|[\w.-]+/wp-admin/"
    r"|localhost[:/]|127\.|192\.168\.|10\.\d+\.\d+\.\d+|[\w-]+(?:\.\w+)*\.(?:local|internal|lan)[:/]"
)
_DETOURS = {
    r"(?:www\.)?google\.[a-z.]+/url$": ("q", "url"),
    r"lm?\.facebook\.com/l\.php$": ("u",),
    r"l\.instagram\.com/$": ("u",),
    r"[\w.-]*safelinks\.protection\.outlook\.com/": ("url",),
    r"(?:www\.)?youtube\.com/redirect$": ("q",),
    r"(?:www\.)?linkedin\.com/(?:safety/go|redir/redirect)/?$": ("url",),
    r"out\.reddit\.com/": ("url",),
    r"(?:bit\.ly|t\.co|lnkd\.in|tinyurl\.com|goo\.gl|ow\.ly|is\.gd)/\w": (),
}
_TRACKERS = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|wbraid|gbraid|msclkid|yclid|igshid|igsh|mc_[ce]id|ref_src|_hsenc"
    r"|_hsmi|vero_id|oly_\w+_id|s_cid|xtor"
)
_LONGEST = 200  # characters of an address that a remedy shows


def address_notes(text: Text) -> Iterator[Finding]:
    """A note for each such address in a Text's editions and among its sources."""
    for edition in text.editions:
        for place, address in _addresses(edition):
            yield from _judged(address, place)
    original = text.best(text.original)
    for source in text.said.sources:
        yield from _judged(source.url, original.place_of("sources"))


def _addresses(edition: Edition) -> Iterator[tuple[Place, str]]:
    if edition.action:
        yield edition.action.place, edition.action.url
    if "://" not in edition.body:
        return
    body = _CODE.sub(lambda code: " " * len(code[0]), "\n".join(unfenced(edition.body)))
    for number, line in enumerate(body.split("\n"), edition.body_line):
        for found in _ADDRESS.finditer(line):
            yield Place(edition.path, number, found.start() + 1), found[0]


def _judged(address: str, place: Place) -> Iterator[Finding]:
    try:
        parts = urlsplit(address)
    except ValueError:  # told where links are judged
        return
    where = f"{parts.netloc.lower()}{parts.path or '/'}"
    if _PRIVATE.match(where):
        told = f"'{parts.netloc}' may open this address for nobody but its writer."
        remedy = "Look at it in a private window; publish it there, or save it as a file here."
        yield note(place, told, remedy)
        return
    detour = next((keys for way, keys in _DETOURS.items() if re.match(way, where)), None)
    if detour is not None:
        yield note(place, *_by_detour(parts, detour))
    elif marks := [key for key, _ in parse_qsl(parts.query) if _TRACKERS.fullmatch(key)]:
        told = f"'{marks[0]}' in an address tells others from where readers come."
        yield note(place, told, f"Write {_without_trackers(parts)[:_LONGEST]}.")


def _by_detour(parts: SplitResult, keys: tuple[str, ...]) -> tuple[str, str]:
    told = f"an address leads through {parts.netloc}, which sees who follows it."
    query = dict(parse_qsl(parts.query))
    leads_to = next((query[key] for key in keys if query.get(key, "").startswith("http")), "")
    return told, f"Write {leads_to[:_LONGEST] or 'the address to which it leads'}."


def _without_trackers(parts: SplitResult) -> str:
    kept = [(key, said) for key, said in parse_qsl(parts.query) if not _TRACKERS.fullmatch(key)]
    return urlunsplit(parts._replace(query=urlencode(kept)))
