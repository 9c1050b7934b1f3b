"""Coming: every change of the site that will happen by itself, in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tolkku.changes import Change, ChangeKind
from tolkku.coming_duties import duty_changes
from tolkku.coming_periods import period_changes
from tolkku.coming_texts import text_changes
from tolkku.prospects import Prospects
from tolkku.site import Site

_KINDS = list(ChangeKind)


def next_changes(site: Site) -> tuple[Change, ...]:
    """Every change to come that is known as of now, the next one first."""
    return tuple(coming_changes(site))


def coming_changes(site: Site) -> Iterator[Change]:
    """The same, one by one: who wants the next one only does not wait for the others."""
    prospects = Prospects(site)
    found = [*text_changes(prospects), *duty_changes(prospects), *period_changes(prospects)]
    ahead = [possible for possible in found if possible.at > site.now]
    for _, together in groupby(sorted(ahead, key=lambda each: each.at), lambda each: each.at):
        changes = [change for possible in together for change in possible.changes()]
        yield from sorted(changes, key=lambda each: (_KINDS.index(each.kind), each.what))
