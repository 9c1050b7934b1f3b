"""A fourth and a fifth language: a matter of settings and a catalogue, not of code."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from building import Built, build, config_of, copied, visible_text
from paths import LOCALES


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Northern Sámi, for which Material has no strings, and Finnish in easy language."""
    folder = tmp_path_factory.mktemp("fourth")
    config = copied("fourth-language", folder)
    _translate(config.parent / "locales/se/LC_MESSAGES/messages.po")
    built = build(config, folder / "site")
    assert built.exit_code == 0, built.said
    return built


def _translate(catalogue: Path) -> None:
    """Give every word that the catalogue lacks a made-up one: no test needs real Sámi."""
    with (LOCALES / "messages.pot").open("rb") as file:
        wanted = read_po(file)
    with catalogue.open("rb") as file:
        given = read_po(file, locale="se")
    for message in wanted:
        if message.context:  # said to editors only
            continue
        known = given.get(message.id) if message.id else None
        if message.id and known is None:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            said = [_made_up(form) for form in forms]
            plural = (said[0], said[-1], said[-1])[: given.num_plurals]
            given.add(message.id, plural if len(forms) > 1 else said[0])
    with catalogue.open("wb") as file:
        write_po(file, given)


def _made_up(message: str) -> str:
    """`⟨Bulletins⟩`; patterns for dates stay patterns."""
    return message.replace("'at'", "'dii.'") if message.startswith("d MMMM") else f"⟨{message}⟩"


def test_words_and_dates_come_from_the_catalogue(site: Built) -> None:
    page = site.page("se/bulletins/2026-12-01-water/")
    assert page.get("lang") == "se"
    said = visible_text(page)
    assert "Dieđáhusat" in said
    assert "⟨Published⟩ 1 juovlamánnu 2026 dii. 08:00" in said


def test_nothing_speaks_for_a_word_that_is_missing(tmp_path: Path) -> None:
    built = build(config_of("fourth-language"), tmp_path / "site")
    assert built.exit_code != 0
    assert "locales/se/LC_MESSAGES/messages.po:1: " in built.said
    assert "of the site's words have no translation" in built.said


def test_easy_finnish_takes_the_words_that_it_lacks_from_finnish(site: Built) -> None:
    page = site.page("fi-simple/bulletins/2026-12-01-water/")
    assert page.get("lang") == "fi-simple"
    assert "Julkaistu 1.12.2026 klo 8.00" in visible_text(page)


def test_every_language_is_offered_in_order_and_told_to_machines(site: Built) -> None:
    page = site.page("fi/bulletins/2026-12-01-water/")
    assert page.xpath("//*[@class='tk-languages']//a/@lang") == [
        "fi",
        "sv",
        "en",
        "se",
        "fi-simple",
    ]
    hreflang = page.xpath("//head/link[@rel='alternate'][not(@type)]/@hreflang")
    assert hreflang == ["fi", "se", "fi-simple", "x-default"]
    assert "se" in site.text("404.html")
    assert site.has("se/feeds/all.atom.xml")
    assert 'xml:lang="fi-simple"' in site.text("fi-simple/feeds/all.rss.xml")
