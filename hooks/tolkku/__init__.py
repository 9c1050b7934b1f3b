"""Tolkku, the newsroom. It knows nothing of MkDocs.

The house has rooms, each a package that says what it is for. A room imports only rooms below it,
and a contract in `pyproject.toml` holds everyone to that. From the cellar up:

model, system, media, reading, catalogue, rendering, translation, checks; then `site`, the pipeline
from files to one frozen value; on it feeds and search, publishing, views and authoring, and cli.
"""

__version__ = "0.1.0"
