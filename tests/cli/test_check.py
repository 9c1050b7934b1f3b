"""`tolkku check`: what editors, reviewers and programs get to see of the Findings."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from building import build
from paths import HOOKS, SITES
from sites_for_tests import bulletin, page, write
from tolkku.cli.findings import (
    Display,
    SourceLines,
    as_annotations,
    markdown_summary,
    summary_line,
    worst_first,
)
from tolkku.cli.main import main
from tolkku.cli.report import Report
from tolkku.cli.terminal import cells
from tolkku.model.findings import Finding, Place, error, note
from tolkku.model.harmless import visible
from tolkku.site import read_site

BULLETIN = "bulletins/2026/2026-12-01-72-hours"
AT = "2026-12-02 12:00"

Golden = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the complete site with all sorts of mistakes, and the folder that we are in."""
    site = tmp_path / "tests" / "sites" / "complete"
    shutil.copytree(SITES / "complete", site)
    shutil.copy(SITES / "base.yml", site.parent)
    for name in ("hooks", "locales"):
        (tmp_path / name).symlink_to(HOOKS.parent / name)
    monkeypatch.chdir(site)
    replace(f"{BULLETIN}/fi.md", "expires: 2026-12-24 18:00", "expires: 2026-11-01 18:00")
    replace(
        f"{BULLETIN}/fi.md",
        "Mistä tieto on",
        "#### Syvä\n\n<!-- huom -->\n"
        "漢字, [polku](y.md), [kohta](../../../docs/fi/ethics.md#mukana) ja ![](x.png)\n\n"
        f"{'Pitkä rivi. ' * 12}[loppu](z.md){' ja vielä.' * 12}\n\nTieto on",
    )
    replace(f"{BULLETIN}/sv.md", "title:", "expire: 2026-12-24 18:00\ntitle:")
    replace("docs/sv/about.md", "title: Om", "slug: Ä\ntitle: Om: oss")
    replace("docs/en/about.md", "---\n\n", "---\n\n<script>x()</script>\n\n")
    Path("docs/en/ethics.md").write_bytes("---\ntitle: Étique\n---\n\nText.\n".encode("latin-1"))
    return site


def replace(path: str, old: str, new: str) -> None:
    file = Path(path)
    source = file.read_text("utf-8")
    assert old in source
    file.write_text(source.replace(old, new, 1), "utf-8")


def typed(*words: str) -> Result:
    done = CliRunner().invoke(main, ["--at", AT, "check", *words], prog_name="tolkku")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def test_settings_that_are_wrong_are_told_like_texts(site: Path, golden: Golden) -> None:
    replace("mkdocs.yml", "glossary:", "glosary:")
    done = typed()
    assert done.exit_code == 1
    golden("check/settings.txt", done.output)


def test_for_people(site: Path, golden: Golden) -> None:
    done = typed()
    assert done.exit_code == 1
    golden("check/broken.txt", done.output)
    assert max(cells(line) for line in done.output.splitlines()) <= 80


def test_for_people_in_colour(site: Path, golden: Golden) -> None:
    in_colour = typed("--color").output
    golden("check/broken-in-colour.txt", in_colour.replace("\x1b", "␛"))
    assert re.sub(r"\x1b\[\d+m", "", in_colour) == typed("--no-color").output


def test_for_github(site: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(site.parents[2]))
    done = typed("--format", "github")
    assert done.exit_code == 1
    golden("check/broken-github.txt", done.output)


def test_for_programs(site: Path, golden: Golden) -> None:
    done = typed("--format", "json")
    assert done.exit_code == 1
    golden("check/broken.json", done.output)
    for said in json.loads(done.output):
        line = said["source"]
        assert line is None or line in Path(said["path"]).read_text("utf-8", "replace").split("\n")


def test_for_reviewers(site: Path, golden: Golden, tmp_path: Path) -> None:
    assert typed("--summary", str(tmp_path / "summary.md")).exit_code == 1
    golden("check/broken.md", (tmp_path / "summary.md").read_text("utf-8"))


def test_the_build_tells_the_same(site: Path, tmp_path: Path) -> None:
    told = [f"{s['path']}:{s['line']}: {s['problem']} {s['remedy']}"
            for s in json.loads(typed("--format", "json").output)]  # fmt: skip
    built = build(site / "mkdocs.yml", tmp_path / "built", at=AT)
    logged = [line.partition(" tolkku: ")[2] for line in built.said.splitlines()]
    assert built.exit_code == 1
    assert len(told) > 20
    logged = [line for line in logged if line and not line.startswith("Building as of ")]
    assert sorted(logged) == sorted(told)


def test_a_summary_goes_to_the_step_by_itself_and_leaves_what_is_there(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = tmp_path / "step.md"
    step.write_text("Before.\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(step))
    typed()
    assert step.read_text("utf-8") == "Before.\n"
    typed("--format", "github")
    once = step.read_text("utf-8")
    assert once.startswith("Before.\n## Check: 10 errors, ")
    typed("--summary", str(step))
    assert len(step.read_text("utf-8")) > len(once)
    other = tmp_path / "other.md"
    for _ in range(2):
        typed("--format", "github", "--summary", str(other))
    assert other.read_text("utf-8").count("##") == 1


def test_a_summary_that_cannot_be_written_is_said(site: Path) -> None:
    done = typed("--summary", "no/such/folder.md")
    assert (done.exit_code, "'no/such/folder.md' cannot be written" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("names", "paths", "code"),
    [
        (["2026-12-01-72-hours"], {f"{BULLETIN}/{tag}.md" for tag in ("fi", "sv", "en")}, 1),
        (["bulletins/2026-12-01-72-hours"], {f"{BULLETIN}/{t}.md" for t in ("fi", "sv", "en")}, 1),
        ([f"{BULLETIN}/en.md"], {f"{BULLETIN}/en.md"}, 0),
        (["handbook/sources"], {"docs/sv/handbook/sources.md", "docs/en/handbook/sources.md"}, 0),
        (["about", "docs/en/index.md"],
         {"docs/sv/about.md", "docs/en/about.md", "docs/en/index.md"}, 1),
        (["docs/sv/handbook/"], {f"docs/sv/handbook/{name}.md"
                                 for name in ("guest", "index", "sources")}, 0),
        (["ethics"], {"docs/en/ethics.md", "docs/sv/ethics.md"}, 1),
        (["docs/fi"], set(), 0),
        (["mkdocs.yml"], set(), 0),
    ],
)  # fmt: skip
def test_what_is_named(site: Path, names: list[str], paths: set[str], code: int) -> None:
    done = typed("--format", "json", *names)
    assert {said["path"] for said in json.loads(done.output)} == paths
    assert done.exit_code == code


def test_what_is_elsewhere_is_only_counted(site: Path) -> None:
    assert typed("docs/fi").output == "Nothing to tell. Elsewhere: 10 errors.\n"
    assert typed(".").output == typed().output


def test_names_may_be_typed_from_any_folder(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site / "docs" / "sv")
    done = CliRunner().invoke(
        main, ["--at", AT, "--config", "../../mkdocs.yml", "check", "index.md"]
    )
    assert done.output.startswith("docs/sv/index.md\n  note, line 1: ")


@pytest.mark.parametrize(
    ("name", "hint"),
    [("abut", "about"), ("2026-12-01-72-hour", "2026-12-01-72-hours"), ("docs/se", "docs/sv"),
     (f"{BULLETIN}/fi", f"{BULLETIN}/fi.md"), ("a\0b", None), ("x" * 5000, None),
     ("/proc/self", None), ("../..", None), ("*", None)],
)  # fmt: skip
def test_a_name_that_means_nothing(site: Path, name: str, hint: str | None) -> None:
    done = typed(name)
    assert done.exit_code == 2
    assert "There is no text, file or folder '" in done.output
    assert ("Did you mean" in done.output) is (hint is not None)
    assert hint is None or f"Did you mean '{hint}'?" in done.output


def spot_of(tmp_path: Path, line: str, problem: str, path: str = "x.md", number: int = 1) -> str:
    """The part of a source line that is marked."""
    (tmp_path / path).write_text(line, "utf-8")
    spot = SourceLines(tmp_path).spot(error(Place(path, number), problem, "Mend it."))
    assert spot is not None
    return spot.text[spot.start : spot.end]


@pytest.mark.parametrize(
    ("line", "problem", "marked"),
    [
        ("expires: 1", "'expires' is 1, not after publication.", "expires"),
        ("slug: Ä", "'slug' 'Ä' cannot be part of an address.", "Ä"),
        ("kind: Urgant", "'kind' 'urgant' is not allowed here.", "Urgant"),
        ("[a](b.md#c)", "there is no '#c' on /fi/b/.", "#c"),
        ("a [it's](it's.md) b", "'it's.md' leads to no file.", "it's.md"),
        ("data, at: x", "'at' is not a date.", "at"),
        ("title: a: b", "a colon inside the value confuses YAML (column 9).", ":"),
        ("a <SCRIPT>", "holds <script>, which is not allowed.", "<SCRIPT"),
        ("a <!-- b", "holds an HTML comment.", "<!--"),
        ("a ![](b.png)", "an image has no alternative text (WCAG 1.1.1).", "!["),
        ("a\u202eb", "holds an invisible mark that changes the direction of the text.", "\u202e"),
        ("kind: correction", "a correction does not say what was wrong.", ""),
        ("a", "'b' leads to no file.", ""),
        ("a", "is not valid YAML (column 99).", ""),
        ("", "'b' leads to no file.", ""),
    ],
)  # fmt: skip
def test_the_spot(tmp_path: Path, line: str, problem: str, marked: str) -> None:
    assert spot_of(tmp_path, line, problem) == marked


def test_a_field_is_marked_in_front_matter_and_settings_only(tmp_path: Path) -> None:
    source = "---\nkind: x\n---\n\nkind: x\n"
    said = "does not say what was wrong."
    assert spot_of(tmp_path, source, said, number=2) == "kind"
    assert spot_of(tmp_path, source, said, number=5) == ""
    assert spot_of(tmp_path, "  - page: x", said, path="mkdocs.yml") == "page"


@pytest.mark.parametrize("place", [Place("x.md", 9), Place("gone.md"), Place("x.md", 0),
                                   Place("folder", 1), Place("link.md"), Place("a\0b"),
                                   Place("--at", 0), Place("x" * 5000)])  # fmt: skip
def test_a_line_that_is_gone_is_no_trouble(tmp_path: Path, place: Place) -> None:
    (tmp_path / "x.md").write_text("a", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "secret").write_text("PASSWORD", "utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "secret")
    found = error(place, "'a' is wrong.", "Mend it.")
    assert SourceLines(tmp_path).spot(found) is None
    assert "PASSWORD" not in Display(SourceLines(tmp_path)).text([found])
    assert "col=" not in as_annotations([found], SourceLines(tmp_path), tmp_path)


EVIL = "\x1b[2J\x9b31m\x07\u202e\u2028::error::x\r\n::error::y"


def test_nothing_that_is_shown_reaches_the_terminal_as_an_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.md").write_text(f"a {EVIL} b", "utf-8")
    found = error(Place("x.md"), f"'{EVIL}' is wrong.", f"Mend {EVIL}.")
    other = error(Place(f"{EVIL}.md"), "is there.", "Remove it.")
    Report(tmp_path, "text").tell([found, other])
    said = capsys.readouterr().out
    plain = said.replace("\n", "").replace("\u00a0", " ").replace("\u200b", "")
    assert visible(plain) == plain
    assert "<U+001B>[2J<U+009B>31m<U+0007><U+202E><U+2028>" in said
    Report(tmp_path, "github").tell([found, other])
    said = capsys.readouterr().out
    assert said.count("\n") == 3
    assert "\r" not in said
    assert not set("\x1b\x9b\x07\u202e\u2028") & set(said)


@pytest.mark.parametrize("words", range(20))
def test_what_wraps_begins_no_line_with_an_order_to_ci(tmp_path: Path, words: int) -> None:
    told = f"the heading '{'word ' * words}::stop-commands::x' is."
    said = Display(SourceLines(tmp_path)).text([error(Place("x.md"), told, "Mend it.")])
    assert "::stop-commands::x" in said
    assert not re.search(r"^\s*::", said, re.MULTILINE)


def test_annotations_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "a,b:c%.md").write_text("100 %", "utf-8")
    found = [error(Place("a,b:c%.md"), "'100 %' is:\r\nwrong,", "Mend it."),
             note(Place("--at", 0), "x", "y")]  # fmt: skip
    assert as_annotations(found, SourceLines(tmp_path), tmp_path) == (
        "::error file=a%2Cb%3Ac%25.md,line=1,col=1,endColumn=6,title=This stops the build"
        "::'100 %25' is:%0D%0Awrong, Mend it.\n"
        "::notice file=--at,title=Worth knowing::x y\n"
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize(
    "before", ["", "ä" * 300, "漢" * 300, "\t" * 300, "e\u0301" * 300, "\x1b" * 99]
)
@pytest.mark.parametrize("after", ["", "ö" * 300, "👍" * 300])
@pytest.mark.parametrize("meant", ["spot", "spot" * 90])
def test_long_lines_are_cut_around_the_spot(
    tmp_path: Path, width: int, before: str, after: str, meant: str
) -> None:
    (tmp_path / "x.md").write_text(f"{before} {meant} {after}", "utf-8")
    found = error(Place("x.md"), f"'{meant}' is wrong.", "Mend it.")
    lines = Display(SourceLines(tmp_path), width).text([found]).splitlines()
    source, pointer = (line for line in lines if " | " in line)
    assert visible(source) == source
    assert max(cells(source), cells(pointer)) <= width
    at = cells(pointer[: pointer.index("^")])
    shown = next(n for n in range(len(source)) if cells(source[:n]) == at and source[n] == "s")
    assert source[shown:].startswith("spot")
    assert pointer.count("^") == cells(source[shown:].split(" ")[0])


def test_worst_first() -> None:
    found = [note(Place("a", 1), "1", ""), note(Place("b", 1), "2", ""),
             error(Place("b", 9), "3", ""), error(Place("c", 1), "4", "")]  # fmt: skip
    assert "".join(each.problem for each in worst_first(found)) == "3241"


def test_summaries() -> None:
    def errors(number: int) -> list[Finding]:
        return [
            error(Place("a.md", n), f"is <b>@all</b> | {n}.", "Mend\nit.") for n in range(number)
        ]

    assert summary_line([]) == "Nothing to tell."
    assert summary_line([], errors(2)) == "Nothing to tell. Elsewhere: 2 errors."
    assert markdown_summary([]) == "## Check: nothing to tell\n"
    said = markdown_summary([*errors(12), note(Place("b.md"), "x", "y")])
    assert said.count("| Mend it. |") == 10
    assert "… and 2 more errors." in said
    assert "| is \\<b\\>@&#8203;all\\</b\\> \\| 3. |" in said
    assert "| x | y |" not in said
    assert "| b.md:1 (note) | x | y |" in markdown_summary([note(Place("b.md"), "x", "y")])


def on_a_terminal(columns: int, *words: str, **environment: str) -> str:
    """What the command says on a terminal of so many columns."""
    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    inherited = {key: os.environ[key] for key in os.environ if key not in ("COLUMNS", "NO_COLOR")}
    command = [sys.executable, "-m", "tolkku", "--at", AT, "check", *words]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**inherited, "PYTHONPATH": str(HOOKS), "TERM": "xterm", **environment},
    ) as done:  # fmt: skip
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(mine, 4096):
                said += piece
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(mine)
    assert done.returncode == 1
    return said.decode().replace("\r\n", "\n")


def test_on_a_terminal(site: Path) -> None:
    expected = typed().output
    assert on_a_terminal(80) == typed("--color").output
    assert on_a_terminal(80, NO_COLOR="1") == expected
    assert on_a_terminal(80, TERM="dumb") == expected
    assert on_a_terminal(80, "--no-color") == expected
    assert on_a_terminal(80, "--color", NO_COLOR="1") == typed("--color").output
    narrow = on_a_terminal(50, NO_COLOR="1")
    assert max(cells(line) for line in narrow.splitlines() if " | " in line) <= 50
    assert narrow.split() != expected.split()


def test_a_site_with_thousands_of_findings_reads_each_file_once(tmp_path: Path) -> None:
    body = "\n".join(f"[a](b{number}.md)" for number in range(3000))
    config = write(tmp_path, {"docs/fi/index.md": page(body=body)}, "fi")
    found = read_site(config, AT, {})[1]
    lines = SourceLines(tmp_path)
    assert len(Display(lines).text(found).splitlines()) > 9000
    assert len(lines._files) == 1


def test_media_of_a_named_bulletin_belong_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = "bulletins/2026/2026-12-01-vesi"
    write(tmp_path, {"docs/fi/index.md": page(), f"{folder}/fi.md": bulletin(),
                     f"{folder}/kuva.png": b"no picture"}, "fi")  # fmt: skip
    monkeypatch.chdir(tmp_path)
    done = typed("2026-12-01-vesi")
    assert f"{folder}/kuva.png\n  error: is named .png, and is no such file.\n" in done.output


def test_what_waits_is_checked_with_all_the_others_that_wait(tmp_path: Path) -> None:
    """A held-back text may clash with another, and link to one that comes with it."""
    links = "[a](../2026-12-08-b/fi.md) [b](/fi/bulletins/2026-12-08-b/)"
    files: dict[str, str | bytes] = {
        "docs/fi/index.md": page(),
        "docs/fi/about.md": page("aliases: [fi/bulletins/2026-12-08-a]"),
        "bulletins/2026/2026-12-08-a/fi.md": bulletin("", links, published="2026-12-08 07:00"),
        "bulletins/2026/2026-12-08-b/fi.md": bulletin(published="2026-12-08 07:00"),
    }
    found = read_site(write(tmp_path, files, "fi"), AT, {})[1]
    assert [str(each) for each in found if each.is_error] == [
        "docs/fi/about.md:3: the old address '/fi/bulletins/2026-12-08-a/' is taken by "
        "bulletins/2026/2026-12-08-a/fi.md. Remove the alias or rename the other."
    ]
