"""Links: what is written in a text, resolved to a page of this site, a file or another site."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from tolkku.catalogue.addresses import Places
from tolkku.media.types import is_embeddable, saved_as
from tolkku.model.findings import Finding, Place, Refusal, error, note
from tolkku.model.outputs import encoded
from tolkku.model.texts import Edition, Text
from tolkku.reading.field_types import address_problem
from tolkku.rendering.origins import Origins, Told
from tolkku.rendering.prose import unfenced
from tolkku.rendering.tree import SITE_MARK, add_class, mark_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_SAFE_SCHEMES = ("http", "https", "mailto", "tel")
_QUERY = "%/?:@!$&'()*+,;=-._~"  # what may stand in a query as it is (RFC 3986)
# What other builders replace by an address: Hugo's `{{< ref "x" >}}`, Jekyll's `{% link x %}`.
_TEMPLATE_TAG = re.compile(r"\{[{%#<]|[}%#>]\}")
# A host or a mailbox without what must stand before it.
_ADDRESS = re.compile(
    r"(?:[\w.+-]+@)?(?:[a-z0-9-]{1,60}\.){1,4}(?:ax|com|dk|ee|eu|fi|info|io|net|no|org|se)(?:/\S*)?",
    re.IGNORECASE,
)
_FILMS_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|tiktok\.com"
    r"|areena\.yle\.fi|twitch\.tv)$"
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. `address` is a path of this site; empty for the page itself."""

    address: str = ""
    query: str = ""
    anchor: str = ""
    external: bool = False
    definition: str = ""

    @property
    def rest(self) -> str:
        """What stands after the address: `?query#anchor`."""
        query = f"?{self.query}" if self.query else ""
        return query + (f"#{self.anchor}" if self.anchor else "")


class Resolves(Protocol):
    """Whatever says where links lead."""

    def resolve(self, written: str, embedded: bool = False) -> Target:
        """Where `written` leads. Raises Refusal."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves the links of one file. `definitions` are the glossary's, by address and anchor;
    `held_back` are the paths of what it must not lead to: what that is, and why."""

    path: str
    places: Places
    definitions: Mapping[tuple[str, str], str]
    held_back: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, written: str, embedded: bool = False) -> Target:
        """Where `written` leads. `embedded` files (images, video) must be our own.

        Raises Refusal.
        """
        if written.strip() in ("", "#"):
            raise Refusal("a link leads nowhere.", "Write where it leads.")
        _refuse_template_tag(written)
        try:
            parts = urlsplit(written.strip())
        except ValueError:
            raise Refusal(f"'{written}' is not an address.", "Correct the link.") from None
        own = self.places.own_path(parts)
        if (own is None and (parts.scheme or parts.netloc)) or own == "/":
            return self._elsewhere(written, parts.scheme, parts.netloc, embedded)
        anchor = unquote(parts.fragment)
        query = quote(parts.query, safe=_QUERY)
        if not parts.path and own is None:
            return Target(query=query, anchor=anchor)
        path = own or unquote(parts.path)
        if path.startswith("/"):
            address = self._site_path(unicodedata.normalize("NFC", path), embedded, bool(own))
        else:
            on_disk = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path))
            address = self._on_disk(unicodedata.normalize("NFC", on_disk), written, embedded)
        definition = self.definitions.get((address, anchor), "")
        return Target(encoded(address), query, anchor, definition=definition)

    @staticmethod
    def _elsewhere(written: str, scheme: str, host: str, embedded: bool) -> Target:
        if scheme not in _SAFE_SCHEMES:
            what = f"a link begins with '{scheme}:'" if scheme else f"'{written}' has no 'https:'"
            raise Refusal(f"{what}.", "Use https:, mailto:, tel: or a path.")
        problem = address_problem(written)
        if problem:
            raise Refusal(f"'{written}' {problem}.", "Correct the address.")
        if embedded:
            told = f"a file is loaded from {host}, which then sees our readers."
            is_film = _FILMS_ELSEWHERE.search(host.lower())
            raise Refusal(told, _LINK_TO_FILM if is_film else _SAVE_BESIDE)
        return Target(external=True)

    def _site_path(self, path: str, embedded: bool, is_whole: bool) -> str:
        """The address of a path such as `/fi/now/`. Written as a whole address, which people copy
        from the browser, it may be that of a file or an old one too."""
        if embedded:
            told = f"'{path}' leads to no picture, sound or video."
            raise Refusal(told, "Name the file, as it lies on disk.")
        address, places = path.lstrip("/"), self.places
        if is_whole:
            address = places.moved.get(address, address)
        source = places.paths.get(address, "")
        if source in self.held_back:
            told = f"'{path}' leads to {self.held_back[source]}."
            raise Refusal(told, "Publish it first, or remove the link.")
        is_file = is_whole and (address in places.documents or source in places.media)
        if address not in places.addresses and not is_file:
            near = places.addresses_meant.nearest(address, self.path)
            raise Refusal(
                f"there is no page '{path}' on this site.",
                f"Did you mean '/{near}'?" if near else "Link to the file, as it lies on disk.",
            )
        return address

    def _on_disk(self, path: str, written: str, embedded: bool) -> str:
        if path in self.held_back:
            told = f"'{written}' leads to {self.held_back[path]}."
            raise Refusal(told, "Publish it first, or remove the link.")
        address = self.places.media.get(path)
        if not embedded:
            address = self.places.pages.get(path) or address
        if address is None:
            what = "no picture, sound or video" if path in self.places.pages else "no file"
            raise Refusal(f"'{written}' leads to {what}.", self._meant(path, written, embedded))
        if embedded and not is_embeddable(path):
            told = f"'{written}' leads to no picture, sound or video."
            raise Refusal(told, saved_as(path) or "Write it as a link: [words](file).")
        return address

    def _meant(self, path: str, written: str, embedded: bool) -> str:
        """The remedy for a link to a file that is not there."""
        here = posixpath.dirname(self.path)
        guesses = self.places.media_meant if embedded else self.places.files_meant
        near = guesses.nearest(path, here)
        if near:
            return f"Did you mean '{posixpath.relpath(near, here)}'?"
        if _ADDRESS.fullmatch(written):
            return f"Did you mean '{'mailto:' if '@' in written else 'https://'}{written}'?"
        return "Name a file that is there, or remove it."


_SAVE_BESIDE = "Save the file beside the text and name it here."
_LINK_TO_FILM = (
    "Link to the film: [What it shows](https://…); or save it beside the text as .mp4 and name it"
    " here."
)


def _refuse_template_tag(written: str) -> None:
    plain = unquote(written).strip()
    if _TEMPLATE_TAG.search(plain):
        raise Refusal(
            f"'{plain}' is a template tag of another program: no link is made of it.",
            "Write the path of the file, as it lies on disk.",
        )


_ELEMENTS = ("a", "img", "source", "video", "audio", "track")
_ATTRIBUTES = ("href", "src", "poster")


@dataclass(frozen=True, slots=True)
class AnchorLink:
    """A link to a place inside a page of this site, to be judged when all pages are rendered."""

    address: str
    anchor: str
    place: Place


@dataclass
class Linker:
    """Sets what links point to: addresses of this site between SITE_MARKs, the rest as it is."""

    resolver: Resolves
    origins: Origins
    found: list[Finding]

    def follow(self, root: HtmlElement) -> tuple[AnchorLink, ...]:
        """Every link of a tree; those that lead to an anchor are told, to be judged later."""
        return tuple(
            link
            for element in root.iter(*_ELEMENTS)
            for name, _ in element.items()
            if name in _ATTRIBUTES and (link := self._attribute(element, name))
        )

    def _attribute(self, element: HtmlElement, name: str) -> AnchorLink | None:
        written = element.get(name, "")
        where = mark_of(element, self.origins.mark)
        try:
            target = self.resolver.resolve(written, embedded=name != "href")
        except Refusal as problem:
            place = self.origins.of(where, written.strip() or "]()")
            self.found.append(error(place, problem.problem, problem.remedy))
            return None
        if target.definition and element.tag == "a":
            add_class(element, "glossary-term")
            element.set("title", target.definition)
        if not target.external:
            element.set(name, _marked(target))
        if not target.anchor:
            return None
        return AnchorLink(target.address, target.anchor, self.origins.of(where, written))


def _marked(target: Target) -> str:
    if not target.address:
        return target.rest
    return f"{SITE_MARK}{target.address}{SITE_MARK}{target.rest}"


def undescribed(root: HtmlElement, mark: str) -> list[Told]:
    """Images that say nothing to who does not see them."""
    return [
        Told(
            "an image has no alternative text (WCAG 1.1.1).",
            mark_of(image, mark),
            (image.get("src") or "![", "!["),
            "Describe it: ![What it shows](file.jpg).",
        )
        for image in root.iter("img")
        if not (image.get("alt") or "").strip()
    ]


_FOLLOWED = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
_CODE = re.compile(r"`[^`\n]{1,2000}`")
# Hosts and the beginning of the path of what its writer is logged in to.
_PRIVATE = re.compile(
    r"docs\.google\.com/(?!.*/(?:pub|pubhtml|viewform|export)\b)\w+/(?:u/\d+/)?d/"
    r"|drive\.google\.com/|[\w.-]+\.sharepoint\.com/|onedrive\.live\.com/|1drv\.ms/"
    r"|(?:www\.)?dropbox\.com/(?:home|work)|teams\.microsoft\.com/|(?:www\.)?notion\.so/"
    r"|trello\.com/|(?:www\.)?figma\.com/(?:file|design)/|[\w.-]+/wp-admin/"
    r"|localhost[:/]|127\.|192\.168\.|10\.\d+\.\d+\.\d+|[\w-]+(?:\.\w+)*\.(?:local|internal|lan)[:/]"
)
_DETOURS = {
    r"(?:www\.)?google\.[a-z.]+/url$": ("q", "url"),
    r"lm?\.facebook\.com/l\.php$": ("u",),
    r"l\.instagram\.com/$": ("u",),
    r"[\w.-]*safelinks\.protection\.outlook\.com/": ("url",),
    r"(?:www\.)?youtube\.com/redirect$": ("q",),
    r"(?:www\.)?linkedin\.com/(?:safety/go|redir/redirect)/?$": ("url",),
    r"out\.reddit\.com/": ("url",),
    r"(?:bit\.ly|t\.co|lnkd\.in|tinyurl\.com|goo\.gl|ow\.ly|is\.gd)/\w": (),
}
_TRACKERS = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|wbraid|gbraid|msclkid|yclid|igshid|igsh|mc_[ce]id|ref_src|_hsenc"
    r"|_hsmi|vero_id|oly_\w+_id|s_cid|xtor"
)
_LONGEST = 200  # characters of an address that a remedy shows


def address_notes(text: Text) -> Iterator[Finding]:
    """A note for each such address in a Text's editions and among its sources."""
    for edition in text.editions:
        for place, address in _addresses(edition):
            yield from _judged(address, place)
    original = text.best(text.original)
    for source in text.said.sources:
        yield from _judged(source.url, original.place_of("sources"))


def _addresses(edition: Edition) -> Iterator[tuple[Place, str]]:
    if edition.action:
        yield edition.action.place, edition.action.url
    if "://" not in edition.body:
        return
    body = _CODE.sub(lambda code: " " * len(code[0]), "\n".join(unfenced(edition.body)))
    for number, line in enumerate(body.split("\n"), edition.body_line):
        for found in _FOLLOWED.finditer(line):
            yield Place(edition.path, number, found.start() + 1), found[0]


def _judged(address: str, place: Place) -> Iterator[Finding]:
    try:
        parts = urlsplit(address)
    except ValueError:  # told where links are judged
        return
    where = f"{parts.netloc.lower()}{parts.path or '/'}"
    if _PRIVATE.match(where):
        told = f"'{parts.netloc}' may open this address for nobody but its writer."
        remedy = "Look at it in a private window; publish it there, or save it as a file here."
        yield note(place, told, remedy)
        return
    detour = next((keys for way, keys in _DETOURS.items() if re.match(way, where)), None)
    if detour is not None:
        yield note(place, *_by_detour(parts, detour))
    elif marks := [key for key, _ in parse_qsl(parts.query) if _TRACKERS.fullmatch(key)]:
        told = f"'{marks[0]}' in an address tells others from where readers come."
        yield note(place, told, f"Write {_without_trackers(parts)[:_LONGEST]}.")


def _by_detour(parts: SplitResult, keys: tuple[str, ...]) -> tuple[str, str]:
    told = f"an address leads through {parts.netloc}, which sees who follows it."
    query = dict(parse_qsl(parts.query))
    leads_to = next((query[key] for key in keys if query.get(key, "").startswith("http")), "")
    return told, f"Write {leads_to[:_LONGEST] or 'the address to which it leads'}."


def _without_trackers(parts: SplitResult) -> str:
    kept = [(key, said) for key, said in parse_qsl(parts.query) if not _TRACKERS.fullmatch(key)]
    return urlunsplit(parts._replace(query=urlencode(kept)))
