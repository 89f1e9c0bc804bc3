"""What the reader costs, against the floor: one pass of its bare network over the same passages.

    python -m bench.reader

Warm: one process, an answer for which the reader is asked, against the bare passes over what it
read. Cold: whole processes, in turn, ``youju ask --json`` against one that loads the embedder and
the reader with ONNX Runtime and runs each once. What counts are the ratios.
"""

from __future__ import annotations

import statistics
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from bench.speed import median_of, seconds
from youju.answering.comprehending import PASSAGES
from youju.assembly import build_parts
from youju.comprehension.inputs import pair
from youju.comprehension.reader import BUNDLED as READER
from youju.embedding.onnx import BUNDLED as EMBEDDER
from youju.passages import embedded_text
from youju.settings import Settings

QUESTION = "区委统战部部长是谁？"
COLD_RUNS = 11
FLOOR = f"""
import numpy
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer
options = SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
tokenizer = Tokenizer.from_file({str(EMBEDDER / "tokenizer.json")!r})
ids = numpy.array([tokenizer.encode("query: {QUESTION}").ids])
embedder = InferenceSession({str(EMBEDDER / "model.onnx")!r}, options)
reader = InferenceSession({str(READER / "model.onnx")!r}, options)
embedder.run(None, {{"input_ids": ids, "attention_mask": numpy.ones_like(ids)}})
reader.run(None, {{"input_ids": ids}})
"""


def warm() -> tuple[float, float]:
    """Medians of an answer and of the bare passes, two at once as the reader's."""
    answerer = build_parts(Settings()).answerer
    answer = answerer.answer(QUESTION)
    assert answer.decided_by == "reader", "a question that the reader is not asked"
    title = answerer.reports[0].title
    passages = [hit.passage for hit in answer.passages[:PASSAGES]]
    tokenizer = Tokenizer.from_file(str(EMBEDDER / "tokenizer.json"))
    contexts = [embedded_text(p.section, title, p.text) for p in passages]
    inputs = [
        {"input_ids": np.array([pair(tokenizer, QUESTION, context).ids])} for context in contexts
    ]
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(str(READER / "model.onnx"), options)
    with ThreadPoolExecutor(2) as pool:
        floor = median_of(lambda: list(pool.map(lambda one: session.run(None, one), inputs)))
    return median_of(lambda: answerer.answer(QUESTION)), floor


def cold() -> tuple[float, float]:
    """Medians of the answer's and the floor's process, run in turn after one warm-up."""
    answer = [sys.executable, "-m", "youju", "ask", "--json", QUESTION]
    floor = [sys.executable, "-c", FLOOR]
    seconds(answer), seconds(floor)
    pairs = [(seconds(answer), seconds(floor)) for _ in range(COLD_RUNS)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def main() -> None:
    print(f"{'':6}{'answer ms':>12}{'floor ms':>12}{'ratio':>8}{'bar':>6}")
    for name, (answer, floor) in (("cold", cold()), ("warm", warm())):
        print(f"{name:6}{answer * 1000:12.1f}{floor * 1000:12.1f}{answer / floor:8.2f}{1.5:6.1f}")


if __name__ == "__main__":
    main()
