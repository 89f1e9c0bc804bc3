"""Questions about things of which a report does not speak at all, by rule.

The question sets tempt with near misses; people also just ask for what is not there, and there are
few such questions in the sets. A thing is absent where neither its name nor any other word for it
stands in the report's text. ``absent_things.txt`` names them: the thing, then the words by which
a report would speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from youju.evaluation import Item

THINGS = Path(__file__).parent / "absent_things.txt"
PER_REPORT = 8
FIGURE = (
    "{}是多少？",
    "{}增长了多少",
    "{}多少",
    "{}达到了多少？",
    "{}比上年增长多少？",
    "{}目标是多少",
)
TOPIC = ("{}有哪些举措？", "{}怎么做", "{}取得了什么进展？", "{}方面有什么安排")
FORMS = {"figure": FIGURE, "topic": TOPIC}
Thing = tuple[tuple[str, ...], str, list[str]]
"""The forms of a question about it, its name, and the other words for it."""


def absences(reports: Mapping[str, str]) -> list[Item]:
    """By the report's id and text: ``PER_REPORT`` questions of each, spread over the things."""
    things = list(_things())
    found = []
    for report, text in sorted(reports.items()):
        asked = list(_asked(things, re.sub(r"\s", "", text)))
        step = max(1, len(asked) // PER_REPORT)
        found += [
            Item(f"{report}-absent-{number}", question, (), None, "absent", report)
            for number, question in enumerate(asked[len(found) % step :: step][:PER_REPORT])
        ]
    return found


def _asked(things: Sequence[Thing], text: str) -> Iterator[str]:
    """In all forms in turn."""
    for number, (forms, thing, words) in enumerate(things):
        if not any(word in text for word in (thing, *words)):
            yield forms[number % len(forms)].format(thing)


def _things() -> Iterator[Thing]:
    for line in THINGS.read_text(encoding="utf-8").splitlines():
        kind, thing, *words = line.split()
        yield FORMS[kind], thing, words
