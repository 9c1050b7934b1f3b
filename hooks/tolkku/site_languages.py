"""Site languages: a tag read as one of the site's languages."""

from __future__ import annotations

from tolkku.languages import Language, find_language, is_language, nearest_tag
from tolkku.located import Node
from tolkku.schema import Reader, Rejected, Report, text


def site_language(languages: tuple[Language, ...]) -> Reader[Language]:
    def read(node: Node, report: Report) -> Language:
        tag = text()(node, report)
        found = find_language(tag, languages)
        if found is None:
            raise Rejected(
                f"'{tag}' is not a language of this site.", language_hint(tag, languages)
            )
        return found

    return read


def language_hint(tag: str, languages: tuple[Language, ...]) -> str:
    """The remedy for an unknown language tag."""
    near = nearest_tag(tag, languages)
    if near:
        return f"Did you mean '{near}'?"
    known = ", ".join(language.tag for language in languages)
    more = f" `tolkku new language {tag}` adds it." if is_language(tag) else ""
    return f"The languages are {known}.{more}"
