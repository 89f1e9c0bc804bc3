"""What happens while a question is answered, in order: passages found, words, verdicts, the answer.

``Delta`` is what the LLM writes as it comes, unproven; ``Answered`` is what counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from youju.model import Answer, Claim, Hit


@dataclass(frozen=True, slots=True)
class Retrieved:
    """``standalone``: the question as it was understood; ``hits``: what the draft's markers number,
    from 1."""

    standalone: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """The next words of the draft. ``restart``: those before were none of the answer."""

    text: str
    restart: bool = False


@dataclass(frozen=True, slots=True)
class ClaimChecked:
    """The verdict on a sentence of the draft; its offsets and markers are the draft's."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Answered:
    answer: Answer


Event = Retrieved | Delta | ClaimChecked | Answered
