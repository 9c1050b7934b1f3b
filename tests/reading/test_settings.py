"""`mkdocs.yml`: what the site is, and what is told when it does not say so rightly."""

from __future__ import annotations

from pathlib import Path

import pytest

from paths import SITES
from sites_for_tests import settings, write
from tolkku.model.findings import TolkkuError
from tolkku.model.settings import Settings
from tolkku.reading.settings import read_settings


def configured(folder: Path, *replacements: tuple[str, str], added: str = "") -> Settings:
    """The settings of a small site in Finnish and Swedish, with some of its text replaced."""
    source = settings("fi", "sv")
    for old, new in replacements:
        assert old in source
        source = source.replace(old, new)
    return read_settings(write(folder, {"mkdocs.yml": source.encode() + added.encode()}))


def told(folder: Path, *replacements: tuple[str, str], added: str = "") -> list[str]:
    with pytest.raises(TolkkuError) as refused:
        configured(folder, *replacements, added=added)
    return [str(finding) for finding in refused.value.findings]


def test_the_complete_site_is_read_with_what_it_inherits() -> None:
    read = read_settings(SITES / "complete" / "mkdocs.yml")
    assert [str(language) for language in read.languages] == ["fi", "sv", "en"]
    assert [language.locale for language in read.languages] == ["fi", "sv_FI", "en_GB"]
    assert read.original == read.languages[0]
    assert read.names[read.languages[1]] == "Provsidan"
    assert read.zone.key == "Europe/Helsinki"
    assert read.docs == SITES / "complete" / "docs"
    handbook = read.nav[3]
    assert [item.page for item in handbook.children] == ["handbook/sources", "handbook/guest"]
    assert all(item.numbered is False for item in handbook.children)
    assert handbook.numbered is True


def test_the_nearer_file_wins_over_the_inherited_one() -> None:
    read = read_settings(SITES / "fourth-language" / "mkdocs.yml")
    assert [str(language) for language in read.languages] == ["fi", "sv", "en", "se", "fi-simple"]
    assert read.names[read.languages[0]] == "Koesivusto"
    assert read.names[read.languages[3]] == "Geahččalansiidu"


def test_the_base_path_is_part_of_every_absolute_address() -> None:
    read = read_settings(SITES / "base-path" / "mkdocs.yml")
    assert read.absolute("fi/") == "https://example.org/repo/fi/"
    preview = read_settings(SITES / "base-path" / "mkdocs.yml", "http://127.0.0.1:8000")
    assert preview.absolute("fi/") == "http://127.0.0.1:8000/fi/"


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    read = configured(tmp_path)
    assert (read.zone.key, read.page_size) == ("Europe/Helsinki", 20)
    assert (read.docs, read.bulletins) == (tmp_path / "docs", tmp_path / "bulletins")
    assert [name for name, _ in read.markdown[:3]] == ["toc", "tables", "fenced_code"]


def test_options_of_extensions_are_what_yaml_makes_of_them(tmp_path: Path) -> None:
    extensions = "[admonition, attr_list, def_list, footnotes, md_in_html]"
    read = configured(tmp_path, (extensions, "\n  - toc: {permalink: yes, toc_depth: 3, title: ~}"))
    assert dict(read.markdown)["toc"] == {"permalink": True, "toc_depth": 3, "title": None}


def test_other_peoples_keys_are_not_judged(tmp_path: Path) -> None:
    configured(tmp_path, added="theme: {name: material}\nplugins: !!python/name:os.system\n")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("site_url: https://example.org/\n", "", "1: 'site_url' is missing."
         " Add a line like `site_url: https://example.org/`."),
        ("https://example.org/", "example.org",
         "1: 'site_url' 'example.org' is not a web address."),
        ("{tag: fi, name: fi}", "{tag: fi_FI, name: fi}",
         "6: 'tag' 'fi_FI' is not a language tag (BCP 47). Write 'fi-fi'."),
        ("{tag: sv, name: sv}", "{tag: fi, name: sv}",
         "6: 'languages' names a language twice. Keep each tag once."),
        ("{tag: sv, name: sv}", "{tag: sv}", "6: 'name' is missing."),
        ("{tag: sv, name: sv}", "{tag: sv, name: sv, locale: xx_YY}",
         "6: 'locale' 'xx_YY' is not a locale of CLDR. Write it as fi or sv_FI."),
        ("original: fi", "original: se", "7: 'original' 'se' is not a language of this site."
         " The languages are fi, sv. `tolkku new language se` adds it."),
        ("original: fi", "time_zone: Helsinki", "7: 'time_zone' 'Helsinki' is not a time zone."
         " Write it as Europe/Helsinki."),
        ("original: fi", "page_size: many",
         "7: 'page_size' 'many' is not a number from 1 to 9999."),
        ("original: fi", "orignal: fi", "7: 'orignal' is not a field. Did you mean 'original'?"),
        ("id_domain: example.org", "id_domain: https://example.org",
         "8: 'id_domain' 'https://example.org' is not a domain."),
        ("      health: {fi: Nimi, sv: Nimi}", "      health: {fi: Nimi}",
         "12: has no name in 'sv'. Add `sv: …`."),
        ("      health: {fi: Nimi, sv: Nimi}", "      Health: {fi: Nimi, sv: Nimi}",
         "12: 'Health' cannot be part of an address."),
        ("original: fi", "nav: [handbook.md]",
         "7: item 1 'handbook.md' names a file. Write the page, 'handbook'."),
        ("original: fi", "nav: [{page: a, chapters: [b], pages: [c]}]",
         "7: 'pages' stands beside 'chapters'. Keep one of the two."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    found = told(tmp_path, (old, new))
    assert any(finding.startswith(f"mkdocs.yml:{expected}") for finding in found), found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "mkdocs.yml:1: is not there. Run the command in the folder of mkdocs.yml."),
        (b"", "mkdocs.yml:1: holds no settings. Write `key: value` lines."),
        (b"- a\n", "mkdocs.yml:1: holds no settings."),
        (b"site_name: x\n", "mkdocs.yml:1: 'extra.tolkku' is missing."
         " Add it with languages, organisation and nav."),
        (b"a: b: c\n", "mkdocs.yml:1: a colon inside the value confuses YAML (column 5)."),
        (b"extra:\n\ttolkku: x\n", "mkdocs.yml:2: a tab is used for indentation (column 1)."),
        ("site_name: Päivä\n".encode("latin-1"), "mkdocs.yml:1: cannot be read ("),
        (b"INHERIT: ../base.yml\n", "../base.yml:1: is not there."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_configuration(
    tmp_path: Path, content: bytes | None, expected: str
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    if content is not None:
        write(folder, {"mkdocs.yml": content})
    with pytest.raises(TolkkuError) as refused:
        read_settings(folder / "mkdocs.yml")
    assert str(refused.value).startswith(expected)
