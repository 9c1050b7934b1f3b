"""Standing: which parts of an original a translation was made from, and which changed since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from tolkku.model.texts import Edition, Text
from tolkku.rendering.renderer import Rendered

INTRODUCTION = "introduction"
FIELDS = ("title", "summary", "facts", "arguments", "action")
"""The parts of an edition that are no sections."""

# Quote styles are typography, not content: editors' programs change them unasked.
_QUOTES = re.compile("[“”„‟«»’‘‚‛']")


class Standing(Enum):
    """How an edition stands to its original."""

    CURRENT = "current"
    OUTDATED = "outdated"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Status:
    """`changed` names the parts of the original that are newer, in its order."""

    standing: Standing
    changed: tuple[str, ...] = ()


def parts_of(edition: Edition, rendered: Rendered) -> dict[str, str]:
    """Fingerprint by part: the fields that readers see, then each section by its anchor."""
    return {name: fingerprint(text) for name, text in said_by_part(edition, rendered).items()}


def said_by_part(edition: Edition, rendered: Rendered) -> dict[str, str]:
    """What an edition says, by part; facts and arguments are a line each."""
    said = {
        "title": edition.title,
        "summary": edition.summary,
        "facts": "\n".join(edition.facts),
        "arguments": "\n".join(edition.arguments),
        "action": edition.action.text if edition.action else "",
    }
    parts = {name: text for name, text in said.items() if text}
    for section in rendered.sections:
        if section.text.strip():
            parts[part_name(section.anchor)] = section.text
    return parts


def part_name(anchor: str) -> str:
    """The name of a section's part. An anchor that is also a field's name gets a `#`."""
    if not anchor:
        return INTRODUCTION
    return f"#{anchor}" if anchor in (*FIELDS, INTRODUCTION) else anchor


def fingerprint(text: str) -> str:
    """Eight hexadecimal digits of SHA-256; white space and quote style do not count.

    >>> fingerprint("Say  ”yes”") == fingerprint('Say "yes"')
    True
    """
    plain = " ".join(_QUOTES.sub('"', text).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def status(edition: Edition, original_parts: dict[str, str]) -> Status:
    """How a translation stands to the present parts of its original."""
    if edition.follows is None:
        return Status(Standing.UNCONFIRMED)
    followed = dict(edition.follows.parts)
    changed = [name for name, mark in original_parts.items() if followed.get(name) != mark]
    changed += [name for name in followed if name not in original_parts]
    return Status(Standing.OUTDATED, tuple(changed)) if changed else Status(Standing.CURRENT)


def statuses_of(texts: tuple[Text, ...], rendered: Mapping[str, Rendered]) -> dict[str, Status]:
    """How every edition stands to its original, by its path."""
    found: dict[str, Status] = {}
    for text in texts:
        original = text.edition(text.original)
        if original is None:
            continue
        parts = parts_of(original, rendered[original.path])
        for edition in text.editions:
            is_original = edition is original
            found[edition.path] = (
                Status(Standing.CURRENT) if is_original else status(edition, parts)
            )
    return found
