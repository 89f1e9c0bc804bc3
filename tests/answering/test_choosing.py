"""Of several figures in a sentence, the one that is asked for in other words."""

from __future__ import annotations

import pytest

from youju.answering.answerer import Answerer
from youju.assembly import build_answerer, build_library
from youju.settings import Settings

REPORT = """青禾县2023年国民经济和社会发展统计公报
一、人口
年末常住人口86.4万人，其中城镇人口51.2万人。全年出生人口5210人，死亡人口6034人，迁入1206人，迁出2318人。
二、农业
全年粮食播种面积71.3万亩，总产量28.6万吨。年末生猪存栏21.4万头，出栏33.7万头；家禽出栏410万只。
三、金融
年末存款余额402.6亿元，比年初增加31.5亿元；贷款余额287.9亿元，比年初增加26.4亿元，不良贷款率1.3%。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    settings = Settings(index_dir=str(tmp_path_factory.mktemp("index")))
    build_library(settings, writing=True).add({"qinghe-2023.txt": REPORT.encode()})
    return build_answerer(settings)


@pytest.mark.parametrize(
    ("question", "figure"), [("圈里还剩多少头猪？", "21.4万头"), ("搬走的有多少人？", "2318人")]
)
def test_the_reader_tells_which_figure_is_meant(
    answerer: Answerer, question: str, figure: str
) -> None:
    answer = answerer.answer(question)
    assert answer.decided_by == "reader"
    assert figure in answer.answer


@pytest.mark.parametrize(
    ("question", "figure"),
    [("贷款比年初多了多少？", "26.4亿元"), ("贷款余额是多少？", "287.9亿元")],
)
def test_a_change_is_told_where_a_change_is_asked_and_a_level_where_a_level_is(
    answerer: Answerer, question: str, figure: str
) -> None:
    assert figure in answerer.answer(question).answer
