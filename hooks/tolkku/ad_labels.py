"""Advertising labels: whether a text that somebody paid for begins by saying so.

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

from tolkku.languages import Language


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
