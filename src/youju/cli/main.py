"""The ``youju`` application: global options, commands, and errors as one line with the mend."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Literal, TextIO

import click

from youju.cli.asking import ask, chat, search
from youju.cli.checking import check
from youju.cli.figures import figures
from youju.cli.indexing import index_group
from youju.cli.measuring import doctor, evaluate_set
from youju.cli.prompting import prompts_group
from youju.cli.serving import keys_group, serve, serve_mcp
from youju.cli.state import LANGUAGE, STATE, words
from youju.errors import OutputError, YoujuError
from youju.wording import explain

_GLOBAL_WITH_VALUE = ("--index", "--config", "--lang")
_GLOBAL_FLAGS = ("-v", "--verbose")


class _Commands(click.Group):
    """Names the command that a mistyped one may have meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            import difflib

            close = difflib.get_close_matches(args[0], self.commands)
            key = "did_you_mean" if close else "no_command"
            ctx.fail(words(key, given=args[0], close=close[0] if close else ""))


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"youju {version('youju')}")
        ctx.exit()


@click.group(
    cls=_Commands,
    help=words("app"),
    epilog=words("app_epilog"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--index", "index", metavar="DIR", default="", help=words("opt_index"))
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help=words("opt_config"))
@click.option("--lang", type=click.Choice(["zh", "en"]), expose_value=False, help=words("opt_lang"))
@click.option("-v", "--verbose", is_flag=True, help=words("opt_verbose"))
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=words("opt_version"),
)
def app(index: str, config: Path | None, verbose: bool) -> None:
    STATE.index, STATE.config, STATE.verbose = index, config, verbose


app.add_command(ask)
app.add_command(chat)
app.add_command(search)
app.add_command(figures)
app.add_command(check)
app.add_command(index_group)
app.add_command(prompts_group)
app.add_command(serve)
app.add_command(keys_group)
app.add_command(serve_mcp)
app.add_command(evaluate_set)
app.add_command(doctor)


def run() -> None:
    """Run the command line: what fails is one line on stderr and exit 1, wrong usage is 2."""
    sys.stdin = _opened(sys.stdin, "r")
    sys.stdout, sys.stderr = _opened(sys.stdout, "w"), _opened(sys.stderr, "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app.main(args=_hoisted(sys.argv[1:]), prog_name="youju", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except YoujuError as error:
        _fail(explain(error, LANGUAGE), error)
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write(f"\n{words('interrupted')}\n")
        sys.exit(130)
    except BrokenPipeError:
        _drop_output()
        sys.exit(1)
    except OSError as error:
        _drop_output()
        _fail(explain(OutputError(detail=error.strerror), LANGUAGE), error)


def _opened(stream: TextIO | None, mode: Literal["r", "w"]) -> TextIO:
    """One that was closed when the command began says and reads nothing."""
    if stream is None:
        stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115
    return stream


def _drop_output() -> None:
    """What is still to be written would fail again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
