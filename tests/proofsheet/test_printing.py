"""A proof sheet printed by a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from youju.answering.answerer import Answerer
from youju.proofsheet import proof_sheet
from youju.serialising import answer_to_dict

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
A4 = (595, 842)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to print with")
def test_a_sheet_is_printed_on_a4_with_its_style(answerer: Answerer, tmp_path: Path) -> None:
    """The paper comes from the style, which the sheet's own policy has to let through."""
    answer = json.loads(json.dumps(answer_to_dict(answerer.answer("2023年优良天数是多少？"))))
    sheet = proof_sheet(answer, answerer.index, language="zh", at=datetime.now(UTC))
    (tmp_path / "sheet.html").write_text(sheet, encoding="utf-8")
    printed = tmp_path / "sheet.pdf"
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={printed}",
            (tmp_path / "sheet.html").as_uri(),
        ],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed.read_bytes())
    assert 1 <= len(boxes) <= 4
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}
