"""Search views: what a template may ask about the search page."""

from __future__ import annotations

from dataclasses import dataclass

from tolkku.search_records import KINDS
from tolkku.views import View
from tolkku.word_notice import notice_address

_ENOUGH = 101  # CLDR's plural forms of whole numbers all occur below it


@dataclass(frozen=True)
class SearchView(View):
    """The search page. What is found is written by `search.js`, in words that the page has."""

    @property
    def kinds(self) -> tuple[str, ...]:
        return KINDS

    @property
    def years(self) -> list[int]:
        """The years with bulletins, newest first."""
        return [year for year, _ in self.archive()]

    @property
    def plurals(self) -> list[tuple[str, int]]:
        """CLDR's name of each plural form that the language has, and a number that takes it."""
        form = self.language.cldr.plural_form
        return list({form(number): number for number in reversed(range(_ENOUGH))}.items())

    @property
    def notice(self) -> str:
        """The site address of what tells whose the words of the search are; "" without any."""
        return notice_address(self.language)
