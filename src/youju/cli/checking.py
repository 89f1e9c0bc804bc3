"""``youju check``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youju.cli.state import LANGUAGE, STATE, print_json, progress_bar, words
from youju.errors import DocumentError, DraftError, FileNotWritten, YoujuError
from youju.wording import explain

if TYPE_CHECKING:
    from youju.answering.checking import Checker
    from youju.cli.findings import Checked

_STANDARD_INPUT = "-"
_FAILED, _CONTRADICTED = 1, 3
_EPILOG = "\n\n".join(words(f"check_{name}") for name in ("files", "line", "exit", "example"))


@dataclass(frozen=True)
class _Wishes:
    """``html``: where the marked draft goes; ``fix``: write a mended copy beside the draft."""

    html: Path | None
    fix: bool
    as_json: bool


@click.command("check", help=words("cmd_check"), epilog=_EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--report", "reports", metavar="ID", multiple=True, help=words("opt_check_report"))
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help=words("opt_html"))
@click.option("--fix", is_flag=True, help=words("opt_fix"))
@click.option("--strict", is_flag=True, help=words("opt_strict"))
@click.option("--json", "as_json", is_flag=True, help=words("opt_json"))
def check(
    files: tuple[str, ...],
    reports: tuple[str, ...],
    html: Path | None,
    fix: bool,
    strict: bool,
    as_json: bool,
) -> None:
    names = list(dict.fromkeys(files))
    _refuse_wrong_usage(names, html, fix=fix)
    checked, failed = _check_all(names, reports, _Wishes(html, fix, as_json))
    if as_json and checked:
        from youju.serialising import check_to_dict

        found = [{"file": one.name, **check_to_dict(one.check)} for one in checked]
        print_json(found if len(names) > 1 else found[0])
    sys.stdout.flush()
    counted = ("contradicted", "unsupported") if strict else ("contradicted",)
    if failed:
        sys.exit(_FAILED)
    if any(one.check.counts[verdict] for one in checked for verdict in counted):
        sys.exit(_CONTRADICTED)


def _refuse_wrong_usage(names: Sequence[str], html: Path | None, *, fix: bool) -> None:
    from youju.cli.fixing import copy_of

    if fix and _STANDARD_INPUT in names:
        raise click.UsageError(words("check_fix_needs_file"))
    if html is None:
        return
    if len(names) > 1:
        raise click.UsageError(words("check_one_draft"))
    draft = Path(os.path.realpath(names[0]))
    taken = {os.path.realpath(path) for path in (draft, copy_of(draft))}
    if names[0] != _STANDARD_INPUT and os.path.realpath(html) in taken:
        raise click.UsageError(words("check_html_taken"))


def _check_all(
    names: Sequence[str], reports: Sequence[str], wishes: _Wishes
) -> tuple[list[Checked], bool]:
    """What could be checked, and whether something failed; a wrong file does not cost the others.
    Raises what would fail for any of them."""
    from youju.assembly import build_answerer
    from youju.cli.findings import show

    checker = build_answerer(STATE.settings()).checker
    checked: list[Checked] = []
    failed = False
    for name in names:
        try:
            one = _checked(checker, name, reports)
        except (DocumentError, DraftError) as error:
            _tell(error, "" if isinstance(error, DocumentError) else name)
            failed = True
            continue
        checked.append(one)
        try:
            if not wishes.as_json:
                show(one)
        finally:
            failed |= not _leave_behind(one, wishes)
    return checked, failed


def _checked(checker: Checker, name: str, reports: Sequence[str]) -> Checked:
    from youju.cli.findings import Checked
    from youju.reading import draft_text, read_file

    data = sys.stdin.buffer.read() if name == _STANDARD_INPUT else read_file(Path(name))
    draft = draft_text(data, name)
    with progress_bar("checking_progress") as progress:
        found = checker.check(draft, report_ids=reports, progress=progress)
    return Checked(name, data, found)


def _leave_behind(one: Checked, wishes: _Wishes) -> bool:
    """The files that were asked for; whether all were written."""
    from youju.cli.fixing import fix

    written = True
    if wishes.fix:
        written &= _done(partial(fix, one))
    if wishes.html:
        written &= _done(partial(_write_html, one, wishes.html))
    return written


def _done(write: Callable[[], None]) -> bool:
    try:
        write()
    except (DocumentError, FileNotWritten) as error:
        _tell(error)
        return False
    return True


def _write_html(one: Checked, path: Path) -> None:
    from datetime import UTC, datetime

    from youju.assembly import index_as_it_is
    from youju.cli.filing import write_file
    from youju.proofsheet import marked_draft

    index = index_as_it_is(STATE.settings())
    now = datetime.now(UTC)
    write_file(path, marked_draft(one.check, index, language=LANGUAGE, at=now))
    click.echo(words("check_html_written", path=path), err=True)


def _tell(error: YoujuError, name: str = "") -> None:
    """``name``: of the file, where the error does not say it."""
    from youju.cli.findings import one_line

    led = f"{one_line(name)}: " if name else ""
    click.echo(f"youju: {led}{explain(error, LANGUAGE)}", err=True)
