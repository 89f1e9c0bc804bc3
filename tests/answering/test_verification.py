from __future__ import annotations

from dataclasses import replace

import pytest

from youju.answering.verification import is_exact, verify
from youju.model import Citation, Report, Verdict

TEXT = "全年民生支出达29.45亿元,增长21.5%。受理各类问题13万余件。新增企业221家。"
REPORTS = {"r": Report("r", "报告", TEXT)}


def cite(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(1, "r", "报告", (), "r:0000", start, start + len(quote), quote)


@pytest.mark.parametrize(
    ("claim", "quote", "verdict"),
    [
        ("民生支出29.45亿元", "全年民生支出达29.45亿元", Verdict.SUPPORTED),
        ("民生支出2945000000元", "全年民生支出达29.45亿元", Verdict.SUPPORTED),
        ("增长百分之二十一点五", "增长21.5%", Verdict.SUPPORTED),
        ("受理问题13万余件", "受理各类问题13万余件", Verdict.SUPPORTED),
        ("新增企业221户", "新增企业221家", Verdict.SUPPORTED),
        ("民生支出29.54亿元", "全年民生支出达29.45亿元", Verdict.UNSUPPORTED),
        ("民生支出29.45万元", "全年民生支出达29.45亿元", Verdict.UNSUPPORTED),
        ("增长21.5亿元", "增长21.5%", Verdict.UNSUPPORTED),
        ("受理问题13万件", "受理各类问题13万余件", Verdict.UNSUPPORTED),
        ("新增企业221家", "增长21.5%", Verdict.UNSUPPORTED),
    ],
)
def test_every_figure_must_stand_in_the_quote_with_its_unit(
    claim: str, quote: str, verdict: Verdict
) -> None:
    assert verify(claim, [cite(quote)], REPORTS).verdict is verdict


def test_a_claim_without_citation_is_unsupported() -> None:
    assert verify("民生支出增长", [], REPORTS).problems == ("no_citation",)


@pytest.mark.parametrize(
    "broken",
    [{"start": 3}, {"end": 10_000}, {"quote": "全年民生支出达92.45亿元"}, {"report_id": "other"}],
    ids=["moved", "beyond the end", "altered", "of another report"],
)
def test_a_quote_must_stand_at_just_its_offsets(broken: dict[str, object]) -> None:
    citation = cite("全年民生支出达29.45亿元")
    assert is_exact(citation, REPORTS)
    altered = replace(citation, **broken)  # type: ignore[arg-type]
    assert not is_exact(altered, REPORTS)
    assert verify("民生支出", [altered], REPORTS).verdict is Verdict.UNSUPPORTED
