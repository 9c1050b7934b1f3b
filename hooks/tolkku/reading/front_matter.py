"""Front matter: the fields at the head of a file, its edition's and its Text's, as typed values."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from tolkku.model.dates import local
from tolkku.model.findings import Place, Refusal, error
from tolkku.model.languages import Language
from tolkku.model.settings import Names, Settings
from tolkku.model.texts import (
    Action,
    Bulletin,
    BulletinKind,
    Correction,
    Corrects,
    Disclosure,
    Edition,
    Follows,
    Image,
    Particulars,
    Review,
    Share,
    Source,
    SourceKind,
    State,
    Update,
    Waiver,
)
from tolkku.reading.field_types import (
    kept_id,
    link,
    moment,
    old_path,
    site_language,
    slug,
    web_address,
)
from tolkku.reading.fields import (
    Fields,
    Reader,
    Report,
    day,
    declared,
    each_once,
    flag,
    items,
    one_of,
    record,
    some,
    table,
    text,
)
from tolkku.reading.plain_fields import plain_field_notes
from tolkku.reading.yaml_nodes import MappingNode, Node, ScalarNode

LONGEST_TITLE = 120
LONGEST_SUMMARY = 300

_ACTION = "{text: %s, url: https://example.org/}"
_IMAGE = "{file: %s, alt: What the picture shows}"
_CORRECTION = "{was: What the text said, right: What is right}"
_SOURCE = "{name: The authority's name, url: %s, kind: authority, checked: 2026-12-01}"
_UPDATE = "{at: 2026-12-02 10:15, note: What changed}"

_NOTHING: Mapping[str, str] = {}
_BULLETINS_NEED = {
    "summary": "summary: In one sentence.",
    "published": "published: 2026-12-01 07:00",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """One file's fields: its edition's, and those it states for the whole Text, with places."""

    edition: Edition
    is_original: bool
    said: dict[str, Any]
    places: dict[str, Place]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file before its fields are read: front matter, and the body with its first line."""

    place: Place
    fields: MappingNode
    body: str
    body_line: int


class TextFields:
    """The fields of a Text: each key with the reader of its type, made once for all files.

    What a field is without its line stands in `model/texts.py`, where its name is the key. An
    edition's fields are those of its own file; a Text's are said once, in the original.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        at = moment(settings.zone)
        topics, regions, audiences = settings.topics, settings.regions, settings.audiences
        self.of_forewords: dict[str, Reader[Any]] = {
            "summary": text(LONGEST_SUMMARY),
            "published": _publication(at),
            "draft": flag,
            "updated": _updates(at),
        }
        self.of_editions = self.of_forewords | {
            "slug": slug,
            "aliases": each_once(old_path),
            "state": one_of(State),
            "follows": record(_follows),
            "facts": items(text(500)),
            "arguments": items(text(500)),
            "action": record(_action, _ACTION),
            "image": record(_image, _IMAGE),
            "share": record(_share),
            "feed_id": kept_id,
        }
        self.of_editions_of_bulletins = self.of_editions | {
            "correction": record(_correction, _CORRECTION)
        }
        self.of_texts: dict[str, Reader[Any]] = {
            "exercise": flag,
            "sample": flag,
            "opinion": flag,
            "topics": each_once(declared(topics, _called(topics))),
            "regions": each_once(declared(regions, _called(regions))),
            "audience": each_once(declared(audiences, _called(audiences))),
            "authors": each_once(declared(settings.authors, _called(_names_of_authors(settings)))),
            "reviewed": record(_review, "{by: the duty editor, on: 2026-12-01}"),
            "sources": items(
                record(_source, _SOURCE), f"[{_SOURCE.replace('%s', 'https://example.org/')}]"
            ),
            "waived": items(record(_waiver(settings))),
            "version": text(20),
            "review_by": day,
        }
        self.of_bulletins = self.of_texts | {
            "kind": one_of(BulletinKind),
            "expires": moment(settings.zone),
            "next_update": moment(settings.zone),
            "corrects": record(_corrects(settings), "{id: %s}"),
            "replaces": text(),
            "cancels": text(),
            "continues": text(),
        }

    def read(
        self, source: SourceText, language: Language, default_slug: str, is_bulletin: bool,
        report: Report,
    ) -> FrontMatter:  # fmt: skip
        """The typed fields of one file. What is wrong is reported, and replaced by what is
        harmless."""
        fields = Fields(source.fields, report)
        original = fields.take("original", site_language(self.settings.languages), language)
        edition = self._edition(fields, source, language, default_slug, is_bulletin)
        said = _taken(fields, self.of_bulletins if is_bulletin else self.of_texts)
        if is_bulletin:
            check_urgent(fields, said)
        elif edition.feed_id:
            told = "stands in a page, and feeds hold bulletins only."
            fields.reject("feed_id", told, "Remove it, or make the text a bulletin.")
        _finish(fields, source, report)
        if original != language:
            fields.reject(
                "original",
                f"says '{original}' in a file in '{language}'.",
                f"Write it in the original only: `original: {original}` in its own file.",
            )
        claimed = "original" in source.fields.values
        stating = replace(edition, said=particulars(said))
        return FrontMatter(stating, claimed, said, source.fields.places)

    def _edition(
        self, fields: Fields, source: SourceText, language: Language, default_slug: str,
        is_bulletin: bool,
    ) -> Edition:  # fmt: skip
        stated: dict[str, Any] = {"slug": default_slug}
        if is_bulletin:
            stated["published"] = _midnight(default_slug, self.settings)
            stated |= _taken(fields, self.of_editions_of_bulletins, _BULLETINS_NEED)
        else:
            stated |= _taken(fields, self.of_editions)
        return _made(fields, source, language, stated)

    def read_foreword(
        self, source: SourceText, language: Language, period: str, report: Report
    ) -> Edition:
        """The foreword to a digest: a title, a text, and updates that subscribers are told of."""
        fields = Fields(source.fields, report)
        stated = {"slug": period} | _taken(fields, self.of_forewords)
        foreword = _made(fields, source, language, stated)
        _finish(fields, source, report)
        return foreword


def _taken(
    fields: Fields, readers: Mapping[str, Reader[Any]], needed: Mapping[str, str] = _NOTHING
) -> dict[str, Any]:
    """What a file states, by key; what is `needed` must be there, in a line like this one."""
    taken = {
        key: fields.need(key, reader, None, needed[key])
        if key in needed
        else fields.take(key, reader, None)
        for key, reader in readers.items()
    }
    return {key: value for key, value in taken.items() if value is not None}


def _made(
    fields: Fields, source: SourceText, language: Language, stated: dict[str, Any]
) -> Edition:
    return Edition(
        place=source.place,
        body_line=source.body_line,
        language=language,
        title=_title(fields),
        body=source.body,
        places=source.fields.places,
        **stated,
    )


def _finish(fields: Fields, source: SourceText, report: Report) -> None:
    fields.finish()
    for told in plain_field_notes(source.fields):
        report(told)


def _midnight(bulletin: str, settings: Settings) -> datetime:
    """When the day of a bulletin's id begins: harmless where the true time is not said."""
    return local(
        datetime.combine(date.fromisoformat(bulletin[:10]), time(), settings.zone), settings.zone
    )


def _title(fields: Fields) -> str:
    said = fields.need("title", text(), "?", "title: What it is about")
    title = re.sub(r"[ \t\n]+", " ", said)  # YAML's `|` keeps line ends
    if len(title) > LONGEST_TITLE:
        told = f"is {len(title)} characters long; {LONGEST_TITLE} fit on a phone."
        fields.remark("title", told, "Shorten it.")
    return title


def _follows(fields: Fields) -> Follows | None:
    on = fields.need("on", day, None, "on: 2026-12-01")
    parts = fields.need("parts", table(text(), text()), {}, "parts: {}")
    return Follows(on, tuple(parts.items()), fields.place("on")) if on else None


def _updates(at: Reader[datetime]) -> Reader[tuple[Update, ...]]:
    """Those of which it is known when they were made."""
    found = items(record(_update(at), _UPDATE), f"[{_UPDATE}]")
    return lambda node, report: tuple(filter(None, found(node, report)))


def _update(at: Reader[datetime]) -> Callable[[Fields], Update | None]:
    def build(fields: Fields) -> Update | None:
        when: datetime | None = fields.need("at", at, None, "at: 2026-12-02 10:15")
        minor = fields.take("minor", flag, False)
        told = fields.take("note", text(300), "")
        if not minor and not told:
            fields.reject("note", "is missing.", "Tell readers what changed, or say `minor: yes`.")
        return Update(when, told, minor) if when else None

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
    found = Correction(
        fields.need("was", text(500), "", "was: What the text said"),
        fields.need("right", text(500), "", "right: What is right"),
        fields.take("noticed_by", text(200), ""),
    )
    is_filled_in = re.search(r"\w", found.was)  # the `…` of `tolkku new` is told by itself
    if is_filled_in and _as_read(found.was) == _as_read(found.right):
        fields.reject("right", "says the same as 'was'.", "Write what is right.")
    return found


def _as_read(value: str) -> str:
    """Without what a reader does not see. `eu` and `EU` are two: a name may have been misspelt."""
    return " ".join(value.split()).rstrip(".")


def _hashtag(node: Node, report: Report) -> str:
    value = text(100)(node, report)
    several = [word.strip("#") for word in re.split(r"[,;\s]+(?=#)|[,;]\s*", value)]
    if len(several) > 1:
        shown = ", ".join(several)
        raise Refusal(
            "holds several hashtags.", f"Write them without #, a comma between: [{shown}]."
        )
    return value


def _publication(at: Reader[datetime]) -> Reader[datetime]:
    """Jekyll's `published: false` says what we call a draft."""

    def read(node: Node, report: Report) -> datetime:
        if isinstance(node, ScalarNode) and node.text.lower() in ("true", "false", "yes", "no"):
            told = f"'{node.text}' is no moment of publication."
            raise Refusal(told, "Write it as 2026-12-01 07:00, and `draft: yes` while it waits.")
        return at(node, report)

    return read


def _share(fields: Fields) -> Share:
    return Share(
        captions=tuple(fields.take("captions", table(slug, text(65000)), {}).items()),
        variants=fields.take("variants", items(text(65000)), ()),
        prompts=fields.take("prompts", items(text(2000)), ()),
        hashtags=fields.take("hashtags", items(_hashtag), ()),
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
        report(error(place, f"'{key}' differs {where}.", "State it once, in the original edition."))


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
    named = {each.name for each in dataclasses.fields(Particulars)}
    return Particulars(**{key: value for key, value in said.items() if key in named})


def bulletin(
    text_id: str, original: Language, editions: tuple[Edition, ...], said: dict[str, Any]
) -> Bulletin:
    common = particulars(said)
    own = {key: value for key, value in said.items() if not hasattr(common, key)}
    day = date.fromisoformat(text_id[:10])
    return Bulletin(text_id, original, editions, common, day=day, **own)
