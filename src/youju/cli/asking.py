"""``youju ask``, ``chat`` and ``search``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youju.cli.state import LANGUAGE, STATE, print_json, words
from youju.errors import YoujuError

if TYPE_CHECKING:
    from youju.answering.answerer import Answerer
    from youju.model import Answer

_WHAT_TO_ASK = ("?", "？")
_SUGGESTED = 5
_GOODBYE = ("exit", "quit", "q", "退出", "再见")
_report = click.option("--report", "reports", metavar="ID", multiple=True, help=words("opt_report"))
_top_k = click.option("--top-k", type=click.IntRange(1, 50), metavar="N", help=words("opt_top_k"))
_mode = click.option(
    "--mode",
    type=click.Choice(["auto", "llm", "extractive"]),
    default="auto",
    help=words("opt_mode"),
)
_json = click.option("--json", "as_json", is_flag=True, help=words("opt_json"))


@click.command(help=words("cmd_ask"))
@click.argument("question", nargs=-1, required=True)
@_report
@_top_k
@_mode
@_json
@click.option("--no-stream", is_flag=True, help=words("opt_no_stream"))
@click.option("--proof", type=click.Path(path_type=Path), metavar="FILE", help=words("opt_proof"))
def ask(
    question: tuple[str, ...],
    reports: tuple[str, ...],
    top_k: int | None,
    mode: str,
    as_json: bool,
    no_stream: bool,
    proof: Path | None,
) -> None:
    from youju.cli.session import Wishes, ask_once

    live = not (as_json or no_stream)
    answer = ask_once(_text(question), Wishes(mode, reports, top_k, live))
    try:
        _show(answer, as_json)
    finally:
        if proof is not None:
            _write_proof(proof, answer)


@click.command(help=words("cmd_chat"))
@_report
@_top_k
@_mode
def chat(reports: tuple[str, ...], top_k: int | None, mode: str) -> None:
    from youju.answering.conversation import Turn
    from youju.cli.rendering import show_answer
    from youju.cli.session import Wishes, conversation
    from youju.wording import explain

    history: list[Turn] = []
    with conversation(Wishes(mode, reports, top_k, live=True)) as talk:
        click.echo(words("chat_hello"))
        while question := _next_question():
            try:
                if question in _WHAT_TO_ASK:
                    click.echo("\n".join(f"  {one}" for one in talk.suggestions(_SUGGESTED)))
                    continue
                answer = talk.ask(question, history)
            except YoujuError as error:
                click.echo(explain(error, LANGUAGE), err=True)
                continue
            except KeyboardInterrupt:
                click.echo(f"\n{words('answer_interrupted')}", err=True)
                continue
            if answer.standalone_question != question:
                click.echo(words("understood", question=answer.standalone_question))
            history.append(Turn(answer.standalone_question, answer.answer))
            show_answer(answer)


@click.command(help=words("cmd_search"))
@click.argument("query", nargs=-1, required=True)
@_report
@_top_k
@_json
def search(
    query: tuple[str, ...], reports: tuple[str, ...], top_k: int | None, as_json: bool
) -> None:
    text = _text(query)
    answerer, wanted = _answerer(top_k)
    hits = answerer.search(text, wanted, reports)
    if as_json:
        from youju.serialising import hit_to_dict

        print_json({"query": text, "passages": [hit_to_dict(hit) for hit in hits]})
        return
    from youju.cli.rendering import show_hits

    show_hits(hits)


def _show(answer: Answer, as_json: bool) -> None:
    if as_json:
        from youju.serialising import answer_to_dict

        print_json(answer_to_dict(answer))
    else:
        from youju.cli.rendering import show_answer

        show_answer(answer)


def _write_proof(path: Path, answer: Answer) -> None:
    from datetime import UTC, datetime

    from youju.assembly import index_as_it_is
    from youju.cli.filing import write_file
    from youju.proofsheet import proof_sheet
    from youju.serialising import answer_to_dict

    now = datetime.now(UTC)
    content = answer_to_dict(answer) | {"created_at": now.isoformat()}
    index = index_as_it_is(STATE.settings())
    write_file(path, proof_sheet(content, index, language=LANGUAGE, at=now))
    click.echo(words("proof_written", path=path), err=True)


def _next_question() -> str:
    """What was typed; empty at the end of the conversation."""
    try:
        question = input("› ").strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return ""
    return "" if question.lower() in _GOODBYE else question


def _text(arguments: tuple[str, ...]) -> str:
    if arguments != ("-",):
        return " ".join(arguments)
    return sys.stdin.buffer.read().decode("utf-8", "replace").strip()


def _answerer(top_k: int | None) -> tuple[Answerer, int]:
    from youju.assembly import build_answerer

    settings = STATE.settings()
    return build_answerer(settings), top_k or settings.top_k
