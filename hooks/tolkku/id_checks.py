"""Id checks: ids of entries that are kept from an older feed, and whether others have them too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from tolkku.findings import Finding, Place, error
from tolkku.settings import Settings
from tolkku.texts import Bulletin, Text, bulletin_tag


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
