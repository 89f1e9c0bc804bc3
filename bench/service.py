"""How many questions the service answers, and how long they wait, against bare embedding calls.

    python -m bench.service [--workers N]

A server of its own, asked over loopback with keep-alive by this process, on the same cores.
Throughput: 32 clients, each asking again as soon as it is answered, the questions of
``tests/eval/zhongyuan.jsonl`` in turn. Latency: questions at half that rate, come what may.
Floor: the same questions embedded in one process, in one thread and in one for each core.
Then a crowd: 500 clients at once, ten that read a byte now and then, and a hundred that vanish.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.serving import serving
from youju.embedding.onnx import OnnxEmbedder

QUESTIONS = Path("tests/eval/zhongyuan.jsonl")
CLIENTS = 32
SECONDS = 6.0
CROWD = 500
SLOW = 10
VANISHING = 100


def questions() -> list[str]:
    return [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()]


def request_of(question: str, *, streamed: bool = False) -> bytes:
    body = json.dumps({"question": question, "mode": "extractive", "stream": streamed}).encode()
    head = (
        "POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Cookie: youju_asker={'b' * 43}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Client:
    """A connection that stays open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, port: int) -> Client:
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, request: bytes) -> int:
        """The status."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"content-length: (\d+)", head)
        if found:
            await self._reader.readexactly(int(found[1]))
        return int(head[9:12])

    def close(self) -> None:
        self._writer.close()


def floor(asked: Sequence[str]) -> dict[str, float]:
    """Embeddings a second."""
    embedder = OnnxEmbedder()
    rates = {}
    for name, threads in (("one thread", 1), ("a thread a core", os.cpu_count() or 1)):
        with ThreadPoolExecutor(threads) as pool:
            started = time.perf_counter()
            many = [*asked] * 5
            list(pool.map(embedder.embed_query, many))
            rates[name] = len(many) / (time.perf_counter() - started)
    return rates


async def throughput(port: int, requests: Sequence[bytes]) -> float:
    """Answers a second."""
    done, end = 0, time.perf_counter() + SECONDS

    async def ask_on(number: int) -> None:
        nonlocal done
        client = await Client.connect(port)
        while time.perf_counter() < end:
            number = (number + 1) % len(requests)
            assert await client.ask(requests[number]) == 200
            done += 1
        client.close()

    await asyncio.gather(*(ask_on(n * 5) for n in range(CLIENTS)))
    return done / SECONDS


async def latencies(port: int, requests: Sequence[bytes], rate: float | None) -> list[float]:
    """Milliseconds, sorted: one client alone, or ``rate`` questions a second."""
    taken: list[float] = []
    idle: list[Client] = [await Client.connect(port)]

    async def ask_once(request: bytes) -> None:
        client = idle.pop() if idle else await Client.connect(port)
        started = time.perf_counter()
        assert await client.ask(request) == 200
        taken.append((time.perf_counter() - started) * 1000)
        idle.append(client)

    if rate is None:
        for request in requests:
            await ask_once(request)
        return sorted(taken)
    begun, asking = time.perf_counter(), []
    for number in range(int(rate * SECONDS)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        asking.append(asyncio.create_task(ask_once(requests[number % len(requests)])))
    await asyncio.gather(*asking)
    return sorted(taken)


async def crowd(port: int, requests: Sequence[bytes]) -> Counter[str]:
    """What became of each of them."""
    ends: Counter[str] = Counter()

    async def ask_once(number: int) -> None:
        client = await Client.connect(port)
        ends[str(await client.ask(requests[number % len(requests)]))] += 1
        client.close()

    async def read_slowly() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=64)
        writer.write(request_of("2023年优良天数是多少？", streamed=True))
        for _ in range(20):
            await reader.read(1)
            await asyncio.sleep(0.2)
        ends["slow"] += 1
        writer.close()

    async def vanish(number: int) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(requests[number % len(requests)])
        await writer.drain()
        writer.transport.abort()
        ends["vanished"] += 1

    await asyncio.gather(
        *(ask_once(n) for n in range(CROWD)),
        *(read_slowly() for _ in range(SLOW)),
        *(vanish(n) for n in range(VANISHING)),
    )
    return ends


def memory_of(process: int) -> float:
    """MiB in use, with its workers."""
    pids = [process, *_children(process)]
    texts = (Path(f"/proc/{pid}/status").read_text() for pid in pids)
    found = (re.search(r"VmRSS:\s+(\d+)", text) for text in texts)
    return sum(int(match[1]) for match in found if match) / 1024


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(pid) for pid in listed]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1)
    workers = parser.parse_args().workers
    asked = questions()
    requests = [request_of(question) for question in asked]
    bare = floor(asked)
    with serving(workers) as served:
        report(served.process, served.port, requests, bare)


def report(process: int, port: int, requests: Sequence[bytes], bare: dict[str, float]) -> None:
    asyncio.run(latencies(port, requests, None))
    alone = asyncio.run(latencies(port, requests, None))
    rate = asyncio.run(throughput(port, requests))
    half = asyncio.run(latencies(port, requests, rate / 2))
    print(f"throughput: {rate:.0f}/s with {CLIENTS} clients")
    for name, floor_rate in bare.items():
        print(f"  bare embedding, {name}: {floor_rate:.0f}/s, ratio {rate / floor_rate:.2f}")
    p50 = statistics.median(alone)
    p99 = half[int(len(half) * 0.99)]
    print(f"one client: p50 {p50:.1f} ms")
    print(f"half load: p50 {statistics.median(half):.1f}, p99 {p99:.1f} ms; ratio {p99 / p50:.1f}")
    before = memory_of(process)
    for _ in range(3):
        ends = asyncio.run(crowd(port, requests))
    time.sleep(3)
    print(f"crowd: {dict(ends)}; memory {before:.0f} → {memory_of(process):.0f} MiB")


if __name__ == "__main__":
    main()
