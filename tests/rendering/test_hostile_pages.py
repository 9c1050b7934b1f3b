"""The worst texts that are published, opened in Chromium: nothing runs, leads away or is loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from test_hostile_texts import CONTENTS

from browsing import served
from building import Built, build, copied

SCRIPT = "document.documentElement.dataset.foreign = 'ran'; document.title = 'RAN';"
NAMES = [f"text-{number}" for number in range(len(CONTENTS))]
PLAIN = """
[x](https://elsewhere.example/){: .md-search__suggest }
<p class="md-consent__overlay">a</p>

!!! note "a"
    `<script>` &lt;script&gt; [p](../p.txt) <https://elsewhere.example/>
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile")
    config = copied("complete", folder)
    docs = config.parent / "docs"
    for name, body in zip(NAMES, CONTENTS, strict=True):
        write(docs / "fi" / f"{name}.md", f"## Eka {{#a}}\n\n[p](../p.txt)\n\n{body}\n\na")
    write(docs / "fi" / "plain.md", PLAIN)
    (docs / "p.txt").write_text(SCRIPT, "utf-8")
    return build(config, folder / "site", strict=False)


def write(file: Path, body: str) -> None:
    file.write_text(f"---\ntitle: {file.stem}\n---\n\n{body}\n", "utf-8")


@pytest.mark.parametrize("has_headers", [False, True])
def test_nothing_runs_and_nothing_leaves_the_site(
    site: Built, browser: Browser, has_headers: bool
) -> None:
    """On a server that says nothing, as GitHub Pages, and on one that says what `_headers` has."""
    assert site.exit_code == 0, site.said
    policy = re.findall("  Content-Security-Policy: (.*)", site.text("_headers"))[0]
    addresses = [page for page in site.pages() if "/text-" in page or "/plain" in page]
    assert len(addresses) == 3 * (len(NAMES) + 1)  # in other languages they stand in
    stand_in = next(each for each in addresses if each.startswith("en/"))
    opened = [each for each in addresses if each.startswith("fi/")] + [stand_in]
    with served(site.folder, "/", policy if has_headers else "") as home:
        for address in opened:
            page = browser.new_page()
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.on("dialog", lambda dialog: pytest.fail(dialog.message))
            page.goto(home + address)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.dataset.foreign ?? null") is None
            assert page.title() != "RAN"
            assert page.url == home + address
            assert [url for url in asked if not url.startswith(home)] == [], address
            covering = "document.elementFromPoint(innerWidth - 2, innerHeight - 2)?.closest('a')"
            assert page.evaluate(f"{covering}?.href ?? ''") == "", address
            page.close()
