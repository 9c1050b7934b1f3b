"""Drawings: what an SVG may hold, what is published of it, and how much work it may make."""

from __future__ import annotations

import random
import re
from base64 import b64encode
from pathlib import Path

import pytest
from lxml import etree

from sites_for_tests import page, picture, published_bytes, told
from tolkku.media.drawing_rules import ATTRIBUTES, ELEMENTS, SVG, XLINK, XML
from tolkku.media.drawings import read_drawing

OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:h="http://www.w3.org/1999/xhtml" xmlns:ink="http://www.inkscape.org/namespaces/inkscape"'
    ' xmlns:ev="http://www.w3.org/2001/xml-events">'
)
PNG = f"data:image/png;base64,{b64encode(picture('PNG')).decode()}"


def drawing(inside: str) -> bytes:
    return f"{OPEN}{inside}</svg>".encode()


def problems(source: bytes) -> list[str]:
    return [fault.problem for fault in read_drawing(source).faults]


HOSTILE = {
    # what runs
    "<script>PWN()</script>": "holds <script>.",
    "<h:script>PWN()</h:script>": "holds <script>.",
    "<SCRIPT>PWN()</SCRIPT>": "holds <SCRIPT>.",
    '<script href="data:,PWN()"/>': "holds <script>.",
    '<g onload="PWN()"/>': "holds the script 'onload'.",
    '<g ONCLICK="PWN()"/>': "holds the script 'ONCLICK'.",
    '<animate onbegin="PWN()" attributeName="x"/>': "holds the script 'onbegin'.",
    '<g ev:event="load"/>': "holds the attribute 'event', which is not allowed in a drawing.",
    '<ev:listener event="load"/>': "holds <listener>.",
    "<handler>PWN()</handler>": "holds <handler>.",
    "<foreignObject/>": "holds <foreignObject>.",
    '<h:frameset><h:frame src="javascript:PWN()"/></h:frameset>': "holds <frameset>.",
    '<h:iframe srcdoc="&lt;script>"/>': "holds <iframe>.",
    '<iframe src="javascript:PWN()"/>': "holds <iframe>.",
    '<math xmlns="http://www.w3.org/1998/Math/MathML"/>': "holds <math>.",
    '<x xmlns=""/>': "holds <x>.",
    "<title><h:img src='x' onerror='PWN()'/></title>": "holds <img>.",
    "<?php PWN() ?>": "holds a processing instruction.",
    "<metadata><?xpacket?></metadata>": "holds a processing instruction.",
    # what leads away
    '<h:meta http-equiv="refresh" content="0;url=https://evil.example/"/>': "holds <meta>.",
    '<h:base href="https://evil.example/"/>': "holds <base>.",
    '<g xml:base="https://evil.example/"/>':
        "holds the attribute 'base', which is not allowed in a drawing.",
    '<a href="https://evil.example/"><path/></a>': "holds a link (<a>).",
    '<a xlink:href="javascript:PWN()"/>': "holds a link (<a>).",
    '<set attributeName="href" to="javascript:PWN()"/>': "changes a link by <set>.",
    '<animate attributeName=" xlink:href " values="#a;https://evil.example/"/>':
        "changes a link by <animate>.",
    '<set attributeName="class" to="b"/>': "changes 'class' by <set>.",
    '<set attributeName="onclick" to="PWN()"/>': "changes 'onclick' by <set>.",
    '<discard begin="0s"/>': "holds <discard>.",
    # what is loaded
    '<h:link rel="stylesheet" href="https://evil.example/"/>': "holds <link>.",
    '<h:video poster="https://evil.example/"/>': "holds <video>.",
    '<video href="https://evil.example/"/>': "holds <video>.",
    '<image href="https://evil.example/a.png"/>': "loads 'https://evil.example/a.png'.",
    '<image xlink:href="a.png"/>': "loads 'a.png'.",
    '<image href=""/>': "loads ''.",
    '<image href="data:image/svg+xml;base64,AAAA"/>': "loads 'data:image/svg+xml;base64,AAAA'.",
    '<image href="data:text/html,&lt;script>"/>': "loads 'data:text/html,<script>'.",
    '<image href="data:image/png;base64,AAAA"/>': "holds a picture that is damaged, or too large.",
    f'<use href="{PNG[:20]}"/>': f"loads '{PNG[:20]}'.",
    '<use href="//evil.example/a.svg#b"/>': "loads '//evil.example/a.svg#b'.",
    '<use xlink:href="a.svg#b"/>': "loads 'a.svg#b'.",
    '<feImage href="https://evil.example/"/>': "loads 'https://evil.example/'.",
    '<textPath href="https://evil.example/#a"/>': "loads 'https://evil.example/#a'.",
    '<linearGradient xlink:href="https://evil.example/#a"/>': "loads 'https://evil.example/#a'.",
    '<g src="https://evil.example/"/>':
        "holds the attribute 'src', which is not allowed in a drawing.",
    '<font-face><font-face-src><font-face-uri href="https://evil.example/"/></font-face-src>'
    "</font-face>": "loads 'https://evil.example/'.",
    '<tref href="https://evil.example/"/>': "loads 'https://evil.example/'.",
    '<cursor href="https://evil.example/"/>': "loads 'https://evil.example/'.",
}  # fmt: skip
ELSEWHERE = "loads something from elsewhere: '{}'."
STYLES = {
    "a{fill:url(https://evil.example/)}": ELSEWHERE.format("url(https://evil.example/)"),
    "a{fill:URL('//evil.example/')}": ELSEWHERE.format("URL('//evil.example/')"),
    "a{fill:url( b.svg#c )}": ELSEWHERE.format("url( b.svg#c )"),
    "a{fill:url()}": ELSEWHERE.format("url()"),
    "a{fill:url(#a url(//evil.example/))}": ELSEWHERE.format("url(#a url(//evil.example/)"),
    "a{--b:url(//evil.example/);fill:var(--b)}": ELSEWHERE.format("url(//evil.example/)"),
    "a{fill:url(data:image/svg+xml,x)}": ELSEWHERE.format("url(data:image/svg+xml,x)"),
    "@import 'https://evil.example/'": "has '@import' in its styles, which is not allowed.",
    "@IMPORT url(#a)": "has '@IMPORT' in its styles, which is not allowed.",
    "@namespace 'https://evil.example/'": "has '@namespace' in its styles, which is not allowed.",
    "@font-face{src:url(//evil.example/)}": ELSEWHERE.format("url(//evil.example/)"),
    "a{background:image-set('//evil.example/')}":
        "has 'image-set()' in its styles, which is not allowed.",
    "a{--b:'//evil.example/';background:-webkit-image-set(var(--b))}":
        "has '-webkit-image-set()' in its styles, which is not allowed.",
    "a{background:image('//evil.example/')}": "has 'image()' in its styles, which is not allowed.",
    "a{background:src('//evil.example/')}": "has 'src()' in its styles, which is not allowed.",
    "a{background:cross-fade('//evil.example/')}":
        "has 'cross-fade()' in its styles, which is not allowed.",
    "a{width:expression(PWN())}": "has 'expression()' in its styles, which is not allowed.",
    "a{content:attr(b)}": "has 'attr()' in its styles, which is not allowed.",
    "a{fill:\\75rl(//evil.example/)}": "has '\\' in its styles, which may hide something.",
    "a{fill:u\\72 l(//evil.example/)}": "has '\\' in its styles, which may hide something.",
    "@\\69mport '//evil.example/'": "has '@' in its styles, which is not allowed.",
    "a{content:'\\'}b{fill:url(//evil.example/)}c{content:'}":
        "has ''' in its styles, which may hide something.",
    "a{content:'/*'}b{fill:url(//evil.example/)}c{content:'*/'}":
        ELSEWHERE.format("url(//evil.example/)"),
    "a{}/* ' */b{fill:url(//evil.example/)}/* ' */": ELSEWHERE.format("url(//evil.example/)"),
    "a{fill:red/* never closed": "has '/*' in its styles, which may hide something.",
    "a{content:'\n'}b{fill:url(//evil.example/)}":
        "has ''' in its styles, which may hide something.",
    "&lt;!-- a{fill:url(//evil.example/)} -->":
        "has '<!--' in its styles, which may hide something.",
    "a{}<!-- x -->svg{background:url(//evil.example/)}": ELSEWHERE.format("url(//evil.example/)"),
    "<![CDATA[a{}]]>svg{background:url(//evil.example/)}": ELSEWHERE.format("url(//evil.example/)"),
    "a{}&#117;rl(//evil.example/)": ELSEWHERE.format("url(//evil.example/)"),
}  # fmt: skip


@pytest.mark.parametrize("inside", HOSTILE)
def test_what_runs_leads_away_or_loads_is_refused(inside: str) -> None:
    assert HOSTILE[inside] in problems(drawing(inside))
    assert read_drawing(drawing(inside)).content == b""


@pytest.mark.parametrize("style", STYLES)
def test_styles_that_load_are_refused_in_a_style_sheet(style: str) -> None:
    assert problems(drawing(f"<style>{style}</style>")) == [STYLES[style]]


IN_ATTRIBUTES = [
    style.partition("{")[2].partition("}")[0].replace('"', "&quot;")
    for style in STYLES
    if style.startswith("a{fill") and "/*" not in style
]


@pytest.mark.parametrize("attribute", ["style", "fill", "filter", "cursor", "mask"])
@pytest.mark.parametrize("style", IN_ATTRIBUTES)
def test_and_in_attributes(style: str, attribute: str) -> None:
    said = style if attribute == "style" else style.removeprefix("fill:")
    assert len(problems(drawing(f'<g {attribute}="{said}"/>'))) == 1


def test_what_stands_in_a_style_sheet_is_no_element() -> None:
    assert problems(drawing('<style><g/>@import "a"</style>')) == [
        "holds <g>.",
        "has '@import' in its styles, which is not allowed.",
    ]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (drawing("").decode().encode("utf-16"), "is saved as UTF-16, not as UTF-8."),
        (drawing("").decode().encode("utf-16-le"), "is saved as UTF-16, not as UTF-8."),
        (drawing("").decode().encode("utf-16-be"), "is saved as UTF-16, not as UTF-8."),
        (drawing("").decode().encode("utf-32"), "is saved as UTF-16, not as UTF-8."),
        (drawing("<title>ä</title>").decode().encode("latin-1"), "is not saved as UTF-8."),
        (b'<?xml version="1.0" encoding="UTF-16LE"?>' + drawing(""),
         "says that it is saved as UTF-16LE, not as UTF-8."),
        (b'<?xml version="1.0" encoding="utf-7"?>' + drawing(""),
         "says that it is saved as utf-7, not as UTF-8."),
        (b"<!DOCTYPE svg>" + drawing(""), "holds a DOCTYPE, which can hide things."),
        (b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd">' + drawing(""),
         "holds a DOCTYPE, which can hide things."),
        (b"<!DOCTYPE svg [<!ENTITY a '<script/>'>]>" + drawing("&a;"),
         "holds a DOCTYPE, which can hide things."),
        (b'<?xml-stylesheet href="a.css"?>' + drawing(""), "holds a processing instruction."),
        (drawing("") + b'<?xml-stylesheet href="a.css"?>', "holds a processing instruction."),
        (drawing("&a;"), "is named .svg, and is no such file."),
        (drawing("<g>"), "is named .svg, and is no such file."),
        (b"<svg/>", "is named .svg, and is no such file."),
        (b"<s:svg xmlns:s='http://www.w3.org/2000/svg/'/>", "is named .svg, and is no such file."),
        (b"", "is named .svg, and is no such file."),
        (b"\x1f\x8b\x08\x00", "is not saved as UTF-8."),
        (b"<svg>\0</svg>", "is named .svg, and is no such file."),
    ],
)  # fmt: skip
def test_only_plain_xml_in_utf_8_is_read(source: bytes, problem: str) -> None:
    assert problems(source) == [problem]


@pytest.mark.parametrize(
    "size",
    ["nan", "NaN", "inf", "-inf", "Infinity", "1e999", "-5", "0", "", " ", "12 px", "12furlong",
     "1_000", "１２", "0x10", "calc(1px)", "1e", "--1", "99999999999999999999999999999999999"],
)  # fmt: skip
@pytest.mark.parametrize("side", ["width", "height"])
def test_a_size_that_is_none_is_told(size: str, side: str) -> None:
    source = f'<svg xmlns="{SVG}" {side}="{size}"/>'.encode()
    assert problems(source) == [f'says {side}="{size}", which is no size.']


@pytest.mark.parametrize("box", ["0 0 nan 1", "0 0 1", "", "0 0 0 9", "0 0 -1 9", "0 0 1e999 9"])
def test_a_view_box_that_is_none_is_told(box: str) -> None:
    source = f'<svg xmlns="{SVG}" viewBox="{box}"/>'.encode()
    assert problems(source) == [f'says viewBox="{box}", which is no size.']


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ('width="300" height="200"', (300, 200)),
        ('width="3in" height="25.4mm" viewBox="0 0 9 9"', (288, 96)),
        ('width="+3e2px" height="2E2"', (300, 200)),
        ('width="100%" height="9"', None),
        ('width="100%" height="100%" viewBox="0 0 30,20"', (30, 20)),
        ('width="60" viewBox="0 0 30 20"', (60, 40)),
        ('height="10em"', None),
        ('viewBox="-5 -5 1e9 5e8"', (100_000, 50_000)),
        ('width="1e-9" viewBox="0 0 1e-5 1e5"', (1e-9, 10)),
        ('width="auto" height="auto"', None),
        ("", None),
    ],
)
def test_the_size_is_said_in_pixels(said: str, size: tuple[int, int] | None) -> None:
    found = read_drawing(f'<svg xmlns="{SVG}" {said}/>'.encode())
    assert found.faults == ()
    assert found.size == (size and pytest.approx(size))


HARMLESS = [
    '<path d="M0 0h1v1z" fill="url(#a)" stroke="rgb(1,2,3)" transform="rotate(45) scale(2, 3)"/>',
    "<defs><linearGradient id='a'><stop offset='0' stop-color='red'/></linearGradient></defs>",
    "<style>.a{fill:url(#b)} .b:not(.a)&gt;g{stroke:var(--c, hsl(1 2% 3%))}</style>",
    "<style>@media (prefers-color-scheme: dark) and (width &gt; 3px){a{fill:URL( '#b' )}}</style>",
    "<style>@keyframes a{from{opacity:0}to{transform:translate(1px)}}</style>",
    '<style>a{font-family:\'Deja (Vu)\', "url x";content:"@import url"}</style>',
    "<g style=\"fill:url(&quot;#a&quot;);-inkscape-font-specification:'Sans'\"/>",
    '<use href="#a"/><use xlink:href="#a" x="1"/>',
    f'<image href="{PNG}" width="2" height="2"/>',
    f'<filter id="f"><feImage xlink:href="{PNG}"/><feOffset in="SourceGraphic" dx="1"/></filter>',
    '<text xml:space="preserve" xml:lang="fi"> a <tspan dy="1em">ä &amp; &lt;]]&gt;</tspan></text>',
    '<rect><animate attributeName="x" from="0" to="9" dur="1s" repeatCount="indefinite"/></rect>',
    '<g><set attributeName="fill" to="url(#a)" begin="accessKey(a)"/></g>',
    '<path id="p"/><circle><animateMotion dur="1s"><mpath href="#p"/></animateMotion></circle>',
    '<switch><g systemLanguage="sv"/><g/></switch><symbol id="s" viewBox="0 0 1 1"/>',
    '<title id="t">A "b" &#x1F600;</title><desc>C:\\d (e) @f url(g)</desc>',
    '<g role="img" aria-label="C:\\d" class="a" tabindex="0" focusable="false" lang="fi"/>',
    '<mask id="m"><rect mask="url(#m2)"/></mask><clipPath id="c"/><marker id="k"/>',
]


@pytest.mark.parametrize("inside", HARMLESS)
def test_what_does_no_harm_is_kept_as_it_is(inside: str) -> None:
    source = drawing(inside)
    found = read_drawing(source)
    assert found.faults == ()
    assert [(e.tag, dict(e.attrib), e.text, e.tail) for e in etree.fromstring(source).iter()] == [
        (e.tag, dict(e.attrib), e.text, e.tail) for e in etree.fromstring(found.content).iter()
    ]
    assert read_drawing(found.content).content == found.content


def test_a_drawing_without_anything_of_its_maker_stays_the_same_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text(f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" id="a">\n<g id="b"/>\n</svg>\n')
    assert b"xlink" not in (published_bytes(file) or b"xlink")
    file.write_text(f'<svg xmlns="{SVG}" id="a">\n<g id="b"/>\n<text>ä</text></svg>\n', "utf-8")
    assert published_bytes(file) is None


def test_what_tells_of_its_maker_goes_without_a_word() -> None:
    source = f"""\ufeff<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- SECRET --><svg xmlns="{SVG}" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" sodipodi:docname="SECRET"
 inkscape:export-filename="/home/SECRET/a.png" data-name="SECRET" content="&lt;SECRET>">
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">SECRET</rdf:RDF></metadata>
<sodipodi:namedview inkscape:path="SECRET"><g>SECRET</g></sodipodi:namedview>
<style>a{{fill:red}}/* SECRET */b{{}}</style><g style="/*SECRET*/fill:red" x="1"/>
</svg><!-- SECRET -->""".encode()
    found = read_drawing(source)
    assert found.faults == ()
    assert found.content.decode() == (
        f'<svg xmlns="{SVG}">\n\n\n<style>a{{fill:red}}/**/b{{}}</style>'
        '<g style="/**/fill:red" x="1"/>\n</svg>\n'
    )


def test_what_a_camera_wrote_goes_of_pictures_in_a_drawing_too() -> None:
    raw = picture("JPEG", comment=b"SECRET")
    packed = b64encode(raw).decode()
    source = drawing(f'<image href="data:image/jpeg;base64,\n{packed[:40]}\n{packed[40:]}"/>')
    content = read_drawing(source).content
    assert b64encode(picture("JPEG")) in content
    assert b64encode(b"SECRET")[:6] not in content


MUCH = {
    "an element with 100,000 attributes":
        f'<svg xmlns="{SVG}" ' + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
    "an element with 50,000 namespaces":
        f'<svg xmlns="{SVG}" ' + " ".join(f'xmlns:a{n}="u{n}" a{n}:b=""' for n in range(50_000))
        + "/>",
    "60,000 elements": OPEN + "<g/>" * 60_000 + "</svg>",
    "60,000 that are left out": OPEN + "<metadata>" + "<g/>" * 60_000 + "</metadata></svg>",
    "300 in each other": OPEN + "<g>" * 300 + "</g>" * 300 + "</svg>",
    "300 in each other that are left out": OPEN + "<ink:a>" * 300 + "</ink:a>" * 300 + "</svg>",
    "9 times 10 uses": OPEN + "".join(
        f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9)
    ) + '<g id="a0"/></svg>',
    "9 times 10 uses, percent-encoded": OPEN + "".join(
        f'<g id="a{n + 1}">' + f'<use href="#%61{n}"/>' * 10 + "</g>" for n in range(9)
    ) + '<g id="a0"/></svg>',
    "9 times 10 patterns": OPEN + "".join(
        f'<pattern id="a{n + 1}">' + f'<g fill="url(#a{n})"/>' * 10 + "</pattern>" for n in range(9)
    ) + '<g id="a0"/></svg>',
    "itself": OPEN + '<g id="a"><g id="b"><use href="#a"/></g></g></svg>',
}  # fmt: skip


@pytest.mark.parametrize("name", MUCH)
def test_work_is_bounded(name: str) -> None:
    (problem,) = problems(MUCH[name].encode())
    assert re.match("has |is nested|draws more|has a part that is drawn inside", problem)


def test_a_hundred_faults_are_not_all_told() -> None:
    assert len(problems(drawing("<script/>\n" * 100))) == 20


def test_faults_say_where_they_are(tmp_path: Path) -> None:
    source = (
        f'<svg xmlns="{SVG}">\n<style>\na{{}}\nb{{c:url(d)}}</style>\n  <g onload="PWN()"/>'
        '<a href="b">c</a></svg>'
    )
    faults = [(f.line, f.column, f.problem) for f in read_drawing(source.encode()).faults]
    assert faults == [
        (4, 0, "loads something from elsewhere: 'url(d)'."),
        (5, 3, "holds the script 'onload'."),
        (5, 22, "holds a link (<a>)."),
        (5, 22, "loads 'b'."),
    ]
    assert told(tmp_path, {"docs/fi/a.md": page(), "docs/a.svg": source}, "fi")[1:3] == [
        "error docs/a.svg:5: holds the script 'onload'. Save it anew, or remove it.",
        "error docs/a.svg:5: holds a link (<a>). Write the link in the text beside it.",
    ]


ALLOWED_KEYS = ATTRIBUTES | {f"{{{XLINK}}}href", f"{{{XML}}}lang", f"{{{XML}}}space"}


WORDED = {"id", "class", "lang", "role", "title", "systemLanguage"}
IN_STYLES = re.compile(
    r"\\|@import|image-set|<!|url\((?!\s*([\"']?)#[^\"')]*\1\s*\))", re.IGNORECASE
)


def outside_of_the_rules(content: bytes) -> list[str]:
    """What of a published drawing, read by another parser, is not on the lists."""
    tree = etree.fromstring(content).getroottree()
    found = [tree.docinfo.doctype] if tree.docinfo.doctype else []
    for node in tree.xpath("//node()|/node()"):
        if not isinstance(node, etree._Element):
            continue
        name = etree.QName(node) if isinstance(node.tag, str) else None
        if name is None or name.namespace != SVG or name.localname not in ELEMENTS:
            found.append(repr(node))
            continue
        found += [key for key in node.attrib if key not in ALLOWED_KEYS and key[:5] != "aria-"]
        for key, value in node.attrib.items():
            if key.endswith("href") and not re.match(
                r"\s*(#|data:image/(png|jpeg);base64,)", value
            ):
                found.append(value)
            if key not in WORDED and key[:5] != "aria-":
                found += [match.group() for match in IN_STYLES.finditer(value)]
        if name.localname == "style":
            said = re.sub(r"\"[^\"]*\"|'[^'\"#]*'", "", node.text or "")
            found += [match.group() for match in IN_STYLES.finditer(said)]
    return found


def pieces() -> list[str]:
    styles = [f"<style>{style}</style>" for style in STYLES]
    styles += [f'<g style="{style}"/>' for style in IN_ATTRIBUTES]
    return [*HOSTILE, *HARMLESS * 6, *styles, "<metadata><g/></metadata>", "<!-- a -->",
            "<ink:a><script/></ink:a>", '<g ink:b="c" data-a="b"/>', "&amp;lt;", "<![CDATA[<a>]]>",
            "<desc><![CDATA[<script>]]></desc>", "<g>", "</g>", "<style>", "</style>", "<text>",
            "</text>", "url(a)", "/*", "*/", "<g><h:p/></g>", "'"]  # fmt: skip


PIECES = pieces()


def published_drawings() -> list[tuple[bytes, bytes]]:
    """What is published of two thousand drawings of three pieces, beside what they were."""
    chance = random.Random(10)
    sources = [drawing("".join(chance.choices(PIECES, k=3))) for _ in range(2000)]
    found = [(source, read_drawing(source)) for source in sources]
    return [(source, each.content) for source, each in found if not each.faults]


def test_nothing_outside_of_the_rules_is_published() -> None:
    published = published_drawings()
    assert len(published) > 200
    for source, content in published:
        assert outside_of_the_rules(content) == [], source
        assert read_drawing(content).content == content


@pytest.mark.parametrize(
    ("rule", "without"),
    [
        ("style_problem", lambda _: None),
        ("ELEMENTS", ELEMENTS | {"script", "iframe", "video"}),
        ("ATTRIBUTES", ATTRIBUTES | {"src", "onload"}),
        ("_Reading._embedded", lambda _, value: value),
    ],
)
def test_and_that_is_seen_when_a_rule_is_missing(
    monkeypatch: pytest.MonkeyPatch, rule: str, without: object
) -> None:
    monkeypatch.setattr(f"tolkku.media.drawings.{rule}", without)
    assert any(outside_of_the_rules(content) for _, content in published_drawings())
