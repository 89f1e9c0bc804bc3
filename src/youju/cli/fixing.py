"""``youju check --fix``: plain slips of figures, mended in a copy beside the draft."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youju.cli.filing import write_file
from youju.cli.state import words
from youju.errors import DocumentError, FileInTheWay
from youju.model import Verdict
from youju.text import printable

if TYPE_CHECKING:
    from youju.cli.findings import Checked
    from youju.model import Check, Finding
    from youju.reading.mending import Replacement

_PLAIN = ("figure", "unit", "year", "bound")
"""Kinds of findings that a person would mend without a thought; not a figure of another thing."""
_NUMERALS = ".,，零一二三四五六七八九十百千两"
_ALIKE = 0.5
"""Of the digits of a slip: 59% for 82% is none."""


def copy_of(draft: Path) -> Path:
    return draft.with_name(f"{draft.stem}.fixed{draft.suffix}")


def fix(one: Checked) -> None:
    """Never over the draft, nor over anything else. Raises ``FileInTheWay``, ``FileNotWritten`` or
    a ``DocumentError``."""
    from youju.reading.mending import mended, replaced

    draft, found = Path(one.name), list(_replacements(one.check))
    if not found:
        click.echo(words("fix_nothing", path=draft), err=True)
        return
    copy = copy_of(draft)
    if os.path.lexists(copy):
        if not _reads(copy, replaced(one.check.text, found)):
            raise FileInTheWay(name=copy)
        click.echo(words("fix_there", path=copy), err=True)
        return
    write_file(copy, mended(one.data, one.name, found))
    click.echo(words("fix_written", path=copy, count=len(found)), err=True)
    _tell_changes(one, found)


def _replacements(check: Check) -> Iterator[Replacement]:
    """In order, none over another; none in a sentence that the report contradicts in more than
    that: its figure may be of something else."""
    from youju.reading.mending import Replacement

    place = 0
    for claim in check.claims:
        told = [one for one in claim.findings if one.verdict is Verdict.CONTRADICTED]
        if not all(_is_slip(one) for one in told):
            continue
        for one in sorted(told, key=lambda finding: finding.start):
            if one.expected and place <= one.start < one.end:
                place = one.end
                yield Replacement(one.start, one.end, printable(one.expected))


def _is_slip(finding: Finding) -> bool:
    if finding.kind not in _PLAIN or not finding.expected:
        return False
    if finding.kind == "figure" and _unit(finding.found) != _unit(finding.expected):
        return False
    mine, right = (
        sorted(c for c in text if c.isdigit()) for text in (finding.found, finding.expected)
    )
    if finding.kind != "figure" or not mine or mine == right:
        return True
    return SequenceMatcher(None, mine, right, autojunk=False).ratio() >= _ALIKE


def _unit(text: str) -> str:
    return "".join(
        c for c in text if not c.isdigit() and c not in ".,，零一二三四五六七八九十百千两"
    )


def _reads(path: Path, text: str) -> bool:
    from youju.reading import draft_text, read_file

    try:
        return path.is_file() and draft_text(read_file(path), path.name) == text
    except DocumentError:
        return False


def _tell_changes(one: Checked, found: list[Replacement]) -> None:
    """Where they stand in the draft."""
    from youju.cli.findings import one_line, place_in

    text, name = one.check.text, one_line(one.name)
    for change in found:
        said = one_line(text[change.start : change.end])
        place = place_in(text, change.start)
        click.echo(f"  {name}:{place}: {said} → {one_line(change.text)}", err=True)
