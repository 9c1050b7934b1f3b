"""Corrections and withdrawals: on the page, in every feed, and on a page of their own."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from building import Built, build, config_of, visible_text
from feeds_for_tests import URL, entry, files, ids, language
from newsrooms import Newsroom, correction, site_named
from tolkku.site import Site

WATER = "2026-11-25-water"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """With a bulletin of 25 November, in Finnish and Swedish."""
    newsroom = Newsroom.open(tmp_path)
    newsroom.bulletin(f"{WATER}/fi", "07:00", title="Vettä")
    newsroom.bulletin(f"{WATER}/sv", "07:00", title="Vatten")
    return newsroom


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    done = build(config_of("three-months"), tmp_path_factory.mktemp("three-months") / "site")
    assert done.exit_code == 0, done.said
    return done


def put_right(site: Site, tag: str = "fi") -> list[tuple[str, str, str]]:
    """What was wrong, what is right and by which bulletin, of the bulletin on water."""
    bulletin = site.catalogue.bulletins[WATER]
    found = site.catalogue.corrections(bulletin, language(site, tag))
    return [(each.was, each.right, each.by.id[11:]) for each in found]


def notices(built: Built, address: str) -> list[str]:
    """The notices of a page, as readers read them."""
    found = built.page(address).xpath("//*[@role='note']")
    return [" ".join(each.text_content().split()) for each in found]


# --- what is right now ---


def test_each_mistake_is_put_right_by_itself(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-26-one/fi", "07:00", *correction(WATER, "5 litraa", "6 litraa"))
    newsroom.bulletin("2026-11-27-two/fi", "07:00", *correction(WATER, "klo 7", "klo 8"))
    assert put_right(newsroom.at("2026-11-26 12:00")) == [("5 litraa", "6 litraa", "one")]
    assert put_right(newsroom.at()) == [
        ("5 litraa", "6 litraa", "one"), ("klo 7", "klo 8", "two")
    ]  # fmt: skip


@pytest.mark.parametrize("of", [WATER, "2026-11-26-one"])
@pytest.mark.parametrize("was", ["6 litraa", " 6  Litraa. "])
def test_in_a_chain_the_newest_value_stands_beside_the_first(
    newsroom: Newsroom, of: str, was: str
) -> None:
    """Whether the second one corrects the bulletin again, or the first correction."""
    newsroom.bulletin("2026-11-26-one/fi", "07:00", *correction(WATER, "5 litraa", "6 litraa."))
    newsroom.bulletin("2026-11-27-two/fi", "07:00", *correction(of, was, "7 litraa"))
    site = newsroom.at()
    assert put_right(site) == [("5 litraa", "7 litraa", "two")]
    told = entry(site, f"{WATER}/fi")
    assert told.updated.isoformat() == "2026-11-27T07:00:00+02:00"
    assert told.content.count("<del>") == 1
    assert "6 litraa" not in told.content
    newsroom.bulletin("2026-11-28-three/fi", "07:00",
                      *correction("2026-11-27-two", "7 litraa", "8 litraa"))  # fmt: skip
    assert put_right(newsroom.at()) == [("5 litraa", "8 litraa", "three")]


def test_a_correction_of_a_correction_is_a_correction_of_that_too(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-26-one/fi", "07:00", *correction(WATER, "5", "6"))
    newsroom.bulletin("2026-11-27-two/fi", "07:00", *correction("2026-11-26-one", "6", "7"))
    said = entry(newsroom.at(), "2026-11-26-one/fi", "corrections").content
    assert said.startswith("<p><strong>Korjattu 27.11.2026 klo 7.00.</strong>")
    assert "<del>6</del> Oikea tieto: <ins>7</ins>" in said.splitlines()[0]


def test_a_correction_holds_for_the_editions_that_it_names(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-26-c/fi", "07:00", *correction(WATER, "5", "6", "[sv]"))
    assert put_right(newsroom.at(), "fi") == []
    assert put_right(newsroom.at(), "sv") == [("5", "6", "c")]
    fi, sv = (entry(newsroom.at(), f"{WATER}/{tag}") for tag in ("fi", "sv"))
    assert fi.updated == fi.published
    assert "<del" not in fi.content
    assert sv.updated.isoformat() == "2026-11-26T07:00:00+02:00"


def test_where_a_correction_lacks_the_language_another_stands_in(newsroom: Newsroom) -> None:
    said = correction(WATER, "5 litraa", "6 litraa")
    newsroom.bulletin("2026-11-26-c/fi", "07:00", *said, title="Oikaisu")
    said = correction(WATER, "5 liter", "6 liter")
    newsroom.bulletin("2026-11-26-c/sv", "2026-11-27 09:00", *said, title="Rättelse")
    page = f"{URL}sv/bulletins/2026-11-26-c/"
    for at, moment, first in [
        ("2026-11-26 12:00", "2026-11-26T07:00:00+02:00",
         "<p><strong>Rättad 26.11.2026 kl. 7.00.</strong> I texten stod det:"
         ' <del lang="fi">5 litraa</del> Rätt uppgift: <ins lang="fi">6 litraa</ins>'
         f' <a href="{page}" lang="fi" hreflang="fi">Oikaisu</a></p>'),
        ("2026-11-27 12:00", "2026-11-27T09:00:00+02:00",
         "<p><strong>Rättad 27.11.2026 kl. 9.00.</strong> I texten stod det:"
         " <del>5 liter</del> Rätt uppgift: <ins>6 liter</ins>"
         f' <a href="{page}">Rättelse</a></p>'),
    ]:  # fmt: skip
        told = entry(newsroom.at(at), f"{WATER}/sv")
        assert told.content.splitlines()[0] == first
        assert told.updated.isoformat() == moment
    assert ids(newsroom.at("2026-11-26 12:00"), "sv", "corrections") == []


def test_what_stands_in_is_put_right_when_only_that_edition_is_corrected(
    newsroom: Newsroom,
) -> None:
    newsroom.bulletin("2026-11-26-c/fi", "07:00", *correction(WATER, "5", "6"))
    newsroom.bulletin("2026-11-27-d/fi", "07:00", *correction("2026-11-26-c", "6", "7", "[fi]"))
    assert put_right(newsroom.at(), "fi") == [("5", "7", "d")]
    assert put_right(newsroom.at(), "sv") == [("5", "7", "d")]  # for 6 was said in Finnish


def test_a_chain_is_one_where_its_end_is_in_another_language(newsroom: Newsroom) -> None:
    for tag, was, right in (("fi", "5 litraa", "6 litraa"), ("sv", "5 liter", "6 liter")):
        newsroom.bulletin(f"2026-11-26-c/{tag}", "07:00", *correction(WATER, was, right))
    newsroom.bulletin("2026-11-27-d/fi", "07:00", *correction(WATER, "6 litraa", "7 litraa"))
    assert put_right(newsroom.at(), "sv") == [("5 liter", "7 litraa", "d")]


# --- entries ---


def test_the_entry_of_what_was_corrected_keeps_its_id_and_begins_with_it(
    newsroom: Newsroom,
) -> None:
    before = entry(newsroom.at(), f"{WATER}/fi")
    newsroom.bulletin("2026-11-26-c/fi", "08:00", *correction(WATER, "5 & <6>", "6"), title="C")
    newsroom.bulletin("2026-11-27-d/fi", "09:00", *correction(WATER, "klo 7", "klo 8"), title="D")
    after = entry(newsroom.at(), f"{WATER}/fi")
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated.isoformat() == "2026-11-27T09:00:00+02:00"
    page = f"{URL}fi/bulletins/2026-11-"
    assert after.content == (
        "<p><strong>Korjattu 27.11.2026 klo 9.00.</strong> Tekstissä luki: <del>klo 7</del>"
        f' Oikea tieto: <ins>klo 8</ins> <a href="{page}27-d/">D</a></p>\n'
        "<p><strong>Korjattu 26.11.2026 klo 8.00.</strong> Tekstissä luki:"
        " <del>5 &amp; &lt;6&gt;</del>"
        f' Oikea tieto: <ins>6</ins> <a href="{page}26-c/">C</a></p>\n' + before.content
    )


def test_a_correction_is_an_entry_of_its_own_that_says_what_it_is_about(
    newsroom: Newsroom,
) -> None:
    newsroom.bulletin("2026-11-26-c/fi", "08:00", "kind: correction",
                      f"corrects: {{id: {WATER}}}",
                      "correction: {was: 5, right: 6, noticed_by: Lukija}")  # fmt: skip
    for name in ("all", "corrections"):
        told = entry(newsroom.at(), "2026-11-26-c/fi", name)
        assert told.published.isoformat() == "2026-11-26T08:00:00+02:00"
        assert f'Aiempi tiedote: <a href="{URL}fi/bulletins/{WATER}/">Vettä</a>' in told.content
        said = "Tekstissä luki: <del>5</del></p>\n<p>Oikea tieto: <ins>6</ins></p>\n"
        assert f"<h2>Oikaisu</h2>\n<p>{said}<p>Virheen huomasi: Lukija</p>" in told.content


def test_a_withdrawn_bulletin_says_so_first_and_its_action_is_gone(newsroom: Newsroom) -> None:
    action = "action: {text: Keitä, url: 'https://example.com/keita'}"
    expiring = ("expires: 2026-11-29 07:00", "next_update: 2026-11-28 07:00")
    newsroom.bulletin(f"{WATER}/fi", "07:00", action, "kind: urgent", *expiring, title="Vettä")
    newsroom.bulletin("2026-11-26-c/fi", "07:00", *correction(WATER, "5", "6"))
    newsroom.bulletin("2026-11-27-no/fi", "09:00", f"cancels: {WATER}", title="Peruutus")
    for tag, said, marks in (
        ("fi", "Peruttu 27.11.2026 klo 9.00.", ""),
        ("sv", "Återkallad 27.11.2026 kl. 9.00.", ' lang="fi" hreflang="fi"'),
    ):
        told = entry(newsroom.at(), f"{WATER}/{tag}")
        assert told.updated.isoformat() == "2026-11-27T09:00:00+02:00"
        link = f'<a href="{URL}{tag}/bulletins/2026-11-27-no/"{marks}>Peruutus</a>'
        assert (
            f"<p><strong>{said}</strong> {link}</p>" in told.content.splitlines()[:2]
        )  # the correction may stand before it
        assert "https://example.com/keita" not in told.content
        assert "Oli voimassa" not in told.content


# --- pages ---


def test_the_page_shows_what_was_wrong_and_what_is_right(built: Built) -> None:
    fi, sv, en = (
        notices(built, f"{tag}/bulletins/{name}/")
        for tag, name in (("fi", "2026-11-02-water"), ("sv", "vatten"), ("en", "2026-11-02-water"))
    )
    assert fi == [
        "Korjattu 1.12.2026 klo 10.00. Tekstissä luki: 5 litraa. Oikea tieto: 7 litraa. "
        "Oikaisu: vettä 7 litraa"
    ]
    assert sv == [
        "Rättad 1.12.2026 kl. 10.30. I texten stod det: 5 litraa. Rätt uppgift: 7 liter. "
        "Rättelse: 7 liter vatten"
    ]
    assert en[1:] == [
        "Corrected 1 December 2026 at 10:00. It said: 5 litraa. It should say: 7 litraa. "
        "Oikaisu: vettä 7 litraa"
    ]
    page = built.page("sv/bulletins/vatten/")
    assert page.xpath("//*[@role='note']//del/@lang") == ["fi"]
    assert page.xpath("//*[@role='note']//ins/@lang") == []
    assert "Uppdaterad 1.12.2026 kl. 10.30" in visible_text(page)


def test_the_page_of_a_withdrawn_bulletin_says_when_and_by_what(built: Built) -> None:
    for address, said in (
        ("fi/bulletins/2026-10-26-mast/", "Peruttu 24.11.2026 klo 9.00. Masto ei kaatunut"),
        ("sv/bulletins/2026-10-26-mast/",
         "Återkallad 24.11.2026 kl. 10.00. Masten har inte fallit"),
    ):  # fmt: skip
        assert notices(built, address) == [said]
    assert "Päivitetty 24.11.2026 klo 9.00" in visible_text(
        built.page("fi/bulletins/2026-10-26-mast/")
    )
    assert notices(built, "en/bulletins/2026-10-26-mast/")[1:] == [
        "Withdrawn 24 November 2026 at 09:00. Masto ei kaatunut"  # on the stand-in
    ]


def test_the_page_of_corrections_has_all_of_them_in_every_language(built: Built) -> None:
    for tag, titles in (
        ("fi", ["Oikaisu: vettä 7 litraa", "Masto ei kaatunut", "Oikaisu: vettä 6 litraa"]),
        ("sv", ["Rättelse: 7 liter vatten", "Masten har inte fallit", "Oikaisu: vettä 6 litraa"]),
        ("en", ["Oikaisu: vettä 7 litraa", "Masto ei kaatunut", "Oikaisu: vettä 6 litraa"]),
    ):
        page = built.page(f"{tag}/corrections/")
        assert [each.text for each in page.xpath("//h2/a")] == titles
        shown = visible_text(page)
        assert shown.index("7 lit") < shown.index("6 litraa.")
        assert "mailto:" + tag in "".join(page.xpath("//@href"))
    assert "Språk: finska" in shown_card(built, "sv", 3)
    assert "I texten stod det: 5 litraa. Rätt uppgift: 6 litraa." in shown_card(built, "sv", 3)
    assert "I bulletinen: Spara 5 liter vatten" in shown_card(built, "sv", 3)
    assert "Rättad" in shown_card(built, "sv", 3)
    assert "Uppgiften var fel. Återkallad: Masten föll" in shown_card(built, "sv", 2)


def shown_card(built: Built, tag: str, place: int) -> str:
    (card,) = built.page(f"{tag}/corrections/").xpath(f"//li[{place}]/article[h2]")
    return " ".join(card.text_content().split())


def test_a_page_without_corrections_says_so(newsroom: Newsroom) -> None:
    assert "Oikaisuja ei ole vielä." in visible_text(newsroom.built().page("fi/corrections/"))


# --- nothing leads nowhere ---


@pytest.mark.parametrize("name", ["three-months", "feeds", "scheduled-and-expired"])
def test_every_link_of_every_feed_and_of_these_pages_has_a_file(name: str, tmp_path: Path) -> None:
    site = build(config_of(name), tmp_path / "site")
    assert site.exit_code == 0, site.said
    links = {
        (address, url)
        for address, written in files(site_named(name)).items()
        for url in re.findall(rf"{URL}[^\"'<>\s\\]*", html.unescape(written.decode()))
    }
    documents = {address for address, _ in links}
    assert documents == set(files(site_named(name)))
    for address in site.pages():
        if re.match(r"\w+/(corrections|digests|feeds)/", address):
            found = site.page(address).xpath("//body//a/@href | //head/link/@href")
            links |= {(address, urljoin(URL + address, url)) for url in found}
    inside = {(a, url.removeprefix(URL)) for a, url in links if url.startswith(URL)}
    assert {(a, url) for a, url in inside if not _leads_somewhere(site.folder, url)} == set()


def _leads_somewhere(folder: Path, url: str) -> bool:
    parts = urlsplit(url)
    file = folder / unquote(parts.path)
    file = file / "index.html" if file.is_dir() else file
    return file.is_file() and (not parts.fragment or unquote(parts.fragment) in _anchors(file))


@cache
def _anchors(file: Path) -> set[str]:
    return set(lxml_html.parse(str(file)).xpath("//@id"))
