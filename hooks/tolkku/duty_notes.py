"""Duty notes: what an editor is told of the languages that a Text owes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from tolkku.duties import Lack, Owed, Progress, is_by_day
from tolkku.findings import Finding, Place, note
from tolkku.fingerprints import Standing, Status
from tolkku.placeholders import is_unfilled
from tolkku.places import path_of
from tolkku.settings import Settings
from tolkku.texts import Edition, State, Text

_WANTED = {State.FULL: "a full edition", State.SUMMARY: "at least a summary",
           State.MACHINE: "an edition"}  # fmt: skip


def duty_notes(owed: Iterable[Owed], settings: Settings) -> Iterator[Finding]:
    """A note for each duty that waits or is overdue; never an error, for time passes by itself."""
    for each in owed:
        if each.is_pending:
            yield duty_note(each, settings)


def behind_notes(
    texts: Iterable[Text], owed: Iterable[Owed], status: Callable[[Edition], Status]
) -> Iterator[Finding]:
    """Notes on editions that are behind their original, but where a duty's note says so."""
    behind = [each for each in owed if each.is_pending and each.lack and each.lack.is_behind]
    told_of = {(each.text.id, each.language) for each in behind}
    for text in texts:
        for edition in text.editions:
            if (text.id, edition.language) in told_of:
                continue
            here = status(edition)
            remedy = f"Run `tolkku confirm {edition.path}` once it agrees with the original."
            if here.standing is Standing.UNCONFIRMED and not is_unfilled(edition):
                told = f"nobody has confirmed that it follows the original ({text.original})."
                yield note(edition.place, told, remedy)
            if here.standing is Standing.OUTDATED:
                told = f"the original ({text.original}) is newer in: {', '.join(here.changed)}."
                yield note(edition.place_of("follows"), told, remedy)


def duty_note(owed: Owed, settings: Settings) -> Finding:
    """What is lacking and since when it is owed, at the line where an editor mends it."""
    assert owed.lack  # met duties are nothing to tell
    said = f"{_lacking(owed)}: {wanted(owed)} {'was' if _is_overdue(owed) else 'is'} owed"
    told = f"{said} {by(owed)} (duty: {owed.duty.kind})."
    return note(_place(owed), told, _remedy(owed, path_of(owed.text, owed.language, settings)))


def wanted(owed: Owed) -> str:
    """`at least a summary`; `a full edition that is up to date`."""
    behind = owed.lack is not None and owed.lack.is_behind
    return _WANTED[owed.duty.state] + (" that is up to date" if behind else "")


def by(owed: Owed) -> str:
    """`by the end of 2026-12-01`, `by 2026-12-01 08:00`, `at once on 2026-12-01 07:00`."""
    return f"at once on {shown(owed.due)}" if owed.duty.is_at_once else f"by {due(owed)}"


def due(owed: Owed) -> str:
    """`the end of 2026-12-01`, `2026-12-01 08:00`."""
    if is_by_day(owed.duty):
        return f"the end of {owed.due.date() - timedelta(days=1)}"
    return shown(owed.due)


def shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _is_overdue(owed: Owed) -> bool:
    return owed.progress is Progress.OVERDUE


def _edition(owed: Owed) -> Edition:
    found = owed.text.edition(owed.language)
    assert found is not None  # only a missing edition is not there
    return found


def _place(owed: Owed) -> Place:
    if owed.lack is Lack.MISSING:
        original = owed.text.edition(owed.text.original)
        assert original is not None  # without one nothing is owed
        return original.place
    fields = {Lack.DRAFT: "draft", Lack.LATE: "published", Lack.SHORT: "state",
              Lack.OUTDATED: "follows"}  # fmt: skip
    return _edition(owed).place_of(fields.get(owed.lack, "") if owed.lack else "")


def _lacking(owed: Owed) -> str:
    match owed.lack:
        case Lack.MISSING:
            return f"has no edition in '{owed.language}'"
        case Lack.DRAFT:
            return "is still a draft"
        case Lack.LATE:
            published = _edition(owed).published
            assert published is not None  # it is scheduled
            return f"comes out on {shown(published)}"
        case Lack.SHORT:
            is_summary = _edition(owed).state is State.SUMMARY
            return "is a summary" if is_summary else "is machine-made and not reviewed"
        case Lack.OUTDATED:
            return f"the original ({owed.text.original}) is newer in {', '.join(owed.newer)}"
        case _:
            return f"is not confirmed to follow the original ({owed.text.original})"


def _remedy(owed: Owed, path: str) -> str:
    match owed.lack:
        case Lack.MISSING:
            return f"Write {path}, or excuse it in 'waived'."
        case Lack.DRAFT:
            return "Finish it and remove 'draft'."
        case Lack.LATE:
            return "Give it an earlier 'published'."
        case Lack.SHORT:
            is_summary = _edition(owed).state is State.SUMMARY
            return "Write the whole text and remove 'state'." if is_summary else (
                "Review it and remove 'state'.")  # fmt: skip
        case Lack.OUTDATED:
            return f"Bring it up to date and run `tolkku confirm {path}`."
        case _:
            return f"Run `tolkku confirm {path}` once it agrees with the original."
