"""Which words of the report are nearest to those of a claim."""

from __future__ import annotations

from functools import lru_cache

from youju.text import clause_spans

_NEARLY = 0.5


@lru_cache(maxsize=4096)
def nearest_clauses(claim: str, text: str) -> str:
    """Those clauses of ``text`` that share most with the claim."""
    pairs = {claim[i : i + 2] for i in range(len(claim) - 1)}
    spans = clause_spans(text, 0, len(text))
    shared = [sum(text[i : i + 2] in pairs for i in range(a, b - 1)) for a, b in spans]
    if not shared:
        return text
    bar = _NEARLY * max(shared)
    return "，".join(text[a:b] for (a, b), n in zip(spans, shared, strict=True) if n >= bar)


def shared_pairs(text: str, said: str) -> float:
    """Of the text's pairs of characters, the share that is said."""
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    return sum(pair in said for pair in pairs) / len(pairs) if pairs else 1.0
