"""Aligning: the cells of tables say how they are aligned by a class, not by a style."""

from __future__ import annotations

import re

_CELL = re.compile(r'<t[dh]\b[^>]*?\sstyle="text-align: (?:left|right|center);"[^>]*>')
_STYLE = re.compile(r'\sstyle="text-align: (left|right|center);"')
_CLASS = re.compile(r'(\sclass="[^"]*)"')


def aligned(body: str) -> str:
    """A rendered body whose table cells have classes where Python-Markdown writes styles.

    A strict Content-Security-Policy drops styles on elements.

    >>> aligned('<td style="text-align: right;">1</td>')
    '<td class="tk-right">1</td>'
    """
    return _CELL.sub(_with_class, body)


def _with_class(match: re.Match[str]) -> str:
    side = _STYLE.search(match.group())
    assert side is not None
    name = f"tk-{side.group(1)}"
    tag = _STYLE.sub("", match.group())
    if _CLASS.search(tag):
        return _CLASS.sub(rf'\1 {name}"', tag)
    return f'{tag[:3]} class="{name}"{tag[3:]}'
