"""Small sites for the tests: written from snippets, and read as an editor would see them."""

from __future__ import annotations

import textwrap
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

from tolkku.media.images import read_media
from tolkku.model.findings import Finding
from tolkku.site import Site, read_site

NOW = "2026-12-02 12:00"

Files = dict[str, str | bytes]


def picture(kind: str = "PNG", **more: Any) -> bytes:
    """The bytes of a small picture."""
    made = BytesIO()
    Image.new("RGB", (2, 2), (10, 20, 30)).save(made, kind, **more)
    return made.getvalue()


def office(**parts: str | bytes) -> bytes:
    """A zip file; `word__document_xml` for `word/document.xml`."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        package.comment = b"SECRET"
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


_SETTINGS = """
site_url: https://example.org/
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html]
extra:
  tolkku:
    name: {%(every)s}
    languages: [%(languages)s]
    original: fi
    id_domain: example.org
    organisation:
      name: {%(every)s}
    topics:
      health: {%(every)s}
"""


def settings(*tags: str) -> str:
    """A `mkdocs.yml` for these languages, the shortest that can be."""
    every = ", ".join(f"{tag}: Nimi" for tag in tags)
    languages = ", ".join(f"{{tag: {tag}, name: {tag}}}" for tag in tags)
    return _SETTINGS.lstrip() % {"every": every, "languages": languages}


def write(folder: Path, files: Files, *tags: str) -> Path:
    """The files in a folder; with language tags, a `mkdocs.yml` too. The path of the latter."""
    config = folder / "mkdocs.yml"
    if tags:
        files = {"mkdocs.yml": settings(*tags), **files}
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = textwrap.dedent(content).removeprefix("\n").encode()
        file.write_bytes(content)
    return config


def read(folder: Path, files: Files, *tags: str, at: str = NOW, preview: bool = False) -> Site:
    """The site that the files make."""
    return read_site(write(folder, files, *tags), at, {}, preview=preview)[0]


def told(folder: Path, files: Files, *tags: str, at: str = NOW) -> list[str]:
    """Every Finding, as an editor reads it, after the word `error` or `note`."""
    _, findings = read_site(write(folder, files, *tags), at, {})
    return [shown(finding) for finding in findings]


def shown(finding: Finding) -> str:
    return f"{finding.severity.value} {finding}"


def bulletin(fields: str = "", body: str = "Teksti.", published: str = "2026-12-01 07:00") -> str:
    """A bulletin with all that is required; `fields` are added to its front matter."""
    return (
        "---\ntitle: Otsikko\nsummary: Lyhyesti.\n"
        f"published: {published}\n"
        'sources: [{name: Lähde, url: "https://example.org/", checked: 2026-11-30}]\n'
        f"{textwrap.dedent(fields).strip()}\n---\n\n{body}\n".replace("\n\n---", "\n---")
    )


def page(fields: str = "", body: str = "Teksti.") -> str:
    """A page with a title; `fields` are added to its front matter."""
    lines = ["---", "title: Otsikko", *textwrap.dedent(fields).strip().splitlines(), "---", ""]
    return "\n".join([*lines, textwrap.dedent(body).strip(), ""])


def published_bytes(file: Path) -> bytes | None:
    """What is published instead of a file; None when it is published as it is."""
    (found,) = read_media({file.name: file.name}, file.parent).values()
    return found.bare
