"""Reads `mkdocs.yml`: the file that says what the site is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from tolkku.addresses import site_address, slug
from tolkku.config_file import markdown_options, read_mapping, top_keys
from tolkku.contact import Feedback
from tolkku.contact_fields import feedback
from tolkku.errors import TolkkuError
from tolkku.feed_fields import feeds
from tolkku.findings import Finding, Place, error
from tolkku.languages import Language
from tolkku.located import Mapping, Node
from tolkku.outer_settings import (
    check_extensions,
    check_folders,
    check_hook_and_theme,
    check_keys,
    check_links,
    templates_of,
)
from tolkku.placeholders import unfilled_settings
from tolkku.schema import (
    Fields,
    Rejected,
    Report,
    flag,
    items,
    record,
    table,
    text,
)
from tolkku.setting_fields import (
    MOST_PAGES,
    author,
    count,
    duty,
    names_in,
    nav_item,
    nobody,
    organisation,
    page,
)
from tolkku.settings import (
    FeedSettings,
    Names,
    Settings,
)
from tolkku.site_languages import site_language
from tolkku.statement_fields import statement

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read_settings(file: Path, site_url: str | None = None) -> Settings:
    """The settings in `file`. `site_url` overrides the file's (`mkdocs serve` has its own).

    Raises TolkkuError with every Finding.
    """
    whole = read_mapping(file, file.name)
    return settings_of(whole, file, site_url, check_keys(top_keys(file, file.name)))


def settings_of(
    whole: Mapping, file: Path, site_url: str | None = None, told: Iterable[Finding] = ()
) -> Settings:
    """The settings in what was read from `file`. Raises TolkkuError with every Finding, those
    that were `told` before too."""
    found = list(told)
    place = Place(file.name)
    extra = whole.values.get("extra")
    ours = extra.values.get("tolkku") if isinstance(extra, Mapping) else None
    if not isinstance(ours, Mapping):
        lacks = "'extra.tolkku' is missing."
        remedy = "Add it with languages, organisation and nav."
        raise TolkkuError([*found, error(place, lacks, remedy)])
    top = Fields(whole, found.append)
    url = top.need("site_url", site_address, "", "site_url: https://example.org/")
    found += check_hook_and_theme(whole, file.resolve().parent)
    found += check_extensions(whole.values.get("markdown_extensions"))
    settings = _settings(Fields(ours, found.append), top, file, site_url or url)
    if settings:
        folders = (settings.docs, settings.bulletins, *settings.locales)
        found += check_links(folders, settings.root, place)
        found += check_folders(settings.docs, settings.bulletins, _named_folders(settings))
    if settings is None or any(finding.is_error for finding in found):
        raise TolkkuError(found)
    return settings


def _named_folders(settings: Settings) -> Iterator[tuple[Path, Place]]:
    if "bulletins" in settings.places:
        yield settings.bulletins, settings.places["bulletins"]
    if "locales" in settings.places:
        yield from ((folder, settings.places["locales"]) for folder in settings.locales)


def _settings(fields: Fields, top: Fields, file: Path, site_url: str) -> Settings | None:
    root = file.resolve().parent
    languages = fields.need("languages", _languages, (), "languages: [{tag: fi, name: Suomi}]")
    if not languages:
        return None
    names = names_in(languages)
    blank: Names = dict.fromkeys(languages, "")
    people = author(names, blank)
    topics = fields.take("topics", table(slug, names), {})
    publisher = fields.need(
        "organisation", organisation(names, blank), nobody(blank), "organisation: …"
    )
    accessible = record(statement(names, blank, publisher.email))
    settings = Settings(
        place=fields.mapping.place,
        places=fields.mapping.places,
        root=root,
        site_url=site_url.rstrip("/") + "/",
        names=fields.need("name", names, blank, "name: {fi: Nimi}"),
        languages=languages,
        original=fields.take("original", site_language(languages), languages[0]),
        zone=fields.take("time_zone", _zone, ZoneInfo("Europe/Helsinki")),
        organisation=publisher,
        id_domain=fields.need("id_domain", _domain, "", "id_domain: example.org"),
        nav=fields.take("nav", items(nav_item, most=MOST_PAGES), ()),
        footer=fields.take("footer", items(page), ()),
        glossary=fields.take("glossary", page, ""),
        topics=topics,
        regions=fields.take("regions", table(slug, names), {}),
        audiences=fields.take("audiences", table(slug, names), {}),
        authors=fields.take("authors", table(slug, people), {}),
        duties=fields.take("duties", items(duty(languages)), ()),
        feeds=fields.take("feeds", record(feeds(languages, topics)), FeedSettings("", {})),
        feedback=fields.take("feedback", record(feedback(names, blank)), Feedback("", "", blank)),
        statement=fields.take("accessibility", accessible, None),
        page_size=fields.take("page_size", count, 20),
        status_page=fields.take("status_page", flag, False),
        docs=root / top.take("docs_dir", text(), "docs"),
        bulletins=root / fields.take("bulletins", text(), "bulletins"),
        locales=tuple(root / name for name in fields.take("locales", items(text()), ("locales",))),
        markdown=markdown_options(top.mapping.values.get("markdown_extensions")),
        unfilled=unfilled_settings(fields.mapping),
        templates=templates_of(top.mapping, root),
        output=(root / top.take("site_dir", text(), "site"), top.place("site_dir")),
    )
    fields.finish()
    return settings


def _languages(node: Node, report: Report) -> tuple[Language, ...]:
    languages = items(record(one_language))(node, report)
    tags = [language.tag for language in languages]
    if len(set(tags)) < len(tags):
        raise Rejected("names a language twice.", "Keep each tag once.")
    if not languages:
        raise Rejected("is empty.", "Name at least one language.")
    return languages


def one_language(fields: Fields) -> Language:
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
