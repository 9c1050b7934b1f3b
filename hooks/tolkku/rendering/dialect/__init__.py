"""The dialect: Markdown as people write it, read by the rules of CommonMark and of GitHub.

Python-Markdown stays the engine: inline marks, tree processors and extensions are its own. Only its
reader of blocks is ours, put in by its documented hook `build_parser`, because Python-Markdown
wants an empty line before a list and four spaces in it where everybody else wants neither.

The rules of blocks know no HTML, and the writer of HTML knows no rules. From the first to the last:

    blocks       a block and its pieces, each with line and column; what is too much
    lines        one line, and how far it has been read
    reading      the blocks that are open while a text is read
    references   `[name]: address`
    containers   quotes, lists, boxes, definitions, footnotes: what holds blocks
    leaves       headings, code, rules
    tables       tables
    raw_html     HTML blocks, and the Markdown in them
    structure    a text becomes blocks: which rule is asked when
    bounds       limits, so that no text keeps the engine busy for long
    places       the mark that says in which line and column an element was written
    fences       code between fences, highlighted where an extension does that
    elements     blocks become elements
    inline       inline marks that Python-Markdown lacks, or whose time grows too fast
    attribute_lists  `{: .class }` looked for where it can end
    parser       the block parser that Python-Markdown asks
    markdown     `Markdown`, which all others use
"""
