"""What a shared link looks like: Open Graph and X cards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from building import Built, build, config_of, copied
from tolkku.model.languages import Language
from tolkku.views.head import locale_of

BULLETIN = "bulletins/2026-12-01-72-hours/"
NEEDED = ("og:type", "og:site_name", "og:title", "og:url", "og:locale", "og:image",
          "og:image:type", "og:image:width", "og:image:height", "og:image:alt")  # fmt: skip


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build(config_of("complete"), tmp_path_factory.mktemp("cards") / "site")
    assert built.exit_code == 0, built.said
    return built


def card(built: Built, address: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in built.page(address).xpath("//meta[@property]"):
        found.setdefault(meta.get("property"), []).append(meta.get("content"))
    return found


def test_every_page_in_a_language_has_a_card(complete: Built) -> None:
    for address in complete.pages():
        page = complete.page(address)
        if page.xpath("//link[@rel='manifest']"):
            said = card(complete, address)
            assert [name for name in NEEDED if len(said.get(name, ())) != 1] == [], address
            assert said["og:url"] == page.xpath("//link[@rel='canonical']/@href")
            assert all(content for contents in said.values() for content in contents), address
            assert said.get("og:description", []) == page.xpath(
                "//meta[@name='description']/@content"
            )


def test_the_card_of_a_bulletin(complete: Built) -> None:
    said = card(complete, "sv/bulletins/72-timmar/")
    assert said["og:type"] == ["article"]
    assert said["og:title"] == ["72 timmar"]
    assert said["og:locale"] == ["sv_FI"]
    assert said["og:locale:alternate"] == ["fi_FI", "en_GB"]
    assert said["article:published_time"] == ["2026-12-01T07:00:00+02:00"]
    assert said["article:expiration_time"] == ["2026-12-24T18:00:00+02:00"]
    assert said["article:tag"] == ["Beredskap"]
    assert card(complete, "sv/now/")["og:type"] == ["website"]


def test_without_a_picture_the_icon_stands_in(complete: Built) -> None:
    said = card(complete, f"fi/{BULLETIN}")
    assert said["og:image"] == ["https://example.org/assets/icon-512.png"]
    assert said["og:image:alt"] == ["Koesivusto"]
    with Image.open(complete.folder / "assets/icon-512.png") as icon:
        assert (str(icon.width), str(icon.height)) == ("512", "512")
    assert kind(complete, f"fi/{BULLETIN}") == ["summary"]


def kind(built: Built, address: str) -> list[str]:
    found: list[str] = built.page(address).xpath("//meta[@name='twitter:card']/@content")
    return found


@pytest.mark.parametrize(
    ("name", "size", "shown"),
    [("kuva.png", (640, 360), "summary_large_image"), ("kuva.png", (100, 100), "summary")],
)
def test_a_picture_is_measured_and_described(
    tmp_path: Path, name: str, size: tuple[int, int], shown: str
) -> None:
    config = copied("complete", tmp_path)
    folder = config.parent / "bulletins/2026/2026-12-01-72-hours"
    Image.new("RGB", size).save(folder / name)
    source = (folder / "fi.md").read_text("utf-8")
    more = (
        f'image: {{file: {name}, alt: "Vesi <kanisteri>"}}\nexercise: yes\n'
        "updated: [{at: 2026-12-02 09:00, note: Korjattu}]\ntopics:"
    )
    (folder / "fi.md").write_text(source.replace("topics:", more), "utf-8")
    (folder / "sv.md").unlink()
    built = build(config, tmp_path / "site")
    assert built.exit_code == 0, built.said
    said = card(built, f"fi/{BULLETIN}")
    assert said["og:image"] == [f"https://example.org/{BULLETIN}{name}"]
    assert (said["og:image:width"], said["og:image:height"]) == ([str(size[0])], [str(size[1])])
    assert said["og:image:type"] == ["image/png"]
    assert said["og:image:alt"] == ["Vesi <kanisteri>"]
    assert said["article:modified_time"] == ["2026-12-02T09:00:00+02:00"]
    assert said["og:title"] == ["Harjoitus: 72 tuntia"]
    assert kind(built, f"fi/{BULLETIN}") == [shown]
    stand_in = card(built, f"sv/{BULLETIN}")
    assert stand_in["og:locale"] == ["fi_FI"]
    assert stand_in["og:url"] == [f"https://example.org/fi/{BULLETIN}"]
    assert "og:locale:alternate" not in stand_in


def test_a_drawing_is_no_picture_for_platforms(tmp_path: Path) -> None:
    config = copied("complete", tmp_path)
    folder = config.parent / "bulletins/2026/2026-12-01-72-hours"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    (folder / "kuva.svg").write_text(svg, "utf-8")
    source = (folder / "fi.md").read_text("utf-8")
    image = 'image: {file: kuva.svg, alt: "Piirros"}\ntopics:'
    (folder / "fi.md").write_text(source.replace("topics:", image), "utf-8")
    built = build(config, tmp_path / "site")
    assert built.exit_code == 0, built.said
    assert card(built, f"fi/{BULLETIN}")["og:image"] == ["https://example.org/assets/icon-512.png"]


def test_a_locale_has_a_territory() -> None:
    assert locale_of(Language("fi", "Suomi", "fi")) == "fi_FI"
    assert locale_of(Language("sv", "Svenska", "sv_FI")) == "sv_FI"
    assert locale_of(Language("no", "Norsk", "no")) == "no_NO"
