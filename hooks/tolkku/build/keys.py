"""Keys: what the files of a site depend on, told so that any change of it is another key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

from tolkku.build.state import Inputs, digest
from tolkku.model.texts import Edition
from tolkku.rendering.renderer import Rendered
from tolkku.site import Site
from tolkku.system.cache import Cache


class Noted(Mapping[str, Rendered]):
    """The bodies by their editions' paths; `asked` are those that somebody asked for."""

    def __init__(self, bodies: Mapping[str, Rendered]) -> None:
        self._bodies = bodies
        self._known: dict[str, str] = {}
        self.asked: set[str] = set()

    def __getitem__(self, path: str) -> Rendered:
        self.asked.add(path)
        return self._bodies[path]

    def __iter__(self) -> Iterator[str]:
        self.asked |= self._bodies.keys()
        return iter(self._bodies)

    def __len__(self) -> int:
        return len(self._bodies)

    def digest_of(self, path: str) -> str:
        """What changes when a body does; "" where there is none."""
        if path not in self._known:
            body = self._bodies.get(path)
            self._known[path] = digest([_said(body)]) if body else ""
        return self._known[path]


def _said(body: Rendered) -> str:
    values = (getattr(body, each.name) for each in fields(body))
    return repr([sorted(v) if isinstance(v, frozenset) else v for v in values])


def key_of(site: Site, inputs: Inputs, cache: Cache, is_preview: bool) -> str:
    """What changes when anything does that pages are made from, but for bodies and the time."""
    settings, proofs = site.settings, site.proofs
    forewords = site.sources.forewords.items()
    return digest(
        [
            cache.key(repr(is_preview), repr(settings), inputs.contents),
            *(_text(replace(text, editions=()), text.editions) for text in site.sources.texts),
            *(_text(name, [foreword]) for name, foreword in sorted(forewords, key=repr)),
            repr(sorted(site.statuses.items())),
            repr(sorted(proofs.actions.items())),
            repr(sorted(proofs.images.items())),
            *(
                repr((path, address, inputs.stats.get(f"{settings.root}/{path}")))
                for path, address in site.media.items()
            ),
        ]
    )


_FIELDS = [each.name for each in fields(Edition) if each.name not in ("body", "places")]


def _text(said: object, editions: Iterable[Edition]) -> str:
    return repr((said, [[getattr(e, name) for name in _FIELDS] for e in editions]))
