"""Remedies lead somewhere: what people bring from other builders, from Word and from phones."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites_for_tests import bulletin, page, told
from tolkku.media.types import saved_as
from tolkku.model.findings import SourceError
from tolkku.model.languages import Language
from tolkku.reading.field_types import language_hint
from tolkku.reading.loose_dates import as_day, as_moment
from tolkku.reading.plain_fields import marks_in
from tolkku.reading.yaml_nodes import read_yaml
from tolkku.rendering.raw_html import remedy_for_element

WATER = "bulletins/2026/2026-12-01-water/fi.md"


def notes(folder: Path, said: str, path: str = WATER) -> list[str]:
    """What is told of one file, without its path."""
    return [
        line.split(f"{path}:")[1]
        for line in told(folder, {"docs/fi/index.md": page(), path: said}, "fi", "sv")
        if f"{path}:" in line and "in no navigation" not in line
    ]


def of_field(folder: Path, fields: str) -> str:
    """The remedy for the one field that is wrong, on line 6 of a bulletin."""
    (line,) = [line for line in notes(folder, bulletin(fields)) if line.startswith("6: ")]
    return line.split("is not a field. ")[1]


# A line of other builders' front matter, and the remedy.
FOREIGN = [
    ("description: Kuvaus", "Remove it: 'summary' says it already."),
    ("date: 2026-11-21", "Remove it: 'published' says it already."),
    ("name: Vesi", "Remove it: 'title' says it already."),
    ("tags: [vesi, sää]", "Here it is called 'topics': write topics: [vesi, sää], each declared in"
     " mkdocs.yml."),
    ("categories: vesi", "Here it is called 'topics': write topics: [vesi], each declared in"
     " mkdocs.yml."),
    ("author: Toimitus", "Here it is called 'authors': write authors: [Toimitus], each declared in"
     " mkdocs.yml."),
    ("permalink: /uutiset/vesi/", "Here it is called 'aliases': write aliases: [/uutiset/vesi/]."),
    ("redirect_from: [/vesi/, /v/]", "Here it is called 'aliases': write aliases: [/vesi/, /v/]."),
    ("url: /vesi.html", "Here it is called 'aliases': write aliases: [/vesi.html]."),
    ("lastmod: 2026-12-01T10:15:00+02:00", "Here it is called 'updated': write updated: [{at:"
     " 2026-12-01 10:15 +02:00, note: What changed}]."),
    ("last_modified_at: eilen", "Here it is called 'updated': write updated: [{at: 2026-12-01"
     " 08:00, note: What changed}]."),
    ("featured_image: /kuva.jpg", "Here it is called 'image': write image: {file: /kuva.jpg, alt:"
     " What it shows}."),
    ("expiryDate: 2026-12-31", "Here it is called 'expires': write expires: 2026-12-31 08:00."),
    ("lähteet: THL", "Remove it: 'sources' says it already."),
    ("status: draft", "Here it is called 'draft': write draft: yes."),
    ("layout: post", "Remove it: how a page looks is not said in texts."),
    ("lang: fi", "Remove it: the folder or the file's name says the language."),
    ("weight: 10", "Remove it: the order of pages is that of nav in mkdocs.yml."),
    ("sidebar_position: 2", "Remove it: the order of pages is that of nav in mkdocs.yml."),
    ("translationKey: vesi", "Remove it: the same path in two languages is the same text."),
    ("type: post", "Remove it: nothing here depends on it."),
    ("type: urgent", "Here it is called 'kind': write kind: urgent."),
    ("toc: true", "Remove it: nothing here depends on it."),
    ("sumary: Lyhyesti.", "Did you mean 'summary'?"),
    ("expire: 2026-12-31", "Did you mean 'expires'?"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "remedy"), FOREIGN)
def test_fields_of_other_builders_are_called_by_our_names(
    tmp_path: Path, line: str, remedy: str
) -> None:
    assert of_field(tmp_path, line) == remedy


def test_a_file_of_another_builder_is_told_field_by_field(tmp_path: Path) -> None:
    said = (
        "---\nlayout: post\ntitle: Vesi\ndate: 2026-12-01 08:00:00 +0200\ndescription: Kuvaus\n"
        "tags: [vesi]\nauthor: Toimitus\npermalink: /vesi/\nlang: fi\ndraft: true\n---\n\nTeksti.\n"
    )
    found = notes(tmp_path, said)
    date, description = (line for line in found if line.startswith(("4: ", "5: ")))
    assert date == (
        "4: 'date' is not a field. Here it is called 'published': "
        "write published: 2026-12-01 08:00 +0200."
    )
    assert description == (
        "5: 'description' is not a field. Here it is called 'summary': write summary: Kuvaus."
    )
    assert not any("draft" in line and "not a field" in line for line in found)


def test_unknown_fields_are_listed_in_order(tmp_path: Path) -> None:
    remedy = of_field(tmp_path, "qqqq: a")
    names = remedy.removeprefix("Known: ").removesuffix(".").split(", ")
    assert names == sorted(names)
    assert "published" in names


# What stands where something else is wanted.
SHAPES = [
    ("image: kuva.jpg", "'image' wants keys and values."
     " Write {file: kuva.jpg, alt: What the picture shows}."),
    ("topics: vesi", "'topics' wants a list. Write [vesi], with commas between several."),
    ("topics: [terveys]", "item 1 'terveys' is not declared. Allowed: health."),
    ("topics: [Nimi]", "item 1 'Nimi' is not declared. Write 'health', its name in mkdocs.yml."),
    ("facts:\n  - Huom: keitä vesi", "item 1 wants a text, not keys and values. Put the whole text"
     ' in quotes, for there is a colon in it: "Huom: keitä vesi".'),
    ("facts:\n  - “Huom: keitä vesi”", "item 1 wants a text, not keys and values. Put the whole"
     ' text in quotes, for there is a colon in it: "Huom: keitä vesi".'),
    ("facts: Keitä vesi.", "'facts' wants a list. Write each item on a line of its own, after"
     " '- '."),
    ("action: Keitä vesi", "'action' wants keys and values. Write {text: Keitä vesi, url:"
     " https://example.org/}."),
    ("corrects: 2026-11-30-water", "'corrects' wants keys and values."
     " Write {id: 2026-11-30-water}."),
    ("expires: 30.12.2026 klo 8.00", "'expires' '30.12.2026 klo 8.00' is not a date with a time."
     " Write it as 2026-12-30 08:00."),
    ("review_by: 30.11.2026", "'review_by' '30.11.2026' is not a date. Write it as 2026-11-30."),
    ('share: {hashtags: ["#kotivara, #varautuminen"]}', "item 1 holds several hashtags. Write them"
     " without #, a comma between: [kotivara, varautuminen]."),
    ("share: {hashtags: ['#koti #vara']}", "item 1 holds several hashtags. Write them without #,"
     " a comma between: [koti, vara]."),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), SHAPES)
def test_the_right_shape_is_shown(tmp_path: Path, fields: str, expected: str) -> None:
    assert len([line for line in notes(tmp_path, bulletin(fields)) if expected in line]) == 1


def test_published_is_a_time_and_no_switch(tmp_path: Path) -> None:
    said = page("published: false")
    assert any(
        "'false' is no moment of publication. Write it as 2026-12-01 07:00, and `draft: yes`"
        in line
        for line in notes(tmp_path, said, "docs/fi/a.md")
    )


# What YAML cannot read, what is told, and on which line.
YAML = [
    ("hashtags: [#a, #b]\nx: 1", 1, "'#a' is lost: to YAML it is a comment. Write them without #:"
     ' [a, b]; or each in quotes: ["#a", "#b"].'),
    ("hashtags: [a, #b]\nx: 1", 1, "'#b' is lost: to YAML it is a comment."),
    ("hashtags: [\n  #a,\n  #b\n]", 1, "'#a' is lost: to YAML it is a comment."),
    ("hashtags:\n  - #a", 2, "'#a' is lost: to YAML it is a comment."),
    ("title: “Koti: kuntoon”", 1, "'“' is no quote to YAML, so that the colon confuses it."
     ' Use straight quotes: title: "Koti: kuntoon".'),
    ("title: ”Koti: kuntoon”", 1, "'”' is no quote to YAML"),
    ("title: Koti: kuntoon", 1, 'Put the whole value in quotes: title: "Koti: kuntoon".'),
    ("facts:\n  - Koti: nyt: kuntoon", 2, 'Put the whole value in quotes: - "Koti: nyt: kuntoon".'),
    ("title: a\n draft: yes", 2, "is indented further than the line above, and taken for a part of"
     " it. Begin it under 'title'."),
    ("facts:\n - a\n  - b", 3, "is indented further than the line above"),
    ("image:\n  file: a\n alt: b", 3, "begins after 1 space; the lines above begin after 0 or 2."),
    ("sources:\n  - name: a\n   url: b", 3, "begins after 3 spaces; the lines above begin after"),
    ("- a\nb: c", 2, "stands among the items of a list, and is none."),
    ("image:\n\tfile: a", 2, "a tab is used for indentation"),
    ("title a\nb: c", 1, "is not `key: value`. Write a colon and a space after the key."),
    ("title: @a", 1, "begins with '@', which means something to YAML (column 8)."
     ' Put the whole value in quotes: title: "@a".'),
    ("title: [Video] a\nb: c", 1, "begins with a bracket, which to YAML begins a list"),
    ('title: "a" sanoi b\nc: d', 1, "a quote ends before the value does"),
    ("title: 'It's'", 1, 'Put the whole value in quotes: title: "It\'s".'),
    ('title: "C:\\Users"', 1, "Put the whole value in quotes: title: 'C:\\Users'."),
    ("title: {{ page.title }}", 1, "holds a template tag, and none is filled in here."),
    ("image: {file: a, alt: Huom: b}", 1, "a text between the brackets confuses YAML"),
    ("topics: [a, b\nx: y", 1, "opens a bracket that is never closed."),
    ('title: "a\nx: y', 1, "opens a quote that is never closed."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "expected"), YAML)
def test_what_yaml_cannot_read_is_told_in_an_editors_words(
    text: str, line: int, expected: str
) -> None:
    with pytest.raises(SourceError) as raised:
        read_yaml(text, "a.md")
    assert str(raised.value).startswith(f"a.md:{line}: ")
    assert expected in str(raised.value)


@pytest.mark.parametrize(
    "text",
    ["topics: [\n  a, # eka\n  b\n]", 'topics: [\n  "#a",\n  b\n]', "summary: Eka\n  toka - kolmas",
     "facts: # kaikki\n  - a", "summary: >\n  Eka\n  - toka", "url: https://example.org/#a"],
)  # fmt: skip
def test_comments_and_long_texts_are_right(text: str) -> None:
    assert read_yaml(text, "a.md")


@pytest.mark.parametrize(
    ("written", "moment", "day"),
    [
        ("30.11.2026 klo 8.00", "2026-11-30 08:00", "2026-11-30"),
        ("30.11.2026 kl. 8.05", "2026-11-30 08:05", "2026-11-30"),
        ("2026-11-30", "2026-11-30 08:00", "2026-11-30"),
        ("2026/11/30 7:00", "2026-11-30 07:00", "2026-11-30"),
        ("2026-11-30T07:00:00.000Z", "2026-11-30 07:00 Z", "2026-11-30"),
        ("Sat, 21 Nov 2026 08:00:00 +0200", "2026-11-21 08:00 +0200", "2026-11-21"),
        ("November 21, 2026", "2026-11-21 08:00", "2026-11-21"),
        ("21. marraskuuta 2026", "2026-11-21 08:00", "2026-11-21"),
        ("31.11.2026", None, None),
        ("12/01/2026", None, None),
        ("yesterday", None, None),
        ("2026-11-30 25:00", None, "2026-11-30"),
    ],
)
def test_dates_are_offered_as_they_were_meant(
    written: str, moment: str | None, day: str | None
) -> None:
    assert (as_moment(written), as_day(written)) == (moment, day)


FI_SV_EN = tuple(
    Language(tag, name, locale)
    for tag, name, locale in (
        ("fi", "suomi", "fi_FI"), ("sv", "svenska", "sv_FI"), ("en", "English", "en_GB"),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("de", "The languages are fi, sv, en. `tolkku new language de` adds it."),
        ("se", "The languages are fi, sv, en. `tolkku new language se` adds it."),
        ("et", "The languages are fi, sv, en. `tolkku new language et` adds it."),
        ("blog", "The languages are fi, sv, en."),
        ("assets", "The languages are fi, sv, en."),
        ("fi_FI", "Did you mean 'fi'?"),
        ("SV", "Did you mean 'sv'?"),
        ("swe", "Did you mean 'sv'?"),
        ("Suomi", "Did you mean 'fi'?"),
        ("swedish", "Did you mean 'sv'?"),
    ],
)
def test_another_language_is_not_taken_for_one_of_ours(tag: str, hint: str) -> None:
    assert language_hint(tag, FI_SV_EN) == hint


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("IMG_1.HEIC", "Save it as JPEG"),
        ("a.heif", "Save it as JPEG"),
        ("a.tiff", "Save it as JPEG or PNG."),
        ("a.MKV", "Save it as .mp4"),
        ("a.amr", "Save it as .mp3 or .m4a."),
        ("a.doc", "Save it as PDF."),
        ("a.rar", "Pack it as .zip."),
    ],
)
def test_a_file_of_another_kind_is_saved_as_one_of_ours(name: str, remedy: str) -> None:
    assert (saved_as(name) or "").startswith(remedy)
    assert saved_as("a.jpg") is saved_as("a.qqq") is None


def test_a_picture_of_an_iphone_is_told_how_to_be_saved(tmp_path: Path) -> None:
    folder = WATER.removesuffix("fi.md")
    files = {
        WATER: bulletin(body="![Hana](IMG_1.HEIC)"),
        f"{folder}IMG_1.HEIC": b"\0\0\0\x18ftypheic",
    }
    found = [line for line in told(tmp_path, files, "fi", "sv") if line.startswith("error")]
    assert len([line for line in found if "Save it as JPEG: open it in Photos" in line]) == 2


@pytest.mark.parametrize(
    ("element", "said"),
    [("iframe", "link to it"), ("embed", "link to it"), ("font", "look"), ("script", "runs"),
     ("o:p", "without formatting"), ("form", "Link to a page"), ("style", "style sheets")],
)  # fmt: skip
def test_refused_elements_have_another_way(element: str, said: str) -> None:
    assert said in (remedy_for_element(element) or "")
    assert remedy_for_element("p") is None


# Marks in plain texts, and what belongs there instead.
MARKS = [
    ("27.&ndash;29.3. **nyt**", [("&ndash;", "–"), ("**nyt**", "nyt")]),
    ("Kaupunki &amp; maa", [("&amp;", "&")]),
    ("A&nbsp;B &#8211; C", [("&nbsp;", ""), ("&#8211;", "–")]),
    ("Katso [ohje](https://a.fi) nyt", [("[ohje](https://a.fi)", "ohje")]),
    ("Katso [ohje](ohje.md)", [("[ohje](ohje.md)", "ohje")]),
    ("Katso [ohje] (https://a.fi)", [("[ohje] (https://a.fi)", "ohje")]),
    ("![kuva](a.png) [[sivu]]", [("![kuva](a.png)", "kuva"), ("[[sivu]]", "sivu")]),
    ("Vuosi {{ vuosi }} {% if x %}", [("{{ vuosi }}", ""), ("{% if x %}", "")]),
    ("{{< ref x >}}", [("{{< ref x >}}", "")]),
    ("Aihe {#id} {.x}", [("{#id}", ""), ("{.x}", "")]),
    ("<b>Nyt</b> ja<br>heti", [("<b>Nyt</b>", "Nyt"), ("<br>", "")]),
    ("Ota *heti* _kaikki_ __nyt__", [("*heti*", "heti"), ("_kaikki_", "kaikki"),
                                     ("__nyt__", "nyt")]),
    ("Aja `ls -l` ja ~~ei~~ ==jo==", [("`ls -l`", "ls -l"), ("~~ei~~", "ei"), ("==jo==", "jo")]),
    ("Tuli :fire: irti :+1:", [(":fire:", ""), (":+1:", "")]),
    ("# Otsikko", [("# Otsikko", "Otsikko")]),
    ("**[Katso](x.md)** &amp; lue", [("**[Katso](x.md)**", "Katso"), ("&amp;", "&")]),
]  # fmt: skip
NO_MARKS = [
    "5 * 3 = 15 * 1", "C&A, R&D ja AT&T; myös H&M", "klo 12:30:45 :) :-) 10:00", "*tähti",
    "* ehdot * voimassa", "Leser*innen und Schüler*innen", "f*** you ***", "snake_case_name",
    "__init__", "<3 sydän, x<y>z ja a < b > c", "it`s o`clock", "kanava #abc_def, @user_name_",
    "a == b == c", "[1] ja [lisätty] (kysymys)", "#varautuminen", "# 1 suosikki", "std::vector::x",
    "Yle: uutiset: nyt", "https://a.fi/b_c_d/", "50 % & 20 %; x", "~5 km ~ 6 km", "a*b*c",
    "Rock & roll; jee", "{a, b}", "___ ja ---", "1:2:3", "C# ja F#", "™ & ©",
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), MARKS)
def test_marks_in_plain_texts_are_found(said: str, expected: list[tuple[str, str]]) -> None:
    assert list(marks_in(said)) == expected


@pytest.mark.parametrize("said", NO_MARKS)
def test_signs_that_are_no_marks_are_left_alone(said: str) -> None:
    assert list(marks_in(said)) == []


PLAIN = [
    ("title: 'Leiri 27.&ndash;29.3.'", "'title' is plain text: '&ndash;' would be shown as it is."
     " Write –."),
    ("summary: 'Katso **tämä** ja {{ vuosi }}'", "'summary' is plain text: '**tämä**',"
     " '{{ vuosi }}' would be shown as they are. Write tämä. Write what the template tag stands"
     " for."),
    ("facts: [Eka., 'Toka &amp; kolmas']", "'facts' is plain text: '&amp;' would be shown"),
    ("action: {text: '*Nyt*', url: 'https://a.fi/'}", "'action.text' is plain text: '*Nyt*' would"),
    ("updated: [{at: 2026-12-01 09:00, note: '**x**'}]", "'updated.note' is plain text: '**x**'"),
    ("correction: {was: '<b>a</b>', right: b}", "'correction.was' is plain text: '<b>a</b>'"),
    ("share: {captions: {x: '**Nyt** #a @b'}}", "'share.captions.x' is plain text: '**Nyt**'"),
    ("title: ”Koti kuntoon”", "'title' stands in '”' and '”', which are no quotes to YAML."),
    ("title: 'Tuli :fire:'", "'title' is plain text: ':fire:' would be shown as it is."
     " Type the emoji itself."),
    ("title: 'A&nbsp;B'", "would be shown as it is. Type a space, or nothing."),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), PLAIN)
def test_marks_in_plain_fields_are_told(tmp_path: Path, fields: str, expected: str) -> None:
    name = fields.split(":")[0]
    kept = [line for line in bulletin(fields).split("\n") if not line.startswith(f"{name}: ")]
    said = "\n".join(["---", fields, *kept[1:]])
    found = [line for line in notes(tmp_path, said) if expected in line]
    assert len(found) == 1
    assert found[0].startswith("2: ")


@pytest.mark.parametrize(
    "fields",
    ["share: {captions: {x: 'Nyt #a @b klo 12:30 :)'}}", "title: '”Näin”, sanoi hän'",
     'title: "”Näin”"', "facts: ['5 * 3', 'C&A']"],
)  # fmt: skip
def test_plain_fields_without_marks_are_right(tmp_path: Path, fields: str) -> None:
    name = fields.split(":")[0]
    kept = [line for line in bulletin(fields).split("\n") if not line.startswith(f"{name}: ")]
    said = "\n".join(["---", fields, *kept[1:]])
    assert [
        line for line in notes(tmp_path, said) if "plain text" in line or "quotes" in line
    ] == []


# Addresses that are pasted, and what is told of them.
PASTED = [
    ("[a](https://docs.google.com/document/d/1x/edit)", ["5: 'docs.google.com' may open this"
     " address for nobody but its writer."]),
    ("[a](https://www.google.com/url?q=https://thl.fi/a&sa=D)", ["5: an address leads through"
     " www.google.com, which sees who follows it. Write https://thl.fi/a."]),
    ("[a](https://thl.fi/?a=1&fbclid=x)", ["5: 'fbclid' in an address tells others from where"
     " readers come. Write https://thl.fi/?a=1."]),
    ("[a](https://thl.fi/?utm_source=x&utm_medium=y)", ["5: 'utm_source' in an address tells others"
     " from where readers come. Write https://thl.fi/."]),
    ("[a](https://bit.ly/3x)", ["5: an address leads through bit.ly, which sees who follows it."
                                " Write the address to which it leads."]),
    ("[a](http://localhost:8000/fi/)", ["5: 'localhost:8000' may open this address for nobody"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), PASTED)
def test_what_is_pasted_is_told(tmp_path: Path, body: str, expected: list[str]) -> None:
    found = notes(tmp_path, page(body=body), "docs/fi/a.md")
    assert len(found) == len(expected)
    assert all(line.startswith(wanted) for line, wanted in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    "body",
    ["- Eka\n- Toka", "<https://thl.fi/>", "[thl](https://thl.fi/)", "[a]: https://thl.fi/\n\n[a]",
     "[https://thl.fi/](https://thl.fi/)", "`https://thl.fi/` `•\ta`",
     "```\n•\ta\tb\nhttps://thl.fi/\n```", "Kohta [1] (ks. alla)", "Ohjelma\n\n    a\tb",
     "[a](https://docs.google.com/forms/d/e/1x/viewform)", "[a](https://thl.fi/?q=utm_source)",
     "[a](https://docs.google.com/document/d/e/1x/pub)", "[a](https://www.google.com/maps?q=x)"],
)  # fmt: skip
def test_what_is_right_is_not_told(tmp_path: Path, body: str) -> None:
    assert notes(tmp_path, page(body=body), "docs/fi/a.md") == []
