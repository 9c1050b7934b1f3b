"""Promises: notes on updates and editions that were promised for a time that has passed."""

from __future__ import annotations

from collections.abc import Iterator

from tolkku.catalogue import Catalogue
from tolkku.findings import Finding, note
from tolkku.texts import Text


def check_promises(texts: tuple[Text, ...], catalogue: Catalogue) -> Iterator[Finding]:
    """Bulletins whose next update is late, and waivers that have ended."""
    for bulletin in catalogue.bulletins.values():
        original = bulletin.edition(bulletin.original)
        if original and bulletin.next_update and catalogue.is_overdue(bulletin):
            told = f"an update was promised for {bulletin.next_update:%Y-%m-%d %H:%M}."
            remedy = "Publish one that continues this, or give a later 'next_update'."
            yield note(original.place_of("next_update"), told, remedy)
    for text in texts:
        for waiver in text.said.waived:
            if waiver.until < catalogue.now.date():
                told = f"the waiver for '{waiver.language}' ended on {waiver.until}."
                remedy = "Remove it, or give a later day."
                yield note(text.best(text.original).place_of("waived"), told, remedy)
