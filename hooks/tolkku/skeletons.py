"""Skeletons: new files as templates, with headings and comments in the words of a language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tolkku.placeholders import PLACEHOLDER
from tolkku.web_addresses import PLACEHOLDER_URL
from tolkku.wording import Words

_ENDLESS = 10**9  # no value is ever folded


@cache
def _templates() -> Environment:
    """Not escaped: what is made is Markdown and YAML, and `scalar` quotes what needs it."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates") / "new"),
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )


def skeleton(template: str, words: Words, **values: object) -> str:
    """A new file in a language. Comments for editors are in it too, or in English."""
    return (
        _templates()
        .get_template(template)
        .render(
            values,
            language=words.language,
            say=words.say,
            pgettext=words.translations.pgettext,
            heading=heading,
            scalar=scalar,
            row=row,
            todo=scalar(PLACEHOLDER),
            blank=PLACEHOLDER,
            todo_url=PLACEHOLDER_URL,
        )
    )


def heading(title: str, anchor: str) -> str:
    """`## Missä {#where}`: a heading with the anchor that it has in every language."""
    return f"## {title} {{#{anchor}}}"


def scalar(value: str) -> str:
    """A text as YAML: as it is where that is safe, else in double quotes.

    >>> scalar("Sähköt poikki: miksi?"), scalar("no")
    ('"Sähköt poikki: miksi?"', '"no"')
    """
    plain = yaml.safe_dump(value, allow_unicode=True, width=_ENDLESS).removesuffix("\n...\n")
    if plain == value and value != PLACEHOLDER:
        return plain
    return yaml.safe_dump(value, allow_unicode=True, width=_ENDLESS, default_style='"').strip()


def row(values: object) -> str:
    """Names or keys and values in one line: `[fi, sv]`, `{tag: se}`."""
    return yaml.safe_dump(
        values, allow_unicode=True, width=_ENDLESS, default_flow_style=True, sort_keys=False
    ).strip()
