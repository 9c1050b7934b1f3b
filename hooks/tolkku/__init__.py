"""Tolkku, the newsroom: it knows nothing of MkDocs. The map, one sentence a module.

Values
    findings        what an editor should know: place, problem, remedy
    errors          the few errors of our own; each carries its Findings
    languages       the site's languages, in the order offered
    texts           Texts, Editions, Bulletins
    settings        what `mkdocs.yml` says of the site

Reading, at the border: everything is checked here once
    located         YAML into plain values that know their line
    schema          typed fields, one reader a type
    moments         times as editors write them; what "now" is
    configuration   `mkdocs.yml` into Settings
    source_files    finds files, reads UTF-8, splits front matter from body
    front_matter    the fields of one file
    sources         all files into Texts
    wording         `locales/` into the words of each language

Thinking
    catalogue       every Text that is out at one moment, and how they hang together
    pages           what stands at which address
    places          what lies on disk, mapped to where it stands
    links           what is written in a link, resolved
    sanitising      raw HTML that could do harm is refused
    rendering       Markdown into HTML
    proofs          every edition rendered, every link followed to its end
    fingerprints    which parts of an original changed since a translation was made
    checks          what Texts say wrongly about themselves and each other
    site            all of the above in one frozen value

Making
    feeds           RSS and Atom
    structured_data JSON-LD
    sitemap         our own sitemap with languages
    publishing      swaps the finished site in, or leaves the old one

The desk
    confirming      writes `follows`
    desk            the editors' command
"""
