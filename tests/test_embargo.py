"""Embargo: of what is held back nothing is anywhere in the output, not a name, not a byte."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

import held_back
from building import NOON, build, copied
from held_back import MARK
from sites_for_tests import Files

ALL_OUT = "2027-01-05 12:00"
_AUTHOR = "{name: {fi: zqzqauthor, sv: zqzqauthor, en: zqzqauthor}}"


def site(folder: Path, *parts: Files) -> Path:
    """The `mkdocs.yml` of a copy of the site with every kind of page, with these files too."""
    config = copied("every-kind", folder)
    said = config.read_text("utf-8")
    base = (config.parents[1] / "base.yml").read_text("utf-8")
    guest = base[base.index("      guest:\n") :]
    authors = f"    authors:\n{guest}      {MARK}author: {_AUTHOR}\n"
    config.write_text(said.rstrip() + "\n" + authors, "utf-8")
    for files in parts:
        held_back.write(config.parent, files)
    return config


def output(config: Path, folder: Path, at: str = NOON) -> dict[str, bytes]:
    """Everything that a build publishes, by name."""
    done = build(config, folder, at=at)
    assert done.exit_code == 0, done.said
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def words_in(published: dict[str, bytes]) -> set[str]:
    """Our words in names and bytes, packed ones and percent-encoded ones too."""
    found: set[str] = set()
    for name, content in published.items():
        plain = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        for said in (name.encode(), plain, unquote_to_bytes(plain)):
            found |= {word.decode().lower() for word in re.findall(rb"(?i)zqzq[a-z]+", said)}
    return found


def all_words(files: Files) -> set[str]:
    return words_in({name: bytes_of(content) for name, content in files.items()})


def bytes_of(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


HELD_BACK = [held_back.whole_texts(), held_back.translations(), held_back.forewords()]
# Fields that no page shows yet, and what a picture's sizes, an anchor and the like are not about.
UNSHOWN = re.compile(
    r"zqzq\w+(caption|variant|prompt|hashtag|script|past\w*|reviewer|waiver|reason|version)$"
)


def test_what_is_held_back_leaves_no_trace(tmp_path: Path) -> None:
    """The output is the same, to the byte, as if it had not been written yet."""
    before = output(site(tmp_path / "a"), tmp_path / "before")
    after = output(site(tmp_path / "b", *HELD_BACK), tmp_path / "after")
    assert words_in(after) == set()
    assert sorted(after) == sorted(before)
    assert [name for name in after if after[name] != before[name]] == []


def test_it_is_there_when_all_is_out(tmp_path: Path) -> None:
    """The words of the test above are such as readers come to see."""
    config = site(tmp_path, *HELD_BACK)
    held_back.let_out(config.parent)
    found = words_in(output(config, tmp_path / "built", ALL_OUT))
    missing = set().union(*map(all_words, HELD_BACK)) - found
    assert {word for word in missing if not UNSHOWN.match(word)} == set()
