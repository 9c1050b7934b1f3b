"""How well the language of short texts is told: a site's own blocks and sections, swapped.

    python tests/benchmarks/language_guess.py [mkdocs.yml]

Every block and section of every edition is judged as what it is (a guess is a false alarm), and as
if it stood in an edition of each other language (a right guess is a hit).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "hooks"))

from tolkku.checks.language_guess import other_language, spoken_words  # noqa: E402 (the path first)
from tolkku.rendering.prose import blocks  # noqa: E402
from tolkku.site import read_site  # noqa: E402

SIZES = ((2, "0-1 words"), (6, "2-5 words"), (16, "6-15 words"), (10**9, "16 words or more"))


def pieces(body: str) -> Iterator[tuple[str, str]]:
    """What is judged by itself, with its kind."""
    own = [block for block in blocks(body) if block.is_own]
    yield from (("block", block.said) for block in own)
    for _, section in groupby(own, key=lambda block: block.section):
        yield "section", "\n\n".join(block.said for block in section)


def main(config: Path) -> None:
    site, _ = read_site(config, None, {})
    languages, counted = site.settings.languages, Counter[tuple[str, str, str]]()
    for edition in (e for text in site.sources.texts for e in text.editions):
        for kind, said in pieces(edition.body):
            size = next(name for most, name in SIZES if len(spoken_words(said)) < most)
            for own in languages:
                guess = other_language(said, own, languages)
                right = None if own == edition.language else edition.language
                what = ("own", "alarm") if own == edition.language else ("swapped", "hit")
                counted[kind, size, what[0]] += 1
                counted[kind, size, what[1]] += (
                    guess is not None if right is None else guess == right
                )
    for kind in ("section", "block"):
        for _, size in SIZES:
            own, alarms, swapped, hits = (
                counted[kind, size, what] for what in ("own", "alarm", "swapped", "hit")
            )
            share = f"{hits / swapped:.1%}" if swapped else "none"
            print(
                f"{kind:8} {size:17} {alarms}/{own} false alarms; {share} of {swapped} recognised"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "mkdocs.yml")
