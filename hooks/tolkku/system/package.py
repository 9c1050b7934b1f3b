"""Package: where the program's own data lie, installed or in a checkout of its repository."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = _PACKAGE.parents[1]


def theme_folder() -> Path:
    """The templates of our pages."""
    return _installed("theme", _CHECKOUT / "hooks/theme")


def words_folder() -> Path:
    """The catalogues of our words, as `locales/`."""
    return _installed("locales", _CHECKOUT / "locales")


def start_folder() -> Path:
    """The code of ethics and the handbook that a new site may begin with, as `docs/`."""
    return _installed("start", _CHECKOUT / "docs")


def _installed(name: str, otherwise: Path) -> Path:
    folder = _PACKAGE / name
    return folder if folder.is_dir() else otherwise
