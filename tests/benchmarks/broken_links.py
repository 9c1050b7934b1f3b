"""How much longer a site is checked when many of its links lead nowhere: a ratio, in one run.

    python tests/benchmarks/broken_links.py [texts] [broken links]

Two sites of the same texts are read one after the other, three times each, without a cache: in one
every link leads to a page, in the other as many as said lead to names that are nearly right, lie
in another folder, or were never there. What counts is processor time, the best of three.
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "hooks"))

from tolkku.site import read_site  # noqa: E402 (the path comes first)

SETTINGS = """site_url: https://example.org/
extra:
  tolkku:
    name: {en: Name}
    languages: [{tag: en, name: English}]
    id_domain: example.org
    organisation: {name: {en: Name}}
"""
WORDS = [
    "water",
    "power",
    "shelter",
    "winter",
    "school",
    "office",
    "report",
    "market",
    "island",
    "bridge",
    "harbour",
    "street",
]
SENTENCE = "The authority says what to do today and where to find out more. "
RIGHT = "{name}.md"
WRONG = (
    "{name}x.md",
    "../{name}.html",
    "old/{name}/",
    "{nowhere}.md",
    "/{name}/",
    "img/{name}.png",
)


def name_of(number: int) -> str:
    first, second = WORDS[number % len(WORDS)], WORDS[number // len(WORDS) % len(WORDS)]
    return f"{first}-and-{second}-{number}"


def make(folder: Path, texts: int, broken: int) -> Path:
    """A site of so many pages with two links each; `broken` of them lead nowhere."""
    docs = folder / "docs/en"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (docs / "index.md").write_text("---\ntitle: Home\n---\n\nText.\n", "utf-8")
    for number in range(texts):
        links = [link(number, part, texts, broken) for part in range(2)]
        sections = "\n\n".join(f"## Part {n} {{#part-{n}}}\n\n{SENTENCE * 8}" for n in range(3))
        body = f"{links[0]}\n\n{sections}\n\n{links[1]}\n"
        file = docs / f"{name_of(number)}.md"
        file.write_text(f"---\ntitle: {name_of(number)}\n---\n\n{body}", "utf-8")
    return folder / "mkdocs.yml"


def link(number: int, part: int, texts: int, broken: int) -> str:
    count = number + part * texts
    form = WRONG[count % len(WRONG)] if count < broken else RIGHT
    name = name_of((number * 7 + part) % texts)
    return f"[More]({form.format(name=name, nowhere=f'zebra-{count}-qx')})"


def seconds(config: Path) -> tuple[float, int]:
    """Processor time of one check, helpers' too, and how many errors it told."""
    gc.collect()
    before = _used()
    found = read_site(config, "2026-12-01 12:00", {})[1]
    return _used() - before, sum(finding.is_error for finding in found)


def _used() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(each.ru_utime + each.ru_stime for each in map(resource.getrusage, who))


def main(texts: int, broken: int) -> None:
    with tempfile.TemporaryDirectory() as top:
        sound, damaged = (make(Path(top, name), texts, n) for name, n in (("a", 0), ("b", broken)))
        runs = [(seconds(sound), seconds(damaged)) for _ in range(3)]
    (without, none), (with_them, told) = (min(each) for each in zip(*runs, strict=True))
    each = (with_them - without) / max(broken, 1) * 1000
    print(f"{texts} texts, {none} errors: {without:.2f} s; {told} broken links: {with_them:.2f} s")
    print(f"ratio {with_them / without:.2f}; {each:.2f} ms a broken link")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [2000, 2600][len(given) :]))
