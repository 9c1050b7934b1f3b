"""Work among processes: all is done, whatever becomes of the helpers. In a process of its own, for
only one with a single thread asks for help."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from paths import HOOKS

BEGIN = """
import os, signal, sys, time
from tolkku.system.parallel import worked_off
mine = os.getpid()
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BEGIN + code], env={**os.environ, "PYTHONPATH": str(HOOKS)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_each_number_is_worked_off_once_and_in_order() -> None:
    done = run(
        "seen = []\n"
        "def work(n): time.sleep(.01); return n, os.getpid()\n"
        "made = worked_off(work, 40, 3, seen.append)\n"
        "print([n for n, _ in made] == list(range(40)), len({p for _, p in made}), seen[-1],\n"
        "      seen == sorted(seen))"
    )
    processes = "3" if sys.platform == "linux" else "1"
    assert done.stdout.split() == ["True", processes, "40", "True"], done.stderr


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "1 / 0", "sys.exit(1)"])
def test_what_a_helper_had_in_hand_is_done_by_us(end: str) -> None:
    done = run(
        "def work(n):\n"
        "    time.sleep(.01)\n"
        f"    if os.getpid() != mine: {end}\n"
        "    return n\n"
        "print(worked_off(work, 20, 3) == list(range(20)))"
    )
    assert done.stdout == "True\n", done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_is_met_by_us_and_ends_the_helpers() -> None:
    done = run(
        "import multiprocessing\n"
        "def work(n):\n"
        "    if n == 7: raise ValueError('seven')\n"
        "    time.sleep(.01)\n"
        "try: worked_off(work, 20, 3)\n"
        "except ValueError as met: print(met, multiprocessing.active_children())"
    )
    assert done.stdout == "seven []\n", done.stderr
