"""Catalogues of words are judged when they are read: what passes can be said."""

from __future__ import annotations

import random
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from building import build, copied
from paths import PROJECT
from sites_for_tests import Files, page, read, told

SV = "locales/sv/LC_MESSAGES/messages.po"
HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
WITHDRAWN = 'msgid "Withdrawn %(when)s."\nmsgstr '


def told_of(folder: Path, swedish: str | bytes, finnish: str = "") -> list[str]:
    """What is told of a Swedish catalogue; what it lacks is not."""
    files: Files = {
        "docs/fi/a.md": page(),
        "locales/fi/LC_MESSAGES/messages.po": HEADER + finnish,
        SV: swedish,
    }
    found = told(folder, files, "fi", "sv")
    return [each for each in found if "have no translation" not in each]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Återkallad %(when)s.", ""),
        ("%(when)s återkallades. (%(when)s)", ""),
        ("Återkallad till 100 %% %(when)s.", ""),
        ("Återkallad <b>& {%(when)s}.", ""),
        ("Återkallad %(nope)s.", "lacks %(when)s, and has %(nope)s."),
        ("Återkallad .", "lacks %(when)s."),
        ("Återkallad %%(when)s.", "lacks %(when)s."),
        ("Återkallad %(when)d.", "lacks %(when)s, and has %(when)d."),
        ("Återkallad %(When)s.", "lacks %(when)s, and has %(When)s."),
        ("Återkallad %(when)s av %(by)s.", "has %(by)s, which its message has not."),
        ("Återkallad %(when.", "has a per cent sign that stands for nothing: '%(when.'."),
        ("Återkallad %(when)", "has a per cent sign that stands for nothing: '%(when)'."),
        ("Återkallad %(when)s, 100 %.", "has a per cent sign that stands for nothing: '%.'."),
        ("Återkallad %(when)s %s.", "has a per cent sign that stands for nothing: '%s.'."),
        ("Återkallad {when}.", "lacks %(when)s."),
        ("Återkallad %(when)s {}.", "has {}, which its message has not."),
        ("Återkallad {0} %(when)s.", "has {0}, which its message has not."),
    ],
)
def test_what_is_filled_in_agrees(tmp_path: Path, said: str, expected: str) -> None:
    found = told_of(tmp_path, f'{HEADER}{WITHDRAWN}"{said}"\n')
    begins = f"error {SV}:6: the translation of 'Withdrawn %(when)s.' {expected}"
    assert [each[: len(begins)] for each in found] == ([begins] if expected else [])


@pytest.mark.parametrize(
    ("message", "said", "expected"),
    [
        ("Sure", "100 %", ""),
        ("Sure", "100 % säker", ""),
        ("100 %", "100 %", ""),
        ("Sure", "Säker %s", "has %s, which its message has not."),
        ("Sure", "Säker %(x)s", "has %(x)s, which its message has not."),
        ("Sure", "Säker %%", "has %%, which its message has not."),
        ("Sure", "Säker {x}", "has {x}, which its message has not."),
        ("Sure", "Säker { x", ""),
        ("%s of %s", "%s av", ""),
        ("%s", "x", "lacks %s."),
        ("footnote {}", "fotnot {}", ""),
        ("footnote {}", "fotnot", "lacks {}."),
        ("footnote {}", "fotnot {0}", "lacks {}, and has {0}."),
        ("footnote {}", "fotnot {:d}", "lacks {}, and has {:d}."),
        ("footnote {}", "fotnot {!r}", "lacks {}, and has {!r}."),
        ("footnote {}", "fotnot {} {}", "does not have {} as often as its message."),
        ("footnote {}", "fotnot {", "has braces that do not agree with {}."),
        ("footnote {}", "fotnot {} }", "has braces that do not agree with {}."),
        ("d MMMM yyyy", "EEEE d MMMM yyyy", ""),
        ("d MMMM yyyy", "d. MMMM", "gives day month where day month year is wanted."),
        ("d MMMM yyyy", "dddd MMMM yyyy", "is no pattern for a date."),
        ("d MMMM yyyy 'at' HH:mm", "d.M.yyyy 'kl'. H.mm", ""),
        ("d MMMM yyyy 'at' HH:mm", "d.M.yyyy klo H.mm",
         "gives day hour hour minute month year where day hour minute month year is wanted."),
        ("d MMMM yyyy 'at' HH:mm", "d.M.yyyy 'kl H.mm", "gives day month year where"),
    ],
)  # fmt: skip
def test_other_marks_agree_too(tmp_path: Path, message: str, said: str, expected: str) -> None:
    found = told_of(tmp_path, f'{HEADER}msgid "{message}"\nmsgstr "{said}"\n')
    begins = f"error {SV}:6: the translation of '{message}' {expected}"
    assert [each[: len(begins)] for each in found] == ([begins] if expected else [])


PLURAL = 'msgid "%(num)s text"\nmsgid_plural "%(num)s texts"\n'
ONE = 'msgstr[0] "%(num)s text"\n'


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (ONE + 'msgstr[1] "%(num)s texter"\n', ""),
        (ONE + 'msgstr[1] "texter"\n', "lacks %(num)s."),
        ('msgstr[0] "en text"\nmsgstr[1] "%(num)s texter"\n', "lacks %(num)s."),
        (ONE, "has 1 plural form, and the header of the file says 2."),
        (ONE + 'msgstr[1] "%(num)s a"\nmsgstr[2] "%(num)s b"\n', "has 3 plural forms"),
        (ONE + 'msgstr[1] ""\n', "lacks form 1."),
        (ONE + 'msgstr[1] "5 % av %(num)s"\n', "has a per cent sign that stands for nothing"),
    ],
)
def test_every_form_of_a_plural_agrees(tmp_path: Path, forms: str, expected: str) -> None:
    found = told_of(tmp_path, HEADER + PLURAL + forms)
    begins = f"error {SV}:6: the translation of '%(num)s text' {expected}"
    assert [each[: len(begins)] for each in found] == ([begins] if expected else [])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("nplurals=2; plural=(n != 1);", ""),
        ("nplurals=2; plural=n>1", ""),
        ("nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);", ""),
        ("nplurals=INTEGER; plural=EXPRESSION;", "'Plural-Forms: nplurals=INTEGER;"),
        ("nplurals=999999999; plural=0;", "'Plural-Forms: nplurals=999999999;"),
        ("nplurals=2; plural=n==1 ? 0 : __import__('os');", "has a rule for plurals that cannot"),
        ("nplurals=2; plural=(n != 1;", "has a rule for plurals that cannot be read"),
        ("nplurals=2; plural=n%0;", "has a rule for plurals that divides by something else"),
        ("nplurals=2; plural=n%(n-5);", "has a rule for plurals that divides by something else"),
        ("nplurals=2; plural=1/ n;", "has a rule for plurals that divides by something else"),
        ("nplurals=2; plural=n;", "has a rule for plurals that leads to form 1000000000"),
        ("nplurals=2; plural=n==7 ? 2 : 0;", "has a rule for plurals that leads to form 2"),
        ("nplurals=2; plural=0-n;", "has a rule for plurals that leads to form -1000000000"),
    ],
)
def test_the_rule_for_plurals_is_safe(tmp_path: Path, header: str, expected: str) -> None:
    po = HEADER.replace("nplurals=2; plural=(n != 1);", header)
    found = told_of(tmp_path, po + 'msgid "a"\nmsgstr "b"\n')
    begins = f"error {SV}:4: {expected}"
    assert [each[: len(begins)] for each in found] == ([begins] if expected else [])


def test_plurals_need_a_rule_and_one_only(tmp_path: Path) -> None:
    said = PLURAL + ONE + 'msgstr[1] "%(num)s texter"\n'
    assert told_of(tmp_path, said) == [
        f"error {SV}:1: the translation of '%(num)s text' has plural forms, and the file does not "
        'say how they are counted. Add "Plural-Forms: nplurals=2; plural=(n != 1);\\n" to its '
        "header."
    ]
    settings = (tmp_path / "mkdocs.yml").read_text("utf-8") + "    locales: [locales, own]\n"
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    own = HEADER.replace("n != 1", "n > 1") + said
    found = told(tmp_path, {"own/sv/LC_MESSAGES/messages.po": own, SV: HEADER + said})
    assert found[-1] == (
        f"error own/sv/LC_MESSAGES/messages.po:4: counts plurals otherwise than {SV}, whose words "
        "stand beside its own. Write the same Plural-Forms in both."
    )


def test_a_language_keeps_its_rule_without_naming_itself(tmp_path: Path) -> None:
    """Babel writes a rule only for a locale that it knows."""
    rule = "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"
    said = "".join(f'msgstr[{n}] "{form} %(num)s"\n' for n, form in enumerate("abc"))
    po = HEADER.replace("nplurals=2; plural=(n != 1);", rule) + PLURAL + said
    files: Files = {"docs/fi/a.md": page(), "locales/fi/LC_MESSAGES/messages.po": po}
    words = next(iter(read(tmp_path, files, "fi").words.values()))
    spoken = [words.say_number("%(num)s text", "%(num)s texts", n) for n in (1, 2, 0, 10**12)]
    assert spoken == ["a 1", "b 2", "c 0", f"c {10**12}"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n',
         "8: 'a' stands here again; it is already on line 6. Keep one of the two."),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "%(num)s"\n',
         "9: 'a' stands here again; it is already on line 6."),
        ('msgid "a"\nmsgstr "Peruttu\n', "7: has a text that no quotation mark closes."),
        ('msgid "a"\nmsgstr "b\\"\n', "7: has a text that no quotation mark closes."),
        ('msgid "a"\nmsgstr "b "c" d"\n', "7: has a quotation mark in its text, which ends it."),
        ('msgid "a"\nmsgstr "b" # c\n', "7: has a quotation mark in its text, which ends it."),
        ('msgid "a"\nmsgstr "\\x08"\n', "7: '\\x' stands for nothing."),
        ('msgid "a"\nmsgstr "b\x08"\n', "7: holds the invisible character U+0008."),
        ('msgid "a"\nmsgstr "b\u202e"\n', "7: holds the invisible character U+202E."),
        ('msgid "a"\nmsgstr "b"\nhello\n', "8: 'hello' is no line of a catalogue."),
        ('msgid "a"\nmsgstr "b"\nmsgtxt "c"\n', "8: 'msgtxt \"c\"' is no line of a catalogue."),
        ('msgid "a"\nmsgstr "b"\nmsgctxt[0] "c"\n', "8: 'msgctxt' has a number."),
        ('msgid "a"\nmsgstr "b"\n#\n"c"\n', "9: is a text that belongs to no entry."),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', "6: has a message without its msgstr."),
        ('msgid "a"\n#, fuzzy\nmsgstr "c"\n', "6: has a message without its msgstr."),
        ('msgstr "b"\n', "6: has a translation without its message."),
        ('msgctxt "c"\nmsgstr "b"\n', "6: has a translation without its message."),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', "8: has a translation without its message."),
        ('msgid "a"\nmsgstr[0] "b"\n', "6: has plural forms without a msgid_plural."),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "b"\n', "6: has a plural whose forms are not"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "b"\nmsgstr[0] "b"\n', "6: has a plural whose"),
        ('msgctxt "c"\nmsgid ""\nmsgstr "b"\n', "7: has a msgid without a text."),
        ('<<<<<<< HEAD\nmsgid "a"\n=======\nmsgid "b"\n>>>>>>> x\nmsgstr "b"\n',
         "6: '<<<<<<<' is the mark of a conflict that Git left here."),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', "7: the translation of 'a' is marked fuzzy"),
        ('msgid ""\nmsgstr "b"\n', "6: '' stands here again; it is already on line 1."),
    ],
)  # fmt: skip
def test_nothing_is_forgiven_in_silence(tmp_path: Path, written: str, expected: str) -> None:
    found = told_of(tmp_path, HEADER + written)
    assert any(each.startswith(f"error {SV}:{expected}") for each in found), found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (HEADER.encode() + b'msgid "a"\nmsgstr "\xe4"\n', "7: is not UTF-8 (byte 0xE4)."),
        (HEADER.replace("utf-8", "iso-8859-1").encode(), "3: says that it is written in 'iso-"),
        (HEADER.replace("utf-8", "nonsense").encode(), "3: says that it is written in 'nonsense'"),
    ],
)
def test_catalogues_are_utf_8(tmp_path: Path, written: bytes, expected: str) -> None:
    assert [each[: len(f"error {SV}:{expected}")] for each in told_of(tmp_path, written)] == [
        f"error {SV}:{expected}"
    ]


def test_a_plural_is_that_of_the_site(tmp_path: Path) -> None:
    files: Files = {"locales/messages.pot": PLURAL + 'msgstr[0] ""\nmsgstr[1] ""\n',
                    "docs/fi/a.md": page(),
                    "locales/fi/LC_MESSAGES/messages.po":
                    HEADER + 'msgid "%(num)s text"\nmsgstr "%(num)s teksti"\n'}  # fmt: skip
    assert told(tmp_path, files, "fi") == [
        "error locales/fi/LC_MESSAGES/messages.po:6: '%(num)s text' has another msgid_plural than "
        'the site says. Write msgid_plural "%(num)s texts".'
    ]


def test_what_editors_are_told_may_wait(tmp_path: Path) -> None:
    said = '#, fuzzy\nmsgctxt "to editors"\nmsgid "a"\nmsgstr "b"\n'
    assert [each[:5] for each in told_of(tmp_path, HEADER + said)] == ["note "]


def test_whatever_a_catalogue_says_can_be_said(tmp_path: Path) -> None:
    """Broken in a few places, it may be refused; it never makes a page fail."""
    sound = (PROJECT / "locales/sv/LC_MESSAGES/messages.po").read_text("utf-8")
    messages = [message.id for message in read_po(BytesIO(sound.encode())) if message.id]
    chance = random.Random(9)
    for number in range(60):
        po = broken(sound, chance)
        files: Files = {"docs/fi/a.md": page(), "locales/fi/LC_MESSAGES/messages.po": po}
        words = next(iter(read(tmp_path / str(number), files, "fi").words.values()))
        for message in messages:
            one, many = message if isinstance(message, tuple) else (message, "")
            values = dict.fromkeys(re.findall(r"%\((\w+)\)", one + many), "x")
            if many:
                for count in (0, 1, 2, 1000):
                    words.say_number(one, many, count, **values)
            elif "{}" in one:
                words.say(one).format(1)
            else:
                words.say(one, **values)


def broken(source: str, chance: random.Random) -> str:
    pieces = ["%", "(", ")", "s", '"', "\\", "{", "}", "\n", "%(x)s", "%%", "n", "[1]", "0", "ä"]
    at = [found.start() for found in re.finditer(r"%\(|\)s|msg|plural|\{", source)]
    for _ in range(40):
        place = chance.choice(at) + chance.randrange(-1, 3)
        cut = chance.choice((0, 0, 1, 2))
        source = source[:place] + chance.choice(pieces) + source[place + cut :]
    return source


def test_marks_of_html_in_words_are_text(tmp_path: Path) -> None:
    config = copied("complete", tmp_path)
    po = (PROJECT / "locales/fi/LC_MESSAGES/messages.po").read_text("utf-8")
    evil = '<b onclick=\\"x()\\">&amp;</b><script>x()</script>'
    own = config.parent / "own/fi/LC_MESSAGES/messages.po"
    own.parent.mkdir(parents=True)
    own.write_text(re.sub('(msgid "(Published|Sources|Menu|Bulletin|Updated|Search)"\nmsgstr )".*"',
                          rf'\1"{evil}"', po), "utf-8")  # fmt: skip
    settings = config.read_text("utf-8")
    ours = "extra:\n  tolkku:\n"
    assert ours in settings
    config.write_text(
        settings.replace(ours, f"{ours}    locales: [../../../locales, own]\n"), "utf-8"
    )
    built = build(config, tmp_path / "site")
    assert built.exit_code == 0, built.said
    pages = [built.text(address) for address in built.pages() if address.startswith("fi/")]
    assert any("&lt;b onclick=" in text for text in pages)
    assert not [text for text in pages if "<b onclick" in text or "<script>x()" in text]
    feeds = built.folder / "fi/feeds"
    written = "".join(file.read_text("utf-8") for file in feeds.glob("all.*"))
    assert "&lt;script&gt;" in written
    assert "<script" not in written
    assert "&lt;script" not in re.sub(
        "&amp;lt;script", "", (feeds / "all.atom.xml").read_text("utf-8")
    )
