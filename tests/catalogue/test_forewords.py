"""Forewords: what an editor writes before a digest, and the pages that digests have."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest

from building import Built, build, config_of, visible_text
from feeds_for_tests import URL, entry
from newsrooms import Newsroom, correction

WORDS = "bulletins/digests/2026-W48"
WEEK = "digest/2026-W48/fi"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    newsroom = Newsroom.open(tmp_path)
    newsroom.bulletin("2026-11-25-water/fi", "07:00", title="Vettä")
    return newsroom


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    done = build(config_of("three-months"), tmp_path_factory.mktemp("three-months") / "site")
    assert done.exit_code == 0, done.said
    return done


# --- forewords ---


def test_a_foreword_stands_before_the_bulletins_and_after_the_corrections(
    newsroom: Newsroom,
) -> None:
    newsroom.bulletin("2026-11-26-c/fi", "07:00", *correction("2026-11-25-water", "5", "6"))
    water = "../../2026/2026-11-25-water/fi.md"
    newsroom.write(
        f"{WORDS}/fi.md",
        "title: Toimittajalta",
        "summary: Kylmä viikko.",
        body=f"[Vettä]({water})!",
    )
    made = entry(newsroom.at(), WEEK, "weekly")
    link = f'<p><a href="{URL}fi/bulletins/2026-11-25-water/">Vettä</a>!</p>'
    assert made.title == "Viikkokooste, viikko 48/2026"
    assert made.summary == "Kylmä viikko."
    order = ["<h2>Oikaisut</h2>", "<h2>Toimittajalta</h2>", link, "<h2>Tiedotteet</h2>"]
    assert sorted(order, key=made.content.index) == order
    assert made.updated == made.published


def test_a_foreword_links_to_itself_and_to_other_digests(newsroom: Newsroom) -> None:
    newsroom.write("bulletins/digests/2026-11/fi.md", "title: Kuukausi")
    newsroom.write(
        f"{WORDS}/fi.md", "title: Viikko",
        body="[A](#lisaa) [B](fi.md#lisaa) [C](../2026-11/fi.md)\n\n## Lisää {#lisaa}\n\nTeksti.",
    )  # fmt: skip
    said = entry(newsroom.at(), WEEK, "weekly").content
    here, month = f"{URL}fi/digests/2026-W48/#lisaa", f"{URL}fi/digests/2026-11/"
    assert f'<a href="{here}">A</a> <a href="{here}">B</a> <a href="{month}">C</a>' in said
    page = newsroom.built().page("fi/digests/2026-W48/")
    links = page.xpath("//a[.='A' or .='B' or .='C']/@href")
    assert [urljoin(f"{URL}fi/digests/2026-W48/", link) for link in links] == [here, here, month]
    assert page.xpath("//*[@id='lisaa']")


def test_a_digest_without_a_foreword_counts_its_bulletins(newsroom: Newsroom) -> None:
    newsroom.bulletin("2026-11-26-ice/fi", "07:00")
    newsroom.write(f"{WORDS}/fi.md", "title: Toimittajalta")  # without a summary
    for tag, said in (
        ("fi", "2 tiedotetta, 23.–29. marraskuuta 2026"),
        ("sv", "2 bulletiner, 23–29 nov. 2026"),
        ("en", "2 bulletins, 23–29 Nov 2026"),
    ):
        made = entry(newsroom.at(), f"digest/2026-W48/{tag}", "weekly")
        assert made.summary == said
        assert ("Toimittajalta" in made.content) is (tag == "fi")


@pytest.mark.parametrize("field", ["draft: yes", "published: 2026-12-02 12:01"])
def test_a_foreword_that_is_not_out_leaves_no_trace(newsroom: Newsroom, field: str) -> None:
    before = entry(newsroom.at(), WEEK, "weekly")
    newsroom.write(f"{WORDS}/fi.md", "title: Toimittajalta", field)
    assert entry(newsroom.at(), WEEK, "weekly") == before
    assert newsroom.at().catalogue.forewords == {}
    later = entry(newsroom.at("2026-12-02 12:01"), WEEK, "weekly")
    assert ("Toimittajalta" in later.content) is (not field.startswith("draft"))


def test_only_an_update_that_is_not_minor_raises_updated(newsroom: Newsroom) -> None:
    newsroom.write(
        f"{WORDS}/fi.md",
        "title: Toimittajalta",
        "updated:",
        "  - {at: 2026-11-29 09:00, note: Ennen., minor: no}",
        "  - {at: 2026-12-01 09:00, note: Pilkku., minor: yes}",
        "  - {at: 2026-12-02 09:00, note: Kuva., minor: no}",
    )
    for at, updated, told in [
        ("2026-11-30 08:00", "2026-11-30T08:00:00+02:00", ["Ennen."]),
        ("2026-12-01 12:00", "2026-11-30T08:00:00+02:00", ["Ennen.", "Pilkku."]),
        ("2026-12-02 12:00", "2026-12-02T09:00:00+02:00", ["Ennen.", "Pilkku.", "Kuva."]),
    ]:
        made = entry(newsroom.at(at), WEEK, "weekly")
        assert made.published.isoformat() == "2026-11-30T08:00:00+02:00"
        assert made.updated.isoformat() == updated
        assert [each for each in ("Ennen.", "Pilkku.", "Kuva.") if each in made.content] == told


@pytest.mark.parametrize(
    ("path", "fields", "told"),
    [
        (f"{WORDS}/fi.md", ("title: A", "kind: urgent"),
         f"{WORDS}/fi.md:3: 'kind' is not a field."),
        (f"{WORDS}/fi.md", ("title: A", "sumary: B"),
         f"{WORDS}/fi.md:3: 'sumary' is not a field. Did you mean 'summary'?"),
        (f"{WORDS}/fi.md", ("summary: B",),
         f"{WORDS}/fi.md:1: 'title' is missing. Add a line like `title: What it is about`."),
        (f"{WORDS}/fi.md", ("title: A", "updated: [{at: 2026-12-01 09:00}]"),
         f"{WORDS}/fi.md:3: 'note' is missing. Tell readers what changed, or say `minor: yes`."),
        (f"{WORDS}/de.md", ("title: A",), f"{WORDS}/de.md:1: 'de' is not a language of this site."),
        *(
            (path, ("title: A",),
             f"{path}:1: does not lie where the foreword of a digest belongs."
             " Move it to bulletins/digests/2026-W48/<language>.md, or 2026-11 for a month.")
            for path in (
                "bulletins/digests/2025-W53/fi.md", "bulletins/digests/2026-13/fi.md",
                "bulletins/digests/week-48/fi.md", "bulletins/digests/fi.md",
                "bulletins/digests/2026-W48/more/fi.md",
            )
        ),
    ],
)  # fmt: skip
def test_a_wrong_foreword_is_an_error_with_its_place_and_a_remedy(
    newsroom: Newsroom, path: str, fields: tuple[str, ...], told: str
) -> None:
    newsroom.write(path, *fields)
    errors = [each for each in newsroom.told() if each.startswith("error")]
    assert [each[: len(told) + 6] for each in errors] == [f"error {told}"]


@pytest.mark.parametrize("path", [f"{WORDS}/fi.md", "bulletins/2026/2026-11-25-water/fi.md"])
def test_an_update_at_no_moment_is_an_error(newsroom: Newsroom, path: str) -> None:
    newsroom.bulletin("2026-11-25-water/fi", "07:00")
    newsroom.write(f"{WORDS}/fi.md", "title: A")
    newsroom.change(path, "title:", "updated: [{at: 2026-12-41 09:00, note: N}]\ntitle:")
    (told,) = (each for each in newsroom.told() if each.startswith("error"))
    assert told.startswith(f"error {path}:2: 'at' '2026-12-41 09:00' is not a moment")


def test_a_foreword_whose_digest_is_not_there_is_a_note(newsroom: Newsroom) -> None:
    for name in ("2026-W47", "2026-W48", "2026-W49", "2026-12"):
        newsroom.write(f"bulletins/digests/{name}/fi.md", "title: A")
    assert newsroom.told() == [
        "note bulletins/digests/2026-12/fi.md:1: is the foreword to a digest that comes"
        " 2027-01-01 08:00. It appears by itself in the first build after.",
        "note bulletins/digests/2026-W47/fi.md:1: is the foreword to a digest without bulletins:"
        " nothing came out in 2026-W47. Move it to the period that it is about.",
        "note bulletins/digests/2026-W49/fi.md:1: is the foreword to a digest that comes"
        " 2026-12-07 08:00. It appears by itself in the first build after.",
    ]


# --- pages ---


def test_the_page_of_a_digest_says_the_same_as_its_entry(built: Built) -> None:
    page = built.page("en/digests/2026-11/")
    assert page.findtext(".//h1") == "Monthly digest, November 2026"
    assert [" ".join(h.text_content().split()) for h in page.xpath("//h2|//h3")] == [
        "Corrections", "Masto ei kaatunut", "Oikaisu: vettä 6 litraa",
        "A cold month",
        "Bulletins", "Harjoitus päättyi", "Spara ström i kväll", "Keep 5 litres of water",
    ]  # fmt: skip
    shown = visible_text(page)
    assert "Water, power and a mast that did not fall." in shown
    assert "The picture was added." in shown
    links = page.xpath("//h3/a")
    assert [(a.get("lang"), a.get("hreflang"), a.get("href")) for a in links[-2:]] == [
        ("sv", "sv", "../../../sv/bulletins/2026-11-25-power/"),
        (None, None, "../../bulletins/2026-11-02-water/"),
    ]
    assert _card(built, "en/digests/2026-11/", "Spara ström i kväll").endswith(
        "Language: Swedish 25 November 2026 at 07:00"
    )
    assert "Short version" in _card(built, "en/digests/2026-11/", "Keep 5 litres of water")


def test_the_page_marks_what_expired_or_was_put_right_since(built: Built) -> None:
    week = "fi/digests/2026-W{}/".format
    assert "Ei enää voimassa" in _card(built, week(43), "Sulje ikkunat")
    assert "Ei enää voimassa" in _card(built, week(41), "Pysy sisällä")
    assert "Ei enää voimassa" not in _card(built, week(41), "Myrsky on ohi")
    assert "Peruttu 24.11.2026 klo 9.00." in _card(built, week(44), "Masto kaatui")
    water = _card(built, week(45), "Varaa 5 litraa vettä")
    assert "Korjattu 1.12.2026 klo 10.00." in water
    assert "Tekstissä luki: 5 litraa. Oikea tieto: 7 litraa." in water


def _card(built: Built, address: str, title: str) -> str:
    (card,) = built.page(address).xpath(f"//li/article[.//h3[normalize-space()='{title}']]")
    return " ".join(card.text_content().split())


def test_the_list_of_digests_has_all_of_them_newest_first(built: Built) -> None:
    def listed(address: str) -> list[list[str]]:
        page = built.page(address)
        return [[a.get("href").strip("./") for a in page.xpath(f"//article/section[{place}]//li/a")]
                for place in (1, 2)]  # fmt: skip

    months = ["2026-11", "2026-10", "2026-09"]
    weeks = [f"2026-W{week}" for week in (48, 45, 44, 43, 41, 38)]
    assert listed("fi/digests/") == [weeks, months]
    assert listed("en/digests/") == [["2026-W45"], months]
    assert "23.–29. marraskuuta 2026" in visible_text(built.page("fi/digests/"))


def test_digests_lead_to_the_one_before_and_the_one_after(built: Built) -> None:
    page = built.page("fi/digests/2026-W44/")
    around = page.xpath("//a[contains(., 'Viikkokooste')]")
    assert [a.get("href") for a in around] == ["../2026-W43/", "../2026-W45/"]


def test_an_empty_list_of_digests_says_so(newsroom: Newsroom) -> None:
    shown = visible_text(newsroom.built("2026-11-26 12:00").page("fi/digests/"))
    assert "Koosteita ei ole vielä." in shown
    assert "Viikkokooste, viikko" not in shown
