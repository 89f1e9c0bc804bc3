from __future__ import annotations

import pytest

from youju.llm.thinking import ThinkingSplitter


def fed(text: str, size: int) -> tuple[str, str]:
    """The answer and the reasoning, of a text in pieces of ``size``."""
    splitter = ThinkingSplitter()
    answer = reasoning = ""
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    for delta in [d for piece in pieces for d in splitter.feed(piece)] + list(splitter.end()):
        if delta.restart:
            answer, reasoning = "", reasoning + answer
        answer += delta.text
        reasoning += delta.reasoning
    return answer, reasoning


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    ("text", "answer", "reasoning"),
    [
        ("达217天。", "达217天。", ""),
        ("<think>想\n想</think>\n\n达217天。", "达217天。", "想\n想"),
        ("想想</think>达217天。", "达217天。", "想想"),
        ("a < b <think", "a < b <think", ""),
        ("<think>没想完", "", "没想完"),
        ("<think></think>", "", ""),
        ("达<think>又想</think>217天", "达217天", "又想"),
    ],
)
def test_reasoning_is_told_from_the_answer(
    text: str, answer: str, reasoning: str, size: int
) -> None:
    assert fed(text, size) == (answer, reasoning)
