"""What CI runs is named by its content, ends in time, and obeys no words of strangers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from paths import PROJECT

FILES = sorted((PROJECT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_actions_are_named_by_a_commit(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text("utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_jobs_end_and_shells_read_no_expression(file: Path) -> None:
    for name, job in yaml.safe_load(file.read_text("utf-8"))["jobs"].items():
        assert job["timeout-minutes"] <= 20, name
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), (name, step)
