"""Morphemes: what languages glue to words and between them, as far as a search must know it.

The words themselves, with their inflections, stand in `lexicons/`; this is what applies to all.
"""

from __future__ import annotations

from dataclasses import dataclass

Rewrite = tuple[str, str]
"""An end of a word, and what to put in its place: `("kin", "")`."""


@dataclass(frozen=True, slots=True)
class Morphemes:
    """One language's.

    `attached` ends are taken off a word that is unknown with them. `made` leads from a word to a
    form of the word that it is made from (`selvästi` from `selvän`); those that end in `derived`
    are inflected in their turn, and `inflections` are those that no lexicon shows. A lemma that
    ends in `plural` may be one (`vaalit`).

    In a compound, the first part may be a form that ends in one of `linking`, or the beginning of a
    word that `shortened` makes whole. Of two letters are only the parts in `short`; `no_parts` look
    like parts and are endings.
    """

    attached: tuple[Rewrite, ...] = ()
    made: tuple[Rewrite, ...] = ()
    derived: tuple[str, ...] = ()
    inflections: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    linking: tuple[str, ...] = ()
    shortened: tuple[Rewrite, ...] = ()
    short: frozenset[str] = frozenset()
    no_parts: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Clitics, then possessive suffixes: before them a case ending is shortened (talon + ni: taloni).
_CLITICS = ("kaan", "kään", "kin", "han", "hän", "pa", "pä", "ko", "kö")
_POSSESSIVES = ("nsa", "nsä", "mme", "nne", "ni", "si")
_COMPARATIVE = (
    "mpi mpaa mmaksi mmalla mmalle mmalta mman mpana mpaan mmassa mmasta mmat mmatta mpia mpien "
    "mmiksi mmilla mmille mmilta mmin mpina mpiin mmissa mmista mmitta"
)
_FINNISH = Morphemes(
    attached=(
        *((clitic, "") for clitic in _CLITICS),
        *(("kse" + suffix, "") for suffix in (*_POSSESSIVES, "en")),  # lukeakseen, avuksesi
        *((suffix, case) for suffix in _POSSESSIVES for case in ("", "n", "t")),
        *(("aan", "a"), ("ään", "ä"), ("een", "e")),  # talossaan, päässään, talokseen
    ),
    made=(
        *(("sti", "n"), ("minen", "ma"), ("minen", "mä")),  # selvästi: selvän; luku: lukema
        *(("mpi", "n"), ("empi", "an"), ("empi", "än"), ("mmin", "n"), ("mmin", "mpi")),
    ),
    derived=("va", "vä", "tu", "ty", "nut", "nyt", "minen", "mpi", "ton", "tön", "uus", "yys"),
    inflections=(_COMPARATIVE, _COMPARATIVE.replace("a", "ä")),
    plural=("t",),
    linking=("n",),
    shortened=(("s", "nen"),),  # ihmis + oikeus
    short=frozenset({"yö"}),
    no_parts=_set(
        "kas ani ara ari ota ina nyt ula sara asti kir per dis mis pai sak lei van vai isi aan "
        "main mark inen lainen mainen isto sto"
    ),
)
_SWEDISH = Morphemes(
    attached=(("s", ""), ("t", "")),
    derived=("are", "ast", "ad", "ande", "ende"),
    linking=("s",),
    shortened=(("", "a"), ("", "e"), ("o", "a"), ("u", "a"), ("e", "a")),  # skol, kyrko, gatu
    short=frozenset({"by", "el", "is", "år", "öl"}),
    no_parts=_set(
        "het ing bar era ism ande ling ring eri ten sam ida ker sel are dom skap yra ton ben las "
        "rna arna erna orna ens ets ning nings"
    ),
)
_ENGLISH = Morphemes(attached=(("s", ""),))

_KNOWN = {"fi": _FINNISH, "sv": _SWEDISH, "en": _ENGLISH}


def morphemes_of(tag: str) -> Morphemes:
    """The morphemes of a language by its primary subtag; of an unknown one, none."""
    return _KNOWN.get(tag, Morphemes())
