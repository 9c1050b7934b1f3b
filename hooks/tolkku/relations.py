"""Relations: how bulletins answer to each other, and what that does to them at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tolkku.languages import Language
from tolkku.texts import Bulletin, BulletinKind, Correction, Edition


@dataclass(frozen=True)
class AppliedCorrection:
    """A correction that has come out: what it says, when, and in which bulletin."""

    by: Bulletin
    edition: Edition
    says: Correction
    at: datetime


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
        there is an edition of the correction in it."""
        found = []
        for answer in self._out(bulletin):
            if answer.corrects is None or answer.corrects.id != bulletin.id:
                continue
            if answer.corrects.editions and language.tag not in answer.corrects.editions:
                continue
            edition = answer.best(language)
            if edition.correction and edition.published:
                said = AppliedCorrection(answer, edition, edition.correction, edition.published)
                found.append(said)
        return tuple(found)

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
