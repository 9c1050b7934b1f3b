"""New files are all written or none, never over another; a file that changes does so whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tolkku.system.files import Work, write


def everything(folder: Path) -> dict[str, str | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") if path.is_file() else None
        for path in folder.rglob("*")
    }


def test_folders_are_made_for_files(tmp_path: Path) -> None:
    write(Work({tmp_path / "a/b/fi.md": "ä\n", tmp_path / "a/sv.md": "å\n"}))
    assert everything(tmp_path) == {"a": None, "a/b": None, "a/b/fi.md": "ä\n", "a/sv.md": "å\n"}


@pytest.mark.parametrize("there", ["a/sv.md", "a/b/fi.md"])
def test_a_file_that_somebody_made_meanwhile_stays_and_nothing_else_does(
    tmp_path: Path, there: str
) -> None:
    (tmp_path / there).parent.mkdir(parents=True)
    (tmp_path / there).write_text("mine", "utf-8")
    before = everything(tmp_path)
    made = {tmp_path / name: "new" for name in ("c/en.md", "a/b/fi.md", "a/sv.md")}
    with pytest.raises(FileExistsError):
        write(Work(made))
    assert everything(tmp_path) == before


def test_a_folder_that_somebody_made_meanwhile_is_theirs(tmp_path: Path) -> None:
    """Two editors, one name, one moment: the second must not write into the first one's folder."""
    folder = tmp_path / "a"
    folder.mkdir()
    with pytest.raises(FileExistsError):
        write(Work({folder / "fi.md": "new"}, folder=folder))
    assert everything(tmp_path) == {"a": None}


def test_what_changed_is_changed_back_when_the_rest_cannot_be_written(tmp_path: Path) -> None:
    first, second = tmp_path / "first.yml", tmp_path / "second"
    first.write_text("old", "utf-8")
    second.mkdir()
    before = everything(tmp_path)
    with pytest.raises(OSError, match="second"):
        write(Work({tmp_path / "a/fi.md": "new"}, {first: "new", second: "new"}))
    assert everything(tmp_path) == before


def test_a_link_to_nothing_is_taken_too(tmp_path: Path) -> None:
    link = tmp_path / "a"
    link.symlink_to("nowhere")
    assert Work({}, folder=link).taken() == link
    assert Work({link: ""}).taken() == link
    assert Work({tmp_path / "b": ""}, folder=tmp_path / "c").taken() is None
