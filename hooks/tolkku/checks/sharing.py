"""Checks of what people copy: advertising labels, exercises, and hashtags that can be read.

The rules are those of the Finnish Consumer Ombudsman's guideline on influencer marketing (2019,
updated on 30 January 2025): the label comes first in the text field, in the language of the
content, with the name of the company; "received" or "PR" alone is not enough. The Swedish
Konsumentverket wants *Reklam för* and the company, and says that *samarbete* does not tell whether
a post was paid for. Commercial cooperation will do for agreed, paid content. The words are those of
the handbook (`docs/<language>/handbook/advertising.md`), which names its sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tolkku.checks.quantities import number_words
from tolkku.model.findings import Finding, Place, note
from tolkku.model.languages import Language
from tolkku.model.texts import Disclosure, Edition, Text
from tolkku.reading.words import Words

_PICTURE = re.compile(r"!\[([^\]]+)\]\(")
_INFLECTED = 8  # letters of a word whose end changes: `harjoitus`, `harjoituksessa`


def check_share(text: Text, edition: Edition, words: Words) -> Iterator[Finding]:
    """Notes on captions, variants and scripts, and on their hashtags."""
    if text.said.exercise:
        yield from _exercise(edition, words.say("Exercise"))
    if not edition.share.captions and not edition.share.variants and not edition.share.script:
        if edition.share.hashtags:
            yield from _hashtags(edition)
        return
    if edition.share.disclosure is Disclosure.PAID:
        for shown, said in _copied(edition):
            for problem, remedy in label_problems(said, edition.language):
                yield note(edition.place_of("share"), f"{shown} {problem}", remedy)
    yield from _hashtags(edition)


def _copied(edition: Edition) -> Iterator[tuple[str, str]]:
    """What people copy, with what editors call it."""
    for platform, said in edition.share.captions:
        yield f"the caption for '{platform}'", said
    for number, said in enumerate(edition.share.variants, 1):
        yield f"variant {number}", said
    if edition.share.script:
        yield "the script", edition.share.script


def _exercise(edition: Edition, word: str) -> Iterator[Finding]:
    """Feeds and pages mark the title themselves; what is copied from them has to say it."""
    stem = word[:-2] if len(word) > _INFLECTED else word
    said_by_field = [("title", "the title", edition.title)]
    said_by_field += [("share", shown, said) for shown, said in _copied(edition)]
    if edition.image:
        said_by_field.append(("image", "the alternative text of the image", edition.image.alt))
    texts = [(edition.place_of(field), shown, said) for field, shown, said in said_by_field]
    for number, line in enumerate(edition.body.split("\n"), edition.body_line):
        for said in _PICTURE.findall(line):
            texts.append((Place(edition.path, number), "the alternative text of a picture", said))
    for place, shown, said in texts:
        if not re.search(rf"\b{re.escape(stem)}", said, re.IGNORECASE):
            told = f"{shown} does not say that this is an exercise."
            yield note(place, told, f"Begin it with '{word}'.")


def _hashtags(edition: Edition) -> Iterator[Finding]:
    copied = [said for _, said in _copied(edition)]
    texts = "\n".join([edition.title, edition.summary, *edition.facts, edition.body, *copied])
    tags = [tag.strip().removeprefix("#") for tag in edition.share.hashtags]
    tags += [tag for said in copied for tag in tags_in(said)]
    for tag in dict.fromkeys(tags):
        written = readable(tag, texts, edition.language)
        if written:
            told = f"'#{tag}' does not show where its words begin."
            yield note(edition.place_of("share"), told, f"Write #{written}.")


@dataclass(frozen=True, slots=True)
class _Labels:
    """A language's labels, the first recommended; what may stand between one and the company;
    and words that do not tell whether somebody paid."""

    good: tuple[str, ...]
    more: tuple[str, ...]
    unclear: tuple[str, ...]


_LABELS: Mapping[str, _Labels] = {
    "fi": _Labels(
        ("Mainos", "Kaupallinen yhteistyö", "Kaupallisessa yhteistyössä"),
        ("Saatu", "Kutsuvierastilaisuus"),
        ("Yhteistyössä", "Yhteistyö", "Saatu", "PR"),
    ),
    "sv": _Labels(
        ("Reklam", "Annons", "Kommersiellt samarbete", "I kommersiellt samarbete"),
        ("Mottagen av", "Mottagen", "Evenemang för inbjudna gäster"),
        ("I samarbete", "Samarbete", "Mottagen", "PR"),
    ),
    "en": _Labels(
        ("Advertisement", "Ad", "Advert", "Commercial cooperation", "In commercial cooperation"),
        ("Received", "Event for invited guests"),
        ("In cooperation", "Cooperation", "In collaboration", "Collaboration", "Received", "PR"),
    ),
}
_SENTENCE = re.compile(r"[^.!?\n]*")
_PLACEHOLDER = re.compile(r"\[[^\]]*\]")  # `Mainos [yritys]`, as the handbook writes it


def label_problems(said: str, language: Language) -> Iterator[tuple[str, str]]:
    """What is wrong with the label of a paid text: problem and remedy."""
    labels = _LABELS.get(language.cldr.language)
    if labels is None:  # nobody has said how that language labels advertising
        return
    remedy = f"Begin it with '{labels.good[0]}' and the name of the company."
    label = _at_start(said, labels.good)
    if label:
        if not _names_somebody(said[label.end() :], labels.more):
            yield f"does not name the company after '{label[1]}'.", remedy
        return
    name = language.cldr.get_language_name("en") or language.tag
    foreign = _foreign(said, labels)
    unclear = _at_start(said, labels.unclear)
    later = _anywhere(said, labels.good)
    if foreign:
        yield f"says '{foreign[1]}', which is no {name} label for advertising.", remedy
    elif unclear:
        yield f"says '{unclear[1]}', which does not tell that it is advertising.", remedy
    elif later:
        yield f"is paid for, and '{later[1]}' is not the first thing it says.", remedy
    else:
        yield "is paid for and has no label for advertising.", remedy


def _at_start(said: str, labels: tuple[str, ...]) -> re.Match[str] | None:
    """The label that comes first, after nothing but signs and pictures."""
    return re.match(rf"[\W_]*({_any(labels)})\b", said, re.IGNORECASE)


def _anywhere(said: str, labels: tuple[str, ...]) -> re.Match[str] | None:
    return re.search(rf"\b({_any(labels)})\b", said, re.IGNORECASE)


def _any(labels: tuple[str, ...]) -> str:
    return "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))


def _foreign(said: str, own: _Labels) -> re.Match[str] | None:
    others = tuple(label for each in _LABELS.values() if each is not own for label in each.good)
    return _at_start(said, others)


def _names_somebody(after: str, more: tuple[str, ...]) -> bool:
    """Whether a name follows in the same sentence: a capital letter, a digit or an @."""
    after = re.sub(rf"\A\s*/\s*(?:{_any(more)})\b", "", after, flags=re.IGNORECASE)
    sentence = _SENTENCE.match(_PLACEHOLDER.sub("", after))
    return sentence is not None and any(c.isupper() or c.isdigit() or c == "@" for c in sentence[0])


_TAG = re.compile(r"(?<![\w&/#])#(\w*[^\W\d_]\w*)")
_TOKEN = re.compile(r"[^\W_]+")
_MOST_WORDS = 4
_SHORTEST = 4  # letters of a number word, and of what follows it: `tio` begins many words


def tags_in(said: str) -> list[str]:
    """The hashtags in a text, without their #."""
    return _TAG.findall(said)


def readable(tag: str, texts: str, language: Language) -> str | None:
    """A hashtag of several words as it should be written; None when it is right, or one word.

    A program cannot tell `vesikatko` from `kolmepäivää` by itself: a tag has several words when
    signs part them, when they stand side by side in `texts`, or when the first is a number.

    >>> readable("kolmepäivää", "Varaudu kolme päivää.", Language("fi", "suomi", "fi_FI"))
    'KolmePäivää'
    """
    words = _TOKEN.findall(tag)
    if len(words) == 1:
        if re.search(r"[^\W\d_A-ZÅÄÖ][A-ZÅÄÖ]", tag):
            return None
        words = _neighbours(tag, texts) or _number_first(tag, language)
    written = "".join(word[0].upper() + word[1:] for word in words)
    return written if words and written != tag else None


def _neighbours(tag: str, texts: str) -> list[str]:
    """The words that stand side by side in the texts and together make the tag."""
    tokens = _TOKEN.findall(_TAG.sub(" ", texts).lower())
    wanted = tag.lower()
    if wanted in tokens:
        return []
    for start, token in enumerate(tokens):
        if wanted.startswith(token) and wanted != token:
            for count in range(2, _MOST_WORDS + 1):
                words = tokens[start : start + count]
                if "".join(words) == wanted:
                    return words
    return []


def _number_first(tag: str, language: Language) -> list[str]:
    known = number_words(language.cldr.language)
    for word in known.certain if known else ():
        rest = tag[len(word) :]
        if len(word) >= _SHORTEST and len(rest) >= _SHORTEST and tag.lower().startswith(word):
            return [tag[: len(word)], rest]
    return []
