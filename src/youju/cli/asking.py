"""``youju ask``, ``chat`` and ``search``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from youju.cli.state import STATE, print_json, words
from youju.errors import YoujuError

if TYPE_CHECKING:
    from youju.answering.answerer import Answerer

Report = Annotated[
    list[str] | None, typer.Option("--report", metavar="ID", help=words("opt_report"))
]
TopK = Annotated[
    int | None, typer.Option("--top-k", metavar="N", min=1, max=50, help=words("opt_top_k"))
]
Mode = Annotated[
    str, typer.Option("--mode", metavar="auto|llm|extractive", help=words("opt_mode"))
]
Json = Annotated[bool, typer.Option("--json", help=words("opt_json"))]
_MODES = ("auto", "llm", "extractive")


class ChatModelMissing(YoujuError):
    code = "llm_missing"


def ask(
    question: Annotated[list[str], typer.Argument(help=words("arg_question"))],
    report: Report = None,
    top_k: TopK = None,
    mode: Mode = "auto",
    as_json: Json = False,
    no_stream: Annotated[bool, typer.Option("--no-stream", help=words("opt_no_stream"))] = False,
) -> None:
    _check_mode(mode)
    text = sys.stdin.read() if question == ["-"] else " ".join(question)
    answerer, wanted = _answerer(top_k)
    answer = answerer.answer(text, report_ids=report, top_k=wanted)
    if as_json:
        from youju.serialising import answer_to_dict

        print_json(answer_to_dict(answer))
        return
    from youju.cli.rendering import show_answer

    show_answer(answer)


def chat(report: Report = None, top_k: TopK = None, mode: Mode = "auto") -> None:
    from youju.answering.conversation import standalone_question
    from youju.cli.rendering import show_answer
    from youju.cli.state import LANGUAGE
    from youju.wording import explain

    _check_mode(mode)
    answerer, wanted = _answerer(top_k)
    typer.echo(words("chat_hello"))
    history: list[str] = []
    while True:
        try:
            question = input("› ").strip()
        except (EOFError, KeyboardInterrupt):
            typer.echo()
            return
        if not question:
            return
        try:
            standalone = standalone_question(question, history)
            answer = answerer.answer(
                question, standalone=standalone, report_ids=report, top_k=wanted
            )
        except YoujuError as error:
            typer.echo(explain(error, LANGUAGE), err=True)
            continue
        if standalone != question:
            typer.echo(words("understood", question=standalone))
        history.append(standalone)
        show_answer(answer)


def search(
    query: Annotated[list[str], typer.Argument(help=words("arg_query"))],
    report: Report = None,
    top_k: TopK = None,
    as_json: Json = False,
) -> None:
    text = sys.stdin.read() if query == ["-"] else " ".join(query)
    answerer, wanted = _answerer(top_k)
    hits = answerer.search(text, wanted, report)
    if as_json:
        from youju.serialising import hit_to_dict

        print_json({"query": text, "passages": [hit_to_dict(hit) for hit in hits]})
        return
    from youju.cli.rendering import show_hits

    show_hits(hits)


def _check_mode(mode: str) -> None:
    if mode not in _MODES:
        raise typer.BadParameter(" | ".join(_MODES), param_hint="--mode")
    if mode == "llm":
        raise ChatModelMissing


def _answerer(top_k: int | None) -> tuple[Answerer, int]:
    from youju.assembly import build_answerer

    settings = STATE.settings()
    return build_answerer(settings), top_k or settings.top_k
