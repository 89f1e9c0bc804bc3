"""The ``youju`` application: global options, commands, and errors as one line with the mend."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from youju.cli.asking import ask, chat, search
from youju.cli.indexing import index_app
from youju.cli.measuring import doctor, evaluate_set
from youju.cli.state import LANGUAGE, STATE, words
from youju.errors import YoujuError
from youju.wording import explain

_GLOBAL_WITH_VALUE = ("--index", "--config", "--lang")
_GLOBAL_FLAGS = ("-v", "--verbose")

app = typer.Typer(
    name="youju",
    help=words("app"),
    epilog=words("app_epilog"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("ask", help=words("cmd_ask"))(ask)
app.command("chat", help=words("cmd_chat"))(chat)
app.command("search", help=words("cmd_search"))(search)
app.add_typer(index_app, name="index", help=words("cmd_index"))
app.command("eval", help=words("cmd_eval"))(evaluate_set)
app.command("doctor", help=words("cmd_doctor"))(doctor)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"youju {version('youju')}")
        raise typer.Exit


@app.callback()
def global_options(
    index: Annotated[str, typer.Option("--index", metavar="DIR", help=words("opt_index"))] = "",
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help=words("opt_config"))
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", metavar="zh|en", help=words("opt_lang"))
    ] = LANGUAGE,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=words("opt_verbose"))] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help=words("opt_version")),
    ] = False,
) -> None:
    if lang not in ("zh", "en"):
        raise typer.BadParameter("zh | en", param_hint="--lang")
    STATE.index, STATE.config, STATE.verbose = index, config, verbose


def main() -> None:
    """Run the command line; every expected error is one line on stderr, and exit status 1."""
    try:
        app(args=_hoisted(sys.argv[1:]), standalone_mode=True)
    except YoujuError as error:
        _fail(explain(error, LANGUAGE), error)
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{words('interrupted')}\n")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _fail(line: str, error: Exception) -> None:
    if STATE.verbose:
        import traceback

        traceback.print_exception(error)
    sys.stderr.write(f"youju: {line}\n")
    sys.exit(1)


def _hoisted(arguments: list[str]) -> list[str]:
    """Global options may stand anywhere: ``youju ask 问题 --index DIR``."""
    front: list[str] = []
    rest: list[str] = []
    index = 0
    while index < len(arguments):
        argument = arguments[index]
        if argument == "--":
            rest += arguments[index:]
            break
        if argument in _GLOBAL_WITH_VALUE and index + 1 < len(arguments):
            front += arguments[index : index + 2]
            index += 1
        elif argument in _GLOBAL_FLAGS or argument.startswith(
            tuple(f"{name}=" for name in _GLOBAL_WITH_VALUE)
        ):
            front.append(argument)
        else:
            rest.append(argument)
        index += 1
    return front + rest
