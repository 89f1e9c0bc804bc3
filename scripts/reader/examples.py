"""What the reader learns from: a question or a claim, a context, and what is right of the two."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

LABELS = ("supported", "contradicted", "not_said")


@dataclass(frozen=True)
class Example:
    """``start`` and ``end`` of the answer in ``context``, of a question that it answers; ``label``
    of ``LABELS``, of a claim; neither, of a question that it does not answer."""

    text: str
    context: str
    source: str
    start: int | None = None
    end: int | None = None
    label: str | None = None


def write(examples: Iterable[Example], path: Path) -> None:
    lines = (json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in examples)
    path.write_text("".join(lines), encoding="utf-8")


def read(path: Path) -> list[Example]:
    return [Example(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
