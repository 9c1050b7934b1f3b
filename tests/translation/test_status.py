"""How far the languages are: at a terminal, for programs and on the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from building import Built, build, config_of, visible_text
from paths import SITES
from sites_for_tests import Files, bulletin, page, settings, write
from tolkku.cli.main import main
from tolkku.site import read_site
from tolkku.views.pages import view_of
from tolkku.views.status import StatusView

NOON = "2026-12-02 12:00"
Golden = Callable[[str, str], None]


def status(*words: str, config: Path = SITES / "duties" / "mkdocs.yml", **how: Any) -> Result:
    """What is said, with colours if asked for by `color`; never by an accident of this terminal."""
    how = {"env": {"NO_COLOR": None, "TERM": "xterm"}, **how}
    typed = ["--config", str(config), "--at", NOON, "status", *words]
    done = CliRunner().invoke(main, typed, prog_name="tolkku", **how)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def rows(*words: str) -> list[str]:
    """The ids of the texts that are told of."""
    return [text["id"] for text in json.loads(status(*words, "--json").stdout)["texts"]]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("status.txt", []),
        ("overdue.txt", ["--overdue"]),
        ("swedish.txt", ["--language", "sv", "--owed"]),
        ("status.json", ["--json"]),
        ("lag.txt", ["--lag"]),
        ("lag.json", ["--lag", "--json"]),
    ],
)
def test_it_is_as_reviewed(golden: Golden, name: str, words: list[str]) -> None:
    done = status(*words)
    assert (done.exit_code, done.stderr) == (0, "")
    golden(f"status/{name}", done.stdout)


def test_no_line_is_wider_than_the_oldest_terminal() -> None:
    plain, coloured = status().stdout, status(color=True).stdout
    assert max(map(len, plain.splitlines())) <= 80
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert plain == "".join(f"{line.rstrip()}\n" for line in plain.splitlines())


def test_colours_say_nothing_that_words_do_not() -> None:
    lines = status(color=True).stdout.splitlines()
    late = [line for line in lines if "\x1b[31m" in line]
    assert late
    assert all("missing!" in line or "overdue" in line for line in late)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"NO_COLOR": None, "TERM": "dumb"}])
def test_who_wants_no_colours_gets_none(environment: dict[str, str | None]) -> None:
    assert "\x1b" in status(color=True).stdout
    assert "\x1b" not in status(color=True, env=environment).stdout


def test_it_begins_with_what_is_most_overdue() -> None:
    assert rows()[:3] == ["handbook/sources", "2026-11-25-power", "2026-12-02-water"]
    assert rows("--language", "en")[:3] == [
        "handbook/sources",
        "2026-11-25-power",
        "2026-12-01-ice",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--overdue"], ["handbook/sources", "2026-11-25-power"]),
        (["--overdue", "--language", "sv"], []),
        (["--outdated"], ["handbook/sources"]),
        (["--outdated", "--owed"], ["handbook/sources"]),
        (["--outdated", "--overdue"], []),  # of one edition, not of two editions of one text
        (["--kind", "qa"], ["2026-12-02-question"]),
        (["--kind", "qa", "--kind", "urgent"],
         ["2026-12-02-question", "2026-12-07-storm", "2026-12-01-ice"]),
        (["--kind", "page", "--owed"], ["handbook/sources"]),
        (["handbook"], ["handbook"]),
        (["handbook", "--overdue"], []),
        (["docs/fi/handbook/words.md", "2026-12-01-ice"], ["2026-12-01-ice", "handbook/words"]),
        (["docs/sv/handbook"], ["handbook/sources", "handbook/words", "handbook"]),
        (["bulletins/2026/2026-12-01-ice", "2026-12-01-ice"], ["2026-12-01-ice"]),
    ],
)  # fmt: skip
def test_filters(words: list[str], expected: list[str]) -> None:
    assert rows(*words) == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["zzz"], "There is no text 'zzz'."),
        (["handbok"], "There is no text 'handbok'.\nDid you mean 'handbook'?"),
        (["--language", "se"], "'se' is not a language of this site (fi, sv, en)."),
        (["--kind", "news"], "'news' is not one of 'bulletin', 'urgent'"),
        (["--page", "--lag"], "--page stands alone."),
    ],
)
def test_misuse(words: list[str], said: str) -> None:
    done = status(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_nothing_to_show_is_no_table() -> None:
    head = "As of 2026-12-02 12:00\n\n"
    assert status("--overdue", "--language", "sv").stdout == f"{head}Nothing is overdue.\n"
    both = status("--owed", "--outdated", "--language", "sv", "--kind", "qa")
    assert both.stdout == f"{head}Nothing is owed and outdated.\n"
    assert status("--kind", "correction").stdout == f"{head}0 texts.\n"


def test_what_is_behind_since_today_is_not_behind_for_no_days(tmp_path: Path) -> None:
    behind = page("follows: {on: 2026-12-01, parts: {title: '00000000'}}")
    original = page("published: 2026-12-02 08:00")
    config = write(tmp_path, {"docs/fi/a.md": original, "docs/sv/a.md": behind}, "fi", "sv")
    assert "  sv  outdated since today in " in status(config=config).stdout


def test_a_site_with_errors_is_told_of_all_the_same(tmp_path: Path) -> None:
    config = write(tmp_path, {"docs/fi/a.md": page("tilte: x")}, "fi")
    done = status(config=config)
    assert (done.exit_code, done.stderr) == (
        0, "The site has errors and cannot be built: see `tolkku check`.\n"
    )  # fmt: skip
    assert "\na " in done.stdout


def many(folder: Path, *tags: str) -> str:
    files: Files = {f"docs/{tag}/a.md": page() for tag in tags if tag != "aa"}
    files["bulletins/2026/2026-12-01-" + "-".join(["long"] * 14) + "/fi.md"] = bulletin()
    return status(config=write(folder, files, *tags)).stdout


def test_many_languages_go_by_letters(golden: Golden, tmp_path: Path) -> None:
    said = many(tmp_path, "fi", "sv", "en", "de", "et", "ru", "se", "uk")
    golden("status/many-languages.txt", said)
    assert max(map(len, said.splitlines())) <= 80


def test_four_languages_go_by_words(tmp_path: Path) -> None:
    said = many(tmp_path, "fi", "sv", "en", "de")
    assert "= full        ? unconfirmed" not in said
    assert re.search(r"^a +\W full +\? full +\? full +\? full$", said, re.MULTILINE)
    assert max(map(len, said.splitlines())) <= 80


def test_lag_is_counted_from_the_first_edition_whichever_it_is(tmp_path: Path) -> None:
    """Here Swedish readers had it first; the Finns waited for two hours, the English wait still."""
    swedish = "---\ntitle: t\nsummary: s\npublished: 2026-12-01 07:00\n---\n\nText.\n"
    files: Files = {
        "docs/fi/index.md": page(),
        "bulletins/2026/2026-12-01-a/fi.md": bulletin(published="2026-12-01 09:00"),
        "bulletins/2026/2026-12-01-a/sv.md": swedish,
        "bulletins/2026/2026-12-01-a/en.md": swedish.replace("12-01", "12-03"),
    }
    config = write(tmp_path, files, "fi", "sv", "en")
    lags = json.loads(status("--lag", "--json", config=config).stdout)["lags"]
    assert [(lag["language"], lag["worst_hours"], lag["missing"]) for lag in lags] == [
        ("fi", 2.0, 0),
        ("en", None, 1),
    ]


def test_lag_has_the_median_and_the_worst(tmp_path: Path) -> None:
    swedish = "---\ntitle: t\nsummary: s\npublished: 2026-11-0{day} {hour}:00\n---\n\nText.\n"
    files: Files = {"docs/fi/index.md": page()}
    for day, hour in ((1, "08"), (2, "10"), (3, "23")):
        folder = f"bulletins/2026/2026-11-0{day}-x"
        files[f"{folder}/fi.md"] = bulletin(published=f"2026-11-0{day} 07:00")
        files[f"{folder}/sv.md"] = swedish.format(day=day, hour=hour)
    lags = json.loads(status("--lag", "--json", config=write(tmp_path, files, "fi", "sv")).stdout)[
        "lags"
    ]
    assert lags == [
        {"month": "2026-11", "language": "sv", "editions": 3, "median_hours": 3.0,
         "worst_hours": 16.0, "worst": "2026-11-03-x", "missing": 0}
    ]  # fmt: skip


def test_lag_of_pages_is_told_when_asked_for() -> None:
    lags = json.loads(status("--lag", "--json", "--kind", "page").stdout)["lags"]
    assert [(lag["month"], lag["language"], lag["editions"], lag["missing"]) for lag in lags] == [
        ("2026-11", "sv", 3, 0),
        ("2026-11", "en", 1, 2),
    ]
    assert status("--lag", "about").stdout == "There is nothing to compare yet.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build(config_of("duties"), tmp_path_factory.mktemp("duties") / "site")
    assert built.exit_code == 0, built.said
    return built


def test_the_page_says_the_same_in_every_language(golden: Golden, built: Built) -> None:
    for tag in ("fi", "sv", "en"):
        said = built.page(f"{tag}/status/").xpath(
            "//article//*[self::h1 or self::h2 or self::a or self::p or self::dt or self::dd]"
        )
        lines = [" ".join(each.text_content().split()) for each in said]
        golden(f"status/page.{tag}.txt", "\n".join(lines) + "\n")
    reason = built.page("sv/status/").xpath("//article//span[@lang]")
    assert [(each.get("lang"), each.text) for each in reason] == [("fi", "the translator is ill")]


def test_the_page_keeps_what_waits_for_its_hour_to_itself(built: Built) -> None:
    said = visible_text(built.page("fi/status/"))
    assert "Myrsky" not in said
    assert "5.12.2026" not in said  # when the Swedish edition of the question comes out
    assert "ruotsi: puuttuu; määräaika 3.12.2026" in said


def test_a_page_that_is_not_wanted_is_not_there(tmp_path: Path) -> None:
    built = build(config_of("complete"), tmp_path / "site")
    assert built.exit_code == 0, built.said
    assert not built.has("fi/status/")
    done = status("--page", config=config_of("complete"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Write `status_page: yes` in mkdocs.yml" in done.stderr


def test_the_desk_says_where_the_page_is() -> None:
    assert status("--page").stdout == (
        "https://example.org/fi/status/\n"
        "https://example.org/sv/status/\n"
        "https://example.org/en/status/\n"
    )


def test_navigation_may_name_the_page_only_if_there_is_one(tmp_path: Path) -> None:
    def errors(*added: str) -> str:
        lines = "".join(f"    {line}\n" for line in added)
        files: Files = {"mkdocs.yml": settings("fi") + lines, "docs/fi/index.md": page()}
        done = CliRunner().invoke(main, ["--config", str(write(tmp_path, files)), "check"])
        return done.stdout

    assert "Nothing to tell." in errors("nav: [status]", "status_page: yes")
    assert "'status' is no page of this site." in errors("nav: [status]")


def test_a_page_of_thousands_tells_of_the_first_hundred(tmp_path: Path) -> None:
    added = "    status_page: yes\n    duties: [{for: bulletin, languages: [sv]}]\n"
    files: Files = {"mkdocs.yml": settings("fi", "sv") + added, "docs/fi/index.md": page()}
    for number in range(103):
        files[f"bulletins/2026/2026-12-01-x{number}/fi.md"] = bulletin()
    site, _ = read_site(write(tmp_path, files), NOON, {})
    found = site.pages.find("status", site.settings.original)
    assert found
    view = view_of(site, found)
    assert isinstance(view, StatusView)
    assert (len(view.rows), view.more) == (100, 3)
