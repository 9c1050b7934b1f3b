"""Status views: what a template may ask about how far the languages are.

Nothing here counts days: the page changes only when an edition comes out or something falls due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from markupsafe import Markup, escape

from tolkku.model.languages import Language
from tolkku.model.texts import Edition, State, Waiver
from tolkku.rendering.tree import element
from tolkku.translation.duties import Owed, Progress, is_by_day
from tolkku.translation.status import Board, Cell, Row, Stands, public_board
from tolkku.views.view import View

_MOST = 100  # as many texts as a phone loads quickly


@dataclass(frozen=True)
class StatusView(View):
    """The page on what is late, coming, out of date or put off."""

    @cached_property
    def board(self) -> Board:
        return public_board(self.site)

    @property
    def rows(self) -> list[Row]:
        return self._notable[:_MOST]

    @property
    def more(self) -> int:
        """How many texts there are to tell of besides those that are shown."""
        return len(self._notable) - len(self.rows)

    @cached_property
    def _notable(self) -> list[Row]:
        return [row for row in self.board.rows if any(map(_is_notable, row.cells))]

    def cells(self, row: Row) -> list[Cell]:
        return [cell for cell in row.cells if _is_notable(cell)]

    def edition_of(self, row: Row) -> Edition:
        """The edition by whose title the Text goes here."""
        return row.text.best(self.language)

    def label(self, cell: Cell) -> tuple[str, str]:
        """What there is with it in a word, and the name of the word's look."""
        say = self.words.say
        if cell.has(Progress.OVERDUE):
            return say("Late"), "urgent"
        if cell.has(Progress.OPEN):
            return say("Coming"), "clear"
        if cell.has(Progress.WAIVED):
            return say("Put off"), "exercise"
        return say("Out of date"), "correction"

    def told(self, cell: Cell) -> list[str]:
        """What there is to say of it, in parts of a sentence."""
        return [self._stands(cell), *(self._owed(owed) for owed in cell.owed)]

    def _stands(self, cell: Cell) -> str:
        say = self.words.say
        if cell.edition is None or cell.stands in (Stands.DRAFT, Stands.SCHEDULED):
            return say("missing")
        if cell.stands is Stands.OUTDATED and cell.since:
            return say("out of date since %(day)s", day=self.words.day(cell.since))
        if cell.stands is Stands.UNCONFIRMED:
            return say("not yet compared with the original")
        named = {State.FULL: say("full text"), State.SUMMARY: say("short version"),
                 State.MACHINE: say("machine translation")}  # fmt: skip
        return named[cell.edition.state]

    def _owed(self, owed: Owed) -> str:
        say = self.words.say
        if owed.waiver:
            return self._waived(owed.waiver, owed.text.original)
        wanted = {
            State.FULL: say("full text"),
            State.SUMMARY: say("at least a short version"),
            State.MACHINE: say("at least a machine translation"),
        }
        said = {"what": wanted[owed.duty.state], "when": self._when(owed)}
        if owed.progress is Progress.OVERDUE:
            return say("was due %(when)s: %(what)s", **said)
        return say("due %(when)s: %(what)s", **said)

    def _waived(self, waiver: Waiver, language: Language) -> str:
        """The reason is in the language of the original, which states it."""
        # Safe: the words are escaped, and formatting escapes what is put in.
        said = Markup(escape(self.words.say("put off until %(day)s: %(reason)s (%(name)s)")))
        marked = element("span", [("lang", str(language))], waiver.reason)
        reason = waiver.reason if language == self.language else marked
        day, name = self.words.day(waiver.until), self.person(waiver.by)
        return said % {"day": day, "name": name, "reason": reason}

    def _when(self, owed: Owed) -> str:
        """The last day on which it is in time, or the moment."""
        if is_by_day(owed.duty):
            return self.words.day(owed.due - timedelta(seconds=1))
        return self.words.moment(owed.due)

    def counts(self) -> Iterator[tuple[Language, list[tuple[str, int]]]]:
        """For each language, how many texts stand how, by the words for it."""
        say = self.words.say
        for language in self.board.languages:
            cells = [cell for cell in self.board.cells if cell.language == language]
            states = [cell.edition.state for cell in cells if cell.edition]
            yield (
                language,
                [
                    (say("Full text"), states.count(State.FULL)),
                    (say("Short version"), states.count(State.SUMMARY)),
                    (say("Machine translation"), states.count(State.MACHINE)),
                    (say("Missing"), len(cells) - len(states)),
                    (say("Out of date"), sum(cell.stands is Stands.OUTDATED for cell in cells)),
                ],
            )


def _is_notable(cell: Cell) -> bool:
    return bool(cell.owed) or cell.stands is Stands.OUTDATED
