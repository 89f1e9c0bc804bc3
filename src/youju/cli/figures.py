"""``youju figures``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from youju.cli.state import LANGUAGE, STATE, print_json, words

if TYPE_CHECKING:
    from youju.answering.indicators import Indicator

_PIPED_WIDTH = 1000
_LONGEST_SECTION = 24


@click.command(help=words("cmd_figures"))
@click.option("--report", "reports", metavar="ID", multiple=True, help=words("opt_figures_report"))
@click.option("--filter", "wanted", metavar="TEXT", default="", help=words("opt_filter"))
@click.option("--csv", "as_csv", is_flag=True, help=words("opt_csv"))
@click.option("--json", "as_json", is_flag=True, help=words("opt_json"))
def figures(reports: tuple[str, ...], wanted: str, as_csv: bool, as_json: bool) -> None:
    from youju.assembly import build_indicators
    from youju.serialising import figures_to_csv, figures_to_dict

    if as_csv and as_json:
        raise click.UsageError(words("one_form"))
    found = build_indicators(STATE.settings()).of(reports)
    found = [one for one in found if _speaks_of(one, wanted)]
    if as_json:
        print_json(figures_to_dict(found))
    elif as_csv:
        sys.stdout.buffer.write(figures_to_csv(found, LANGUAGE).encode("utf-8", "replace"))
    elif found:
        _show(found)
    else:
        click.echo(words("no_figures"))


def _speaks_of(one: Indicator, wanted: str) -> bool:
    from youju.text import fold

    return fold(wanted) in fold("\n".join((one.indicator, one.unit, *one.section, one.text)))


def _show(found: list[Indicator]) -> None:
    """A table; in a pipe each figure is a line, however long."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from youju.text import printable

    piped = not sys.stdout.isatty()
    console = Console(width=_PIPED_WIDTH if piped else None)
    table = Table(box=None if piped else SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    several = len({one.report_id for one in found}) > 1
    for name in ("indicator", "value", "unit", "about", "change", "section", "place"):
        table.add_column(
            words(f"figure_{name}"),
            justify="right" if name == "value" else "left",
            no_wrap=piped or name in ("value", "place"),
        )
    for one in found:
        place = f"{one.report_id}:{one.start}" if several else str(one.start)
        cells = (one.indicator, f"{one.value}", one.unit, one.about, one.change or "")
        table.add_row(*(Text(printable(cell)) for cell in (*cells, _heading(one), place)))
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        click.echo(line.rstrip())


def _heading(one: Indicator) -> str:
    from youju.text import shortened

    return shortened(one.section[-1] if one.section else "", _LONGEST_SECTION)
