"""Answers and passages on a terminal: bold figures, numbered quotes; plain text in a pipe."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Sequence

from youju.cli.state import LANGUAGE, STATE, words
from youju.model import Answer, Citation, Hit, Status, Verdict
from youju.text import figures, printable, shortened
from youju.wording import why

BOLD, DIM, RED, GREEN, YELLOW, CYAN, _END = (
    f"\x1b[{code}m" for code in ("1", "2", "31;1", "32;1", "33;1", "36", "0")
)

_LONGEST_TITLE = 30


def show_answer(answer: Answer) -> None:
    answered = answer.status is Status.ANSWERED
    title = words("answer") if answered else words("abstained")
    _line(styled(title, GREEN if answered else YELLOW))
    _line(textwrap.indent(_emphasised(_flagged(answer)), "  "))
    if answer.citations:
        _line()
        _line(styled(words("sources") if answered else words("nearest"), CYAN))
        for citation in answer.citations:
            _show_citation(citation)
    _line()
    _line(styled(_footer(answer), DIM))
    sys.stdout.flush()
    for warning in answer.warnings:
        sys.stderr.write(f"! {printable(warning)}\n")
    if answer.struck and not STATE.verbose:
        sys.stderr.write(f"  {words('struck_hint')}\n")


def _flagged(answer: Answer) -> str:
    """The answer with a mark behind each sentence that is not proven."""
    text, place = "", 0
    for claim in answer.claims:
        if claim.verdict is Verdict.UNSUPPORTED:
            text += answer.answer[place : claim.end] + words("unproven")
            place = claim.end
    return text + answer.answer[place:]


def show_hits(hits: Sequence[Hit]) -> None:
    if not hits:
        _line(words("no_hits"))
    for number, hit in enumerate(hits, 1):
        passage = hit.passage
        scores = f"{hit.score:.3f}  dense {hit.dense_score:.3f}  BM25 {hit.lexical_score:.1f}"
        _line(f"{styled(f'{number}.', BOLD)} {passage.id}  {styled(scores, DIM)}")
        if passage.section:
            _line(f"   {styled(' › '.join(passage.section), CYAN)}")
        _line(textwrap.indent(printable(passage.text), "   "))
        _line()


def _show_citation(citation: Citation) -> None:
    _line(f"  [{citation.marker}] “{_emphasised(citation.quote)}”")
    title = shortened(citation.report_title, _LONGEST_TITLE)
    where = " › ".join((title, *citation.section))
    _line(styled(f"      {printable(where)} · {citation.start}–{citation.end}", DIM))


def _footer(answer: Answer) -> str:
    mode = words("mode_llm", model=answer.model) if answer.model else words("mode_extractive")
    certain = words(f"certain_{answer.certainty}")
    footer = f"{certain} · {mode} · {answer.timings_ms['total']:.0f} ms"
    if STATE.verbose:
        stages = "  ".join(f"{name} {ms:.1f}" for name, ms in answer.timings_ms.items())
        footer += f"\n{stages}  confidence {answer.confidence:.2f} ({answer.decided_by})"
        for claim in answer.struck:
            footer += f"\n{words('struck', text=claim.text, why=why(claim.problems, LANGUAGE))}"
    return footer


def _emphasised(text: str) -> str:
    """The figures of a text in bold, its markers as they are."""
    text = printable(text)
    pieces, place = [], 0
    for figure in figures(text):
        if text[figure.start - 1 : figure.start] == "[":
            continue
        pieces += [text[place : figure.start], styled(figure.text, BOLD)]
        place = figure.end
    return "".join(pieces) + text[place:]


def styled(text: str, style: str) -> str:
    """Where standard output shows it."""
    return f"{style}{text}{_END}" if _has_colour() else text


def _has_colour() -> bool:
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def _line(text: str = "") -> None:
    sys.stdout.write(text + "\n")
