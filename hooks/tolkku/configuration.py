"""Reads `mkdocs.yml`: the file that says what the site is."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from tolkku.addresses import slug, web_address
from tolkku.config_file import markdown_options, read_mapping
from tolkku.errors import SourceError, TolkkuError
from tolkku.findings import Finding, Place, error
from tolkku.languages import Language, find_language
from tolkku.located import Mapping, Node, Scalar
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
from tolkku.settings import Author, Duty, Names, NavItem, Organisation, Settings
from tolkku.texts import BulletinKind, State

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read_settings(file: Path, site_url: str | None = None) -> Settings:
    """The settings in `file`. `site_url` overrides the file's (`mkdocs serve` has its own).

    Raises TolkkuError with every Finding.
    """
    found: list[Finding] = []
    whole = read_mapping(file, file.name)
    place = Place(file.name)
    extra = whole.values.get("extra")
    ours = extra.values.get("tolkku") if isinstance(extra, Mapping) else None
    if not isinstance(ours, Mapping):
        raise SourceError(
            place, "'extra.tolkku' is missing.", "Add it with languages, organisation and nav."
        )
    top = Fields(whole, found.append)
    url = site_url or top.need("site_url", web_address, "", "site_url: https://example.org/")
    settings = _settings(Fields(ours, found.append), top, file, url)
    if settings is None or any(finding.is_error for finding in found):
        raise TolkkuError(found)
    return settings


def _settings(fields: Fields, top: Fields, file: Path, site_url: str) -> Settings | None:
    root = file.resolve().parent
    languages = fields.need("languages", _languages, (), "languages: [{tag: fi, name: Suomi}]")
    if not languages:
        return None
    names = _names(languages)
    blank: Names = dict.fromkeys(languages, "")
    people = _author(names, blank)
    settings = Settings(
        place=fields.mapping.place,
        places=fields.mapping.places,
        root=root,
        site_url=site_url.rstrip("/") + "/",
        names=fields.need("name", names, blank, "name: {fi: Nimi}"),
        languages=languages,
        original=fields.take("original", _language(languages), languages[0]),
        zone=fields.take("time_zone", _zone, ZoneInfo("Europe/Helsinki")),
        organisation=fields.need(
            "organisation", _organisation(names, blank), _nobody(blank), "organisation: …"
        ),
        id_domain=fields.need("id_domain", _domain, "", "id_domain: example.org"),
        nav=fields.take("nav", items(_nav_item), ()),
        footer=fields.take("footer", items(_page), ()),
        glossary=fields.take("glossary", _page, ""),
        topics=fields.take("topics", table(slug, names), {}),
        regions=fields.take("regions", table(slug, names), {}),
        audiences=fields.take("audiences", table(slug, names), {}),
        authors=fields.take("authors", table(slug, people), {}),
        duties=fields.take("duties", items(_duty(languages)), ()),
        page_size=fields.take("page_size", _count, 20),
        docs=root / top.take("docs_dir", text(), "docs"),
        bulletins=root / fields.take("bulletins", text(), "bulletins"),
        locales=tuple(root / name for name in fields.take("locales", items(text()), ("locales",))),
        markdown=markdown_options(top.mapping.values.get("markdown_extensions")),
    )
    fields.finish()
    return settings


def _languages(node: Node, report: Report) -> tuple[Language, ...]:
    languages = items(record(_one_language))(node, report)
    tags = [language.tag for language in languages]
    if len(set(tags)) < len(tags):
        raise Rejected("names a language twice.", "Keep each tag once.")
    if not languages:
        raise Rejected("is empty.", "Name at least one language.")
    return languages


def _one_language(fields: Fields) -> Language:
    tag = fields.need("tag", _tag, "und", "tag: fi")
    name = fields.need("name", text(40), tag, "name: Suomi")
    return Language(tag, name, fields.take("locale", _locale, "") or _default_locale(fields, tag))


def _default_locale(fields: Fields, tag: str) -> str:
    try:
        return str(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        fields.reject("tag", f"('{tag}') has no dates in CLDR.", "Add `locale:`, such as fi.")
        return "en"


def _tag(node: Node, report: Report) -> str:
    value = text(35)(node, report)
    if not _TAG.fullmatch(value):
        hint = value.lower().replace("_", "-")
        raise Rejected(f"'{value}' is not a language tag (BCP 47).", f"Write '{hint}'.")
    return value


def _locale(node: Node, report: Report) -> str:
    value = text(35)(node, report)
    try:
        return str(Locale.parse(value))
    except (UnknownLocaleError, ValueError):
        raise Rejected(f"'{value}' is not a locale of CLDR.", "Write it as fi or sv_FI.") from None


def _language(languages: tuple[Language, ...]) -> Reader[Language]:
    read_tag = declared(language.tag for language in languages)

    def read(node: Node, report: Report) -> Language:
        found = find_language(read_tag(node, report), languages)
        assert found is not None
        return found

    return read


def _zone(node: Node, report: Report) -> ZoneInfo:
    value = text()(node, report)
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Rejected(f"'{value}' is not a time zone.", "Write it as Europe/Helsinki.") from None


def _domain(node: Node, report: Report) -> str:
    value = text(253)(node, report)
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", value):
        raise Rejected(f"'{value}' is not a domain.", "Write it as example.org, without https.")
    return value


def _count(node: Node, report: Report) -> int:
    value = text()(node, report)
    if not re.fullmatch(r"[1-9]\d{0,3}", value):
        raise Rejected(f"'{value}' is not a number from 1 to 9999.", "Write it as 20.")
    return int(value)


def _names(languages: tuple[Language, ...]) -> Reader[Names]:
    """A name in every language; a missing one is an error, for there is nothing to show instead."""

    def read(node: Node, report: Report) -> Names:
        tags = [language.tag for language in languages]
        given = table(declared(tags), text(300))(node, report)
        for tag in tags:
            if tag not in given:
                told = f"has no name in '{tag}'."
                report(error(node.place, told, f"Add `{tag}: …`."))
        return {language: given.get(language.tag, "") for language in languages}

    return read


def _organisation(names: Reader[Names], blank: Names) -> Reader[Organisation]:
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


def _nobody(blank: Names) -> Organisation:
    return Organisation({}, blank, blank, blank, "", "", "")


def _author(names: Reader[Names], blank: Names) -> Reader[Author]:
    def build(fields: Fields) -> Author:
        return Author(
            fields.need("name", names, blank, "name: {fi: Nimi}"),
            fields.take("role", names, blank),
            fields.take("team", flag, False),
        )

    return record(build)


def _duty(languages: tuple[Language, ...]) -> Reader[Duty]:
    kinds = [kind.value for kind in BulletinKind]

    def build(fields: Fields) -> Duty:
        return Duty(
            fields.place("for"),
            fields.need("for", text(), "", f"for: {kinds[0]}"),
            fields.need("languages", items(_language(languages)), (), "languages: [fi, sv]"),
            fields.take("state", one_of(State), State.FULL),
            fields.take("days", _days, 0),
        )

    return record(build)


def _days(node: Node, report: Report) -> int:
    return 0 if text()(node, report) == "0" else _count(node, report)


def _nav_item(node: Node, report: Report) -> NavItem:
    if isinstance(node, Scalar):
        return NavItem(_page(node, report), (), False, node.place)

    def build(fields: Fields) -> NavItem:
        page = fields.need("page", _page, "", "page: handbook")
        chapters = fields.take("chapters", items(_nav_item), ())
        pages = fields.take("pages", items(_nav_item), ())
        if chapters and pages:
            fields.reject("pages", "stands beside 'chapters'.", "Keep one of the two.")
        if any(child.children for child in chapters or pages):
            key = "chapters" if chapters else "pages"
            fields.reject(key, "has a third level below it.", "Write two levels at most.")
        return NavItem(page, chapters or pages, bool(chapters), node.place)

    return record(build)(node, report)


def _page(node: Node, report: Report) -> str:
    value = text()(node, report)
    if value.endswith(".md"):
        raise Rejected(f"'{value}' names a file.", f"Write the page, '{value[:-3]}'.")
    return value.strip("/")
