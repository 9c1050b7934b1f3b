"""The lint of feeds: for each rule a document that breaks it, and all test sites, which do not."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from building import NOON, config_of
from paths import SITES
from tolkku.feeds.audit import document as feed_judge
from tolkku.feeds.audit import document as feed_lint
from tolkku.feeds.audit.document import lint
from tolkku.feeds.audit.whole_site import lint_site
from tolkku.feeds.feeds import feed_files
from tolkku.site import read_site

EVERY_SITE = sorted(config.parent.name for config in SITES.glob("*/mkdocs.yml"))
LATER = "2027-02-01 12:00"
URL = "https://example.org/"
HUB = '<link rel="hub" href="https://hub.example.com/"/>'

# Documents of two sites; in the second there are archives, digests, marked entries and a hub.
ATOM = "feeds/fi/feeds/all.atom.xml"
RSS = "feeds/fi/feeds/all.rss.xml"
JSON = "feeds/fi/feeds/all.json"
MARKED = "three-months/en/feeds/all.json"
WEEKLY = "three-months/fi/feeds/weekly.json"
NEWEST = "three-months/fi/feeds/all"
ARCHIVE = "three-months/fi/feeds/all/2026-10"


@cache
def documents(site: str, at: str = NOON) -> dict[str, bytes]:
    return dict(feed_files(read_site(config_of(site), at, {})[0]))


def changed(document: bytes, right: str, wrong: str) -> bytes:
    assert right.encode() in document
    return document.replace(right.encode(), wrong.encode(), 1)


# --- what is right ---


@pytest.mark.parametrize("at", [NOON, LATER])
@pytest.mark.parametrize("name", EVERY_SITE)
def test_no_test_site_breaks_a_rule(name: str, at: str) -> None:
    site, _ = read_site(config_of(name), at, {})
    written = dict(feed_files(site))
    assert len(written) > 10
    assert [str(found) for found in lint_site(written, site.settings.site_url)] == []


def test_a_document_may_be_laid_out_as_it_likes() -> None:
    for address, document in documents("three-months").items():
        if address.endswith(".json"):
            other = json.dumps(json.loads(document)).encode()
        else:
            other = re.sub(rb"\n +<", b"<", document)
        assert other != document
        assert lint(other, URL + address) == []


def test_atom_archives_keep_to_the_schema() -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas/atom.rng"))
    found = [a for a in documents("three-months", LATER) if re.search(r"/\d{4}-\d\d\.atom", a)]
    assert len(found) == 12  # four months of everything in three languages
    for address in found:
        root = etree.fromstring(documents("three-months", LATER)[address])
        assert schema.validate(root), (address, schema.error_log)


# --- one document ---

WRONG_ATOM = [
    ("<?xml version='1.0' encoding='UTF-8'?>\n", "", "does not say that it is XML"),
    ("?>\n<feed", "?>\n<!DOCTYPE feed>\n<feed", "has a DOCTYPE"),
    ("</feed>", "", "is no XML"),
    (' xml:lang="fi"', ' xml:lang="sv"', "says that its language is 'sv'"),
    ('<entry xml:lang="fi"', '<entry xml:lang="sv"', "says that its language is 'sv', and its id"),
    ('<entry xml:lang="fi"', "<entry", "says that its language is ''"),
    ('xmlns:media="http://search.yahoo.com/mrss/"', 'xmlns:media="x:"', "does not begin as our"),
    ("<updated>2026-", "<updated>2025-", "is not dated as its newest entry"),
    ("feeds/fi/all</id>", "feeds/fi/urgent</id>", "which is none of this feed"),
    ('href="https://example.org/fi/feeds/all', 'href="https://example.net/fi/feeds/all',
     "says that it stands at"),
    ('rel="self"', 'rel="via"', "has an odd link"),
    ("<link href=", "<link title='x' href=", "leads to its page oddly"),
    ("<email>fi@example.org</email>", "<email/>", "has nothing in <email>"),
    ("<rights>", "<logo>x</logo><rights>", "has <logo>"),
    ("<rights>", '<link rel="alternate" href="https://a.example/"/><rights>', "leads to 2 pages"),
    ("<name>Koetoimitus</name>\n    </a", "<name>A</name><uri>x</uri></a", "more or less than a"),
    ("<generator>Tolkku</generator>", "", "has 0 <generator>"),
    ("<title>Koesivusto", "<title><b/>Koesivusto", "has elements in <title>"),
    ("2026:2026-11-25-water/fi", "2026:water/fi", "has an id that is not formed"),
    ("2026:2026-11-25-water/fi", "2025:2026-11-25-water/fi", "has an id that is not formed"),
    ("2026:2026-11-25-water/fi", "2026:2026-11-31-water/fi", "has an id that is not formed"),
    ("2026:2026-11-25-water/fi", "2026:2026-11-25-water/sv", "is for readers of 'sv'"),
    ("<published>2026-12-01T07:00:01", "<published>2026-12-01T07:00:00", "newest first"),
    ("<updated>2026-12-01T07:00:01", "<updated>2026-12-01T07:00:00", "updated at one moment"),
    ("<updated>2026-12-01T07:00:01", "<updated>2026-11-01T07:00:01", "before it was published"),
    ("<published>2026-12-01T07:00:01+02:00", "<published>2026-12-01T07:00:01", "is no date"),
    ("<published>2026-12-01T07:00:01", "<published>2026-12-41T07:00:01", "is no date"),
    ("<name>Toimitus</name>", "<name> </name>", "has an empty author"),
    ("    <author>\n      <name>Koetoimitus</name>\n    </author>\n", "", "has 0 <author>"),
    ('scheme="https://example.org/fi/topics/"', "", "has a category without"),
    ('scheme="https://example.org/fi/topics/"', 'scheme="x"', "of a scheme that is no address"),
    ('label="Terveys"', 'label=" "', "has an empty topic"),
    ('<link rel="alternate" type="text/html" hreflang="fi"', '<link rel="alternate" hreflang="fi"',
     "does not lead to its own page first"),
    ('    <link href="https://example.org/fi/bulletins/2026-11-25-water/"/>\n', "",
     "does not lead to its own page first and, bare, last"),
    ('rel="alternate" hreflang="sv"', 'rel="related" hreflang="sv"', "of relations that we do not"),
    ('rel="alternate" hreflang="sv"', 'rel="alternate" hreflang="fi"', "that is none to a transl"),
    (' lang="sv" hreflang="sv"', "", "does not name its other languages in its last line"),
    ('<title type="html">&amp;lt;', "<title>&amp;lt;", "rightly whether its title is HTML"),
    ("<title>Keitä", '<title type="html">Keitä', "rightly whether its title is HTML"),
    ("<title>Keitä", '<title type="xhtml">Keitä', "has a title of an odd type"),
    ('<title type="html">&amp;lt;', '<title type="html">&lt;', "has HTML in its title"),
    ('html">Keitä vesi ennen juomista.<', 'html"> <', "has an empty summary"),
    ('html">Keitä', 'html">\u0085Keitä', "has a control character in its summary"),
    ('<summary type="html">', "<summary>", "rightly whether its summary is HTML"),
    ('<content type="html">', '<content type="text">', "does not say that its content is HTML"),
    ('length="100"', 'length="0"', "encloses something without its length"),
    ('rel="enclosure" type="video/mp4"', 'rel="enclosure" type="text/css"', "no picture, sound"),
    ('type="video/mp4" length="24" href="', 'type="video/mp4" length="24" href="/',
     "encloses something without an address"),
    ('fileSize="100" width="40"', 'fileSize="100" width=""', "a picture without width and height"),
    ('fileSize="100"', 'fileSize="99"', "of one type or length and describes another"),
    ('<media:content url="https://example.org/', '<media:content url="https://example.net/',
     "encloses one picture and describes another"),
    ("<media:copyright>CC BY 4.0<", "<media:copyright><", "has nothing in <copyright>"),
    ("media:description", "media:title", "is no XML"),
    ("<title>Keitä", "x<title>Keitä", "has text between the elements of <entry>"),
    ("<name>Koe", "x<name>Koe", "has text between the elements of <author>"),
    ("<subtitle>", "x<subtitle>", "has text between the elements of <feed>"),
    ("<subtitle>", "<subtitle>\u0085", "has a control character in <subtitle>"),
]  # fmt: skip
WRONG_HTML = [
    ("<p>Vettä jaetaan.</p>", "", "has no content"),
    ("<p>Vettä jaetaan.", '<p class="x">Vettä jaetaan.', "has the attribute class"),
    ("<p>Vettä jaetaan.", '<p onclick="x" id="y">', "has the attribute id, onclick"),
    ("<p>Vettä jaetaan.", "<p><iframe></iframe>", "has <iframe>"),
    ("<p>Vettä jaetaan.", "<p><script>x</script>", "has <script>"),
    ("<p>Vettä jaetaan.", "<p><!-- x -->", "has '<!-- x -->', which is no tag that we write"),
    ("<p>Vettä jaetaan.", "<P>", "has '<P>', which is no tag that we write"),
    ("<p>Vettä jaetaan.", "<p><b", "which is no tag that we write"),
    ("<p>Vettä jaetaan.", '<p><a href="https://a.example/" title="<b>">x</a>', "which is no tag"),
    ("<p>Vettä jaetaan.", "<p><b>", "has a </p> that closes nothing"),
    ("<p>Vettä jaetaan.", "</p><p>", "has a </p> that closes nothing"),
    ("<p>Vettä jaetaan.", "<div><p>", "has a <div> that is not closed"),
    ("<p>Vettä jaetaan.", '<p><a href="#x">x</a>', "has a href that leads to '#x'"),
    ("<p>Vettä jaetaan.", '<p><a href="java&#115;cript:x">x</a>', "leads to 'javascript:x'"),
    ("<p>Vettä jaetaan.", '<p><a href="//a.example/">x</a>', "leads to '//a.example/'"),
    ("<p>Vettä jaetaan.", '<p><a href="https:///x">x</a>', "leads to 'https:///x'"),
    ("<p>Vettä jaetaan.", '<p><a href="https://a.example/ x">', "leads to 'https://a.example/ x'"),
    ("<p>Vettä jaetaan.", "<p><img src='cat.gif' alt='x'>", "has a src that leads to 'cat.gif'"),
    ("<p>Vettä jaetaan.", '<p><img src="data:x" alt="x">', "has a src that leads to 'data:x'"),
    ("<p>Vettä jaetaan.", '<p><q cite="x">x</q>', "has a cite that leads to 'x'"),
    ("<p>Vettä jaetaan.", '<p><img src="https://a.example/x" srcset="y" alt="x">', "srcset"),
    ("<p>Vettä jaetaan.", '<p><img src="https://a.example/x" alt=" ">', "without alternative text"),
    ("<p>Vettä jaetaan.", "<p>\u0085", "has a control character in its content"),
]
WRONG_RSS = [
    ("<?xml version='1.0'", "<?xml version='1.1'", "does not say that it is XML 1.0"),
    ('version="2.0"', 'version="0.92"', "does not begin as our RSS feeds do"),
    ("<language>fi</language>", "<language>sv</language>", "says that its language is 'sv'"),
    ("<language>fi</language>", "", "has 0 <language>"),
    ("<copyright>", "<ttl>60</ttl><copyright>", "has <ttl>"),
    ("<link>https://example.org/fi/bulletins/", "<link>https://example.org/sv/bulletins/",
     "which is no page of its language"),
    ("<lastBuildDate>Tue, 01", "<lastBuildDate>Wed, 01", "which is no date of RFC 822"),
    ("<lastBuildDate>Tue, 01 Dec", "<lastBuildDate>Sun, 01 Nov", "is not dated as its newest"),
    ("<pubDate>Tue, 01 Dec 2026 12:00:00 +0200", "<pubDate>2026-12-01T12:00:00+02:00",
     "which is no date of RFC 822"),
    ("12:00:00 +0200</pubDate>", "12:00:00 -0000</pubDate>", "which is no date of RFC 822"),
    ("<atom:updated>2026-12-01T12:00:00+02:00", "<atom:updated>x", "has 'x', which is no date"),
    ('isPermaLink="false"', 'isPermaLink="true"', "does not say that its id is no link"),
    (' isPermaLink="false"', "", "does not say that its id is no link"),
    ("<link>https://example.org/fi/bulletins/2026", "<link>https://example.org/sv/bulletins/2026",
     "which is no page in its language"),
    ('rel="related" hreflang="sv"', 'rel="alternate" hreflang="sv"', "that is none to a transl"),
    ('rel="related" hreflang="sv"', 'rel="related" hreflang="fi"', "calls itself a translation"),
    (' lang="sv" hreflang="sv"', "", "does not name its other languages in its last line"),
    ("<dc:creator>Toimitus</dc:creator>", "<author>a@example.com</author>", "has <author>"),
    ("<dc:creator>Toimitus</dc:creator>", "<dc:creator/>", "has an empty author"),
    (' domain="https://example.org/fi/topics/"', "", "has a category without a scheme"),
    ("<title>&#x26;lt;", "<title>&lt;", "has HTML in its title"),
    ("<description>Keitä vesi", "<description>&lt;b>Keitä vesi", "has HTML in its description"),
    ("<content:encoded>", "<content:encoded><b/>", "has elements in <encoded>"),
    ("<enclosure ", '<enclosure url="https://a.example/" type="image/gif" length="1"/><enclosure ',
     "has 2 <enclosure>"),
    ("<media:description", "<media:text>x</media:text><media:description", "has <text>"),
    ('length="100"', 'length=""', "encloses something without its length"),
    ("<dc:creator>", "x<dc:creator>", "has text between the elements of <item>"),
    ("<description>", "x<description>", "has text between the elements of <channel>"),
    ("<dc:creator>Koe", "<dc:creator>\u009fKoe", "has a control character in its author"),
]  # fmt: skip
WRONG_JSON = [
    ("version/1.1", "version/1", "has a 'version' that is not as it should be"),
    ('  "title": "Koesivusto: kaikki tiedotteet",\n', "", "has no 'title'"),
    ('  "language": "fi",\n  "items"', '  "items"', "has no 'language'"),
    ('"feed_url": "https://example.org', '"feed_url": "https://example.net', "says that it stands"),
    ('"home_page_url": "https://example.org/fi', '"home_page_url": "https://example.org/sv',
     "which is no page of its language"),
    ('"items": [', '"expired": false, "items": [', "has 'expired', which we do not use"),
    ('"items": [', '"hubs": [], "items": [', "has a 'hubs' that"),
    ('"items": [', '"next_url": "https://example.org/fi/feeds/all.json", "items": [',
     "which is no older archive of this feed"),
    ('"name": "Koetoimitus", ', "", "has a 'authors' that"),
    ('"items": [', '"items": ["x",', "is no object"),
    ('"items": [', '"items": {}, "x": [', "has a 'items' that"),
    ("\n  ]\n}\n", ",\n  ]\n}\n", "is no JSON"),
    ('"size_in_bytes": 24', '"size_in_bytes": NaN', "is no JSON"),
    ('"size_in_bytes": 24', '"size_in_bytes": 0', "has a 'attachments' that"),
    ('"size_in_bytes": 24', '"size_in_bytes": "24"', "has a 'attachments' that"),
    ('"size_in_bytes": 24', '"size_in_bytes": true', "has a 'attachments' that"),
    ('"mime_type": "video/mp4"', '"mime_type": "film"', "has a 'attachments' that"),
    ('"url": "https://example.org/bulletins/2026-11-28-markup/film.mp4", ', "", "'attachments'"),
    ('"image": "https://example.org/bulletins', '"image": "https://example.net/bulletins',
     "shows one picture and attaches others"),
    ('"tags": ["Terveys"]', '"tags": "Terveys"', "has a 'tags' that"),
    ('"tags": ["Terveys"]', '"tags": []', "has a 'tags' that"),
    ('"tags": ["Terveys"]', '"tags": [1]', "has a 'tags' that"),
    ('"tags": ["Terveys"]', '"tags": ["A\u0085"]', "has a control character in its topic"),
    ('"description": "', '"description": "\u0085', "has a 'description' that"),
    ('"authors": [{"name": "Koetoimitus"}],', "", "has no 'authors'"),
    ('"authors": [{"name": "Koetoimitus"}]', '"authors": [{"email": "x"}]', "has a 'authors' that"),
    ('"authors": [{"name": "Koetoimitus"}]', '"author": {"name": "Koetoimitus"}',
     "has 'author', which we do not use"),
    ('      "summary": "Keitä vesi ennen juomista.",\n', "", "has no 'summary'"),
    ('"title": "Keitä vesi"', '"title": ""', "has an empty title"),
    ('"title": "Keitä vesi"', '"title": 5', "has a 'title' that"),
    ('"title": "Keitä vesi"', '"title": "A", "title": "B"', "has one of them twice"),
    ('"title": "Keitä vesi"', '"title": "A\\u0007"', "has a control character in its title"),
    ('"title": "Keitä vesi"', '"title": "A\\ud800"', "has a control character in its title"),
    ('"content_html": "<p>', '"content_text": "<p>', "has no 'content_html'"),
    ('"url": "https://example.org/fi/b', '"url": "/fi/b', "has a 'url' that"),
    ('"language": "fi"\n', '"language": "sv"\n', "its language is 'sv', and its id says 'fi'"),
    ("2026-12-01-second/fi", "2026-12-01-first/fi", "has two entries with one id"),
    ("2026-12-01-second/fi", "2026-12-01-second/fi/fi", "has an id that is not formed"),
    ('"date_published": "2026-12-01T07:00:01', '"date_published": "2026-12-01T07:00:00',
     "newest first"),
    ('"date_published": "2026-12-01T07:00:01', '"date_published": "2026-12-01 07:00:01',
     "is no date with a time and a zone"),
    ('"date_modified": "2026-12-01T07:00:01+02:00', '"date_modified": "2026-12-01T07:00:01',
     "is no date with a time and a zone"),
    ('"date_modified": "2026-12-01T07:00:01', '"date_modified": "2026-12-01T06:00:01',
     "was updated before it was published"),
]  # fmt: skip
WRONG_MARKED = [
    ('"In Finnish: Harjoitus', '"Harjoitus', "does not begin with the language's"),
    ('"In Finnish: Harjoitus', '"Harjoitus: Harjoitus', "does not begin with the language's"),
    ('"In Finnish: Harjoitus', '"In Swedish: Harjoitus', "does not begin with the language's"),
    ('"In Finnish: Harjoitus', '"In Finnish:Harjoitus', "does not begin with the language's"),
    ("-late/en/fi", "-late/en", "its language is 'fi', and its id says 'en'"),
    ("-late/en/fi", "-late/en/en", "has an id that is not formed"),
    ("-late/en/fi", "-late/sv/fi", "is for readers of 'sv'"),
    ('"url": "https://example.org/fi/bulletins/2026-11-29-late/"',
     '"url": "https://example.org/en/bulletins/2026-11-29-late/"', "no page in its language"),
]  # fmt: skip
WRONG_DIGESTS = [
    ("2026:digest/2026-W48", "2026:digest/2026-W54", "has an id that is not formed"),
    ("2026:digest/2026-W48", "2025:digest/2026-W48", "has an id that is not formed"),
    ("digest/2026-W48/fi", "digest/2026-W48/fi/sv", "has an id that is not formed"),
    ("digest/2026-W48", "digest/2026-11", "not one of this rhythm"),
    ("digest/2026-W48", "2026-11-29-late", "is a digest in a feed of bulletins"),
    ('"date_published": "2026-11-30T', '"date_published": "2026-11-29T', "before its period was"),
]
WRONG_CHAIN = [
    (f"{ARCHIVE}.atom.xml", "<fh:archive/>", "", "is an archive and does not say so"),
    (f"{ARCHIVE}.rss.xml", "<fh:archive/>", "", "is an archive and does not say so"),
    (f"{ARCHIVE}.rss.xml", 'rel="current"', 'rel="via"', "names '' as the document that is subsc"),
    (f"{ARCHIVE}.atom.xml", "all.atom.xml", "urgent.atom.xml", "names 'https://example.org/fi/fe"),
    (f"{ARCHIVE}.atom.xml", "2026-09.atom.xml", "2026-12.atom.xml", "which is no older archive"),
    (f"{ARCHIVE}.atom.xml", "2026-09.atom.xml", "2026-09.rss.xml", "which is no older archive"),
    (f"{ARCHIVE}.atom.xml", "2026-11.atom.xml", "2026-08.atom.xml", "which is no newer archive"),
    (f"{ARCHIVE}.json", "2026-09.json", "2026-10.json", "which is no older archive of this feed"),
    (f"{ARCHIVE}.json", "all/2026-10.json", "all/2026-11.json", "says that it stands at"),
    (f"{ARCHIVE}.json", '"date_published": "2026-10-05T', '"date_published": "2026-09-05T',
     "came out on 2026-09-05, not in the month of its archive"),
    (f"{ARCHIVE}.atom.xml", 'rel="self"', 'rel="self" title="x"', "has an odd link"),
    ("three-months/fi/feeds/all/2026-09.rss.xml", "next-archive", "via", "leads to no other"),
    (f"{ARCHIVE}.atom.xml", 'type="application/atom+xml"', 'type="text/xml"', "is text/xml"),
    (f"{ARCHIVE}.atom.xml", HUB, HUB.replace("https://", "//"), "that is not absolute"),
    (f"{NEWEST}.atom.xml", HUB, f"{HUB}<fh:archive/>", "says that it is an archive"),
    (f"{NEWEST}.rss.xml", "prev-archive", "next-archive", "is subscribed to, and has a newer"),
    (f"{NEWEST}.rss.xml", 'rel="prev-archive"', 'rel="self"', "has 2 links to self"),
    (f"{NEWEST}.json", "all/2026-11.json", "urgent.json", "which is no older archive of this feed"),
    (f"{NEWEST}.json", '"WebSub"', '"rssCloud"', "has a 'hubs' that"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "right", "wrong", "said"),
    [
        *((ATOM, *row) for row in WRONG_ATOM),
        *((RSS, *row) for row in WRONG_RSS),
        *((JSON, *row) for row in WRONG_JSON),
        *((MARKED, *row) for row in WRONG_MARKED),
        *((WEEKLY, *row) for row in WRONG_DIGESTS),
        *WRONG_CHAIN,
    ],
)
def test_the_lint_sees_what_is_wrong(where: str, right: str, wrong: str, said: str) -> None:
    site, address = where.split("/", 1)
    document = documents(site)[address]
    assert lint(document, URL + address) == []
    found = lint(changed(document, right, wrong), URL + address)
    assert [problem for problem in found if said in problem], found


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG_HTML)
def test_the_lint_sees_wrong_html_in_every_format(right: str, wrong: str, said: str) -> None:
    plain = b"<p>Vett\xc3\xa4 jaetaan.</p>\n<p>Teksti.</p>\n"
    for where in (ATOM, RSS, JSON):
        site, address = where.split("/", 1)
        document = documents(site)[address]
        content = _content(document)
        assert plain in content
        other = content.replace(right.encode(), wrong.encode()) if wrong else b" "
        broken = document.replace(_written(content, where), _written(other, where), 1)
        assert broken != document
        found = lint(broken, URL + address)
        assert [problem for problem in found if said in problem], (where, found)


def _content(document: bytes) -> bytes:
    """The content of the newest entry."""
    if document.startswith(b"{"):
        return str(json.loads(document)["items"][0]["content_html"]).encode()
    names = "{*}entry/{*}content", "channel/item/{*}encoded"
    root = etree.fromstring(document)
    return "".join(filter(None, (root.findtext(name) for name in names))).encode()


def _written(content: bytes, where: str) -> bytes:
    """A content as it stands in a document: escaped, or in a CDATA section, or a JSON string."""
    if where == JSON:
        return json.dumps(content.decode(), ensure_ascii=False)[1:-1].encode()
    if where == RSS:
        return content
    return content.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def test_an_item_of_a_list_that_nobody_closed_is_no_mistake() -> None:
    document = documents("feeds")["fi/feeds/all.json"]
    lists = changed(document, "<p>Vettä jaetaan.</p>", "<ul><li><li>x</li><li></ul>")
    assert lint(lists, f"{URL}fi/feeds/all.json") == []


def test_a_document_with_archives_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_lint, "MOST_ENTRIES", 7)
    monkeypatch.setattr(feed_lint, "LARGEST", 5000)
    for ending in ("rss.xml", "atom.xml", "json"):
        address = f"fi/feeds/all.{ending}"
        assert lint(documents("feeds")[address], URL + address) == []
        document = documents("three-months")[address]
        number = document.count(b"<guid") + document.count(b"<entry") + document.count(b'"id":')
        assert lint(document, URL + address) == [
            f"has {number} entries, and older ones stand elsewhere; 7 at most",
            f"has {len(document)} bytes, and older ones stand elsewhere; 5000 at most",
        ]


def test_an_archive_holds_something() -> None:
    document = documents("three-months")["fi/feeds/all/2026-09.json"]
    empty = json.dumps({**json.loads(document), "items": []}).encode()
    assert lint(empty, f"{URL}fi/feeds/all/2026-09.json") == ["is an archive without entries"]


def test_a_mark_in_a_language_without_a_known_name_is_any_name() -> None:
    """The names of languages are those of CLDR, which does not know every language of a site."""
    address = "en/feeds/all.json"
    for reader in ("en", "qaa"):
        where = f"{reader}/feeds/all.json"
        document = documents("three-months")[address].replace(b'-late/en/fi"', b'-late/qaa/fi"')
        bare = document.replace(b"In Finnish: Harjoitus", b"Harjoitus")
        unknown = document.replace(b"In Finnish: Harjoitus", b"Zan: Harjoitus")
        begins = "does not begin with the language's name"
        assert [begins in str(lint(each, URL + where)) for each in (bare, unknown)] == [True, False]


def test_an_address_that_no_feed_has_is_told() -> None:
    document = documents("feeds")["fi/feeds/all.json"]
    for address in ("fi/feeds/all.xml", "fi/all.json", "fi/feeds/all/2026.json"):
        assert lint(document, URL + address) == [
            f"stands at {URL}{address}, which is no address of a feed"
        ]


# --- all documents ---


def told(files: dict[str, bytes], before: dict[str, bytes] | None = None) -> list[str]:
    return [str(found) for found in lint_site(files, URL, (before or {}).get)]


def with_change(where: str, right: str, wrong: str) -> dict[str, bytes]:
    """The documents of a site, one of them changed."""
    site, address = where.split("/", 1)
    return {**documents(site), address: changed(documents(site)[address], right, wrong)}


@pytest.mark.parametrize(
    ("where", "right", "wrong", "said"),
    [
        (JSON, "Keitä vesi\",", "Keitä\",", "has another title than in fi/feeds/all.rss.xml"),
        (ATOM, "<title>Keitä vesi<", "<title>Keitä<", "has another title than in"),
        (RSS, "<description>Keitä vesi e", "<description>Keitä e", "another summary than in"),
        (JSON, "Jakelu jatkuu\",", "Jakelu\",", "has another title than in"),
        (JSON, "<p>Vettä jaetaan.", "<p>Vettä.", "has another content than in"),
        (JSON, "/2026-12-01-valid/", "/valid/", "has another url than in"),
        (JSON, '"name": "Toimitus"', '"name": "Joku"', "has another authors than in"),
        (JSON, '["Terveys"]', '["Muu"]', "has another topics than in"),
        ("feeds/fi/feeds/topic-health.json", '"date_published": "2026-11-28T07:00:00',
         '"date_published": "2026-11-28T06:00:00', "has another published than in fi/feeds/all"),
        (JSON, '"date_modified": "2026-12-01T12:00:00', '"date_modified": "2026-12-01T12:00:02',
         "has another updated than in"),
        (JSON, '      "id": "tag:ids.example,2026:2026-12-01-valid',
         '      "id": "tag:ids.example,2026:2026-12-01-other', "has other entries than"),
        (JSON, "tag:ids.example,2026:2026-12-01-valid", "tag:example.net,2026:2026-12-01-valid",
         "has an id of the domain example.net"),
        (f"{NEWEST}.json", "all/2026-11.json", "all/2026-10.json",
         "next to it stands fi/feeds/all/2026-11.json"),
        (f"{ARCHIVE}.rss.xml", "all/2026-09.rss.xml", "all/2026-08.rss.xml",
         "next to it stands fi/feeds/all/2026-09.rss.xml"),
        (f"{ARCHIVE}.atom.xml", "all/2026-11.atom.xml", "all/2026-12.atom.xml",
         "next to it stands fi/feeds/all/2026-11.atom.xml"),
        ("three-months/fi/feeds/all/2026-09.json", '"authors"',
         '"next_url": "https://example.org/fi/feeds/all/2026-11.json", "authors"',
         "next to it stands nothing"),
        (f"{ARCHIVE}.atom.xml", HUB, "", "names the hubs []"),
        (f"{ARCHIVE}.atom.xml", HUB, HUB * 2, "names the hubs ['https://hub.example.com/', "),
        (ATOM, "<entry ", f"{HUB}<entry ", "names the hubs ['https://hub.example.com/']"),
    ],
)  # fmt: skip
def test_the_lint_sees_what_documents_say_differently(
    where: str, right: str, wrong: str, said: str
) -> None:
    found = told(with_change(where, right, wrong))
    assert [problem for problem in found if said in problem], found


def test_every_format_must_be_there() -> None:
    site = dict(documents("feeds"))
    del site["fi/feeds/urgent.atom.xml"]
    assert told(site) == [
        "fi/feeds/urgent.rss.xml: is not there as .atom.xml too. "
        "No text is at fault: tell whoever looks after the builder before you publish."
    ]


def without(months: str) -> dict[str, bytes]:
    """The second site without some archives of `fi/feeds/all`, whose neighbours are linked."""
    site = dict(documents("three-months"))
    for address in documents("three-months"):
        if re.fullmatch(rf"fi/feeds/all/({months})\..*", address):
            del site[address]
    return site


def test_an_archive_that_is_gone_leaves_a_gap() -> None:
    assert [f for f in told(without("2026-10")) if "next to it stands" in f]
    assert [
        f for f in told(without("2026-10")) if "is not in the archive of its month, 2026-10" in f
    ]


def test_there_is_never_one_archive_only() -> None:
    found = told(without("2026-10|2026-11"))
    assert [f for f in found if "is the only archive" in f]
    assert not [f for f in told(without("2026-10")) if "is the only archive" in f]


def test_an_archive_has_a_document_to_subscribe_to() -> None:
    site = dict(documents("three-months"))
    del site["fi/feeds/all.json"]
    assert [
        f for f in told(site) if "is an archive without https://example.org/fi/feeds/all.j" in f
    ]


def test_an_archive_has_every_entry_of_its_month() -> None:
    site = dict(documents("three-months"))
    starts = {"rss.xml": b"\n    <item ", "atom.xml": b"\n  <entry ", "json": b",\n    {"}
    for ending, start in starts.items():
        address = f"fi/feeds/all/2026-10.{ending}"
        pieces = site[address].split(start)
        site[address] = start.join(each for each in pieces if b"-06-storm-over/fi" not in each)
    found = told(site)
    assert [f for f in found if "storm-over/fi is not in the archive of its month, 2026-10" in f]
    assert not [f for f in found if "has other entries than" in f]


def test_what_is_no_document_of_a_feed_is_told() -> None:
    for address in ("fi/feeds/all.xml", "x/fi/feeds/all.json", "feed.json"):
        site = {**documents("feeds"), address: b""}
        assert [f.split(".")[-3:] for f in told(site)]
        assert told(site)[0].startswith(f"{address}: is no address of a feed document. No text")


def test_an_entry_is_found_on_its_line_and_told_once() -> None:
    """It stands in two documents of a format, in the same bytes."""
    site = dict(documents("feeds"))
    for name in ("all", "topic-health"):
        for ending in ("rss.xml", "atom.xml"):
            address = f"fi/feeds/{name}.{ending}"
            site[address] = changed(site[address], 'length="100"', 'length="0"')
    line = site["fi/feeds/all.rss.xml"].split(b"2026-11-25-water/fi")[0].count(b"\n") + 1
    problem = "encloses something without its length"
    assert [found for found in told(site) if problem in found] == [
        f"fi/feeds/all.rss.xml:{line}: the entry tag:ids.example,2026:2026-11-25-water/fi "
        f"{problem}. Look whether anything is odd in what it is made of; if not, tell whoever "
        "looks after the builder before you publish."
    ]


def test_no_more_is_told_than_can_be_read() -> None:
    site = {
        address: document.replace(b"isPermaLink", b"isLink")
        for address, document in documents("three-months").items()
    }
    found = told(site)
    assert len(found) == 51
    assert re.search(r": and after it there is more: \d\d+ Findings\. No text is at", found[-1])


def test_what_was_published_before_is_not_judged_again() -> None:
    before = with_change(JSON, "<p>Vettä jaetaan.", "<p><iframe></iframe>")
    assert told(before)
    assert told(before, before) == []
    del before["fi/feeds/all.rss.xml"]
    assert told(with_change(JSON, "<p>Vettä j", "<p><iframe></iframe>"), before)
    gap = with_change(f"{NEWEST}.json", "all/2026-11.json", "all/2026-10.json")
    assert [f for f in told(gap, gap) if "next to it stands" in f]


def test_each_entry_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: Counter[str] = Counter()
    problems = feed_judge.entry_problems

    def counting(entry, id):  # type: ignore[no-untyped-def]
        judged[entry.id] += 1
        return problems(entry, id)

    monkeypatch.setattr(feed_judge, "entry_problems", counting)
    assert told(documents("three-months")) == []
    assert set(judged.values()) == {3}  # in each format
