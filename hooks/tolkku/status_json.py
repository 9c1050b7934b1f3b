"""Status JSON: the status for programs. Keys may be added; those that are there stay.

`at`            the moment as of which all is said, as all moments ISO 8601 with offset
`languages`     the tags of the languages asked for
`texts`         the Texts asked for, the most urgent first, each with
    `id`, `kind`, `original`    its id; a bulletin's kind, else `page`; a language tag
    `editions`                  one for each language:
        `language`, `path`      its tag, and its file, null if there is none
        `state`                 `full`, `summary`, `machine`; null if there is none
        `stands`                `current`, `outdated`, `unconfirmed`, `scheduled`, `draft` or
                                `missing`
        `published`             when readers get or got it, or null
        `behind_since`, `days_behind`, `newer`   how far behind: a moment or null, whole days or
                                null, and which parts of the original are newer
        `owed`                  duties not met, each with
            `for`, `state`      which duty it is, and what it asks for at least
            `due`, `progress`   a moment; `open`, `overdue`, `waived`
            `waiver`            null, or `by`, `reason` and `until`
`summary`       how many texts; and how many editions are `overdue`, `owed`, `waived`, and how many
                stand how
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tolkku.duties import Owed
from tolkku.status import Board, Cell, Row

Json = dict[str, Any]


def status_json(board: Board) -> Json:
    """The board as the module says."""
    return {
        "at": board.now.isoformat(),
        "languages": [language.tag for language in board.languages],
        "texts": [_text(row, board.now) for row in board.rows],
        "summary": {"texts": len(board.rows), **board.counts()},
    }


def _text(row: Row, now: datetime) -> Json:
    return {
        "id": row.text.id,
        "kind": row.kind,
        "original": row.text.original.tag,
        "editions": [_edition(cell, now) for cell in row.cells],
    }


def _edition(cell: Cell, now: datetime) -> Json:
    edition = cell.edition
    return {
        "language": cell.language.tag,
        "path": edition.path if edition else None,
        "state": edition.state.value if edition else None,
        "stands": cell.stands.value,
        "published": _moment(edition.published if edition else None),
        "behind_since": _moment(cell.since),
        "days_behind": cell.days_behind(now),
        "newer": list(cell.parts),
        "owed": [_owed(owed) for owed in cell.owed],
    }


def _owed(owed: Owed) -> Json:
    waiver = owed.waiver
    return {
        "for": owed.duty.kind,
        "state": owed.duty.state.value,
        "due": owed.due.isoformat(),
        "progress": owed.progress.value,
        "waiver": waiver
        and {"by": waiver.by, "reason": waiver.reason, "until": waiver.until.isoformat()},
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
