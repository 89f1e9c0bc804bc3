from __future__ import annotations

from dataclasses import replace

import pytest

from youju.answering.citing import is_exact
from youju.model import Citation, Report

TEXT = "全年民生支出达29.45亿元,增长21.5%。"
REPORTS = {"r": Report("r", "报告", TEXT)}


def cite(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(1, "r", "报告", (), "r:0000", start, start + len(quote), quote)


@pytest.mark.parametrize(
    "broken",
    [{"start": 3}, {"end": 10_000}, {"quote": "全年民生支出达92.45亿元"}, {"report_id": "other"}],
    ids=["moved", "beyond the end", "altered", "of another report"],
)
def test_a_quote_must_stand_at_just_its_offsets(broken: dict[str, object]) -> None:
    citation = cite("全年民生支出达29.45亿元")
    assert is_exact(citation, REPORTS)
    assert not is_exact(replace(citation, **broken), REPORTS)  # type: ignore[arg-type]
