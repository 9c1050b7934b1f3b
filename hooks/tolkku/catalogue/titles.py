"""Titles: a title with its marks, and a digest's title and summary."""

from __future__ import annotations

import re

from tolkku.catalogue.digests import Digest
from tolkku.model.dates import Rhythm
from tolkku.model.texts import Edition, Text
from tolkku.reading.words import Words


def digest_title(digest: Digest, words: Words) -> str:
    """`Weekly digest, week 48, 2026`, `Monthly digest, November 2026`."""
    period = digest.period
    if period.rhythm is Rhythm.WEEKLY:
        return words.say("Weekly digest, week %(week)s, %(year)s", week=period.week,
                         year=period.year)  # fmt: skip
    return words.say("Monthly digest, %(month)s", month=words.month(period.first))


def marked_title(text: Text, edition: Edition, words: Words) -> str:
    """The title with the word for an exercise or a sample before it, unless it says so itself."""
    marks = []
    if text.said.exercise:
        marks.append(words.say("Exercise"))
    if text.said.sample:
        marks.append(words.say("Sample"))
    unsaid = [m for m in marks if not re.search(rf"\b{re.escape(m)}\b", edition.title, re.I)]
    return ": ".join([*unsaid, edition.title])


def digest_summary(digest: Digest, words: Words) -> str:
    """What a digest is about: the editor's summary, else how many bulletins of which days."""
    if digest.foreword and digest.foreword.summary:
        return digest.foreword.summary
    days = words.days(digest.period.first, digest.period.last)
    count = len(digest.members)
    return words.say_number(
        "%(num)s bulletin, %(days)s", "%(num)s bulletins, %(days)s", count, days=days
    )
