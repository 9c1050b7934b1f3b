"""Ways to write about a page: on every page, with the page named, as mail programs want it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from building import Built, build, config_of, copied, visible_text
from sites_for_tests import page, read, settings
from tolkku.model.findings import TolkkuError
from tolkku.views.feedback import feedback_links, filled, mailto

BULLETIN = "fi/bulletins/2026-12-01-72-hours/"
WAYS = """
    feedback:
      issues: "https://git.example.org/new?title={title}&body={body}"
      form: "https://form.example.org/?page={page}&language={language}&from={address}"
      promise: {fi: Vastaamme kahdessa päivässä., sv: Vi svarar inom två dagar., en: Soon.}
"""


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build(config_of("complete"), tmp_path_factory.mktemp("feedback") / "site")
    assert built.exit_code == 0, built.said
    return built


def links(built: Built, address: str) -> dict[str, str]:
    found = built.page(address).xpath("//section[@class='tk-feedback']//a")
    return {link.text: link.get("href") for link in found}


def letter(address: str) -> tuple[str, str, list[str]]:
    """Who a mailto address writes to, the subject, and the lines of the body."""
    parts = urlsplit(address)
    assert parts.scheme == "mailto"
    assert "+" not in parts.query
    said = {key: unquote(value) for key, value in
            (pair.split("=", 1) for pair in parts.query.split("&"))}  # fmt: skip
    assert "\n" not in said["body"].replace("\r\n", "")
    return parts.path, said["subject"], said["body"].split("\r\n")


def test_every_page_in_a_language_takes_feedback(complete: Built) -> None:
    for address in complete.pages():
        if complete.page(address).xpath("//link[@rel='manifest']"):
            assert len(links(complete, address)) == 3, address
    assert set(links(complete, "sv/")) == {"Anmäl fel", "Ställ en fråga", "Berätta hur det gick"}


def test_a_letter_names_the_page_exactly(complete: Built) -> None:
    to, subject, lines = letter(links(complete, BULLETIN)["Ilmoita virheestä"])
    assert to == "fi@example.org"
    assert subject == "Virhe: 72 tuntia"
    assert lines[0] == "Mikä on väärin, ja mikä olisi oikein?"
    assert lines[-4:] == [
        "Sivu: bulletins/2026-12-01-72-hours",
        "Kieli: suomi",
        "Julkaistu: 1.12.2026 klo 7.00",
        f"Osoite: https://example.org/{BULLETIN}",
    ]
    to, subject, lines = letter(links(complete, "en/ethics/")["Ask a question"])
    assert to == "en@example.org"
    assert subject == "Question: Code of ethics"
    assert "Version 1.0" in lines
    assert "Page: ethics" in lines


def test_a_letter_tells_the_newest_change_and_the_language_of_the_text(tmp_path: Path) -> None:
    config = copied("complete", tmp_path)
    folder = config.parent / "bulletins/2026/2026-12-01-72-hours"
    source = (folder / "fi.md").read_text("utf-8")
    update = "updated: [{at: 2026-12-02 09:00, note: Korjattu}]\ntopics:"
    (folder / "fi.md").write_text(source.replace("topics:", update), "utf-8")
    (folder / "sv.md").unlink()
    built = build(config, tmp_path / "site")
    _, _, lines = letter(links(built, f"sv/{BULLETIN.removeprefix('fi/')}")["Anmäl fel"])
    assert "Uppdaterad: 2.12.2026 kl. 9.00" in lines
    assert "Språk: finska" in lines


def test_what_is_written_survives_mail_programs() -> None:
    assert mailto("a@example.org", "50 % & more?", "ä\nb\r\nc") == (
        "mailto:a@example.org?subject=50%20%25%20%26%20more%3F&body=%C3%A4%0D%0Ab%0D%0Ac"
    )
    assert filled(
        "https://e.org/?p={page}#{language}", {"page": "a&b=c#d/ä", "language": "fi"}
    ) == ("https://e.org/?p=a%26b%3Dc%23d%2F%C3%A4#fi")


def test_a_site_may_add_a_form_an_issue_tracker_and_a_promise(tmp_path: Path) -> None:
    config = copied("complete", tmp_path)
    config.write_text(config.read_text("utf-8") + WAYS, "utf-8")
    built = build(config, tmp_path / "site")
    assert built.exit_code == 0, built.said
    found = links(built, BULLETIN)
    assert list(found)[3:] == ["Ilmoita virheestä julkisesti", "Palautelomake"]
    issue = parse_qs(urlsplit(found["Ilmoita virheestä julkisesti"]).query)
    assert issue["title"] == ["Virhe: 72 tuntia"]
    assert f"Osoite: https://example.org/{BULLETIN}" in issue["body"][0]
    form = parse_qs(urlsplit(found["Palautelomake"]).query)
    assert form == {
        "page": ["bulletins/2026-12-01-72-hours"],
        "language": ["fi"],
        "from": [f"https://example.org/{BULLETIN}"],
    }
    assert "Vi svarar inom två dagar." in visible_text(built.page("sv/ethics/"))
    assert "Vi svarar" not in visible_text(built.page("fi/ethics/"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            'issues: "https://e.org/?t={titel}"',
            "'issues' holds '{titel}', which is no placeholder.",
        ),
        ('issues: "https://e.org/?t={title!r}"', "'issues' holds '{title}', which is no placehold"),
        ('form: "https://e.org/?t={page"', "'form' has a brace that stands alone."),
        ('form: "https://{page}.org/"', "'form' holds a placeholder in its host."),
        ('form: "mailto:a@e.org"', "'form' 'mailto:a@e.org' is not a web address."),
        ("promise: {sv: Snart}", "has no name in 'fi'."),
        ("forms: x", "'forms' is not a field. Did you mean 'form'?"),
    ],
)
def test_what_is_set_wrongly_is_told(tmp_path: Path, line: str, problem: str) -> None:
    source = settings("fi") + f"    feedback:\n      {line}\n"
    with pytest.raises(TolkkuError) as refused:
        read(tmp_path, {"mkdocs.yml": source.encode(), "docs/fi/index.md": page()})
    assert any(problem in str(finding) for finding in refused.value.findings)


def test_without_an_address_there_is_nothing_to_offer(tmp_path: Path) -> None:
    site = read(tmp_path, {"docs/fi/a.md": page()}, "fi")
    assert all(not list(feedback_links(site, each)) for each in site.pages.all)
