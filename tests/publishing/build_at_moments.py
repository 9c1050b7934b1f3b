"""Builds one site as of many moments in one process, each into a folder named by the moment.

PYTHONPATH=hooks python tests/publishing/build_at_moments.py MKDOCS.YML FOLDER TIME...
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config


def main(config: str, folder: str, *moments: str) -> None:
    for moment in moments:
        os.environ["TOLKKU_AT"] = moment
        build(load_config(config, site_dir=str(Path(folder) / moment)))


if __name__ == "__main__":
    main(*sys.argv[1:])
