"""Files beside the texts: each is what its name says, and does readers no harm."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from sites_for_tests import Files, page, picture, told

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
        ("a.mp4", b"\x00\x00\x00\x20ftypisom"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.svg", SVG % '<a href="https://example.org/"><path d="M0 0"/></a>'),
        ("a.svg", SVG % '<use href="#b"/><image xlink:href="data:image/png;base64,AA"/>'),
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
        ("a.svg", "text", "is named .svg, and is no such file."),
        ("a.svg", SVG % "<script>PWN()</script>", "holds <script>."),
        ("a.svg", SVG % "<g onload='PWN()'/>", "holds the script 'onload'."),
        ("a.svg", SVG % "<foreignObject/>", "holds <foreignObject>."),
        ("a.svg", SVG % "<a xlink:href=' JavaScript:PWN()'/>", "holds a link to a script."),
        ("a.svg", SVG % "<image href='https://evil.example/a.png'/>",
         "loads 'https://evil.example/a.png'."),
        ("a.svg", SVG % "<style>@import 'https://evil.example/a.css'</style>",
         "loads something from elsewhere."),
        ("a.svg", SVG % "<g style='fill:url(https://evil.example/a)'/>",
         "loads something from elsewhere."),
        ("a.svg", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG % "&a;",
         "holds entities of its own."),
        ("a.svg", '<?xml-stylesheet href="https://evil.example/a.css"?>' + SVG % "",
         "holds a processing instruction."),
    ],
)  # fmt: skip
def test_a_file_that_is_not_or_does_harm_is_refused(
    tmp_path: Path, name: str, content: str | bytes, problem: str
) -> None:
    assert findings(tmp_path, name, content) == [
        f"error docs/{name}: {problem} Save it anew, or remove it."
    ]


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
