"""What is held back: things of every kind that readers must not have yet, marked by words of their
own, for a copy of the site with every kind of page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from paths import SITES
from sites_for_tests import picture

MARK = "zqzq"
"""Every word of ours begins so; nothing else on the site does."""

_OUT = "2026-12-01 07:00"
_LATER = "2026-12-20 07:00"

Files = dict[str, str | bytes]


def large_picture(shade: int) -> bytes:
    """A picture of which there are smaller sizes."""
    made = BytesIO()
    Image.new("RGB", (1000, 40), (shade, 20, 30)).save(made, "PNG")
    return made.getvalue()


def fields(name: str, published: str, *more: str, image: str = "") -> list[str]:
    """Every field of an edition, each with a word of its own."""
    w = f"{MARK}{name}"
    file = image or f"{w}image.png"
    return [
        f"title: Otsikko {w}title",
        f"summary: Lyhyesti {w}summary.",
        f"slug: {w}slug",
        f"aliases: [fi/{w}alias]",
        f"published: {published}",
        f"updated: [{{at: 2026-12-22 09:00, note: Muutos {w}update.}}]",
        f"facts: [Fakta {w}fact.]",
        f"arguments: [Peruste {w}argument.]",
        f'action: {{text: Tee {w}action, url: "https://example.com/{w}actionurl"}}',
        f"image: {{file: {file}, alt: Kuva {w}alt, credit: {w}credit, licence: {w}licence}}",
        "share:",
        f"  captions: {{tiktok: Teksti {w}caption.}}",
        f"  variants: [Toisin {w}variant.]",
        f"  prompts: [Kysymys {w}prompt?]",
        f"  hashtags: [{w}Hashtag]",
        f"  script: Puhe {w}script.",
        *more,
    ]


def of_the_text(name: str) -> list[str]:
    """Every field that is said once for a Text."""
    w = f"{MARK}{name}"
    return [
        f'sources: [{{name: {w}source, url: "https://example.com/{w}url", checked: 2026-11-30}}]',
        f"reviewed: {{by: {w}reviewer, on: 2026-11-30}}",
        f"waived: [{{language: en, until: 2027-12-31, by: {w}waiver, reason: Syy {w}reason.}}]",
        f"version: {w}version",
        "review_by: 2027-11-30",
        f"authors: [{MARK}author]",
        "topics: [health]",
    ]


def body(name: str, *more: str) -> str:
    w = f"{MARK}{name}"
    lines = [
        f"Alku {w}intro.[^1]",
        f"## Kohta {w}heading {{#{w}anchor}}",
        f"Teksti {w}text, ja [asiakirja]({w}file.pdf).",
        f"![Piirros {w}drawn]({w}large.png)",
        f'<video src="{w}film.mp4" poster="{w}poster.png" controls>'
        f'<track src="{w}track.vtt" kind="captions" srclang="fi" label="{w}label"></video>',
        f"Termi {w}term {{#{w}termanchor}}\n:   Selitys {w}definition.",
        *more,
        f"[^1]: Alaviite {w}footnote.",
    ]
    return "\n\n".join(lines)


def beside(folder: str, name: str, shade: int, image: bool = True) -> Files:
    """The files that an edition with those fields and that body uses."""
    w = f"{folder}/{MARK}{name}"
    film = (SITES / "feeds/bulletins/2026/2026-11-28-markup/film.mp4").read_bytes()
    return {
        **({f"{w}image.png": picture()} if image else {}),
        f"{w}large.png": large_picture(shade),
        f"{w}poster.png": picture(),
        f"{w}file.pdf": f"%PDF-1.7 {MARK}{name}pdf",
        f"{w}film.mp4": film,
        f"{w}track.vtt": f"WEBVTT\n\n00:00.000 --> 00:01.000\n{MARK}{name}spoken\n",
    }


def text(lines: list[str], written: str) -> str:
    return "\n".join(["---", *lines, "---", "", written, ""])


def whole_texts() -> Files:
    """Bulletins, a chapter and a page that are drafts or scheduled, with the files they use."""
    found: Files = {}
    homes = {
        f"bulletins/2026/2026-12-01-{MARK}draft": ("draft", _OUT, ["draft: yes"]),
        f"bulletins/2026/2026-12-20-{MARK}later": ("later", _LATER, []),
        f"bulletins/2026/2026-12-01-{MARK}right": ("right", _OUT, ["draft: yes", *_CORRECTION]),
    }
    for shade, (folder, (name, published, more)) in enumerate(homes.items()):
        said = fields(name, published, *of_the_text(name), *more)
        found[f"{folder}/fi.md"] = text(said, body(name))
        found |= beside(folder, name, shade)
        of_it = [line for line in more if line.startswith(("draft", "correction"))]
        swedish = fields(f"{name}sv", published, *of_it, image=f"{MARK}{name}image.png")
        found[f"{folder}/sv.md"] = text(swedish, f"Text {MARK}{name}sv.")
    ending = ["expires: 2027-02-01 12:00", "cancels: 2026-12-01-72-hours"]
    found[f"bulletins/2026/2026-12-21-{MARK}ends/fi.md"] = text(
        [*fields("ends", "2026-12-21 07:00", *of_the_text("ends")[:1], *ending,
                 image="../../../docs/assets/zqzqshared.png")],
        "Peruttu.",
    )  # fmt: skip
    found["docs/assets/zqzqshared.png"] = large_picture(90)
    for name, published, more in (("chapter", _OUT, ["draft: yes"]), ("page", _LATER, [])):
        said = fields(name, published, *of_the_text(name), *more)
        found[f"docs/fi/handbook/{MARK}{name}.md"] = text(said, body(name))
        found |= beside("docs/fi/handbook", name, 50 + len(name))
    return found


_CORRECTION = [
    "kind: correction",
    "corrects: {id: 2026-12-01-72-hours}",
    f"correction: {{was: Väärin {MARK}was., right: Oikein {MARK}right., noticed_by: {MARK}by}}",
]


def translations() -> Files:
    """A draft and a scheduled translation of texts that are out, with pictures of their own; and a
    draft of a glossary, to whose term a text leads."""
    folder = "bulletins/2026/2026-11-11-mast-wrong"
    swedish = fields("swedish", "2026-11-11 08:00", "draft: yes")
    english = fields("english", _LATER)
    return {
        f"{folder}/sv.md": text(swedish, body("swedish")),
        f"{folder}/en.md": text(english, body("english")),
        **beside(folder, "swedish", 110),
        **beside(folder, "english", 111),
        "docs/sv/about.md": text(
            [f"title: Om {MARK}about", "draft: yes"], f"## Om {MARK}us {{#corrections}}"
        ),
    }


def forewords() -> Files:
    """The foreword to a digest of a week to come, which says no date, and drafts of others."""
    week = "bulletins/digests/2026-W51"
    said = [f"title: Alku {MARK}foretitle", f"summary: Lyhyesti {MARK}foresummary."]
    return {
        f"{week}/fi.md": text(said, body("fore")),
        **beside(week, "fore", 120, image=False),
        "bulletins/digests/2026-11/fi.md": text([*said, "draft: yes"], body("past")),
        **beside("bulletins/digests/2026-11", "past", 121, image=False),
    }


def write(folder: Path, files: Files) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def let_out(folder: Path) -> None:
    """Make an end of every draft."""
    for file in folder.rglob("*.md"):
        said = file.read_text("utf-8")
        if "\ndraft: yes" in said:
            file.write_text(said.replace("\ndraft: yes", "\ndraft: no"), "utf-8")
