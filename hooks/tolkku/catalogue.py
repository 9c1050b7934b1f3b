"""The catalogue: every Text there is to publish at one moment, and how they hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from tolkku.languages import Language
from tolkku.relations import AppliedCorrection, Relations
from tolkku.texts import Bulletin, BulletinKind, Edition, Text

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
