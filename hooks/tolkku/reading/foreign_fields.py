"""Foreign fields: what other site builders, and other languages, call the fields of a text.

Read for it: the front matter of Hugo, Jekyll, Zola, Eleventy, Docusaurus, Astro, Material's blog
plugin, Ghost and WordPress exports (November 2026).
"""

from __future__ import annotations

from collections.abc import Collection

from tolkku.reading.loose_dates import as_moment
from tolkku.reading.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

# Our names, the first that may stand there is meant: what others call it, without - and _.
_OTHERS = {
    "title text": "otsikko rubrik titel headline heading name nimi",
    "summary alt": "description excerpt deck subtitle abstract lead lede intro ingress ingressi"
    " blurb tagline standfirst teaser metadescription seodescription tiivistelmä yhteenveto kuvaus"
    " sammanfattning beskrivning",
    "published at checked on": "date pubdate pubdatetime publishdate publishedat publishedon"
    " datepublished posted postedat created createdat datecreated julkaistu päivä päivämäärä"
    " julkaisupäivä publicerad datum",
    "updated": "lastmod modified modifieddate lastmodified lastmodifiedat lastupdate lastupdated"
    " updatedat updatedon datemodified muokattu päivitetty uppdaterad ändrad",
    "topics": "tags tag categories category keywords keyword labels taxonomies subjects aiheet"
    " aihe avainsanat tunnisteet ämnen taggar nyckelord",
    "authors by credit": "author byline creator writer tekijä tekijät kirjoittaja kirjoittajat"
    " författare",
    "aliases url file": "permalink redirectfrom redirects redirect alias url oldurl link legacyurl",
    "image file": "images cover coverimage thumbnail thumb featuredimage featureimage heroimage"
    " hero banner ogimage socialimage picture photo kuva bild",
    "feed_id": "guid id uuid postid atomid oldid",
    "expires": "expirydate expirationdate validuntil",
    "sources": "source references reference lähde lähteet källa källor",
    "reviewed": "reviewer reviewers reviewedby factcheckedby",
    "regions": "region location locations alue alueet",
    "audience": "audiences kohderyhmä målgrupp",
    "draft": "unlisted hidden private luonnos utkast status",
    "slug": "basename handle postname",
    "licence": "license rights lisenssi licens",
    "file url": "src path",
    "url": "href address osoite adress",
    "alt": "caption alttext",
    "text": "label",
    "checked": "accessed retrieved",
    "note": "comment what message",
    "kind": "type laji",
}
_NEEDLESS = {
    "how a page looks is not said in texts": "layout template theme css class cssclass cssclasses"
    " bodyclass pagetemplate wrapperclass icon color style",
    "the folder or the file's name says the language": "lang language locale kieli språk",
    "the order of pages is that of nav in mkdocs.yml": "weight order menu menus nav navorder"
    " navtitle sidebar sidebarposition sidebarlabel linktitle position parent grandparent"
    " haschildren sortby eleventynavigation navigation childnavorder",
    "the same path in two languages is the same text": "translationkey translations ref"
    " translationof",
}
_NOTHING = "nothing here depends on it"
_INDIFFERENT = (
    "type posttype format comments math katex mermaid toc hide search pagination paginateby"
    " sitemap outputs cascade build insearchindex series insertanchorlinks hidetitle"
    " hidetableofcontents featured sticky pin pinned readtime readingtime robots noindex extra"
    " params resources customediturl render tableofcontents markup generator enabled"
    " eleventyexcludefromcollections visibility"
)
_FIELDS = (
    "title summary slug aliases original state follows published draft updated kind exercise"
    " sample expires next_update topics regions audience authors reviewed sources facts arguments"
    " action image opinion version review_by corrects correction replaces cancels continues waived"
    " share feed_id"
)
_OF_TEXTS = frozenset(_FIELDS.split())
_CALLED = {name: tuple(ours.split()) for ours, names in _OTHERS.items() for name in names.split()}
_REASONS = {
    **dict.fromkeys(_INDIFFERENT.split(), _NOTHING),
    **{name: reason for reason, names in _NEEDLESS.items() for name in names.split()},
}
_SHAPES = {
    "updated": "updated: [{at: %s, note: What changed}]",
    "image": "image: {file: %s, alt: What it shows}",
    "topics": "topics: [%s], each declared in mkdocs.yml",
    "authors": "authors: [%s], each declared in mkdocs.yml",
    "aliases": "aliases: [%s]",
    "reviewed": "reviewed: {by: %s, on: 2026-12-01}",
    "sources": "sources: [{name: …, url: %s, kind: …, checked: 2026-12-01}]",
    "draft": "draft: yes",
}
_LONGEST = 60


def remedy_for(key: str, node: Node, known: Collection[str], there: MappingNode) -> str | None:
    """What to do with a field that is not known, if its name is one that others use.

    `known` are the fields that may stand in this place; `there` is what stands.
    """
    plain = key.casefold().replace("_", "").replace("-", "").replace(" ", "")
    ours = next((name for name in _CALLED.get(plain, ()) if name in known), None)
    if ours and (ours != "kind" or plain != "type" or _says(node, _KINDS)):
        if ours in there.values:
            return f"Remove it: '{ours}' says it already."
        return f"Here it is called '{ours}': write {_written(ours, node)}."
    if "draft" not in known:  # no front matter
        return None
    if key in _OF_TEXTS:
        return f"Remove it: this kind of text has no '{key}'."
    reason = _REASONS.get(plain) or (_NOTHING if plain in _CALLED else None)
    return f"Remove it: {reason}." if reason else None


_KINDS = ("bulletin", "urgent", "correction", "all-clear", "qa", "authority", "research", "media")


def _says(node: Node, values: tuple[str, ...]) -> bool:
    return isinstance(node, ScalarNode) and node.text in values


def _written(ours: str, node: Node) -> str:
    """A right line, with the value that stands there where that is possible."""
    said = _said(node)
    if ours in ("published", "updated", "at", "expires"):
        said = as_moment(said) or "2026-12-01 08:00"
    if ours in _SHAPES:
        shape = _SHAPES[ours]
        return shape % (said or "…") if "%s" in shape else shape
    return f"{ours}: {said or '…'}"


def _said(node: Node) -> str:
    """A short value as it may be written again; empty where it may not."""
    if isinstance(node, SequenceNode):
        return ", ".join(filter(None, map(_said, node.items)))[:_LONGEST]
    if isinstance(node, ScalarNode) and len(node.text) <= _LONGEST and node.text.isprintable():
        return node.text
    return ""
