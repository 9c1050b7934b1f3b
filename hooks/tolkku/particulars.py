"""Particulars: what is said once for a Text, in its original edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tolkku.addresses import web_address
from tolkku.languages import Language
from tolkku.moments import moment
from tolkku.schema import (
    Fields,
    Reader,
    day,
    declared,
    each_once,
    flag,
    items,
    one_of,
    record,
    some,
    text,
)
from tolkku.settings import Names, Settings
from tolkku.site_languages import site_language
from tolkku.texts import (
    Bulletin,
    BulletinKind,
    Corrects,
    Edition,
    Particulars,
    Review,
    Source,
    SourceKind,
    Waiver,
)


def said_for_the_text(fields: Fields, is_bulletin: bool, settings: Settings) -> dict[str, Any]:
    """The fields of the Text that this file states, by name."""
    readers: dict[str, Reader[Any]] = {
        "exercise": flag,
        "sample": flag,
        "opinion": flag,
        "topics": each_once(declared(settings.topics, _called(settings.topics))),
        "regions": each_once(declared(settings.regions, _called(settings.regions))),
        "audience": each_once(declared(settings.audiences, _called(settings.audiences))),
        "authors": each_once(declared(settings.authors, _called(_names_of_authors(settings)))),
        "reviewed": record(_review, "{by: the duty editor, on: 2026-12-01}"),
        "sources": items(
            record(_source, _SOURCE), f"[{_SOURCE.replace('%s', 'https://example.org/')}]"
        ),
        "waived": items(record(_waiver(settings))),
        "version": text(20),
        "review_by": day,
    }
    if is_bulletin:
        readers |= {
            "kind": one_of(BulletinKind),
            "expires": moment(settings.zone),
            "next_update": moment(settings.zone),
            "corrects": record(_corrects(settings), "{id: %s}"),
            "replaces": text(),
            "cancels": text(),
            "continues": text(),
        }
    taken = {key: fields.take(key, reader, None) for key, reader in readers.items()}
    return {key: value for key, value in taken.items() if value is not None}


_SOURCE = "{name: The authority's name, url: %s, kind: authority, checked: 2026-12-01}"


def _called(names: Mapping[str, Names]) -> dict[str, tuple[str, ...]]:
    """What readers call what is declared, in any language."""
    return {key: tuple(each.values()) for key, each in names.items()}


def _names_of_authors(settings: Settings) -> dict[str, Names]:
    return {key: author.names for key, author in settings.authors.items()}


def check_urgent(fields: Fields, said: dict[str, Any]) -> None:
    if said.get("kind") is not BulletinKind.URGENT:
        return
    for key in ("expires", "next_update"):
        fields.need(key, lambda node, report: None, None, f"{key}: 2026-12-01 18:00")


def _review(fields: Fields) -> Review | None:
    by = fields.need("by", text(200), "", "by: the duty editor")
    on = fields.need("on", day, None, "on: 2026-12-01")
    return Review(by, on, fields.place("on")) if on else None


def _source(fields: Fields) -> Source:
    return Source(
        fields.need("name", text(300), "", "name: The authority's name"),
        fields.need("url", web_address, "", "url: https://example.org/"),
        fields.take("kind", one_of(SourceKind), SourceKind.OTHER),
        fields.need("checked", day, date.min, "checked: 2026-12-01"),
        fields.place("checked"),
    )


def _waiver(settings: Settings) -> Callable[[Fields], Waiver]:
    def build(fields: Fields) -> Waiver:
        return Waiver(
            fields.need("language", site_language(settings.languages), settings.original, "").tag,
            fields.need("until", day, date.min, "until: 2026-12-31"),
            fields.need("by", text(200), "", "by: the duty editor"),
            fields.need("reason", text(300), "", "reason: Why"),
        )

    return build


def _corrects(settings: Settings) -> Callable[[Fields], Corrects]:
    tags = some(each_once(site_language(settings.languages)))

    def build(fields: Fields) -> Corrects:
        named = fields.need("id", text(), "", "id: 2026-12-01-72-hours")
        return Corrects(
            named, tuple(language.tag for language in fields.take("editions", tags, ()))
        )

    return build


def particulars(said: dict[str, Any]) -> Particulars:
    return Particulars(
        exercise=said.get("exercise", False),
        sample=said.get("sample", False),
        opinion=said.get("opinion", False),
        topics=said.get("topics", ()),
        regions=said.get("regions", ()),
        audience=said.get("audience", ()),
        authors=said.get("authors", ()),
        reviewed=said.get("reviewed"),
        sources=said.get("sources", ()),
        waived=said.get("waived", ()),
        version=said.get("version", ""),
        review_by=said.get("review_by"),
    )


def bulletin(
    text_id: str, original: Language, editions: tuple[Edition, ...], said: dict[str, Any]
) -> Bulletin:
    return Bulletin(
        text_id,
        original,
        editions,
        particulars(said),
        day=date.fromisoformat(text_id[:10]),
        kind=said.get("kind", BulletinKind.BULLETIN),
        expires=said.get("expires"),
        next_update=said.get("next_update"),
        corrects=said.get("corrects"),
        replaces=said.get("replaces"),
        cancels=said.get("cancels"),
        continues=said.get("continues"),
    )
