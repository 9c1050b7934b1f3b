"""Kept ids: what entries were called in an older feed, so that nobody gets them once more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from tolkku.feed_ids import bulletin_tag
from tolkku.findings import Finding, Place, error
from tolkku.located import Node
from tolkku.schema import Rejected, Report, text
from tolkku.settings import Settings
from tolkku.texts import Bulletin, Text

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


def check_kept_ids(texts: Iterable[Text], settings: Settings) -> Iterator[Finding]:
    """Errors where an entry would have the id of another. What is held back counts like the rest,
    and so does what will come by itself: no error arises from time passing."""
    bulletins = [text for text in texts if isinstance(text, Bulletin)]
    keeping = [(b, edition) for b in bulletins for edition in b.editions if edition.feed_id]
    own = dict(_own_ids(bulletins, settings)) if keeping else {}
    first: dict[str, Place] = {}
    for bulletin, edition in keeping:
        id, place = edition.feed_id, edition.place_of("feed_id")
        is_default = id == f"{bulletin_tag(settings.id_domain, bulletin)}/{edition.language}"
        whose = "" if is_default else _whose(id, own, settings)
        if id in first:
            whose = f"the entry of {first[id]}"
        if whose:
            told = f"'feed_id' is the id of {whose} too."
            yield error(place, told, "Keep it once: where the old feed had it.")
        first.setdefault(id, place)


def _own_ids(bulletins: list[Bulletin], settings: Settings) -> Iterator[tuple[str, str]]:
    """Every id that entries have without a kept one, or may get, and whose it is."""
    for bulletin in bulletins:
        tag = bulletin_tag(settings.id_domain, bulletin)
        for reader in settings.languages:
            yield f"{tag}/{reader}", f"the entry of {bulletin.id}"
            for other in settings.languages:
                yield f"{tag}/{reader}/{other}", f"the entry of {bulletin.id}"


def _whose(id: str, own: Mapping[str, str], settings: Settings) -> str:
    """Whose an id is on this site; empty where it is nobody's."""
    ours = re.fullmatch(rf"tag:{re.escape(settings.id_domain)},\d{{4}}:(digest|feeds)/.*", id)
    return f"a {ours[1].removesuffix('s')}" if ours else own.get(id, "")


def kept_ids(texts: Iterable[Text]) -> dict[str, str]:
    """The ids that are kept, each with the tag of its edition's language."""
    editions = (edition for text in texts for edition in text.editions)
    return {edition.feed_id: edition.language.tag for edition in editions if edition.feed_id}
