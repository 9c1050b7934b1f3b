"""Licences: what others made is published with what they ask for, and the papers agree."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import material
import pytest
from lxml import etree

from building import Built, build, config_of
from paths import PROJECT
from tolkku import __version__
from tolkku.model.languages import Language
from tolkku.publishing.web_files import with_notice, without_data
from tolkku.search.index import notice_address, notice_of

LEXICONS = PROJECT / "hooks/tolkku/search/lexicons"
SAMI = Language("se", "Davvisámegiella", "se")
EASY = Language("fi-simple", "Selkosuomi", "fi")
TAGS = ("fi", "sv", "en")
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
REUSE = tomllib.loads((PROJECT / "REUSE.toml").read_text("utf-8"))["annotations"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = build(config_of("complete"), tmp_path_factory.mktemp("licences") / "site")
    assert site.exit_code == 0, site.said
    return site


def parts(expression: str) -> set[str]:
    return set(expression.split(" AND "))


@pytest.mark.parametrize("tag", TAGS)
def test_a_search_tells_whose_its_words_are(built: Built, tag: str) -> None:
    (link,) = built.page(f"{tag}/search/").xpath("//a[@href='NOTICE.txt']")
    assert link.text
    assert link.getparent().get("class") == "tk-quiet"
    assert (link.get("hreflang"), link.get("type")) == ("en", "text/plain")
    told = built.text(f"{tag}/search/NOTICE.txt")
    assert f"{tag}.txt of Tolkku {__version__}," in told
    assert "{" not in told


def test_where_there_is_no_lexicon_there_is_nothing_to_tell() -> None:
    assert notice_address(SAMI) == notice_of(SAMI) == ""
    assert notice_address(EASY) == "fi-simple/search/NOTICE.txt"


def test_every_lexicon_has_a_notice_that_names_its_licences() -> None:
    files = sorted(LEXICONS.glob("*.txt"))
    lexicons = {file.stem for file in files if "." not in file.stem}
    assert lexicons == {file.name.partition(".")[0] for file in files if ".notice" in file.name}
    names = {
        "MIT": "Permission is hereby granted, free of charge,",
        "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
        "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
        "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    }
    for tag in lexicons:
        notice = (LEXICONS / f"{tag}.notice.txt").read_text("utf-8")
        for licence in _licences_of(f"hooks/tolkku/search/lexicons/{tag}.txt"):
            assert names[licence] in notice, (tag, licence)


def _licences_of(path: str) -> set[str]:
    (meant,) = (each for each in REUSE if path in each["path"])
    return parts(meant["SPDX-License-Identifier"])


def test_all_papers_name_the_same_licences() -> None:
    texts = {file.stem for file in (PROJECT / "LICENSES").iterdir()}
    told = {licence for each in REUSE for licence in parts(each["SPDX-License-Identifier"])}
    assert texts == told == parts(PYPROJECT["license"])


def test_what_the_package_brings_is_there() -> None:
    for pattern in PYPROJECT["license-files"]:
        assert list(PROJECT.glob(pattern)), pattern
    assert "LICENSES/*.txt" in PYPROJECT["license-files"]


def test_the_theme_keeps_its_licence(built: Built) -> None:
    (sheet,) = (built.folder / "assets/stylesheets").glob("main.*.css")
    css = sheet.read_text("utf-8")
    assert re.match(r'@charset "UTF-8";/\*! [^*]*LICENSE\.txt[^*]* \*/[^/]', css)
    told = (built.folder / "assets/stylesheets/LICENSE.txt").read_text("utf-8")
    assert _licence_of("mkdocs-material") in told
    icons = Path(str(material.__file__)).parent / "templates/.icons"
    assert (icons / "octicons/LICENSE").read_text("utf-8").strip() in told
    assert built.has("assets/stylesheets/LICENSE-Apache-2.0.txt")


def _licence_of(package: str) -> str:
    files = distribution(package).files or ()
    (file,) = (each for each in files if each.name == "LICENSE" and "licenses" in each.parts)
    return Path(str(file.locate())).read_text("utf-8").strip()


def test_every_picture_of_the_theme_is_well_formed(built: Built) -> None:
    icons = list((built.folder / "assets/stylesheets/icons").iterdir())
    assert len(icons) > 20
    for icon in icons:
        assert etree.fromstring(icon.read_bytes()).tag == "{http://www.w3.org/2000/svg}svg", icon
    assert any(b"CC BY 4.0" in icon.read_bytes() for icon in icons)


def test_a_notice_stands_before_the_rules_and_after_the_charset() -> None:
    assert with_notice('@charset "UTF-8";a{}', "x") == '@charset "UTF-8";/*! x */a{}'
    assert with_notice("a{}", "x") == "/*! x */a{}"


def test_what_style_sheets_escape_is_whole_in_a_file() -> None:
    css = r'a{--i:url("data:image/svg+xml;charset=utf-8,<svg>\3c !--x-->%3C/svg>")}'
    assert without_data(css, "f")[1] == {"f/i.svg": b"<svg><!--x--></svg>"}
