"""How a build ends: with the site in its place, or with what is wrong and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites_for_tests import NOW, settings, write
from tolkku.build.engine import Building, Stopped

SITE = settings("fi") + "plugins: [tolkku]\ntheme: {name: material, custom_dir: own}\n"
OWN = '{% extends "main.html" %}\n\n'


def built(folder: Path, template: str) -> list[str]:
    """What a build with a text template of the site's own says, when it stops."""
    told: list[str] = []
    text = "---\ntitle: Otsikko\n---\n\nTekstiä.\n"
    config = write(folder, {"mkdocs.yml": SITE, "docs/fi/a.md": text, "own/text.html": template})
    (folder / "bulletins").mkdir()
    building = Building.begin(
        config, folder / "site", "https://example.org/", {"TOLKKU_AT": NOW}, False,
        lambda said, is_error: told.append(said) if is_error else None,
    )  # fmt: skip
    with pytest.raises(Stopped, match="1 error; nothing was written"):
        building.write()
    building.give_up()
    assert not (folder / "site").exists()
    return told


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (OWN + "{% block body %", "own/text.html:3: this template cannot be used: "),
        (
            OWN + "{% block body %}\n{{ nothing.here }}{% endblock %}",
            "own/text.html:4: this template cannot be used: 'nothing' is undefined.",
        ),
        (
            "{% extends 'gone.html' %}",
            "own/text.html:1: this template cannot be used: there is no template 'gone.html'.",
        ),
    ],
)
def test_a_broken_template_of_the_sites_own_is_told(
    tmp_path: Path, template: str, said: str
) -> None:
    (told,) = built(tmp_path, template)
    assert told.startswith(said)
