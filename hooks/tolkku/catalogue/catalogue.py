"""The catalogue: every Text there is to publish at one moment, and how they hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from tolkku.model.languages import Language
from tolkku.model.texts import Bulletin, BulletinKind, Edition, Text

Forewords = Mapping[tuple[str, Language], Edition]


@dataclass(frozen=True)
class Catalogue:
    """Frozen. `texts` hold only the editions that are out at `now` (in a preview, all).

    `forewords` are the editors' words before a digest, by its period's name and their language.
    """

    texts: tuple[Text, ...]
    now: datetime
    forewords: Forewords = field(default_factory=dict)

    @cached_property
    def docs(self) -> dict[str, Text]:
        """Codes, handbooks and pages by id."""
        return {text.id: text for text in self.texts if not isinstance(text, Bulletin)}

    @cached_property
    def bulletins(self) -> dict[str, Bulletin]:
        """Bulletins by id, newest first; equal moments in the order of ids."""
        found = [text for text in self.texts if isinstance(text, Bulletin)]
        found.sort(key=lambda bulletin: bulletin.id)
        found.sort(key=lambda bulletin: bulletin.published, reverse=True)
        return {bulletin.id: bulletin for bulletin in found}

    @cached_property
    def relations(self) -> Relations:
        return Relations(self.bulletins, self.now)

    def bulletins_in(self, language: Language) -> tuple[tuple[Bulletin, Edition], ...]:
        """The bulletins that have an edition in the language, newest edition first."""
        return self._by_language.get(language, ())

    @cached_property
    def _by_language(self) -> dict[Language, tuple[tuple[Bulletin, Edition], ...]]:
        found: dict[Language, list[tuple[Bulletin, Edition]]] = defaultdict(list)
        for bulletin in self.bulletins.values():
            for edition in bulletin.editions:
                found[edition.language].append((bulletin, edition))
        for pairs in found.values():
            pairs.sort(key=lambda pair: pair[1].published or pair[0].published, reverse=True)
        return {language: tuple(pairs) for language, pairs in found.items()}

    def ended_by(self, bulletin: Bulletin) -> Bulletin | None:
        """The bulletin that replaced or cancelled this one, or gave the all-clear for it."""
        return self.relations.ended_by(bulletin)

    def has_expired(self, bulletin: Bulletin) -> bool:
        return bulletin.expires is not None and bulletin.expires <= self.now

    def is_overdue(self, bulletin: Bulletin) -> bool:
        """Whether an update was promised for a moment that has passed, and nothing came since."""
        promised = bulletin.next_update
        return promised is not None and promised <= self.now and self.may_be_overdue(bulletin)

    def may_be_overdue(self, bulletin: Bulletin) -> bool:
        """Whether a promise of an update still stands: nothing came since, and it is in force."""
        return self.is_in_force(bulletin) and not self.relations.is_continued(bulletin)

    def is_in_force(self, bulletin: Bulletin) -> bool:
        """Whether it has an end that still lies ahead and nothing has ended it before."""
        if bulletin.expires is None or self.has_expired(bulletin):
            return False
        return self.ended_by(bulletin) is None

    def in_force(self, language: Language) -> tuple[tuple[Bulletin, Edition], ...]:
        """What is in force now in a language: urgent bulletins first, then the newest."""
        found = [pair for pair in self.bulletins_in(language) if self.is_in_force(pair[0])]
        return tuple(sorted(found, key=lambda pair: pair[0].kind is not BulletinKind.URGENT))

    def corrections(self, bulletin: Bulletin, language: Language) -> tuple[AppliedCorrection, ...]:
        """The corrections of its edition in a language that have come out, oldest first."""
        return self.relations.corrections(bulletin, language)

    def changes(self, text: Text, edition: Edition) -> list[datetime]:
        """The moments at which readers were told of a change: by an update, a correction, or the
        withdrawal of the bulletin."""
        told = [update.at for update in edition.updated if not update.minor]
        if isinstance(text, Bulletin):
            told += [correction.at for correction in self.corrections(text, edition.language)]
            withdrawn = self.relations.withdrawn(text, edition.language)
            told += [withdrawn] if withdrawn else []
        return told

    def chain(self, bulletin: Bulletin) -> tuple[Bulletin, ...]:
        """Every bulletin that it is linked with, itself too, oldest first; alone, it is empty."""
        return self.relations.chain(bulletin)

    def neighbours(
        self, bulletin: Bulletin, language: Language
    ) -> tuple[Bulletin | None, Bulletin | None]:
        """The bulletin before and the one after it, among those in the language."""
        return self._neighbours.get((language, bulletin.id), (None, None))

    @cached_property
    def _neighbours(
        self,
    ) -> dict[tuple[Language, str], tuple[Bulletin | None, Bulletin | None]]:
        found = {}
        for language, pairs in self._by_language.items():
            row = [None, *(bulletin for bulletin, _ in pairs), None]
            for newer, here, older in zip(row, row[1:], row[2:], strict=False):
                if here is not None:
                    found[(language, here.id)] = (older, newer)
        return found


def catalogue_at(
    texts: tuple[Text, ...], forewords: Forewords, now: datetime, preview: bool = False
) -> Catalogue:
    """The catalogue of what is out at `now`; in a preview, drafts and scheduled editions too."""
    out = []
    for text in texts:
        editions = tuple(e if preview else e.as_of(now) for e in text.editions
                         if preview or e.is_out(now))  # fmt: skip
        if editions:
            out.append(text.in_editions(editions))
    told = {
        key: edition if preview else edition.as_of(now)
        for key, edition in forewords.items()
        if preview or edition.is_out(now)
    }
    return Catalogue(tuple(out), now, told)


@dataclass(frozen=True)
class AppliedCorrection:
    """A correction that has come out: what it says, when, and in which bulletin.

    In a chain `was` is what the text said at first, and the rest is of the newest correction.
    `was_in` is the language of `was`; that of the rest is the edition's.
    """

    by: Bulletin
    edition: Edition
    was: str
    was_in: Language
    right: str
    at: datetime

    def renewed(self, newer: AppliedCorrection) -> AppliedCorrection:
        """What was wrong at first, with what is right by the newest correction."""
        return replace(newer, was=self.was, was_in=self.was_in)


@dataclass(frozen=True)
class Relations:
    """Frozen. A bulletin that only a preview shows is shown as a relation, and does nothing."""

    bulletins: Mapping[str, Bulletin]
    now: datetime

    @cached_property
    def _answers(self) -> dict[str, tuple[Bulletin, ...]]:
        """The bulletins that answer to a bulletin, oldest first."""
        answers: dict[str, list[Bulletin]] = defaultdict(list)
        for bulletin in sorted(self.bulletins.values(), key=lambda b: (b.published, b.id)):
            for earlier in bulletin.answers_to:
                answers[earlier].append(bulletin)
        return {earlier: tuple(found) for earlier, found in answers.items()}

    def _out(self, bulletin: Bulletin) -> Iterator[Bulletin]:
        """The answers to a bulletin that readers have."""
        for answer in self._answers.get(bulletin.id, ()):
            if any(edition.is_out(self.now) for edition in answer.editions):
                yield answer

    def ended_by(self, bulletin: Bulletin) -> Bulletin | None:
        """The bulletin that replaced or cancelled this one, or gave the all-clear for it."""
        for answer in self._out(bulletin):
            if bulletin.id in (answer.replaces, answer.cancels):
                return answer
        if bulletin.kind is BulletinKind.ALL_CLEAR:
            return None
        later = (b for b in self._all_clears(bulletin) if b.published >= bulletin.published)
        return next(later, None)

    def _all_clears(self, bulletin: Bulletin) -> Iterator[Bulletin]:
        """Every all-clear of the story: one ends all that went on in it, not only the latest."""
        root = bulletin
        seen = {root.id}
        while root.continues in self.bulletins and root.continues not in seen:
            root = self.bulletins[str(root.continues)]
            seen.add(root.id)
        waiting, seen = [root], {root.id}
        while waiting:
            for answer in self._out(waiting.pop(0)):
                if answer.id not in seen and answer.continues in seen:
                    seen.add(answer.id)
                    waiting.append(answer)
                    if answer.kind is BulletinKind.ALL_CLEAR:
                        yield answer

    def is_continued(self, bulletin: Bulletin) -> bool:
        return any(answer.continues == bulletin.id for answer in self._out(bulletin))

    def corrections(self, bulletin: Bulletin, language: Language) -> tuple[AppliedCorrection, ...]:
        """The corrections of its edition in a language, oldest first, said in that language if
        there is an edition of the correction in it.

        In a chain, where a correction was corrected itself or what it called right turned out to
        be wrong, the newest right value stands beside what the text said at first.
        """
        found: list[AppliedCorrection] = []
        for each in self._said_of(bulletin, language, language):
            earlier = next((e for e in found if _called_right(each.was, e.by)), None)
            if earlier is None:
                found.append(each)
            else:
                found[found.index(earlier)] = earlier.renewed(each)
        return tuple(found)

    def _said_of(
        self, bulletin: Bulletin, said_in: Language, reader: Language, seen: tuple[str, ...] = ()
    ) -> Iterator[AppliedCorrection]:
        """The corrections of what was said in a language, each made right by those of itself, in
        the words for a reader."""
        for answer in self._out(bulletin):
            if answer.id in seen or not _is_about(answer, bulletin, said_in):
                continue
            edition = answer.best(reader)
            says, at = edition.correction, edition.published
            if says and at:
                spoken = edition.language
                said = AppliedCorrection(answer, edition, says.was, spoken, says.right, at)
                for newer in self._said_of(answer, spoken, reader, (*seen, bulletin.id)):
                    said = said.renewed(newer)
                yield said

    def withdrawn_by(self, bulletin: Bulletin) -> Bulletin | None:
        """The bulletin that cancelled it."""
        answers = self._out(bulletin)
        return next((answer for answer in answers if answer.cancels == bulletin.id), None)

    def withdrawn(self, bulletin: Bulletin, language: Language) -> datetime | None:
        """When readers of a language were told that it was cancelled."""
        by = self.withdrawn_by(bulletin)
        return by.best(language).published if by else None

    def chain(self, bulletin: Bulletin) -> tuple[Bulletin, ...]:
        """Every bulletin that it is linked with, itself too, oldest first; alone, it is empty."""
        members: dict[str, Bulletin] = {}
        waiting = [bulletin]
        while waiting:
            member = waiting.pop()
            if member.id not in members:
                members[member.id] = member
                waiting.extend(self._answers.get(member.id, ()))
                named = member.answers_to
                waiting.extend(self.bulletins[id] for id in named if id in self.bulletins)
        ordered = sorted(members.values(), key=lambda member: (member.published, member.id))
        return tuple(ordered) if len(ordered) > 1 else ()


def _is_about(correction: Bulletin, bulletin: Bulletin, language: Language) -> bool:
    corrects = correction.corrects
    if corrects is None or corrects.id != bulletin.id:
        return False
    return not corrects.editions or language.tag in corrects.editions


def _called_right(text: str, correction: Bulletin) -> bool:
    """Whether a correction calls a text right, in any language."""
    return any(
        _says(edition.correction.right) == _says(text)
        for edition in correction.editions
        if edition.correction
    )


def _says(text: str) -> str:
    """A text as readers take it: without regard to white space and the full stop at its end."""
    return " ".join(text.split()).rstrip(".").casefold()
