"""Foreign HTML: what an element that is refused was meant to do, and how that is done here."""

from __future__ import annotations

_FILM = (
    "To show a film, link to it: [What it shows](https://…); or save it beside the text as .mp4 and"
    " write ![What it shows](film.mp4)."
)
_LOOK = "Leave it out: the look of words is the same on every page. Important words are **bold**."
_REMEDIES = {
    "iframe embed object applet frame frameset portal": _FILM,
    "font center big basefont tt blink marquee strike": _LOOK,
    "style link": "Leave it out: style sheets are the site's, not a text's.",
    "script noscript": "Leave it out: nothing that runs is published.",
    "form input button select option textarea label fieldset": "Link to a page with the form.",
    "meta base title head body html": "Leave it out: the builder writes it.",
    "canvas map area": "Save it as a picture, and say beside it what it shows.",
}
_BY_ELEMENT = {name: remedy for names, remedy in _REMEDIES.items() for name in names.split()}
_WORD = "Paste it without formatting (Ctrl+Shift+V): this is what a word processor leaves behind."
_WORD_PREFIXES = ("o:", "v:", "w:", "st1:", "m:")


def remedy_for_element(name: str) -> str | None:
    """What to do instead of an element that is refused; None where nothing better is known.

    >>> remedy_for_element("SCRIPT")
    'Leave it out: nothing that runs is published.'
    """
    plain = name.lower()
    if plain.startswith(_WORD_PREFIXES):
        return _WORD
    return _BY_ELEMENT.get(plain)
