"""Tolkku, the newsroom: it knows nothing of MkDocs. The map, one sentence a module.

Values
    findings         what an editor should know: place, problem, remedy
    errors           the few errors of our own; each carries its Findings
    languages        the site's languages, in the order offered
    texts            Texts, Editions, Bulletins
    settings         what `mkdocs.yml` says of the site

Reading, at the border: everything is checked here once
    located          YAML into plain values that know their line
    schema           typed fields, one reader a type
    addresses        parts of addresses, and links, read as fields
    moments          times as editors write them; what "now" is
    config_file      `mkdocs.yml` and the file that it inherits from, before any field is read
    configuration    `mkdocs.yml` into Settings
    source_files     finds files, reads UTF-8, splits front matter from body
    front_matter     the fields of one file
    particulars      the fields that a file states for its whole Text
    media            whether a file beside the Texts is what its name says, and does no harm
    sources          all files into Texts
    wording          `locales/` into the words of each language

Thinking
    relations        how bulletins answer to each other, and what that does to them
    catalogue        every Text that is out at one moment, and how they hang together
    pages            what stands at which address
    places           what lies on disk, mapped to where it stands
    links            what is written in a link, resolved
    linking          resolves what rendered HTML points to
    sanitising       raw HTML that could do harm is refused
    markup           rendered HTML in one form, and what is wrong with what it is made of
    rendering        Markdown into HTML
    proofs           every edition rendered, every link followed to its end
    fingerprints     which parts of an original changed since a translation was made
    checks           what Texts say wrongly about themselves and each other
    setting_checks   what `mkdocs.yml` names and what is not there
    site             all of the above in one frozen value

Making
    ways             from one page to another, in menus and between languages
    views            what a template may ask about any page
    text_views       what a template may ask about a Text's page or stand-in
    structured_data  JSON-LD
    feed_html        a body's HTML made safe and self-contained for feed readers
    feed_content     what an entry says, in order
    feed_media       pictures and recordings of an entry, measured
    feed_entries     each edition as subscribers get it, before any format
    feed_extension   what feedgen cannot say by itself
    feed_writers     one writer a format
    feeds            which feeds there are, and their documents
    sitemap          our own sitemap with languages
    redirects        old addresses lead on
    exchanging       two folders change places in one step
    publishing       swaps the finished site in, or leaves the old one

The desk
    choosing         which translations an editor means
    confirming       writes `follows`
    desk             the editors' command
"""
