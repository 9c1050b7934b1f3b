"""Titles in another language say so, wherever on the site they stand."""

from __future__ import annotations

import pytest
from lxml import html

from building import Built, build
from newsrooms import Newsroom, correction

_CONFIG = """
INHERIT: ../base.yml
docs_dir: docs
extra:
  tolkku:
    status_page: yes
    nav:
      - now
      - bulletins
      - corrections
      - digests
      - page: ethics
        pages: [about]
      - page: handbook
        chapters: [handbook/sources, handbook/guest]
      - topics
      - glossary
      - feeds
    footer: [about]
    duties: [{for: bulletin, languages: [fi, sv], days: 0}]
    feeds: {missing: {all: mark, urgent: mark}}
"""
PAGES = ("index", "ethics", "about", "glossary", "handbook", "handbook/sources", "handbook/guest")
MARK = "Ruotsiksi"
"""Stands in the title of everything that is in Swedish only."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site in three languages on which everything is in Swedish."""
    newsroom = Newsroom.open(tmp_path_factory.mktemp("titles"))
    newsroom.config.write_text(_CONFIG.lstrip(), "utf-8")
    for page in PAGES:
        newsroom.write(
            f"docs/sv/{page}.md", "original: sv", f"title: {MARK} {page}", "summary: Kort.",
            "topics: [health]", "version: '1'", body="## Rubrik {#a}\n\n## Till {#b}\n\nText.",
        )  # fmt: skip
    urgent = ("kind: urgent", "expires: 2026-12-24 07:00", "next_update: 2026-12-24 07:00")
    for name, fields in {
        "2026-11-02-a": urgent,
        "2026-11-03-b": ("continues: 2026-11-02-a", "topics: [health]"),
        "2026-11-04-c": correction("2026-11-03-b", "5", "6"),
        "2026-11-05-d": ("cancels: 2026-11-03-b",),
        "2026-11-06-e": ("replaces: 2026-11-05-d",),
        "2026-11-07-f": urgent,
    }.items():
        newsroom.bulletin(f"{name}/sv", "07:00", "original: sv", *fields, title=f"{MARK} {name}")
    done = build(newsroom.config, newsroom.folder.parent / "built")
    assert done.exit_code == 0, done.said
    return done


def titles(built: Built) -> list[tuple[str, html.HtmlElement]]:
    """Each title outside the Swedish pages: the page's address, and the element around it."""
    is_title = f"//text()[contains(., '{MARK}')][not(parent::script)]/.."
    pages = [(a, built.page(a)) for a in built.pages() if not a.startswith("sv/")]
    found = [(address, text) for address, page in pages for text in page.xpath(is_title)]
    return [(address, element) for address, element in found if isinstance(element.tag, str)]


def test_a_title_in_another_language_has_it_wherever_it_stands(built: Built) -> None:
    found = titles(built)
    assert {"title", "h1", "a", "span"} <= {element.tag for _, element in found}
    for page in ("", "handbook/", "handbook/sources/", "corrections/", "status/",
                 "digests/2026-11/", "bulletins/2026-11-05-d/"):  # fmt: skip
        assert f"fi/{page}" in {address for address, _ in found}
    wrong = {
        (address, html.tostring(element, encoding="unicode")[:200])
        for address, element in found
        if element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") != "sv"
    }
    assert wrong == set()


def test_what_is_in_force_elsewhere_names_the_language_for_its_reader(built: Built) -> None:
    (said,) = built.page("fi/").find_class("tk-elsewhere")
    assert " ".join(said.text_content().split()).endswith("Gäller nu (ruotsi)")


def test_the_head_of_a_stand_in_is_in_one_language(built: Built) -> None:
    head = built.page("fi/about/").find("head")
    assert [(e.text, e.get("lang")) for e in head.iter("title")] == [
        (f"{MARK} about – Provsidan", "sv")
    ]
    assert head.xpath("meta[@name='description']/@lang") == ["sv"]
    own = built.page("sv/about/").find("head")
    assert own.xpath("title/@lang | meta[@name='description']/@lang") == []
