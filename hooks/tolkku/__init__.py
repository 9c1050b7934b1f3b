"""Tolkku, the newsroom: it knows nothing of MkDocs. The map, one sentence a module.

Values
    findings         what an editor should know: place, problem, remedy
    errors           the few errors of our own; each carries its Findings
    languages        the site's languages, in the order offered
    texts            Texts, Editions, Bulletins
    contact          how readers reach the organisation
    statement        what it says of the site's accessibility
    settings         what `mkdocs.yml` says of the site
    changes          what will happen to a site by itself, because time passes

Reading, at the border: everything is checked here once
    yaml_problems    what could not be read as YAML, in an editor's words
    located          YAML into plain values that know their line
    near_names       which of many known names was meant by one that is not known
    loose_dates      days and times as others write them, turned into our form
    foreign_fields   what other builders, and other languages, call the fields of a text
    schema           typed fields, one reader a type
    names            what a file may be called on every system
    web_addresses    what is wrong with an address that leads away from the site
    addresses        parts of addresses, and links, read as fields
    moments          times as editors write them; what "now" is
    config_file      `mkdocs.yml` and the file that it inherits from, before any field is read
    outer_settings   what `mkdocs.yml` says to MkDocs, as far as our site depends on it
    site_languages   a tag read as one of the site's languages
    feed_fields      readers of what it says of the feeds
    setting_fields   readers of what `mkdocs.yml` says in more than one line
    contact_fields   readers of what it says of how readers reach the organisation
    statement_fields  readers of what it says of the site's accessibility
    configuration    `mkdocs.yml` into Settings
    own_folder       a folder that only Tolkku writes to, with no link in it followed
    cache            what one file yielded the last time, and under which conditions
    remembered_fields  front matter as YAML, or recalled
    source_files     finds files, reads UTF-8, splits front matter from body
    plain_fields     marks in plain texts, which readers would see as they were typed
    front_matter     the fields of one file
    particulars      the fields that a file states for its whole Text
    placeholders     what `tolkku new` leaves to fill in, and where it still stands
    kinds            which kinds of files are published beside the texts
    damaged          what is said of a file whose parts are not where they should be
    drawing_rules    what an SVG may be made of: elements, attributes, styles
    drawings         an SVG judged part by part, and written anew
    opening          a picture's bytes given to Pillow
    profiles         of a colour profile only what colours are made of
    boxes            films, sounds and AVIF without what cameras wrote into their boxes
    metadata         what a camera writes into a picture, taken out
    unpacking        the pixels of a picture, all of them
    pixels           how many a picture has, and whether all of them are there
    matroska         WebM films without what is noted in them
    sounds           MP3, WAV and Ogg without what is noted in them
    recordings       which of these a sound or film needs
    office           what office files keep of their makers
    papers           what a PDF tells of its makers
    media            whether a file beside the Texts is what its name says, and does no harm
    slips            what stands in a file and nobody meant to publish
    source_media     the files beside the texts, judged, with their addresses
    sources          all files into Texts
    keys_and_tokens  what opens an account or a server, found and hidden
    conflict_marks   the lines that Git leaves where it could not merge two versions
    po_files         the entries of one catalogue of words, and how they are written
    word_checks      whether an entry of a catalogue says what its message says
    word_catalogues  `locales/` into the words of each language
    wording          the site's words said, and how each language writes dates
    remembered_findings  Findings recalled as they were told the last time
    remembered_words  the words, or as they were compiled the last time

Thinking
    relations        how bulletins answer to each other, and what that does to them
    periods          the weeks and months that digests and archives are made of
    catalogue        every Text that is out at one moment, and how they hang together
    digests          the bulletins of a week or a month in one message
    pages            what stands at which address
    outputs          what the builder calls the files that it makes besides
    places           what lies on disk, mapped to where it stands
    page_anchors     the places inside a page to which a link may lead
    embargo          what readers do not have yet, and when they will
    link_guesses     what a link that leads nowhere was probably meant to lead to
    links            what is written in a link, resolved
    dialect          Markdown read by the rules of CommonMark: a room
    origins          where in a source something was written that its rendered body holds
    tree             a rendered body as one tree, read once and written once
    allowed          elements, attributes, classes and schemes that a text may be made of
    sanitising       a tree holds only what a text may be made of
    raw_html         tags that an author wrote, as a browser reads them, or refused
    foreign_html     what refused HTML was meant to do, and how that is done here
    leftovers        what was meant as Markdown and would be shown as text
    markup           what is wrong with headings, anchors and links
    linking          what the links of a tree point to
    decorating       what a tree gets from us: numbers, titles of boxes, boxes that scroll
    sections         a tree as readers hear it, from heading to heading
    rendering        Markdown into HTML
    remembering      an edition rendered, or recalled
    horizon          what a text may lead to: what its readers will have
    proofs           every edition rendered, every link followed to its end
    used_files       which of the files beside the texts readers get
    fingerprints     which parts of an original changed since a translation was made
    duties           which editions a Text owes, by when, and what they lack
    duty_notes       what an editor is told of them
    promises         notes on updates and editions promised for a time that has passed
    number_words     the small numbers that Finnish, Swedish and English write as words
    quantities       the numbers, dates and times in a text, however its language writes them
    number_agreement which quantities one text says and its counterpart does not
    number_lint      where an edition says another number than its original
    ad_labels        whether a text that somebody paid for begins by saying so
    hashtags         each word begins with a capital letter
    share_lint       what people copy must say by itself
    urgent_lint      an urgent bulletin tells when
    prose            the blocks of a text, and what of them is said in its own words
    common_words     what languages say most often, and how their words are built
    language_guess   which of the site's languages a piece of prose is in
    language_lint    notes on words and numbers, which only somebody who knows the languages sees
    relation_checks  whether what a bulletin says of an earlier one can reach readers
    followed_addresses  links that open for their writer only, or tell who follows them
    checks           what Texts say wrongly about themselves and each other
    kept_ids         what entries were called in an older feed, so that nobody gets them once more
    collisions       two things at one place
    setting_checks   what `mkdocs.yml` names and what is not there
    statement_checks  when the accessibility statement should be looked at again
    site             all of the above in one frozen value
    status           how each Text stands in each language
    lags             how long readers of one language waited for what others had
    prospects        the catalogue as it will be at moments to come
    coming_texts     what Texts say of times ahead
    coming_duties    when duties fall due and waivers end
    coming_periods   digests that will be due, months that feeds will archive
    coming           every change that will happen by itself, in order
    sharing          work shared among processors, where there is much of it

Making
    ways             from one page to another, in menus and between languages
    feedback         the ways to write about a page
    presenting       what a page adds to a rendered body: sizes of pictures, boxes that scroll
    views            what a template may ask about any page
    text_views       what a template may ask about a Text's page or stand-in
    status_views     what a template may ask about how far the languages are
    statement_views  what a template may ask about the accessibility statement
    page_views       which view a page has
    preview_cards    what a shared link looks like
    structured_data  JSON-LD
    digest_views     what a template may ask about digests and corrections
    feed_views       what a template may ask about feeds, and about how to subscribe to them
    pictures         how large pictures are, and the smaller sizes of them
    qr_codes         an address as a picture that a phone reads
    feed_html        a body's HTML made safe and self-contained for feed readers
    feed_media       pictures and recordings of an entry, measured
    feed_entries     what subscribers get one by one, before any format
    feed_templates   Jinja for what entries hold, and the links in it
    feed_content     what a bulletin's entry says, in order
    feed_bulletins   an edition of a bulletin as an entry
    feed_digests     the digest of a week or a month as an entry
    feed_stock       every entry of a site, each made once
    feed_heads       what a feed's document says before its entries
    feed_extension   what feedgen cannot say by itself
    feed_json        JSON Feed, which feedgen does not know
    feed_writers     one writer a format
    feed_archives    which entries stand in the document subscribed to, and which in archives
    feeds            which feeds there are, and their documents
    feed_ids         what the id of an entry tells
    feed_judged      what documents and entries say, in any format, and what is wrong with it
    feed_entry_lint  what is wrong with an entry's id, texts and HTML
    feed_xml_lint    what RSS and Atom documents have in common
    feed_rss_lint    RSS read and judged
    feed_atom_lint   Atom read and judged
    feed_json_lint   JSON Feed read and judged
    feed_judge       each entry judged once, in whatever documents it stands
    feed_agreement   whether the documents of a site agree with each other
    feed_lint        one document judged by our own rules
    feed_site_lint   all feed documents of a site judged, each and together
    morphemes        what languages glue to words and between them
    lexicon          the words of a language and their forms
    compounds        the words that a long word is made of
    lemmas           the words that the words of a text are forms of
    guesses          forms of a word that no lexicon has
    word_notice      where the words of a search come from, and on which terms
    search_words     what counts as a word
    search_records   what pages say, and what a reader is told of those found
    search_index     where a word stands, and in which forms it may be asked for
    search_shards    an index cut into small files
    search           the files from which `search.js` answers
    search_views     what a template may ask about the search page
    sitemap          our own sitemap with languages
    web_manifest     what a phone needs to put the site on its home screen
    feed_aliases     old addresses of feeds go on answering
    redirects        old addresses lead on
    headers          what a server should say with every file
    preview_answers  what a server says with every file, said by the preview too
    style_sheets     pictures that stand in a style sheet become files
    exchanging       two folders change places in one step
    publishing       swaps the finished site in, or leaves the old one

The desk
    printing         what others wrote, made harmless where it is shown
    spots            the source line that a Finding is about, and the place in it
    finding_display  Findings for a terminal
    finding_formats  Findings for programs: GitHub's annotations, JSON
    finding_summary  Findings in ten seconds
    check_report     tells Findings as asked for
    asked_for        the Findings about what an editor names
    feed_documents   a feed document read back
    feed_reading     the feeds of a built site, from its folder
    feed_events      what can happen to a feed's subscribers
    feed_diff        what changes when one built site takes the place of another
    feed_report      the difference told as text or Markdown
    feeds_desk       `tolkku feeds`
    choosing         which translations an editor means
    confirming       writes `follows`
    writing          new files, all of them or none; and files that change whole
    yaml_editing     a line more in a YAML file, all else as it was
    nav_editing      a page more in `nav`
    naming           names of folders and files, made from titles
    skeletons        the templates of new files, in the words of a language
    drafting         new Texts, ready to fill in
    earlier          what a new bulletin can answer to
    new_languages    a language more: settings, catalogue, home page
    as_of            the option `--at` of every command that looks at a moment
    asking           asks in a terminal for what is missing
    ordering         what is wanted of a new Text
    telling          what was made and what comes next, or why nothing was made
    new_desk         `tolkku new`
    git              git, run in a folder
    history          what git knows of the site's folder
    gating           which duties stop a change from being merged
    status_table     the status for people at a terminal
    status_json      the status for programs
    lag_report       the lags, for both
    next_report      the changes to come, for both
    status_desk      `tolkku status`, `tolkku next` and `tolkku check --changed`
    file_history     what one file held in earlier commits
    past_editions    an original as it was when a translation followed it, part by part
    part_diff        an old and a new text in one, word by word
    reviewing        what changed in an original, shown before confirming
    desk             the editors' command
"""

__version__ = "0.1.0"
