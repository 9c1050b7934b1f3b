"""Package: where the program's own data lie, installed or in a checkout of its repository."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from tolkku.model.findings import Place, SourceError

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


def material_sheet() -> Path:
    """The style sheet of Material for MkDocs, on which ours rests. Raises SourceError."""
    spec = find_spec("material")
    folders = (spec.submodule_search_locations if spec else None) or ()
    sheets = (s for f in folders for s in Path(f).glob("templates/assets/stylesheets/main.*.css"))
    found = next(sheets, None)
    if found is None:
        told = "names Material for MkDocs, which is not installed."
        raise SourceError(Place("mkdocs.yml"), told, "Install the package `mkdocs-material`.")
    return found


def _installed(name: str, otherwise: Path) -> Path:
    folder = _PACKAGE / name
    return folder if folder.is_dir() else otherwise
