"""Files on disk: which are published, how they are read, and what is told of the others."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sites_for_tests import told, write
from tolkku.model.findings import Finding, SourceError
from tolkku.reading.files import published_files, read_source

PAGE = "---\ntitle: Otsikko\n---\n\nTeksti.\n"


def read(folder: Path, content: bytes) -> tuple[dict[str, str], str, int, list[str]]:
    """Fields, body, its first line and the notes of a file with this content."""
    (folder / "a.md").write_bytes(content)
    notes: list[Finding] = []
    source = read_source(folder / "a.md", "a.md", notes.append)
    fields = {key: str(getattr(value, "text", value)) for key, value in source.fields}
    return fields, source.body, source.body_line, [str(finding) for finding in notes]


@pytest.mark.parametrize(
    ("content", "body", "body_line"),
    [
        (PAGE.encode(), "\nTeksti.\n", 4),
        (b"\xef\xbb\xbf" + PAGE.encode(), "\nTeksti.\n", 4),
        (PAGE.replace("\n", "\r\n").encode(), "\nTeksti.\n", 4),
        (PAGE.replace("\n", "\r").encode(), "\nTeksti.\n", 4),
        (b"---  \ntitle: Otsikko\n... \nTeksti.", "Teksti.", 4),
        (b"---\ntitle: Otsikko\n---", "", 3),
        (b"---\ntitle: Otsikko\n---\nHuom: x\n", "Huom: x\n", 4),
        (b"---\ntitle: Otsikko\n---\na\n\n---\n\nb\n", "a\n\n---\n\nb\n", 4),
        ("---\ntitle: Otsikko\n---\nma\u0308a\u0308\n".encode(), "mää\n", 4),
    ],
)
def test_front_matter_and_body_are_told_apart(
    tmp_path: Path, content: bytes, body: str, body_line: int
) -> None:
    assert read(tmp_path, content) == ({"title": "Otsikko"}, body, body_line, [])


def test_empty_lines_before_the_front_matter_are_a_note(tmp_path: Path) -> None:
    fields, _, body_line, notes = read(tmp_path, b"\n \n" + PAGE.encode())
    assert fields == {"title": "Otsikko"}
    assert body_line == 6
    assert notes == [
        "a.md:1: has empty lines before the front matter. "
        "Remove them: other programs show it as text."
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("---\ntitle: x\n---\n\nRivi\npäivä\n".encode("latin-1"),
         "a.md:6: is not UTF-8 (byte 0xE4). Save it as UTF-8."),
        (PAGE.encode("utf-16"), "a.md:1: is saved as UTF-16. Save it as UTF-8."),
        (PAGE.encode("utf-16-be"), "a.md:1: holds the invisible character U+0000."),
        (b"", "a.md:1: is empty. Write a title and a text, or remove the file."),
        (b"\xef\xbb\xbf \n\n", "a.md:1: is empty."),
        (b"# Title\n", "a.md:1: has no front matter. Begin with ---, `title: …`"),
        (b" ---\ntitle: x\n---\n", "a.md:1: has no front matter."),
        (b"---\ntitle: x\n\nText.\n", "a.md:1: has front matter that never ends."
         " Close it with a line of ---."),
        (b"+++\ntitle = 'x'\n+++\n", "a.md:1: begins with TOML. Write YAML between two lines"),
        (b"---\n- a\n---\n", "a.md:2: has front matter without fields. Write `key: value` lines."),
        (b"---\n\n---\n", "a.md:2: has front matter without fields."),
        (b"---\ntitle: x\n---\n\nab\x00c\n", "a.md:5: holds the invisible character U+0000."),
        (b"---\ntitle: a\x08b\n---\n", "a.md:2: holds the invisible character U+0008. Delete it."),
        ("---\ntitle: x\n---\nab\ufffdc\n".encode(), "a.md:4: holds the invisible character"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, expected: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(tmp_path, content)
    assert str(refused.value).startswith(expected)


def test_hidden_files_and_editors_backups_are_not_published(tmp_path: Path) -> None:
    kept = ["docs/a.md", "docs/b.pdf", "docs/c/d.md"]
    left = [".env", ".git/config", ".DS_Store", "a.md~", "a.md.bak", "#a.md#", ".a.md.swp",
            "a.md.orig", "~$a.docx", "Thumbs.db", "__MACOSX/a.md"]  # fmt: skip
    write(tmp_path, dict.fromkeys([*kept, *(f"docs/{name}" for name in left)], "x"))
    found = [file.relative_to(tmp_path).as_posix() for file in published_files(tmp_path / "docs")]
    assert found == kept


def test_a_folder_that_is_not_there_holds_no_files(tmp_path: Path) -> None:
    assert list(published_files(tmp_path / "bulletins")) == []


@pytest.mark.parametrize(
    ("link", "target", "expected"),
    [
        ("docs/fi/b.md", "/etc/passwd",
         "docs/fi/b.md:1: is a link that points out of the folders for content."
         " Copy what is wanted here instead."),
        ("docs/fi/b.png", "/etc/passwd", "docs/fi/b.png:1: is a link that points out of"),
        ("docs/fi/b.txt", "../../.env", "docs/fi/b.txt:1: is a link that points out of"),
        ("docs/fi/b.txt", "../.hidden", "docs/fi/b.txt:1: is a link that points out of"),
        ("docs/fi/b.md", "nowhere.md", "docs/fi/b.md:1: is a link that points to nothing."),
        ("docs/fi/b.md", "b.md", "docs/fi/b.md:1: is a link that points to nothing."),
        ("docs/fi/b", "/etc", "docs/fi/b:1: is a link that points out of"),
        ("docs/fi/b", ".", "docs/fi/b:1: is a link to a folder."),
        ("docs/fi/b.txt", "a.md", "docs/fi/b.txt:1: is a link to a text, under the name of another"
         " kind of file."),
    ],
)  # fmt: skip
def test_links_out_of_the_content_are_not_followed(
    tmp_path: Path, link: str, target: str, expected: str
) -> None:
    files = {"docs/fi/a.md": PAGE, ".env": "SECRET=1", "docs/.hidden": "x"}
    write(tmp_path, dict(files), "fi")
    (tmp_path / link).symlink_to(target)
    found = told(tmp_path, {}, "fi")
    assert len(found) == 1
    assert found[0].startswith(f"error {expected}")


def test_links_within_the_content_are_followed(tmp_path: Path) -> None:
    linking = f"{PAGE}[c](c.pdf) [b](../assets/b.pdf)"
    write(tmp_path, {"docs/fi/a.md": linking, "docs/assets/b.pdf": "%PDF-1.7"}, "fi")
    (tmp_path / "docs/fi/c.pdf").symlink_to("../assets/b.pdf")
    assert told(tmp_path, {}, "fi") == []


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"docs/fi/a.md": PAGE, "docs/fi/page.md/index.md": PAGE}, "fi")
    os.mkfifo(tmp_path / "docs/fi/b.txt")
    assert told(tmp_path, {}, "fi") == [
        "error docs/fi/b.txt:1: is no ordinary file. Remove it.",
        "error docs/fi/page.md:1: is a folder with the name of a file. Rename the folder.",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (b"\xe4.txt", "docs/fi/?.txt:1: has a character in its name that cannot be shown."),
        (b"a\nb.txt", "docs/fi/a?b.txt:1: has a character in its name that cannot be shown."),
        (b"b" * 251 + b".txt", f"docs/fi/{'b' * 251}.txt:1: has a name of more than 200 bytes."
         " Give it a short name."),
        (b"c" * 252 + b".md", f"docs/fi/{'c' * 252}.md:1: has a name of more than 200 bytes."),
    ],
)  # fmt: skip
def test_names_that_cannot_be_published_are_told(
    tmp_path: Path, name: bytes, expected: str
) -> None:
    write(tmp_path, {"docs/fi/a.md": PAGE}, "fi")
    with open(os.fsencode(tmp_path) + b"/docs/fi/" + name, "wb"):  # noqa: PTH123 (a name in bytes)
        pass
    found = told(tmp_path, {}, "fi")
    assert len(found) == 1
    assert found[0].startswith(f"error {expected}")


def test_what_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so that permissions alone would show nothing in CI."""
    write(tmp_path, {"docs/fi/a.md": PAGE, "docs/fi/b.md": PAGE, "docs/fi/c/d.md": PAGE}, "fi")
    scandir, opened = os.scandir, Path.open

    def refuse(path: object) -> None:
        if str(path).endswith(("/b.md", "/c")):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", lambda path=".": (refuse(path), scandir(path))[1])
    monkeypatch.setattr(
        Path, "open", lambda path, *a, **b: (refuse(path), opened(path, *a, **b))[1]
    )
    assert told(tmp_path, {}, "fi") == [
        "error docs/fi/b.md:1: cannot be read: Permission denied. Mend or remove the file.",
        "error docs/fi/c:1: is a folder that cannot be read. Change its permissions.",
    ]
