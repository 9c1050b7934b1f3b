"""Checks: every Finding about the Texts, in one run; the build and the desk report the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tolkku.catalogue import Catalogue
from tolkku.digests import key_of_digest
from tolkku.duties import duties_for
from tolkku.findings import Finding, error, note
from tolkku.followed_addresses import address_notes
from tolkku.pages import Pages
from tolkku.periods import period_named
from tolkku.relation_checks import check_relations
from tolkku.settings import Settings
from tolkku.texts import Bulletin, Edition, Text

_LONG_BODY = 200_000  # characters of Markdown; the longest handbooks have about 60,000


def check_texts(texts: tuple[Text, ...], settings: Settings) -> Iterator[Finding]:
    """What a Text says about itself and about others. Time passing never makes an error here."""
    bulletins = {text.id: text for text in texts if isinstance(text, Bulletin)}
    for text in texts:
        if isinstance(text, Bulletin):
            yield from _check_bulletin(text)
            yield from check_relations(text, bulletins)
        elif duties_for(text, settings):
            yield from _check_published(text)
        yield from _check_editions(text)
        yield from address_notes(text)


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
    for name, moment in (("expires", bulletin.expires), ("next_update", bulletin.next_update)):
        if moment and original.published and moment <= original.published:
            yield error(
                original.place_of(name),
                f"'{name}' is {_shown(moment)}, not after publication "
                f"({_shown(original.published)}).",
                "Give a later time or remove the line.",
            )


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
    for text in texts:
        yield from _checked_ahead(text, now.date())
    for edition in (*(edition for text in texts for edition in text.editions), *forewords):
        yield from _waiting(edition, now)
    for text in texts:
        yield from _before_its_original(text, now)
        if text.said.review_by and text.said.review_by < now.date():
            told = f"its review was due on {text.said.review_by}."
            place = _original(text).place_of("review_by")
            yield note(place, told, "Review it and set a new 'review_by'.")


def _checked_ahead(text: Text, today: date) -> Iterator[Finding]:
    """Notes on what says that it was done, on a day that has not come. The day makes it right."""
    done = [(each.place, each.checked, "a source was checked") for each in text.said.sources]
    if text.said.reviewed:
        done.append((text.said.reviewed.place, text.said.reviewed.on, "it was reviewed"))
    for follows in (edition.follows for edition in text.editions):
        if follows:
            done.append((follows.place, follows.on, "it was compared with the original"))
    for place, on, what in done:
        if on > today:
            yield note(place, f"says that {what} on {on}, which lies ahead.", "Correct the day.")


def _before_its_original(text: Text, now: datetime) -> Iterator[Finding]:
    """What readers of a translation lack while the original, which states it, is held back."""
    original = _original(text)
    if original.is_out(now):
        return
    early = [
        edition for edition in text.editions
        if not edition.draft and (original.draft or _precedes(edition, original))
    ]  # fmt: skip
    repeated = {name for edition in early for name in edition.said.told}
    unsaid = [f"`{name}`" for name in text.said.told if name not in repeated]
    if early and unsaid:
        told = f"comes out before its original ({text.original}): until then readers do not see "
        remedy = f"Repeat in this file what they should see, or publish {original.path} first."
        yield note(early[0].place, f"{told}{', '.join(unsaid)}.", remedy)


def _precedes(edition: Edition, original: Edition) -> bool:
    assert original.published is not None  # it is held back, and no draft
    return edition.published is None or edition.published < original.published


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
