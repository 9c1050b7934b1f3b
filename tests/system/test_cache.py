"""The cache: what it recalls is what would be made anew, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from building import build, config_of, copied
from paths import HOOKS, SITES
from sites_for_tests import bulletin, page, write
from tolkku.model.findings import Finding
from tolkku.model.texts import Edition
from tolkku.rendering.renderer import Renderer
from tolkku.site import Site, read_site
from tolkku.system import cache as caching
from tolkku.system.cache import FOLDER, Cache

SITES = sorted(path.parent.name for path in SITES.glob("*/mkdocs.yml"))
AT = "2026-12-02 12:00"

Seen = tuple[Site, tuple[Finding, ...]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this user's secret lies."""
    monkeypatch.delenv("TOLKKU_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def warmly(config: Path) -> Seen:
    return read_site(config, AT, {}, cache=Cache.beside(config, os.environ))


def anew(config: Path) -> Seen:
    return read_site(config, AT, {})


def known(seen: Seen) -> dict[str, Any]:
    """All that depends on what a cache may hold; `repr` tells 1 from True, a list from a tuple."""
    site, findings = seen
    return {
        "findings": findings,
        "texts": repr(site.sources),
        "places": [e.places for text in site.sources.texts for e in text.editions],
        "rendered": dict(site.proofs.rendered),
        "toc": {path: repr(each.toc) for path, each in site.proofs.rendered.items()},
        "actions": dict(site.proofs.actions),
        "images": dict(site.proofs.images),
        "statuses": dict(site.statuses),
        "pages": [(page.address, page.title) for page in site.pages.all],
    }


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the editions that are rendered from now on."""
    paths: list[str] = []
    really = Renderer.render

    def render(self: Renderer, edition: Edition, resolver: Any) -> Any:
        paths.append(edition.path)
        return really(self, edition, resolver)

    monkeypatch.setattr(Renderer, "render", render)
    return paths


@pytest.mark.parametrize("name", SITES)
def test_a_site_is_the_same_without_cache_with_an_empty_one_and_with_a_full_one(
    name: str, tmp_path: Path, rendered: list[str]
) -> None:
    if name == "base-path":  # its texts are those of the other
        copied("complete", tmp_path)
    config = copied(name, tmp_path)
    expected = known(anew(config))
    assert known(warmly(config)) == expected
    rendered.clear()
    assert known(warmly(config)) == expected
    assert rendered == []
    assert known(anew(config)) == expected
    assert len(rendered) == len(expected["rendered"])


def test_what_is_broken_is_the_same_too(tmp_path: Path, rendered: list[str]) -> None:
    body = (
        "# Yksi\n\n#### Kaksi {#a}\n\n## Kolme {#a}\n\n[x](y.md) [x](#z) [x](about.md#z) <b>x\n\n"
        "<!-- x --> <!-- y -->\n\n![](x.png) [x]( ) <script>x</script>\n\n[x](y.md) \u202e\n\n"
        "Teksti[^1] ja **toinen**.\n\n[^1]: Viite.\n\n!!! tip\n    Vihje.\n"
    )
    files = {
        "docs/fi/index.md": page(),
        "docs/fi/about.md": page("slug: Ä", body),
        "docs/sv/about.md": page("follows: {on: 2026-12-01, parts: {title: x}}", body),
        "docs/fi/deep.md": page(body=DEEP),
        "docs/fi/yaml.md": "---\ntitle: a: b\n---\n",
        "bulletins/2026/2026-12-01-vesi/fi.md": bulletin(
            "facts: ['a', \"1\", null, yes]\naction: {text: a, url: ../../../docs/fi/about.md#z}",
            body,
        ),
    }
    config = write(tmp_path / "site", dict(files), "fi", "sv")
    expected = known(anew(config))
    assert sum(finding.is_error for finding in expected["findings"]) > 20
    assert known(warmly(config)) == expected
    rendered.clear()
    assert known(warmly(config)) == expected
    assert rendered == ["docs/fi/deep.md"]  # how deep is too deep depends on the process


def replace(old: str, new: str, path: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        file = folder / path
        source = file.read_text("utf-8")
        assert old in source
        file.write_text(source.replace(old, new), "utf-8")

    return change


def moved(path: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / path).rename(folder / new)

    return change


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        for each in changes:
            each(folder)

    return change


DEEP = "\n".join("    " * depth + "- a" for depth in range(300))
PICTURE = b"\x89PNG\r\n\x1a\n"
FOLDER_OF_WATER = "bulletins/2026/2026-12-01-vesi"
LINKING = f"{FOLDER_OF_WATER}/fi.md"
PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Tip"\nmsgstr "Vihje"\n'
)


# Two changes that need not change anything here.
REORDERED = replace("admonition, attr_list", "attr_list, admonition", "mkdocs.yml")
RENAMED = replace("organisation:\n      name: {fi: Nimi}", "organisation:\n      name: {fi: Me}",
                  "mkdocs.yml")  # fmt: skip


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A site in which one bulletin links to everything that there is."""
    docs = "../../../docs/fi"
    body = (
        f"[a]({docs}/about.md#kohta) [b]({docs}/glossary.md#vesi) ![c](kuva.png)\n\n"
        f"[d](../2026-11-30-sade/fi.md) [e](/fi/about/)\n\n"
        "!!! tip\n    Vihje.\n\nTeksti[^1].\n\n[^1]: Viite.\n"
    )
    files: dict[str, str | bytes] = {
        "docs/fi/index.md": page(),
        "docs/fi/about.md": page(body="## Kohta {#kohta}\n\nTeksti."),
        "docs/fi/glossary.md": page(body="Vesi {#vesi}\n\n: Mitä juodaan.\n"),
        LINKING: bulletin("action: {text: a, url: ../../../docs/fi/about.md}", body),
        f"{FOLDER_OF_WATER}/kuva.png": PICTURE,
        "bulletins/2026/2026-11-30-sade/fi.md": bulletin(published="2026-11-30 07:00"),
        "locales/fi/LC_MESSAGES/messages.po": PO,
    }
    file = write(tmp_path / "site", files, "fi")
    with file.open("a", encoding="utf-8") as opened:
        opened.write("    glossary: glossary\n")
    return file


@pytest.mark.parametrize(
    ("change", "is_rendered"),
    [
        (replace("title:", "slug: meista\ntitle:", "docs/fi/about.md"), True),
        (replace("{#kohta}", "{#muu}", "docs/fi/about.md"), False),
        (moved("docs/fi/about.md", "docs/fi/missing.md"), True),
        (replace("Mitä juodaan", "H2O", "docs/fi/glossary.md"), True),
        (replace("{#vesi}", "{#h2o}", "docs/fi/glossary.md"), True),
        (replace("    glossary: glossary\n", "", "mkdocs.yml"), True),
        (moved(f"{FOLDER_OF_WATER}/kuva.png", f"{FOLDER_OF_WATER}/kuvat.png"), True),
        (moved(f"{FOLDER_OF_WATER}/kuva.png", "docs/kuva.png"), True),
        (lambda folder: (folder / FOLDER_OF_WATER / "kuva.png").unlink(), True),
        (lambda folder: (folder / FOLDER_OF_WATER / "kuva.png").write_bytes(b"x"), False),
        (replace("published:", "draft: yes\npublished:", "bulletins/2026/2026-11-30-sade/fi.md"),
         True),
        (moved("bulletins/2026/2026-11-30-sade", "bulletins/2026/2026-11-30-lumi"), True),
        (replace("Vihje", "Neuvo", "locales/fi/LC_MESSAGES/messages.po"), True),
        (replace("footnotes", "footnotes: {BACKLINK_TEXT: X}", "mkdocs.yml"), True),
        (replace("admonition, ", "", "mkdocs.yml"), True),
        (REORDERED, True),
        (replace("health:", "water:", "mkdocs.yml"), False),
        (RENAMED, False),
        (replace("title: Otsikko", "tilte: Otsikko", LINKING), False),
        (replace("title: Otsikko", "title: Otsikko\n\n", LINKING), True),
        (replace("---\ntitle: Otsikko", "\n---\ntitle: Otsikko", LINKING), True),
        (replace("Viite.", "Viite!", LINKING), True),
        (both(moved(FOLDER_OF_WATER, "bulletins/2026/2026-12-02-vesi"),
              replace("12-01 07", "12-02 07", "bulletins/2026/2026-12-02-vesi/fi.md")), False),
    ],
)  # fmt: skip
def test_a_change_is_seen_with_a_warm_cache(
    config: Path, rendered: list[str], change: Callable[[Path], None], is_rendered: bool
) -> None:
    before = known(warmly(config))
    change(config.parent)
    rendered.clear()
    after = known(warmly(config))
    assert (LINKING in rendered) is is_rendered
    assert after == known(anew(config))
    assert (after == before) is (change in (REORDERED, RENAMED))
    rendered.clear()
    assert known(warmly(config)) == after
    assert rendered == []


@pytest.mark.parametrize(
    "change",
    [
        replace("3 litraa", "6 litraa", "docs/fi/about.md"),
        replace("tre liter", "6 liter", "docs/sv/about.md"),
        replace("---\n\n", "---\n\n\n\n", "docs/sv/about.md"),
        replace("title: Otsikko", "title: Otsikko 7", "docs/sv/about.md"),
        replace("lang=fi}", "}", "docs/sv/about.md"),
    ],
)
def test_what_is_noted_of_languages_is_noted_anew_after_a_change(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    finnish = "Varaa kotiin vettä ja ruokaa niin että pärjäät, kun sähkö ei tule. " * 5
    files: dict[str, str | bytes] = {
        "docs/fi/index.md": page(),
        "docs/sv/index.md": page(),
        "docs/fi/about.md": page(body="Varaa 3 litraa vettä.\n\nLoppu."),
        "docs/sv/about.md": page(
            body=f"Reservera tre liter vatten.\n\n*{finnish.strip()}*{{lang=fi}}"
        ),
    }
    config = write(tmp_path / "site", files, "fi", "sv")
    before = known(warmly(config))
    change(config.parent)
    after = known(warmly(config))
    assert after == known(anew(config))
    assert after != before
    assert known(warmly(config)) == after


def test_one_changed_text_is_rendered_alone_and_rewrites_one_shard(
    tmp_path: Path, rendered: list[str]
) -> None:
    config = copied("complete", tmp_path)
    warmly(config)
    shards = {file: file.stat().st_ino for file in (config.parent / FOLDER).glob("*.json")}
    assert len(shards) > 5
    with (config.parent / "docs/fi/about.md").open("a", encoding="utf-8") as opened:
        opened.write("\nLisää.\n")
    rendered.clear()
    warmly(config)
    assert rendered == ["docs/fi/about.md"]
    assert sum(file.stat().st_ino != was for file, was in shards.items()) == 1


def test_what_is_gone_is_forgotten_when_its_shard_is_written(tmp_path: Path) -> None:
    def kept(*names: str) -> Cache:
        cache = Cache(tmp_path / FOLDER, b"x" * 32, "programs")
        for name in names:
            cache.keep(f"rendered {name}", cache.key(name), [name])
        cache.save()
        return Cache(tmp_path / FOLDER, b"x" * 32, "programs")

    assert kept("a").recall("rendered a", kept().key("a")) == ["a"]
    same = next(n for n in map(str, range(999)) if caching._number(n) == caching._number("a"))
    cache = kept(same)
    assert cache.recall(f"rendered {same}", cache.key(same)) == [same]
    assert cache.recall("rendered a", cache.key("a")) is None


def test_other_programs_recall_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = caching._mark_of_programs
    installed = tmp_path / "site-packages"
    (installed / "markdown-3.10.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(installed), str(tmp_path / "nowhere.zip")])
    before = mark()
    (installed / "markdown-3.10.dist-info").rename(installed / "markdown-3.11.dist-info")
    newer = mark()
    monkeypatch.setattr(sys, "version", "3.99")
    other_python = mark()
    copy = tmp_path / "tolkku"
    shutil.copytree(HOOKS / "tolkku", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(caching, "__file__", str(copy / "system/cache.py"))
    assert mark() == other_python
    with (copy / "rendering/markup.py").open("a") as module:
        module.write("# other\n")
    assert len({before, newer, other_python, mark()}) == 4
    monkeypatch.setattr(caching, "__file__", str(tmp_path / "tolkku.zip/tolkku/system/cache.py"))
    assert mark() == ""


def test_parts_of_a_key_do_not_run_together() -> None:
    cache = Cache()
    assert cache.key("ab", "c") != cache.key("a", "bc")
    assert cache.key("a") != Cache(mark="other").key("a")


@pytest.mark.parametrize("extension", ["tests.own"])
def test_what_may_read_other_files_is_never_recalled(
    config: Path, rendered: list[str], extension: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace("footnotes,", f"footnotes, {extension},", "mkdocs.yml")(config.parent)
    if extension == "tests.own":
        (config.parent / "tests").mkdir()
        (config.parent / "tests/own.py").write_text(
            "from markdown.extensions import Extension\n\n"
            "class Own(Extension):\n    def extendMarkdown(self, md):\n        pass\n\n\n"
            "makeExtension = Own\n", "utf-8",
        )  # fmt: skip
        monkeypatch.syspath_prepend(str(config.parent))
    for _ in range(2):
        rendered.clear()
        warmly(config)
        assert LINKING in rendered


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))


def planted(file: Path) -> None:
    """As somebody would who does not know the secret."""
    other = Cache(file.parent, b"y" * 32, "")
    content = file.read_bytes()[caching._SEAL + 1 :].replace(b"<p>", b"<script></script><p>")
    file.write_bytes(other._sealed(file.name, content) + b"\n" + content)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_link(file: Path) -> None:
    file.rename(file.parent / "elsewhere")
    file.symlink_to(file.parent / "elsewhere")


def swapped(file: Path) -> None:
    next(other for other in sorted(file.parent.glob("*.json")) if other != file).replace(file)


@pytest.mark.parametrize(
    "spoil",
    [flipped, planted, a_folder, a_link, lambda file: file.write_bytes(b""),
     lambda file: file.write_bytes(file.read_bytes()[:-1]),
     lambda file: file.write_text('{"rendered docs/fi/about.md": 1}'),
     lambda file: file.write_text("[" * 100_000),
     swapped],
    ids=["flipped", "planted", "folder", "link", "empty", "cut", "foreign", "deep", "swapped"],
)  # fmt: skip
def test_a_spoilt_shard_is_not_believed(
    config: Path, rendered: list[str], spoil: Callable[[Path], None]
) -> None:
    expected = known(warmly(config))
    for shard in sorted((config.parent / FOLDER).glob("*.json")):
        if shard.exists():
            spoil(shard)
    rendered.clear()
    found = known(warmly(config))
    told = [finding for finding in found["findings"] if "symbolic link" in finding.problem]
    assert bool(told) is (spoil is a_link)
    found["findings"] = tuple(each for each in found["findings"] if each not in told)
    assert found == expected
    assert rendered


def test_a_secret_of_another_user_opens_nothing(
    config: Path, home: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    warmly(config)
    assert len((home / "tolkku/seal").read_bytes()) == 32
    assert (home / "tolkku/seal").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "other"))
    rendered.clear()
    warmly(config)
    assert LINKING in rendered


@pytest.mark.parametrize("spoil", ["file", "link", "no home", "short", "off"])
def test_where_nothing_can_be_kept_everything_is_made_anew(
    config: Path, home: Path, spoil: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = config.parent / FOLDER
    if spoil == "file":
        folder.write_text("x")
    if spoil == "link":
        (tmp_path / "elsewhere").mkdir()
        folder.symlink_to(tmp_path / "elsewhere")
    if spoil == "no home":
        home.write_text("x")
    if spoil == "short":
        (home / "tolkku").mkdir(parents=True)
        (home / "tolkku/seal").write_bytes(b"")
    if spoil == "off":
        monkeypatch.setenv("TOLKKU_CACHE", "no")
    expected = known(anew(config))
    assert known(warmly(config)) == expected
    assert known(warmly(config)) == expected
    assert not folder.exists() or not folder.is_dir() or not list(folder.iterdir())


@pytest.mark.parametrize(
    "name", ["os.rename", "tolkku.system.own_folder.OwnFolder.write", "os.mkdir"]
)
def test_a_disk_that_takes_nothing_is_no_trouble(
    config: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = known(anew(config))
    Cache.beside(config, os.environ)  # there is a secret

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError("read only")

    with monkeypatch.context() as patched:
        patched.setattr(name, refuse)
        assert known(warmly(config)) == expected
    folder = config.parent / FOLDER
    assert not folder.exists() or [file.name for file in folder.iterdir()] == [".gitignore"]
    assert known(warmly(config)) == expected


def checked(config: Path, *words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = ["-m", "tolkku"] if not code else ["-c", code]
    return subprocess.run(
        [sys.executable, *command, "--config", str(config), "--at", AT, "check", *words],
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_many_processes_at_once(tmp_path: Path) -> None:
    config = copied("complete", tmp_path)
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tolkku", "--config", str(config), "--at", AT, "check"],
            env={**os.environ, "PYTHONPATH": str(HOOKS)}, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    said = {process.communicate()[0] for process in running}
    assert said == {checked(config).stdout}
    names = sorted(file.name for file in (config.parent / FOLDER).iterdir())
    assert all(name == ".gitignore" or name.endswith(".json") for name in names)


def test_git_does_not_see_it(config: Path) -> None:
    warmly(config)
    git = ["git", "-C", str(config.parent)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    done = subprocess.run(
        [*git, "status", "--porcelain"], capture_output=True, text=True, check=True
    )
    assert "mkdocs.yml" in done.stdout
    assert FOLDER not in done.stdout


def test_the_command_and_the_build_share_it(tmp_path: Path) -> None:
    config = copied("complete", tmp_path)
    said = checked(config).stdout
    before = {file: file.stat().st_mtime_ns for file in (config.parent / FOLDER).iterdir()}
    assert len(before) > 5
    warm = build(config, tmp_path / "warm", at=AT)
    assert warm.exit_code == 0
    assert {file: file.stat().st_mtime_ns for file in before} == before
    cold = build(config, tmp_path / "cold", at=AT, TOLKKU_CACHE="no")
    names = sorted(file.relative_to(warm.folder) for file in warm.folder.rglob("*"))
    assert names == sorted(file.relative_to(cold.folder) for file in cold.folder.rglob("*"))
    for name in names:
        if (warm.folder / name).is_file():
            assert (warm.folder / name).read_bytes() == (cold.folder / name).read_bytes(), name
    assert checked(config).stdout == said


def test_a_warm_check_loads_neither_mkdocs_nor_what_renders(tmp_path: Path) -> None:
    config = copied("complete", tmp_path)
    code = (
        "import sys\nfrom tolkku.cli.main import main\n"
        "try:\n    main(prog_name='tolkku')\nfinally:\n"
        "    print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    checked(config)
    done = checked(config, code=code)
    assert done.returncode == 0
    loaded = done.stderr.split()
    assert "tolkku" in loaded
    heavy = {"mkdocs", "properdocs", "markdown", "PIL", "nh3", "lxml", "feedgen", "segno", "jinja2"}
    assert heavy & set(loaded) == set()


def test_a_site_in_place_is_left_alone() -> None:
    """The tests' own sites: what the fixture above switches on is off elsewhere."""
    assert not list(config_of("complete").parent.glob(FOLDER))
