"""Parallel: work shared among the processors of this computer, where there is much of it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
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

    The processes are forked, so that they know what this one does without being told. That is safe
    on Linux and with one thread only (bugs.python.org/issue33725); elsewhere this one does it all.
    """
    count = min(_processors(), _MOST_PROCESSES, len(items) // max(1, least // 2))
    if count < 2 or sys.platform != "linux" or threading.active_count() > 1:
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


def _processors() -> int:
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
