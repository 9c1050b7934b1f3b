"""Language lint: notes on words and numbers, which only somebody who knows the languages sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tolkku.checks.language_guess import language_of_words, other_language, spoken_words
from tolkku.checks.numbers import check_numbers
from tolkku.checks.sharing import check_share
from tolkku.checks.texts import check_urgent_texts
from tolkku.model.findings import Finding, Place, note
from tolkku.model.languages import Language
from tolkku.model.settings import Settings
from tolkku.model.texts import Bulletin, Edition, Text
from tolkku.reading.sources import Sources
from tolkku.reading.words import Words
from tolkku.rendering.prose import Block, blocks, own_words
from tolkku.rendering.renderer import Rendered
from tolkku.system.cache import Cache, all_remembered
from tolkku.translation.standing import Status

_FEW_WORDS = 4
_FEWEST = 3  # spoken words of a block that says the same as the original
_OWN = 4  # spoken words after which a text is taken to go on in its own language
_QUOTATION = "mark a quotation: *…*{lang=%s}"


def check_language(
    sources: Sources,
    settings: Settings,
    words: Mapping[Language, Words],
    rendered: Mapping[str, Rendered],
    statuses: Mapping[str, Status],
    cache: Cache,
) -> Iterator[Finding]:
    """Every note on language. None is an error, and none arises from time passing."""
    languages = repr(settings.languages)
    asked = [
        (f"language {text.editions[0].path}", [languages, *_parts(text, rendered, statuses)])
        for text in sources.texts
    ]

    def lint(numbers: Sequence[int]) -> list[list[Finding]]:
        texts = (sources.texts[number] for number in numbers)
        return [list(_slow_lint(text, settings.languages, rendered, statuses)) for text in texts]

    for text, slow in zip(sources.texts, all_remembered(cache, asked, lint), strict=True):
        if isinstance(text, Bulletin):
            yield from check_urgent_texts(text)
        for edition in text.editions:
            yield from check_share(text, edition, words[edition.language])
            yield from _untranslated(text, edition)
        yield from slow
    for foreword in sources.forewords.values():
        yield from _wrong_language(foreword, settings.languages)


def _slow_lint(
    text: Text,
    languages: tuple[Language, ...],
    rendered: Mapping[str, Rendered],
    statuses: Mapping[str, Status],
) -> Iterator[Finding]:
    yield from check_numbers(text, rendered, statuses)
    original = text.edition(text.original)
    for edition in text.editions:
        beside = original if edition is not original else None
        yield from _wrong_language(edition, languages, beside)


def _parts(
    text: Text, rendered: Mapping[str, Rendered], statuses: Mapping[str, Status]
) -> Iterator[str]:
    """All that the slow lint looks at, and the lines to which its Findings lead."""
    yield text.original.tag
    for edition in text.editions:
        yield repr(edition)
        yield repr([(field, place.line) for field, place in edition.places.items()])
        yield rendered[edition.path].marked_html
        yield repr(statuses.get(edition.path))


def _wrong_language(
    edition: Edition, languages: tuple[Language, ...], original: Edition | None = None
) -> Iterator[Finding]:
    """Where an edition goes on in another language of the site, or as its original does."""
    if len(languages) == 1:
        return
    yield from _wrong_fields(edition, languages, original)
    found = list(blocks(edition.body))
    theirs = _said_in(original) if original else frozenset()
    told: dict[int, tuple[str, str]] = {}
    for number, block in enumerate(found):
        problem = _problem(block, edition, languages, original, theirs)
        if problem:
            told[number] = problem
    told |= _wrong_sections(found, told, edition, languages)
    goes_on = False
    for number, block in enumerate(found):
        if number in told and not goes_on:
            yield note(Place(edition.path, edition.body_line + block.line), *told[number])
        is_own = block.is_own and len(spoken_words(block.said)) >= _OWN
        goes_on = number in told or (goes_on and not is_own)


def _problem(
    block: Block,
    edition: Edition,
    languages: tuple[Language, ...],
    original: Edition | None,
    theirs: frozenset[str],
) -> tuple[str, str] | None:
    """What is wrong with the language of a block, and what to do."""
    if not block.is_own:
        return None
    other = other_language(block.said, edition.language, languages)
    if (
        original
        and _plain(block.written) in theirs
        and _needs_translating(block, edition, original)
    ):
        told = f"says the same as the original ({original.language}) from here on."
        quotation = _QUOTATION % original.language
        return told, f"Write it in '{edition.language}', or {quotation}."
    return _in_other(other, edition) if other else None


def _in_other(other: Language, edition: Edition) -> tuple[str, str]:
    told = f"seems to be in '{other}' from here on, in a file in '{edition.language}'."
    return told, f"Translate it, or {_QUOTATION % other}."


def _wrong_sections(
    found: list[Block],
    told: Mapping[int, tuple[str, str]],
    edition: Edition,
    languages: tuple[Language, ...],
) -> dict[int, tuple[str, str]]:
    """Sections of blocks that say too little one by one, by the number of their first block."""
    wrong: dict[int, tuple[str, str]] = {}
    for _, group in groupby(enumerate(found), key=lambda each: each[1].section):
        section = [each for each in group if each[1].is_own]
        if section and not any(number in told for number, _ in section):
            said = [word for _, block in section for word in spoken_words(block.said)]
            other = language_of_words(said, edition.language, languages)
            if other:
                wrong[section[0][0]] = _in_other(other, edition)
    return wrong


def _said_in(original: Edition) -> frozenset[str]:
    return frozenset(_plain(block.written) for block in blocks(original.body))


def _plain(written: str) -> str:
    return " ".join(written.split())


def _needs_translating(block: Block, edition: Edition, original: Edition) -> bool:
    """Whether it is more than names, numbers and addresses, and not in the right language."""
    if original.language.cldr.language == edition.language.cldr.language:
        return False
    is_right = other_language(block.said, original.language, [edition.language])
    return len(spoken_words(block.said)) >= _FEWEST and not is_right


def _wrong_fields(
    edition: Edition, languages: tuple[Language, ...], original: Edition | None
) -> Iterator[Finding]:
    """Fields in another language; what is the same as in the original is told elsewhere."""
    theirs = dict(_said(original)) if original else {}
    for field, said in _said(edition):
        other = other_language(own_words(said), edition.language, languages)
        is_told = theirs.get(field) == said and len(said.split()) >= _FEW_WORDS
        if other and not is_told:
            told = f"'{field}' seems to be in '{other}', in a file in '{edition.language}'."
            yield note(edition.place_of(field), told, f"Write it in '{edition.language}'.")


def _untranslated(text: Text, edition: Edition) -> Iterator[Finding]:
    """Fields that say the same as the original, word for word, in another language."""
    original = text.edition(text.original)
    if original is None or original.language.cldr.language == edition.language.cldr.language:
        return
    theirs = dict(_said(original))
    for field, said in _said(edition):
        if len(said.split()) >= _FEW_WORDS and theirs.get(field) == said:
            told = f"'{field}' is the same as in the original ({text.original})."
            yield note(edition.place_of(field), told, f"Write it in '{edition.language}'.")


def _said(edition: Edition) -> Iterator[tuple[str, str]]:
    yield "title", edition.title
    yield "summary", edition.summary
    yield "facts", "\n".join(edition.facts)
    yield "arguments", "\n".join(edition.arguments)
    yield "action", edition.action.text if edition.action else ""
