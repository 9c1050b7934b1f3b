"""Outer settings: what `mkdocs.yml` says to MkDocs itself, as far as our site depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tolkku.config_file import markdown_options
from tolkku.findings import Finding, Place, error
from tolkku.located import Mapping, Node, Scalar
from tolkku.located import Sequence as List
from tolkku.own_folder import linked_folder
from tolkku.schema import nearest

HOOK = "mkdocs_events.py"
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


def check_hook_and_theme(top: Mapping, root: Path) -> Iterator[Finding]:
    """Whether MkDocs is told of both our hook and our templates; a file for the desk names none."""
    hooks = top.values.get("hooks")
    named = hooks.items if isinstance(hooks, List) else ()
    is_named = any(isinstance(item, Scalar) and Path(item.text).name == HOOK for item in named)
    theme = top.values.get("theme")
    values = theme.values if isinstance(theme, Mapping) else {}
    place = top.places.get("theme", top.place)
    if not is_named:
        if "custom_dir" in values:
            told = "'hooks' does not name ours."
            at = top.places.get("hooks", place)
            yield error(at, told, f"Write `hooks: [hooks/{HOOK}]`.")
        return
    name = values.get("name", theme)
    if not isinstance(name, Scalar) or name.text != "material":
        told = "'theme' does not name Material, whose styles ours rest on."
        yield error(place, told, "Write `name: material` below `theme:`.")
    if "custom_dir" not in values:
        told = "'theme' does not name the folder of our templates."
        yield error(place, told, "Write `custom_dir: hooks/theme` below `theme:`.")
    elif not (folder := templates_of(top, root)) or not folder.is_dir():
        told = "'theme' names a folder of templates that is not there."
        yield error(place, told, "Write `custom_dir: hooks/theme` below `theme:`.")


def templates_of(top: Mapping, root: Path) -> Path | None:
    """The theme's folder of our own templates."""
    theme = top.values.get("theme")
    named = theme.values.get("custom_dir") if isinstance(theme, Mapping) else None
    return root / named.text if isinstance(named, Scalar) else None


def check_extensions(node: Node | None) -> Iterator[Finding]:
    """Markdown extensions that are not there, take other options, or read other files."""
    if node is None:
        return
    if not isinstance(node, List):
        yield error(node.place, "'markdown_extensions' wants a list.", "Write `[attr_list]`.")
        return
    for item in node.items:
        for name, options in markdown_options(List(item.place, (item,))):
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
