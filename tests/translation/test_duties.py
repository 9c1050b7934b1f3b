"""Which editions are owed, by when, and what an editor is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from paths import SITES
from sites_for_tests import Files, bulletin, page, settings, told, write
from tolkku.model.findings import TolkkuError
from tolkku.site import Site, read_site
from tolkku.translation.duties import Owed
from tolkku.translation.standing import fingerprint

WATER = "bulletins/2026/2026-12-01-water"
SV = "---\ntitle: Rubrik\nsummary: Kort.\npublished: {published}\n{fields}\n---\n\nText.\n"


def site(folder: Path, duties: str, files: Files, at: str, nav: str = "[now]") -> Site:
    added = f"    nav: {nav}\n    duties: [{duties}]\n"
    base: Files = {"mkdocs.yml": settings("fi", "sv", "en") + added, "docs/fi/index.md": page()}
    return read_site(write(folder, {**base, **files}), at, {})[0]


def shown(owed: Owed) -> str:
    """`sv overdue 2026-12-02 00:00 missing`."""
    lack = f" {owed.lack.value}" if owed.lack else ""
    return f"{owed.language} {owed.progress.value} {owed.due:%Y-%m-%d %H:%M}{lack}"


def owed(folder: Path, duties: str, files: Files, at: str, nav: str = "[now]") -> list[str]:
    return [shown(each) for each in site(folder, duties, files, at, nav).owed]


def swedish(fields: str = "", published: str = "2026-12-01 07:00") -> str:
    """A Swedish edition, confirmed against the Finnish one of `bulletin()`."""
    return SV.format(published=published, fields=f"{fields}\n{follows()}".strip()).replace(
        "\n\n---", "\n---"
    )


def follows(**parts: str) -> str:
    """The line that `tolkku confirm` would write, but for the parts given."""
    said = {"title": "Otsikko", "summary": "Lyhyesti.", "introduction": "Teksti."}
    marks = {name: fingerprint(text) for name, text in said.items()} | parts
    shown = ", ".join(f"{name}: '{mark}'" for name, mark in marks.items())
    return f"follows: {{on: 2026-12-01, parts: {{{shown}}}}}"


UNCONFIRMED = SV.format(published="2026-12-01 07:00", fields="state: full")
OUTDATED = SV.format(published="2026-12-01 07:00", fields=follows(title="00000000"))


@pytest.mark.parametrize(
    ("duty", "at", "expected"),
    [
        # No time allowed: owed at once.
        ("for: urgent, hours: 0", "2026-12-01 07:00", "overdue 2026-12-01 07:00"),
        ("for: urgent, days: 0", "2026-12-01 07:00", "overdue 2026-12-01 07:00"),
        ("for: urgent", "2026-12-01 06:59", "open 2026-12-01 07:00"),
        # So many hours.
        ("for: urgent, hours: 3", "2026-12-01 09:59", "open 2026-12-01 10:00"),
        ("for: urgent, hours: 3", "2026-12-01 10:00", "overdue 2026-12-01 10:00"),
        # Until the end of the local day, or of one so many days later.
        ("for: urgent, days: 1", "2026-12-02 23:59", "open 2026-12-03 00:00"),
        ("for: urgent, days: 1", "2026-12-03 00:00", "overdue 2026-12-03 00:00"),
        # By the digest.
        ("for: weekly", "2026-12-07 07:59", "open 2026-12-07 08:00"),
        ("for: monthly", "2027-01-01 08:00", "overdue 2027-01-01 08:00"),
    ],
)
def test_the_time_allowed(tmp_path: Path, duty: str, at: str, expected: str) -> None:
    urgent = "kind: urgent\nexpires: 2027-02-01 07:00\nnext_update: 2026-12-02 07:00"
    files: Files = {f"{WATER}/fi.md": bulletin(urgent)}
    duty = f"{{{duty}, languages: [sv]}}"
    assert owed(tmp_path, duty, files, at) == [f"sv {expected} missing"]


def test_a_bulletin_has_until_midnight_of_its_own_day(tmp_path: Path) -> None:
    duty = "{for: bulletin, languages: [fi, sv]}"
    files: Files = {f"{WATER}/fi.md": bulletin(published="2026-12-01 23:50")}
    assert owed(tmp_path, duty, files, "2026-12-01 23:59") == [
        "fi met 2026-12-02 00:00",
        "sv open 2026-12-02 00:00 missing",
    ]


def test_days_are_local_days_when_the_clocks_change(tmp_path: Path) -> None:
    files: Files = {
        "bulletins/2026/2026-10-24-x/fi.md": bulletin(published="2026-10-24 12:00"),
    }
    (one,) = site(
        tmp_path, "{for: bulletin, languages: [sv], days: 1}", files, "2026-10-24 13:00"
    ).owed
    assert one.due.isoformat() == "2026-10-26T00:00:00+02:00"


@pytest.mark.parametrize(
    ("state", "edition", "expected"),
    [
        ("full", swedish(), "met 2026-12-02 00:00"),
        ("full", swedish("state: summary"), "open 2026-12-02 00:00 short"),
        ("summary", swedish("state: summary"), "met 2026-12-02 00:00"),
        ("summary", swedish("state: machine"), "open 2026-12-02 00:00 short"),
        ("machine", swedish("state: machine"), "met 2026-12-02 00:00"),
        ("full", swedish("draft: yes"), "open 2026-12-02 00:00 draft"),
        ("full", UNCONFIRMED, "open 2026-12-02 00:00 unconfirmed"),
        ("full", OUTDATED, "open 2026-12-02 00:00 outdated"),
        # What comes out by itself in time does what is owed; later it does not.
        ("full", swedish(published="2026-12-01 23:59"), "met 2026-12-02 00:00"),
        ("full", swedish(published="2026-12-02 00:01"), "open 2026-12-02 00:00 late"),
    ],
)  # fmt: skip
def test_what_an_edition_lacks(tmp_path: Path, state: str, edition: str, expected: str) -> None:
    duty = f"{{for: bulletin, languages: [sv], state: {state}}}"
    files: Files = {f"{WATER}/fi.md": bulletin(), f"{WATER}/sv.md": edition}
    assert owed(tmp_path, duty, files, "2026-12-01 08:00") == [f"sv {expected}"]


def test_one_that_came_too_late_does_what_is_owed_in_the_end(tmp_path: Path) -> None:
    files: Files = {
        f"{WATER}/fi.md": bulletin(),
        f"{WATER}/sv.md": swedish(published="2026-12-05 07:00"),
    }
    duty = "{for: bulletin, languages: [sv]}"
    assert owed(tmp_path, duty, files, "2026-12-04 12:00") == ["sv overdue 2026-12-02 00:00 late"]
    assert owed(tmp_path, duty, files, "2026-12-05 12:00") == ["sv met 2026-12-02 00:00"]


@pytest.mark.parametrize(
    ("updates", "due"),
    [
        ("[]", "2026-12-03 00:00"),
        ("[{at: 2026-12-04 10:00, note: Uutta.}]", "2026-12-06 00:00"),
        ("[{at: 2026-12-04 10:00, note: Pilkku., minor: yes}]", "2026-12-03 00:00"),
        ("[{at: 2026-12-04 10:00, note: a}, {at: 2026-12-06 10:00, note: b}]", "2026-12-08 00:00"),
        ("[{at: 2026-12-04 10:00, note: a}, {at: 2026-12-09 10:00, note: b}]", "2026-12-06 00:00"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("edition", "lack"), [(OUTDATED, "outdated"), (UNCONFIRMED, "unconfirmed")]
)
def test_behind_is_counted_from_the_newest_change_that_readers_were_told_of(
    tmp_path: Path, edition: str, lack: str, updates: str, due: str
) -> None:
    files: Files = {f"{WATER}/fi.md": bulletin(f"updated: {updates}"), f"{WATER}/sv.md": edition}
    found = owed(tmp_path, "{for: bulletin, languages: [sv], days: 1}", files, "2026-12-08 12:00")
    assert found == [f"sv overdue {due} {lack}"]


def test_what_is_missing_is_owed_from_the_beginning(tmp_path: Path) -> None:
    """A bulletin that is updated every day would never be late otherwise."""
    files: Files = {f"{WATER}/fi.md": bulletin("updated: [{at: 2026-12-08 10:00, note: Uutta.}]")}
    assert owed(tmp_path, "{for: bulletin, languages: [sv]}", files, "2026-12-08 12:00") == [
        "sv overdue 2026-12-02 00:00 missing"
    ]


NAV = "[{page: book, chapters: [book/a, book/b]}, other]"
DOCS: Files = {
    f"docs/fi/{name}.md": page("published: 2026-12-01 07:00")
    for name in ("book", "book/a", "book/b", "other")
}


@pytest.mark.parametrize(
    ("duty", "ids"),
    [
        ("{for: book, languages: [sv], days: 9}", ["book", "book/a", "book/b"]),
        ("{for: book/b, languages: [sv], days: 9}", ["book/b"]),
        ("{for: other, languages: [sv], days: 9}", ["other"]),
        ("{for: bulletin, languages: [sv], days: 9}", ["2026-12-01-water"]),
        ("{for: weekly, languages: [sv]}", ["2026-12-01-qa", "2026-12-01-water"]),
        ("{for: qa, languages: [sv]}", ["2026-12-01-qa"]),
        ("{for: all-clear, languages: [sv]}", []),
    ],
)
def test_whom_a_duty_concerns(tmp_path: Path, duty: str, ids: list[str]) -> None:
    files: Files = {
        **DOCS,
        f"{WATER}/fi.md": bulletin(),
        "bulletins/2026/2026-12-01-qa/fi.md": bulletin("kind: qa"),
    }
    found = site(tmp_path, duty, files, "2026-12-01 12:00", NAV).owed
    assert [each.text.id for each in found] == ids


def test_every_duty_that_names_a_text_counts(tmp_path: Path) -> None:
    duties = (
        "{for: bulletin, languages: [sv], state: summary, hours: 2}, "
        "{for: bulletin, languages: [sv], days: 3}"
    )
    files: Files = {f"{WATER}/fi.md": bulletin(), f"{WATER}/sv.md": swedish("state: summary")}
    assert owed(tmp_path, duties, files, "2026-12-01 12:00") == [
        "sv met 2026-12-01 09:00",
        "sv open 2026-12-05 00:00 short",
    ]


END = "bulletins/2026/2026-12-02-end/fi.md"


@pytest.mark.parametrize(
    ("fields", "ending", "is_owed"),
    [
        ("", "", True),
        ("draft: yes", "", False),
        ("expires: 2026-12-03 12:01", "", True),
        ("expires: 2026-12-03 12:00", "", False),
        ("", "cancels: 2026-12-01-water", False),
        ("", "replaces: 2026-12-01-water", False),
        ("", "kind: all-clear\ncontinues: 2026-12-01-water", False),
        ("", "continues: 2026-12-01-water", True),
    ],
)
def test_a_draft_owes_nothing_yet_and_what_is_over_nothing_any_more(
    tmp_path: Path, fields: str, ending: str, is_owed: bool
) -> None:
    files: Files = {f"{WATER}/fi.md": bulletin(fields)}
    if ending:
        files[END] = bulletin(ending, published="2026-12-02 07:00")
    found = site(tmp_path, "{for: bulletin, languages: [sv]}", files, "2026-12-03 12:00").owed
    assert ("2026-12-01-water" in [each.text.id for each in found]) is is_owed


WAIVED = "waived: [{language: sv, until: 2026-12-03, by: Maija, reason: Kääntäjä on sairas}]"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-12-01 12:00", "waived"),
        ("2026-12-03 23:59", "waived"),
        ("2026-12-04 00:00", "overdue"),
    ],
)
def test_a_waiver_excuses_until_its_day_is_over(tmp_path: Path, at: str, expected: str) -> None:
    files: Files = {f"{WATER}/fi.md": bulletin(WAIVED)}
    duty = "{for: bulletin, languages: [sv, en]}"
    swedish, english = site(tmp_path, duty, files, at).owed
    assert swedish.progress.value == expected
    assert english.waiver is None
    if expected == "waived":
        assert swedish.waiver
        assert (swedish.waiver.by, swedish.waiver.reason) == ("Maija", "Kääntäjä on sairas")


def test_a_waiver_for_ever_is_no_trouble(tmp_path: Path) -> None:
    files: Files = {f"{WATER}/fi.md": bulletin(WAIVED.replace("2026-12-03", "9999-12-31"))}
    assert owed(
        tmp_path, "{for: bulletin, languages: [sv], days: 9999}", files, "2026-12-03 12:00"
    ) == ["sv waived 2054-04-18 00:00 missing"]


def test_every_build_tells_and_none_is_stopped(golden) -> None:  # type: ignore[no-untyped-def]
    """Duties that wait or are overdue, promises that were not kept: all of them are notes."""
    for at in ("2026-12-02 12:00", "2027-02-01 12:00"):
        _, findings = read_site(SITES / "duties" / "mkdocs.yml", at, {})
        assert [str(finding) for finding in findings if finding.is_error] == []
        golden(f"status/notes-{at[:10]}.txt", "".join(f"{finding}\n" for finding in findings))


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ("{for: urgent, languages: [fi], days: 1, hours: 2}",
         "'hours' stands beside 'days'. Keep one of the two."),
        ("{for: urgent, languages: [fi], hours: soon}", "'hours' 'soon' is not a number"),
        ("{for: monthly, languages: [fi], days: 0}", "'days' stands in a duty for the monthly"
         " digest, which has its own time. Remove it."),
        ("{for: weekly, languages: [fi], hours: 0}", "'hours' stands in a duty for the weekly"
         " digest, which has its own time. Remove it."),
    ],
)  # fmt: skip
def test_settings_that_contradict_themselves(tmp_path: Path, duty: str, expected: str) -> None:
    with pytest.raises(TolkkuError) as refused:
        site(tmp_path, duty, {}, "2026-12-01 12:00")
    assert str(refused.value).startswith(f"mkdocs.yml:14: {expected}")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("bulletins", "Did you mean 'bulletin'?"),
        ("urgnt", "Did you mean 'urgent'?"),
        ("montly", "Did you mean 'monthly'?"),
    ],
)
def test_a_duty_for_nothing_is_an_error(tmp_path: Path, name: str, remedy: str) -> None:
    """A list of bulletins is a page of nav, but has no editions that could be owed."""
    added = f"    nav: [bulletins]\n    duties: [{{for: {name}, languages: [fi]}}]\n"
    files: Files = {"mkdocs.yml": settings("fi") + added, "docs/fi/index.md": page()}
    assert told(tmp_path, files) == [
        f"error mkdocs.yml:14: 'for' names '{name}', which is no kind of bulletin and no page of "
        f"nav. {remedy}"
    ]
