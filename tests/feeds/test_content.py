"""What an entry says: its title, picture and recordings, and a body that feed readers keep."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from feeds_for_tests import URL, entries, entry, feed, files
from newsrooms import Newsroom, site_named
from paths import SITES
from tolkku.feeds.html import feed_body
from tolkku.site import Site


@pytest.fixture(scope="module")
def feeds() -> Site:
    return site_named("feeds")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom.open(tmp_path)


def test_exercises_and_samples_say_so_in_their_titles_once(feeds: Site) -> None:
    titles = [each.title for tag in ("fi", "sv", "en") for each in entries(feeds, tag)]
    for title in (
        "Harjoitus: Kanisterit täyttyvät",
        "Esimerkki: Toinen",
        "Exercise: cans are filled",
        "Exempel: Den andra",
    ):
        assert titles.count(title) == 1


def test_a_digest_says_exercise_and_sample_of_its_members(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-25-a/fi", "07:00", "exercise: yes", "sample: yes", title="Vettä")
    newsroom.bulletin("2026-11-26-b/fi", "07:00", "exercise: yes", title="Harjoitus päättyi")
    said = entry(newsroom.at(), "digest/2026-W48/fi", "weekly").content
    assert _titles(said) == ["Harjoitus päättyi", "Harjoitus: Esimerkki: Vettä"]
    assert _titles(entry(newsroom.at(), "digest/2026-W48/sv", "weekly").content) == _titles(said)


def _titles(said: str) -> list[str]:
    found = html.fragment_fromstring(said, create_parent="div").findall(".//h3/a")
    return [each.text or "" for each in found]


def test_the_picture_is_enclosed_with_its_true_measures(feeds: Site) -> None:
    for tag, name, size in (("fi", "can.png", (40, 30)), ("en", "can.jpg", (32, 24))):
        image = entry(feeds, f"2026-11-25-water/{tag}").image
        file = SITES / "feeds/bulletins/2026/2026-11-25-water" / name
        assert image is not None
        assert image.length == len(file.read_bytes())
        assert image.size == size
        assert image.url == f"{URL}bulletins/2026-11-25-water/{name}"
    assert image.type == "image/jpeg"


def test_a_film_in_the_text_is_enclosed_in_atom_and_attached_in_json(feeds: Site) -> None:
    film = f"{URL}bulletins/2026-11-28-markup/film.mp4"
    written = files(feeds)
    link = f'<link rel="enclosure" type="video/mp4" length="24" href="{film}"/>'
    assert link in written[feed(feeds).address(".atom.xml")].decode()
    attached = f'{{"url": "{film}", "mime_type": "video/mp4", "size_in_bytes": 24}}'
    assert f'"attachments": [{attached}]' in written[feed(feeds).address(".json")].decode()


def test_an_old_action_is_not_asked_for(feeds: Site) -> None:
    for told in ("2026-12-01-urgent/fi", "2026-11-20-expired/sv"):
        said = entry(feeds, told).content
        assert re.match("<p><strong>(Peruttu|Gäller inte längre)", said)
        assert "<h2>Mitä voit tehdä</h2>" not in said
        assert "<h2>Vad du kan göra</h2>" not in said


def test_an_entry_says_what_it_is_and_what_came_before(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-01-first/fi", "07:00", title="Eka")
    newsroom.bulletin("2026-12-01-first/sv", "08:00", "state: summary", title="Ett")
    newsroom.bulletin("2026-12-01-first/en", "09:00", "state: machine", title="One")
    newsroom.bulletin("2026-12-01-second/fi", "10:00", "continues: 2026-12-01-first")
    site = newsroom.at()
    page = f"{URL}fi/bulletins/2026-12-01-first/"
    original = f'<a href="{page}" lang="fi" hreflang="fi">Eka</a>'
    said = {told: entry(site, told).content.splitlines()[0] for told in (
        "2026-12-01-first/sv", "2026-12-01-first/en", "2026-12-01-second/fi"
    )}  # fmt: skip
    assert list(said.values()) == [
        f"<p>Sammandrag. Hela texten: {original}</p>",
        f"<p>Machine translation, not yet checked. Original: {original}</p>",
        f'<p>Aiempi tiedote: <a href="{page}">Eka</a></p>',
    ]


def test_an_entry_ends_with_its_other_languages(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-12-01-first/fi", "07:00", "slug: eka")
    newsroom.bulletin("2026-12-01-first/sv", "08:00", "slug: forst")
    newsroom.bulletin("2026-12-01-first/en", "2026-12-02 12:01")
    fi, sv = (entry(newsroom.at(), f"2026-12-01-first/{tag}") for tag in ("fi", "sv"))
    swedish = f'<a href="{URL}sv/bulletins/forst/" lang="sv" hreflang="sv">Svenska</a>'
    finnish = f'<a href="{URL}fi/bulletins/eka/" lang="fi" hreflang="fi">Suomi</a>'
    assert fi.content.splitlines()[-1] == f"<p>Muilla kielillä: {swedish}</p>"
    assert sv.content.splitlines()[-1] == f"<p>På andra språk: {finnish}</p>"
    assert [(each.tag, url) for each, url in fi.translations] == [
        ("sv", f"{URL}sv/bulletins/forst/")
    ]  # fmt: skip


PAGE = "https://example.org/fi/bulletins/x/"


@pytest.mark.parametrize(
    ("rendered", "text", "notes"),
    [
        (
            '<h2 class="a" id="b" data-c="d">A<a class="headerlink" href="#b">¶</a></h2>',
            "<h2>A</h2>",
            "",
        ),
        ('<p style="x" onclick="y" lang="sv">A</p>', '<p lang="sv">A</p>', ""),
        (
            "<p>A<script>x</script><!-- c -->B<iframe src='https://a'></iframe>C</p>",
            "<p>ABC</p>",
            "",
        ),
        ("<p>A<svg><path></path></svg><object>x</object>B</p>", "<p>AB</p>", ""),
        (
            '<p><a href="javascript:x">A</a><a href="data:x">B</a></p>',
            "<p><a>A</a><a>B</a></p>",
            "",
        ),
        ('<a href="#b">A</a>', f'<a href="{PAGE}#b">A</a>', ""),
        ('<a href="mailto:a@b.c">A</a>', '<a href="mailto:a@b.c">A</a>', ""),
        (
            '<img src="https://a/b" srcset="c 2x" alt="d" loading="lazy">',
            '<img src="https://a/b" alt="d">',
            "",
        ),
        ('<td style="text-align: right;" colspan="2">A</td>', '<td colspan="2">A</td>', ""),
        ('<p>pit<wbr>kä <bdo dir="rtl">A</bdo> <span>B</span></p>', "<p>pitkä A B</p>", ""),
        (
            '<video src="f.mp4" poster="https://a/p.jpg" title="T"><track src="t">x</video>',
            f'<a href="{PAGE}"><img src="https://a/p.jpg" alt="Katso video: T"></a>',
            "",
        ),
        ('<audio src="f.mp3"></audio>', f'<a href="{PAGE}">Kuuntele tallenne</a>', ""),
        (
            '<p>A<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
            '<div class="footnote"><ol><li id="fn:1"><p>B\xa0<a class="footnote-backref" '
            'href="#fnref:1">↩</a></p></li></ol></div><p>C</p>',
            f'<p>A<sup><a href="{PAGE}#fn:1">1</a></sup></p><p>C</p>',
            "<div><ol><li><p>B</p></li></ol></div>",
        ),
        (
            '<div class="admonition"><p class="admonition-title">A <em>b</em></p></div>',
            "<div><p><strong>A <em>b</em></strong></p></div>",
            "",
        ),
    ],
)
def test_a_body_is_reduced_to_structure(feeds: Site, rendered: str, text: str, notes: str) -> None:
    words = feeds.words[feeds.settings.languages[0]]
    body = feed_body(rendered, PAGE, words)
    assert (body.text, body.notes) == (text, notes)


def test_notes_stand_at_the_end_of_the_whole_entry(feeds: Site) -> None:
    said = entry(feeds, "2026-11-28-markup/fi").content
    assert said.index("<h2>Lähteet</h2>") < said.index("Ensimmäinen viite,")
    assert 'href="https://example.org/fi/bulletins/2026-11-28-markup/#fn:1"' in said
