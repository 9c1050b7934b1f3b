"""Field types: readers of moments, addresses, languages, names of files and ids of entries.

A moment carries the offset that holds at it in the site's time zone, not the zone itself: so
`.date()` is the local day, and moments compare right in the hour that the clocks show twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from tolkku.model.dates import local
from tolkku.model.findings import Refusal, note
from tolkku.model.languages import Language, find_language, is_language, nearest_tag
from tolkku.reading.fields import DIRECTION_MARKS, Reader, Report, text
from tolkku.reading.loose_dates import as_moment
from tolkku.reading.yaml_nodes import Node

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)\s*(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_WANTED = "Write date and time as 2026-12-01 07:00."
# Time zones reckon a day beyond a date, and a calendar in which nothing comes out needs no more.
_YEARS = range(1900, 3000)
_OFFSETS = range(-12 * 60, 14 * 60 + 1)  # minutes, from Baker Island to Kiritimati


def moment(zone: ZoneInfo) -> Reader[datetime]:
    """A date and time; without an offset in the site's time zone.

    A local time that the clocks skip, or show twice, is refused; a foreign offset is a note.
    """

    def read(node: Node, report: Report) -> datetime:
        value = text()(node, report)
        written = parse_moment(value, zone)
        at = local(written, zone)
        if at.utcoffset() != written.utcoffset():
            told = f"'{value}' has another offset than the site; here it is {at:%Y-%m-%d %H:%M}."
            report(note(node.place, told, "Write the local time without an offset."))
        return at

    return read


def parse_moment(value: str, zone: ZoneInfo) -> datetime:
    """An aware moment from `2026-12-01 07:00`, `2026-12-01T07:00:00+02:00` and the like.

    Raises Refusal.
    """
    match = _MOMENT.fullmatch(value)
    if not match:
        meant = as_moment(value)
        remedy = f"Write it as {meant}." if meant else _WANTED
        raise Refusal(f"'{value}' is not a date with a time.", remedy)
    day, clock, offset = match.groups()
    try:
        at = datetime.fromisoformat(f"{day}T{clock.zfill(5 if clock.count(':') == 1 else 8)}")
    except ValueError:
        raise Refusal(f"'{value}' is not a moment of the calendar.", _WANTED) from None
    if at.year not in _YEARS:
        told = f"'{value}' is not between the years {_YEARS[0]} and {_YEARS[-1]}."
        raise Refusal(told, "Correct the year, or remove the line.")
    if offset:
        return at.replace(tzinfo=_zone_of(offset, value))
    return _localised(at, value, zone)


def _zone_of(offset: str, value: str) -> timezone:
    """The offset `+02:00`, `+0200` or `Z`. Raises Refusal for one that no place on Earth has."""
    if offset == "Z":
        return UTC
    minutes = 60 * int(offset[1:3]) + int(offset[-2:])
    signed = -minutes if offset[0] == "-" else minutes
    if int(offset[-2:]) > 59 or signed not in _OFFSETS:
        raise Refusal(f"'{value}' has an offset that no place has.", _WANTED)
    return timezone(timedelta(minutes=signed))


def _localised(naive: datetime, value: str, zone: ZoneInfo) -> datetime:
    at = naive.replace(tzinfo=zone)
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise Refusal(f"'{value}' does not exist: the clocks skip it.", "Choose another time.")
    if at.utcoffset() != at.replace(fold=1).utcoffset():
        summer = at.isoformat(timespec="minutes")[-6:]
        winter = at.replace(fold=1).isoformat(timespec="minutes")[-6:]
        raise Refusal(
            f"'{value}' exists twice: the clocks are turned back.",
            f"Add the offset: {summer} or {winter}.",
        )
    return local(at, zone)


def read_now(given: str | None, environment: Mapping[str, str], zone: ZoneInfo) -> datetime:
    """Now, in the site's time zone: as given, else from TOLKKU_AT, else from the clock.

    Raises Refusal when the text is not a moment.
    """
    value = given or environment.get("TOLKKU_AT")
    if value:
        return local(parse_moment(value.strip(), zone), zone)
    return local(datetime.now(UTC).replace(microsecond=0), zone)


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(node: Node, report: Report) -> str:
    """The last part of an address: small letters a–z, digits and single hyphens."""
    value = text(120)(node, report)
    if not _SLUG.fullmatch(value):
        raise Refusal(
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
        raise Refusal(f"'{value}' is not a path of this site.", "Write it as sv/bulletins/old.")
    for part in parts:
        if part.startswith("."):
            told = f"'{value}' is hidden: '{part}' begins with a dot."
            raise Refusal(told, "Write it as sv/bulletins/old.")
        _refuse_name(part)
    return value


def _refuse_name(part: str) -> None:
    problem = name_problem(part)
    if problem:
        raise Refusal(problem, "Choose another.")


def web_address(node: Node, report: Report) -> str:
    """An absolute http or https address."""
    value = text(2000)(node, report)
    parts = _split(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in value:
        raise Refusal(f"'{value}' is not a web address.", "Begin it with https://.")
    _refuse_address(value)
    return value


def site_address(node: Node, report: Report) -> str:
    """The address at which a site stands: without query and anchor."""
    value = web_address(node, report)
    if set("?#") & set(value):
        raise Refusal(f"'{value}' holds more than a path.", "Leave out what begins with ? or #.")
    return value


def link(node: Node, report: Report) -> str:
    """A web address, an e-mail address with mailto:, or a path of this site's sources."""
    value = text(2000)(node, report)
    if _split(value).scheme not in ("", "http", "https", "mailto", "tel"):
        raise Refusal(f"'{value}' is not a safe link.", "Use https:, mailto:, tel: or a path.")
    _refuse_address(value)
    return value


def _refuse_address(value: str) -> None:
    problem = address_problem(value)
    if problem:
        raise Refusal(f"'{value}' {problem}.", "Correct the address.")


def _split(value: str) -> SplitResult:
    try:
        return urlsplit(value)
    except ValueError:
        raise Refusal(f"'{value}' is not an address.", "Correct it.") from None


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


_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')


def name_problem(name: str) -> str | None:
    """Why a name cannot stand on every system that the site is edited, built or served on.

    https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    if DIRECTION_MARKS.search(name):
        return "has an invisible mark in its name that changes the direction of the text."
    if _DEVICES.fullmatch(name):
        return f"has the name '{name}', which Windows keeps for a device."
    forbidden = _FORBIDDEN.search(name)
    if forbidden:
        return f"has '{forbidden.group()}' in its name, which Windows does not allow."
    if name != name.strip() or name.endswith("."):
        return f"has the name '{name}', which begins or ends with a space or ends with a dot."
    return None


def site_language(languages: tuple[Language, ...]) -> Reader[Language]:
    def read(node: Node, report: Report) -> Language:
        tag = text()(node, report)
        found = find_language(tag, languages)
        if found is None:
            raise Refusal(f"'{tag}' is not a language of this site.", language_hint(tag, languages))
        return found

    return read


def language_hint(tag: str, languages: tuple[Language, ...]) -> str:
    """The remedy for an unknown language tag."""
    near = nearest_tag(tag, languages)
    if near:
        return f"Did you mean '{near}'?"
    known = ", ".join(language.tag for language in languages)
    more = f" `tolkku new language {tag}` adds it." if is_language(tag) else ""
    return f"The languages are {known}.{more}"


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
        raise Refusal("holds a space, or a character that shows nothing.", _WHOLE)
    scheme, _, rest = value.partition(":")
    if not re.fullmatch("[A-Za-z][A-Za-z0-9+-]*", scheme) or not rest:
        told = f"'{value}' is no id for Atom: it begins with no scheme, such as https: or tag:."
        raise Refusal(told, _WHOLE)
    shape, example = _SCHEMES.get(scheme.lower(), (".*", ""))
    if not re.fullmatch(shape, rest):
        raise Refusal(f"'{value}' is no whole id.", f"Copy it as it was, such as {example}.")
    if not re.fullmatch(r"(?:[^<>\"{}|\\^`%\[\]#]|%[0-9A-Fa-f]{2})*(?:#[^#<>\"]*)?", rest):
        raise Refusal(f"'{value}' holds a character that Atom allows in no id.", _WHOLE)
    return value
