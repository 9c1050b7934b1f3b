"""Coming: every change of the site that will happen by itself, in order."""

from __future__ import annotations

from tolkku.changes import Change, ChangeKind
from tolkku.coming_duties import duty_changes
from tolkku.coming_periods import period_changes
from tolkku.coming_texts import text_changes
from tolkku.prospects import Prospects
from tolkku.site import Site

_KINDS = list(ChangeKind)


def next_changes(site: Site) -> tuple[Change, ...]:
    """Every change to come that is known as of now, the next one first."""
    prospects = Prospects(site)
    found = [*text_changes(prospects), *duty_changes(prospects), *period_changes(prospects)]
    return tuple(sorted(found, key=lambda each: (each.at, _KINDS.index(each.kind), each.what)))
