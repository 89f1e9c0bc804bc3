"""What youju adds before the first token, and a hundred streams at once.

    python -m bench.llm

The endpoint is the tests' own, so that the model's time does not drown what is measured: it answers
at once, a token a millisecond. First token: ours less what retrieval took, against the same prompt
sent straight to it with httpx.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import time
from contextlib import aclosing

import httpx

from tests.scripted_llm import ScriptedLLM, scripted_llm, stream
from youju.answering.assistant import Assistant
from youju.answering.events import Delta, Retrieved
from youju.assembly import build_assistant
from youju.settings import Settings

QUESTION = "2023年优良天数是多少？"
REPLY = stream("2023年，中原区的优良天数达217天[1]。" * 3, size=2, delay=0.001)
RUNS = 50
STREAMS = 100
ROUNDS = 5


def assistant_of(llm: ScriptedLLM) -> Assistant:
    return build_assistant(
        Settings(llm_base_url=llm.base_url, llm_model="bench", llm_citing="prose")
    )


async def through_youju(assistant: Assistant) -> float:
    """Milliseconds from the passages to the first token."""
    found = 0.0
    async with aclosing(assistant.stream(QUESTION)) as events:
        async for event in events:
            if isinstance(event, Retrieved):
                found = time.perf_counter()
            elif isinstance(event, Delta):
                break
    return (time.perf_counter() - found) * 1000


async def straight(client: httpx.AsyncClient, llm: ScriptedLLM) -> float:
    started = time.perf_counter()
    async with client.stream(
        "POST", f"{llm.base_url}/chat/completions", json=llm.requests[0]
    ) as response:
        async for line in response.aiter_lines():
            if '"content"' in line:
                break
    return (time.perf_counter() - started) * 1000


async def first_tokens(llm: ScriptedLLM) -> tuple[float, float]:
    assistant = assistant_of(llm)
    await assistant.answer(QUESTION)
    async with httpx.AsyncClient() as client:
        pairs = [(await through_youju(assistant), await straight(client, llm)) for _ in range(RUNS)]
    await assistant.aclose()
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


async def at_once(llm: ScriptedLLM) -> list[tuple[float, int]]:
    """Seconds and peak memory (MiB) of each round."""
    assistant = assistant_of(llm)
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        answers = await asyncio.gather(*(assistant.answer(QUESTION) for _ in range(STREAMS)))
        assert {answer.mode for answer in answers} == {"llm"}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        rounds.append((time.perf_counter() - started, peak))
    await assistant.aclose()
    return rounds


def main() -> None:
    with scripted_llm(REPLY) as llm:
        ours, bare = asyncio.run(first_tokens(llm))
        print(f"first token: {ours:.1f} ms through youju, {bare:.1f} ms straight")
        print(f"{STREAMS} streams at once, round by round:")
        for seconds, peak in asyncio.run(at_once(llm)):
            print(f"  {seconds:.2f} s, peak {peak} MiB")


if __name__ == "__main__":
    main()
