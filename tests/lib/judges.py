"""Judges of an open page: axe-core, HTML_CodeSniffer, Alfa, and measurements of our own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from paths import TESTS

_MODULES = TESTS / "node_modules"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What WCAG 2.2 1.4.12 asks a page to bear.
_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
_MOVING = """() => [...document.querySelectorAll('*')].flatMap(element =>
  [null, '::before', '::after'].map(part => getComputedStyle(element, part))
    .filter(style => [...style.transitionDuration.split(','), ...style.animationDuration.split(',')]
      .some(time => parseFloat(time) > 0))
    .map(() => element.outerHTML.slice(0, 90)))"""
_SNIFF = """() => new Promise((done, failed) => HTMLCS.process('WCAG2AA', document, () =>
  done(HTMLCS.getMessages().filter(message => message.type === HTMLCS.ERROR)
    .map(message => `${message.code} ${message.element.outerHTML.slice(0, 90)}`)),
  () => failed('HTML_CodeSniffer failed')))"""
_TOO_WIDE = """() => { const root = document.documentElement;
  return root.scrollWidth <= root.clientWidth ? [] : [...document.body.querySelectorAll('*')]
    .filter(element => element.getBoundingClientRect().right > root.clientWidth + 1)
    .map(element => element.outerHTML.slice(0, 90)).slice(0, 3)
    .concat(`${root.scrollWidth} px`) }"""

# Notes what Tab reaches: the element, and whether its focus can be seen.
_LISTEN = """() => {
  const all = 'a[href], button, summary, input, select, textarea, audio, video, [tabindex="0"]';
  const shown = element => element.checkVisibility({visibilityProperty: true})
    && element.getBoundingClientRect().width > 0;
  window.expected = [...document.querySelectorAll(all)].filter(shown);
  window.reached = [];
  document.addEventListener('focusin', event => {
    const style = getComputedStyle(event.target), box = event.target.getBoundingClientRect();
    window.reached.push({element: event.target, seen: style.outlineStyle !== 'none'
      && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.height > 0
      && event.target.checkVisibility({visibilityProperty: true, opacityProperty: true})
      && box.bottom > 0 && box.top < innerHeight});
  });
  return window.expected.length; }"""
_WALKED = """() => {
  const name = element => element.outerHTML.slice(0, 90);
  const order = window.reached.map(({element}) => window.expected.indexOf(element));
  return {
    unreached: window.expected.filter((_, at) => !order.includes(at)).map(name),
    hidden: window.reached.filter((_, at) => order[at] < 0).map(({element}) => name(element)),
    unseen: window.reached.filter(({seen}) => !seen).map(({element}) => name(element)),
    disorderly: order.filter((at, i) => i && at < order[i - 1]),
  } }"""


@cache
def _script(name: str) -> str:
    return (_MODULES / name).read_text(encoding="utf-8")


def axe(page: Page, only_contrast: bool = False) -> list[str]:
    """What axe-core finds wrong. Colours alone when the rest has been judged."""
    page.evaluate(f"window.axe || (() => {{{_script('axe-core/axe.min.js')}}})()")
    how: dict[str, Any] = {"resultTypes": ["violations"]}
    rules = ["color-contrast", "link-in-text-block"]
    how["runOnly"] = rules if only_contrast else {"type": "tag", "values": _RULES}
    found = page.evaluate("how => axe.run(document, how)", how)["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def code_sniffer(page: Page) -> list[str]:
    """What HTML_CodeSniffer calls errors against WCAG 2 AA."""
    page.evaluate(_script("html_codesniffer/build/HTMLCS.js"))
    found: list[str] = page.evaluate(_SNIFF)
    return found


class Alfa:
    """Siteimprove's Alfa, which judges in Node what the browser saw."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        module = _script("@siteimprove/alfa-dom/dist/native.js").replace("export var", "var")
        self._look = f"async () => {{ {module}\n return Native.fromNode(document) }}"

    def __call__(self, page: Page) -> list[str]:
        """What fails of WCAG 2 A and AA."""
        is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        scheme = "dark" if is_dark else "light"
        seen = {"address": page.url, "scheme": scheme, "document": page.evaluate(self._look)}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({**seen, **(page.viewport_size or {})}) + "\n")
        self._process.stdin.flush()
        return [" ".join(told) for told in json.loads(self._process.stdout.readline())]


@contextmanager
def alfa() -> Iterator[Alfa]:
    """Alfa, started once for many pages: it takes a second to start."""
    script = str(Path(__file__).with_name("judge_with_alfa.mjs"))
    pipe = subprocess.PIPE
    with subprocess.Popen(["node", script], stdin=pipe, stdout=pipe, encoding="utf-8") as process:
        yield Alfa(process)
        assert process.stdin
        process.stdin.close()


def too_wide(page: Page, width: int, text: str = "", spaced: bool = False) -> list[str]:
    """What makes a page scroll sideways at a width, with larger or wider set text."""
    page.set_viewport_size({"width": width, "height": 800})
    rule = (f"html {{ font-size: {text} !important; }}" if text else "") + (
        _SPACING if spaced else "/**/"
    )
    style = page.add_style_tag(content=rule)
    found: list[str] = page.evaluate(_TOO_WIDE)
    style.evaluate("style => style.remove()")
    return found


def moving(page: Page) -> list[str]:
    """Elements that would move."""
    found: list[str] = page.evaluate(_MOVING)
    return found


def walk(page: Page) -> dict[str, list[str]]:
    """What is wrong with the way that Tab takes through a page; all empty when nothing is."""
    page.emulate_media(reduced_motion="reduce")  # what fades in is there at once
    for _ in range(page.evaluate(_LISTEN)):
        page.keyboard.press("Tab")
    walked: dict[str, list[str]] = page.evaluate(_WALKED)
    return {what: found for what, found in walked.items() if found}
