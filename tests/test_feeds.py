"""Feeds: what subscribers get, judged by expected files, our lint, a schema and two parsers."""

from __future__ import annotations

import locale
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import fastfeedparser
import feedparser
import pytest
from lxml import etree, html

from building import NOON, SITES, config_of
from feed_lint import lint
from tolkku import feed_entries
from tolkku.feed_entries import FeedEntry
from tolkku.feed_html import feed_body
from tolkku.feeds import Feed, feed_files, feeds_of
from tolkku.site import Site, read_site

WATER = "tag:ids.example,2026:2026-11-25-water/fi"
SITES_WITH_FEEDS = sorted(config.parent.name for config in SITES.glob("*/mkdocs.yml"))


def read(config: Path, at: str = NOON, url: str | None = None) -> Site:
    site, findings = read_site(config, at, {}, url)
    assert [str(finding) for finding in findings if finding.is_error] == []
    return site


def feed(site: Site, tag: str = "fi", name: str = "all") -> Feed:
    language = next(each for each in site.settings.languages if each.tag == tag)
    return next(each for each in feeds_of(site, language) if each.name == name)


def entry(site: Site, id: str = WATER, name: str = "all") -> FeedEntry:
    return next(e for e in feed(site, id.rpartition("/")[2], name).entries if e.id == id)


@pytest.fixture(scope="module")
def feeds() -> Site:
    return read(config_of("feeds"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the site to change; the folder of its `mkdocs.yml`."""
    target = tmp_path / "tests/sites/feeds"
    shutil.copytree(SITES / "feeds", target, ignore=shutil.ignore_patterns("site", ".site*"))
    shutil.copy(SITES / "base.yml", target.parent)
    for name in ("hooks", "locales"):
        (tmp_path / name).symlink_to(SITES.parents[1] / name)
    return target


def change(site: Path, file: str, old: str, new: str) -> Site:
    path = site / "bulletins/2026" / file
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")
    return read(site / "mkdocs.yml")


def bulletin(site: Path, id: str, published: str, more: str = "", body: str = "Teksti.") -> None:
    folder = site / f"bulletins/{id[:4]}" / id
    folder.mkdir(parents=True)
    fields = f"title: {id}\nsummary: Teksti.\npublished: {published}\n{more}"
    sources = "sources: [{name: A, url: 'https://example.com/', checked: 2026-11-01}]\n"
    (folder / "fi.md").write_text(f"---\n{fields}{sources}---\n\n{body}\n", "utf-8")


# --- the documents ---


@pytest.mark.parametrize(
    "name", ["fi/feeds/all", "sv/feeds/all", "en/feeds/all", "fi/feeds/topic-empty"]
)
@pytest.mark.parametrize("ending", ["rss.xml", "atom.xml"])
def test_feed_is_as_reviewed(
    feeds: Site, golden: Callable[[str, str], None], name: str, ending: str
) -> None:
    document = dict(feed_files(feeds))[f"{name}.{ending}"]
    golden(f"feeds/{name.replace('/feeds', '')}.{ending}", document.decode())


def test_every_language_has_everything_and_every_topic(feeds: Site) -> None:
    names = ["all", "topic-preparedness", "topic-health", "topic-empty"]
    wanted = [
        f"{tag}/feeds/{name}.{ending}"
        for tag in ("fi", "sv", "en") for name in names for ending in ("rss.xml", "atom.xml")
    ]  # fmt: skip
    assert [address for address, _ in feed_files(feeds)] == wanted
    assert feed(feeds).rss == "fi/feeds/all.rss.xml"
    assert feed(feeds, "sv", "topic-health").atom == "sv/feeds/topic-health.atom.xml"
    assert feed(feeds, "sv", "topic-health").title == "Provsidan: Hälsa"
    assert feed(feeds).title == "Koesivusto: kaikki tiedotteet"


@pytest.mark.parametrize("name", SITES_WITH_FEEDS)
def test_no_feed_breaks_a_rule(name: str) -> None:
    site, _ = read_site(config_of(name), NOON, {})
    found = {a: lint(document, site.settings.absolute(a)) for a, document in feed_files(site)}
    assert {address: problems for address, problems in found.items() if problems} == {}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'xml:lang="fi"', b'xml:lang="sv"'),
        (b"07:00:01", b"07:00:00"),
        (b"2026:2026-11-25-water/fi", b"2026:water/fi"),
        (b"2026:2026-11-25-water/fi", b"2026:2026-11-25-water/sv"),
        (b"https://example.org/fi/feeds/all", b"https://example.net/fi/feeds/all"),
        (b'rel="alternate"', b'rel="related"'),
        (b'rel="related"', b'rel="alternate"'),
        (b'isPermaLink="false"', b'isPermaLink="true"'),
        (b' hreflang="sv"', b""),
        (b"&lt;p&gt;", b"&lt;p class=&quot;x&quot;&gt;"),
        (b"<p>", b"<p><iframe></iframe>"),
        (b"https://example.org/bulletins/2026-11-28-markup/cat.gif", b"cat.gif"),
        (b'alt="Kuva', b'title="Kuva'),
        (b' lang="sv" hreflang="sv"', b""),
        (b"&lt;a href=", b"&lt;a href=&quot;#x&quot; title="),
        (b'length="100"', b'length="0"'),
        (b'fileSize="100" width="40"', b'fileSize="100" width=""'),
        (b"<dc:creator>Toimitus</dc:creator>", b"<author>a@example.com</author>"),
        (b'scheme="https://example.org/fi/topics/"', b""),
        (b'<title type="html">&amp;lt;', b"<title>&amp;lt;"),
        (b"<title>&#x26;lt;", b"<title>&lt;"),
        (b"<language>fi</language>", b""),
    ],
)
def test_the_lint_sees_what_is_wrong(feeds: Site, right: bytes, wrong: bytes) -> None:
    files = feed(feeds).files
    assert any(right in document for document in files.values())
    for address, document in files.items():
        if right in document:
            broken = document.replace(right, wrong, 1)
            assert lint(broken, feeds.settings.absolute(address)) != []


def test_atom_keeps_to_its_schema(feeds: Site) -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas/atom.rng"))
    for address, document in feed_files(feeds):
        if address.endswith(".atom.xml"):
            assert schema.validate(etree.fromstring(document)), (address, schema.error_log)
            assert not schema.validate(etree.fromstring(document.replace(b"<id>", b"<id x=''>", 1)))


@pytest.mark.parametrize("ending", ["rss.xml", "atom.xml"])
def test_feedparser_and_fastfeedparser_read_the_same(feeds: Site, ending: str) -> None:
    for tag, link, title in [
        ("fi", "fi/bulletins/2026-11-25-water/", "Vettä & jäätä < 5 °C – åäö"),
        ("sv", "sv/bulletins/vatten/", "Vatten och is"),
        ("en", "en/bulletins/2026-11-25-water/", "Water & ice"),
    ]:
        document = feed(feeds, tag).files[f"{tag}/feeds/all.{ending}"]
        id = f"tag:ids.example,2026:2026-11-25-water/{tag}"
        for parser in (feedparser, fastfeedparser):
            found = next(e for e in parser.parse(document).entries if e.id == id)
            assert (found.link, found.title) == (f"https://example.org/{link}", title)


@pytest.mark.parametrize("ending", ["rss.xml", "atom.xml"])
def test_a_hostile_title_is_shown_and_does_nothing(feeds: Site, ending: str) -> None:
    document = feed(feeds).files[f"fi/feeds/all.{ending}"]
    for parser in (feedparser, fastfeedparser):
        title = next(e.title for e in parser.parse(document).entries if "markup" in e.id)
        shown = html.fragment_fromstring(title, create_parent="div")
        assert len(shown) == 0
        assert shown.text == '</title><script>alert("x")</script> ]]> &nbsp; 😀'


def test_two_builds_are_the_same_bytes(feeds: Site, copied: Path) -> None:
    assert dict(feed_files(read(copied / "mkdocs.yml"))) == dict(feed_files(feeds))


def test_writing_does_not_switch_the_locale(feeds: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda *_: pytest.fail("switched"))
    assert dict(feed_files(feeds))


def test_each_entry_is_made_once(feeds: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[str] = Counter()
    content_of = feed_entries.content_of

    def counting(site, bulletin, edition, image):  # type: ignore[no-untyped-def]
        made[edition.path] += 1
        return content_of(site, bulletin, edition, image)

    monkeypatch.setattr(feed_entries, "content_of", counting)
    assert dict(feed_files(feeds))
    assert max(made.values()) == 1


# --- ids and moments ---


def test_a_new_title_slug_and_host_change_no_id_and_no_moment(feeds: Site, copied: Path) -> None:
    change(
        copied,
        "2026-11-25-water/fi.md",
        "title: Vettä & jäätä < 5 °C – åäö",
        "title: Vettä\nslug: vesi",
    )
    new = entry(read(copied / "mkdocs.yml", url="https://example.net/moved/"))
    old = entry(feeds)
    assert new.url == "https://example.net/moved/fi/bulletins/vesi/"
    assert new.title == "Vettä"
    assert (new.id, new.published, new.updated) == (old.id, old.published, old.updated)


def test_only_an_update_that_readers_are_told_of_raises_updated(copied: Path) -> None:
    (copied / "bulletins/2026/2026-11-26-water-correction/fi.md").unlink()
    (copied / "bulletins/2026/2026-11-26-water-correction/sv.md").unlink()
    told = entry(read(copied / "mkdocs.yml"))
    assert told.published.isoformat() == "2026-11-25T07:00:00+02:00"
    assert told.updated.isoformat() == "2026-11-25T18:30:00+02:00"
    minor = entry(change(copied, "2026-11-25-water/fi.md", "minor: no", "minor: yes"))
    assert minor.published == minor.updated == told.published


def test_a_correction_raises_updated_and_stands_first_and_comes_by_itself(feeds: Site) -> None:
    corrected = entry(feeds)
    assert corrected.published.isoformat() == "2026-11-25T07:00:00+02:00"
    assert corrected.updated.isoformat() == "2026-11-26T08:00:00+02:00"
    assert corrected.content.startswith(
        "<p><strong>Korjattu 26.11.2026 klo 8.00.</strong> Tekstissä luki: "
        "<del>5 litraa &amp; enemmän.</del> Oikea tieto: <ins>6 litraa.</ins>"
    )
    itself = entry(feeds, "tag:ids.example,2026:2026-11-26-water-correction/fi")
    assert "https://example.org/fi/bulletins/2026-11-25-water/" in itself.content


def test_entries_of_one_instant_are_told_apart_in_the_order_of_ids(feeds: Site) -> None:
    first = entry(feeds, "tag:ids.example,2026:2026-12-01-first/fi")
    second = entry(feeds, "tag:ids.example,2026:2026-12-01-second/fi")
    assert first.published.isoformat() == "2026-12-01T07:00:00+02:00"
    assert second.published.isoformat() == "2026-12-01T07:00:01+02:00"
    in_topic = entry(feeds, second.id, "topic-preparedness")
    assert (in_topic.published, in_topic.updated) == (second.published, second.updated)


def test_moments_are_told_apart_over_more_than_two_and_over_the_hour_that_comes_twice() -> None:
    summer, winter = (
        datetime.fromisoformat(f"2026-10-25T{t}") for t in ("03:30:00+03:00", "02:30:00+02:00")
    )
    noon = datetime.fromisoformat("2026-12-02T12:00:00+02:00")
    apart = feed_entries.told_apart({"c": noon, "a": noon, "b": noon, "y": winter, "x": summer})
    assert [f"{apart[key]:%H:%M:%S}" for key in "abc"] == ["12:00:00", "12:00:01", "12:00:02"]
    assert apart["x"].isoformat() == "2026-10-25T03:30:00+03:00"
    assert apart["y"].isoformat() == "2026-10-25T02:30:01+02:00"


def test_an_empty_feed_does_not_depend_on_the_clock() -> None:
    documents = [
        feed(read(config_of("feeds"), at), "fi", "topic-empty").files
        for at in (NOON, "2027-03-01 12:00")
    ]
    assert documents[0] == documents[1]
    assert (
        b"<updated>2026-11-20T12:00:00+02:00</updated>"
        in documents[0]["fi/feeds/topic-empty.atom.xml"]
    )


def test_a_site_without_bulletins_has_feeds_with_a_fixed_date(copied: Path) -> None:
    shutil.rmtree(copied / "bulletins")
    site = read(copied / "mkdocs.yml")
    assert (
        b"<updated>2026-01-01T00:00:00+00:00</updated>" in feed(site).files["fi/feeds/all.atom.xml"]
    )
    assert [lint(d, site.settings.absolute(a)) for a, d in feed_files(site)] == [[]] * 24


# --- which entries ---


def test_a_text_without_an_edition_is_in_no_feed_of_that_language(feeds: Site) -> None:
    ids = {
        tag: {e.id.split(":")[2] for e in feed(feeds, tag).entries} for tag in ("fi", "sv", "en")
    }
    assert ids["en"] == {"2026-11-25-water/en", "2026-12-01-first/en"}
    second = entry(feeds, "tag:ids.example,2026:2026-12-01-second/fi")
    assert [language.tag for language, _ in second.translations] == ["sv"]


def test_what_waits_leaves_no_trace(copied: Path, feeds: Site) -> None:
    before = dict(feed_files(feeds))
    bulletin(copied, "2026-12-03-later", "2026-12-03 07:00", "corrects: {id: 2026-11-25-water}\n"
             "correction: {was: A, right: B}\ntopics: [empty]\n")  # fmt: skip
    bulletin(copied, "2026-12-01-draft", "2026-12-01 07:00", "draft: yes\n")
    assert dict(feed_files(read(copied / "mkdocs.yml"))) == before
    later = feed(read(copied / "mkdocs.yml", "2026-12-03 08:00"))
    assert later.entries[0].id.endswith("2026-12-03-later/fi")


def test_the_newest_thirty_and_an_older_one_that_was_corrected(copied: Path) -> None:
    shutil.rmtree(copied / "bulletins")
    for day in range(1, 32):
        bulletin(copied, f"2026-10-{day:02}-day", f"2026-10-{day:02} 07:00")
    days = [e.id[-9:-7] for e in feed(read(copied / "mkdocs.yml")).entries]
    assert days == [f"{day:02}" for day in range(31, 1, -1)]
    bulletin(copied, "2026-11-01-correction", "2026-11-01 07:00", "corrects: {id: 2026-10-01-day}\n"
             "correction: {was: A, right: B}\n")  # fmt: skip
    days = [e.id.rpartition("-")[0][-2:] for e in feed(read(copied / "mkdocs.yml")).entries]
    assert days == ["01", *(f"{day:02}" for day in range(31, 3, -1)), "01"]


def test_a_feed_stays_below_its_largest_size_and_drops_the_stalest(copied: Path) -> None:
    shutil.rmtree(copied / "bulletins")
    for day in range(1, 21):
        bulletin(copied, f"2026-10-{day:02}-day", f"2026-10-{day:02} 07:00", body="å" * 9_500)
    made = feed(read(copied / "mkdocs.yml"))
    assert all(len(document) <= 250_000 for document in made.files.values())
    assert [e.id[-9:-7] for e in made.entries] == [f"{day:02}" for day in range(20, 8, -1)]
    assert [document.count(b"-day/fi<") for document in made.files.values()] == [12, 12]


# --- what an entry says ---


def test_exercises_and_samples_say_so_in_their_titles_once(feeds: Site) -> None:
    titles = [e.title for tag in ("fi", "sv", "en") for e in feed(feeds, tag).entries]
    for title in (
        "Harjoitus: Kanisterit täyttyvät",
        "Esimerkki: Toinen",
        "Exercise: cans are filled",
        "Exempel: Den andra",
    ):
        assert titles.count(title) == 1


def test_the_picture_is_enclosed_with_its_true_measures(feeds: Site) -> None:
    for tag, name, size in (("fi", "can.png", (40, 30)), ("en", "can.jpg", (32, 24))):
        image = entry(feeds, WATER.replace("/fi", f"/{tag}")).image
        file = SITES / "feeds/bulletins/2026/2026-11-25-water" / name
        assert image is not None
        assert image.length == len(file.read_bytes())
        assert image.size == size
        assert image.url == f"https://example.org/bulletins/2026-11-25-water/{name}"
    assert image.type == "image/jpeg"


def test_a_film_in_the_text_is_enclosed_in_atom(feeds: Site) -> None:
    film = '<link rel="enclosure" type="video/mp4" length="24" href="https://example.org/bulletins/2026-11-28-markup/film.mp4"/>'
    assert film in feed(feeds).files["fi/feeds/all.atom.xml"].decode()


def test_an_old_action_is_not_asked_for(feeds: Site) -> None:
    for id in ("2026-12-01-urgent/fi", "2026-11-20-expired/sv"):
        said = entry(feeds, f"tag:ids.example,2026:{id}").content
        assert re.match("<p><strong>(Ei enää voimassa|Gäller inte längre)", said)
        assert "<h2>Mitä voit tehdä</h2>" not in said
        assert "<h2>Vad du kan göra</h2>" not in said


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
    said = entry(feeds, "tag:ids.example,2026:2026-11-28-markup/fi").content
    assert said.index("<h2>Lähteet</h2>") < said.index("Ensimmäinen viite,")
    assert 'href="https://example.org/fi/bulletins/2026-11-28-markup/#fn:1"' in said
