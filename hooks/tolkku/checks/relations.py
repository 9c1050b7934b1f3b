"""Checks of relations: whether what a bulletin says of an earlier one can reach readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from tolkku.model.findings import Finding, error, note
from tolkku.model.texts import Bulletin, BulletinKind, Edition
from tolkku.reading.fields import nearest

_Bulletins = Mapping[str, Bulletin]


def check_relations(bulletin: Bulletin, bulletins: _Bulletins) -> Iterator[Finding]:
    """What is wrong with the bulletins it names and the way it names them. Compares what editors
    wrote, never with the clock: time passing makes no error."""
    yield from _check_kind(bulletin)
    yield from _check_correction(bulletin)
    circle = _circle(bulletin, bulletins)
    if len(circle) > 1 and bulletin.id == min(circle):
        told = f"bulletins refer to each other in a circle: {' → '.join([*circle, bulletin.id])}."
        field = next(field for field, earlier in _named(bulletin) if earlier)
        yield error(_original(bulletin).place_of(field), told, "Remove one of the references.")
    for field, earlier in _named(bulletin):
        place = _original(bulletin).place_of(field)
        for problem, remedy in _problems(bulletin, field, earlier, bulletins, bool(circle)):
            yield error(place, problem, remedy)
    corrected = bulletins.get(bulletin.corrects.id) if bulletin.corrects else None
    if corrected is not None and corrected is not bulletin:
        yield from _check_editions(bulletin, corrected)


def _named(bulletin: Bulletin) -> Iterator[tuple[str, str]]:
    """The fields that name an earlier bulletin, with its id."""
    fields = {
        "corrects": bulletin.corrects.id if bulletin.corrects else None,
        "replaces": bulletin.replaces,
        "cancels": bulletin.cancels,
        "continues": bulletin.continues,
    }
    yield from ((field, earlier) for field, earlier in fields.items() if earlier)


def _check_kind(bulletin: Bulletin) -> Iterator[Finding]:
    place = _original(bulletin).place_of("kind")
    if bulletin.kind is BulletinKind.CORRECTION and bulletin.corrects is None:
        told = "a correction does not say which bulletin it corrects."
        yield error(place, told, "Add `corrects: {id: 2026-12-01-name}`.")
    if bulletin.kind is BulletinKind.ALL_CLEAR and bulletin.continues is None:
        told = "an all-clear does not say which bulletin it ends."
        yield error(place, told, "Add `continues: 2026-12-01-name`.")


def _check_correction(bulletin: Bulletin) -> Iterator[Finding]:
    """What was wrong and what is right must stand in every edition, and belong to a bulletin."""
    is_correction = bulletin.kind is BulletinKind.CORRECTION
    for edition in bulletin.editions:
        if edition.correction is None and (is_correction or bulletin.corrects):
            told = "a correction does not say what was wrong."
            field = "kind" if "kind" in edition.places else "corrects"
            yield error(edition.place_of(field), told, "Add `correction: {was: …, right: …}`.")
        if edition.correction and bulletin.corrects is None and not is_correction:
            told = (
                "'correction' does not say which bulletin it corrects, and no reader would see it."
            )
            remedy = "Add `corrects: {id: 2026-12-01-name}` to the original, or remove it."
            yield error(edition.place_of("correction"), told, remedy)


def _problems(
    bulletin: Bulletin, field: str, named: str, bulletins: _Bulletins, is_circular: bool
) -> Iterator[tuple[str, str]]:
    earlier = bulletins.get(named)
    if earlier is None:
        near = nearest(named, bulletins)
        remedy = f"Did you mean '{near}'?" if near else "Name the folder of a bulletin."
        yield f"'{field}' names '{named}', which is no bulletin.", remedy
    elif earlier is bulletin:
        yield f"'{field}' names the bulletin itself.", "Name an earlier one, or remove the line."
    elif _is_draft(earlier):
        if not _is_draft(bulletin):
            told = f"'{field}' names '{named}', which is a draft: no reader has seen it."
            yield told, "Publish it first, or remove the line."
    elif not is_circular and _published(earlier) > _published(bulletin):
        when = f"{_published(earlier):%Y-%m-%d %H:%M}"
        told = f"'{field}' names '{named}', which comes out later ({when})."
        yield told, "Name an earlier bulletin, or correct 'published' in one of the two."


def _check_editions(correction: Bulletin, corrected: Bulletin) -> Iterator[Finding]:
    """Whether the editions that it names are there to be corrected. Their pages show it in another
    language where it has none of theirs: that is worth a note."""
    named = correction.corrects.editions if correction.corrects else ()
    there = {edition.language.tag: edition for edition in corrected.editions}
    missing = [tag for tag in named if tag not in there]
    out = [tag for tag in named if tag in there and not there[tag].draft]
    place = _original(correction).place_of("corrects")
    if missing:
        told = (
            f"'corrects' names an edition in '{missing[0]}', which '{corrected.id}' does not have."
        )
        yield error(
            place, told, f"Its editions are {', '.join(there)}; name those with the mistake."
        )
    elif named and not out and not _is_draft(corrected):
        told = f"'corrects' names only editions of '{corrected.id}' that are drafts."
        yield error(place, told, "Correct the drafts themselves, and remove this line.")
    elif out and not any(edition.language.tag in out for edition in correction.editions):
        told = f"corrects only what was said in '{', '.join(out)}', and is not written in it."
        yield note(place, told, f"Write {out[0]}.md: until then its readers get another language.")


def _circle(bulletin: Bulletin, bulletins: _Bulletins) -> tuple[str, ...]:
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


def _original(bulletin: Bulletin) -> Edition:
    return bulletin.edition(bulletin.original) or bulletin.editions[0]


def _is_draft(bulletin: Bulletin) -> bool:
    return all(edition.draft for edition in bulletin.editions)


def _published(bulletin: Bulletin) -> datetime:
    """When readers can have it first; of a draft, when they could."""
    said = [e.published for e in bulletin.editions if e.published and not e.draft]
    return min(said, default=bulletin.published)
