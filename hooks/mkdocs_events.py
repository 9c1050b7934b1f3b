"""What MkDocs asks, in the order in which it asks. Translates, decides nothing.

It works as a hook, which this repository names by its path, and as the plugin `tolkku` of the
package. MkDocs gives its configuration and its command; everything else is done by the engine, and
MkDocs' own ideas of pages, navigation, themes and links are not used.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from tolkku.build.engine import UNTOUCHED, Building, Stopped
from tolkku.cli.terminal import plainly
from tolkku.model.harmless import visible
from tolkku.publishing.headers import guarded, said_of_all, why_not_shown

log = get_plugin_logger("tolkku")
# MkDocs has its handlers by now, and says nothing before this that content could put in.
for _handler in logging.getLogger("mkdocs").handlers:
    _handler.addFilter(plainly)


class Tolkku(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Begins each build; what follows of one is a plugin that goes with its config."""

    _serves = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._serves = command == "serve"
        # Ended from outside, the process still takes its leave: the half-built folder goes with it.
        for each in (signal.SIGTERM,) if self._serves else (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda number, frame: sys.exit(128 + number))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        file, folder, url = Path(config.config_file_path), Path(config.site_dir), config.site_url
        try:
            building = Building.begin(file, folder, url, os.environ, self._serves, _tell)
        except Stopped as stopped:
            raise PluginError(str(stopped)) from None
        config.site_dir = str(building.staging.folder)
        config.watch.extend(map(str, building.watched))
        config.theme.static_templates, config.theme.dirs = set(), []
        config.plugins["tolkku build"] = Build(building)
        return config

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> Any:
        """The preview has the site's policy. MkDocs would show a traceback where it cannot be."""
        if why := why_not_shown(server.address_family, server.server_address):
            told = "Is the preview running in another window? If not: make serve PORT=8001"
            raise Abort(visible(f"Nothing can be shown at {server.url.rstrip('/')}: {why}. {told}"))
        settings = cast(Build, config.plugins["tolkku build"]).building.settings
        server.set_app(guarded(server.serve_request, partial(said_of_all, settings)))
        return server


_hook = Tolkku()
on_startup, on_config, on_serve = _hook.on_startup, _hook.on_config, _hook.on_serve


class Build(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """One build, of which MkDocs makes nothing."""

    def __init__(self, building: Building) -> None:
        self.building = building

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        try:
            self.building.write()
        except Stopped as stopped:
            raise PluginError(str(stopped)) from None
        return Files([])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Swap the site in; not when `--strict` is about to fail, which MkDocs says only later."""
        handlers = logging.getLogger("mkdocs").handlers
        if any(each.get_counts() for each in handlers if isinstance(each, CountHandler)):
            self.building.give_up()
            return log.info(UNTOUCHED)
        try:
            self.building.publish()
        except Stopped as stopped:
            raise Abort(str(stopped)) from None

    def on_build_error(self, *, error: Exception) -> None:
        try:
            self.building.give_up(error)
        except Stopped as stopped:
            raise Abort(str(stopped)) from None


def _tell(said: str, is_error: bool) -> None:
    (log.error if is_error else log.info)(said)
