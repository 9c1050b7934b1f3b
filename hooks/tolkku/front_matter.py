"""Front matter: the fields at the head of a file, read into typed values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tolkku.findings import Place, error
from tolkku.languages import Language, find_language, nearest_tag
from tolkku.located import Mapping, Node
from tolkku.moments import moment
from tolkku.schema import Fields, Reader, Rejected, Report, day, declared, flag, items, link
from tolkku.schema import old_path, one_of, record, slug, table, text, web_address
from tolkku.settings import Settings
from tolkku.texts import Action, BulletinKind, Correction, Corrects, Disclosure, Edition, Follows
from tolkku.texts import Image, Review, Share, Source, SourceKind, State, Update, Waiver

LONGEST_TITLE = 120
LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """One file's fields: its edition's, and those it states for the whole Text with their places."""

    edition: Edition
    is_original: bool
    said: dict[str, Any]
    places: dict[str, Place]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file before its fields are read: front matter, and the body with its first line."""

    place: Place
    fields: Mapping
    body: str
    body_line: int


def read_front_matter(
    source: SourceText, language: Language, default_slug: str, is_bulletin: bool,
    settings: Settings, report: Report,
) -> FrontMatter:  # fmt: skip
    """The typed fields of one file. What is wrong is reported and replaced by something harmless."""
    fields = Fields(source.fields, report)
    original = fields.take("original", _language(settings.languages), language)
    edition = _edition(fields, source, language, default_slug, is_bulletin, settings)
    said = _said_for_the_text(fields, is_bulletin, settings)
    if is_bulletin:
        _check_urgent(fields, said)
    fields.finish()
    if original != language:
        fields.reject(
            "original",
            f"says '{original}' in a file in '{language}'.",
            f"Write it in the original only: `original: {original}` in its own file.",
        )
    claimed = "original" in source.fields.values
    return FrontMatter(edition, claimed, said, source.fields.places)


def _edition(
    fields: Fields, source: SourceText, language: Language, default_slug: str, is_bulletin: bool,
    settings: Settings,
) -> Edition:  # fmt: skip
    at = moment(settings.zone)
    if is_bulletin:
        summary = fields.need("summary", text(LONGEST_SUMMARY), "", "summary: In one sentence.")
        published = fields.need("published", at, None, "published: 2026-12-01 07:00")
        correction = fields.take("correction", record(_correction), None)
    else:
        summary = fields.take("summary", text(LONGEST_SUMMARY), "")
        published = fields.take("published", at, None)
        correction = None
    return Edition(
        place=source.place,
        body_line=source.body_line,
        language=language,
        title=fields.need("title", text(LONGEST_TITLE), "?", "title: What it is about"),
        summary=summary,
        slug=fields.take("slug", slug, default_slug),
        aliases=fields.take("aliases", items(old_path), ()),
        state=fields.take("state", one_of(State), State.FULL),
        follows=fields.take("follows", record(_follows), None),
        published=published,
        draft=fields.take("draft", flag, False),
        updated=fields.take("updated", items(record(_update(at))), ()),
        facts=fields.take("facts", items(text(500)), ()),
        arguments=fields.take("arguments", items(text(500)), ()),
        action=fields.take("action", record(_action), None),
        image=fields.take("image", record(_image), None),
        correction=correction,
        share=fields.take("share", record(_share), Share()),
        body=source.body,
    )


def _said_for_the_text(fields: Fields, is_bulletin: bool, settings: Settings) -> dict[str, Any]:
    """The fields of the Text that this file states, by name."""
    readers: dict[str, Reader[Any]] = {
        "exercise": flag,
        "sample": flag,
        "opinion": flag,
        "topics": items(declared(settings.topics)),
        "regions": items(declared(settings.regions)),
        "audience": items(declared(settings.audiences)),
        "authors": items(declared(settings.authors)),
        "reviewed": record(_review),
        "sources": items(record(_source)),
        "waived": items(record(_waiver(settings))),
        "version": text(20),
        "review_by": day,
    }
    if is_bulletin:
        readers |= {
            "kind": one_of(BulletinKind),
            "expires": moment(settings.zone),
            "next_update": moment(settings.zone),
            "corrects": record(_corrects(settings)),
            "replaces": text(),
            "cancels": text(),
            "continues": text(),
        }
    taken = {key: fields.take(key, reader, None) for key, reader in readers.items()}
    return {key: value for key, value in taken.items() if value is not None}


def _check_urgent(fields: Fields, said: dict[str, Any]) -> None:
    if said.get("kind") is not BulletinKind.URGENT:
        return
    for key in ("expires", "next_update"):
        fields.need(key, lambda node, report: None, None, f"{key}: 2026-12-01 18:00")


def _language(languages: tuple[Language, ...]) -> Reader[Language]:
    def read(node: Node, report: Report) -> Language:
        tag = text()(node, report)
        found = find_language(tag, languages)
        if found is None:
            raise Rejected(f"'{tag}' is not a language of this site.", language_hint(tag, languages))
        return found

    return read


def language_hint(tag: str, languages: tuple[Language, ...]) -> str:
    """The remedy for an unknown language tag."""
    near = nearest_tag(tag, languages)
    known = ", ".join(language.tag for language in languages)
    return f"Did you mean '{near}'?" if near else f"The languages are {known}."


def _follows(fields: Fields) -> Follows | None:
    on = fields.need("on", day, None, "on: 2026-12-01")
    parts = fields.need("parts", table(text(), text()), {}, "parts: {}")
    return Follows(on, tuple(parts.items())) if on else None


def _update(at: Reader[Any]) -> Callable[[Fields], Update]:
    def build(fields: Fields) -> Update:
        when = fields.need("at", at, None, "at: 2026-12-02 10:15")
        minor = fields.take("minor", flag, False)
        told = fields.take("note", text(300), "")
        if not minor and not told:
            fields.reject("note", "is missing.", "Tell readers what changed, or say `minor: yes`.")
        return Update(when, told, minor)

    return build


def _action(fields: Fields) -> Action:
    return Action(
        fields.need("text", text(200), "", "text: Check one cupboard today"),
        fields.need("url", link, "", "url: https://example.org/"),
        fields.place("url"),
    )


def _image(fields: Fields) -> Image:
    return Image(
        fields.need("file", text(), "", "file: picture.jpg"),
        fields.need("alt", text(1000), "", "alt: What the picture shows"),
        fields.take("credit", text(200), ""),
        fields.take("licence", text(200), ""),
        fields.place("file"),
    )


def _correction(fields: Fields) -> Correction:
    return Correction(
        fields.need("was", text(500), "", "was: What the text said"),
        fields.need("right", text(500), "", "right: What is right"),
        fields.take("noticed_by", text(200), ""),
    )


def _review(fields: Fields) -> Review | None:
    by = fields.need("by", text(200), "", "by: the duty editor")
    on = fields.need("on", day, None, "on: 2026-12-01")
    return Review(by, on) if on else None


def _source(fields: Fields) -> Source:
    return Source(
        fields.need("name", text(300), "", "name: The authority's name"),
        fields.need("url", web_address, "", "url: https://example.org/"),
        fields.take("kind", one_of(SourceKind), SourceKind.OTHER),
        fields.need("checked", day, None, "checked: 2026-12-01"),  # type: ignore[arg-type]
    )


def _waiver(settings: Settings) -> Callable[[Fields], Waiver]:
    def build(fields: Fields) -> Waiver:
        return Waiver(
            fields.need("language", _language(settings.languages), settings.original, "").tag,
            fields.need("until", day, None, "until: 2026-12-31"),  # type: ignore[arg-type]
            fields.need("by", text(200), "", "by: the duty editor"),
            fields.need("reason", text(300), "", "reason: Why"),
        )

    return build


def _corrects(settings: Settings) -> Callable[[Fields], Corrects]:
    tags = items(_language(settings.languages))

    def build(fields: Fields) -> Corrects:
        named = fields.need("id", text(), "", "id: 2026-12-01-72-hours")
        return Corrects(named, tuple(language.tag for language in fields.take("editions", tags, ())))

    return build


def _share(fields: Fields) -> Share:
    return Share(
        captions=tuple(fields.take("captions", table(slug, text(65000)), {}).items()),
        variants=fields.take("variants", items(text(65000)), ()),
        prompts=fields.take("prompts", items(text(2000)), ()),
        hashtags=fields.take("hashtags", items(text(100)), ()),
        script=fields.take("script", text(20000), ""),
        disclosure=fields.take("disclosure", one_of(Disclosure), Disclosure.UNPAID),
    )


def disagreements(original: FrontMatter, other: FrontMatter, report: Report) -> None:
    """Report each field of the Text that `other` repeats with another value."""
    for key, value in other.said.items():
        if original.said.get(key) == value:
            continue
        place = other.places[key]
        known = original.places.get(key)
        where = f"from {known}" if known else f"from {original.edition.place.path}, which has none"
        report(
            error(place, f"'{key}' differs {where}.", "State it once, in the original edition.")
        )
