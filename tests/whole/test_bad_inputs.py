"""Every bad input of `tests/bad_inputs/` gets what its row says, however the site is judged."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from glob import escape
from itertools import zip_longest
from pathlib import Path

import pytest
from click.testing import CliRunner

from bad_rows import Row, all_rows
from building import NOON, warm_builder
from tolkku.build.engine import Building
from tolkku.cli.main import main
from tolkku.model.findings import Finding, TolkkuError
from tolkku.model.harmless import visible
from tolkku.model.outputs import MARK
from tolkku.site import read_site
from warm_builder import Run

ROWS = all_rows()
# Each row is judged and built by the engine, in this process. That a command ends as it does
# is shown by the first row of each table, and by all rows on what MkDocs reads too.
FIRST_OF_TABLES = {row.table: row.id for row in reversed(ROWS) if row.wants == "fail"}.values()
MKDOCS_READS_IT_TOO = {"f_configuration"}
# What passes `tolkku check` can be built, and the other way round, but for this.
MKDOCS_ALONE_KNOWS = {"a plugin is not installed"}
OLD = {MARK: b"mark", "index.html": b"old"}


def findings(folder: Path) -> tuple[Finding, ...]:
    try:
        return read_site(folder / "mkdocs.yml", NOON, {})[1]
    except TolkkuError as problem:
        return problem.findings


def shown(finding: Finding) -> str:
    return f"{finding.place}: {finding.severity.value}: {finding.problem} {finding.remedy}"


def told_as_expected(told: list[str], expected: list[str]) -> list[str] | bool:
    """True, or what was told otherwise; `…` in what is expected stands for anything."""
    pairs = zip_longest(told, expected, fillvalue="nothing")
    other = [pair for pair in pairs if not _fits(*pair)]
    assert not other, other
    return True


def _fits(told: str, expected: str) -> bool:
    return told == expected or fnmatchcase(told, escape(expected).replace("…", "*"))


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_no_two_rows_have_one_name() -> None:
    names = [row.id for row in ROWS]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_bad_input(row: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "project"
    row.write(folder)
    found = findings(folder)
    assert told_as_expected([shown(finding) for finding in found], row.finds)
    worst = "fail" if any(finding.is_error for finding in found) else "note" if found else "ok"
    assert worst == row.wants or row.said["name"] in MKDOCS_ALONE_KNOWS
    if row.is_first:
        checked = check(folder, monkeypatch)
        assert_ended(checked, fails=worst == "fail")
        named = {finding.place.path for finding in found}
        plain = {path for path in named if re.fullmatch(r"[\w./-]+", path, re.ASCII)}
        assert [path for path in plain if path not in checked.said] == []
    if "only" in row.said:
        return
    if row.wants != "fail":
        build_in_this_process(folder)
        assert_published(row, folder / "site")
    if row.id in FIRST_OF_TABLES:
        assert_built_by_mkdocs(row, folder, found, ["--strict"])
    if row.id in FIRST_OF_TABLES or row.table in MKDOCS_READS_IT_TOO:
        assert_built_by_mkdocs(row, folder, found, [])


def build_in_this_process(folder: Path) -> None:
    """What `mkdocs build` does, which costs a process more."""
    building = Building.begin(
        folder / "mkdocs.yml", old_site(folder), None, {"TOLKKU_AT": NOON, "TOLKKU_CACHE": "no"},
        is_preview=False, tell=lambda said, is_error: None,
    )  # fmt: skip
    building.write()
    building.publish()


def assert_built_by_mkdocs(
    row: Row, folder: Path, found: tuple[Finding, ...], strict: list[str]
) -> None:
    old = old_site(folder)
    built = warm_builder().run(folder, NOON, "mkdocs", "build", *strict)
    assert_ended(built, fails=row.wants == "fail")
    # Of what is wrong in `mkdocs.yml` MkDocs may speak first, in its own words: `build`.
    pieces = row.said.get("build", [visible(str(finding)) for finding in found])
    assert [piece for piece in pieces if piece not in built.said] == []
    if row.wants == "fail":
        assert OLD.items() <= bytes_of(old).items()
        assert [file.name for file in folder.glob(".site*")] == []
    else:
        assert_published(row, old)


def check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """What `tolkku check` says, typed there."""
    monkeypatch.chdir(folder)
    words = ["--at", NOON, "check", "--format", "json"]
    done = CliRunner().invoke(main, words, prog_name="tolkku")
    failed = done.exception if not isinstance(done.exception, SystemExit) else None
    return Run(done.exit_code, done.output + (f"Traceback: {failed!r}" if failed else ""))


def old_site(folder: Path) -> Path:
    """A site that was built before, which a build that fails must not touch."""
    old = folder / "site"
    old.mkdir(exist_ok=True)
    for name, content in OLD.items():
        (old / name).write_bytes(content)
    return old


def places(found: tuple[Finding, ...]) -> list[str]:
    return [str(finding.place) for finding in found]


def assert_ended(run: Run, fails: bool) -> None:
    assert "Traceback" not in run.said, run.said
    assert run.exit_code == int(fails), run.said


def assert_published(row: Row, site: Path) -> None:
    assert bytes_of(site) != OLD
    assert row.said.keys() & {"shows", "lacks"} or row.wants == "note", "say what must be shown"
    for name, pieces in row.said.get("shows", {}).items():
        page = (site / name).read_text("utf-8")
        assert [piece for piece in pieces if piece not in page] == []
    for name, pieces in row.said.get("lacks", {}).items():
        if pieces:
            page = (site / name).read_text("utf-8")
            assert [piece for piece in pieces if piece in page] == []
        else:
            assert not (site / name).exists()
