"""What only somebody who knows the languages sees, and what must not be taken for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from paths import LOCALES
from sites_for_tests import Files, bulletin, told
from tolkku.checks.language_guess import other_language
from tolkku.checks.quantities import disagreement, quantities
from tolkku.model.languages import Language

WATER = "bulletins/2026/2026-12-01-water"
TAGS = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB", "en-US": "en_US", "de": "de_DE", "ru": "ru_RU"}
LANGUAGES = {tag: Language(tag, tag, locale) for tag, locale in TAGS.items()}


def notes(folder: Path, **editions: str) -> list[str]:
    """What is told of the editions of one bulletin, without confirming and languages' own pages."""
    tags = ("fi", "sv", "en")
    files: Files = {f"{WATER}/{tag}.md": said for tag, said in editions.items()}
    said = told(folder, {"docs/fi/index.md": "---\ntitle: A\n---\n\nb", **files}, *tags)
    return [
        line.removeprefix(f"note {WATER}/")
        for line in said
        if not any(other in line for other in _OTHERS)
    ]


def share(fields: str, paid: bool = True) -> str:
    return "share:\n" + f"  disclosure: {'paid' if paid else 'unpaid'}\n" + f"  {fields}\n"


# What other checks tell of these texts.
_OTHERS = ("nobody has confirmed", "no navigation", "an update was promised", "edition in")


# Advertising labels: the language, a caption, and what is told of it (nothing: it is right).
LABELS = [
    ("fi", "Mainos Esimerkkipaahtimo. Syksyn paras kahvi!", ""),
    ("fi", "📣 MAINOS / Saatu @paahtimo: kahvia", ""),
    ("fi", "Kaupallisessa yhteistyössä Paahtimon kanssa", ""),
    ("fi", "Mainos. Syksyn paras kahvi!", "does not name the company after 'Mainos'."),
    ("fi", "Mainos / Saatu\nKahvia Paahtimosta", "does not name the company after 'Mainos'."),
    ("fi", "Mainos [Yritys]. Kahvia!", "does not name the company after 'Mainos'."),
    ("fi", "Ad Paahtimo. Kahvia!", "says 'Ad', which is no Finnish label for advertising."),
    ("fi", "Reklam Paahtimo.", "says 'Reklam', which is no Finnish label for advertising."),
    ("fi", "Yhteistyössä Paahtimon kanssa",
     "says 'Yhteistyössä', which does not tell that it is advertising."),
    ("fi", "Kahvia! #mainos Paahtimo",
     "is paid for, and 'mainos' is not the first thing it says."),
    ("fi", "Mainostan kahvia. Paahtimo", "is paid for and has no label for advertising."),
    ("sv", "Reklam för Exempelrosteriet. Höstens bästa kaffe!", ""),
    ("sv", "Annons: Exempelrosteriet", ""),
    ("sv", "Reklam / Mottagen av Rosteriet", ""),
    ("sv", "I samarbete med Rosteriet",
     "says 'I samarbete', which does not tell that it is advertising."),
    ("sv", "Mainos Rosteriet", "says 'Mainos', which is no Swedish label for advertising."),
    ("en", "Advertisement Example Roastery. The best coffee!", ""),
    ("en", "Ad: Example Roastery", ""),
    ("en", "Add milk. Example Roastery", "is paid for and has no label for advertising."),
    ("en", "Received from Example Roastery",
     "says 'Received', which does not tell that it is advertising."),
]  # fmt: skip
BEST = {"fi": "Mainos", "sv": "Reklam", "en": "Advertisement"}


@pytest.mark.parametrize(("tag", "caption", "expected"), LABELS)
def test_what_is_paid_for_begins_by_saying_so(
    tmp_path: Path, tag: str, caption: str, expected: str
) -> None:
    written = caption.replace("\n", "\\n")
    fields = share(f'captions: {{instagram: "{written}"}}')
    editions = {"fi": bulletin(), tag: bulletin(fields)}
    remedy = f" Begin it with '{BEST[tag]}' and the name of the company."
    line = f"{tag}.md:6: the caption for 'instagram' {expected}{remedy}"
    assert notes(tmp_path, **editions) == ([line] if expected else [])


def test_variants_and_scripts_are_labelled_too_and_unpaid_ones_are_not(tmp_path: Path) -> None:
    fields = "variants: ['Mainos Kahvila.', 'Kahvia']\n  script: Kahvia"
    remedy = "Begin it with 'Mainos' and the name of the company."
    assert notes(tmp_path, fi=bulletin(share(fields))) == [
        f"fi.md:6: the script is paid for and has no label for advertising. {remedy}",
        f"fi.md:6: variant 2 is paid for and has no label for advertising. {remedy}",
    ]
    assert notes(tmp_path, fi=bulletin(share(fields, paid=False))) == []


# Hashtags: what the text says, the tag, and how it should be written (nothing: as it is).
HASHTAGS = [
    ("Varaudu kolmeen päivään.", "KolmePäivää", ""),
    ("Varaudu.", "kolmepäivää", "KolmePäivää"),
    ("Tarkista ensin, jaa sitten.", "tarkistaensin", "TarkistaEnsin"),
    ("Tarkista ensin, jaa sitten.", "TARKISTAENSIN", "TarkistaEnsin"),
    ("Tarkista ensin, jaa sitten.", "tarkista_ensin", "TarkistaEnsin"),
    ("72 tuntia kotona.", "72tuntia", "72Tuntia"),
    ("Öljy ja äly.", "öljyjaäly", "ÖljyJaÄly"),
    ("Vesi ja katko.", "vesikatko", ""),
    ("Vesi katko vesikatko.", "vesikatko", ""),
    ("Kuluttajansuoja.", "kuluttajansuoja", ""),
    ("THL kertoo.", "THL", ""),
    ("Varaudu.", "varautuminen", ""),
]


@pytest.mark.parametrize(("said", "tag", "expected"), HASHTAGS)
def test_each_word_of_a_hashtag_begins_with_a_capital(
    tmp_path: Path, said: str, tag: str, expected: str
) -> None:
    line = f"fi.md:6: '#{tag}' does not show where its words begin. Write #{expected}."
    wanted = [line] if expected else []
    assert notes(tmp_path, fi=bulletin(share(f"hashtags: ['#{tag}']"), said)) == wanted
    assert notes(tmp_path, fi=bulletin(share(f"hashtags: ['{tag}']"), said)) == wanted
    unpaid = share(f"captions: {{x: 'Hei #{tag}!'}}", paid=False)
    assert notes(tmp_path, fi=bulletin(unpaid, said)) == wanted


def test_what_is_copied_from_an_exercise_says_that_it_is_one(tmp_path: Path) -> None:
    captions = "share: {captions: {x: 'Keitä vesi', y: 'HARJOITUS: keitä'}, script: Harjoituksessa}"
    image = "image: {file: a.jpg, alt: Vesilasi}"
    said = bulletin(f"exercise: yes\n{captions}\n{image}", "![Hana](a.jpg) ![Harjoitus](a.jpg)")
    begin = "does not say that this is an exercise. Begin it with"
    shutil.copytree(LOCALES, tmp_path / "locales")  # the site's own word for an exercise
    found = [line for line in notes(tmp_path, fi=said, sv=bulletin()) if "exercise" in line]
    assert found == [
        f"fi.md:2: the title {begin} 'Harjoitus'.",
        f"fi.md:7: the caption for 'x' {begin} 'Harjoitus'.",
        f"fi.md:8: the alternative text of the image {begin} 'Harjoitus'.",
        f"fi.md:11: the alternative text of a picture {begin} 'Harjoitus'.",
        f"sv.md:2: the title {begin} 'Övning'.",
    ]


URGENT = "kind: urgent\nexpires: 2026-12-31 18:00\nnext_update: 2026-12-02 12:00"
AT = "Correct the one that is wrong."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Keitä vesi.", ["1: is urgent and says nowhere in its own words when. "
                         "Write since when and until when, for instance below `{#when}`."]),
        ("Keitä vesi klo 8 alkaen.", []),
        ("Keitä vesi 1.12. alkaen.", []),
        ("## Milloin {#when}\n\nNyt heti.", []),
        ("Seuraava päivitys tulee 2.12.2026 kello 12.", []),
        ("Seuraava päivitys tulee klo 12.00, ei klo 9.", []),
        ("Hei klo 9.\n\nSeuraava päivitys tulee klo 9.30. Klo 12 lounas.",
         [f"13: says that the next update comes at 9:30; 'next_update' is 12:00. {AT}"]),
        ("Seuraavan päivityksen annamme 2 tunnin päästä 1.12.", []),
    ],
)  # fmt: skip
def test_an_urgent_bulletin_tells_when(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert notes(tmp_path, fi=bulletin(URGENT, body)) == [f"fi.md:{line}" for line in expected]


def test_the_next_update_is_read_in_every_language(tmp_path: Path) -> None:
    swedish = bulletin("facts: [Nästa uppdatering kommer kl. 13.]").replace("Otsikko", "Vatten")
    english = bulletin("facts: ['The next update comes at 1:30 pm.']").replace("Otsikko", "Water")
    finnish = bulletin(f"{URGENT}\nfacts: [Seuraava päivitys tulee klo 12.]")
    found = notes(tmp_path, fi=finnish, sv=swedish, en=english)
    assert [line for line in found if "next update" in line] == [
        f"en.md:6: says that the next update comes at 13:30; 'next_update' is 12:00. {AT}",
        f"sv.md:6: says that the next update comes at 13:00; 'next_update' is 12:00. {AT}",
    ]


# Numbers: two texts, and what only one of them says.
AGREE = [
    ("fi", "1,5 litraa", "en", "1.5 litres"),
    ("fi", "2\u00a0200 merkkiä", "en", "2,200 characters"),
    ("fi", "2 200 merkkiä", "en", "2200 characters"),
    ("fi", "20\u202f000", "sv", "20\u2009000"),
    ("fi", "1 234", "de", "1.234"),
    ("fi", "2.12.2026", "en", "2 December 2026"),
    ("fi", "2. joulukuuta 2026", "sv", "den 2 december 2026"),
    ("fi", "02.12.2026", "en-US", "December 2, 2026"),
    ("fi", "2.12.", "en", "2 December"),
    ("fi", "2026-12-02", "sv", "2.12.2026"),
    ("fi", "26.–28.10.", "en", "26–28 October"),
    ("fi", "7.–13.4.2027", "en", "from 7 April to 13 April 2027"),
    ("fi", "maanantaina 2.12.2026", "en", "on Monday 2 December"),
    ("fi", "kello 10.15", "sv", "kl. 10.15"),
    ("fi", "kello 8.05", "en", "8:05"),
    ("fi", "klo 16", "en", "at 16:00"),
    ("fi", "klo 18.30", "en", "6:30 p.m."),
    ("fi", "klo 12", "en", "at noon"),
    ("fi", "97 prosenttia", "en", "97%"),
    ("fi", "97 %", "sv", "97\u00a0procent"),
    ("fi", "kolmeksi vuorokaudeksi", "en", "for 3 days"),
    ("fi", "kahdeksassa kohdassa", "sv", "på åtta ställen"),
    ("fi", "3. kerta", "en", "the third time"),
    ("fi", "kolmipäiväinen", "sv", "3 dagar"),
    ("fi", "kaksikymmentä", "en", "20"),
    ("fi", "viisitoista", "en", "15"),
    ("fi", "molemmat", "en", "both of the 2"),
    ("fi", "soita 112", "sv", "ring 112"),
    ("fi", "0295 250 500", "en", "+358 295 250 500"),
    ("fi", "yhdessä", "en", "in one day"),
    ("fi", "kaksi aikuista", "en", "grown-ups"),
    ("fi", "ks. https://example.org/2026", "en", "see it"),
    ("fi", "3 päivää", "ru", "три дня"),
    ("en", "may 2 people", "fi", "kaksi"),
    ("sv", "15,000 och 10,200", "en", "10,200 and 15,000"),
    ("fi", "15 000", "en", "15,000"),
    ("sv", "15.000", "en", "15,000"),
    ("fi", "15'000", "en", "15,000"),
    ("fi", "1,50 €", "en", "€1.5"),
    ("fi", "2,0", "sv", "2"),
    ("fi", "0,5", "en", ".5"),
    ("fi", "1½ litraa", "en", "1.5 litres"),
    ("fi", "1,5 miljoonaa", "en", "1,500,000"),
    ("fi", "1,5 milj. euroa", "en", "1.5 million euros"),
    ("fi", "2 000 000", "sv", "2 miljoner"),
    ("fi", "300 tuhatta", "en", "300k"),
    ("fi", "7, 5 ja 3", "sv", "3, 5 och 7"),
    ("fi", "3–5 päivää", "en", "5 to 3 days"),
    ("fi", "2025–2026", "en", "2025–26"),
    ("fi", "1.–3.12.2026", "en", "1–3 December 2026"),
    ("fi", "٣ päivää", "en", "3 days"),
]
DISAGREE = [
    ("fi", "6 litraa", "sv", "3 liter", "6", "3"),
    ("fi", "6 litraa", "sv", "vatten", "6", ""),
    ("fi", "vettä", "sv", "6 liter", "", "6"),
    ("fi", "1,5 litraa", "en", "15 litres", "1,5", "15"),
    ("fi", "2.12.2026", "en", "3 December 2026", "2.12.2026", "3 December 2026"),
    ("fi", "2. joulukuuta 2026", "sv", "2.11.2026", "2. joulukuuta 2026", "2.11.2026"),
    ("fi", "klo 10.15", "en", "15:10", "10.15", "15:10"),
    ("fi", "klo 18.30", "en", "6:30 am", "18.30", "6:30 am"),
    ("fi", "kolme päivää", "en", "four days", "kolme", "four"),
    ("fi", "kolmessa paikassa", "sv", "på 5 ställen", "kolmessa", "5"),
    ("fi", "soita 112", "sv", "ring 122", "112", "122"),
    ("fi", "97 %", "en", "79 per cent", "97", "79"),
    ("fi", "marraskuussa", "en", "in October", "marraskuussa", "october"),
    ("fi", "3 päivää, 30 tuntia", "ru", "три дня", "30", ""),
    ("sv", "15,000", "en", "16,000", "15,000", "16,000"),
    ("fi", "15 000", "en", "1,500", "15 000", "1,500"),
    ("fi", "1 500", "en", "1.5", "1 500", "1.5"),
    ("fi", "1,5 miljoonaa", "en", "15 million", "1,5", "15"),
    ("fi", "2025–27", "en", "2025–26", "27", "26"),
]


@pytest.mark.parametrize(("tag", "said", "other", "there"), AGREE)
def test_languages_write_numbers_differently(tag: str, said: str, other: str, there: str) -> None:
    ours, theirs = quantities(said, LANGUAGES[tag]), quantities(there, LANGUAGES[other])
    assert disagreement(ours, theirs) == ((), ())
    assert disagreement(theirs, ours) == ((), ())


@pytest.mark.parametrize(("tag", "said", "other", "there", "one", "two"), DISAGREE)
def test_numbers_that_differ_are_seen(
    tag: str, said: str, other: str, there: str, one: str, two: str
) -> None:
    ours, theirs = quantities(said, LANGUAGES[tag]), quantities(there, LANGUAGES[other])
    found = disagreement(ours, theirs)
    assert [" ".join(quantity.written for quantity in side) for side in found] == [one, two]
    assert disagreement(theirs, ours) == found[::-1]


def test_an_edition_is_compared_part_by_part(tmp_path: Path) -> None:
    finnish = bulletin(
        "facts: [Vettä 6 litraa., 'Apua 3 päivää.']",
        "Alku 5.\n\n## Milloin {#when}\n\nKello 10.\n\n## Muuta\n\nPlus 40.",
    )
    swedish = bulletin(
        "facts: [Vatten 3 liter., 'Hjälp i 6 dagar.']",
        "Början 5.\n\n## När {#when}\n\nKom hit.\n\nKlockan 11[^a].\n\n## Annat\n\nPlus 41."
        "\n\n[^a]: Källa.",
    )
    assert notes(tmp_path, fi=finnish, sv=swedish) == [
        "sv.md:6: fact 1 says '3' where the original (fi) says '6'. " + AT,
        "sv.md:6: fact 2 says '6' where the original (fi) says '3'. " + AT,
        "sv.md:15: the section '#when' says '11' where the original (fi) says '10'. " + AT,
        "sv.md:19: the text says '41' where the original (fi) says '40'. " + AT,
    ]


def test_facts_are_as_many_in_every_language(tmp_path: Path) -> None:
    finnish, swedish = bulletin("facts: [Yksi., Kaksi.]"), bulletin("facts: [En.]")
    assert notes(tmp_path, fi=finnish, sv=swedish) == [
        "sv.md:6: 'facts' are 1 here and 2 in the original (fi). "
        "Say the same facts in the same order."
    ]


def test_a_short_version_may_leave_numbers_out_and_bring_no_new_ones(tmp_path: Path) -> None:
    finnish = bulletin("facts: [6 litraa]", "Kolme päivää, 40 euroa.")
    assert notes(tmp_path, fi=finnish, sv=bulletin("state: summary", "3 dagar.")) == []
    assert notes(tmp_path, fi=finnish, sv=bulletin("state: summary", "7 dagar.")) == [
        "sv.md:9: the text before the first heading says '7', which the original (fi) nowhere "
        f"does. {AT}"
    ]


def test_a_part_that_is_known_to_be_outdated_is_not_compared(tmp_path: Path) -> None:
    follows = "follows: {on: 2026-12-01, parts: {title: x, facts: x, introduction: x}}"
    finnish = bulletin("facts: [6 litraa]", "40 euroa.")
    swedish = bulletin(f"{follows}\nfacts: [3 liter]", "50 euro.")
    assert [line for line in notes(tmp_path, fi=finnish, sv=swedish) if "says" in line] == []


FINNISH = (
    "Sähköt voivat katketa, vesi voi loppua hanasta tai koko perhe voi sairastua. Siksi jokaisen "
    "kodin olisi hyvä pärjätä ilman apua kolme vuorokautta, ja se on helpompaa kuin luulet, kun "
    "aloitat yhdestä kaapista ja jatkat siitä eteenpäin."
)
SWEDISH = (
    "Strömmen kan gå, vattnet kan ta slut i kranen eller hela familjen kan bli sjuk. Därför vore "
    "det bra om varje hem klarade sig utan hjälp i tre dygn, och det är lättare än du tror när du "
    "börjar med ett skåp och fortsätter därifrån."
)
ENGLISH = (
    "The power can go out, the tap can run dry or the whole family can fall ill. That is why it "
    "would be good if every home could manage without help for three days, and that is easier "
    "than you think when you begin with one cupboard and go on from there."
)
PROSE = {"fi": FINNISH, "sv": SWEDISH, "en": ENGLISH}


@pytest.mark.parametrize("own", PROSE)
@pytest.mark.parametrize("said", PROSE)
def test_the_language_of_prose_is_guessed(own: str, said: str) -> None:
    languages = [LANGUAGES[tag] for tag in PROSE]
    guess = other_language(PROSE[said], LANGUAGES[own], languages)
    assert guess == (None if own == said else LANGUAGES[said])


URGENT_SECTIONS = {
    "fi": ["Keitä kaikki vesi.", "Pysy sisällä.", "Sulje ikkunat ja ovet.", "Älä juo vettä.",
           "Poistu alueelta heti.", "Vaara on ohi.", "Koulut ovat kiinni.", "Sähköt ovat poikki."],
    "sv": ["Koka allt vatten.", "Stanna inomhus.", "Stäng fönster och dörrar.",
           "Drick inte vattnet.", "Lämna området genast.", "Faran är över.",
           "Skolorna är stängda.", "Strömmen är borta."],
    "en": ["Boil all water.", "Stay indoors.", "Close the windows and doors.",
           "Do not drink the water.", "Leave the area at once.", "The danger is over.",
           "The schools are closed.", "The power is out."],
}  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "said"), [(tag, said) for tag, each in URGENT_SECTIONS.items() for said in each]
)
def test_the_language_of_what_is_urgent_is_guessed(tag: str, said: str) -> None:
    languages = [LANGUAGES[each] for each in PROSE]
    guesses = {own: other_language(said, LANGUAGES[own], languages) for own in PROSE}
    assert guesses == {own: None if own == tag else LANGUAGES[tag] for own in PROSE}


@pytest.mark.parametrize(
    "said",
    ["Community Notes", "Matti Meikäläinen, Anna Andersson", "Svenska Yle", "OK", "", "112",
     "kom", "is", "9b74c9897bac770ffc029102a200c5de och0e9b", "aGVsbG8gb2NoIGhlag==",
     "https://example.org/och/det", "a@och.se", "npm run dev", "Wi-Fi, USB-C ja HDMI"],
)  # fmt: skip
@pytest.mark.parametrize("own", PROSE)
def test_names_and_codes_say_nothing(own: str, said: str) -> None:
    assert other_language(said, LANGUAGES[own], [LANGUAGES[each] for each in PROSE]) is None


def test_a_language_that_the_site_does_not_have_or_nobody_listed_is_no_guess() -> None:
    assert other_language(SWEDISH, LANGUAGES["fi"], [LANGUAGES["fi"], LANGUAGES["en"]]) is None
    assert other_language(SWEDISH, LANGUAGES["ru"], [LANGUAGES["ru"], LANGUAGES["sv"]]) is None


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"{FINNISH}\n\n{SWEDISH}", 10),
        (f"{FINNISH}\n\n## Lisää {{#more}}\n\n{SWEDISH}", 12),
        (f"## Lisää {{#more}}\n\n{FINNISH}\n\n- {SWEDISH}", 12),
        ("\n\n".join(["## Lisää", *SWEDISH.replace(", ", ". ").split(". ")]), 10),
        ("## Packa {#pack}\n\n- vatten\n\n- mediciner\n\n- pengar", 8),
        ("## Gör så här {#do}\n\nKeitä vesi.", 8),
        ("Keitä vesi.\n\nKoka allt vatten.", 10),
        ("Keitä vesi.\n\n## Nyt {#now}\n\n- Stäng alla fönster\n- Stanna inomhus", 12),
        ("Pysy sisällä.\n\n| Vad | När |\n|---|---|\n| vatten | varje dag |", 10),
        ("Keitä vesi.\n\n!!! warning\n    Drick inte vattnet.", 10),
    ],
)
def test_prose_in_another_language_is_told(tmp_path: Path, body: str, line: int) -> None:
    assert notes(tmp_path, fi=bulletin(body=body)) == [
        f"fi.md:{line}: seems to be in 'sv' from here on, in a file in 'fi'. "
        "Translate it, or mark a quotation: *…*{lang=sv}."
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"{FINNISH}\n\n*{SWEDISH}*{{lang=sv}}",
        f"{FINNISH}\n\n> {SWEDISH}\n{{: lang=sv}}",
        f"{FINNISH}\n\n`{SWEDISH}`",
        f"{FINNISH}\n\n```\n{SWEDISH}\n```",
        f"{FINNISH}\n\n”Stanna inomhus och stäng alla fönster”, sanoi kaupunki.",
        f"{FINNISH}\n\n- [Myndigheten för samhällsskydd och beredskap](https://www.msb.se/)",
        f"{FINNISH}[^a]\n\n[^a]: Koka allt vatten, Myndigheten för samhällsskydd.",
        f"{FINNISH}\n\n- Svenska Yle\n- Röda Korset\n- Folktinget",
        f"{FINNISH}\n\nsha256 3f2a och9e0b 9b74c9897bac770ffc029102a200c5de aGVsbG8gb2NoIGhlag==",
        f"{FINNISH}\n\nLue <https://example.com/och/det/som/inte/har> tai kysy a.b@och.se.",
        "Varaudu.\n\n- Matti Meikäläinen, Anna Andersson och Erik Eriksson",
        FINNISH,
    ],
)
def test_quotations_code_and_names_are_not_told(tmp_path: Path, body: str) -> None:
    assert notes(tmp_path, fi=bulletin(body=body)) == []


@pytest.mark.parametrize(
    "body",
    [
        '!!! quote "Relaterad information"\n    - **Dagligt:** se [vardagen](about.md)\n'
        "    - **Ström:** se [strömmen](about.md)\n    - **Program:** se [programmen](about.md)",
        "- Se sida 4\n- Se bilagan\n- Se även: kapitel 3, se punkt 5",
        "Vem kan se den? Han kan se den på bio.",
        "## Is\n\nIs på sjön kan brista. Gå inte ut på is.",
    ],
)
def test_swedish_words_that_other_languages_have_too_accuse_nobody(
    tmp_path: Path, body: str
) -> None:
    files = {"docs/sv/styrning.md": f"---\noriginal: sv\ntitle: Styrning\n---\n\n{body}\n",
             "docs/fi/index.md": "---\ntitle: A\n---\n\nb",
             "docs/sv/about.md": "---\ntitle: Om\noriginal: sv\n---\n\nText."}  # fmt: skip
    assert [line for line in told(tmp_path, files, "fi", "sv", "en") if "seems" in line] == []


# Bodies of an original in Finnish and of its Swedish edition, and the line that is told.
SAME = [
    ("Keitä vesi.\n\n## Mitä {#do}\n\nAja hiljaa sillalla.",
     "Koka vattnet.\n\n## Vad {#do}\n\nAja hiljaa sillalla.", 12),
    ("Aja hiljaa.\n\nBoil it twice again.", "Kör sakta.\n\nBoil it twice again.", 10),
    ("Soita 112.\n\n- Lapin pelastuslaitos\n- THL 029 524 6000",
     "Ring 112.\n\n- Lapin pelastuslaitos\n- THL 029 524 6000", 0),
    ("Aja.\n\n```\najo hiljaa sillan yli\n```", "Kör.\n\n```\najo hiljaa sillan yli\n```", 0),
    ("Laki.\n\nVar och en har rätt till liv.", "Lagen.\n\nVar och en har rätt till liv.", 0),
    ("Aja.\n\n*Ajo hiljaa sillan yli*{lang=fi}", "Kör.\n\n*Ajo hiljaa sillan yli*{lang=fi}", 0),
    ("Aja.\n\n<https://example.org/>", "Kör.\n\n<https://example.org/>", 0),
]  # fmt: skip


@pytest.mark.parametrize(("finnish", "swedish", "line"), SAME)
def test_what_says_the_same_as_the_original_is_told(
    tmp_path: Path, finnish: str, swedish: str, line: int
) -> None:
    found = notes(tmp_path, fi=bulletin(body=finnish), sv=bulletin(body=swedish))
    expected = (
        f"sv.md:{line}: says the same as the original (fi) from here on. "
        "Write it in 'sv', or mark a quotation: *…*{lang=fi}."
    )
    assert [each for each in found if each.startswith("sv")] == ([expected] if line else [])


def test_what_is_wrong_is_told_once_while_it_goes_on(tmp_path: Path) -> None:
    body = f"{SWEDISH}\n\n## Mer\n\n{SWEDISH}\n\n{FINNISH}\n\nKoka allt vatten nu."
    assert [line.split(":")[1] for line in notes(tmp_path, fi=bulletin(body=body))] == ["8", "16"]


def test_fields_in_another_language_are_told(tmp_path: Path) -> None:
    fields = "facts: [Koka allt vatten.]\naction: {text: Stäng alla fönster, url: index.md}"
    said = bulletin(fields).replace("Otsikko", "Vattnet är förorenat")
    said = said.replace("index.md", "'https://example.org/'")
    assert notes(tmp_path, fi=said) == [
        f"fi.md:{line}: '{field}' seems to be in 'sv', in a file in 'fi'. Write it in 'fi'."
        for line, field in ((2, "title"), (6, "facts"), (7, "action"))
    ]


def test_fields_that_nobody_translated_are_told(tmp_path: Path) -> None:
    fields = "facts: [Vettä on varattava paljon.]"
    assert notes(tmp_path, fi=bulletin(fields), sv=bulletin(fields)) == [
        "sv.md:6: 'facts' is the same as in the original (fi). Write it in 'sv'."
    ]
