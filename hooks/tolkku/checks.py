"""Checks: every Finding about the Texts, in one run; the build and the desk report the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from tolkku.catalogue import Catalogue
from tolkku.digests import key_of_digest
from tolkku.duties import duties_for
from tolkku.findings import Finding, Place, error, note
from tolkku.followed_addresses import address_notes
from tolkku.pages import Pages
from tolkku.pasted import pasted_notes
from tolkku.periods import period_named
from tolkku.schema import nearest
from tolkku.settings import Settings
from tolkku.texts import Bulletin, BulletinKind, Edition, Text

_LONG_BODY = 200_000  # characters of Markdown; the longest handbooks have about 60,000


def check_texts(texts: tuple[Text, ...], settings: Settings) -> Iterator[Finding]:
    """What a Text says about itself and about others. Time passing never makes an error here."""
    bulletins = {text.id: text for text in texts if isinstance(text, Bulletin)}
    for text in texts:
        if isinstance(text, Bulletin):
            yield from _check_bulletin(text)
            yield from _check_relations(text, bulletins)
        elif duties_for(text, settings):
            yield from _check_published(text)
        yield from _check_editions(text)
        yield from address_notes(text)
        for each in text.editions:
            yield from pasted_notes(each, "pymdownx.magiclink" in dict(settings.markdown))


def _check_bulletin(bulletin: Bulletin) -> Iterator[Finding]:
    original = _original(bulletin)
    if original.published and original.published.date() != bulletin.day:
        yield error(
            original.place_of("published"),
            f"'published' is {original.published:%Y-%m-%d}, but the folder says {bulletin.day}.",
            "Make them the same day.",
        )
    if not bulletin.said.sources:
        yield error(
            original.place, "has no source.", "Add `sources:` with at least one name and address."
        )
    if bulletin.kind is BulletinKind.CORRECTION:
        for edition in bulletin.editions:
            if edition.correction is None:
                told = "a correction does not say what was wrong."
                place = edition.place_of("kind")
                yield error(place, told, "Add `correction: {was: …, right: …}`.")
    for name, moment in (("expires", bulletin.expires), ("next_update", bulletin.next_update)):
        if moment and original.published and moment <= original.published:
            yield error(
                original.place_of(name),
                f"'{name}' is {_shown(moment)}, not after publication "
                f"({_shown(original.published)}).",
                "Give a later time or remove the line.",
            )


def _check_relations(bulletin: Bulletin, bulletins: dict[str, Bulletin]) -> Iterator[Finding]:
    original = _original(bulletin)
    named = {
        "corrects": bulletin.corrects.id if bulletin.corrects else None,
        "replaces": bulletin.replaces,
        "cancels": bulletin.cancels,
        "continues": bulletin.continues,
    }
    for field, earlier in named.items():
        if earlier is not None and earlier not in bulletins:
            near = nearest(earlier, bulletins)
            remedy = f"Did you mean '{near}'?" if near else "Name the folder of a bulletin."
            place = original.place_of(field)
            yield error(place, f"'{field}' names '{earlier}', which is no bulletin.", remedy)
    if bulletin.kind is BulletinKind.CORRECTION and bulletin.corrects is None:
        told = "a correction does not say which bulletin it corrects."
        place = original.place_of("kind")
        yield error(place, told, "Add `corrects: {id: 2026-12-01-name}`.")
    if bulletin.kind is BulletinKind.ALL_CLEAR and bulletin.continues is None:
        told = "an all-clear does not say which bulletin it ends."
        place = original.place_of("kind")
        yield error(place, told, "Add `continues: 2026-12-01-name`.")
    circle = _circle(bulletin, bulletins)
    if circle and bulletin.id == min(circle):
        told = f"bulletins refer to each other in a circle: {' → '.join([*circle, bulletin.id])}."
        yield error(_place_of_reference(original, named), told, "Remove one of the references.")


def _circle(bulletin: Bulletin, bulletins: dict[str, Bulletin]) -> tuple[str, ...]:
    """The ids on a way of references from a bulletin back to itself, if there is one."""
    ways: list[tuple[str, ...]] = [(bulletin.id,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for earlier in bulletins[way[-1]].answers_to:
            if earlier == bulletin.id:
                return way
            if earlier in bulletins and earlier not in seen:
                seen.add(earlier)
                ways.append((*way, earlier))
    return ()


def _place_of_reference(original: Edition, named: dict[str, str | None]) -> Place:
    return original.place_of(next(field for field, earlier in named.items() if earlier))


def _check_published(text: Text) -> Iterator[Finding]:
    for edition in text.editions:
        if edition.published is None:
            told = "has no 'published', which its language duty needs."
            yield error(edition.place, told, "Add `published: 2026-12-01 08:00`.")


def _check_editions(text: Text) -> Iterator[Finding]:
    for edition in text.editions:
        if edition.language == text.original and edition.follows is not None:
            told = "'follows' stands in the original, which follows nothing."
            yield error(edition.place_of("follows"), told, "Remove it.")
        if edition.state.value == "summary" and edition.language == text.original:
            told = "the original calls itself a summary."
            yield error(edition.place_of("state"), told, "Remove `state: summary`.")
        if len(edition.body) > _LONG_BODY:
            told = f"is {len(edition.body) // 1000} kB long, which phones load slowly."
            yield note(edition.place, told, "Divide it.")
        if not edition.body.strip() and text.id != "index":
            told = "has no text below its front matter."
            yield note(edition.place, told, "Write the text, or remove the file.")
        for update in edition.updated:
            if edition.published and update.at and update.at < edition.published:
                told = f"'updated' has {_shown(update.at)}, before publication."
                place = edition.place_of("updated")
                yield error(place, told, "Give the time at which it was changed.")


def check_time(
    texts: tuple[Text, ...], forewords: Iterable[Edition], now: datetime
) -> Iterator[Finding]:
    """Notes on what waits: scheduled editions and updates, and overdue reviews."""
    for edition in (*(edition for text in texts for edition in text.editions), *forewords):
        yield from _waiting(edition, now)
    for text in texts:
        if text.said.review_by and text.said.review_by < now.date():
            told = f"its review was due on {text.said.review_by}."
            place = _original(text).place_of("review_by")
            yield note(place, told, "Review it and set a new 'review_by'.")


def _waiting(edition: Edition, now: datetime) -> Iterator[Finding]:
    if edition.published and edition.published > now:
        told = f"is held back until {_shown(edition.published)}."
        place = edition.place_of("published")
        yield note(place, told, "It appears by itself in the first build after.")
    for update in edition.updated:
        if update.at > now:
            told = f"'updated' has {_shown(update.at)}, which lies ahead."
            place = edition.place_of("updated")
            yield note(place, told, "It is told by itself in the first build after.")


def check_forewords(catalogue: Catalogue, pages: Pages, settings: Settings) -> Iterator[Finding]:
    """Notes on forewords whose digest readers do not have, or not yet."""
    for (name, language), foreword in catalogue.forewords.items():
        period = period_named(name)
        if period is None or pages.find(key_of_digest(period), language):
            continue
        due = period.due(settings.zone)
        if due > catalogue.now:
            told = f"is the foreword to a digest that comes {_shown(due)}."
            yield note(foreword.place, told, "It appears by itself in the first build after.")
        else:
            told = f"is the foreword to a digest without bulletins: nothing came out in {name}."
            yield note(foreword.place, told, "Move it to the period that it is about.")


def _original(text: Text) -> Edition:
    return text.edition(text.original) or text.editions[0]


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
