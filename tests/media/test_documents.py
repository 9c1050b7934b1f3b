"""Office files and PDF: what they tell of their makers goes where that is safe, or is told."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from sites_for_tests import office, page, picture, published_bytes, told
from tolkku.media.judge import media_findings
from tolkku.media.office import bare_office

SECRET = "SECRET"
CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:dc="d"><dc:title>A &amp; ä</dc:title>'
    "<dc:creator>SECRET</dc:creator><cp:lastModifiedBy>SECRET</cp:lastModifiedBy>"
    "</cp:coreProperties>"
)
META = "<office:meta><dc:title>A</dc:title><meta:initial-creator>SECRET</meta:initial-creator>"
MENDED = "Accept or reject every change, delete the comments, and save it anew."


def parts_of(raw: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(raw)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def findings(tmp_path: Path, name: str, raw: bytes) -> list[str]:
    (tmp_path / name).write_bytes(raw)
    return [f"{f.severity.value}: {f.problem}" for f in media_findings(tmp_path / name, name)]


def test_properties_go_and_what_is_read_stays(tmp_path: Path) -> None:
    photo = picture("JPEG", comment=b"SECRET")
    raw = office(
        docProps__core_xml=CORE,
        docProps__app_xml="<Properties><Company>SECRET</Company></Properties>",
        docProps__custom_xml="<Properties><property>SECRET</property></Properties>",
        word__media__a_jpeg=photo,
        word__media__b_png=b"\x89PNG broken",
        word__document_xml="<w:document>Hei</w:document>",
    )
    assert findings(tmp_path, "a.docx", raw) == []
    bare = published_bytes(tmp_path / "a.docx") or b""
    assert b"SECRET" not in bare
    parts = parts_of(bare)
    assert not any(b"SECRET" in content for content in parts.values())
    assert list(parts) == list(parts_of(raw))
    assert b"<dc:title>A &amp; \xc3\xa4</dc:title>" in parts["docProps/core.xml"]
    assert parts["word/document.xml"] == b"<w:document>Hei</w:document>"
    assert parts["word/media/a.jpeg"] == picture("JPEG")
    assert parts["word/media/b.png"] == b"\x89PNG broken"
    assert bare_office(bare) == bare
    with ZipFile(BytesIO(bare)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_open_document_stays_one(tmp_path: Path) -> None:
    printer = '<config:config-item config:name="PrinterName">SECRET</config:config-item>'
    made = BytesIO()
    with ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", ZIP_STORED)
        package.writestr("meta.xml", META, ZIP_DEFLATED)
        package.writestr("settings.xml", printer, ZIP_DEFLATED)
        package.writestr("content.xml", "<office:text>Hei</office:text>", ZIP_DEFLATED)
    assert findings(tmp_path, "a.odt", made.getvalue()) == []
    bare = published_bytes(tmp_path / "a.odt") or b""
    assert bare[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text")
    parts = parts_of(bare)
    assert not any(b"SECRET" in content for content in parts.values())
    assert b"<dc:title>A</dc:title>" in parts["meta.xml"]
    assert b'config:name="PrinterName"></' in parts["settings.xml"]


COMMENTS = "error: holds comments, with the names of those who wrote them."
CHANGES = "error: holds tracked changes: what was deleted can be read."


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"word/comments.xml": SECRET}, [COMMENTS]),
        ({"word/commentsExtended.xml": ""}, [COMMENTS]),
        ({"xl/threadedComments/threadedComment1.xml": ""}, [COMMENTS]),
        ({"ppt/comments/modernComment_1.xml": ""}, [COMMENTS]),
        ({"content.xml": "<office:annotation office:name='a'>"}, [COMMENTS]),
        ({"word/document.xml": '<w:del w:author="A"><w:delText>b</w:delText></w:del>'}, [CHANGES]),
        ({"word/footnotes.xml": '<w:ins w:id="1">'}, [CHANGES]),
        ({"word/document.xml": "<w:delimiter/><w:instrText>"}, []),
        ({"content.xml": "<text:tracked-changes>"}, [CHANGES]),
        ({"xl/vbaProject.bin": ""}, ["error: holds macros."]),
        ({"Basic/Standard/script-lb.xml": ""}, ["error: holds macros."]),
        ({"xl/workbook.xml": '<sheet name="a" state="veryHidden"/>'},
         ["note: holds hidden sheets, which everybody can show."]),
        ({"ppt/notesSlides/notesSlide1.xml": ""}, ["note: holds the speaker's notes."]),
        ({"word/embeddings/a.xlsx": ""},
         ["note: holds other files, which are not looked through."]),
        ({"word/_rels/settings.xml.rels": '<a Target="file:///C:\\Users\\anna\\a.dotx"/>'},
         ["note: tells of the folder 'file:///C:\\Users\\anna\\a.dotx'."]),
        ({"_xmlsignatures/sig1.xml": ""},
         ["note: is signed, so that its properties (author, company, times) are published too."]),
    ],
)  # fmt: skip
def test_what_is_woven_into_the_text_is_told(
    tmp_path: Path, parts: dict[str, str], expected: list[str]
) -> None:
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert findings(tmp_path, "a.docx", made.getvalue()) == expected


def test_what_is_signed_stays_as_it_is() -> None:
    raw = office(docProps__core_xml=CORE, _xmlsignatures__a_xml="")
    raw = raw.replace(b".xmlsignatures", b"_xmlsignatures")
    assert bare_office(raw) == raw


def bomb() -> bytes:
    return office(word__document_xml=bytes(101_000_000))


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"PK\3\4", "is named .docx, and is damaged."),
        (office(a="b")[:-30], "is named .docx, and is damaged."),
        (office(a="b", c="d").replace(b"PK\3\4", b"PK\3\5"),
         "is named .docx, and is damaged."),
        (bomb(), "is packed from more than 100 MB, which keeps phones too busy."),
    ],
    ids=["no zip", "cut short", "spoilt", "bomb"],
)  # fmt: skip
def test_an_office_file_that_is_none_is_refused(tmp_path: Path, raw: bytes, problem: str) -> None:
    assert findings(tmp_path, "a.docx", raw.replace(b"PK\3\5", b"PK\3\4", 1)) == [
        f"error: {problem}"
    ]


def pdf(*objects: bytes, end: bytes = b"") -> bytes:
    bodies = b"".join(b"%d 0 obj%s\nendobj\n" % (n, each) for n, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + bodies + b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n" + end


def stream(head: bytes, content: bytes, *, is_packed: bool) -> bytes:
    content = zlib.compress(content) if is_packed else content
    said = b"/Filter/FlateDecode" if is_packed else b""
    return b"<<%s%s>>stream\n%s\nendstream" % (head, said, content)


XMP = (
    b"<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>Anna</rdf:li></rdf:Seq></dc:creator>"
    b"<xmp:CreatorTool>Writer</xmp:CreatorTool></x:xmpmeta>"
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (pdf(b"<</Title(A)/Producer(B)/Lang(fi)>>"), []),
        (pdf(b"<</Author(Anna \\(A\\) \\344)/Creator<FEFF00C4006E>/Producer (P)>>"),
         ["note: tells of its maker: author “Anna (A) ä”; made with “Än”; written by “P”."]),
        (pdf(b"<</#41uthor (A(n)na)>>"), ["note: tells of its maker: author “A(n)na”."]),
        (pdf(b"<</Author()/Creator()>>"), []),
        (pdf(stream(b"/Type/ObjStm", b"<</Author(Anna)>>", is_packed=True)),
         ["note: tells of its maker: author “Anna”."]),
        (pdf(stream(b"/Type/Metadata", XMP, is_packed=True)),
         ["note: tells of its maker: author “Anna”; made with “Writer”."]),
        (pdf(stream(b"/Type/Metadata", XMP, is_packed=False)),
         ["note: tells of its maker: author “Anna”; made with “Writer”."]),
        (pdf(stream(b"/Length 9", b"BT (/Author(Anna) /JavaScript) Tj ET", is_packed=True)), []),
        (pdf(stream(b"/Length 9", b"BT (/Author(Anna) /JS) Tj ET", is_packed=False)), []),
        (pdf(b"<</URI(file:///home/anna/a.html)>>"),
         ["note: tells of its maker: the path “file:///home/anna/a.html”."]),
        (pdf(b"<</Producer(C:\\\\Users\\\\anna\\\\b)>>"),
         ["note: tells of its maker: written by “C:\\Users\\anna\\b”."]),
        (pdf(b"<</S/JavaScript/JS(a)>>"),
         ["error: holds a script or starts a program (/JavaScript)."]),
        (pdf(b"<</S/Launch/F(a)>>"), ["error: holds a script or starts a program (/Launch)."]),
        (pdf(stream(b"/Type/ObjStm", b"<</S/J#61vaScript>>", is_packed=True)),
         ["error: holds a script or starts a program (/JavaScript)."]),
        (pdf(b"<</Author(x)>>", end=b"trailer<</Encrypt 9 0 R>>"),
         ["note: is locked, so that nobody can look what it tells of its maker."]),
        (pdf(b"<</Subtype/Highlight/T(Anna)>>"), ["note: holds comments, perhaps with names."]),
        (pdf(b"<</Names<</EmbeddedFiles 3 0 R>>>>"),
         ["note: holds other files, which are not looked through."]),
        (pdf(b"<<>>", end=b"startxref\n9\n%%EOF\n"),
         ["note: keeps its earlier versions, with what was taken out of them."]),
        (pdf(b"<</Linearized 1>>", end=b"startxref\n9\n%%EOF\n"), []),
        (b"%PDF-", []),
        (b"%PDF-1.7 stream\n", []),
        (pdf(stream(b"/Type/ObjStm", b"", is_packed=True).replace(b"x", b"y")), []),
    ],
)  # fmt: skip
def test_what_a_pdf_tells_is_told(tmp_path: Path, raw: bytes, expected: list[str]) -> None:
    assert findings(tmp_path, "a.pdf", raw) == expected
    assert published_bytes(tmp_path / "a.pdf") is None


def test_a_large_pdf_is_looked_through_once(tmp_path: Path) -> None:
    """No rule looks at what follows each of many beginnings again and again."""
    for piece in (b"/Author(", b"stream\n", b"<dc:creator>", b"/Creator<", b"((((", b" obj"):
        assert "error" not in str(findings(tmp_path, "a.pdf", b"%PDF-1.7" + piece * 200_000))


def test_an_editor_reads_what_to_do(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"docs/a.docx": office(word__comments_xml="")}
    files["docs/b.pdf"] = pdf(b"<</Author(Anna)>>")
    assert told(tmp_path, {"docs/fi/a.md": page(body="[b](../b.pdf)"), **files}, "fi") == [
        "error docs/a.docx: holds comments, with the names of those who wrote them. " + MENDED,
        "note docs/b.pdf: tells of its maker: author “Anna”. Take it out in the program that made"
        " it (its properties, “inspect document”), and save it anew; leave it, if readers may"
        " know.",
    ]
