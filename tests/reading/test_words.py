"""The site's own words: each language has all of them, or the build says which are missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from paths import SITES
from sites_for_tests import Files, page, read, settings, told
from tolkku.model.languages import find_language
from tolkku.reading.words import Words
from tolkku.site import read_site

HEADER = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def catalogue(**messages: str) -> str:
    return HEADER + "".join(
        f'\nmsgid "{message}"\nmsgstr "{said}"\n' for message, said in messages.items()
    )


def words_of(folder: Path, files: Files, *tags: str) -> dict[str, Words]:
    site = read(folder, {"docs/fi/a.md": page(), **files}, *tags)
    return {language.tag: words for language, words in site.words.items()}


def po(tag: str) -> str:
    return f"locales/{tag}/LC_MESSAGES/messages.po"


def test_a_word_is_said_in_each_language(tmp_path: Path) -> None:
    files: Files = {po("fi"): catalogue(Topics="Aiheet"), po("sv"): catalogue(Topics="Ämnen")}
    words = words_of(tmp_path, files, "fi", "sv")
    assert (words["fi"].say("Topics"), words["sv"].say("Topics")) == ("Aiheet", "Ämnen")


def test_values_are_filled_in_and_per_cents_are_not_misread(tmp_path: Path) -> None:
    files: Files = {po("fi"): catalogue(**{"Year %(year)s": "Vuosi %(year)s", "5 %": "5 %"})}
    words = words_of(tmp_path, files, "fi")["fi"]
    assert words.say("Year %(year)s", year=2026) == "Vuosi 2026"
    assert words.say("5 %") == "5 %"


def test_numbers_have_the_forms_of_their_language(tmp_path: Path) -> None:
    plural = (
        '\nmsgid "%(num)d text"\nmsgid_plural "%(num)d texts"\n'
        'msgstr[0] "%(num)d teksti"\nmsgstr[1] "%(num)d tekstiä"\n'
    )
    words = words_of(tmp_path, {po("fi"): HEADER + plural}, "fi")["fi"]
    said = [words.say_number("%(num)d text", "%(num)d texts", number) for number in (0, 1, 2)]
    assert said == ["0 tekstiä", "1 teksti", "2 tekstiä"]


@pytest.mark.parametrize(
    ("swedish", "expected"),
    [
        ('\nmsgid "Topics"\nmsgstr ""\n', f"{po('sv')}:6: 1 of the site's words have no"
         " translation: 'Topics'. Run `make messages` and translate them."),
        ('\n#, fuzzy\nmsgid "Topics"\nmsgstr "Ämnen"\n',
         f"{po('sv')}:7: the translation of 'Topics' is marked fuzzy: nobody has confirmed it."
         " Correct it, and remove 'fuzzy' above it."),
        ("", f"{po('sv')}:1: 1 of the site's words have no translation"),
        (None, f"{po('sv')}:1: 1 of the site's words have no translation"),
        ("\nmsgid oops\n", f"{po('sv')}:6: 'msgid oops' is no line of a catalogue."),
    ],
)  # fmt: skip
def test_a_word_without_translation_is_an_error(
    tmp_path: Path, swedish: str | None, expected: str
) -> None:
    files: Files = {"docs/fi/a.md": page(), po("fi"): catalogue(Topics="Aiheet")}
    if swedish is not None:
        files[po("sv")] = HEADER + swedish
    found = told(tmp_path, files, "fi", "sv")
    assert any(finding.startswith(f"error {expected}") for finding in found), found


def test_a_language_alone_lacks_what_the_list_of_the_sites_words_has(tmp_path: Path) -> None:
    files: Files = {
        "docs/fi/a.md": page(),
        "locales/messages.pot": catalogue(Topics="", Share=""),
        po("fi"): catalogue(Topics="Aiheet"),
    }
    assert told(tmp_path, files, "fi") == [
        f"error {po('fi')}:1: 1 of the site's words have no translation: 'Share'. "
        "Run `make messages` and translate them."
    ]


def test_many_missing_words_are_told_in_one_line(tmp_path: Path) -> None:
    said = dict.fromkeys("abcde", "x")
    files: Files = {"docs/fi/a.md": page(), po("fi"): catalogue(**said), po("sv"): HEADER}
    assert told(tmp_path, files, "fi", "sv") == [
        f"error {po('sv')}:1: 5 of the site's words have no translation: 'a', 'b', 'c' and others. "
        "Run `make messages` and translate them."
    ]


def test_a_tag_takes_what_it_lacks_from_the_tag_that_it_extends(tmp_path: Path) -> None:
    files: Files = {
        po("fi"): catalogue(Topics="Aiheet", Share="Jaa"),
        po("fi-simple"): catalogue(Topics="Mistä kerromme"),
        "mkdocs.yml": settings("fi", "fi-simple").replace(
            "{tag: fi-simple, name: fi-simple}", "{tag: fi-simple, name: Selko, locale: fi}"
        ),
    }
    words = words_of(tmp_path, files)["fi-simple"]
    assert (words.say("Topics"), words.say("Share")) == ("Mistä kerromme", "Jaa")


def test_the_later_folder_of_words_wins(tmp_path: Path) -> None:
    files: Files = {
        po("fi"): catalogue(Topics="Aiheet", Share="Jaa"),
        "own/fi/LC_MESSAGES/messages.po": catalogue(Topics="Teemat"),
        "mkdocs.yml": settings("fi") + "    locales: [locales, own]\n",
    }
    words = words_of(tmp_path, files)["fi"]
    assert (words.say("Topics"), words.say("Share")) == ("Teemat", "Jaa")


def test_a_fourth_and_a_fifth_language_need_no_code() -> None:
    site, _ = read_site(SITES / "fourth-language" / "mkdocs.yml", "2026-12-02 12:00", {})
    said = {str(language): words.say("Bulletins") for language, words in site.words.items()}
    assert (said["se"], said["fi-simple"]) == ("Dieđáhusat", "Tiedotteet")
    simple, finnish = (find_language(tag, site.settings.languages) for tag in ("fi-simple", "fi"))
    assert simple
    assert finnish
    assert site.words[simple].say("Topics") == site.words[finnish].say("Topics")


def test_dates_are_written_as_the_language_writes_them() -> None:
    site, _ = read_site(SITES / "complete" / "mkdocs.yml", "2026-12-02 12:00", {})
    at = datetime(2026, 12, 7, 12, 30, tzinfo=UTC)
    said = {str(tag): (w.day(date(2026, 12, 7)), w.moment(at)) for tag, w in site.words.items()}
    assert said == {
        "fi": ("7.12.2026", "7.12.2026 klo 12.30"),
        "sv": ("7.12.2026", "7.12.2026 kl. 12.30"),
        "en": ("7 December 2026", "7 December 2026 at 12:30"),
    }
    assert [w.month(date(2026, 12, 1)) for w in site.words.values()] == [
        "joulukuu 2026", "december 2026", "December 2026",
    ]  # fmt: skip
