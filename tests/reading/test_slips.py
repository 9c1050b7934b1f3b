"""What nobody meant to publish is an error, and what it would give away is shown nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from building import NOON, build, copied
from sites_for_tests import Files, page, told, write
from tolkku.cli.main import main
from tolkku.model.secrets import secrets_in, without_secrets

# Put together here, so that nobody who looks for tokens finds one.
LONG = "a1B2c3D4" * 6
TOKENS = {
    "a key of Amazon Web Services": "AK" + "IAIOSFODNN7EXAMPLE",
    "a secret key of Amazon Web Services": "aws_secret_access_key = " + LONG[:40],
    "a token of GitHub": "gh" + "p_" + LONG[:36],
    "a token of GitLab": "gl" + "pat-" + LONG[:20],
    "a token of Slack": "xo" + "xb-" + "123456789012-" + LONG[:24],
    "a secret address of Slack": "https://hooks." + "slack.com/services/T0000/B0000/" + LONG[:24],
    "a secret address of Discord": "https://discord.com/api/web" + "hooks/12345/" + LONG,
    "a key of Google": "AI" + "za" + LONG[:35],
    "a secret of Google": "GOC" + "SPX-" + LONG[:28],
    "a key of Stripe": "sk" + "_live_" + LONG[:24],
    "a token of npm": "np" + "m_" + LONG[:36],
    "a token of PyPI": "py" + "pi-AgEIcHlwaS5vcmc" + LONG,
    "a key of OpenAI or Anthropic": "sk" + "-ant-api03-" + LONG,
    "a token of Hugging Face": "h" + "f_" + LONG[:34],
    "a key of SendGrid": "S" + "G." + LONG[:22] + "." + LONG[:43],
    "a token of Telegram": "123456789:" + "AA" + LONG[:33],
    "a signed token (JWT)": "ey"
    + "JhbGciOiJIUzI1NiJ9.ey"
    + "JzdWIiOiIxMjM0NTY3ODkwIn0."
    + LONG[:32],
    "a key of age": "AGE-" + "SECRET-KEY-1" + "QPZRY9X8" * 7,
}
KEY = "-----BEGIN {}PRIVATE KEY{}-----\n{}b3BlbnNzaC1rZXktdjEAAAAA\n-----END PRIVATE KEY-----\n"


@pytest.mark.parametrize("kind", TOKENS)
def test_tokens_are_known_and_hidden(kind: str) -> None:
    text = f"Katso ({TOKENS[kind]}).\n\nToinen kappale."
    assert [secret.kind for secret in secrets_in(text)] == [kind]
    hidden = without_secrets(text)
    assert len(hidden) == len(text)
    assert "**********" in hidden
    assert TOKENS[kind] not in hidden
    assert hidden.endswith(").\n\nToinen kappale.")


@pytest.mark.parametrize("name", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "SSH2 ENCRYPTED "])
@pytest.mark.parametrize("head", ["", "Proc-Type: 4,ENCRYPTED\n\n"])
def test_private_keys_are_known_and_hidden(name: str, head: str) -> None:
    text = KEY.format(name, "", head)
    assert [secret.kind for secret in secrets_in(text)] == ["a private key"]
    assert "b3BlbnNz" not in without_secrets(text)
    assert without_secrets(text).count("\n") == text.count("\n")


def test_other_ways_of_writing_them() -> None:
    assert [*secrets_in(KEY.format("PGP ", " BLOCK", "Version: 1\n\n"))]
    assert [*secrets_in(json.dumps({"key": KEY.format("", "", "")}))]
    assert [*secrets_in("    > " + KEY.format("RSA ", "", "").replace("\n", "\n    > "))]
    assert [*secrets_in(TOKENS["a token of GitHub"].replace("_", r"\_"))]
    assert [*secrets_in("gith" + "ub_pat_" + LONG[:22] + "_" + LONG)]


@pytest.mark.parametrize(
    "text",
    [
        "Avain alkaa riviltä -----BEGIN PRIVATE KEY-----, eikä sitä saa julkaista.",
        "-----BEGIN RSA PRIVATE KEY-----\n…\n-----END RSA PRIVATE KEY-----",
        KEY.replace("PRIVATE", "PUBLIC").format("", "", ""),
        "-----BEGIN CERTIFICATE-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END CERTIFICATE-----",
        "password: kissa123, salasana: Kissa123!",
        "ghp_… ja AKIA… ovat tunnusten alkuja; sk-1 ja npm_config_cache eivät ole tunnuksia.",
        "https://example.org/pypi-how-to-publish-a-package-to-the-index-of-python-2024",
        "https://example.org/sk-slovenska-verzia-stranky-o-pripravenosti-na-krizu/",
        "SHA-256: " + "0123456789abcdef" * 4,
        "ISBN 978-952-00-0000-0, IBAN FI21 1234 5600 0007 85, +358 40 1234567",
    ],
)
def test_nothing_else_alarms(text: str) -> None:
    assert [*secrets_in(text)] == []


def test_a_secret_is_told_with_its_line_and_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = TOKENS["a token of GitHub"]
    files: Files = {
        "docs/fi/a.md": page(f'summary: "{token}"', body=f"Eka.\n\n[x](https:{token}) {token}"),
        "docs/fi/b.txt": f"a\r\nb {token}",
        "docs/fi/c.csv": f"a;{token}\n".encode("utf-16"),
    }
    found = told(tmp_path, files, "fi")
    begins = "holds a token of GitHub, or what looks like one. Remove it, and have it withdrawn"
    for place in ("a.md:3", "a.md:8", "b.txt:2", "c.csv:1"):
        assert [each for each in found if each.startswith(f"error docs/fi/{place}: {begins}")]
    monkeypatch.chdir(tmp_path)
    for form in ("text", "json", "github"):
        said = CliRunner().invoke(main, ["check", "--format", form]).output
        assert "a token of GitHub" in said
        assert token not in said
        assert token[8:] not in said


def test_a_build_stops_and_does_not_show_it_either(tmp_path: Path) -> None:
    config = copied("complete", tmp_path)
    token = TOKENS["a key of Google"]
    write(config.parent, {"docs/fi/leak.md": page(body=f"[x]({token}.md) {token}")})
    built = build(config, tmp_path / "site", at=NOON)
    assert built.exit_code == 1
    assert "docs/fi/leak.md:5: holds a key of Google" in built.said
    assert token not in built.said


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x", 5),
        ("a\n<<<<<<<\nb", 6),
        ("a\n\n>>>>>>> haara", 7),
        ("Otsikko\n=======\n\na", 0),
        ("| a |\n|||||||\n", 0),
        ("    <<<<<<< HEAD\n", 0),
        (" >>>>>>> HEAD\n", 0),
        ("<<<<<<<<<< a\n", 0),
        (">>>>>> kuuden tason lainaus", 0),
        ("<<<<<<<a", 0),
    ],
)
def test_conflict_marks_are_lines_of_their_own(tmp_path: Path, body: str, line: int) -> None:
    found = told(tmp_path, {"docs/fi/a.md": f"---\ntitle: A\n---\n\n{body}\n"}, "fi")
    marks = [each for each in found if "mark of a conflict" in each]
    assert [each.split(": ")[0] for each in marks] == (
        [f"error docs/fi/a.md:{line}"] if line else []
    )
