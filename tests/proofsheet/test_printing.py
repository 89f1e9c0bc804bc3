"""A proof sheet printed by a real browser."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.proofsheet.helpers import A4, CHROMIUM, pages_of
from youju.answering.answerer import Answerer
from youju.proofsheet import proof_sheet
from youju.serialising import answer_to_dict


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to print with")
def test_a_sheet_is_printed_on_a4_with_its_style(answerer: Answerer, tmp_path: Path) -> None:
    """The paper comes from the style, which the sheet's own policy has to let through."""
    answer = json.loads(json.dumps(answer_to_dict(answerer.answer("2023年优良天数是多少？"))))
    sheet = proof_sheet(answer, answerer.index, language="zh", at=datetime.now(UTC))
    pages = pages_of(sheet, tmp_path)
    assert 1 <= len(pages) <= 4
    assert set(pages) == {A4}
