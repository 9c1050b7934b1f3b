"""Every file of a built site has a name that collisions are looked for among."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from building import NOON, build, config_of, copied
from tolkku.catalogue.pages import file_of, standing_alone
from tolkku.model.outputs import REDIRECTS, encoded, made_files, made_names
from tolkku.site import read_site


def wide_picture() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((1000, 400), 50).convert("RGB").save(made, "JPEG")
    return made.getvalue()


@pytest.mark.parametrize("name", ["complete", "three-months", "swedish-original"])
def test_every_file_that_is_made_is_known_before(name: str, tmp_path: Path) -> None:
    config = copied(name, tmp_path) if name == "complete" else config_of(name)
    if name == "complete":
        text = config.parent / "docs/fi/about.md"
        text.write_text(text.read_text("utf-8") + "\n![Kohinaa](kuva.jpg)\n", "utf-8")
        text.with_name("kuva.jpg").write_bytes(wide_picture())
    built = build(config, tmp_path / "site", strict=False)
    assert built.exit_code == 0, built.said
    site, _ = read_site(config, NOON, {})
    pages = (*site.pages.all, *standing_alone(site.settings))
    addresses = [*(page.address for page in pages), *(old for old, _ in site.pages.redirects)]
    chosen = {*map(file_of, addresses), *site.media.values()}
    assert {*map(encoded, chosen)} == chosen
    known = {file for file, _ in made_files(site.settings)}
    files = {
        file.relative_to(built.folder).as_posix()
        for file in built.folder.rglob("*")
        if file.is_file()
    }
    assert known - files <= {REDIRECTS}
    assert chosen <= files
    patterns = [pattern for pattern, _ in made_names(site.settings)]
    named = {file for file in files if any(p.fullmatch(file.lower()) for p in patterns)}
    assert files - known - chosen - named == set()
    used = {p.pattern for p in patterns if any(p.fullmatch(file.lower()) for file in files)}
    assert name != "three-months" or len(used) >= len(patterns) - 1
    assert name != "complete" or any(file.startswith("assets/pictures/") for file in named)
