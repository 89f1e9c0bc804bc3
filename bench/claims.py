"""Lies and truths told otherwise, through our verifier and through ragground, side by side.

    pip install --no-deps ragground==0.2.2 && pip install pydantic && python -m bench.claims

Both get the passages that our retriever finds for the question. ragground runs its deterministic
tier: its model would have to be fetched from a hub, and knows no Chinese. The claims are those of
tests/eval over the default report, asked of the shipped index.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from youju.answering.verification import Verifier
from youju.assembly import build_parts
from youju.model import Hit, Verdict
from youju.settings import Settings

CLAIMS = Path(__file__).parent.parent / "tests/eval/claims_zhongyuan.jsonl"
Judge = Callable[[str, list[Hit], str], bool]


def ours(verifier: Verifier) -> Judge:
    def judge(claim: str, hits: list[Hit], question: str) -> bool:
        checked = verifier.verify(claim, verifier.evidence(hits), question)
        return checked.verdict is Verdict.SUPPORTED

    return judge


def ragground() -> Judge:
    from ragground import RAGGround, VerificationStatus

    guard = RAGGround(auto_download=False)

    def judge(claim: str, hits: list[Hit], question: str) -> bool:
        report = guard.verify(context=[hit.passage.text for hit in hits], answer=claim)
        return all(c.status is VerificationStatus.VERIFIED for c in report.claims)

    return judge


def measured(judge: Judge, rows: list[dict[str, Any]], hits: dict[str, list[Hit]]) -> str:
    started = time.perf_counter()
    said = [judge(row["claim"], hits[row["question"]], row["question"]) for row in rows]
    spent = (time.perf_counter() - started) / len(rows)
    truths = [one for one, row in zip(said, rows, strict=True) if row["truth"]]
    lies = [not one for one, row in zip(said, rows, strict=True) if not row["truth"]]
    kept = f"{sum(truths)}/{len(truths)}"
    stopped = f"{sum(lies)}/{len(lies)}"
    return f"{kept:>12} {stopped:>13} {spent * 1000:>9.1f}"


def main() -> None:
    parts = build_parts(Settings())
    rows = [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
    hits = {row["question"]: list(parts.answerer.examine(row["question"]).hits) for row in rows}
    judges = {"youju": ours(parts.answerer.verifier)}
    if importlib.util.find_spec("ragground"):
        judges["ragground"] = ragground()
    print(f"{'':20} {'truths kept':>12} {'lies stopped':>13} {'ms/claim':>9}")
    for name, judge in judges.items():
        for split in ("tune", "held"):
            some = [row for row in rows if row["split"] == split]
            print(f"{name + ' ' + split:20} {measured(judge, some, hits)}")


if __name__ == "__main__":
    main()
