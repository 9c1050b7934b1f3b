"""Embargo: of what is held back nothing is anywhere in the output, not a name, not a byte."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

import held_back
import newsrooms
from building import NOON, build, copied
from held_back import MARK
from sites_for_tests import Files, bulletin, page, picture, settings, told
from sites_for_tests import read as of
from tolkku.translation.status import Stands, public_board

EARLY = "bulletins/2026/2026-12-01-early"
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
# What people copy is made into no page yet.
UNSHOWN = ("caption", "variant", "prompt", "hashtag", "script")


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
    assert {word for word in missing if not word.endswith(UNSHOWN)} == set()


def early_translation() -> Files:
    """A bulletin of which the translation is out, and the original a draft; only it says that this
    is an exercise."""
    behind = "follows: {on: 2026-12-01, parts: {a: b}}"
    more = ["draft: yes", "exercise: yes", "kind: urgent", "expires: 2027-01-30 18:00"]
    more += ["next_update: 2027-01-29 18:00", *held_back.of_the_text("early")]
    said = held_back.fields("early", "2026-12-01 07:00", *more)
    swedish = ["title: Övning", "summary: Kort.", "published: 2026-12-01 08:00", behind]
    return {
        f"{EARLY}/fi.md": held_back.text(said, held_back.body("early")),
        f"{EARLY}/sv.md": held_back.text(swedish, "Text."),
        **held_back.beside(EARLY, "early", 130),
    }


def test_of_an_original_that_is_held_back_a_translation_tells_nothing(tmp_path: Path) -> None:
    published = output(site(tmp_path, early_translation()), tmp_path / "built")
    assert words_in(published) == set()
    swedish = published["sv/bulletins/2026-12-01-early/index.html"].decode()
    for marked in ("Övning", "2027-01-30T18:00"):  # what keeps readers from being misled holds
        assert marked in swedish
    assert "Översättningen kan vara föråldrad" not in swedish
    assert "Översättningen kan vara föråldrad" not in published["sv/feeds/all.json"].decode()


def test_a_translation_is_not_called_behind_an_original_that_nobody_has(tmp_path: Path) -> None:
    early = newsrooms.read(site(tmp_path, early_translation()))
    rows = {row.text.id: row for row in public_board(early).rows}
    stands = [cell.stands for cell in rows["2026-12-01-early"].cells]
    assert stands == [Stands.MISSING, Stands.CURRENT, Stands.MISSING]


def test_what_readers_of_a_translation_lack_is_told_and_can_be_repeated(tmp_path: Path) -> None:
    files: Files = {
        "docs/fi/a.md": page(),
        f"{EARLY}/fi.md": bulletin("draft: yes\nversion: '2'\ntopics: [health]"),
        f"{EARLY}/sv.md": bulletin(),
    }
    note = (
        f"note {EARLY}/sv.md:1: comes out before its original (fi): until then readers do not see"
        f" `topics`, `version`. Repeat in this file what they should see, or publish {EARLY}/fi.md"
        " first."
    )
    assert note in told(tmp_path, files, "fi", "sv")
    later = {**files, f"{EARLY}/fi.md": bulletin("topics: [health]")}
    assert [each for each in told(tmp_path, later, "fi", "sv") if "original" in each] == [
        f"note {EARLY}/sv.md:1: nobody has confirmed that it follows the original (fi)."
        f" Run `tolkku confirm {EARLY}/sv.md` once it agrees with the original."
    ]
    shown = newsrooms.read(tmp_path / "mkdocs.yml", "2026-12-02 12:00").catalogue
    assert shown.bulletins["2026-12-01-early"].said.topics == ("health",)


@pytest.mark.parametrize("held", ["draft: yes", "published: 2027-01-01 08:00"])
def test_a_glossary_that_is_held_back_explains_nothing_yet(tmp_path: Path, held: str) -> None:
    term = "Källa {#source}\n:   Varifrån %s."
    files: Files = {
        "docs/fi/words.md": page(body=term % "fi"),
        "docs/sv/words.md": page(held, term % "sv"),
        "docs/fi/a.md": page(),
        "docs/sv/a.md": page(body="[x](words.md#source)"),
    }
    files["mkdocs.yml"] = f"{settings('fi', 'sv')}    glossary: words\n"

    def body(at: str) -> str:
        return of(tmp_path, files, at=at).proofs.rendered["docs/sv/a.md"].html(lambda way: way)

    assert body(NOON) == '<p><a href="sv/words/#source">x</a></p>'
    if "published" in held:
        assert 'title="Varifrån sv."' in body("2027-01-02 12:00")


def test_what_a_draft_uses_is_seen_in_a_preview(tmp_path: Path) -> None:
    files: Files = {
        "docs/fi/a.md": page(),
        "docs/fi/b.md": page("draft: yes", "![Kuva](b.png)"),
        "docs/fi/b.png": picture(),
    }
    assert of(tmp_path, files, "fi").media == {}
    assert of(tmp_path, files, "fi", preview=True).media == {"docs/fi/b.png": "fi/b.png"}


def test_no_error_arises_because_time_passes(tmp_path: Path) -> None:
    """A text that waits is judged by what readers will have when it comes out."""
    links = "[x](b.md) [y](c.md) [z](/fi/c/) [w](../../bulletins/2026/2026-12-20-c/c.pdf)"
    files: Files = {
        "docs/fi/a.md": page("published: 2026-12-10 08:00", f"{links} [v](b.md#no)"),
        "docs/fi/b.md": page("published: 2026-12-09 08:00"),
        "docs/fi/c.md": page("published: 2026-12-20 08:00"),
        "bulletins/2026/2026-12-20-c/fi.md": bulletin(published="2026-12-20 08:00"),
        "bulletins/2026/2026-12-20-c/c.pdf": "%PDF-1.7",
    }

    def errors(at: str) -> list[str]:
        return [each for each in told(tmp_path, files, "fi", at=at) if each.startswith("error")]

    assert len(errors("2026-12-02 12:00")) == len(errors("2026-12-11 12:00")) == 4
    assert errors("2026-12-21 12:00") == [
        "error docs/fi/a.md:6: there is no '#no' on /fi/b/. It has no anchors: link to the page."
    ]
