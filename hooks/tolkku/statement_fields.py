"""Statement fields: readers of what `mkdocs.yml` says of the site's accessibility."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tolkku.addresses import web_address
from tolkku.schema import Fields, Reader, day, items, one_of, record, text
from tolkku.settings import Names
from tolkku.statement import Authority, Conformance, Evaluator, Shortcoming, Statement, Why

_NO_DAY = date(1970, 1, 1)  # stands in for a day that is missing, until that is told


def statement(names: Reader[Names], blank: Names, email: Names) -> Callable[[Fields], Statement]:
    """`email` is the address for feedback, unless the site names another."""

    def build(fields: Fields) -> Statement:
        evaluated = record(_evaluated(names, blank))
        nowhere: _Evaluated = (_NO_DAY, Evaluator.SELF, blank)
        on, by, method = fields.need("evaluated", evaluated, nowhere, "evaluated: {on: 2026-12-01}")
        found = Statement(
            place=fields.mapping.place,
            conformance=fields.need(
                "status", one_of(Conformance), Conformance.PARTIAL, "status: partial"
            ),
            on=on,
            by=by,
            method=method,
            shortcomings=fields.take("exceptions", items(record(_shortcoming(names, blank))), ()),
            email=fields.take("email", names, email),
            authority=fields.need(
                "authority", record(_authority(names, blank)), Authority(blank, "", "", ""),
                "authority: {name: {fi: Nimi}, url: https://example.org/}",
            ),
        )  # fmt: skip
        _agree(fields, found)
        return found

    return build


def _agree(fields: Fields, found: Statement) -> None:
    if "status" not in fields.mapping.values:
        return
    said = found.conformance
    if said is Conformance.FULL and found.shortcomings:
        fields.reject("status", "is 'full' beside exceptions.", "Write partial.")
    if said is not Conformance.FULL and not found.shortcomings:
        told = f"is '{said.value}', and no exception says what is not accessible."
        fields.reject("status", told, "Name it under 'exceptions'.")
    if not all(found.email.values()):
        told = "is missing, and the organisation has none in every language."
        fields.reject("email", told, "Readers must be able to write; add it.")


_Evaluated = tuple[date, Evaluator, Names]


def _evaluated(names: Reader[Names], blank: Names) -> Callable[[Fields], _Evaluated]:
    def build(fields: Fields) -> _Evaluated:
        return (
            fields.need("on", day, _NO_DAY, "on: 2026-12-01"),
            fields.take("by", one_of(Evaluator), Evaluator.SELF),
            fields.take("method", names, blank),
        )

    return build


def _shortcoming(names: Reader[Names], blank: Names) -> Callable[[Fields], Shortcoming]:
    def build(fields: Fields) -> Shortcoming:
        found = Shortcoming(
            fields.mapping.place,
            fields.need("what", names, blank, "what: {fi: Videot}"),
            fields.need("why", one_of(Why), Why.NOT_YET, "why: not-yet"),
            fields.take("until", day, None),
        )
        if found.until and found.why is not Why.NOT_YET:
            told = "promises to mend what need not be mended."
            fields.reject("until", told, "Remove it, or write `why: not-yet`.")
        return found

    return build


def _authority(names: Reader[Names], blank: Names) -> Callable[[Fields], Authority]:
    def build(fields: Fields) -> Authority:
        return Authority(
            fields.need("name", names, blank, "name: {fi: Nimi}"),
            fields.need("url", web_address, "", "url: https://example.org/"),
            fields.take("email", text(200), ""),
            fields.take("phone", text(40), ""),
        )

    return build
