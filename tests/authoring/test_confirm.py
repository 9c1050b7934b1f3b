"""`follows` is written into a translation, and every other character stays as it was."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from sites_for_tests import Files, bulletin, read
from tolkku.authoring.confirm import confirm, with_follows
from tolkku.model.findings import SourceError
from tolkku.model.texts import Follows
from tolkku.site import Site
from tolkku.translation.standing import Standing

FOLLOWS = Follows(
    date(2026, 12, 2),
    (("title", "12345678"), ("introduction", "1e500000"), ("#facts", "0a0b0c0d")),
)
BLOCK = """follows:
  on: 2026-12-02
  parts:
    title: "12345678"
    introduction: "1e500000"
    "#facts": "0a0b0c0d"
"""

# What stands in a file, and what stands there afterwards.
EDITS = {
    "nothing yet": ("title: x\n", f"title: x\n{BLOCK}"),
    "comments and order": (
        "# first\ntitle: x  # y\n\nsummary: 'z'\n# last\n",
        f"# first\ntitle: x  # y\n\nsummary: 'z'\n# last\n{BLOCK}",
    ),
    "a text in lines": (
        "title: x\nsummary: |\n  a\n\n  b\n",
        f"title: x\nsummary: |\n  a\n\n  b\n{BLOCK}",
    ),
    "an indented whole": (
        "  title: x\n",
        "  title: x\n" + "".join(f"  {line}\n" for line in BLOCK.splitlines()),
    ),
    "braces": (
        "follows: {on: 2026-11-01, parts: {title: '0', gone: '1'}}  # Anna\ntitle: x\n",
        f"{BLOCK.rstrip()}  # Anna\ntitle: x\n",
    ),
    "braces over lines": (
        "follows: {  # Anna\n  on: 2026-11-01, parts: {\n    title: '0'}  # Bo\n  }\ntitle: x\n",
        f"# Anna\n# Bo\n{BLOCK}title: x\n",
    ),
    "lines with comments": (
        "follows:  # Anna\n"
        "    on: '2026-11-01'  # Bo\n"
        "    # Cai\n"
        "    parts:\n"
        "        title: 00000000  # Dan\n"
        '        gone: "11111111"  # leaves with it\n'
        "        # Eva\n"
        "        introduction: '1e500000'\n"
        "# Fia\n"
        "title: x\n",
        "follows:  # Anna\n"
        "    on: 2026-12-02  # Bo\n"
        "    # Cai\n"
        "    parts:\n"
        '        title: "12345678"  # Dan\n'
        "        # Eva\n"
        '        introduction: "1e500000"\n'
        '        "#facts": "0a0b0c0d"\n'
        "# Fia\n"
        "title: x\n",
    ),
    "parts before the day": (
        'follows:\n  parts:\n    title: "0"\n  on: 2026-11-01\ntitle: x\n',
        'follows:\n  parts:\n    title: "12345678"\n    introduction: "1e500000"\n'
        '    "#facts": "0a0b0c0d"\n  on: 2026-12-02\ntitle: x\n',
    ),
    "braces inside lines": (
        "follows:\n  on: 2026-11-01  # Anna\n  parts: {title: '0', gone: '1'}  # Bo\ntitle: x\n",
        f"# Anna\n{BLOCK.rstrip()}  # Bo\ntitle: x\n",
    ),
    "no parts": ("follows:\n  on: 2026-11-01\n  parts: {}\ntitle: x\n", f"{BLOCK}title: x\n"),
}


@pytest.mark.parametrize(("before", "after"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "BOM"])
@pytest.mark.parametrize("body", ["", "\n\nText.", "\n---\nfollows: x\n---\n"])
def test_nothing_else_is_touched(
    before: str, after: str, line_end: str, start: str, body: str
) -> None:
    def file(front: str) -> str:
        return start + f"---\n{front}---{body}".replace("\n", line_end)

    assert with_follows(file(before), FOLLOWS) == file(after)
    assert with_follows(file(after), FOLLOWS) == file(after)


WATER = "bulletins/2026/2026-12-01-water"
ORIGINAL = bulletin("facts: [6 litraa]", "Teksti.\n\n## Faktat {#facts}\n\nVettä.")


def site_with(folder: Path, swedish: str | bytes, original: str = ORIGINAL) -> Site:
    files: Files = {f"{WATER}/fi.md": original, f"{WATER}/sv.md": swedish}
    return read(folder, files, "fi", "sv")


def confirmed(site: Site) -> bytes:
    """The Swedish file after it was confirmed."""
    text = site.catalogue.bulletins["2026-12-01-water"]
    confirm(site, text, text.editions[1])
    return (site.settings.root / text.editions[1].path).read_bytes()


def test_a_confirmed_edition_is_current(tmp_path: Path) -> None:
    confirmed(site_with(tmp_path, bulletin()))
    again = read(tmp_path, {})
    edition = again.catalogue.bulletins["2026-12-01-water"].editions[1]
    assert again.statuses[edition.path].standing is Standing.CURRENT
    assert edition.follows
    assert edition.follows.on == date(2026, 12, 2)
    assert [name for name, _ in edition.follows.parts] == [
        "title", "summary", "facts", "introduction", "#facts"
    ]  # fmt: skip


def test_confirming_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    first = confirmed(site_with(tmp_path, bulletin()))
    assert confirmed(read(tmp_path, {})) == first


@pytest.mark.parametrize(
    ("written", "start"),
    [
        (bulletin().encode(), b"---\n"),
        (b"\xef\xbb\xbf" + bulletin().encode(), b"\xef\xbb\xbf---\n"),
        (bulletin().replace("\n", "\r\n").encode(), b"---\r\n"),
        (b"\n\n" + bulletin().encode(), b"\n\n---\n"),
    ],
)
def test_a_file_keeps_its_beginning_its_line_ends_and_its_end(
    tmp_path: Path, written: bytes, start: bytes
) -> None:
    after = confirmed(site_with(tmp_path, written.rstrip()))
    assert after.startswith(start)
    assert after.endswith(b"Teksti.")
    assert after.count(b"\r") == (after.count(b"\n") if b"\r" in written else 0)
    old, new = written.rstrip().split(b"---"), after.split(b"---")
    assert (new[0], new[2:]) == (old[0], old[2:])
    assert new[1].startswith(old[1])


def test_text_that_is_written_in_other_characters_stays_so(tmp_path: Path) -> None:
    nfd = bulletin("arguments: [ma\u0308a\u0308, 'a\u2028b']")
    assert "ma\u0308a\u0308, 'a\u2028b'".encode() in confirmed(site_with(tmp_path, nfd))


def test_fields_in_braces_cannot_be_edited_and_are_left_alone(tmp_path: Path) -> None:
    braces = (
        "---\n{title: x, summary: y, published: 2026-12-01 07:00}\n---\n\nText.\n"
    )  # fmt: skip
    site = site_with(tmp_path, braces)
    with pytest.raises(SourceError) as refused:
        confirmed(site)
    assert str(refused.value) == (
        f"{WATER}/sv.md:1: has front matter that cannot be edited safely. "
        "Write each field on lines of its own, without {}."
    )
    assert (tmp_path / f"{WATER}/sv.md").read_text() == braces


def test_a_file_keeps_its_mode_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    site = site_with(tmp_path, bulletin())
    file = tmp_path / f"{WATER}/sv.md"
    file.chmod(0o640)
    confirmed(site)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(path.name for path in file.parent.iterdir()) == ["fi.md", "sv.md"]


def test_a_file_that_is_marked_read_only_is_left_alone(tmp_path: Path) -> None:
    """Root may write everything: what counts is what the editor wanted."""
    site = site_with(tmp_path, bulletin())
    (tmp_path / f"{WATER}/sv.md").chmod(0o444)
    with pytest.raises(SourceError) as refused:
        confirmed(site)
    assert str(refused.value) == (
        f"{WATER}/sv.md: cannot be written: Permission denied. Change its permissions."
    )
    assert (tmp_path / f"{WATER}/sv.md").read_text("utf-8") == bulletin()


def test_a_link_is_followed_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "docs" / "shared").mkdir(parents=True)
    (tmp_path / "docs" / "shared" / "sv.txt").write_text(bulletin(), "utf-8")
    (tmp_path / WATER).mkdir(parents=True)
    (tmp_path / f"{WATER}/sv.md").symlink_to("../../../docs/shared/sv.txt")
    confirmed(read(tmp_path, {f"{WATER}/fi.md": ORIGINAL}, "fi", "sv"))
    assert (tmp_path / f"{WATER}/sv.md").is_symlink()
    assert "follows:" in (tmp_path / "docs" / "shared" / "sv.txt").read_text("utf-8")


def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_with(tmp_path, bulletin())

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SourceError) as refused:
        confirmed(site)
    assert str(refused.value) == (
        f"{WATER}/sv.md: cannot be written: No space left on device. Change its permissions."
    )
    assert sorted(path.name for path in (tmp_path / WATER).iterdir()) == ["fi.md", "sv.md"]
    assert (tmp_path / f"{WATER}/sv.md").read_text("utf-8") == bulletin()
