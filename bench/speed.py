"""How long an answer takes against the floor: embedding the same question with ONNX Runtime alone.

    python -m bench.speed

Cold: whole processes, in turn, ``youju ask --json`` against one that imports ONNX Runtime and
tokenizers, loads the bundled model and embeds the question. Warm: one process, an answer against
the bare embedding call. The question is one that the rules decide: for what the reader costs, see
``bench/reader.py``. What counts are the ratios.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from youju.assembly import build_answerer
from youju.embedding.onnx import BUNDLED, OnnxEmbedder
from youju.settings import Settings

QUESTION = "新增了多少个停车位？"
COLD_RUNS = 11
WARM_RUNS = 200
FLOOR = f"""
import json, numpy
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer
options = SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
tokenizer = Tokenizer.from_file({str(BUNDLED / "tokenizer.json")!r})
session = InferenceSession({str(BUNDLED / "model.onnx")!r}, options)
encoded = tokenizer.encode("query: {QUESTION}")
ids = numpy.array([encoded.ids]); mask = numpy.array([encoded.attention_mask])
print(json.dumps(session.run(None, {{"input_ids": ids, "attention_mask": mask}})[0][0].tolist()))
"""


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def cold() -> tuple[float, float]:
    """Medians of the answer's and the floor's process, run in turn after one warm-up."""
    answer = [sys.executable, "-m", "youju", "ask", "--json", QUESTION]
    floor = [sys.executable, "-c", FLOOR]
    seconds(answer), seconds(floor)
    pairs = [(seconds(answer), seconds(floor)) for _ in range(COLD_RUNS)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def warm() -> tuple[float, float]:
    answerer = build_answerer(Settings())
    embedder = OnnxEmbedder()
    return median_of(lambda: answerer.answer(QUESTION)), median_of(
        lambda: embedder.embed_query(QUESTION)
    )


def median_of(call: Callable[[], object]) -> float:
    times = []
    for _ in range(WARM_RUNS):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    print(f"{'':6}{'answer ms':>12}{'floor ms':>12}{'ratio':>8}{'bar':>6}")
    for name, (answer, floor), bar in (("cold", cold(), 1.6), ("warm", warm(), 3.0)):
        ratio = answer / floor
        print(f"{name:6}{answer * 1000:12.1f}{floor * 1000:12.1f}{ratio:8.2f}{bar:6.1f}")


if __name__ == "__main__":
    main()
