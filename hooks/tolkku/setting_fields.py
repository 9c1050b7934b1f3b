"""Setting fields: readers of what `mkdocs.yml` says in more than one line."""

from __future__ import annotations

import re

from tolkku.findings import error
from tolkku.languages import Language
from tolkku.located import Node, Scalar
from tolkku.periods import Rhythm
from tolkku.schema import (
    Fields,
    Reader,
    Rejected,
    Report,
    declared,
    flag,
    items,
    one_of,
    record,
    table,
    text,
)
from tolkku.settings import Author, Duty, Names, NavItem, Organisation
from tolkku.site_languages import site_language
from tolkku.texts import BulletinKind, State

MOST_PAGES = 1000
"""In one list of `nav`."""


def count(node: Node, report: Report) -> int:
    value = text()(node, report)
    if not re.fullmatch(r"[1-9]\d{0,3}", value):
        raise Rejected(f"'{value}' is not a number from 1 to 9999.", "Write it as 20.")
    return int(value)


def names_in(languages: tuple[Language, ...]) -> Reader[Names]:
    """A name in every language; a missing one is an error, for there is nothing to show instead."""

    def read(node: Node, report: Report) -> Names:
        tags = [language.tag for language in languages]
        given = table(declared(tags), text(300))(node, report)
        for tag in tags:
            if tag not in given:
                report(error(node.place, nameless_in(tag), f"Add `{tag}: …`."))
        return {language: given.get(language.tag, "") for language in languages}

    return read


def nameless_in(tag: str) -> str:
    """What is told where a name in this language is missing."""
    return f"has no name in '{tag}'."


def organisation(names: Reader[Names], blank: Names) -> Reader[Organisation]:
    def build(fields: Fields) -> Organisation:
        return Organisation(
            places=fields.mapping.places,
            names=fields.need("name", names, blank, "name: {fi: Nimi}"),
            notice=fields.take("notice", names, blank),
            email=fields.take("email", names, blank),
            principles=fields.take("publishing_principles", text(), ""),
            ethics=fields.take("ethics_policy", text(), ""),
            corrections=fields.take("corrections_policy", text(), ""),
        )

    return record(build)


def nobody(blank: Names) -> Organisation:
    return Organisation({}, blank, blank, blank, "", "", "")


def author(names: Reader[Names], blank: Names) -> Reader[Author]:
    def build(fields: Fields) -> Author:
        return Author(
            fields.need("name", names, blank, "name: {fi: Nimi}"),
            fields.take("role", names, blank),
            fields.take("team", flag, False),
        )

    return record(build)


def duty(languages: tuple[Language, ...]) -> Reader[Duty]:
    def build(fields: Fields) -> Duty:
        found = Duty(
            fields.place("for"),
            fields.need("for", text(), "", f"for: {BulletinKind.BULLETIN.value}"),
            fields.need("languages", items(site_language(languages)), (), "languages: [fi, sv]"),
            fields.take("state", one_of(State), State.FULL),
            fields.take("days", _or_none, 0),
            fields.take("hours", _or_none, None),
        )
        _check_time_allowed(fields, found)
        return found

    return record(build)


def _check_time_allowed(fields: Fields, duty: Duty) -> None:
    said = [key for key in ("days", "hours") if key in fields.mapping.values]
    if len(said) > 1:
        fields.reject("hours", "stands beside 'days'.", "Keep one of the two.")
    elif said and duty.kind in [rhythm.value for rhythm in Rhythm]:
        told = f"stands in a duty for the {duty.kind} digest, which has its own time."
        fields.reject(said[0], told, "Remove it.")


def _or_none(node: Node, report: Report) -> int:
    return 0 if text()(node, report) == "0" else count(node, report)


def nav_item(node: Node, report: Report) -> NavItem:
    if isinstance(node, Scalar):
        return NavItem(page(node, report), (), False, node.place)

    def build(fields: Fields) -> NavItem:
        named = fields.need("page", page, "", "page: handbook")
        chapters = fields.take("chapters", items(nav_item, most=MOST_PAGES), ())
        pages = fields.take("pages", items(nav_item, most=MOST_PAGES), ())
        if chapters and pages:
            fields.reject("pages", "stands beside 'chapters'.", "Keep one of the two.")
        if any(child.children for child in chapters or pages):
            key = "chapters" if chapters else "pages"
            fields.reject(key, "has a third level below it.", "Write two levels at most.")
        return NavItem(named, chapters or pages, bool(chapters), node.place)

    return record(build)(node, report)


def page(node: Node, report: Report) -> str:
    value = text()(node, report)
    if value.endswith(".md"):
        raise Rejected(f"'{value}' names a file.", f"Write the page, '{value[:-3]}'.")
    return value.strip("/")
