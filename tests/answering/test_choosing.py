"""Of several figures in a sentence, the one that is asked for in other words."""

from __future__ import annotations

import pytest

from youju.answering.answerer import Answerer
from youju.assembly import build_answerer, build_library
from youju.settings import Settings

REPORT = """青禾县2023年国民经济和社会发展统计公报
一、人口
年末常住人口86.4万人，其中城镇人口51.2万人。全年出生人口5210人，比上年增加130人，系2017年以来首次回升；死亡人口6034人，迁入1206人，迁出2318人。
二、农业
全年粮食播种面积71.3万亩，总产量28.6万吨。年末生猪存栏21.4万头，出栏33.7万头；家禽出栏410万只。
三、财政和金融
全县地区生产总值完成286.4亿元，增长6.3%；一般公共预算收入14.72亿元，增长8.1%，其中税收收入9.86亿元，占比67%；规模以上工业增加值增长7.9%；固定资产投资增长8.6%；社会消费品零售总额98.5亿元，增长9.2%；城镇、农村居民人均可支配收入分别达到39842元和20176元，增长5.4%和7.6%。
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
    [
        ("贷款比年初多了多少？", "26.4亿元"),
        ("贷款余额是多少？", "287.9亿元"),
        ("税收占财政收入的几成", "67%"),
    ],
)
def test_a_change_a_level_or_a_share_is_told_as_it_is_asked(
    answerer: Answerer, question: str, figure: str
) -> None:
    assert figure in answerer.answer(question).answer


def test_an_answer_does_not_go_on_behind_a_semicolon(answerer: Answerer) -> None:
    assert "；" not in answerer.answer("农民收入涨了多少？").answer


def test_a_year_since_which_something_is_so_is_not_the_year_spoken_of(answerer: Answerer) -> None:
    assert "130人" in answerer.answer("2023年出生的娃比去年多了多少？").answer
