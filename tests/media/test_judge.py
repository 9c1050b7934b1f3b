"""Files beside the texts: each is what its name says, and does readers no harm."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from sites_for_tests import NOW, Files, page, picture, told, write
from tolkku.media.judge import media_findings
from tolkku.site import read_site
from tolkku.system.cache import Cache

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'


def findings(folder: Path, name: str, content: str | bytes) -> list[str]:
    files: Files = {"docs/fi/a.md": page(body=f"[a](../{name})"), f"docs/{name}": content}
    return told(folder, files, "fi")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", picture("PNG")),
        ("a.JPG", picture("JPEG")),
        ("a.gif", picture("GIF")),
        ("a.webp", picture("WEBP")),
        ("a.avif", picture("AVIF")),
        ("a.mp4", b"\x00\x00\x00\x14ftypisom\x00\x00\x00\x00isom"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.svg", SVG % '<use href="#b"/><use xlink:href="#b"/>'),
        ("a.svg", SVG % "<style>.a{fill:url(#b)}</style><!-- a -->"),
        ("a.vtt", "WEBVTT"),
        ("a.csv", ""),
    ],
)
def test_a_file_that_is_what_it_says_is_published(
    tmp_path: Path, name: str, content: str | bytes
) -> None:
    assert findings(tmp_path, name, content) == []


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.png", "text", "is named .png, and is no such file."),
        ("a.png", b"", "is named .png, and is no such file."),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", "is named .jpg, and is no such file."),
        ("a.webp", b"RIFF\x00\x00\x00\x00WAVE", "is named .webp, and is no such file."),
    ],
)  # fmt: skip
def test_a_file_that_is_not_or_does_harm_is_refused(
    tmp_path: Path, name: str, content: str | bytes, problem: str
) -> None:
    assert findings(tmp_path, name, content) == [
        f"error docs/{name}: {problem} Save it anew, or remove it."
    ]


def test_a_drawing_is_told_with_its_line(tmp_path: Path) -> None:
    assert findings(tmp_path, "a.svg", SVG % "\n<script>PWN()</script>") == [
        "error docs/a.svg:2: holds <script>. Save it anew, or remove it."
    ]


def test_what_is_told_of_a_file_is_recalled(tmp_path: Path) -> None:
    config = write(tmp_path, {"docs/fi/a.md": page(), "docs/a.svg": SVG % "\n<a/>"}, "fi")
    found = []
    for _ in range(2):
        cache = Cache(tmp_path / ".tolkku-cache", b"s" * 32, "mark")
        found.append([f for f in read_site(config, NOW, {}, cache=cache)[1] if "svg" in str(f)])
    assert found[0] == found[1]
    assert [(f.place.line, f.place.column) for f in found[1]] == [(2, 1)]


@pytest.mark.parametrize("name", ["a.png", "a.svg", "a.mp4", "a.pdf", "a.zip"])
def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with file.open("wb") as new:
        new.truncate(300_000_000)
    most = {"a.png": 50, "a.svg": 2}.get(name, 100)
    told = f"is 300.0 MB large, more than the {most} MB that may be."
    assert [f.problem for f in media_findings(file, name)] == [told]


def noise(kind: str) -> bytes:
    """A picture whose pixels cannot be packed small."""
    made = BytesIO()
    Image.effect_noise((90, 60), 80).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", lambda: noise("PNG").replace(b"IDAT", b"IDAT\x00\x00\x00", 1)),
        ("a.jpg", lambda: noise("JPEG")[:-900]),
        ("a.gif", lambda: noise("GIF")[:-900] + b"\x00\x3b"),
        ("a.webp", lambda: noise("WEBP")[:-900]),
        ("a.avif", lambda: noise("AVIF")[:-900]),
    ],
)
def test_a_picture_is_read_to_its_last_pixel(
    tmp_path: Path, name: str, content: Callable[[], bytes]
) -> None:
    ending = name.removeprefix("a")
    assert findings(tmp_path, name, content()) == [
        f"error docs/{name}: is named {ending}, and is damaged. Save it anew, or remove it."
    ]


@pytest.mark.parametrize("exif", [b"II*\x00\xff\xff\xff\xff", b"nonsense", b""])
def test_exif_that_says_nothing_does_no_harm(tmp_path: Path, exif: bytes) -> None:
    assert findings(tmp_path, "a.jpg", picture("JPEG", exif=b"Exif\x00\x00" + exif)) == []
