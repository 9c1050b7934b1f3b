"""Contact: how readers reach the organisation, as `mkdocs.yml` says."""

from __future__ import annotations

from dataclasses import dataclass

from tolkku.languages import Language


@dataclass(frozen=True, slots=True)
class Feedback:
    """Where readers may write, beside the organisation's e-mail address.

    `issues` and `form` are addresses with placeholders, or empty; `promise` says when there will
    be an answer, in every language or in none.
    """

    issues: str
    form: str
    promise: dict[Language, str]
