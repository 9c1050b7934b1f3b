"""Statement views: what a template may ask about the page with the accessibility statement."""

from __future__ import annotations

from dataclasses import dataclass

from tolkku.views import View


@dataclass(frozen=True)
class AccessibilityView(View):
    """The statement as a page of its own, where no page of the docs extends it."""

    @property
    def summary(self) -> str:
        return self.words.say(
            "How accessible this site is, what is not accessible yet, and how to give feedback."
        )
