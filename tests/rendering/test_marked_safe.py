"""Nothing is HTML without a reason: every place that says "this is safe" is known by name."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from building import build, copied
from paths import HOOKS

TEMPLATES = sorted([*HOOKS.rglob("*.html"), *HOOKS.rglob("*.j2"), *HOOKS.rglob("*.md")])

# Module and function: how often it says so, and why it may. A line fewer is a wall more.
REVIEWED = {
    "tolkku.views.digests:foreword_body": (1, "nothing"),
    "tolkku.feeds.content:_content": (2, "nothing"),
    "tolkku.views.status:_waived": (1, "the words are escaped, and what they hold too"),
    "tolkku.rendering.tree:attributes_written": (1, "the serialiser: escaped where it is written"),
    "tolkku.rendering.tree:element": (1, "the serialiser: escaped where it is written"),
    "tolkku.rendering.tree:filled": (1, "what the serialiser has written, with its addresses"),
    "tolkku.rendering.tree:safely_written": (1, "the same, where no address is left to be written"),
    "tolkku.views.view:json_ld": (1, "JSON in which < is escaped, in an element that holds data"),
}
# Where it is said whether templates escape: True everywhere, but where the outcome is no HTML.
ESCAPING = {
    ("tolkku.publishing.pages:_environment", "True"): 1,
    ("tolkku.feeds.content:feed_template", "True"): 1,
    ("tolkku.authoring.drafts:_templates", "False"): 1,  # Markdown and YAML, for an editor
}


def modules() -> dict[str, ast.Module]:
    files = sorted(file for file in HOOKS.rglob("*.py") if "__pycache__" not in file.parts)
    return {
        ".".join(file.relative_to(HOOKS).with_suffix("").parts): ast.parse(file.read_text("utf-8"))
        for file in files
    }


def functions(tree: ast.AST, name: str = "") -> list[tuple[str, ast.AST]]:
    """Every node with the name of the innermost function around it."""
    found = []
    for node in ast.iter_child_nodes(tree):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        inner = node.name if is_function else name  # type: ignore[attr-defined]
        found += [(inner, node), *functions(node, inner)]
    return found


def test_what_is_called_safe_is_reviewed() -> None:
    found: Counter[str] = Counter()
    for module, tree in modules().items():
        for function, node in functions(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func).split(".")
                if {"Markup", "Markdown_safe", "markup"} & set(called) and called[-1] != "escape":
                    found[f"{module}:{function}"] += 1
    assert found == {place: number for place, (number, _) in REVIEWED.items()}


def test_no_other_name_makes_markup() -> None:
    """The test above would miss another name for it."""
    for module, tree in modules().items():
        for _, node in functions(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "markupsafe":
                assert {alias.asname for alias in node.names} == {None}, module
                assert {alias.name for alias in node.names} <= {"Markup", "escape"}, module
            if isinstance(node, ast.Import):
                assert "markupsafe" not in {alias.name for alias in node.names}, module
            if isinstance(node, ast.FunctionDef):
                assert node.name != "__html__", module
            if isinstance(node, ast.ClassDef):
                assert "Markup" not in map(ast.unparse, node.bases), module


def test_templates_escape() -> None:
    found: Counter[tuple[str, str]] = Counter()
    for module, tree in modules().items():
        for function, node in functions(tree):
            if isinstance(node, ast.keyword) and node.arg == "autoescape":
                found[f"{module}:{function}", ast.unparse(node.value)] += 1
            if isinstance(node, ast.Assign) and "autoescape" in ast.unparse(node.targets[0]):
                found[f"{module}:{function}", ast.unparse(node.value)] += 1
    assert found == ESCAPING


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_no_template_calls_anything_safe(template: Path) -> None:
    source = template.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|\bMarkup\b", source) or template.suffix == ".md"


def test_words_of_the_catalogues_are_no_html(tmp_path: Path) -> None:
    """Whatever a translation says is seen as it is said, in every kind of page and entry."""
    config = copied("duties", tmp_path)
    locales = tmp_path / "locales"
    real = locales.resolve()
    locales.unlink()
    for catalogue in sorted(real.glob("*/LC_MESSAGES/messages.po")):
        file = locales / catalogue.relative_to(real)
        file.parent.mkdir(parents=True)
        source = catalogue.read_text("utf-8")
        spoilt = re.sub(
            r'^(msgstr(?:\[\d\])? ")(?=[^"\\])', r"\1<i class=w>&lt;", source, flags=re.M
        )
        file.write_text(
            re.sub(r'(msgid "d MMMM yyyy[^\n]*"\nmsgstr ")<i class=w>&lt;', r"\1", spoilt)
        )
    built = build(config, tmp_path / "site", strict=False)
    assert built.exit_code == 0, built.said
    pages = [built.text(address) for address in built.pages()]
    assert sum("&lt;i class=w&gt;&amp;lt;" in page for page in pages) > 20
    assert "&lt;i class=w&gt;&amp;lt;lykätty" in built.text("fi/status/")
    for file in built.folder.rglob("*"):
        if file.suffix in (".html", ".xml"):
            assert "<i class=w>" not in file.read_text("utf-8"), file
