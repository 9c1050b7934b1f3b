"""Feedback: the ways to write to the organisation about a page, with the page named already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from tolkku.catalogue.pages import Page, TextPage
from tolkku.reading.words import Words
from tolkku.site import Site


@dataclass(frozen=True, slots=True)
class FeedbackLink:
    """A link: what it says, and its address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message that a reader only has to complete."""

    link: str
    subject: str
    question: str


def feedback_links(site: Site, page: Page) -> Iterator[FeedbackLink]:
    """The ways to give feedback on a page: by mail, where there is an address; by a form, in an
    issue tracker, where the site has them."""
    words, settings = site.words[page.language], site.settings
    facts = _facts(site, page, words)
    letters = _letters(page, words)
    email = settings.organisation.email[page.language]
    for letter in letters if email else ():
        yield FeedbackLink(letter.link, mailto(email, letter.subject, _body(letter, words, facts)))
    error = letters[0]
    values = {
        "title": error.subject,
        "body": _body(error, words, facts),
        "page": page.key,
        "language": page.language.tag,
        "address": settings.absolute(page.address),
    }
    if settings.feedback.issues:
        text = words.say("Report an error publicly")
        yield FeedbackLink(text, filled(settings.feedback.issues, values))
    if settings.feedback.form:
        yield FeedbackLink(words.say("Feedback form"), filled(settings.feedback.form, values))


def mailto(email: str, subject: str, body: str) -> str:
    """A mailto address as RFC 6068 wants it: percent-encoded, lines ended by CR LF.

    >>> mailto("a@example.org", "A & b", "1\\n2")
    'mailto:a@example.org?subject=A%20%26%20b&body=1%0D%0A2'
    """
    lines = "\r\n".join(body.splitlines())
    return f"mailto:{quote(email, safe='@')}?subject={_encoded(subject)}&body={_encoded(lines)}"


def filled(template: str, values: dict[str, str]) -> str:
    """An address with its placeholders filled in, percent-encoded.

    >>> filled("https://example.org/?page={page}", {"page": "a/ä b"})
    'https://example.org/?page=a%2F%C3%A4%20b'
    """
    return template.format(**{name: _encoded(value) for name, value in values.items()})


def _encoded(value: str) -> str:
    return quote(value, safe="")


def _letters(page: Page, words: Words) -> tuple[_Letter, ...]:
    say = words.say
    return (
        _Letter(
            say("Report an error"),
            say("Error: %(title)s", title=page.title),
            say("What is wrong, and what should it say?"),
        ),
        _Letter(
            say("Ask a question"),
            say("Question: %(title)s", title=page.title),
            say("What would you like to know?"),
        ),
        _Letter(
            say("Tell us how it went"),
            say("How it went: %(title)s", title=page.title),
            say("Where did you share it, and how was it received?"),
        ),
    )


def _body(letter: _Letter, words: Words, facts: tuple[str, ...]) -> str:
    kept = words.say("Please keep these lines, so that we know which page you mean:")
    return "\n".join((letter.question, "", "", "", kept, *facts))


def _facts(site: Site, page: Page, words: Words) -> tuple[str, ...]:
    """What tells exactly which text the reader has before them."""
    say = words.say
    shown = page.edition.language if isinstance(page, TextPage) else page.language
    return (
        say("Page: %(page)s", page=page.key),
        say("Language: %(language)s", language=page.language.calls(shown)),
        *(_edition_facts(site, page, words) if isinstance(page, TextPage) else ()),
        say("Address: %(address)s", address=site.settings.absolute(page.address)),
    )


def _edition_facts(site: Site, page: TextPage, words: Words) -> Iterator[str]:
    if page.text.said.version:
        yield words.say("Version %(version)s", version=page.text.said.version)
    changed = max(site.catalogue.changes(page.text, page.edition), default=None)
    if changed:
        yield f"{words.say('Updated')}: {words.moment(changed)}"
    elif page.edition.published:
        yield f"{words.say('Published')}: {words.moment(page.edition.published)}"
