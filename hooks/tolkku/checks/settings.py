"""Checks of settings: what `mkdocs.yml` names and what is not there, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tolkku.model.dates import Rhythm
from tolkku.model.findings import Finding, Place, error, note
from tolkku.model.settings import Settings, walk
from tolkku.model.texts import Bulletin, BulletinKind, Text
from tolkku.reading.fields import nearest
from tolkku.reading.placeholders import setting_error
from tolkku.rendering.renderer import Rendered


def check_settings(
    texts: tuple[Text, ...], settings: Settings, rendered: Mapping[str, Rendered]
) -> Iterator[Finding]:
    """Pages, anchors and kinds that settings name wrongly, and pages that nothing names."""
    docs = {text.id: text for text in texts if not isinstance(text, Bulletin)}
    known = [*docs, *settings.generated]
    named = list(_named(settings))
    for name, place in named:
        page, _, anchor = name.partition("#")
        if page not in known:
            near = nearest(page, known)
            remedy = f"Did you mean '{near}'?" if near else f"Write docs/<language>/{page}.md."
            yield error(place, f"'{page}' is no page of this site.", remedy)
        elif anchor and page in docs:
            yield from _check_anchor(docs[page], anchor, place, rendered)
    yield from _check_duties(settings)
    yield from (setting_error(*left) for left in settings.unfilled)
    yield from _led_by_servers(settings)
    yield from _named_twice(settings)
    if settings.nav:
        yield from _unnamed(docs, {name.partition("#")[0] for name, _ in named})


def _named(settings: Settings) -> Iterator[tuple[str, Place]]:
    """Every page that a setting names, with its line."""
    for item in walk(settings.nav):
        yield item.page, item.place
    for page in settings.footer:
        yield page, settings.places["footer"]
    if settings.glossary:
        yield settings.glossary, settings.places["glossary"]
    policies = settings.organisation
    for key, page in (
        ("publishing_principles", policies.principles),
        ("ethics_policy", policies.ethics),
        ("corrections_policy", policies.corrections),
    ):
        if page:
            yield page, policies.places[key]


def _led_by_servers(settings: Settings) -> Iterator[Finding]:
    """Notes on old addresses of feeds at which no file can hold the feed."""
    for alias in settings.feeds.aliases:
        if not alias.is_file:
            told = f"no file can hold a feed at '/{alias.path}': feed readers are led on only by a"
            yield note(
                alias.place,
                f"{told} server that reads `_redirects` (Netlify, Cloudflare Pages), not by GitHub"
                " Pages.",
                f"On other servers, redirect it to /{alias.new} yourself.",
            )


def _named_twice(settings: Settings) -> Iterator[Finding]:
    seen: dict[str, Place] = {}
    for item in walk(settings.nav):
        if item.page in seen:
            told = f"'{item.page}' stands in nav twice, first on line {seen[item.page].line}."
            yield error(item.place, told, "Keep it once.")
        seen.setdefault(item.page, item.place)


def _check_anchor(
    text: Text, anchor: str, place: Place, rendered: Mapping[str, Rendered]
) -> Iterator[Finding]:
    for edition in text.editions:
        if anchor not in rendered[edition.path].anchors:
            told = f"there is no '#{anchor}' in {edition.path}."
            yield error(place, told, "Give a heading there this anchor.")


def _check_duties(settings: Settings) -> Iterator[Finding]:
    kinds = [kind.value for kind in (*BulletinKind, *Rhythm)]
    kinds += [item.page for item in walk(settings.nav) if item.page not in settings.generated]
    for duty in settings.duties:
        if duty.kind not in kinds:
            near = nearest(duty.kind, kinds)
            told = f"'for' names '{duty.kind}', which is no kind of bulletin and no page of nav."
            remedy = f"Did you mean '{near}'?" if near else f"Known: {', '.join(kinds)}."
            yield error(duty.place, told, remedy)


def _unnamed(docs: Mapping[str, Text], named: set[str]) -> Iterator[Finding]:
    for page_id, text in docs.items():
        if page_id not in named and page_id != "index":
            told = "is in no navigation."
            place = text.best(text.original).place
            yield note(place, told, f"Add '{page_id}' to nav in mkdocs.yml.")


_A_YEAR = timedelta(days=366)


def check_statement(settings: Settings, today: date) -> Iterator[Finding]:
    """Notes on a statement that is older than a year, or of a day to come, and on promises whose
    day has passed."""
    statement = settings.statement
    if statement is None:
        return
    if statement.on + _A_YEAR < today:
        told = f"the accessibility of the site was evaluated on {statement.on}, over a year ago."
        yield note(statement.place, told, "Evaluate it again and change 'evaluated'.")
    if statement.on > today:
        told = f"the accessibility of the site was evaluated on {statement.on}, which lies ahead."
        yield note(statement.place, told, "Correct the day in 'evaluated'.")
    for shortcoming in statement.shortcomings:
        if shortcoming.until and shortcoming.until < today:
            told = f"the accessibility statement promises to mend this by {shortcoming.until}."
            yield note(shortcoming.place, told, "Remove it, or give a later day.")
