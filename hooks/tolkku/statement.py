"""Statement: what `mkdocs.yml` says of the site's accessibility.

It holds what the Finnish Act on the Provision of Digital Services (306/2019) and the model of
Decision (EU) 2018/1523 want to be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from tolkku.findings import Place
from tolkku.languages import Language


class Conformance(Enum):
    """How far the site meets the requirements."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Evaluator(Enum):
    SELF = "self"
    THIRD_PARTY = "third-party"


class Why(Enum):
    """Why something is not accessible."""

    BURDEN = "burden"
    NOT_REQUIRED = "not-required"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """What is not accessible; `until` is the day by which it will be mended, if that is known."""

    place: Place
    what: dict[Language, str]
    why: Why
    until: date | None


@dataclass(frozen=True, slots=True)
class Authority:
    """Who supervises accessibility; `email` and `phone` may be empty."""

    names: dict[Language, str]
    url: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole of it. `email` is the organisation's, unless the site names another."""

    place: Place
    conformance: Conformance
    on: date
    by: Evaluator
    method: dict[Language, str]
    shortcomings: tuple[Shortcoming, ...]
    email: dict[Language, str]
    authority: Authority
