"""Link guesses: what a link that leads nowhere was probably meant to lead to.

A guess takes a few look-ups, however many pages there are: `check` of a site that has moved in
with thousands of broken links takes hardly longer than of one without.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from tolkku.model.near_names import NearNames

_PAGE = re.compile(
    r"(?:(?:^|/)(?:index|readme))?\.(?:md|markdown|html?|php)$|(?:^|/)(?:index|readme)$"
)
_ENDING = re.compile(r"(?<=[^/.])\.[a-z0-9]{1,5}$")
_CROWD = 20  # files of one name, which then says little
_LANGUAGE = 3  # letters: `bulletins/2026/2026-12-01-water/fi.md` is called by its folder
_LONGEST = 300  # characters of a path that is guessed at


class LinkGuesses:
    """Known paths (or addresses), to be asked for the one that was meant."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = sorted(set(paths))

    def nearest(self, path: str, here: str) -> str | None:
        """The known path that was meant by `path`, in a file in the folder `here`.

        The same in other letter case, with or without `.md`, `.html` or `index`; then the same
        name in another folder, as that of another language; then a name with few mistakes.
        """
        if len(path) > _LONGEST:
            return None
        form = _form(posixpath.normpath(path.replace("\\", "/")))
        exact = self._by_form.get(form)
        if exact:
            return _best(exact, path, here)
        name, pair = _names(form)
        wanted = pair if self._is_common(name) else name
        for known in (wanted, self._near_names.nearest(wanted)):
            if known and known in self._by_name:
                return _best(self._by_name[known], path, here)
        return None

    def _is_common(self, name: str) -> bool:
        """Whether a name says too little by itself, as `fi` in the folder of each bulletin."""
        return self._how_many[name] > (1 if len(name) <= _LANGUAGE else _CROWD)

    @cached_property
    def _by_form(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            found.setdefault(_form(path), []).append(path)
        return found

    @cached_property
    def _how_many(self) -> Counter[str]:
        return Counter(_names(form)[0] for form in self._by_form)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """By the last part; by the last two, and by the folder, where the last is common."""
        found: dict[str, list[str]] = {}
        for form, paths in self._by_form.items():
            name, pair = _names(form)
            names = [] if self._is_common(name) else [name]
            if len(name) <= _LANGUAGE or not names:
                names += [pair, pair.split("/")[0]] if _is_language(name, paths) else [pair]
            for known in names:
                found.setdefault(known, []).extend(paths[:_CROWD])
        return found

    @cached_property
    def _near_names(self) -> NearNames:
        return NearNames(name for name in self._by_name if name)


def _is_language(name: str, paths: list[str]) -> bool:
    """Whether a name is that of a bulletin's edition, which is called by its folder."""
    return len(name) <= _LANGUAGE and any(path.startswith("bulletins/") for path in paths)


def _form(path: str) -> str:
    """A path as it is compared: `docs/fi/Handbook/index.md` and `docs/fi/handbook/` are one."""
    plain = unicodedata.normalize("NFC", path.casefold()).strip("/")
    return _ENDING.sub("", _PAGE.sub("", plain))


def _names(form: str) -> tuple[str, str]:
    """The last part, and the last two."""
    folder, _, name = form.rpartition("/")
    return name, f"{folder.rpartition('/')[2]}/{name}"


def _best(paths: list[str], path: str, here: str) -> str:
    """Of several, one of the same kind that lies nearest: to what was written, to who wrote it."""

    def strangeness(known: str) -> tuple[bool, int, int, bool, str]:
        is_other_kind = _kind(known) != _kind(path)
        is_other_language = posixpath.basename(_form(known)) not in here.split("/")
        near = (-_shared(known, path), -_shared(known, here))
        return is_other_kind, *near, is_other_language, known

    return min(paths, key=strangeness)


def _kind(path: str) -> str:
    found = _ENDING.search(path.casefold())
    return "" if not found or _PAGE.search(path.casefold()) else found.group()


def _shared(one: str, two: str) -> int:
    """How many folders two paths have in common from above."""
    return len(posixpath.commonprefix([one.split("/"), two.split("/")]))
