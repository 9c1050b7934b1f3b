"""Keys and tokens: what opens an account or a server, found in a text and hidden where it is shown.

Only forms that nothing else has: a word such as `password` alarms nobody. The forms are those that
their makers describe; GitHub lists them too, under "Supported secret scanning patterns".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_U = r"\\?_"  # in Markdown an underscore may stand behind a backslash
_KEPT = 4  # characters that are shown, enough to know what it is


@dataclass(frozen=True, slots=True)
class Secret:
    """What kind it is, and where it begins and ends in the text."""

    kind: str
    start: int
    end: int


# What it is; a piece without which it is not there, to be quick; what it looks like.
_TOKENS = tuple(
    (kind, hints.split(), re.compile(rf"(?<![A-Za-z0-9])(?:{form})"))
    for kind, hints, form in (
        ("a key of Amazon Web Services", "AKIA ASIA ABIA ACCA",
         r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])"),
        ("a secret key of Amazon Web Services", "ecret",
         rf"(?i:aws{_U}?secret{_U}?(?:access{_U}?)?key)[\"']?\s*[=:]\s*[\"']?[A-Za-z0-9/+]{{40}}"),
        ("a token of GitHub", "gh github",
         rf"(?:gh[pousr]{_U}[A-Za-z0-9]{{20,}}|github{_U}pat{_U}[A-Za-z0-9_\\]{{20,}})"),
        ("a token of GitLab", "glpat- glptt- gldt-", r"(?:glpat|glptt|gldt)-[A-Za-z0-9_-]{20,}"),
        ("a token of Slack", "xox xapp", r"(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}"),
        ("a secret address of Slack", "hooks.slack.com",
         r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,}"),
        ("a secret address of Discord", "discord",
         r"discord(?:app)?\.com/api/webhooks/\d+/[A-Za-z0-9_-]{30,}"),
        ("a key of Google", "AIza", r"AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
        ("a secret of Google", "GOCSPX- ya29.", r"(?:GOCSPX-|ya29\.)[A-Za-z0-9_-]{20,}"),
        ("a key of Stripe", "_live _test whsec",
         rf"(?:[rs]k{_U}(?:live|test){_U}[A-Za-z0-9]{{16,}}|whsec{_U}[A-Za-z0-9+/]{{24,}})"),
        ("a token of npm", "npm", rf"npm{_U}[A-Za-z0-9]{{30,}}"),
        ("a token of PyPI", "pypi-AgE", r"pypi-AgE[A-Za-z0-9_-]{16,}"),
        ("a key of OpenAI or Anthropic", "sk-",
         r"sk-(?:(?:ant|proj|svcacct|admin)-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{40,})"),
        ("a token of Hugging Face", "hf", rf"hf{_U}[A-Za-z0-9]{{30,}}"),
        ("a key of SendGrid", "SG.", r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}"),
        ("a token of Telegram", ":AA", r"\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"),
        ("a token of DigitalOcean", "_v1", rf"do[opr]{_U}v1{_U}[0-9a-f]{{40,}}"),
        ("a token of Docker", "dckr", rf"dckr{_U}pat{_U}[A-Za-z0-9_-]{{20,}}"),
        ("a key of Azure", "AccountKey=", r"AccountKey=[A-Za-z0-9+/]{60,}={0,2}"),
        ("a signed token (JWT)", "eyJ",
         r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{16,}"),
        ("a key of age", "AGE-SECRET-KEY-", r"AGE-SECRET-KEY-1[0-9A-Z]{40,}"),
    )
)  # fmt: skip
_KEY = re.compile(
    r"-{4,5} ?BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)? ?-{4,5}|PuTTY-User-Key-File-\d"
)
_KEY_END = re.compile(r"-{4,5} ?END |Private-MAC:")
_LONGEST_KEY = 20_000  # characters
# Letters and figures in one piece: an article that only names the first line has none.
_HELD = re.compile(r"(?<![A-Za-z0-9+/])(?=[A-Za-z+/]*\d)(?=[0-9+/]*[A-Za-z])[A-Za-z0-9+/]{16,}")
_NEAR = 400  # characters after the first line


def secrets_in(text: str) -> Iterator[Secret]:
    """Every key and token, those of one kind in the order in which they stand."""
    if "PRIVATE KEY" in text or "PuTTY-User-Key-File" in text:
        for begin in _KEY.finditer(text):
            if _HELD.search(text, begin.end(), begin.end() + _NEAR):
                closing = _KEY_END.search(text, begin.end(), begin.end() + _LONGEST_KEY)
                end = closing.start() if closing else min(len(text), begin.end() + _LONGEST_KEY)
                yield Secret("a private key", begin.start(), end)
    for kind, hints, form in _TOKENS:
        if any(hint in text for hint in hints):
            yield from (Secret(kind, *found.span()) for found in form.finditer(text))


def without_secrets(text: str) -> str:
    """The text as long as before, with a `*` for each character that must not be shown."""
    for secret in tuple(secrets_in(text)):
        start = secret.start + _KEPT
        hidden = re.sub(r"\S", "*", text[start : secret.end])
        text = text[:start] + hidden + text[secret.end :]
    return text
