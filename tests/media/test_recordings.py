"""Sounds and films lose what phones and programs wrote into them, and play on as they did."""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browsing import chromium
from paths import RECORDINGS
from sites_for_tests import page as text
from sites_for_tests import published_bytes, read, told
from tolkku.media.judge import media_findings
from tolkku.media.recordings import bare_recording
from tolkku.media.types import Damaged

FILES = sorted(RECORDINGS.glob("[fls]*.*"))
SECRET = b"SECRET"
PLAYED = """async ([kind, packed]) => {
  const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
  if (kind === "sound") {
    const made = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes.buffer);
    return [made.length, ...made.getChannelData(0).slice(0, 4000)].join();
  }
  const film = document.createElement("video");
  film.muted = true;
  film.src = URL.createObjectURL(new Blob([bytes]));
  await film.play();
  await new Promise(done => film.onended = done);
  const drawn = document.createElement("canvas");
  drawn.width = film.videoWidth; drawn.height = film.videoHeight;
  drawn.getContext("2d").drawImage(film, 0, 0);
  return [film.currentTime.toFixed(2), drawn.toDataURL()].join();
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_of_its_maker_is_left(file: Path) -> None:
    raw = file.read_bytes()
    bare = bare_recording(raw, file.suffix)
    assert SECRET in raw
    assert SECRET not in bare
    assert b"60.1699" not in bare
    assert bare_recording(bare, file.suffix) == bare
    assert len(bare) == len(raw) or file.suffix in (".mp3", ".wav")
    assert list(media_findings(file, file.name)) == []
    assert published_bytes(file) == bare


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.suffix != ".ogv"], ids=lambda file: file.name
)
def test_it_plays_as_it_did(page: Page, file: Path) -> None:
    """Chromium plays no Theora any more."""
    kind = "sound" if file.stem == "sound" else "film"
    raw = file.read_bytes()
    played = [
        page.evaluate(PLAYED, [kind, b64encode(each).decode()])
        for each in (raw, bare_recording(raw, file.suffix))
    ]
    assert len(played[0]) > 500
    assert played[0] == played[1]


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.suffix != ".mp3"], ids=lambda file: file.name
)
def test_a_recording_cut_short_anywhere_breaks_nothing(file: Path) -> None:
    """It is damaged, or what is left of it is bare. An MP3 has no end that could be missing."""
    raw = file.read_bytes()
    for end in range(0, len(raw), 97):
        try:
            assert SECRET not in bare_recording(raw[:end], file.suffix)
        except Damaged:
            continue


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


def track(handler: bytes, chunks: list[tuple[int, int]], *more: bytes) -> bytes:
    """A track of these chunks, of one sample each: where they begin, how long they are."""
    full = bytes(4)
    starts = b"".join(struct.pack(">I", start) for start, _ in chunks)
    sizes = b"".join(struct.pack(">I", size) for _, size in chunks)
    count = struct.pack(">I", len(chunks))
    table = box(
        b"stbl",
        box(b"stsc", full, struct.pack(">4I", 1, 1, 1, 1)),
        box(b"stsz", full, bytes(4), count, sizes),
        box(b"stco", full, count, starts),
    )
    media = box(b"mdia", box(b"hdlr", full, bytes(4), handler, bytes(12), b"SECRET\0"),
                box(b"minf", table))  # fmt: skip
    return box(b"trak", box(b"tkhd", full, b"\1" * 80), media, *more)


def film(*tracks: bytes, data: bytes = b"PICTURES|GPS 60,24|SUBTITLE", more: bytes = b"") -> bytes:
    start = box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", data)
    return start + box(b"moov", box(b"mvhd", bytes(4), b"\1" * 96), *tracks) + more


DATA = 24  # where the data of such a film begins


@pytest.mark.parametrize("handler", [b"meta", b"camm", b"tmcd", b"data"])
def test_what_a_camera_measured_goes_with_its_track(handler: bytes) -> None:
    raw = film(track(b"vide", [(DATA, 9)]), track(handler, [(DATA + 9, 4), (DATA + 13, 6)]))
    bare = bare_recording(raw, ".mp4")
    assert b"PICTURES|" + bytes(10) + b"SUBTITLE" in bare
    assert bare.count(b"trak") == 1
    assert len(bare) == len(raw)


def test_places_that_a_drone_writes_as_subtitles_go_and_other_subtitles_stay() -> None:
    raw = film(track(b"sbtl", [(DATA + 9, 10)]), track(b"sbtl", [(DATA + 19, 8)]))
    bare = bare_recording(raw, ".mp4")
    assert b"PICTURES|" + bytes(10) + b"SUBTITLE" in bare
    assert bare.count(b"trak") == 1


def test_when_and_with_what_it_was_made_goes() -> None:
    entry = box(b"avc1", bytes(42), b"\x06SECRET".ljust(32, b"\0"), b"\0\x18\xff\xff")
    table = box(b"stbl", box(b"stsd", bytes(4), struct.pack(">I", 1), entry))
    alias = box(b"dinf", box(b"dref", bytes(4), b"\0\0\0\1", box(b"alis", bytes(4), SECRET)))
    described = box(b"trak", box(b"mdia", box(b"minf", alias, table)))
    bare = bare_recording(film(track(b"vide", [(DATA, 9)]), described), ".mov")
    assert SECRET not in bare
    assert b"avc1" in bare
    times = bare.index(b"mvhd") + 8
    assert bare[times : times + 9] == bytes(8) + b"\1"
    times = bare.index(b"tkhd") + 8
    assert bare[times : times + 9] == bytes(8) + b"\1"


@pytest.mark.parametrize(
    "more",
    [
        box(b"uuid", bytes(16), SECRET),
        box(b"free", SECRET),
        box(b"skip", SECRET),
        box(b"meta", SECRET),
        box(b"XMP_", SECRET),
        struct.pack(">I4sQ", 1, b"uuid", 22) + SECRET,
        struct.pack(">I4s", 0, b"uuid") + SECRET,
        SECRET,
        SECRET * 9,
    ],
)
def test_what_stands_beside_a_film_goes(more: bytes) -> None:
    whole = film(track(b"vide", [(DATA, 9)]))
    bare = bare_recording(whole + more, ".mp4")
    assert SECRET not in bare
    assert bare.startswith(bare_recording(whole, ".mp4"))


@pytest.mark.parametrize("around", [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"])
@pytest.mark.parametrize("kind", [b"udta", b"meta", b"uuid", b"free", b"XYZW"])
def test_what_stands_in_a_film_goes(around: bytes, kind: bytes) -> None:
    path = {
        b"trak": [b"moov"], b"mdia": [b"moov", b"trak"], b"minf": [b"moov", b"trak", b"mdia"],
        b"stbl": [b"moov", b"trak", b"mdia", b"minf"], b"traf": [b"moof"],
    }.get(around, [])  # fmt: skip
    made = box(around, box(kind, SECRET * 3))
    for outer in reversed(path):
        made = box(outer, made)
    raw = box(b"ftyp", b"isom", bytes(4)) + made
    assert SECRET not in bare_recording(raw, ".mp4")


def test_measurements_in_fragments_are_told(tmp_path: Path) -> None:
    raw = film(track(b"meta", []), more=box(b"moof", box(b"traf")))
    assert told(tmp_path, {"docs/fi/a.md": text(), "docs/a.mp4": raw}, "fi") == [
        "error docs/a.mp4: holds what the camera measured, perhaps where it was taken."
        " Save it anew, or remove it."
    ]


def test_a_track_that_is_everywhere_keeps_nobody_busy() -> None:
    with pytest.raises(Damaged):
        bare_recording(film(track(b"meta", [(0, 1000)] * 2000)), ".mp4")


@pytest.mark.parametrize(
    "raw",
    [
        b"\0\0\0\x20ftypisom",
        b"\0\0\0\4ftypisom",
        film()[:-1],
        film(b"\0\0\0\xfftrak"),
        film(box(b"cmov", b"")) + b"\0\0\0\xffmoov",
    ],
)
def test_a_film_whose_boxes_do_not_fit_is_damaged(raw: bytes) -> None:
    with pytest.raises(Damaged):
        bare_recording(raw, ".mp4")


FRAMES = b"\xff\xfb\x90\x00" * 60
ID3 = b"ID3\4\0\0\0\0\0\x06" + SECRET
APE_ITEMS = SECRET * 3
APE = struct.pack("<4I", 2000, 50, 1, 0) + bytes(8)


@pytest.mark.parametrize(
    "raw",
    [
        ID3 + FRAMES,
        ID3 + ID3 + FRAMES,
        b"ID3\4\0\x10\0\0\0\x06" + SECRET + b"3DI\4\0\x10\0\0\0\x06" + FRAMES,
        ID3 + bytes(50) + SECRET + FRAMES,
        FRAMES + b"TAG" + SECRET.ljust(125, b"\0"),
        FRAMES + b"TAG+" + SECRET.ljust(223, b"\0") + b"TAG" + bytes(125),
        FRAMES + APE_ITEMS + b"APETAGEX" + APE,
        FRAMES + b"APETAGEX" + APE[:12] + struct.pack("<I", 5 << 29) + APE[16:] + APE_ITEMS
        + b"APETAGEX" + APE[:12] + struct.pack("<I", 4 << 29) + APE[16:],
        FRAMES + b"LYRICSBEGIN" + SECRET + b"000017LYRICS200" + b"TAG" + bytes(125),
        FRAMES + b"ID3\4\0\x10\0\0\0\x06" + SECRET + b"3DI\4\0\x10\0\0\0\x06",
        ID3 + FRAMES + APE_ITEMS + b"APETAGEX" + APE + b"TAG" + SECRET.ljust(125, b"\0"),
    ],
)  # fmt: skip
def test_tags_before_and_after_a_sound_go(raw: bytes) -> None:
    raw = raw.replace(struct.pack("<I", 50), struct.pack("<I", len(APE_ITEMS) + 32))
    assert bare_recording(raw, ".mp3") == FRAMES


@pytest.mark.parametrize(
    "raw", [b"ID3\4\0\0\0\0\0\x04text", ID3, ID3[:9], b"ID3\4\0\0\x7f\x7f\x7f\x7f"]
)
def test_an_mp3_without_a_sound_is_damaged(raw: bytes) -> None:
    with pytest.raises(Damaged):
        bare_recording(raw, ".mp3")


def ogg_page(stream: int, number: int, packet: bytes, kind: int = 0) -> bytes:
    laces = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    if len(laces) > 255:
        laces, packet = laces[:255], packet[: 255 * 255]
    return (
        struct.pack("<4sBBqIIIB", b"OggS", 0, kind, 0, stream, number, 0, len(laces))
        + laces
        + packet
    )


def test_comments_of_many_pages_go(tmp_path: Path) -> None:
    comment = b"METADATA_BLOCK_PICTURE=" + SECRET * 12_000
    packet = (
        b"OpusTags"
        + struct.pack("<I", 6)
        + b"SECRET"
        + struct.pack("<II", 1, len(comment))
        + comment
    )
    raw = (
        ogg_page(7, 0, b"OpusHead\1", 2) + ogg_page(7, 1, packet)
        + ogg_page(7, 2, packet[65_025:], 1) + ogg_page(7, 3, b"SOUND")
    )  # fmt: skip
    bare = bare_recording(raw, ".opus")
    assert len(bare) == len(raw)
    assert SECRET not in bare
    assert b"SOUND" in bare


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (ogg_page(1, 0, b"\x7fFLAC", 2), "holds a stream that cannot be looked through."),
        (ogg_page(1, 0, b"SOUND"), ""),
        (ogg_page(1, 0, b"OpusHead", 2) + ogg_page(1, 1, b"OpusTagz" + bytes(8)), ""),
        (ogg_page(1, 0, b"OpusHead", 2) + SECRET, ""),
    ],
)
def test_an_ogg_that_is_not_understood_is_refused(raw: bytes, problem: str) -> None:
    with pytest.raises(Damaged) as caught:
        bare_recording(raw, ".ogg")
    assert str(caught.value) == problem


def part(name: bytes, content: bytes) -> bytes:
    return name + (1 << 56 | len(content)).to_bytes(8, "big") + content


@pytest.mark.parametrize(
    "inside",
    [
        part(b"\x12\x54\xc3\x67", SECRET),  # Tags
        part(b"\x19\x41\xa4\x69", SECRET),  # Attachments
        part(b"\x15\x49\xa9\x66", part(b"\x7b\xa9", SECRET) + part(b"\x4d\x80", SECRET)),
        part(b"\x16\x54\xae\x6b", part(b"\xae", part(b"\x53\x6e", SECRET))),
        part(b"\xec", SECRET),
        b"\xec\x86" + SECRET,
    ],
)
def test_what_is_noted_in_a_webm_goes(inside: bytes) -> None:
    raw = part(b"\x1a\x45\xdf\xa3", b"") + part(b"\x18\x53\x80\x67", inside)
    bare = bare_recording(raw, ".webm")
    assert len(bare) == len(raw)
    assert SECRET not in bare
    assert bare_recording(bare, ".webm") == bare


def test_a_feed_says_the_length_of_what_is_published(tmp_path: Path) -> None:
    from tolkku.media.images import Media

    file = next(file for file in FILES if file.suffix == ".mp3")
    body = text(body="[Kuuntele](../a.mp3)")
    site = read(tmp_path, {"docs/fi/a.md": body, "docs/a.mp3": file.read_bytes()}, "fi")
    media = Media(site.files, site.settings.absolute)
    (medium,) = media.recordings(("a.mp3",))
    assert medium.length == len(bare_recording(file.read_bytes(), ".mp3")) < file.stat().st_size
