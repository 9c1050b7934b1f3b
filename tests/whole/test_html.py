"""The built pages as files: the Nu HTML checker finds no error in them, lychee no dead link."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from building import Built, build, config_of
from paths import PROJECT, TESTS

VNU = TESTS / "node_modules" / "vnu-jar/build/dist/vnu.jar"
SITES = {
    "every-kind": config_of("every-kind"),
    "complete": config_of("complete"),
    "starter": PROJECT / "mkdocs.yml",
}


@pytest.fixture(scope="module", params=SITES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    done = build(SITES[request.param], tmp_path_factory.mktemp("html") / "site")
    assert done.exit_code == 0, done.said
    return done


def nu_errors(folder: Path) -> str:
    """What the Nu HTML checker says of the pages below a folder."""
    command = ["java", "-Xss4m", "-jar", str(VNU), "--errors-only", "--skip-non-html", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip()


def dead_links(folder: Path) -> dict[str, list[str]]:
    """The links and anchors that lead nowhere, by page; those of other sites are not asked."""
    lychee = shutil.which("lychee", path=sysconfig.get_path("scripts"))
    assert lychee is not None
    command = [
        lychee, "--offline", "--include-fragments=anchor-only", "--index-files=index.html",
        "--root-dir", str(folder), "--remap", f"^https://example.org/ file://{folder}/",
        "--no-progress", "--format=json", str(folder / "**/*.html"),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode in (0, 2), done.stderr
    found = json.loads(done.stdout)["error_map"]
    return {page: [link["url"] for link in links] for page, links in found.items()}


def test_the_nu_html_checker_finds_no_error(built: Built) -> None:
    assert nu_errors(built.folder) == ""


def test_the_nu_html_checker_does_find_errors(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><p><div id=a></div></p><b id=a>")
    assert "Duplicate ID" in nu_errors(tmp_path)


def test_no_link_leads_nowhere(built: Built) -> None:
    assert dead_links(built.folder) == {}


def test_links_that_lead_nowhere_are_found(tmp_path: Path) -> None:
    page = '<!doctype html><p id="a"><a href="#a">A</a> <a href="#b">B</a> <a href="c/">C</a>'
    (tmp_path / "index.html").write_text(page)
    assert [len(links) for links in dead_links(tmp_path).values()] == [2]
