"""Reads `mkdocs.yml`: the file that says what the site is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from tolkku.model.dates import Rhythm
from tolkku.model.findings import Finding, Place, Refusal, TolkkuError, error
from tolkku.model.languages import Language
from tolkku.model.settings import (
    Author,
    Authority,
    Conformance,
    Duty,
    Evaluator,
    Feedback,
    FeedSettings,
    Names,
    NavItem,
    Organisation,
    Settings,
    Shortcoming,
    Statement,
    Why,
)
from tolkku.model.texts import BulletinKind, State
from tolkku.reading.feed_settings import feeds
from tolkku.reading.field_types import site_address, site_language, slug, web_address
from tolkku.reading.fields import (
    Fields,
    Reader,
    Report,
    day,
    declared,
    flag,
    items,
    one_of,
    record,
    table,
    text,
)
from tolkku.reading.mkdocs_yml import (
    check_extensions,
    check_folders,
    check_hook_and_theme,
    check_keys,
    check_links,
    is_plugin,
    markdown_options,
    read_mapping,
    templates_of,
    top_keys,
)
from tolkku.reading.placeholders import unfilled_settings
from tolkku.reading.yaml_nodes import MappingNode, Node, ScalarNode
from tolkku.system.package import theme_folder, words_folder

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read_settings(file: Path, site_url: str | None = None) -> Settings:
    """The settings in `file`. `site_url` overrides the file's (`mkdocs serve` has its own).

    Raises TolkkuError with every Finding.
    """
    whole = read_mapping(file, file.name)
    return settings_of(whole, file, site_url, check_keys(top_keys(file, file.name)))


def settings_of(
    whole: MappingNode, file: Path, site_url: str | None = None, told: Iterable[Finding] = ()
) -> Settings:
    """The settings in what was read from `file`. Raises TolkkuError with every Finding, those
    that were `told` before too."""
    found = list(told)
    place = Place(file.name)
    extra = whole.values.get("extra")
    ours = extra.values.get("tolkku") if isinstance(extra, MappingNode) else None
    if not isinstance(ours, MappingNode):
        lacks = "'extra.tolkku' is missing."
        remedy = "Add it with languages, organisation and nav."
        raise TolkkuError([*found, error(place, lacks, remedy)])
    top = Fields(whole, found.append)
    url = top.need("site_url", site_address, "", "site_url: https://example.org/")
    found += check_hook_and_theme(whole, file.resolve().parent)
    found += check_extensions(whole.values.get("markdown_extensions"))
    settings = _settings(Fields(ours, found.append), top, file, site_url or url)
    if settings:
        folders = (settings.docs, settings.bulletins, *_own_words(settings))
        found += check_links(folders, settings.root, place)
        found += check_folders(settings.docs, settings.bulletins, _named_folders(settings))
    if settings is None or any(finding.is_error for finding in found):
        raise TolkkuError(found)
    return settings


def _named_folders(settings: Settings) -> Iterator[tuple[Path, Place]]:
    if "bulletins" in settings.places:
        yield settings.bulletins, settings.places["bulletins"]
    if "locales" in settings.places:
        yield from ((folder, settings.places["locales"]) for folder in _own_words(settings))


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
        locales=_word_folders(fields, top.mapping, root),
        markdown=markdown_options(top.mapping.values.get("markdown_extensions")),
        unfilled=unfilled_settings(fields.mapping),
        templates=_template_folders(top.mapping, root),
        output=(root / top.take("site_dir", text(), "site"), top.place("site_dir")),
    )
    fields.finish()
    return settings


def _own_words(settings: Settings) -> list[Path]:
    """The folders of words that the site has itself."""
    return [folder for folder in settings.locales if folder != words_folder()]


def _word_folders(fields: Fields, top: MappingNode, root: Path) -> tuple[Path, ...]:
    """The folders of words; a later one wins, and the site's own is the last."""
    ours = tuple(root / name for name in fields.take("locales", items(text()), ("locales",)))
    return (words_folder(), *ours) if is_plugin(top) else ours


def _template_folders(top: MappingNode, root: Path) -> tuple[Path, ...]:
    ours = templates_of(top, root)
    installed = (theme_folder(),) if is_plugin(top) else ()
    return (*installed, *((ours,) if ours else ()))


def _languages(node: Node, report: Report) -> tuple[Language, ...]:
    languages = items(record(one_language))(node, report)
    tags = [language.tag for language in languages]
    if len(set(tags)) < len(tags):
        raise Refusal("names a language twice.", "Keep each tag once.")
    if not languages:
        raise Refusal("is empty.", "Name at least one language.")
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
        raise Refusal(f"'{value}' is not a language tag (BCP 47).", f"Write '{hint}'.")
    return value


def _locale(node: Node, report: Report) -> str:
    value = text(35)(node, report)
    try:
        return str(Locale.parse(value))
    except (UnknownLocaleError, ValueError):
        raise Refusal(f"'{value}' is not a locale of CLDR.", "Write it as fi or sv_FI.") from None


def _zone(node: Node, report: Report) -> ZoneInfo:
    value = text()(node, report)
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal(f"'{value}' is not a time zone.", "Write it as Europe/Helsinki.") from None


def _domain(node: Node, report: Report) -> str:
    value = text(253)(node, report)
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", value):
        raise Refusal(f"'{value}' is not a domain.", "Write it as example.org, without https.")
    return value


MOST_PAGES = 1000
"""In one list of `nav`."""


def count(node: Node, report: Report) -> int:
    value = text()(node, report)
    if not re.fullmatch(r"[1-9]\d{0,3}", value):
        raise Refusal(f"'{value}' is not a number from 1 to 9999.", "Write it as 20.")
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
    if isinstance(node, ScalarNode):
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
        raise Refusal(f"'{value}' names a file.", f"Write the page, '{value[:-3]}'.")
    return value.strip("/")


PLACEHOLDERS = ("title", "body", "page", "language", "address")
"""What an address for feedback may hold, in braces."""


def feedback(names: Reader[Names], blank: Names) -> Callable[[Fields], Feedback]:
    def build(fields: Fields) -> Feedback:
        return Feedback(
            fields.take("issues", address_template, ""),
            fields.take("form", address_template, ""),
            fields.take("promise", names, blank),
        )

    return build


def address_template(node: Node, report: Report) -> str:
    """A web address with placeholders behind its host: `https://example.org/?page={page}`."""
    value = text(2000)(node, report)
    if re.match(r"https?://[^/?#]*[{}]", value):
        raise Refusal("holds a placeholder in its host.", "Write it after the host.")
    web_address(node, report)
    try:
        found = list(Formatter().parse(value))
    except ValueError:
        raise Refusal("has a brace that stands alone.", _REMEDY) from None
    for _, name, form, conversion in found:
        if name is not None and (name not in PLACEHOLDERS or form or conversion):
            raise Refusal(f"holds '{{{name}}}', which is no placeholder.", _REMEDY)
    return value


_REMEDY = f"Known: {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}."


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
