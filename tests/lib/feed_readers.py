"""Feed readers that people use, each run as they run it: newsboat, and rss2email with a letterbox.

They get an empty home, a locale of their own and no proxy, whatever the computer's are.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Protocol

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

READER = "reader@example.com"


@dataclass(frozen=True, order=True)
class News:
    """What a reader shows of an entry that is new to it."""

    id: str
    link: str
    title: str


class Reader(Protocol):
    """A feed reader with its subscriptions."""

    def news(self) -> list[News]:
        """Fetch every feed, and say which entries are new since the last time, in order of ids."""

    def texts(self) -> dict[str, str]:
        """What it has shown of every entry, by id."""


def _run(home: Path, *command: str) -> str:
    """What a command says, run in a home of its own."""
    own = {"HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        command,
        env={"PATH": os.environ["PATH"], **own},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


class Newsboat:
    """newsboat. Its cache says what it shows; nothing is ever marked as read."""

    def __init__(self, home: Path, feeds: Sequence[str]) -> None:
        self._home = home
        self._known: set[str] = set()
        self._subscribed = False
        (home / "urls").write_text("".join(f"{feed}\n" for feed in feeds), "utf-8")
        (home / "config").write_text("reload-threads 1\n", "utf-8")

    def news(self) -> list[News]:
        if not self._subscribed:  # what tells versions apart it keeps from the second fetch on
            self._newsboat("reload")
            self._subscribed = True
        self._newsboat("reload")
        new = [item for item in self.items() if item.id not in self._known]
        self._known |= {item.id for item in new}
        return new

    def items(self) -> list[News]:
        """Everything it shows."""
        with closing(sqlite3.connect(self._home / "cache.db")) as cache:
            rows = cache.execute("SELECT guid, url, title FROM rss_item ORDER BY guid")
            return [News(*row) for row in rows]

    def texts(self) -> dict[str, str]:
        with closing(sqlite3.connect(self._home / "cache.db")) as cache:
            return dict(cache.execute("SELECT guid, content FROM rss_item"))

    def unread(self) -> int:
        """How many unread articles it says there are."""
        return int(self._newsboat("print-unread").split()[0])

    def _newsboat(self, command: str) -> str:
        own = ("-C", "config", "-u", "urls", "-c", "cache.db")
        return _run(self._home, "newsboat", *own, "-x", command)


@dataclass
class Letterbox:
    """The mails that an SMTP server on `port` has taken."""

    port: int = 0
    mails: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert envelope.rcpt_tos == [READER]
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        return "250 OK"


class _OnAFreePort(Controller):
    """The controller greets its server to see that it runs, and has to know where it is."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    """An SMTP server on loopback."""
    box = Letterbox()
    server = _OnAFreePort(box, "127.0.0.1", 0, server_hostname="mail.example.com")
    server.start()
    box.port = server.port
    try:
        yield box
    finally:
        server.stop()


class Rss2email:
    """rss2email: every entry that it has not seen becomes a mail."""

    def __init__(self, home: Path, feeds: Sequence[str], box: Letterbox) -> None:
        self._home, self._box = home, box
        self._texts: dict[str, str] = {}
        lines = [
            "[DEFAULT]",
            "from = feeds@example.com",
            f"to = {READER}",
            "email-protocol = smtp",
            "smtp-server = 127.0.0.1",
            f"smtp-port = {box.port}",
            "verbose = warning",
        ]
        for number, feed in enumerate(feeds):
            lines += [f"[feed.{number}]", f"url = {feed}"]
        (home / "config").write_text("\n".join([*lines, ""]), "utf-8")

    def news(self) -> list[News]:
        said = _run(self._home, "r2e", "-c", "config", "-d", "seen.json", "run")
        assert said == ""
        mails, self._box.mails = self._box.mails, []
        self._texts |= dict(map(_text, mails))
        return sorted(_read(mail) for mail in mails)

    def texts(self) -> dict[str, str]:
        return self._texts


def _read(mail: bytes) -> News:
    message = message_from_bytes(mail, policy=policy.default)
    return News(message["X-RSS-ID"], message["X-RSS-URL"], message["Subject"])


def _text(mail: bytes) -> tuple[str, str]:
    """The id of an entry, and the mail's text."""
    message = message_from_bytes(mail, policy=policy.default)
    body = message.get_body()
    assert body is not None
    return message["X-RSS-ID"], body.get_content()
