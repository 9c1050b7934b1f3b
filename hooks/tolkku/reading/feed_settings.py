"""Feed fields: readers of what `mkdocs.yml` says of the feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from tolkku.model.findings import Place, Refusal
from tolkku.model.languages import Language
from tolkku.model.settings import FeedAlias, FeedFormat, FeedSettings, Missing
from tolkku.reading.field_types import old_path, web_address
from tolkku.reading.fields import (
    Fields,
    Report,
    declared,
    flag,
    items,
    one_of,
    record,
    table,
    text,
)
from tolkku.reading.yaml_nodes import MappingNode, Node

_FORMATS = {
    "xml": (FeedFormat.RSS, FeedFormat.ATOM),
    "rdf": (FeedFormat.RSS, FeedFormat.ATOM),
    "rss": (FeedFormat.RSS,),
    "atom": (FeedFormat.ATOM,),
    "json": (FeedFormat.JSON,),
}
"""The formats that a file of an ending may hold: servers tell readers the type by the ending."""

_ANY = (FeedFormat.RSS, FeedFormat.ATOM, FeedFormat.JSON)
"""Where no ending says it: what old feeds most often are comes first."""


def feeds(
    languages: tuple[Language, ...], topics: Iterable[str]
) -> Callable[[Fields], FeedSettings]:
    names = ("all", "urgent", "corrections", "weekly", "monthly", *map("topic-{}".format, topics))
    known = [f"{language}/{name}" for language in languages for name in names]

    def build(fields: Fields) -> FeedSettings:
        hub = fields.take("hub", web_address, "")
        missing = fields.take("missing", table(declared(names), one_of(Missing)), {})
        old = fields.take("aliases", table(declared(known), items(_alias)), {})
        aliases = tuple(replace(a, feed=feed) for feed, held in old.items() for a in held if a)
        paths = [alias.path for alias in aliases]
        for path in dict.fromkeys(path for path in paths if paths.count(path) > 1):
            fields.reject("aliases", f"names '{path}' twice.", "Keep it once.")
        return FeedSettings(hub, missing, aliases, fields.take("audit", flag, False))

    return build


def _alias(node: Node, report: Report) -> FeedAlias | None:
    """`feed.xml`, `rss/` or `{path: feed.xml, format: atom}`; of what feed is said around it."""

    def build(fields: Fields) -> FeedAlias | None:
        path = fields.need("path", _path, "", "path: feed.xml")
        form = fields.take("format", one_of(FeedFormat), None)
        ending = _ending(path)
        allowed = _FORMATS.get(ending, _ANY)
        if form and form not in allowed:
            usual = allowed[0].value
            told = f"says '{form.value}', and servers tell readers that '{path}' is {usual}."
            fields.reject("format", told, "Remove the line.")
        return _made(path, form, node.place) if path else None

    if isinstance(node, MappingNode):
        return record(build)(node, report)
    return _made(_path(node, report), None, node.place)


def _made(path: str, form: FeedFormat | None, place: Place) -> FeedAlias:
    ending = _ending(path)
    usual = _FORMATS.get(ending, _ANY)[0]
    if ending == "xml" and "atom" in path.rpartition("/")[2].lower():
        usual = FeedFormat.ATOM
    return FeedAlias(path, "", form or usual, ending in _FORMATS, place)


def _path(node: Node, report: Report) -> str:
    value = text(300)(node, report)
    if "?" in value:
        told = f"'{value}' holds a '?', and a site of files has no such address."
        raise Refusal(told, "Let the server itself lead on from there.")
    if "://" in value:
        raise Refusal(f"'{value}' is a whole address.", "Write the path alone, such as feed.xml.")
    return old_path(node, report)


def _ending(path: str) -> str:
    """`xml` for `blog/feed.xml`; empty for a folder."""
    name = path.rpartition("/")[2].lower()
    return name.rpartition(".")[2] if "." in name else ""
