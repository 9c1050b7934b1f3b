"""Parallel: work shared among the processors of this computer, where there is much of it."""

from __future__ import annotations

import os
import sys
import threading
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[Sequence[T]], list[R]]
"""Makes something of each item, in order, from nothing but what is known already."""

_MOST_PROCESSES = 8


def shared(work: Work[T, R], items: Sequence[T], least: int) -> list[R]:
    """What `work` makes of the items; of parts of them at the same time when there are at least
    `least`.

    The processes are forked, so that they know what this one does without being told. Where that is
    not safe, this one does it all.
    """
    count = min(processors(), _MOST_PROCESSES, len(items) // max(1, least // 2))
    if count < 2 or not _may_fork():
        return work(items)
    import multiprocessing  # takes as long as reading a small site

    edges = [len(items) * part // count for part in range(count + 1)]
    parts = [items[start:end] for start, end in pairwise(edges)]
    forks = multiprocessing.get_context("fork")
    waiting = []
    for part in parts[1:]:
        mine, theirs = forks.Pipe(duplex=False)
        helper = forks.Process(target=_send, args=(work, part, theirs), daemon=True)
        helper.start()
        theirs.close()
        waiting.append((part, mine, helper))
    made = work(parts[0])
    for part, mine, helper in waiting:
        made += _received(work, part, mine)
        helper.join()
    return made


def worked_off(
    work: Callable[[int], R],
    count: int,
    processes: int | None = None,
    begun: Callable[[int], None] = lambda _: None,
) -> list[R]:
    """What `work` makes of each number below `count`, by whichever process is free: where the parts
    are of many sizes. `processes` is how many there may be, by default one a processor. `begun` is
    told, now and again, how many numbers are taken.

    What a helper that died had in hand is made by this process, which so meets the same error.
    """
    helpers = min(processes or min(processors(), _MOST_PROCESSES), count) - 1
    made: dict[int, R] = {}
    if helpers > 0 and _may_fork():
        import multiprocessing

        forks = multiprocessing.get_context("fork")
        reading, writing = os.pipe()
        os.write(writing, b"".join(number.to_bytes(2, "big") for number in range(count)))
        os.close(writing)
        waiting = []
        for _ in range(helpers):
            mine, theirs = forks.Pipe(duplex=False)
            helper = forks.Process(target=_send_made, args=(work, reading, theirs), daemon=True)
            helper.start()
            theirs.close()
            waiting.append((mine, helper))
        try:
            made |= _made(work, reading, lambda: begun(count - _left(reading)))
            for mine, helper in waiting:
                with suppress(EOFError, OSError):
                    made |= mine.recv()
                helper.join()
        finally:
            os.close(reading)
            for mine, helper in waiting:
                mine.close()
                helper.terminate()
                helper.join()
    for number in range(count):
        if number not in made:
            begun(max(len(made), number))
            made[number] = work(number)
    begun(count)
    return [made[number] for number in range(count)]


def _made(work: Callable[[int], R], numbers: int, begun: Callable[[], None]) -> dict[int, R]:
    """What this process makes of the numbers that it takes from the pipe which all read."""
    made = {}
    while taken := os.read(numbers, 2):
        begun()
        number = int.from_bytes(taken, "big")
        made[number] = work(number)
    return made


def _left(numbers: int) -> int:
    """How many are in the pipe."""
    import fcntl
    import termios

    counted = array("i", [0])
    fcntl.ioctl(numbers, termios.FIONREAD, counted)
    return counted[0] // 2


def _send_made(work: Callable[[int], R], numbers: int, pipe: Connection) -> None:
    made: dict[int, R] = {}
    with suppress(Exception):  # the process that waits will meet it too, and tell
        while taken := os.read(numbers, 2):
            number = int.from_bytes(taken, "big")
            made[number] = work(number)
    pipe.send(made)
    pipe.close()


def _may_fork() -> bool:
    """It is safe on Linux and with one thread only (bugs.python.org/issue33725)."""
    return sys.platform == "linux" and threading.active_count() == 1


def processors() -> int:
    """How many of them this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _send(work: Work[Any, Any], part: Sequence[Any], pipe: Connection) -> None:
    pipe.send(work(part))
    pipe.close()


def _received(work: Work[T, R], part: Sequence[T], pipe: Connection) -> list[R]:
    """A helper's part. One that died, for want of memory or by an error, leaves it to us."""
    try:
        return list(pipe.recv())
    except EOFError:
        return work(part)
    finally:
        pipe.close()
