"""Word notice: where the words of a search come from, and on which terms they may be passed on.

What a site publishes of a lexicon is an extract of a database that others made. Their licences want
a notice with every copy: it stands in the folder of the search, and its page has a link to it.
"""

from __future__ import annotations

from pathlib import Path

from tolkku import __version__
from tolkku.languages import Language

_FOLDER = Path(__file__).with_name("lexicons")


def notice_of(language: Language) -> str:
    """The notice of a language's lexicon; of one that has none, nothing."""
    file = _FOLDER / f"{language.cldr.language}.notice.txt"
    if not file.is_file():
        return ""
    return file.read_text("utf-8").replace("{version}", __version__)


def notice_address(language: Language) -> str:
    """Its site address, or "" where there is none."""
    return f"{language}/search/NOTICE.txt" if notice_of(language) else ""
