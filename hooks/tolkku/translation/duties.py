"""Duties: which editions a Text owes, by when, what they lack, and which stop a merge."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from tolkku.catalogue.addresses import path_of
from tolkku.catalogue.catalogue import Catalogue
from tolkku.model.dates import Rhythm, end_of, local, period_of
from tolkku.model.findings import Finding, Place, error, in_order, note
from tolkku.model.languages import Language
from tolkku.model.settings import Duty, Settings, walk
from tolkku.model.texts import Bulletin, Edition, State, Text, Waiver
from tolkku.reading.placeholders import is_unfilled
from tolkku.system.git import changed_since
from tolkku.translation.standing import Standing, Status

_RHYTHMS = {rhythm.value: rhythm for rhythm in Rhythm}
_WORTH = {State.MACHINE: 0, State.SUMMARY: 1, State.FULL: 2}


class Lack(Enum):
    """Why an edition does not do what is owed; LATE is one that is scheduled for too late."""

    MISSING = "missing"
    DRAFT = "draft"
    LATE = "late"
    SHORT = "short"
    OUTDATED = "outdated"
    UNCONFIRMED = "unconfirmed"

    @property
    def is_behind(self) -> bool:
        """Whether there is an edition that counts, but for being behind its original."""
        return self in (Lack.OUTDATED, Lack.UNCONFIRMED)


class Progress(Enum):
    """How it stands with a duty."""

    MET = "met"
    WAIVED = "waived"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of a Text in a language. `since` is the moment from which its time is counted;
    `newer` names the parts of the original that the edition is behind of."""

    text: Text
    language: Language
    duty: Duty
    since: datetime
    due: datetime
    lack: Lack | None
    waiver: Waiver | None
    progress: Progress
    newer: tuple[str, ...] = ()

    @property
    def is_pending(self) -> bool:
        return self.progress in (Progress.OPEN, Progress.OVERDUE)


def duties_for(text: Text, settings: Settings) -> tuple[Duty, ...]:
    """Every duty that names a Text: by its kind, by a page of `nav`, or by a digest's rhythm."""
    if isinstance(text, Bulletin):
        names = {text.kind.value, *_RHYTHMS}
    else:
        names = {
            item.page
            for item in walk(settings.nav)
            if text.id in (item.page, *(child.page for child in item.children))
        }
    return tuple(duty for duty in settings.duties if duty.kind in names)


def all_owed(
    texts: Iterable[Text], settings: Settings, catalogue: Catalogue, statuses: Mapping[str, Status]
) -> tuple[Owed, ...]:
    """What the Texts owe at the catalogue's moment, met duties too.

    A draft owes nothing yet, and a bulletin that has expired or ended nothing any more.
    """
    judging = _Judging(settings, catalogue, statuses)
    return tuple(owed for text in texts for owed in judging.owed(text))


@dataclass(frozen=True)
class _Judging:
    settings: Settings
    catalogue: Catalogue
    statuses: Mapping[str, Status]

    @property
    def now(self) -> datetime:
        return self.catalogue.now

    def owed(self, text: Text) -> Iterator[Owed]:
        original = text.edition(text.original)
        if original is None or original.draft or original.published is None or self._is_over(text):
            return
        for duty in duties_for(text, self.settings):
            for language in duty.languages:
                yield self._one(text, original, duty, language)

    def _is_over(self, text: Text) -> bool:
        if not isinstance(text, Bulletin):
            return False
        return self.catalogue.has_expired(text) or self.catalogue.ended_by(text) is not None

    def _one(self, text: Text, original: Edition, duty: Duty, language: Language) -> Owed:
        published = original.published
        assert published is not None  # `owed` has seen to it
        due = due_at(duty, published, self.settings.zone)
        lack = self._lack(text.edition(language), duty, due)
        since = published
        if lack and lack.is_behind:
            since = changed_at(original, self.now) or published
            due = due_at(duty, since, self.settings.zone)
        waiver = self._waiver(text, language) if lack else None
        progress, newer = self._progress(lack, waiver, due), self._newer(text, language, lack)
        return Owed(text, language, duty, since, due, lack, waiver, progress, newer)

    def _lack(self, edition: Edition | None, duty: Duty, due: datetime) -> Lack | None:
        """What it lacks; nothing, if it comes out by itself in time and is what is owed."""
        if edition is None:
            return Lack.MISSING
        if edition.draft:
            return Lack.DRAFT
        if edition.published and edition.published > max(self.now, due):
            return Lack.LATE
        if _WORTH[edition.state] < _WORTH[duty.state]:
            return Lack.SHORT
        status = self.statuses.get(edition.path, Status(Standing.CURRENT))
        behind = {Standing.OUTDATED: Lack.OUTDATED, Standing.UNCONFIRMED: Lack.UNCONFIRMED}
        return behind.get(status.standing)

    def _newer(self, text: Text, language: Language, lack: Lack | None) -> tuple[str, ...]:
        edition = text.edition(language)
        return self.statuses[edition.path].changed if edition and lack is Lack.OUTDATED else ()

    def _waiver(self, text: Text, language: Language) -> Waiver | None:
        """The waiver for a language that ends last, of those that have not ended."""
        today = self.now.date()
        found = [w for w in text.said.waived if w.language == language.tag and w.until >= today]
        return max(found, key=lambda waiver: waiver.until, default=None)

    def _progress(self, lack: Lack | None, waiver: Waiver | None, due: datetime) -> Progress:
        if lack is None:
            return Progress.MET
        if waiver:
            return Progress.WAIVED
        return Progress.OVERDUE if due <= self.now else Progress.OPEN


def changed_at(original: Edition, now: datetime) -> datetime | None:
    """The moment from which a translation is behind: when readers were last told of a change in
    the original, else when that came out."""
    told = (update.at for update in original.as_of(now).updated if not update.minor)
    return max(told, default=original.published)


def due_at(duty: Duty, since: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which a duty falls due that is counted from another."""
    if duty.kind in _RHYTHMS:
        return period_of(since.date(), _RHYTHMS[duty.kind]).due(zone)
    if duty.is_at_once:
        return since
    if duty.hours is not None:
        return local(since + timedelta(hours=duty.hours), zone)
    return end_of(since.date(), zone, duty.days)


def is_by_day(duty: Duty) -> bool:
    """Whether it falls due at the end of a day, not at a time of the day."""
    return duty.hours is None and not duty.is_at_once and duty.kind not in _RHYTHMS


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


def check_change(
    settings: Settings, owed: Iterable[Owed], findings: tuple[Finding, ...], reference: str
) -> tuple[Finding, ...]:
    """The Findings, with errors in the place of notes on the duties that stop this change.

    The change is what differs from where it left the git `reference`. Raises HistoryError.
    """
    errors = gated(settings, owed, changed_since(reference, settings.root))
    places = {(found.place, found.problem) for found in errors}
    return in_order([f for f in findings if (f.place, f.problem) not in places] + list(errors))


def gated(
    settings: Settings, owed: Iterable[Owed], changed_paths: Iterable[str]
) -> tuple[Finding, ...]:
    """An error for each duty that stops a change of these paths (written as in Findings): one of a
    Text that the change touches, that is overdue or allows no time. A Text that waits for its hour
    comes out without another merge, so what it will owe at once is asked of it before.
    """
    touched = _Touched.by(changed_paths, settings)
    found = (
        duty_note(each, settings) for each in owed if _stops(each) and touched.holds(each.text)
    )
    return in_order(error(told.place, told.problem, told.remedy) for told in found)


def _stops(owed: Owed) -> bool:
    is_now = owed.progress is Progress.OVERDUE
    return is_now or (owed.progress is Progress.OPEN and owed.duty.is_at_once)


@dataclass(frozen=True)
class _Touched:
    """What a change touches: files, the folders that they lie in, and the ids of docs. A file that
    is gone touches the Text to which it belonged."""

    files: frozenset[str]
    folders: frozenset[str]
    docs: frozenset[str]

    @classmethod
    def by(cls, paths: Iterable[str], settings: Settings) -> _Touched:
        files = frozenset(unicodedata.normalize("NFC", path) for path in paths)
        docs = settings.relative(settings.docs)
        return cls(
            files,
            frozenset(str(folder) for file in files for folder in PurePosixPath(file).parents),
            frozenset(_docs_id(posixpath.relpath(file, docs)) for file in files),
        )

    def holds(self, text: Text) -> bool:
        """Whether an edition is touched; of a bulletin, anything in its folder."""
        paths = [unicodedata.normalize("NFC", edition.path) for edition in text.editions]
        if isinstance(text, Bulletin):
            return any(posixpath.dirname(path) in self.folders for path in paths)
        return text.id in self.docs or any(path in self.files for path in paths)


def _docs_id(path: str) -> str:
    """The id of the Text that lies, or lay, at a path below docs.

    >>> _docs_id("sv/handbook/index.md")
    'handbook'
    """
    _, _, name = path.removesuffix(".md").partition("/")
    folder, _, last = name.rpartition("/")
    return folder if folder and last in ("index", "README") else name
