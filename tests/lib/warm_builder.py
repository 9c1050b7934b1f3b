"""Runs `mkdocs` and `tolkku` a hundred times over, each in a process of its own, imported once.

Started as a process, it reads one request a line (JSON) and answers with one: exit code, output.
Each request is a fork of what is imported already; nothing that one run does reaches the next.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO

from bad_rows import write_sound_site
from paths import HOOKS, SITES

SECONDS = 60
MEMORY = 1 << 30


@dataclass(frozen=True)
class Run:
    """What a command said, and how it ended."""

    exit_code: int
    said: str


class WarmBuilder:
    """The asking side."""

    def __init__(self) -> None:
        path = os.pathsep.join([str(HOOKS), os.environ.get("PYTHONPATH", "")])
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env={**os.environ, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, folder: Path, at: str, *command: str, **environment: str) -> Run:
        """`mkdocs …` or `tolkku …` in a folder, as of a moment."""
        asked, answers = _pipes(self._process)
        variables = {**os.environ, **environment, "TOLKKU_AT": at}
        asked.write(json.dumps([str(folder), variables, *command]) + "\n")
        asked.flush()
        return Run(*json.loads(answers.readline()))

    def close(self) -> None:
        asked, answers = _pipes(self._process)
        asked.close()
        answers.close()
        self._process.wait()


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout


def _answered(folder: str, variables: dict[str, str], command: list[str]) -> tuple[int, str]:
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            _work(folder, variables, command, output.fileno())
        _, status = os.waitpid(child, 0)
        output.seek(0)
        return os.waitstatus_to_exitcode(status), output.read().decode("utf-8", "replace")


def _work(folder: str, variables: dict[str, str], command: list[str], output: int) -> None:
    """The forked process: never returns."""
    code = 1
    gc.disable()  # or what is shared would be copied
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables, NO_MKDOCS_2_WARNING="1")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(SECONDS)
        _main(command[0])(command[1:], prog_name=command[0])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _main(name: str):  # type: ignore[no-untyped-def]
    from mkdocs.__main__ import cli

    from tolkku.cli.main import main

    return {"mkdocs": cli, "tolkku": main}[name]


def _prepare(folder: str) -> None:
    """Load and work out what every run needs and none changes."""
    _main("mkdocs")
    import mkdocs_events  # noqa: F401
    import tolkku
    from tolkku.search.lemmas import lemmas_of
    from warm_words import compile_words_once

    for module in pkgutil.walk_packages(tolkku.__path__, "tolkku."):
        if module.name != "tolkku.__main__":
            import_module(module.name)
    for tag in ("fi", "sv", "en"):
        lemmas_of(tag).reading("tuntematon")
    compile_words_once()
    _build_once(folder)
    gc.freeze()  # what is there stays shared with the forks


def _build_once(folder: str) -> None:
    """What is loaded only when it is needed, and what is worked out once a process, is there."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    os.environ.update(TOLKKU_AT="2026-12-02 12:00", NO_MKDOCS_2_WARNING="1")
    sound = Path(folder) / "sound"
    write_sound_site(sound)
    for site in (SITES / "empty-bulletins", sound):
        config = load_config(str(site / "mkdocs.yml"), site_dir=f"{folder}/site")
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        _prepare(folder)
        for line in sys.stdin:
            where, variables, *words = json.loads(line)
            print(json.dumps(_answered(where, variables, words)), flush=True)
