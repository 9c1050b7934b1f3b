"""Nav editing: a page more in the `nav` of `mkdocs.yml`, which stays as its editors wrote it."""

from __future__ import annotations

from pathlib import Path

import yaml

from tolkku.naming import Refused
from tolkku.schema import nearest
from tolkku.settings import NavItem, Settings, walk
from tolkku.skeletons import row, scalar
from tolkku.writing import exact_text
from tolkku.yaml_editing import Change, NewItem, NewKey, Unfolded, child, document, edited

_NAV = ("extra", "tolkku", "nav")


def section_of_chapters(settings: Settings, named: str | None) -> NavItem:
    """The part of `nav` whose chapters are numbered: the one named, else the only one, or the
    handbook. Raises Refused."""
    sections = {item.page: item for item in settings.nav if item.numbered}
    if not sections:
        raise Refused("nav in mkdocs.yml has no `chapters`.\nAdd them below a page first.")
    only = next(iter(sections)) if len(sections) == 1 else "handbook"
    section = sections.get(named or only)
    if section is None:
        known = ", ".join(sections)
        raise Refused(f"Which chapters are meant? Say --in with one of: {known}.")
    return section


def with_chapter(
    settings: Settings, section: NavItem, page: str, after: str | None
) -> dict[Path, str]:
    """The changed file, by its path, when `page` is the last chapter or comes `after` another."""
    pages = [chapter.page for chapter in section.children]
    if after and after not in pages:
        near = nearest(after, pages)
        hint = f"Did you mean '{near}'?" if near else f"There are: {', '.join(pages)}."
        raise Refused(f"'{after}' is no chapter of '{section.page}'.\n{hint}")
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
        raise Refused(f"'{under}' is no page of the first level of nav.\n{hint}")
    number = tops.index(under)
    if settings.nav[number].numbered:
        raise Refused(f"'{under}' has chapters, not pages.\nMake one with: tolkku new chapter")
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
