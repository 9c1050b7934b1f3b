"""`tolkku build`: what `mkdocs build` makes, without MkDocs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from building import NOON, build, config_of, copied
from paths import HOOKS
from tolkku.cli.main import main


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def tolkku(config: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(config), "--at", NOON, "build", *words])


def test_it_makes_what_mkdocs_makes(tmp_path: Path) -> None:
    config = config_of("every-kind")
    done = tolkku(config, "--to", str(tmp_path / "ours"), "--jobs", "1")
    assert done.exit_code == 0, done.output
    assert build(config, tmp_path / "theirs").exit_code == 0
    assert tree(tmp_path / "ours") == tree(tmp_path / "theirs")
    count = len(tree(tmp_path / "ours")) - 1  # but for the mark of the folder
    assert f"\n{count} files in " in done.output


def test_it_builds_where_mkdocs_yml_says_and_tells_what_took_how_long(tmp_path: Path) -> None:
    config = copied("one-language", tmp_path)
    done = tolkku(config, "--profile")
    assert (config.parent / "site/index.html").is_file()
    lines = done.output.splitlines()
    table = lines[next(n for n, line in enumerate(lines) if line.split() == HEADINGS) :]
    kinds = [line[:18].strip() for line in table[1:]]
    assert (kinds[:2], kinds[-1]) == (["reading", "making"], "publishing")
    assert {"pages", "feeds", "search"} <= set(kinds)


HEADINGS = ["clock", "processor", "made"]


def test_with_an_error_nothing_is_published(tmp_path: Path) -> None:
    config = copied("one-language", tmp_path)
    assert tolkku(config).exit_code == 0
    before = tree(config.parent / "site")
    text = next(config.parent.glob("docs/*/*.md"))
    text.write_text("---\ntitle:\n---\n", "utf-8")
    done = tolkku(config)
    assert done.exit_code == 1
    assert "nothing was written, and the site that was there is untouched." in done.output
    assert f"{text.relative_to(config.parent)}:" in done.output
    assert tree(config.parent / "site") == before


def test_settings_with_errors_are_told(tmp_path: Path) -> None:
    config = copied("one-language", tmp_path)
    config.write_text(config.read_text("utf-8") + "\n  - [\n", "utf-8")
    done = tolkku(config)
    assert (done.exit_code, "Traceback" in done.output) == (1, False)
    assert "mkdocs.yml:" in done.output


@pytest.mark.parametrize(("ended", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ended_from_outside_it_leaves_nothing_behind(
    tmp_path: Path, ended: signal.Signals, code: int
) -> None:
    config = copied("every-kind", tmp_path)
    words = ["--config", str(config), "--at", NOON, "build", "--jobs", "2"]
    with subprocess.Popen(
        [sys.executable, "-m", "tolkku", *words], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(HOOKS), "TOLKKU_CACHE": "no"},
    ) as running:  # fmt: skip
        assert running.stdout
        while not running.stdout.readline().startswith("Building as of"):
            pass
        running.send_signal(ended)
        assert running.stdout.read().count("Traceback") == 0
    assert running.returncode == code
    assert [file.name for file in config.parent.iterdir() if "site" in file.name] == []
