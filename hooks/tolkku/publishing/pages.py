"""Pages: every view put through its template."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from tolkku.catalogue.pages import Page, standing_alone
from tolkku.model.findings import Finding, Place, SourceError
from tolkku.model.harmless import visible
from tolkku.model.settings import Settings
from tolkku.publishing.headers import REFERRER, policy, scripts_of
from tolkku.publishing.web_files import THEME_COLOURS
from tolkku.site import Site
from tolkku.system.package import material_sheet
from tolkku.views.frames import Frames
from tolkku.views.pages import view_of


class _Compiled(BytecodeCache):
    """A template is compiled once a process, for a preview builds again and again; by its file, and
    anew when its text is another."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


_INDENTED = re.compile(r"^[ \t]+", re.MULTILINE)
_TAG = (
    r"\{%[ \t]*(?:if|elif|else|endif|for|endfor|set|with|endwith)\b(?:(?!%\}).)*|\{#(?:(?!#\}).)*"
)
_ONLY_TAGS = re.compile(rf"^((?:(?:{_TAG})[%#]\}})*(?:{_TAG})(?<!-))([%#]\}})$", re.MULTILINE)


class _Lean(FileSystemLoader):
    """Templates without the white space that only their writers need: none before a line, and no
    line where one had nothing but tags. Not where white space is shown as it is typed."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, file, is_current = super().get_source(environment, template)
        if "<pre" not in source and "<textarea" not in source:
            source = _ONLY_TAGS.sub(r"\1-\2", _INDENTED.sub("", source))
        return source, file, is_current


class Templates:
    """The templates of a site: its own before ours. A preview says its policy with every answer,
    for it has to allow what loads the page anew."""

    def __init__(self, settings: Settings, is_preview: bool) -> None:
        self.settings, self.is_preview = settings, is_preview
        self.folders = tuple(os.path.realpath(folder) for folder in settings.templates)

    @cached_property
    def _environment(self) -> Environment:
        made = Environment(
            loader=_Lean(self.folders[::-1]),
            autoescape=True,
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        made.filters["visible"] = visible
        made.globals |= {
            "theme_colours": THEME_COLOURS,
            "referrer": REFERRER,
            "scripts": scripts_of(self.settings),
            "policy": "" if self.is_preview else policy(self.settings),
            "material_css": f"assets/stylesheets/{material_sheet().name}",
        }
        return made

    def filled(self, template: str, context: Mapping[str, Any]) -> bytes:
        """What a template makes of these names. Raises SourceError for what is wrong with it."""
        try:
            return self._environment.get_template(template).render(context).encode()
        except TemplateError as problem:
            said = str(problem.message or type(problem).__name__)
            if isinstance(problem, TemplateNotFound):
                said = f"there is no template {problem.name!r}"
            told = f"this template cannot be used: {said.rstrip('.')}."
            raise SourceError(self._place(problem, template), told, "Correct it.") from None

    def _place(self, problem: TemplateError, template: str) -> Place:
        """The line of a template at which it ended."""
        if isinstance(problem, TemplateSyntaxError):
            return self._shown(problem.filename or template, problem.lineno)
        lines = traceback.extract_tb(problem.__traceback__)
        own = [line for line in lines if line.filename.startswith(self.folders)]
        return self._shown(own[-1].filename, own[-1].lineno or 1) if own else Place(template)

    def _shown(self, file: str, line: int) -> Place:
        path = Path(file)
        return Place(self.settings.relative(path) if path.is_absolute() else file, line)


def page_files(site: Site, templates: Templates) -> Iterator[tuple[str, bytes]]:
    """Every page: those of texts and lists, and the two that speak all languages."""
    frames = Frames(site)
    for page in pages_of(site):
        yield page_file(site, templates, frames, page)


def pages_of(site: Site) -> tuple[Page, ...]:
    return (*site.pages.all, *standing_alone(site.settings))


def page_file(site: Site, templates: Templates, frames: Frames, page: Page) -> tuple[str, bytes]:
    """The file of one page."""
    context = view_of(site, page).context | {"once": frames.once_on(page)}
    return page.file, templates.filled(page.template, context)


def complaint_files(
    errors: tuple[Finding, ...], templates: Templates
) -> Iterator[tuple[str, bytes]]:
    """What a preview shows instead of a site with errors: the errors, at every address."""
    said = {"errors": errors, "root": templates.settings.base_path}
    page = templates.filled("findings.html", said)
    yield from (("index.html", page), ("404.html", page))
    yield "findings.css", templates.filled("findings.css", said)
