"""The accessibility statement: made from `mkdocs.yml`, extended by a page of the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import Built, build, copied, visible_text
from sites_for_tests import page, read, settings, told
from tolkku.model.findings import TolkkuError

STATEMENT = """
    accessibility:
      status: partial
      evaluated:
        on: 2026-11-20
        method: {fi: Ruudunlukijalla, sv: Med skärmläsare, en: With a screen reader}
      exceptions:
        - {what: {fi: Videot., sv: Videorna., en: Videos.}, why: burden}
        - {what: {fi: Kartta., sv: Kartan., en: The map.}, why: not-required}
        - {what: {fi: Kuvat., sv: Bilderna., en: Pictures.}, why: not-yet, until: 2027-01-31}
      authority:
        name: {fi: Traficom, sv: Traficom, en: Traficom}
        url: https://saavutettavuusvaatimukset.fi/
        email: valvonta@example.org
        phone: "029 123"
"""
SMALL = """
    accessibility:
      status: partial
      evaluated: {on: 2026-11-20}
      exceptions: [{what: {fi: Kartta.}, why: not-yet}]
      email: {fi: a@example.org}
      authority: {name: {fi: Traficom}, url: "https://example.org/"}
"""


def built_with(folder: Path, added: str, docs: str = "") -> Built:
    config = copied("complete", folder)
    config.write_text(config.read_text("utf-8") + added, "utf-8")
    if docs:
        (config.parent / "docs/fi/accessibility.md").write_text(docs, "utf-8")
    built = build(config, folder / "site")
    assert built.exit_code == 0, built.said
    return built


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_with(tmp_path_factory.mktemp("statement"), STATEMENT)


PARTS = {
    "fi": [
        ("conformance", "Sivusto täyttää osittain digitaalisten palvelujen tarjoamisesta annetun"),
        ("shortcomings", "Videot. Syy: kohtuuton rasite."),
        ("shortcomings", "Kartta. Syy: vaatimukset eivät koske sitä."),
        ("shortcomings", "Kuvat. Syy: sitä ei ole vielä korjattu. Korjaamme sen viimeistään 31.1."),
        ("assessment", "omaan arvioomme, joka tehtiin 20.11.2026. Menetelmä: Ruudunlukijalla"),
        ("feedback", "Kirjoita meille: fi@example.org. Saat vastauksen 14 päivässä."),
        ("complaint", "Traficom, valvonta@example.org, puhelin 029 123"),
    ],
    "sv": [
        ("conformance", "Webbplatsen uppfyller delvis kraven i lagen"),
        ("shortcomings", "Bilderna. Orsak: det har inte åtgärdats ännu. Vi åtgärdar det senast"),
        ("assessment", "vår egen bedömning, som gjordes den 20.11.2026. Metod: Med skärmläsare"),
        ("feedback", "Skriv till oss: sv@example.org. Du får svar inom 14 dagar."),
        ("complaint", "Traficom, valvonta@example.org, telefon 029 123"),
    ],
    "en": [
        ("conformance", "The site partially meets the requirements of the Finnish Act"),
        ("shortcomings", "Videos. Why: it would be a disproportionate burden."),
        ("assessment", "our own evaluation, made on 20 November 2026. Method: With a screen read"),
        ("feedback", "Write to us: en@example.org. You will get an answer within 14 days."),
        ("complaint", "Traficom, valvonta@example.org, phone 029 123"),
    ],
}


@pytest.mark.parametrize("tag", PARTS)
def test_the_statement_has_its_five_parts(generated: Built, tag: str) -> None:
    shown = generated.page(f"{tag}/accessibility/")
    for part, said in PARTS[tag]:
        (section,) = shown.xpath(f"//section[@aria-labelledby='statement-{part}']")
        assert said in " ".join(section.text_content().split()), part
    assert shown.xpath("//meta[@name='description']/@content")
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_page_of_the_docs_extends_it(tmp_path: Path) -> None:
    body = page("title: Seloste", "## Lisää {#more}\n\nKäy vastaanotolla.").replace(
        "title: Otsikko\n", ""
    )
    built = built_with(tmp_path, STATEMENT, body)
    shown = visible_text(built.page("fi/accessibility/"))
    assert built.page("fi/accessibility/").findtext(".//h1") == "Seloste"
    assert shown.index("Valvontaviranomainen") < shown.index("Käy vastaanotolla.")
    assert "Tillsynsmyndighet" in visible_text(built.page("sv/accessibility/"))


def test_a_page_of_the_docs_stands_alone_where_nothing_is_configured(tmp_path: Path) -> None:
    site = read(tmp_path, {"docs/fi/accessibility.md": page()}, "fi")
    found = site.pages.find("accessibility", site.settings.languages[0])
    assert found is not None
    assert found.template == "text.html"
    assert "accessibility" not in site.settings.generated


def test_without_either_there_is_no_page(tmp_path: Path) -> None:
    site = read(tmp_path, {"docs/fi/a.md": page()}, "fi")
    assert site.pages.find("accessibility", site.settings.languages[0]) is None


def configured(*replacements: tuple[str, str]) -> bytes:
    added = SMALL
    for old, new in replacements:
        assert old in added
        added = added.replace(old, new)
    return (settings("fi") + added.removeprefix("\n")).encode()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("status: partial", "status: most", "'most' is not allowed here."),
        ("status: partial", "status: full", "'status' is 'full' beside exceptions."),
        ("      exceptions: [{what: {fi: Kartta.}, why: not-yet}]\n", "",
         "'status' is 'partial', and no exception says what is not accessible."),
        ("      email: {fi: a@example.org}\n", "", "'email' is missing"),
        ("why: not-yet", "why: burden, until: 2027-01-01", "promises to mend what need not be"),
        ("      evaluated: {on: 2026-11-20}\n", "", "'evaluated' is missing."),
        ("url:", "web:", "'web' is not a field."),
    ],
)  # fmt: skip
def test_what_is_set_wrongly_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    files = {"mkdocs.yml": configured((old, new)), "docs/fi/a.md": page()}
    with pytest.raises(TolkkuError) as refused:
        read(tmp_path, files)
    assert any(problem in str(finding) for finding in refused.value.findings)


def test_time_makes_notes_and_never_errors(tmp_path: Path) -> None:
    source = configured(("why: not-yet", "why: not-yet, until: 2027-01-31"))
    files = {"mkdocs.yml": source, "docs/fi/a.md": page()}
    assert [f for f in told(tmp_path, files, at="2027-01-31 12:00") if "accessib" in f] == []
    (late,) = [f for f in told(tmp_path, files, at="2027-02-01 12:00") if "accessib" in f]
    assert late.startswith("note mkdocs.yml:")
    assert "promises to mend this by 2027-01-31" in late
    late = " ".join(told(tmp_path, files, at="2027-12-01 12:00"))
    assert "was evaluated on 2026-11-20, over a year ago" in late
    early = " ".join(told(tmp_path, files, at="2026-11-19 23:59"))
    assert "note mkdocs.yml" in early
    assert "was evaluated on 2026-11-20, which lies ahead. Correct the day" in early
    assert "error" not in late
