"""Names: what a file, or a part of an address, may be called on every system."""

from __future__ import annotations

import re

from tolkku.schema import DIRECTION_MARKS

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')


def name_problem(name: str) -> str | None:
    """Why a name cannot stand on every system that the site is edited, built or served on.

    https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    if DIRECTION_MARKS.search(name):
        return "has an invisible mark in its name that changes the direction of the text."
    if _DEVICES.fullmatch(name):
        return f"has the name '{name}', which Windows keeps for a device."
    forbidden = _FORBIDDEN.search(name)
    if forbidden:
        return f"has '{forbidden.group()}' in its name, which Windows does not allow."
    if name != name.strip() or name.endswith("."):
        return f"has the name '{name}', which begins or ends with a space or ends with a dot."
    return None
