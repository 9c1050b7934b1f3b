"""Finding summary: what a reviewer reads in ten seconds, as one line or as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from tolkku.findings import Finding
from tolkku.printing import escaped

_MOST = 10
_GOOD = "Notes stop nothing."
_BAD = "Errors stop every build."


def summary_line(shown: Sequence[Finding], others: Sequence[Finding] = ()) -> str:
    """`1 error, 2 notes in 2 files. Errors stop every build.`

    `others` are Findings about what nobody asked for.
    """
    elsewhere = sum(finding.is_error for finding in others)
    said = [f"{_counts(shown)}. {_verdict(shown)}" if shown else "Nothing to tell."]
    if elsewhere:
        said.append(f"Elsewhere: {counted(elsewhere, 'error')}.")
    return " ".join(said)


def markdown_summary(shown: Sequence[Finding], others: Sequence[Finding] = ()) -> str:
    """Counts, the worst ten, and what to do, for the page of a CI run. `shown`: worst first."""
    errors = [finding for finding in shown if finding.is_error]
    worst = errors or list(shown)
    blocks = [f"## Check: {_counts(shown) if shown else 'nothing to tell'}"]
    if shown:
        blocks.append(f"**{_verdict(shown)}**")
    if worst:
        blocks.append("\n".join(["| where | what | what to do |", "|---|---|---|",
                                 *map(_row, worst[:_MOST])]))  # fmt: skip
    if len(worst) > _MOST:
        what = "error" if errors else "note"
        blocks.append(f"… and {counted(len(worst) - _MOST, f'more {what}')}.")
    elsewhere = sum(finding.is_error for finding in others)
    if elsewhere:
        blocks.append(f"Elsewhere: {counted(elsewhere, 'error')}.")
    if shown:
        blocks.append("All of it, with the lines meant: `tolkku check`.")
    return "\n\n".join(blocks) + "\n"


def _row(finding: Finding) -> str:
    where = f"{escaped(str(finding.place))} ({finding.severity.value})"
    return f"| {where} | {escaped(finding.problem)} | {escaped(finding.remedy)} |"


def _verdict(shown: Sequence[Finding]) -> str:
    return _BAD if any(finding.is_error for finding in shown) else _GOOD


def _counts(shown: Sequence[Finding]) -> str:
    errors = sum(finding.is_error for finding in shown)
    files = len({finding.place.path for finding in shown})
    counts = f"{counted(errors, 'error')}, {counted(len(shown) - errors, 'note')}"
    return f"{counts} in {counted(files, 'file')}"


def counted(number: int, what: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {what}{'' if number == 1 else 's'}"
