"""Share lint: what people copy must say by itself that it is advertising, or an exercise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tolkku.ad_labels import label_problems
from tolkku.findings import Finding, Place, note
from tolkku.hashtags import readable, tags_in
from tolkku.texts import Disclosure, Edition, Text
from tolkku.wording import Words

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
