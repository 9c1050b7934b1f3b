"""Damaged: what is said of a file whose parts are not where they should be."""

from __future__ import annotations


class Damaged(Exception):  # noqa: N818 (it says what a file is)
    """A file that ends too early, or whose parts are not where they should be; or one that cannot
    be published for the reason that it is raised with."""
