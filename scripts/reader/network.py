"""The reader's network, the bundled embedder's encoder with three heads, and what it learns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import BertModel

from reader.examples import LABELS, Example
from youju.comprehension.inputs import pair

PAD = 1
NOWHERE = -100
"""No target: of a head that an example does not teach."""
Heads = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


class ReaderNetwork(torch.nn.Module):
    """Token ids in; span logits (batch, length, 2), whether the context answers (batch), and what
    it says of a claim (batch, 3) out. Without an answer, the span is the first token (Devlin et
    al. 2019, "BERT", 4.3)."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        width = bert.config.hidden_size
        self.span = torch.nn.Linear(width, 2)
        self.answerable = torch.nn.Linear(width, 1)
        self.claim = torch.nn.Linear(width, len(LABELS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> Heads:
        types = torch.zeros_like(ids)
        hidden = self.bert(
            input_ids=ids, attention_mask=mask, token_type_ids=types
        ).last_hidden_state
        first = hidden[:, 0]
        return self.span(hidden), self.answerable(first).squeeze(-1), self.claim(first)

    def freeze(self, layers: int) -> None:
        """The word table and the first layers stay as they are."""
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:layers]):
            part.requires_grad_(False)


class Prepared(NamedTuple):
    """An example as token ids with its targets."""

    ids: list[int]
    first: int
    start: int
    end: int
    answerable: float
    label: int


def prepare(tokenizer: Tokenizer, example: Example) -> Prepared:
    """``start`` and ``end``: tokens, both inclusive; an answer that was cut off is none."""
    ids, first, offsets = pair(tokenizer, example.text, example.context)
    if example.label is not None:
        return Prepared(ids, first, NOWHERE, NOWHERE, NOWHERE, LABELS.index(example.label))
    if example.start is None or example.end is None:
        return Prepared(ids, first, 0, 0, 0.0, NOWHERE)
    inside = [i for i, (a, b) in enumerate(offsets) if a < example.end and example.start < b]
    if not inside:
        return Prepared(ids, first, 0, 0, 0.0, NOWHERE)
    return Prepared(ids, first, first + inside[0], first + inside[-1], 1.0, NOWHERE)


class Batch(NamedTuple):
    ids: torch.Tensor
    mask: torch.Tensor
    allowed: torch.Tensor
    """Where a span may start or end."""
    starts: torch.Tensor
    ends: torch.Tensor
    answerable: torch.Tensor
    labels: torch.Tensor


def collate(rows: Sequence[Prepared]) -> Batch:
    longest = max(len(row.ids) for row in rows)
    ids = torch.full((len(rows), longest), PAD)
    allowed = torch.zeros((len(rows), longest), dtype=torch.bool)
    for i, row in enumerate(rows):
        ids[i, : len(row.ids)] = torch.tensor(row.ids)
        allowed[i, 0] = True
        allowed[i, row.first : len(row.ids) - 1] = True
    starts, ends, labels = (
        torch.tensor([getattr(row, name) for row in rows]) for name in ("start", "end", "label")
    )
    answerable = torch.tensor([row.answerable for row in rows])
    return Batch(ids, (ids != PAD).long(), allowed, starts, ends, answerable, labels)


def loss(network: ReaderNetwork, batch: Batch) -> torch.Tensor:
    """The mean over the batch of each example's own."""
    spans, answerable, claims = network(batch.ids, batch.mask)
    spans = spans.masked_fill(~batch.allowed.unsqueeze(-1), -1e4)
    asked = batch.labels == NOWHERE
    total = spans.new_zeros(())
    if asked.any():
        for side, targets in ((0, batch.starts), (1, batch.ends)):
            total = (
                total + cross_entropy(spans[asked, :, side], targets[asked], reduction="sum") / 2
            )
        total = total + binary_cross_entropy_with_logits(
            answerable[asked], batch.answerable[asked], reduction="sum"
        )
    if not asked.all():
        total = total + cross_entropy(claims[~asked], batch.labels[~asked], reduction="sum")
    return total / len(batch.ids)
