"""What `tolkku new` leaves to fill in is a note in a draft, and an error in what is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites_for_tests import Files, bulletin, page, settings, told

HERE = "bulletins/2026/2026-12-01-water/fi.md"
REMEDY = "Write what belongs there, or remove it."


def told_of(folder: Path, files: Files, name: str) -> list[str]:
    return [
        line for line in told(folder, {"docs/fi/index.md": page(), **files}, "fi") if name in line
    ]


def test_every_field_is_looked_at(tmp_path: Path) -> None:
    fields = """
        facts: [a, "…"]
        action: {text: "…", url: "https://…"}
        arguments:
          - …
        """
    found = told_of(tmp_path, {HERE: bulletin(fields)}, "still holds")
    assert found == [
        f"error {HERE}:{line}: '{field}' still holds the '…' of `tolkku new`. {REMEDY}"
        for line, field in ((6, "facts"), (7, "action"), (9, "arguments"))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "…",
        "   …",
        "… ",
        "## …",
        "## … {#where}",
        "###### … {: #x .y }",
        "- …",
        "* …",
        "1. …",
        "2) …",
    ],
)
def test_a_line_of_the_text_that_says_nothing_else_is_unfilled(tmp_path: Path, line: str) -> None:
    found = told_of(tmp_path, {HERE: bulletin(body=f"Teksti.\n\n{line}\n")}, "still holds")
    assert found == [f"error {HERE}:10: the text still holds the '…' of `tolkku new`. {REMEDY}"]


@pytest.mark.parametrize(
    "body",
    [
        "Ja niin edelleen …",
        "… ja niin edelleen",
        "Hän sanoi: […] ei.",
        "> …",
        "...",
        "    …",
        "```\n…\n```",
        "~~~ yaml\n```\n…\n~~~",
    ],
)
def test_dots_that_are_meant_are_left_alone(tmp_path: Path, body: str) -> None:
    fields = "facts: ['Vettä… ja leipää', '...']"
    assert told_of(tmp_path, {HERE: bulletin(fields, f"Teksti.\n\n{body}")}, "still") == []


def test_code_that_ends_hides_nothing_after_it(tmp_path: Path) -> None:
    body = "```\n…\n```\n\n…"
    assert len(told_of(tmp_path, {HERE: bulletin(body=body)}, "still holds")) == 1


def test_a_draft_is_told_once(tmp_path: Path) -> None:
    source = bulletin('draft: yes\nfacts: ["…", "…"]\naction: {text: "…", url: x.md}', "…\n\n## …")
    files: Files = {HERE: source, HERE.replace("fi.md", "x.md"): ""}
    assert told_of(tmp_path, files, "fill in") == [
        f"note {HERE}:7: is a draft with 5 places to fill in: facts (line 7), action (8), "
        "the text (11, 13). Write there instead of '…', or remove what is not needed."
    ]


def test_one_place_is_one_place(tmp_path: Path) -> None:
    files: Files = {"docs/fi/about.md": page("draft: yes", "…")}
    assert (
        "is a draft with 1 place to fill in: the text (line 6)."
        in told_of(tmp_path, files, "fill in")[0]
    )


def test_a_foreword_is_looked_at_too(tmp_path: Path) -> None:
    name = "bulletins/digests/2026-W48/fi.md"
    assert told_of(tmp_path, {name: page(body="…")}, "still holds") == [
        f"error {name}:5: the text still holds the '…' of `tolkku new`. {REMEDY}"
    ]


def test_a_setting_is_told_by_its_keys(tmp_path: Path) -> None:
    config = settings("fi").replace("health: {fi: Nimi}", 'health: {fi: "…"}')
    files: Files = {"mkdocs.yml": config, "docs/fi/index.md": page()}
    assert "error mkdocs.yml:12: 'topics.health.fi' still holds the '…' of `tolkku new`. " + (
        REMEDY
    ) in told(tmp_path, files)
