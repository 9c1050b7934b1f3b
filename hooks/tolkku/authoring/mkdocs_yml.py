"""A page more in the `nav` of `mkdocs.yml`, and a language more: everything else stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from gettext import NullTranslations
from io import BytesIO
from itertools import groupby
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

from tolkku.authoring.drafts import row, scalar, skeleton
from tolkku.authoring.yaml_editing import (
    Change,
    NewItem,
    NewKey,
    Unfolded,
    Way,
    child,
    document,
    edited,
)
from tolkku.model.findings import Finding, Place, Refusal, SourceError, TolkkuError
from tolkku.model.languages import Language, find_language
from tolkku.model.settings import NavItem, Settings, walk
from tolkku.reading.fields import nearest, record
from tolkku.reading.mkdocs_yml import read_mapping
from tolkku.reading.placeholders import PLACEHOLDER
from tolkku.reading.settings import nameless_in, one_language, settings_of
from tolkku.reading.words import Words
from tolkku.reading.yaml_nodes import MappingNode, ScalarNode, SequenceNode
from tolkku.system.files import Work, exact_text

_OURS = ("extra", "tolkku")
_HERE = Place("--tag", 0)
_HEAD = """\
# The words of Tolkku itself.
msgid ""
msgstr ""
"Language: {tag}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


@dataclass(frozen=True)
class NewLanguage:
    """What is to be written for a language, and how much of it waits to be filled in."""

    work: Work
    names: int
    words: int


def new_language(config: Path, tag: str, name: str, locale: str | None) -> NewLanguage:
    """Raises Refusal where the language is there or is none, TolkkuError for what files say."""
    whole = read_mapping(config, config.name)
    settings = settings_of(whole, config)
    if find_language(tag, settings.languages):
        raise Refusal(f"'{tag}' is a language of this site already.")
    said = {"tag": tag, "name": name} | ({"locale": locale} if locale else {})
    language = _language(said)
    changed, names = _changed_settings(settings, whole, said)
    file, catalogue, words = _catalogue(settings, language)
    home = settings.docs / tag / "index.md"
    made = {home: skeleton("home.md", Words(language, NullTranslations())), file: catalogue}
    return NewLanguage(Work(made, changed), names, words)


def _node(said: dict[str, str]) -> MappingNode:
    values = {key: ScalarNode(_HERE, value, True) for key, value in said.items()}
    return MappingNode(_HERE, dict(values), dict.fromkeys(said, _HERE))


def _language(said: dict[str, str]) -> Language:
    found: list[Finding] = []
    language = record(one_language)(_node(said), found.append)
    if found:
        told = [f"{finding.problem}\n{finding.remedy}" for finding in found]
        raise Refusal("\n".join(told).replace("`locale:`", "--locale"))
    return language


def _changed_settings(
    settings: Settings, whole: MappingNode, said: dict[str, str]
) -> tuple[dict[Path, str], int]:
    """The files of settings with the language, and with a placeholder wherever its name for
    something is wanted; the number of these."""
    changes: dict[str, list[Change]] = defaultdict(list)
    here = settings.places["languages"].path
    changes[here].append(NewItem((*_OURS, "languages"), row(said), len(settings.languages) - 1))
    for path, places in groupby(_nameless(whole, settings, said), lambda place: place.path):
        lines = {place.line for place in places}
        for way in _tables(exact_text(settings.root / path), path, settings, lines):
            changes[path].append(NewKey(way, scalar(said["tag"]), scalar(PLACEHOLDER)))
    files = {settings.root / path: (path, made) for path, made in changes.items()}
    return {
        file: edited(exact_text(file), path, made) for file, (path, made) in files.items()
    }, sum(len(made) for made in changes.values()) - 1


def _nameless(whole: MappingNode, settings: Settings, said: dict[str, str]) -> list[Place]:
    """Where a name is wanted: the settings are read as if the language were there already. What
    else is told then follows from the names that are missing."""
    told = nameless_in(said["tag"])
    try:
        settings_of(_with_language(whole, _node(said)), settings.root / settings.place.path)
    except TolkkuError as problem:
        return [finding.place for finding in problem.findings if finding.problem == told]
    return []


def _with_language(whole: MappingNode, language: MappingNode) -> MappingNode:
    extra = whole.values["extra"]
    assert isinstance(extra, MappingNode)
    ours = extra.values["tolkku"]
    assert isinstance(ours, MappingNode)
    languages = ours.values["languages"]
    assert isinstance(languages, SequenceNode)
    more = replace(languages, items=(*languages.items, language))
    ours = replace(ours, values={**ours.values, "languages": more})
    extra = replace(extra, values={**extra.values, "tolkku": ours})
    return replace(whole, values={**whole.values, "extra": extra})


def _tables(source: str, path: str, settings: Settings, lines: set[int]) -> list[Way]:
    """The ways to the tables of names by language that begin on these lines."""
    tags = {language.tag for language in settings.languages}
    found = [
        (way, node.start_mark.line + 1)
        for way, node in _mappings(document(source), ())
        if way[:2] == _OURS and node.value and {key.value for key, _ in node.value} <= tags
    ]
    odd = lines - {line for _, line in found}
    if odd:
        told = "has names that cannot be completed here."
        raise SourceError(Place(path, min(odd)), told, "Name the language there by hand first.")
    return [way for way, line in found if line in lines]


def _mappings(node: yaml.Node | None, way: Way) -> Iterator[tuple[Way, yaml.MappingNode]]:
    if isinstance(node, yaml.MappingNode):
        yield way, node
        for key, value in node.value:
            yield from _mappings(value, (*way, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _mappings(item, (*way, number))


def _catalogue(settings: Settings, language: Language) -> tuple[Path, str, int]:
    """The catalogue's file, what stands in it, and how many words wait for a translation."""
    templates = [folder / "messages.pot" for folder in settings.locales]
    template = next((file for file in templates if file.is_file()), None)
    if template is None:
        told = "is not there, so that nothing says which words to translate."
        place = Place(settings.relative(templates[0]), 0)
        raise SourceError(place, told, "Run `make messages`.")
    with template.open("rb") as source:
        messages = read_po(source)
    file = settings.locales[-1] / language.tag / "LC_MESSAGES" / "messages.po"
    public = [message for message in messages if message.id and not message.context]
    needs_words = language.cldr.language != "en" and not _is_wider_known(settings, language)
    return file, _blank(messages, language), len(public) if needs_words else 0


def _is_wider_known(settings: Settings, language: Language) -> bool:
    """Whether it takes what it lacks from the language that it is a form of."""
    wider = language.tag.partition("-")[0]
    return wider != language.tag and find_language(wider, settings.languages) is not None


def _blank(messages: Catalog, language: Language) -> str:
    """A catalogue without translations, as `make messages` would leave it.

    Babel itself knows the plural forms of few languages; CLDR knows them all.
    """
    head = _HEAD.format(
        tag=language.tag.partition("-")[0], plurals=to_gettext(language.cldr.plural_form)
    )
    catalogue = read_po(BytesIO(head.encode("utf-8")))
    for message in messages:
        if message.id:
            catalogue.add(message.id, "", message.locations, message.flags,
                          message.auto_comments, context=message.context)  # fmt: skip
    written = BytesIO()
    write_po(written, catalogue, width=0, omit_header=True)
    return f"{head}\n{written.getvalue().decode('utf-8').rstrip()}\n"


_NAV = ("extra", "tolkku", "nav")


def section_of_chapters(settings: Settings, named: str | None) -> NavItem:
    """The part of `nav` whose chapters are numbered: the one named, else the only one, or the
    handbook. Raises Refusal."""
    sections = {item.page: item for item in settings.nav if item.numbered}
    if not sections:
        raise Refusal("nav in mkdocs.yml has no `chapters`.", "Add them below a page first.")
    only = next(iter(sections)) if len(sections) == 1 else "handbook"
    section = sections.get(named or only)
    if section is None:
        known = ", ".join(sections)
        raise Refusal(f"Which chapters are meant? Say --in with one of: {known}.")
    return section


def with_chapter(
    settings: Settings, section: NavItem, page: str, after: str | None
) -> dict[Path, str]:
    """The changed file, by its path, when `page` is the last chapter or comes `after` another."""
    pages = [chapter.page for chapter in section.children]
    if after and after not in pages:
        near = nearest(after, pages)
        hint = f"Did you mean '{near}'?" if near else f"There are: {', '.join(pages)}."
        raise Refusal(f"'{after}' is no chapter of '{section.page}'.", f"{hint}")
    number = pages.index(after) if after else len(pages) - 1
    way = (*_NAV, settings.nav.index(section), "chapters")
    return _changed(settings, page, NewItem(way, scalar(page), number))


def with_page(settings: Settings, page: str, under: str | None) -> dict[Path, str]:
    """The changed file, by its path, when `page` is the last of `nav`, or `under` another page."""
    if not settings.nav:
        return {}
    if under is None:
        return _changed(settings, page, NewItem(_NAV, scalar(page), len(settings.nav) - 1))
    tops = [item.page for item in settings.nav]
    if under not in tops:
        near = nearest(under, tops)
        hint = f"Did you mean '{near}'?" if near else f"There are: {', '.join(tops)}."
        raise Refusal(f"'{under}' is no page of the first level of nav.", f"{hint}")
    number = tops.index(under)
    if settings.nav[number].numbered:
        raise Refusal(f"'{under}' has chapters, not pages.", "Make one with: tolkku new chapter")
    return _changed(settings, page, _below(settings, number, page))


def _below(settings: Settings, number: int, page: str) -> Change:
    """One more page below an item of `nav`, which may be a bare name so far."""
    way = (*_NAV, number)
    item = child(document(exact_text(_file(settings))), *way)
    if isinstance(item, yaml.ScalarNode):
        return Unfolded(way, "page", "pages", row([page]))
    pages = child(item, "pages")
    if isinstance(pages, yaml.SequenceNode):
        return NewItem((*way, "pages"), scalar(page), len(pages.value) - 1)
    return NewKey(way, "pages", row([page]))


def _changed(settings: Settings, page: str, change: Change) -> dict[Path, str]:
    """Nothing changes where `nav` names the page already, and waits for its files."""
    if any(item.page == page for item in walk(settings.nav)):
        return {}
    file = _file(settings)
    return {file: edited(exact_text(file), settings.relative(file), (change,))}


def _file(settings: Settings) -> Path:
    """The file that says `nav`: `mkdocs.yml`, or the one that it inherits from."""
    return settings.root / settings.places["nav"].path
