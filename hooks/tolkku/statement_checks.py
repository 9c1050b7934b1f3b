"""Statement checks: when the site's accessibility statement should be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tolkku.findings import Finding, note
from tolkku.settings import Settings

_A_YEAR = timedelta(days=366)


def check_statement(settings: Settings, today: date) -> Iterator[Finding]:
    """Notes on a statement that is older than a year, or of a day to come, and on promises whose
    day has passed."""
    statement = settings.statement
    if statement is None:
        return
    if statement.on + _A_YEAR < today:
        told = f"the accessibility of the site was evaluated on {statement.on}, over a year ago."
        yield note(statement.place, told, "Evaluate it again and change 'evaluated'.")
    if statement.on > today:
        told = f"the accessibility of the site was evaluated on {statement.on}, which lies ahead."
        yield note(statement.place, told, "Correct the day in 'evaluated'.")
    for shortcoming in statement.shortcomings:
        if shortcoming.until and shortcoming.until < today:
            told = f"the accessibility statement promises to mend this by {shortcoming.until}."
            yield note(shortcoming.place, told, "Remove it, or give a later day.")
