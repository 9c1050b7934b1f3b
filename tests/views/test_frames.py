"""What is drawn once for many pages is what each of them would have drawn."""

from __future__ import annotations

from collections import Counter

import pytest

from newsrooms import site_named
from tolkku.publishing.pages import Templates, page_files
from tolkku.site import Site
from tolkku.views import frames


def pages(site: Site) -> dict[str, bytes]:
    return dict(page_files(site, Templates(site.settings, is_preview=False)))


@pytest.mark.parametrize("name", ["every-kind", "three-months"])
def test_no_page_has_the_frame_of_another(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_named(name)
    shared = pages(site)
    drawn = Counter[str]()

    def draw(self: object, frame: object, name: str, caller: frames.Once) -> str:
        drawn[name] += 1
        return caller()

    monkeypatch.setattr(frames.Frames, "_once", draw)
    assert pages(site) == shared
    assert drawn["side"] > 100
