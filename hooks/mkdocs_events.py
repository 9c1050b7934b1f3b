"""What MkDocs asks, in the order in which it asks. Translates, decides nothing.

Everything is known after `on_config`: the site is read and checked there, and MkDocs' own
ideas of pages, navigation and links are not used. Each page is one File with the core's result.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
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
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from tolkku.catalogue import pages
from tolkku.catalogue.addresses import feed_copies
from tolkku.checks.texts import kept_ids
from tolkku.cli.terminal import plainly, visible
from tolkku.feeds.audit.whole_site import lint_site
from tolkku.feeds.feeds import feed_files
from tolkku.media.images import picture_files
from tolkku.model.findings import Finding, TolkkuError
from tolkku.model.outputs import HEADERS, ROBOTS, SITEMAP, encoded
from tolkku.model.settings import Settings
from tolkku.publishing.headers import REFERRER, guarded, headers, policy, said_of_all, scripts_of
from tolkku.publishing.web_files import (
    THEME_COLOURS,
    manifest_files,
    redirect_files,
    robots,
    sitemap,
    with_notice,
    without_data,
)
from tolkku.search.index import search_files
from tolkku.site import Site, read_site
from tolkku.system.cache import Cache
from tolkku.system.staging import Staging
from tolkku.views.pages import view_of
from tolkku.views.view import View

log = get_plugin_logger("tolkku")
# MkDocs has its handlers by now, and says nothing before this that content could put in.
for _handler in logging.getLogger("mkdocs").handlers:
    _handler.addFilter(plainly)
_MATERIAL = (
    "Material for MkDocs: its licence and those of its icons stand in LICENSE.txt beside it."
)

_serving = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember for the life of the process whether this is a preview; MkDocs says it only here."""
    global _serving
    _serving = command == "serve"
    # Ended from outside, the process still takes its leave: the half-built folder goes with it.
    ending = (signal.SIGTERM,) if _serving else (signal.SIGTERM, signal.SIGINT)
    for each in ending:
        signal.signal(each, lambda number, frame: sys.exit(128 + number))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything; stop before anything is written when there is an error."""
    try:
        file = Path(config.config_file_path)
        cache = Cache.beside(file, os.environ)
        site, findings = read_site(file, None, os.environ, config.site_url, _serving, cache)
        _report(findings)
        log.info(f"Building as of {site.now:%Y-%m-%d %H:%M %z}")
        folders = [site.settings.docs, site.settings.bulletins, *site.settings.locales]
        staging = Staging.open(Path(config.site_dir), folders, site.settings.root)
    except TolkkuError as problem:
        _report(problem.findings)
        raise _stopped(problem.findings) from None
    errors = tuple(finding for finding in findings if finding.is_error)
    if errors and not _serving:
        staging.discard()
        raise _stopped(findings)
    config.site_dir = str(staging.folder)
    config.theme.static_templates = set()
    config.watch.extend(str(folder) for folder in folders[1:] if folder.is_dir())
    build = Complaint(errors, site, staging) if errors else Build(site, staging, cache)
    config.plugins["tolkku"] = build
    return config


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Give the preview the policy of the site; say in words that its address is taken, where MkDocs
    would show a traceback."""
    with socket.socket(server.address_family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(server.server_address)
        except OSError as problem:
            where, why = server.url.rstrip("/"), problem.strerror or problem
            told = "Is the preview running in another window? If not: make serve PORT=8001"
            raise Abort(visible(f"Nothing can be shown at {where}: {why}. {told}")) from None
    settings = config.plugins["tolkku"].settings  # type: ignore[attr-defined]
    server.set_app(guarded(server.serve_request, partial(said_of_all, settings)))
    return server


def _report(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        (log.error if finding.is_error else log.info)(str(finding))


def _stopped(findings: tuple[Finding, ...]) -> PluginError:
    count = sum(finding.is_error for finding in findings)
    errors = "1 error" if count == 1 else f"{count} errors"
    return PluginError(f"{errors}; nothing was written, and the site that was there is untouched.")


class CorePage(Page):
    """A page whose content the core has made already."""

    def __init__(self, view: View, file: File, config: MkDocsConfig) -> None:
        super().__init__(view.page.title, file, config)
        self.view = view
        self.edit_url = None

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {"template": self.view.page.template}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""
        if isinstance(self.view.page, pages.TextPage):
            rendered = self.view.site.rendered(self.view.page.edition)
            self.toc = get_toc(list(rendered.toc))  # type: ignore[arg-type]


class Staged(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """A build in its folder. MkDocs forgets it with the config that it belongs to."""

    def __init__(self, site: Site, staging: Staging) -> None:
        self._site, self._staging = site, staging

    @property
    def settings(self) -> Settings:
        return self._site.settings

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Swap the site in; not when `--strict` is about to fail, which MkDocs says only later."""
        if _has_warnings():
            self._staging.discard()
            log.info("The site that was there is untouched.")
            return
        try:
            self._staging.publish()
        except TolkkuError as problem:
            _report(problem.findings)
            raise Abort("The site that was there is untouched.") from None

    def on_build_error(self, *, error: Exception) -> None:
        told = self._staging.why_not_written(error) if isinstance(error, OSError) else None
        self._staging.discard()
        if told is not None:
            _report(told.findings)
            raise Abort("The site that was there is untouched.") from None


class Complaint(Staged):  # type: ignore[no-untyped-call]
    """What a preview shows instead of a site with errors: the errors, at every address.

    MkDocs' own way is to let the browser wait without a word until they are mended.
    """

    def __init__(self, errors: tuple[Finding, ...], site: Site, staging: Staging) -> None:
        super().__init__(site, staging)
        self._errors = errors

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return Files([])

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        env.autoescape = True
        env.filters["visible"] = visible
        root = self.settings.base_path
        page = env.get_template("findings.html").render(errors=self._errors, root=root)
        style = env.get_template("findings.css").render()
        made = {"index.html": page, "404.html": page, "findings.css": style}
        for name, content in made.items():
            files.append(_file(config, name, content=content))
        return env


class Build(Staged):  # type: ignore[no-untyped-call]
    """The build of a site without errors."""

    def __init__(self, site: Site, staging: Staging, cache: Cache) -> None:
        super().__init__(site, staging)
        self._cache = cache

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The theme's files, our media and our pages, and nothing else."""
        ours = Files(file for file in files if _is_used(file, config))
        _lift_icons(ours, config)
        for path, address in self._site.media.items():
            bare = self._site.bare.get(encoded(address))
            if bare is None:
                source = str(self._site.settings.root / path)
                ours.append(_file(config, address, abs_src_path=source))
            else:
                ours.append(_file(config, address, content=bare))
        for page in (*self._site.pages.all, *pages.standing_alone(self._site.settings)):
            name = pages.file_of(page.address)
            file = _file(config, f"{name.removesuffix('.html')}.md", content="")
            file.dest_uri = name
            CorePage(view_of(self._site, page), file, config)
            ours.append(file)
        return ours

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Every page is rendered: the files made from all of them become Files too."""
        env.autoescape = True
        env.globals["material_css"] = next(file.url for file in files if _is_material_css(file))
        env.globals["theme_colours"] = THEME_COLOURS
        env.globals["referrer"] = REFERRER
        env.globals["scripts"] = scripts_of(self._site.settings)
        # A preview says it with every answer, for it has to allow what loads the page anew.
        env.globals["policy"] = "" if _serving else policy(self._site.settings)
        try:
            sizes = dict(picture_files(self._site.pictures, self._cache))
        except TolkkuError as problem:
            _report(problem.findings)
            raise _stopped(problem.findings) from None
        feeds = dict(feed_files(self._site))
        settings, kept = self._site.settings, kept_ids(self._site.catalogue.texts)
        _report(lint_site(feeds, settings.site_url, self._staging.published, kept))
        for address, content in (
            *feeds.items(),
            *feed_copies(settings, feeds),
            *redirect_files(self._site),
            *manifest_files(self._site),
            *sizes.items(),
            *search_files(self._site),
            (SITEMAP, sitemap(self._site)),
            (ROBOTS, robots(self._site)),
        ):
            if (theirs := files.get_file_from_path(address)) is not None:
                files.remove(theirs)  # Material brings a sitemap of its own
            files.append(_file(config, address, content=content))
        addresses = [file.dest_uri for file in files]
        files.append(_file(config, HEADERS, content=headers(settings, addresses)))
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """What templates see: the page's view, and its language's words under short names."""
        assert isinstance(page, CorePage)
        view = page.view
        words = view.words
        ours = {
            "view": view,
            "site": view.site,
            "say": words.say,
            "say_number": words.say_number,
            "day": words.day,
            "moment": words.moment,
        }
        return cast("TemplateContext", {**context, **ours})


def _is_used(file: File, config: MkDocsConfig) -> bool:
    """Whether a file of the theme is used: Material's style sheet, and what lies in our folder."""
    if file.src_dir == config.theme.custom_dir:
        return file.src_uri.startswith("assets/")
    return _is_material_css(file)


def _is_material_css(file: File) -> bool:
    return fnmatch(file.src_uri, "assets/stylesheets/main.*.css")


def _lift_icons(files: Files, config: MkDocsConfig) -> None:
    """Make files of the pictures in Material's style sheet, which tells its licence."""
    sheet = next(file for file in files if _is_material_css(file))
    css, icons = without_data(sheet.content_string, "icons")
    sheet.content_string = with_notice(css, _MATERIAL)
    for name, content in icons.items():
        files.append(
            _file(config, f"{Path(sheet.dest_uri).parent.as_posix()}/{name}", content=content)
        )


def _file(config: MkDocsConfig, uri: str, **content: Any) -> File:
    return File.generated(config, uri, inclusion=InclusionLevel.NOT_IN_NAV, **content)


def _has_warnings() -> bool:
    """Whether a strict build has counted warnings: then, and only then, MkDocs has a counter."""
    counters = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler)]
    return any(counter.get_counts() for counter in counters)
