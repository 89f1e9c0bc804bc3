"""First passage right on CMRC2018 trial: 1,002 questions over 256 contexts.

    python -m bench.retrieval [../shared/data/cmrc2018_trial]

Every context is a report of its own; a hit is a passage of the right context.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from youju.assembly import build_embedder, build_index, build_library
from youju.errors import QuestionError
from youju.query import normalise_question
from youju.retrieval import Retriever
from youju.settings import Settings

DEFAULT = Path("../shared/data/cmrc2018_trial")
WEIGHTS = (0.0, 0.3, 0.5, 0.6, 0.7, 1.0)
DEPTH = 5


def read(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not folder.is_dir():
        print(f"skipped: no data in {folder}")
        return
    contexts = {
        f"{row['context_id']}.txt": f"{row['title']}\n\n{row['text']}".encode()
        for row in read(folder / "contexts.jsonl")
    }
    with tempfile.TemporaryDirectory() as index_folder:
        settings = Settings(index_dir=index_folder)
        build_library(settings, writing=True).add(contexts)
        embedder = build_embedder(settings)
        index = build_index(settings, embedder)
        questions = []
        for row in read(folder / "questions.jsonl"):
            try:
                questions.append((normalise_question(row["question"]), row["context_id"]))
            except QuestionError:
                print(f"no words in {row['qid']}: counted as missed")
                questions.append(("", row["context_id"]))
        print(f"{'dense weight':>12}{'R@1':>8}{'R@5':>8}")
        for weight in WEIGHTS:
            retriever = Retriever(index, embedder, weight, None)
            ranks = [rank(retriever, question, wanted) for question, wanted in questions]
            first = sum(r == 1 for r in ranks) / len(ranks)
            five = sum(r <= DEPTH for r in ranks) / len(ranks)
            print(f"{weight:12.1f}{first:8.3f}{five:8.3f}")


def rank(retriever: Retriever, question: str, wanted: str) -> int:
    if question:
        hits = retriever.retrieve(retriever.query(question), DEPTH)
        for place, hit in enumerate(hits, 1):
            if hit.passage.report_id == wanted:
                return place
    return DEPTH + 1


if __name__ == "__main__":
    main()
