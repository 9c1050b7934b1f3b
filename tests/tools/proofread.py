"""Proofreads the site's own texts: spelling, terms, and whether the editions of a Text agree.

    PYTHONPATH=hooks python tests/tools/proofread.py [mkdocs.yml]

Words that are right and that no dictionary knows stand in `proofreading/<language>.txt`, words
that we do not use, with what we write instead, in `proofreading/terms.csv`. Exit code 1 when
there is something to mend. Code is tested on small sites instead: this reads the live texts.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from tolkku.checks.numbers import check_numbers
from tolkku.model.texts import Bulletin, Edition, State, Text
from tolkku.rendering.tree import parsed, plain
from tolkku.site import Site, read_site

LISTS = Path(__file__).parent / "proofreading"
HUNSPELL = {"sv": "sv_FI", "en": "en_GB"}
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\b[\w-]+(?:\.[\w-]+)+\b|`[^`]*`|#\w+")


def main(config: Path) -> int:
    """Print what is to mend; the number of things."""
    site, _ = read_site(config, "2099-01-01 00:00", {})
    found = [*_misspelt(site), *_wrong_terms(site), *_disagreements(site)]
    for line in found:
        print(line)
    print(f"{len(found)} to mend in {len(list(_editions(site)))} editions.")
    return len(found)


def text_of(site: Site, edition: Edition) -> str:
    """Everything in an edition that readers read, as plain text."""
    body = site.rendered(edition).html(lambda address: address)
    prose = plain(parsed(re.sub(r"<(pre|code)\b.*?</\1>", " ", body, flags=re.DOTALL)))
    said = [edition.title, edition.summary, *edition.facts, *edition.arguments]
    said += [update.note for update in edition.updated]
    if edition.action:
        said.append(edition.action.text)
    if edition.image:
        said.append(edition.image.alt)
    if edition.correction:
        said += [edition.correction.was, edition.correction.right]
    return "\n".join([*said, prose])


def _editions(site: Site) -> Iterator[Edition]:
    for text in site.sources.texts:
        yield from text.editions
    yield from site.sources.forewords.values()


def _misspelt(site: Site) -> Iterator[str]:
    for edition in _editions(site):
        words = set(_WORD.findall(_ADDRESS.sub(" ", text_of(site, edition))))
        unknown = unknown_words(words, edition.language.tag)
        if unknown:
            yield f"{edition.path}: not in the dictionary: {', '.join(sorted(unknown))}"


def unknown_words(words: set[str], tag: str) -> set[str]:
    """The words that neither the dictionary of a language nor its list knows."""
    candidates = {word for word in words if word.casefold() not in _allowed(tag)}
    return _unknown_in_finnish(candidates) if tag == "fi" else _unknown_to_hunspell(candidates, tag)


@cache
def _allowed(tag: str) -> frozenset[str]:
    names = ("names.txt", f"{tag}.txt")
    lines = [line for name in names for line in (LISTS / name).read_text("utf-8").splitlines()]
    return frozenset(line.strip().casefold() for line in lines if not line.startswith("#"))


def _unknown_in_finnish(words: set[str]) -> set[str]:
    spell = _voikko()
    return {word for word in words if not spell(word.replace("’", "'"))}


@cache
def _voikko() -> Callable[[str], bool]:
    import libvoikko  # type: ignore[import-untyped]

    voikko = libvoikko.Voikko("fi")
    return lambda word: bool(voikko.spell(word))


def _unknown_to_hunspell(words: set[str], tag: str) -> set[str]:
    if not words:
        return set()
    asked = {word.replace("’", "'"): word for word in words}
    done = subprocess.run(
        ["hunspell", "-l", "-i", "utf-8", "-d", HUNSPELL[tag]],
        input="\n".join(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    said = done.stdout.split("\n")
    return {asked[word] for word in said if word in asked}


def _wrong_terms(site: Site) -> Iterator[str]:
    with (LISTS / "terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for text in site.sources.texts:
        if text.id == site.settings.glossary:  # it may name the words that we do not use
            continue
        for edition in text.editions:
            said = _ADDRESS.sub(" ", text_of(site, edition))
            for row in rows:
                if row["language"] == edition.language.tag and _holds_for(row["where"], text):
                    for wrong in sorted(set(re.findall(row["avoid"], said, re.IGNORECASE))):
                        yield f"{edition.path}: '{wrong}': we write {row['write']}"


def _holds_for(where: str, text: Text) -> bool:
    """`bulletins`, `not in <id>`, or nothing for everywhere."""
    if where == "bulletins":
        return isinstance(text, Bulletin)
    return where != f"not in {text.id}"


def _disagreements(site: Site) -> Iterator[str]:
    """Where full editions of one Text differ in anchors, numbers or links."""
    for text in site.sources.texts:
        original = text.edition(text.original)
        if original is None:
            continue
        for edition in text.editions:
            if edition is not original and edition.state is not State.SUMMARY:
                yield from _differences(site, text, original, edition)
        yield from map(str, check_numbers(text, site.proofs.rendered, site.statuses))


def _differences(site: Site, text: Text, original: Edition, edition: Edition) -> Iterator[str]:
    measures: dict[str, Callable[[Edition], set[str]]] = {
        "anchors": lambda each: {section.anchor for section in site.rendered(each).sections},
        "links": lambda each: _links(site, each),
    }
    outdated = set(site.statuses[edition.path].changed)
    for name, measure in measures.items():
        here, there = measure(edition), measure(original)
        if here != there and not (outdated and name != "anchors"):
            only = f"only here {sorted(here - there)}, in {text.original} {sorted(there - here)}"
            yield f"{edition.path}: {name} differ from the original: {only}"


def _links(site: Site, edition: Edition) -> set[str]:
    """Where links lead: other sites as they are, our own pages without their language."""
    body = site.rendered(edition).html(lambda address: "site:" + _key(site, address))
    links = set(re.findall(r'<a\b[^>]*\bhref="([^"]+)"', body))
    return {link for link in links if not link.startswith(("mailto:", "&#", "#fn"))}


def _key(site: Site, address: str) -> str:
    page = site.pages.by_address.get(address)
    return page.key if page else address


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "mkdocs.yml")) > 0)
