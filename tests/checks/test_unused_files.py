"""Used files: readers get a file with the text that uses it; editors are told of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from paths import RECORDINGS
from sites_for_tests import Files, bulletin, office, page, picture, read, told

WATER = "bulletins/2026/2026-12-01-water"
DOCX = office(**{"word/document.xml": "<w/>"})
KINDS = (("sound", "mp3"), ("film", "mp4"))
NOT_OUT = "is not published, because no text links to it or shows it."
NOTE = f"{NOT_OUT} Link to it from a text, or remove it."


def around(fields: str = "", body: str = "Teksti.") -> Files:
    return {"docs/fi/a.md": page(), f"{WATER}/fi.md": bulletin(fields, body)}


@pytest.mark.parametrize(
    ("name", "fields", "body"),
    [
        ("a.pdf", "", "[a](a.pdf)"),
        ("a.docx", "", "[a](a.docx#page=2)"),
        ("a.png", "", "![a](a.png)"),
        ("ä b.png", "", "![a](<ä b.png>)"),
        ("a.png", "", '<img src="a.png" alt="a">'),
        ("a.mp4", "", '<video src="a.mp4"></video>'),
        ("a.png", "", '<video poster="a.png"></video>'),
        ("a.mp3", "", '<audio><source src="a.mp3"></audio>'),
        ("a.vtt", "", '<video><track src="a.vtt" kind="captions" srclang="fi"></video>'),
        ("a.png", "image: {file: a.png, alt: Kuva}", "Teksti."),
        ("a.pdf", "action: {text: Lue, url: a.pdf}", "Teksti."),
        ("a.pdf", "", "[a](https://example.org/bulletins/2026-12-01-water/a.pdf)"),
    ],
)
def test_however_a_text_uses_a_file_it_is_published(
    tmp_path: Path, name: str, fields: str, body: str
) -> None:
    recorded = {f".{kind}": (RECORDINGS / f"{of}.{kind}").read_bytes() for of, kind in KINDS}
    starts = {".png": picture(), ".docx": DOCX, ".pdf": b"%PDF-1.7", ".vtt": b"WEBVTT", **recorded}
    files = {**around(fields, body), f"{WATER}/{name}": starts[name[name.rindex(".") :]]}
    site = read(tmp_path, files, "fi")
    assert list(site.media) == [f"{WATER}/{name}"]
    assert [each for each in told(tmp_path, {}, "fi") if name in each] == []


@pytest.mark.parametrize(
    "name",
    [
        f"{WATER}/a.png", f"{WATER}/notes.txt", "docs/fi/a.pdf", "docs/images/a.png",
        "docs/a.pdf", "docs/assets/a.pdf", "docs/assets/a.txt", "docs/sv/ä.png",
    ],
)  # fmt: skip
def test_what_no_text_uses_is_not_published_and_told(tmp_path: Path, name: str) -> None:
    start = picture() if name.endswith(".png") else b"%PDF-1.7"
    assert read(tmp_path, {**around(), name: start}, "fi", "sv").media == {}
    assert told(tmp_path, {}, "fi", "sv") == [f"note {name}: {NOTE}"]


@pytest.mark.parametrize("name", ["a.docx", "a.PPTX", "a.xlsx", "a.odt", "a.ods", "a.odp"])
@pytest.mark.parametrize("folder", [WATER, "docs/fi", "docs/assets"])
def test_an_office_file_that_no_text_links_to_is_an_error(
    tmp_path: Path, folder: str, name: str
) -> None:
    assert told(tmp_path, {**around(), f"{folder}/{name}": DOCX}, "fi") == [
        f"error {folder}/{name}: is an office file that no text links to."
        " Link to it if readers are to have it, or keep it elsewhere."
    ]


def test_the_error_does_not_come_and_go_with_time(tmp_path: Path) -> None:
    """A text that waits uses its files already."""
    later = bulletin("draft: yes", "[a](a.docx)")
    files: Files = {"docs/fi/a.md": page(), f"{WATER}/fi.md": later, f"{WATER}/a.docx": DOCX}
    assert told(tmp_path, files, "fi") == []


@pytest.mark.parametrize("name", ["assets/a.png", "assets/b/a.svg", "assets/a.woff2", "humans.txt"])
def test_what_is_for_the_whole_site_needs_no_text(tmp_path: Path, name: str) -> None:
    start = {"g": picture(), "s": b"x", "2": b"wOF2", "t": b"x"}[name[-1]]
    if name.endswith(".svg"):
        start = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert list(read(tmp_path, {**around(), f"docs/{name}": start}, "fi").media) == [f"docs/{name}"]
    assert told(tmp_path, {}, "fi") == []


def test_a_shared_picture_waits_for_the_only_text_that_uses_it(tmp_path: Path) -> None:
    files = {
        **around("", "![a](../../../docs/assets/out.png)"),
        "docs/fi/b.md": page("draft: yes", "![a](../assets/out.png) ![b](../assets/held.png)"),
        "docs/assets/out.png": picture(),
        "docs/assets/held.png": picture(),
    }
    assert list(read(tmp_path, files, "fi").media) == ["docs/assets/out.png"]


def test_a_link_on_disk_is_not_for_the_whole_site(tmp_path: Path) -> None:
    """It may lead to what is held back."""
    files = {**around("draft: yes", "![a](a.png)"), f"{WATER}/a.png": picture()}
    read(tmp_path, files, "fi")
    shared = tmp_path / "docs/assets/a.png"
    shared.parent.mkdir()
    shared.symlink_to(f"../../{WATER}/a.png")
    assert read(tmp_path, {}, "fi").media == {}
    assert told(tmp_path, {}, "fi") == [f"note docs/assets/a.png: {NOTE}"]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (f"{WATER}/a.pdf", "![a](a.pdf)"),
        (f"{WATER}/a.png", "![a](b/a.png)"),
        (f"{WATER}/a.txt", "[a](https://example.org/bulletins/2026-12-01-watr/a.txt)"),
    ],
)
def test_a_file_that_a_link_names_wrongly_is_not_told_of_twice(
    tmp_path: Path, name: str, body: str
) -> None:
    start = picture() if name.endswith(".png") else b"%PDF-1.7"
    found = told(tmp_path, {**around("", body), name: start}, "fi")
    assert [each[:5] for each in found] == ["error"]
