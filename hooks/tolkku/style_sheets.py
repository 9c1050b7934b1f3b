"""Style sheets: pictures that stand in a style sheet become files of their own.

A strict Content-Security-Policy drops `data:` addresses; and nobody waits for pictures that their
page does not show.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

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
        files[name] = unquote(svg).encode()
        return f'--{variable}:url("{name}")'

    return _ICON.sub(moved, css), files
