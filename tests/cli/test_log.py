"""The log is data: nothing that content says becomes an order to CI or to a terminal."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
from pathlib import Path

import pytest
from mkdocs.utils import CountHandler

from building import NOON, copied, warm_builder
from tolkku.cli.terminal import plain_json, plainly, tell
from tolkku.model.harmless import unheard, visible

ORDERS = (
    "::warning file=README.md,line=1::INJECTED", "::add-mask::e", "::stop-commands::token",
    "##[error]INJECTED", "##[add-mask]e", "##vso[task.setvariable variable=a]b",
    "##teamcity[buildStop]",
)  # fmt: skip
# As YAML writes it between double quotes: line ends of every kind that it may hold, then an order.
ENDS = (r"\n", r"\n  \t", r"\N", r"\L", r"\P", "  ")
HOSTILE = "x" + "".join(f"{end}{order}" for end in ENDS for order in ORDERS)
SOUND = "x" + "".join(rf"\n{order}" for order in ORDERS) + f"  {ORDERS[0]}"
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_ORDER = re.compile(r"\s*::|.*##\w*\[")
_ANNOTATION = re.compile(r"::(?:error|notice) file=[^:\n]*::")


def obeyed(said: str) -> list[str]:
    """The lines that CI takes for orders, and those that hold what a terminal obeys."""
    lines = re.split("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", _COLOUR.sub("", said))
    ordinary = (line for line in lines if not _ANNOTATION.match(line))
    return [
        line for line in ordinary
        if _ORDER.match(line) or not line.replace("\u200b", "").replace("\u00a0", "").isprintable()
    ]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site with hostile words wherever they do no harm to the site itself, in git."""
    config = copied("duties", tmp_path)
    folder = config.parent
    for file in folder.rglob("*.md"):
        source = file.read_text("utf-8")
        assert "\ntitle:" in source
        source = re.sub(r"\ntitle: .*", lambda _: f'\ntitle: "{SOUND}"', source, count=1)
        source = re.sub(r"(name|reason): [^,}\n]*", lambda m: f'{m[1]}: "{SOUND}"', source)
        file.write_text(source, "utf-8")
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "x"], check=True)
    return folder


def spoilt(project: Path) -> None:
    """Hostile words where they are errors: values, keys, links, settings."""
    for number, file in enumerate(sorted(project.rglob("*.md"))):
        source = file.read_text("utf-8")
        key = ("kind", "slug", "follows", f'"{SOUND}"', "topics", "published")[number % 6]
        value = f'["{HOSTILE}"]' if key == "topics" else f'"{HOSTILE}"'
        source = re.sub(rf"\n{re.escape(key)}:.*", "", source)
        body = f"[{SOUND}](x.md '{SOUND}') <i class='{SOUND}'>\n"
        file.write_text(source.replace("---\n", f"---\n{key}: {value}\n", 1) + body, "utf-8")


COMMANDS = [
    "tolkku check", "tolkku check --color", "tolkku check --format github",
    "tolkku check --format json", "tolkku check --changed main", "tolkku status",
    "tolkku status --json", "tolkku status --lag", "tolkku next --all", "tolkku next --json",
    "tolkku confirm --all", "tolkku confirm --show nothing", "tolkku new bulletin x --topic y",
    "tolkku new page Sivu", "tolkku new digest 2026-11", "mkdocs build --strict -d site",
    "mkdocs build -d site", "tolkku feeds diff site site --verbose",
    "tolkku feeds diff before site --format markdown --verbose",
]  # fmt: skip


def test_no_command_hands_on_an_order(project: Path) -> None:
    before = warm_builder().run(project, NOON, "mkdocs", "build", "-d", "before")
    assert before.exit_code == 0, before.said
    heard = "INJECTED"
    for command in COMMANDS:
        run = warm_builder().run(project, NOON, *command.split())
        assert "Traceback" not in run.said, (command, run.said)
        assert obeyed(run.said) == [], command
    spoilt(project)
    for command in COMMANDS:
        run = warm_builder().run(project, NOON, *command.split())
        assert "Traceback" not in run.said, (command, run.said)
        assert obeyed(run.said) == [], command
        if "check" in command or "build" in command:
            assert run.exit_code == 1
            assert heard in run.said, command


def test_settings_hand_on_no_order(project: Path) -> None:
    config = project / "mkdocs.yml"
    source = config.read_text("utf-8")
    for line in (f'"{SOUND}": x', f'site_url: "{HOSTILE}"', f'watch: ["{SOUND}"]'):
        config.write_text(f"{line}\n{source}", "utf-8")
        for command in ("tolkku check", "tolkku check --format github", "mkdocs build -d site"):
            run = warm_builder().run(project, NOON, *command.split())
            assert "Traceback" not in run.said, (command, run.said)
            assert obeyed(run.said) == [], (line, command)


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_is_unheard_and_looks_the_same(order: str) -> None:
    for written in (order, f"  {order}", f"x\n{order}", f"x\n\t{order}"):
        assert obeyed(written)
        assert obeyed(unheard(written).replace("\t", " ")) == []
        assert unheard(written).replace("\u200b", "") == written
    for harmless in ("a::before", "## Otsikko", "# [x](y)", "a ::b"):
        assert unheard(harmless) == harmless


def test_what_is_said_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    tell("a\x1b]0;x\x07\n::warning::b\u2028\n\x1b[31mred\x1b[0m\x9b", color=True)
    assert capsys.readouterr().out == (
        "a<U+001B>]0;x<U+0007>\n:\u200b:warning::b<U+2028>\n\x1b[31mred\x1b[0m<U+009B>\n"
    )


def test_a_log_has_one_line_a_message() -> None:
    for text in (f"a\n{ORDERS[0]}", f"a\x1b[2J {ORDERS[3]}", "100 % \n::error::%s"):
        said = io.StringIO()
        handler = logging.StreamHandler(said)
        handler.addFilter(plainly)
        record = logging.LogRecord("x", logging.INFO, "", 0, "%s", (text,), None)
        handler.handle(record)
        assert said.getvalue().count("\n") == 1
        assert obeyed(said.getvalue()) == []
        assert CountHandler not in map(type, handler.filters)


def test_json_is_what_it_was() -> None:
    value = {"a": ["\x9b\u2028 ## ##[error]", "ä\U0001f600\U000e0001"]}
    written = plain_json(value)
    assert json.loads(written) == value
    assert "ä\U0001f600" in written
    assert visible(written) == written
    assert obeyed(written) == []
