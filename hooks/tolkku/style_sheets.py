"""Style sheets: pictures that stand in a style sheet become files of their own.

A strict Content-Security-Policy drops `data:` addresses; and nobody waits for pictures that their
page does not show. The theme's style sheet says where its licence stands.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_CHARSET = '@charset "UTF-8";'  # counts only where a file begins with it
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")  # CSS, 4.3.7: a character by its number
_ICON = re.compile(r'--([\w-]+):\s*url\("data:image/svg\+xml;charset=utf-8,([^"]+)"\)')


def without_data(css: str, folder: str) -> tuple[str, dict[str, bytes]]:
    """The style sheet with its SVG variables in `folder` beside it, and those files by name.

    >>> without_data('a{--i:url("data:image/svg+xml;charset=utf-8,<svg/>")}', "icons")
    ('a{--i:url("icons/i.svg")}', {'icons/i.svg': b'<svg/>'})
    """
    files: dict[str, bytes] = {}

    def moved(match: re.Match[str]) -> str:
        variable, svg = match.groups()
        name = f"{folder}/{variable}.svg"
        plain = _ESCAPED.sub(lambda each: chr(int(each[1], 16)), svg)
        files[name] = unquote(plain).encode()
        return f'--{variable}:url("{name}")'

    return _ICON.sub(moved, css), files


def with_notice(css: str, notice: str) -> str:
    """The style sheet with a comment before its rules that minifiers leave alone.

    >>> with_notice('@charset "UTF-8";a{}', "Whose it is.")
    '@charset "UTF-8";/*! Whose it is. */a{}'
    """
    rules = css.removeprefix(_CHARSET)
    return f"{css[: len(css) - len(rules)]}/*! {notice} */{rules}"
