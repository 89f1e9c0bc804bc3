"""``/api/figures``: the figures of the reports as JSON and as a table."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from tests.server.conftest import Serve
from tests.server.helpers import problem

SHIPPED = "zhongyuan-2023"
FORMULAS = (
    '# 报告\n\n## =HYPERLINK("http://x")\n\n'
    "=SUM完成额达3亿元，@甲类收入增长5%。\n\n平均气温-3.5℃，下降2%。\n"
)


def table(client: httpx.Client, language: str = "zh", **query: str) -> list[dict[str, str]]:
    answer = client.get(
        "/api/figures", params={"format": "csv", **query}, headers={"Accept-Language": language}
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_figure_is_listed_with_its_place(client: httpx.Client) -> None:
    figures = client.get("/api/figures").json()["figures"]
    text = client.get(f"/api/reports/{SHIPPED}/text").json()["text"]
    assert len(figures) > 50
    assert all(text[one["start"] : one["end"]] == one["text"] for one in figures)
    (days,) = (one for one in figures if one["text"] == "217天")
    assert days == {
        "report_id": SHIPPED,
        "indicator": "优良天数",
        "value": 217,
        "unit": "天",
        "about": "",
        "base_value": 217,
        "base_unit": "天",
        "change": None,
        "text": "217天",
        "section": ["以新形象展示中心城区品质内涵"],
        "start": days["start"],
        "end": days["start"] + 4,
        "sentence_start": days["sentence_start"],
        "sentence_end": days["sentence_end"],
        "group": None,
    }
    sentence = text[days["sentence_start"] : days["sentence_end"]]
    assert sentence.startswith("空气质量持续改善,优良天数达217天")


def test_a_report_is_chosen_by_its_id(client: httpx.Client) -> None:
    every = client.get("/api/figures").json()
    twice = [("report_id", SHIPPED), ("report_id", SHIPPED)]
    assert client.get("/api/figures", params=twice).json() == every


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_unknown_report_is_not_found(client: httpx.Client, form: str) -> None:
    answer = client.get("/api/figures", params={"report_id": "nowhere", "format": form})
    assert problem(answer, 404)["type"].endswith("report_unknown")


def test_a_form_that_is_none_is_refused(client: httpx.Client) -> None:
    assert client.get("/api/figures", params={"format": "xlsx"}).status_code == 422


@pytest.mark.parametrize(
    ("language", "names"),
    [("zh", ("指标", "数值", "单位", "变化")), ("en", ("indicator", "value", "unit", "change"))],
)
def test_the_table_is_headed_in_the_readers_language(
    client: httpx.Client, language: str, names: tuple[str, ...]
) -> None:
    rows = table(client, language, report_id=SHIPPED)
    assert len(rows) == len(client.get("/api/figures").json()["figures"])
    assert ("民生支出", "29.45", "亿元", "增长21.5%") in {
        tuple(row[name] for name in names) for row in rows
    }


def test_no_cell_is_a_formula_and_negative_values_stay_numbers(serve: Serve) -> None:
    with serve() as server, server.client() as client:
        client.post("/api/reports", files={"file": ("weather.md", FORMULAS.encode())})
        rows = table(client, "en", report_id="weather")
        assert client.get("/api/figures", params={"report_id": "weather"}).status_code == 200
    cells = [cell for row in rows for name, cell in row.items() if not name.endswith("value")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert any(cell.startswith("'=") for cell in cells)
    assert [row["value"] for row in rows if row["unit"] in ("℃", "°c")] == ["-3.5"]


def test_a_key_that_may_only_ask_may_not_read_them(serve: Serve) -> None:
    with serve(YOUJU_API_KEYS="a-key-of-sixteen-characters") as server, server.client() as client:
        assert client.get("/api/figures").status_code == 401
