"""Make what the reader learns from: ../shared and scripts/reader/written → FOLDER/*.jsonl.

    python scripts/build_reader_data.py ../shared build/reader

``general.jsonl``: DRCD and CMRC2018, to read at all. ``written.jsonl`` and ``made.jsonl``:
questions and claims on national reports and on invented ones, by hand and by rule. The same input
gives the same files, to the byte.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from reader import claims, encyclopedia, questions
from reader.examples import Example, write
from reader.figures import figures
from reader.library import WRITTEN, Shelf, library
from rich.progress import track

SEED = 7
GENERAL = ("drcd", "cmrc2018_trial")
DRAFTS = Path(__file__).parent.parent / "tests/eval/drafts_tune.jsonl"


def of_reports(shared: Path) -> dict[str, list[Example]]:
    chance = random.Random(SEED)
    with library(shared) as parts:
        shelf = Shelf(parts)
        found: list[Example] = []
        made: list[Example] = []
        for path in sorted(WRITTEN.glob("questions_*.jsonl")):
            found += questions.written(path, shelf, chance)
        for path in sorted(WRITTEN.glob("claims_*.jsonl")):
            found += claims.written(path, shelf)
        found += claims.of_drafts(DRAFTS, shelf)
        for entry in track(parts.answerer.reports, "made by rule"):
            made += figures(entry.id, shelf, chance)
            made += claims.made(entry.id, shelf, chance)
    return {"written": found, "made": made}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="folder with data/")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    general = [
        one for name in GENERAL for one in encyclopedia.examples(arguments.shared / "data" / name)
    ]
    for name, found in {"general": general, **of_reports(arguments.shared)}.items():
        write(found, arguments.folder / f"{name}.jsonl")
        counts = Counter(
            (one.source, one.label or ("answer" if one.start is not None else "none"))
            for one in found
        )
        print(f"{name}: {len(found):,}")
        for (source, what), count in sorted(counts.items()):
            print(f"  {source:<18}{what:<14}{count:>6,}")


if __name__ == "__main__":
    main()
