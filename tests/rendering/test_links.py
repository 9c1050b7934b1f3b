"""Links: written as files lie on disk, they lead to the page; the others are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites_for_tests import Files, bulletin, page, picture, read, told
from tolkku.catalogue.link_guesses import LinkGuesses

PNG = picture()
WATER = "bulletins/2026/2026-12-01-water"
AROUND: Files = {
    "docs/fi/ethics.md": page(body="## Näin {#how}\n\nTeksti."),
    "docs/fi/handbook/index.md": page(),
    "docs/sv/ethics.md": page("slug: etik"),
    "docs/fi/draft.md": page("draft: yes"),
    "docs/fi/later.md": page("published: 2027-01-01 08:00"),
    "docs/assets/a b.png": PNG,
    "docs/assets/a\u0308.txt": "x",
    f"{WATER}/fi.md": bulletin(),
    f"{WATER}/sv.md": bulletin("slug: vatten"),
    f"{WATER}/can.png": PNG,
}


def html(folder: Path, body: str) -> str:
    """A Finnish page's body as HTML, with its addresses as they are."""
    files = {**AROUND, "docs/fi/a.md": page(body=body)}
    return read(folder, files, "fi", "sv").proofs.rendered["docs/fi/a.md"].html(lambda way: way)


def findings(folder: Path, body: str, fields: str = "") -> list[str]:
    found = told(folder, {**AROUND, "docs/fi/a.md": page(fields, body)}, "fi", "sv")
    return [finding for finding in found if "docs/fi/a.md" in finding]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("ethics.md", "fi/ethics/"),
        ("./ethics.md#how", "fi/ethics/#how"),
        ("handbook/index.md", "fi/handbook/"),
        ("../sv/ethics.md", "sv/etik/"),
        ("../sv/a.md", "sv/a/"),
        ("../sv/handbook/index.md", "sv/handbook/"),
        ("../../bulletins/2026/2026-12-01-water/fi.md", "fi/bulletins/2026-12-01-water/"),
        ("../../bulletins/2026/2026-12-01-water/sv.md", "sv/bulletins/vatten/"),
        ("/fi/bulletins/", "fi/bulletins/"),
        ("/sv/now/", "sv/now/"),
        ("<../assets/a b.png>", "assets/a%20b.png"),
        ("../assets/a%20b.png", "assets/a%20b.png"),
        ("../assets/ä.txt", "assets/%C3%A4.txt"),
        ("https://example.com/?a=1&b=2", "https://example.com/?a=1&amp;b=2"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:112", "tel:112"),
    ],
)
def test_a_link_leads_to_the_page_or_its_stand_in(
    tmp_path: Path, written: str, address: str
) -> None:
    assert html(tmp_path, f"[x]({written})") == f'<p><a href="{address}">x</a></p>'


@pytest.mark.parametrize(
    "written",
    ['<a href="ethics.md">x</a>', "<a href='ethics.md'>x</a>", "<a href=ethics.md>x</a>",
     '<A HREF="ethics.md">x</A>', '<a\n  href="ethics.md">x</a>', "[x][1]\n\n[1]: ethics.md"],
)  # fmt: skip
def test_however_a_link_is_written_it_is_resolved(tmp_path: Path, written: str) -> None:
    assert html(tmp_path, written) == '<p><a href="fi/ethics/">x</a></p>'


def test_pictures_and_posters_are_resolved_too(tmp_path: Path) -> None:
    assert html(tmp_path, '![Kannu](<../assets/a b.png> "a > b")') == (
        '<p><img alt="Kannu" src="assets/a%20b.png" title="a &gt; b"></p>'
    )


def test_code_is_no_link(tmp_path: Path) -> None:
    assert findings(tmp_path, '`[x](no.md)`\n\n    <a href="no.md">\n\n```\n![](no.png)\n```') == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[x](ethcs.md)", "'ethcs.md' leads to no file. Did you mean 'ethics.md'?"),
        ("[x](Ethics.md)", "'Ethics.md' leads to no file. Did you mean 'ethics.md'?"),
        ("[x](handbook/)", "'handbook/' leads to no file. Did you mean 'handbook/index.md'?"),
        ("[x](zzz.md)", "'zzz.md' leads to no file."
         " Name a file that is there, or remove it."),
        ("[x](../../mkdocs.yml)", "'../../mkdocs.yml' leads to no file."),
        ("[x](../../../../etc/passwd)", "'../../../../etc/passwd' leads to no file."),
        ("[x](/nopage/)", "there is no page '/nopage/' on this site."),
        ("[x](/fi/ethcs/)", "there is no page '/fi/ethcs/' on this site."
         " Did you mean '/fi/ethics/'?"),
        ("[x]()", "a link leads nowhere. Write where it leads."),
        ("[x](draft.md)", "'draft.md' leads to a text that is a draft."
         " Publish it first, or remove the link."),
        ("[x](later.md)", "'later.md' leads to a text that is held back until 2027-01-01 08:00."),
        ("![x](no.png)", "'no.png' leads to no file."),
        ("![x](ethics.md)", "'ethics.md' leads to no picture, sound or video."),
        ("![x](/fi/ethics/)", "'/fi/ethics/' leads to no picture, sound or video."
         " Name the file, as it lies on disk."),
        ("![x](https://evil.example/x.png)", "a file is loaded from evil.example, which then sees"
         " our readers. Save the file beside the text and name it here."),
        ('<video src="https://evil.example/x.mp4"></video>', "a file is loaded from evil.example"),
        ("![x](data:image/png;base64,AA)", "a link begins with 'data:'."),
        ("[x](//evil.example/)", "'//evil.example/' has no 'https:'."),
        ("[x](javascript:alert(1))", "a link begins with 'javascript:'."
         " Use https:, mailto:, tel: or a path."),
        ("<a href=' javascript:alert(1)'>x</a>", "a link begins with 'javascript:'."),
        ("<a href=JaVaScRiPt:alert(1)>x</a>", "a link begins with 'javascript:'."),
        ("[x](vbscript:x)", "a link begins with 'vbscript:'."),
        ("[x](ftp://example.com)", "a link begins with 'ftp:'."),
        ("[x](http://[::1)", "'http://[::1' is not an address."),
        ("[x](#nope)\n\n## Näin {#how}", "there is no '#nope' on this page. There are: #how."),
        ("[x](ethics.md#hwo)", "there is no '#hwo' on /fi/ethics/. There are: #how."),
        ("[x](handbook/index.md#how)", "there is no '#how' on /fi/handbook/."
         " It has no anchors: link to the page."),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_told_with_its_line(
    tmp_path: Path, body: str, expected: str
) -> None:
    found = findings(tmp_path, f"Eka.\n\n{body}")
    assert len(found) == 1
    assert found[0].startswith(f"error docs/fi/a.md:7: {expected}")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("action: {text: x, url: no.md}", "'no.md' leads to no file."),
        ("action: {text: x, url: 'ethics.md#no'}", "there is no '#no' on /fi/ethics/."),
        ("action: {text: x, url: draft.md}", "'draft.md' leads to a text that is a draft."),
        ("image: {file: no.png, alt: x}", "'no.png' leads to no file."),
        ("image: {file: ethics.md, alt: x}", "'ethics.md' leads to no picture, sound or video."),
        ("image: {file: '../assets/a b.png'}", "'alt' is missing."),
        ("image: {file: '../assets/a b.png', alt: ' '}", "'alt' is empty."),
    ],
)
def test_what_front_matter_links_to_is_judged_as_well(
    tmp_path: Path, fields: str, expected: str
) -> None:
    found = findings(tmp_path, "Teksti.", fields)
    assert len(found) == 1
    assert found[0].startswith(f"error docs/fi/a.md:3: {expected}")


# What other builders, other file systems and people who moved things write instead of our paths.
MEANT = [
    ("[x](ethics)", "ethics.md"),
    ("[x](ethics.html#how)", "ethics.md"),
    ("[x](ethics/)", "ethics.md"),
    ("[x](handbook)", "handbook/index.md"),
    ("[x](handbook.md)", "handbook/index.md"),
    ("[x](handbook/index.html)", "handbook/index.md"),
    ("[x](Handbook/README.md)", "handbook/index.md"),
    ("[x](ethics/index.md)", "ethics.md"),
    ("[x](handbook/ethics.md)", "ethics.md"),
    ("[x](../ethics.md)", "ethics.md"),
    ("[x](../../ethics/)", "ethics.md"),
    ("[x](..\\\\sv\\\\ethics.md)", "../sv/ethics.md"),
    ("[x](../en/ethics.md)", "ethics.md"),
    ("[x](water.md)", "../../bulletins/2026/2026-12-01-water/fi.md"),
    ("[x](2026-12-01-water.md)", "../../bulletins/2026/2026-12-01-water/fi.md"),
    ("[x](2026-12-01-watr/fi.md)", "../../bulletins/2026/2026-12-01-water/fi.md"),
    ("![x](can.jpg)", "../../bulletins/2026/2026-12-01-water/can.png"),
    ("![x](img/Can.PNG)", "../../bulletins/2026/2026-12-01-water/can.png"),
    ("[x](/ethics/)", "/fi/ethics/"),
    ("[x](/fi/ethics.html)", "/fi/ethics/"),
    ("[x](/etik)", "/sv/etik/"),
]


@pytest.mark.parametrize(("body", "meant"), MEANT)
def test_what_a_broken_link_meant_is_guessed(tmp_path: Path, body: str, meant: str) -> None:
    (found,) = findings(tmp_path, body)
    assert found.endswith(f" Did you mean '{meant}'?")


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        ("[x](no.md)", "Name a file that is there, or remove it."),
        ("[x](the.md)", "Name a file that is there, or remove it."),
        ("[x](ethnic-minorities.md)", "Name a file that is there, or remove it."),
        (f"[x]({'ethics' * 900}.md)", "Name a file that is there, or remove it."),
        ("![x](ethics.png)", "Name a file that is there, or remove it."),
        ("[x](/zzz/)", "Link to the file, as it lies on disk."),
    ],
)
def test_nothing_implausible_is_guessed(tmp_path: Path, body: str, remedy: str) -> None:
    (found,) = findings(tmp_path, body)
    assert found.endswith(f" {remedy}")


@pytest.mark.parametrize(
    "written",
    ['{{< ref "ethics.md" >}}', "{{ site.baseurl }}/ethics/", "{% link ethics.md %}",
     "%7B%7B%20page.url%20%7D%7D"],
)  # fmt: skip
def test_a_template_tag_is_called_by_its_name(tmp_path: Path, written: str) -> None:
    (found,) = findings(tmp_path, f"<a href='{written}'>x</a>")
    assert "is a template tag of another program: no link is made of it." in found


@pytest.mark.parametrize("host", ["www.youtube.com", "youtu.be", "player.vimeo.com"])
def test_a_film_elsewhere_is_linked_to(tmp_path: Path, host: str) -> None:
    (found,) = findings(tmp_path, f"![x](https://{host}/watch)")
    assert "Link to the film: [What it shows](https://…); or save it beside the text" in found


def test_a_guess_depends_on_nothing_but_the_link_and_the_files() -> None:
    paths = [
        f"docs/{tag}/{name}{n}.md" for tag in ("fi", "sv") for n in range(40) for name in NAMES
    ]
    wanted = [f"docs/sv/{name[:-1]}x{n}.md" for n in range(40) for name in NAMES]
    forwards, backwards = LinkGuesses(paths), LinkGuesses(paths[::-1])
    guesses = {path: forwards.nearest(path, "docs/sv") for path in wanted}
    assert guesses == {path: backwards.nearest(path, "docs/sv") for path in wanted[::-1]}
    assert guesses["docs/sv/watex7.md"] == "docs/sv/water7.md"


NAMES = ("water", "power", "shelter", "announcement")


def test_a_held_back_text_may_link_to_another(tmp_path: Path) -> None:
    later = page("published: 2027-02-01 08:00", "[x](later.md)")
    found = told(tmp_path, {**AROUND, "docs/fi/a.md": later}, "fi", "sv")
    assert [finding for finding in found if finding.startswith("error")] == []


def test_a_link_to_a_term_carries_its_definition(tmp_path: Path) -> None:
    glossary = page(body='Lähde {#source}\n:   Mistä "tieto" on.')
    files = {
        **AROUND,
        "docs/fi/words.md": glossary,
        "docs/fi/a.md": page(body="[x](words.md#source)"),
    }
    read(tmp_path, files, "fi", "sv")
    config = (tmp_path / "mkdocs.yml").read_text() + "    glossary: words\n"
    site = read(tmp_path, {"mkdocs.yml": config})
    assert site.proofs.rendered["docs/fi/a.md"].html(lambda way: way) == (
        '<p><a href="fi/words/#source" class="glossary-term" '
        'title="Mistä &quot;tieto&quot; on.">x</a></p>'
    )
