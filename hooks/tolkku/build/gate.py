"""Gate: whether there is anything to build. Loads little, for mostly there is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tolkku.build.state import Inputs, State
from tolkku.model.settings import Settings
from tolkku.reading.field_types import read_now
from tolkku.reading.settings import read_settings
from tolkku.system.cache import Cache

AS_IT_WAS = "Nothing has changed since it was built: the site stays as it is."


def as_it_was(
    config: Path, folder: Path | None, environment: Mapping[str, str]
) -> tuple[State, Settings] | None:
    """What was built last, where it stands in its folder as it would be built now. Raises
    TolkkuError."""
    cache, settings = Cache.beside(config, environment), read_settings(config)
    last = State.recalled(cache, is_preview=False)
    is_same = stands(
        last, Inputs.of(settings, cache), folder or site_folder(settings), cache, environment
    )
    return (last, settings) if is_same else None


def stands(
    last: State, inputs: Inputs, folder: Path, cache: Cache, environment: Mapping[str, str]
) -> bool:
    """Whether the site is there already as it would be built."""
    return (
        last.inputs == inputs.said
        and last.says_at(read_now(None, environment, inputs.settings.zone))
        and not any(cache.check())
        and last.stands_in(folder)
    )


def site_folder(settings: Settings) -> Path:
    """Where `mkdocs.yml` wants the site."""
    return settings.output[0] if settings.output else settings.root / "site"
