"""A draft of 3,000 characters, checked, against verifying its claims one by one with their evidence
given.

    python -m bench.checking

Both on the shipped index, in turn, the best of three runs each. Also: when the first verdict is
there, against a warm answer.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from youju.answering.checking.cutting import sentences_of
from youju.assembly import build_parts
from youju.settings import Settings

DRAFTS = Path(__file__).parent.parent / "tests/eval/drafts.jsonl"
LENGTH = 3000
RUNS = 3


def draft() -> str:
    rows = [json.loads(line) for line in DRAFTS.read_text(encoding="utf-8").splitlines()]
    texts = [
        "".join(sentence["text"] for sentence in row["sentences"])
        for row in rows
        if row["report"] == "zhongyuan-2023"
    ]
    return "\n".join(texts)[:LENGTH]


def best(call: Callable[[], object]) -> float:
    spent = []
    for _ in range(RUNS):
        started = time.perf_counter()
        call()
        spent.append(time.perf_counter() - started)
    return min(spent)


def main() -> None:
    parts = build_parts(Settings())
    checker = parts.answerer.checker
    text = draft()
    claims = [s.text.strip() for s in sentences_of(text) if not s.reason]
    verifier = parts.answerer.verifier
    given = [(c, verifier.evidence(parts.answerer.search(c, 8))) for c in claims]
    checker.check(text)

    whole = best(lambda: checker.check(text))
    alone = best(lambda: [verifier.verify(claim, evidence) for claim, evidence in given])
    first = best(lambda: next(checker.steps(text)))
    answer = best(lambda: parts.answerer.answer("2023年优良天数是多少？"))
    print(f"{len(text)} characters, {len(claims)} claims")
    print(f"check against claims one by one   {whole / alone:.2f}")
    print(f"first verdict against an answer   {first / answer:.2f}")


if __name__ == "__main__":
    main()
