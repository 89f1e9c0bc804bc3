"""The whole way with a real small model on llama.cpp: ``make llm GGUF=path/to/model.gguf``.

What the model knows is not tested: only the protocol, and that nothing unproven gets through.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import httpx
import pytest

from youju.answering.events import Answered, Delta
from youju.assembly import build_assistant, build_parts
from youju.llm import ChatModel, Endpoint
from youju.model import Answer, Verdict
from youju.settings import Settings
from youju.text import figures

GGUF = os.environ.get("YOUJU_TEST_GGUF", "")
pytestmark = [
    pytest.mark.llm,
    pytest.mark.skipif(not GGUF, reason="needs a model: make llm GGUF=path/to/model.gguf"),
]
SERVER = """
import sys, time, xllamacpp
parameters = xllamacpp.CommonParams()
parameters.model.path, parameters.port = sys.argv[1], int(sys.argv[2])
parameters.hostnames, parameters.n_ctx, parameters.n_parallel = ["127.0.0.1"], 8192, 1
parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 2
parameters.n_gpu_layers, parameters.use_jinja = 0, True
parameters.offline, parameters.ui = True, False
server = xllamacpp.Server(parameters)
time.sleep(3600)
"""
PORT = 8719
QUESTIONS = [
    "2023年优良天数是多少？",
    "全年民生支出是多少，增长多少？",
    "区委书记是谁？",
    "全区有多少个微网格？",
    "新增公共停车场多少处？",
    "三条地表水河流达标了吗？",
]


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, GGUF, str(PORT)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{PORT}"
    try:
        for _ in range(120):
            try:
                if httpx.get(f"{url}/health").status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            time.sleep(1)
        yield f"{url}/v1"
    finally:
        process.kill()
        process.wait()


def settings(base_url: str, index: Path, citing: str) -> Settings:
    return Settings(
        index_dir=str(index),
        llm_base_url=base_url,
        llm_model="local",
        llm_citing=citing,
        llm_first_token_timeout=300,
        llm_timeout=600,
    )


@pytest.fixture(scope="module", params=["prose", "schema"])
def answers(request: pytest.FixtureRequest, base_url: str, shipped_index: Path) -> list[Answer]:
    assistant = build_assistant(settings(base_url, shipped_index, request.param))

    async def ask() -> list[Answer]:
        try:
            return [await assistant.answer(question) for question in QUESTIONS]
        finally:
            await assistant.aclose()

    return asyncio.run(ask())


def test_the_model_is_asked_and_writes(answers: list[Answer]) -> None:
    assert sum(answer.draft is not None for answer in answers) >= len(QUESTIONS) - 1
    assert any(answer.mode == "llm" for answer in answers)


def test_every_sentence_is_cited_and_every_figure_stands_in_a_quote(
    answers: list[Answer], shipped_index: Path
) -> None:
    parts = build_parts(Settings(index_dir=str(shipped_index)))
    verifier = parts.answerer.verifier
    for answer in answers:
        markers = [int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)]
        assert list(dict.fromkeys(markers)) == [c.marker for c in answer.citations]
        quoted = [f.value for c in answer.citations for f in figures(c.quote)]
        for claim in answer.claims:
            assert claim.citations
            assert claim.verdict is Verdict.SUPPORTED
            evidence = verifier.evidence(answer.passages)
            again = verifier.verify(claim.text, evidence, answer.standalone_question)
            assert again.verdict is Verdict.SUPPORTED
            for figure in figures(claim.text):
                assert figure.value in quoted or figure.unit == "年"


def test_it_streams_and_stops_when_the_asker_leaves(base_url: str, shipped_index: Path) -> None:
    assistant = build_assistant(settings(base_url, shipped_index, "prose"))

    async def leave() -> str:
        async with aclosing(assistant.stream("城市更新做了哪些事？")) as events:
            async for event in events:
                if isinstance(event, (Delta, Answered)):
                    break
        started = time.monotonic()
        model = ChatModel(Endpoint(base_url, "local"))
        reply = await model.complete([{"role": "user", "content": "1+1=?"}], max_tokens=8)
        assert time.monotonic() - started < 30
        await model.aclose()
        await assistant.aclose()
        return reply

    assert asyncio.run(leave())
