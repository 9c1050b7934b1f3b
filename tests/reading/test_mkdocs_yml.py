"""What `mkdocs.yml` says to MkDocs: our list of its keys is complete."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from tolkku.reading.mkdocs_yml import MKDOCS_KEYS


def test_every_key_of_mkdocs_is_known() -> None:
    assert {key for key, _ in MkDocsConfig()._schema} <= MKDOCS_KEYS
