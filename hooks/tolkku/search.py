"""Search: the files from which `search.js` answers, in each language for itself.

Nothing of them is fetched before a reader searches, and then only what the words asked for need.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from tolkku.languages import Language
from tolkku.lemmas import lemmas_of
from tolkku.outputs import search_folder
from tolkku.search_index import Index, numbered
from tolkku.search_records import Record, records_of
from tolkku.search_shards import (
    earlier_shards,
    filter_shard,
    lexicon_shards,
    posting_shards,
)
from tolkku.sharing import shared
from tolkku.site import Site
from tolkku.ways import relative
from tolkku.word_notice import notice_address, notice_of

_MANY = 300  # Texts; with fewer, a second process costs more than it saves

Files = tuple[tuple[str, bytes], ...]


def search_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """(site address, bytes) of every file that a search may need."""
    languages = site.settings.languages

    def work(part: Sequence[Language]) -> list[Files]:
        return [tuple(_files_of(site, language)) for language in part]

    has_many = len(site.catalogue.texts) >= _MANY
    for files in shared(work, languages, 2 if has_many else 2 * len(languages)):
        yield from files


def _files_of(site: Site, language: Language) -> Iterator[tuple[str, bytes]]:
    folder = search_folder(language)
    lemmas = lemmas_of(language.cldr.language)
    index = Index(numbered(records_of(site, language)), lemmas)
    names = {}
    shards = {
        "words": lexicon_shards(index),
        "places": posting_shards(index),
        "earlier": earlier_shards(index),
        "filters": filter_shard(index),
    }
    for kind, cut in shards.items():
        names[kind] = cut.names
        for name, content in cut.files.items():
            yield f"{folder}/{kind}/{name}.txt", content
    for number, record in index.records.items():
        yield f"{folder}/records/{number}.json", _json(_told(site, record, language))
    if notice := notice_of(language):
        yield notice_address(language), notice.encode()
    yield f"{folder}/index.json", _json({**names, "attached": lemmas.morphemes.attached})


def _told(site: Site, record: Record, language: Language) -> dict[str, object]:
    """What a reader is told of a record that is found."""
    topics = site.settings.topics
    return {
        "url": relative(f"{language}/search/", record.address),
        "title": record.title,
        "marks": record.marks,
        "published": _moment(record.published),
        "when": site.words[language].moment(record.published) if record.published else "",
        "expires": _moment(record.expires),
        "topics": [topics[topic][language] for topic in record.topics],
        "passages": record.passages,
    }


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
