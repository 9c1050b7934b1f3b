"""What `mkdocs.yml` says to MkDocs: our list of its keys is complete."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from sites_for_tests import settings, write
from tolkku.model.findings import TolkkuError
from tolkku.reading.mkdocs_yml import MKDOCS_KEYS
from tolkku.reading.settings import read_settings
from tolkku.system.package import theme_folder, words_folder


def test_every_key_of_mkdocs_is_known() -> None:
    assert {key for key, _ in MkDocsConfig()._schema} <= MKDOCS_KEYS


PLUGIN = settings("fi") + "plugins: [tolkku]\n"


def test_the_plugin_brings_words_and_templates_and_the_sites_own_win(tmp_path: Path) -> None:
    config = write(tmp_path, {"mkdocs.yml": PLUGIN + "theme: {name: material, custom_dir: own}\n"})
    (tmp_path / "own").mkdir()
    found = read_settings(config)
    assert found.locales == (words_folder(), tmp_path / "locales")
    assert found.templates == (theme_folder(), tmp_path / "own")
    assert (words_folder() / "messages.pot").is_file()
    assert (theme_folder() / "main.html").is_file()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("theme: material\nhooks: [hooks/mkdocs_events.py]\n", "'hooks' names ours, and so does"),
        ("theme: readthedocs\n", "'theme' does not name Material"),
        ("theme: {name: material, custom_dir: none}\n", "a folder of templates that is not there"),
    ],
)
def test_what_is_wrong_beside_the_plugin_is_told(tmp_path: Path, more: str, told: str) -> None:
    config = write(tmp_path, {"mkdocs.yml": PLUGIN + more})
    with pytest.raises(TolkkuError, match=told):
        read_settings(config)
