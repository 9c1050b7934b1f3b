"""Relations: how bulletins answer to each other, and what that does to them at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from tolkku.languages import Language
from tolkku.texts import Bulletin, BulletinKind, Edition


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
