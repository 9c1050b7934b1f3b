"""Words in all their forms, and the index made from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from search_site import INFLECTIONS, rows

from paths import TESTS
from tolkku.search.index import (
    Index,
    earlier_shards,
    lexicon_shards,
    numbered,
    posting_shards,
    postings,
)
from tolkku.search.lemmas import Lemmas, guessed, lemmas_of
from tolkku.search.lexicon import Entry, parsed, plain, read_lexicon, words_in
from tolkku.search.records import Record

OWN = TESTS / "tools/own_words"
PAIRS = [(row["lang"], row["query"], row["word"]) for row in rows(INFLECTIONS)
         if row["kind"] != "missed"]  # fmt: skip


@cache
def lemmas(tag: str) -> Lemmas:
    return lemmas_of(tag)


def names(entries: tuple[Entry, ...]) -> set[str]:
    return {entry.lemma for entry in entries}


def finds(tag: str, query: str, word: str) -> bool:
    """Whether who asks for `query` finds a page with `word`."""
    reading = lemmas(tag).reading(word)
    asked = names(lemmas(tag).reading(query).words)
    return bool(asked & names((*reading.words, *reading.related)))


@pytest.mark.parametrize(("tag", "query", "word"), PAIRS)
def test_a_form_leads_to_its_word(tag: str, query: str, word: str) -> None:
    assert finds(tag, query, word)


@pytest.mark.parametrize(
    ("tag", "query", "word"),
    [
        ("fi", "vesi", "vessa"), ("fi", "käsi", "käsky"), ("fi", "kuusi", "kuuma"),
        ("fi", "tieto", "tie"), ("fi", "valo", "vaali"), ("sv", "val", "valp"),
        ("sv", "bok", "bokstav"), ("en", "vote", "votive"), ("en", "source", "sauce"),
    ],
)  # fmt: skip
def test_a_word_that_looks_alike_is_another(tag: str, query: str, word: str) -> None:
    assert not names(lemmas(tag).reading(query).words) & names(lemmas(tag).reading(word).words)


@pytest.mark.parametrize(
    ("tag", "word", "parts"),
    [
        ("fi", "rahankeräyksistä", {"raha", "keräys"}),
        ("fi", "ihmisoikeuksien", {"ihminen", "oikeus"}),
        ("fi", "sähköpostiosoitteesi", {"sähkö", "posti", "osoite"}),
        ("sv", "befolkningsskyddet", {"befolkning", "skydd"}),
        ("sv", "skolgårdarna", {"skola", "gård"}),
    ],
)
def test_a_compound_is_made_of_words(tag: str, word: str, parts: set[str]) -> None:
    assert parts <= names(lemmas(tag).reading(word).related)


def own_words(tag: str) -> list[list[str]]:
    lines = (OWN / f"{tag}.txt").read_text("utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("forms", own_words("en"), ids=lambda forms: str(forms[0]))
def test_an_english_word_of_our_own_has_all_its_forms(forms: list[str]) -> None:
    for form in forms:
        assert forms[0] in names(lemmas("en").reading(form).words), form


@pytest.mark.parametrize("line", own_words("fi"), ids=lambda line: str(line[0]))
def test_a_finnish_word_of_our_own_has_all_its_forms(line: list[str]) -> None:
    word, *forms = line
    if forms[0].startswith("~"):
        (own,), (model, *_) = map(lemmas("fi").lexicon.entries_of, (word, forms[0][1:]))
        assert len(own.endings) == len(model.endings) > 20
        forms = [*own.forms()]
    for form in (word, *forms):
        assert word in names(lemmas("fi").reading(form).words), form


def test_a_form_of_two_words_is_of_both() -> None:
    assert {"tuli", "tulla"} <= names(lemmas("fi").reading("tuli").words)


def test_a_language_without_a_lexicon_has_words_of_one_form() -> None:
    assert lemmas("xx").reading("sana").words == (Entry("sana", ("",)),)


def test_forms_of_an_unknown_name_are_company() -> None:
    found = guessed(["xanadulan", "xanadulassa", "qwertyssa"], read_lexicon("fi"))
    assert {entry.lemma for entry in found.values()} == {"xanadula"}
    assert set(found) == {"xanadulan", "xanadulassa"}


def test_words_are_cut_at_what_is_no_letter() -> None:
    assert list(words_in("EU:n 2 vaalia, children’s e-mail 112:een klo 12:30")) == [
        "eu", "2", "vaalia", "children", "mail", "112", "klo", "12", "30",
    ]  # fmt: skip
    assert plain("työssä") == "tyossa"


def test_numbers_are_written_short() -> None:
    assert postings({6: [1, 2, 40], 0: [-2, 3]}) == "0:-2,5 6:1,1,12"


def record(number: int, *fields: str, published: bool = True) -> Record:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
    cut = tuple((text,) for text in (*fields, "", "", "", "")[:4])
    return Record(
        f"key-{number:03}", f"fi/{number}/", fields[0], "bulletin", (),
        moment if published else None, None, (), cut, (),
    )  # fmt: skip


def test_a_new_record_changes_no_number_of_another() -> None:
    old = [record(1, "yksi"), record(3, "kolme"), record(9, "sivu", published=False)]
    assert [numbered(old)[n].title for n in (-1, 0, 1)] == ["sivu", "yksi", "kolme"]
    new = numbered([*old, record(4, "neljä")])
    assert [new[n].title for n in (-1, 0, 1, 2)] == ["sivu", "yksi", "kolme", "neljä"]


def test_a_word_counts_by_the_best_field_it_stands_in() -> None:
    index = Index(numbered([record(0, "Vesi", "Vettä", "", "Vesikatko")]), lemmas("fi"))
    assert dict(index.postings["vesi"]) == {0: [0]}
    assert dict(index.postings["katko"]) == {7: [0]}


@pytest.fixture(scope="module")
def many() -> Callable[[int], Index]:
    """An index of so many records of twenty words each."""
    words = sorted(stem for stem in read_lexicon("fi").stems if len(stem) > 6)[::23]

    def made(count: int) -> Index:
        said = (" ".join(words[n * 20 : n * 20 + 20]) for n in range(count))
        return Index(numbered(record(n, each) for n, each in enumerate(said)), lemmas("fi"))

    return made


def test_shards_stay_small_and_hold_what_they_are_asked_for(many: Callable[[int], Index]) -> None:
    index = many(60)
    shards = lexicon_shards(index)
    assert len(shards.files) > 5
    assert max(len(content) for content in shards.files.values()) <= 24_000
    for form, lemma in [(f, e.lemma) for e in list(index.entries)[::50] for f in e.forms()]:
        key = plain(form)
        beginning = next(key[:n] for n in range(len(key), -1, -1) if key[:n] in shards.names)
        name = shards.names[beginning]
        held = parsed(shards.files[name].decode() + "\n\n-\n-")
        assert lemma in names(held.entries(form)) | set(held.exceptions.get(form, ())), form


def test_a_shard_that_has_not_changed_keeps_its_name(
    many: Callable[[int], Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tolkku.search.index._LARGEST", 2000)
    for shards_of in (lexicon_shards, posting_shards):  # all of one year
        before, after = shards_of(many(60)), shards_of(many(61))
        assert before == shards_of(many(60))
        assert before != after
        assert len(before.files.keys() & after.files.keys()) > 0.7 * len(before.files)


def test_what_is_said_today_changes_no_file_of_the_years_before() -> None:
    old = [record(-400, "Vettä"), record(-20, "Vesi"), record(1, "Vesi"), record(2, "Vesi")]
    before = Index(numbered(old), lemmas("fi"))
    after = Index(numbered([*old, record(3, "Vesi ja kahvi")]), lemmas("fi"))
    assert before.this_year == after.this_year == 2
    assert earlier_shards(before) == earlier_shards(after)
    assert list(earlier_shards(before).files.values()) == [b"vesi\t0:0,1"]
    assert list(posting_shards(before).files.values()) == [b"vesi\t0:2,1"]


def test_what_is_too_long_to_be_asked_for_is_no_word() -> None:
    assert list(words_in(f"{'a' * 1_000_000} {'9' * 101} vesi")) == ["vesi"]
