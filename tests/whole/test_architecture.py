"""The shape of the code: free of MkDocs, rooms upon rooms, and modules that say what they are."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from paths import HOOKS, PROJECT

CORE = HOOKS / "tolkku"
MODULES = sorted(CORE.rglob("*.py"))


def dotted(module: Path) -> str:
    """What a module is called inside the package; a room by its own name."""
    return ".".join(module.relative_to(CORE).with_suffix("").parts).removesuffix(".__init__")


NAMES = [name for name in map(dotted, MODULES) if not name.startswith("__")]
FOREIGN = {"mkdocs", "properdocs", "material", "mkdocs_events"}
LONGEST = 500


def imported(module: Path) -> set[str]:
    """The top-level names of everything that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name} imports relatively"
            found.add(node.module or "")
    return {name.partition(".")[0] for name in found}


def contracts(settings: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the contracts in a file."""
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()",
         "--config", str(settings), "--no-cache"],
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_room_imports_only_what_its_contracts_allow() -> None:
    done = contracts(PROJECT / "pyproject.toml")
    assert done.returncode == 0, done.stdout


def test_a_contract_that_is_broken_is_told(tmp_path: Path) -> None:
    """The test above would fail if a room imported one above it."""
    settings = tmp_path / "pyproject.toml"
    written = (PROJECT / "pyproject.toml").read_text("utf-8")
    assert '  "reading",\n  "media",\n' in written
    settings.write_text(written.replace('  "reading",\n  "media",\n', '  "media",\n  "reading",\n'))
    done = contracts(settings)
    assert done.returncode == 1
    assert "tolkku.reading is not allowed to import tolkku.media" in done.stdout


def test_the_core_runs_where_mkdocs_is_not_installed() -> None:
    code = (
        "import importlib, sys\n"
        f"for name in {sorted(FOREIGN)}: sys.modules[name] = None\n"
        f"for name in {NAMES}: importlib.import_module('tolkku.' + name)\n"
        "print(len([name for name in sys.modules if name.startswith('tolkku.')]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(HOOKS)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (f"{len(NAMES)}\n", "")


def test_the_block_on_mkdocs_blocks() -> None:
    """The test above would fail if a module asked for MkDocs."""
    assert importlib.util.find_spec("mkdocs")
    code = "import sys; sys.modules['mkdocs'] = None; import mkdocs.plugins"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode != 0


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_module_says_what_it_is_and_is_short(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert len(source.splitlines()) < LONGEST
    said = ast.get_docstring(ast.parse(source))
    assert said
    assert said.splitlines()[0].endswith(".")


def test_no_name_in_hooks_says_nothing_or_hides_the_standard_library() -> None:
    names = {path.stem for path in HOOKS.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert names & set(sys.stdlib_module_names) == set()
    assert {*names, *(part for name in NAMES for part in name.split("."))} & {
        "utils",
        "helpers",
        "common",
        "core",
        "base",
    } == set()


def test_a_room_says_what_it_is_for_and_imports_nothing() -> None:
    """Or the whole room would be loaded with any part of it."""
    for room in (module for module in MODULES if module.stem == "__init__"):
        assert not imported(room), room


def test_an_import_goes_in_one_direction() -> None:
    """No two modules need each other, on whatever way."""
    needs = {
        dotted(module): {
            node.module.removeprefix("tolkku.")
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tolkku.")
        }
        for module in MODULES
    }
    while free := [name for name, needed in needs.items() if not needed & needs.keys()]:
        for name in free:
            del needs[name]
    assert needs == {}
