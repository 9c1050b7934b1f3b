"""What MkDocs asks, in the order in which it asks. Translates, decides nothing.

It works as a hook, which this repository names by its path, and as the plugin `tolkku` of the
package. MkDocs' own ideas of pages, navigation and links are not used.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from tolkku.cli.terminal import plainly, visible
from tolkku.publishing.assembly import (
    MATERIAL_SHEET,
    header_file,
    media_files,
    pages_of,
    style_sheet,
    template_globals,
)  # fmt: skip
from tolkku.publishing.building import UNTOUCHED, Building, Stopped
from tolkku.publishing.headers import guarded, said_of_all, why_not_shown
from tolkku.system.package import theme_folder
from tolkku.views.pages import view_of
from tolkku.views.view import View

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
        config.theme.static_templates = set()
        config.watch.extend(map(str, building.watched))
        if config.plugins.get("tolkku") is self:  # a hook's theme is named in `mkdocs.yml`
            place = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(place, str(theme_folder()))
        kind = Complaint if building.errors else Build
        config.plugins["tolkku build"] = kind(building, self._serves)
        return config

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> Any:
        """The preview has the site's policy. MkDocs would show a traceback where it cannot be."""
        if why := why_not_shown(server.address_family, server.server_address):
            told = "Is the preview running in another window? If not: make serve PORT=8001"
            raise Abort(visible(f"Nothing can be shown at {server.url.rstrip('/')}: {why}. {told}"))
        settings = cast(Staged, config.plugins["tolkku build"]).site.settings
        server.set_app(guarded(server.serve_request, partial(said_of_all, settings)))
        return server


_hook = Tolkku()
on_startup, on_config, on_serve = _hook.on_startup, _hook.on_config, _hook.on_serve


class Staged(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """A build in its folder."""

    def __init__(self, building: Building, is_preview: bool) -> None:
        self.building, self.site, self.is_preview = building, building.site, is_preview

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


class Complaint(Staged):  # type: ignore[no-untyped-call]
    """What a preview shows instead of a site with errors: the errors, at every address.

    MkDocs' own way is to let the browser wait without a word until they are mended.
    """

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return Files([])

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        env.autoescape = True
        env.filters["visible"] = visible
        said = {"errors": self.building.errors, "root": self.site.settings.base_path}
        page, style = (env.get_template(f"findings.{end}").render(said) for end in ("html", "css"))
        for name, content in {"index.html": page, "404.html": page, "findings.css": style}.items():
            _add(files, config, name, content)
        return env


class Build(Staged):  # type: ignore[no-untyped-call]
    """The build of a site without errors."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Of the theme its own assets and Material's style sheet; our media and our pages."""
        folders = [config.theme.custom_dir, str(theme_folder())]
        theme = (f for f in files if f.src_dir in folders)
        ours = Files(f for f in theme if f.src_uri.startswith("assets/"))
        sheet = next(f for f in files if fnmatch(f.src_uri, MATERIAL_SHEET))
        styles = style_sheet(sheet.content_string, sheet.dest_uri)
        for address, content in (*styles, *media_files(self.site)):
            _add(ours, config, address, content)
        for page in pages_of(self.site):
            ours.append(CorePage(view_of(self.site, page), config).file)
        return ours

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        env.autoescape = True
        env.globals |= template_globals(self.site, self.is_preview)
        sheets = (f.url for f in files if fnmatch(f.dest_uri, MATERIAL_SHEET))
        env.globals["material_css"] = next(sheets)
        try:
            made = self.building.made()
        except Stopped as stopped:
            raise PluginError(str(stopped)) from None
        for address, content in made:
            _add(files, config, address, content)
        _add(files, config, *header_file(self.site, [file.dest_uri for file in files]))
        return env

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: Any) -> TemplateContext:
        return cast(TemplateContext, {**context, **cast(CorePage, page).view.context})


class CorePage(Page):
    """A page whose content the core has made already."""

    def __init__(self, view: View, config: MkDocsConfig) -> None:
        name = view.page.file
        file = _file(config, f"{name.removesuffix('.html')}.md", "")
        file.dest_uri = name
        super().__init__(view.page.title, file, config)
        self.view, self.edit_url = view, None

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = "", {"template": self.view.page.template}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content, self.toc = "", get_toc(list(self.view.contents))  # type: ignore[arg-type]


def _tell(said: str, is_error: bool) -> None:
    (log.error if is_error else log.info)(said)


def _file(config: MkDocsConfig, uri: str, content: str | bytes | Path) -> File:
    said = {"abs_src_path": str(content)} if isinstance(content, Path) else {"content": content}
    return File.generated(config, uri, inclusion=InclusionLevel.NOT_IN_NAV, **said)


def _add(files: Files, config: MkDocsConfig, address: str, content: str | bytes | Path) -> None:
    if (theirs := files.get_file_from_path(address)) is not None:
        files.remove(theirs)  # Material brings a sitemap of its own
    files.append(_file(config, address, content))
