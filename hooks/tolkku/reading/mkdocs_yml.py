"""`mkdocs.yml` and the files it inherits, as one mapping; and what it says to MkDocs itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tolkku.model.findings import Finding, Place, Refusal, SourceError, TolkkuError, error
from tolkku.reading.fields import flag, nearest
from tolkku.reading.slips import conflicts
from tolkku.reading.yaml_nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    outer_keys,
    read_yaml,
)
from tolkku.system.own_folder import linked_folder

_BUILT_IN = ("toc", "tables", "fenced_code")  # what MkDocs always adds
_LONGEST = 1_000_000  # bytes
_OWN_KEYS = (
    "site_url",
    "docs_dir",
    "site_dir",
    "markdown_extensions",
    "extra",
    "INHERIT",
    "theme",
    "plugins",
    "hooks",
)


def read_mapping(file: Path, shown: str, seen: tuple[Path, ...] = ()) -> MappingNode:
    """The file's own and inherited keys; the nearer file wins."""
    source = _text_of(file, shown)
    torn = conflicts(source, shown)
    if torn:
        raise TolkkuError(torn)
    own = read_yaml(source, shown, keys=_OWN_KEYS, environment=os.environ, named=("plugins",))
    if not isinstance(own, MappingNode):
        raise SourceError(Place(shown), "holds no settings.", "Write `key: value` lines.")
    parent = own.values.get("INHERIT")
    if not isinstance(parent, ScalarNode):
        return own
    inherited = file.parent / parent.text
    if inherited.resolve() in (*seen, file.resolve()):
        raise SourceError(parent.place, "inherits from itself.", "Name another file.")
    under = read_mapping(inherited, os.path.normpath(parent.text), (*seen, file.resolve()))
    return _merged(under, own)


def top_keys(file: Path, shown: str) -> tuple[tuple[str, Place], ...]:
    """The keys at the top of the file itself, MkDocs' too, with their lines; twice if twice."""
    return outer_keys(_text_of(file, shown), shown)


def _text_of(file: Path, shown: str) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(_LONGEST + 1)
        if len(raw) > _LONGEST:
            told = f"is longer than {_LONGEST // 1000} kB."
            raise SourceError(Place(shown), told, "Keep only what the site needs.")
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        raise SourceError(
            Place(shown), "is not there.", "Run the command in the folder of mkdocs.yml."
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise SourceError(
            Place(shown), f"cannot be read ({problem}).", "Save it as UTF-8."
        ) from None


def _merged(under: MappingNode, over: MappingNode) -> MappingNode:
    values, places = {**under.values}, {**under.places, **over.places}
    for key, value in over:
        below = values.get(key)
        both = isinstance(below, MappingNode) and isinstance(value, MappingNode)
        values[key] = _merged(below, value) if both else value  # type: ignore[arg-type]
    return MappingNode(over.place, values, places)


def markdown_options(node: Node | None) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The Markdown extensions and their options, the ones MkDocs builds in first."""
    chosen: dict[str, dict[str, Any]] = {name: {} for name in _BUILT_IN}
    for item in node.items if isinstance(node, SequenceNode) else ():
        if isinstance(item, ScalarNode):
            chosen.setdefault(item.text, {})
        elif isinstance(item, MappingNode):
            for name, options in item:
                chosen[name] = _plain(options) or {}
    return tuple(chosen.items())


def _plain(node: Node) -> Any:
    """The value that YAML 1.1 would make of a node; for options of other people's code."""
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, value in node}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.items]
    if node.is_null:
        return None
    if not node.quoted and re.fullmatch(r"-?\d+", node.text):
        return int(node.text)
    try:
        return flag(node, lambda finding: None)
    except Refusal:
        return node.text


HOOK = "mkdocs_events.py"
PLUGIN = "tolkku"
MKDOCS_KEYS = frozenset(
    "INHERIT config_file_path copyright dev_addr docs_dir draft_docs edit_uri edit_uri_template "  # noqa: SIM905 (easier to read)
    "exclude_docs extra extra_css extra_javascript extra_templates google_analytics hooks "
    "markdown_extensions mdx_configs nav not_in_nav pages plugins remote_branch remote_name "
    "repo_name repo_url site_author site_description site_dir site_name site_url strict theme "
    "use_directory_urls validation watch".split()
)
# What these make of a text depends on the text alone. Others may read files, or the clock.
PURE = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs "  # noqa: SIM905 (easier to read)
    "legacy_em md_in_html meta nl2br sane_lists smarty tables toc wikilinks pymdownx.betterem "
    "pymdownx.caret pymdownx.critic pymdownx.details pymdownx.highlight pymdownx.inlinehilite "
    "pymdownx.keys pymdownx.mark pymdownx.smartsymbols pymdownx.superfences pymdownx.tabbed "
    "pymdownx.tasklist pymdownx.tilde".split()
)
# They read whatever file a text names, of the whole computer that builds the site.
_READING = ("pymdownx.snippets", "mdx_include", "markdown_include.include", "pymdownx.b64")


def check_keys(keys: Sequence[tuple[str, Place]]) -> Iterator[Finding]:
    """Keys at the top that MkDocs does not know, that stand twice, or that nobody reads."""
    seen: dict[str, Place] = {}
    for key, place in keys:
        if key in seen:
            told = f"'{key}' stands here again; it is already on line {seen[key].line}."
            yield error(place, told, "Keep one of the two.")
        elif key not in MKDOCS_KEYS:
            near = nearest(key, MKDOCS_KEYS)
            remedy = f"Did you mean '{near}'?" if near else "Ours stand under extra.tolkku."
            yield error(place, f"'{key}' is not a setting of MkDocs.", remedy)
        elif key in ("nav", "pages"):
            told = f"'{key}' stands outside extra.tolkku, where nobody reads it."
            yield error(place, told, "Write it under extra.tolkku.")
        seen.setdefault(key, place)


def check_hook_and_theme(top: MappingNode, root: Path) -> Iterator[Finding]:
    """Whether MkDocs is told of us, as a plugin or as a hook with our templates; a file for the
    desk alone names neither."""
    hooks = top.values.get("hooks")
    named = hooks.items if isinstance(hooks, SequenceNode) else ()
    is_named = any(isinstance(item, ScalarNode) and Path(item.text).name == HOOK for item in named)
    theme = top.values.get("theme")
    values = theme.values if isinstance(theme, MappingNode) else {}
    place = top.places.get("theme", top.place)
    if not is_named and not is_plugin(top):
        if "custom_dir" in values:
            told = "'hooks' does not name ours."
            at = top.places.get("hooks", place)
            yield error(at, told, f"Write `hooks: [hooks/{HOOK}]`.")
        return
    name = values.get("name", theme)
    if not isinstance(name, ScalarNode) or name.text != "material":
        told = "'theme' does not name Material, whose styles ours rest on."
        yield error(place, told, "Write `name: material` below `theme:`.")
    if is_plugin(top):
        if is_named:
            told = "'hooks' names ours, and so does 'plugins'."
            yield error(top.places.get("hooks", place), told, "Keep `plugins: [tolkku]`.")
        if (folder := templates_of(top, root)) and not folder.is_dir():
            told = "'theme' names a folder of templates that is not there."
            yield error(place, told, "Correct 'custom_dir', or remove it.")
    elif "custom_dir" not in values:
        told = "'theme' does not name the folder of our templates."
        yield error(place, told, "Write `custom_dir: hooks/theme` below `theme:`.")
    elif not (folder := templates_of(top, root)) or not folder.is_dir():
        told = "'theme' names a folder of templates that is not there."
        yield error(place, told, "Write `custom_dir: hooks/theme` below `theme:`.")


def is_plugin(top: MappingNode) -> bool:
    """Whether the site uses the installed program, by `plugins: [tolkku]`."""
    plugins = top.values.get("plugins")
    named = plugins.items if isinstance(plugins, SequenceNode) else ()
    return any(isinstance(item, ScalarNode) and item.text == PLUGIN for item in named)


def templates_of(top: MappingNode, root: Path) -> Path | None:
    """The folder of templates that `mkdocs.yml` names."""
    theme = top.values.get("theme")
    named = theme.values.get("custom_dir") if isinstance(theme, MappingNode) else None
    return root / named.text if isinstance(named, ScalarNode) else None


def check_extensions(node: Node | None) -> Iterator[Finding]:
    """Markdown extensions that are not there, take other options, or read other files."""
    if node is None:
        return
    if not isinstance(node, SequenceNode):
        yield error(node.place, "'markdown_extensions' wants a list.", "Write `[attr_list]`.")
        return
    for item in node.items:
        for name, options in markdown_options(SequenceNode(item.place, (item,))):
            problem = _extension_problem(name, options)
            if problem:
                yield error(item.place, *problem)


def _extension_problem(name: str, options: dict[str, object]) -> tuple[str, str] | None:
    if name in _READING:
        return f"the Markdown extension '{name}' reads other files.", "Remove it."
    if name in PURE and not options:  # installed with Tolkku, nothing to get wrong
        return None
    from markdown import Markdown  # takes a while to load

    try:
        Markdown(extensions=[name], extension_configs={name: options})
    except ModuleNotFoundError:
        return f"the Markdown extension '{name}' is not installed.", "Install or remove it."
    except Exception as problem:  # whatever another author's code raises
        said = f"{type(problem).__name__}: {problem}"
        return f"the Markdown extension '{name}' cannot be used ({said}).", "Correct its options."
    return None


def check_folders(
    docs: Path, bulletins: Path, named: Iterable[tuple[Path, Place]]
) -> Iterator[Finding]:
    """Folders that a setting names and that are not there, or that lie in each other."""
    for folder, place in named:
        if not folder.is_dir():
            yield error(
                place, f"names the folder '{folder.name}', which is not there.", "Correct it."
            )
        if folder == bulletins and (docs in (folder, *folder.parents) or folder in docs.parents):
            told = "'bulletins' and 'docs_dir' lie in each other."
            yield error(place, told, "Give each a folder of its own.")


def check_links(folders: Iterable[Path], root: Path, place: Place) -> Iterator[Finding]:
    """Folders of texts or words that are links: a branch could publish, or write to, any folder."""
    for folder in folders:
        linked = linked_folder(folder, root)
        if linked:
            told = f"the folder '{linked.relative_to(root).as_posix()}' is a symbolic link."
            yield error(place, told, "Put the folder itself there, or name the folder meant.")
