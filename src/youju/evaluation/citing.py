"""How well an LLM cites, before verification and after: ALCE's recall and precision, judged by the
verifier; and what becomes of it where the passages that it is shown are altered.

Citation recall: share of sentences that are proven by what they cite, all of it together. Citation
precision: share of citations that prove something of their sentence (Gao et al. 2023, "Enabling
Large Language Models to Generate Text with Citations", with our verifier in the place of its NLI
model). Counterfactual robustness after RGB (Chen et al. 2024, "Benchmarking Large Language Models
in Retrieval-Augmented Generation").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.answering.drafting import ProseReader
from youju.answering.numbering import Numbered
from youju.answering.verification import Verifier
from youju.evaluation.questions import Outcome, share
from youju.llm import Message
from youju.model import Answer, Hit, Verdict
from youju.prompting import Prompt, Prompts

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Citing:
    """Shares in [0, 1]; None where nothing was there to count."""

    answers: int
    sentences: int
    citation_recall: float | None
    citation_precision: float | None
    proven: float | None
    """Share of sentences that some retrieved passage proves, whatever they cite."""


def citing(outcomes: Sequence[Outcome], verifier: Verifier) -> dict[str, Citing]:
    """``bare``: what the LLM wrote, with its own markers; ``verified``: what the asker gets."""
    drafted = [o.answer for o in outcomes if o.answer.draft]
    return {
        "bare": _measured([_drafted(answer) for answer in drafted], drafted, verifier),
        "verified": _measured([_final(answer) for answer in drafted], drafted, verifier),
    }


Sentences = list[tuple[str, list[Hit]]]


def _drafted(answer: Answer) -> Sentences:
    reader = ProseReader()
    reader.feed(answer.draft or "")
    hits = answer.passages
    return [
        (s.text, [hits[n - 1] for n in s.markers if 1 <= n <= len(hits)])
        for s in reader.sentences(ended=True)
        if not s.is_refusal
    ]


def _final(answer: Answer) -> Sentences:
    passages = {hit.passage.id: hit for hit in answer.passages}
    cited = {c.marker: passages[c.passage_id] for c in answer.citations if c.passage_id in passages}
    return [(c.text, [cited[n] for n in c.citations if n in cited]) for c in answer.claims]


def _measured(
    answers: Sequence[Sentences], sources: Sequence[Answer], verifier: Verifier
) -> Citing:
    recalled: list[bool] = []
    precise: list[bool] = []
    proven: list[bool] = []
    for sentences, answer in zip(answers, sources, strict=True):
        question = answer.standalone_question
        for text, cited in sentences:
            by_cited = _proves(verifier, text, cited, question)
            recalled.append(by_cited)
            proven.append(by_cited or _proves(verifier, text, answer.passages, question))
            for hit in cited:
                others = [other for other in cited if other is not hit]
                needed = by_cited and not _proves(verifier, text, others, question)
                precise.append(needed or _proves(verifier, text, [hit], question))
    return Citing(len(answers), len(recalled), share(recalled), share(precise), share(proven))


def _proves(verifier: Verifier, text: str, hits: Sequence[Hit], question: str) -> bool:
    if not hits:
        return False
    checked = verifier.verify(text, verifier.evidence(hits), question)
    return checked.verdict is Verdict.SUPPORTED


class Counterfactual(Prompts):
    """Prompts whose passages have every number altered: an LLM that believes them is wrong."""

    def __getitem__(self, name: str) -> Prompt:
        return _Altered(**vars(super().__getitem__(name)))


class _Altered(Prompt):
    def messages(self, **values: object) -> list[Message]:
        items = values.get("passages")
        if isinstance(items, list):
            values["passages"] = [
                replace(item, text=altered(item.text))
                for item in items
                if isinstance(item, Numbered)
            ]
        return super().messages(**values)


def altered(text: str) -> str:
    """Every number in digits with another last one."""
    return _NUMBER.sub(lambda m: m[0][:-1] + str((int(m[0][-1]) + 3) % 10), text)
