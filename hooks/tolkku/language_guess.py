"""Language guess: which of the site's languages a piece of prose is in, by its commonest words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tolkku.languages import Language

# The commonest words that none of the other listed languages has.
_COMMON = {
    "fi": "ja ei että se ovat tai kun jos mutta myös kuin joka niin siitä sen ole voi mitä mikä "
    "tämä kanssa mukaan sekä vain siis jo jotka eli ennen jälkeen ilman hän sinun sitä siinä oli "
    "olla kaikki oma kuka miten ne nyt tulee saa pidä älä eivät kuinka tästä koska jota jossa",
    "sv": "och att det är som för på av med den till inte har ett eller från när också här gör "
    "finns någon något ska jag vad hur så efter vid blir kan dem dig ingen utan mycket innan de "
    "du om",
    "en": "the and of is that it with this are be or not you was from by what your who have can "
    "how will they which there when before without should would their has an as if we our",
    "da": "og ikke af fra er som til på også hvad hvor være blev deres kun efter nogle meget",
    "no": "og ikke av fra er som til på også hva hvor være ble deres bare etter noen mye",
    "de": "und der die das nicht ist mit auch von zu ein eine wie sich auf für wird werden oder",
    "et": "ja ei et on see mis kui ka oma või aga kes seda ning kuid siis veel nende pole",
}
_WORDS = {language: frozenset(said.split()) for language, said in _COMMON.items()}
# Finnish says with endings what others say with small words.
_ENDINGS = {
    "fi": re.compile(r"\w{3,}(?:[aeiouyäö]ss[aä]|stä|ist[aä]|llä|ltä|ttä|ään|aan|iin|uun|yyn|ksi)")
}
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 4  # common words of the other language
_SURELY_OWN = 10  # one word of ten among the commonest of its own language
_TIMES = 4  # as many of them as of the text's own


def other_language(said: str, own: Language, others: Iterable[Language]) -> Language | None:
    """The language of the site that a text in `own` seems to be in instead; None when in doubt.

    Languages whose common words nobody has listed are never guessed and never judged.
    """
    if own.cldr.language not in _WORDS:
        return None
    words = _WORD.findall(said.lower())
    if sum(map(_WORDS[own.cldr.language].__contains__, words)) * _SURELY_OWN >= len(words):
        return None
    expected = _hits(words, own)
    guesses = [
        (_hits(words, other), other)
        for other in others
        if other.cldr.language in _WORDS and other.cldr.language != own.cldr.language
    ]
    hits, best = max(guesses, key=lambda guess: guess[0], default=(0, own))
    return best if hits >= max(_FEWEST, _TIMES * expected) else None


def _hits(words: list[str], language: Language) -> int:
    common = _WORDS[language.cldr.language]
    ending = _ENDINGS.get(language.cldr.language)
    return sum(word in common or bool(ending and ending.fullmatch(word)) for word in words)
