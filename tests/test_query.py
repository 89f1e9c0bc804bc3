import pytest

from youju.errors import QuestionError
from youju.query import LONGEST_QUESTION, normalise_question


@pytest.mark.parametrize(
    ("question", "normalised"),
    [
        pytest.param("２０２３年ＧＤＰ是多少？", "2023年GDP是多少?", id="full-width"),
        pytest.param("中原區優良天數是多少", "中原区优良天数是多少", id="traditional"),
        pytest.param("二〇二三年优良天数", "2023年优良天数", id="year"),
        pytest.param("二○二三年优良天数", "2023年优良天数", id="year-with-circle"),
        pytest.param("一九九八年的粮食", "1998年的粮食", id="year-of-the-last-century"),
        pytest.param("增长百分之二十一", "增长21%", id="percent"),
        pytest.param("增長百分之二十一點五", "增长21.5%", id="traditional-percent"),
        pytest.param("两千三百万吨粮食", "23000000吨粮食", id="count"),
        pytest.param("十五万家企业", "150000家企业", id="count-of-firms"),
        pytest.param("PM₂.₅浓度", "PM2.5浓度", id="subscripts"),
        pytest.param("  优良\t天数\n是多少 ", "优良 天数 是多少", id="white-space"),
        pytest.param("优良\u200b天\x00数\u202e", "优良天数", id="control-characters"),
    ],
)
def test_a_question_reads_as_a_report_would_write_it(question: str, normalised: str) -> None:
    assert normalise_question(question) == normalised


@pytest.mark.parametrize(
    "question",
    [
        "什么是“四上”单位",
        "第十六届人大常委会",
        "十四五规划",
        "城乡一体化发展",
        "乾隆时的皇后和后面",
        "3-5个网格",
    ],
    ids=["quote", "ordinal", "plan", "one-in-a-word", "old-names", "range"],
)
def test_what_needs_no_change_stays(question: str) -> None:
    assert normalise_question(question) == question


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("", id="empty"),
        pytest.param(" \u3000\n", id="white-space"),
        pytest.param("？？！", id="marks-alone"),
        pytest.param("\u200b\x00\u202e", id="nothing-visible"),
        pytest.param("优" * (LONGEST_QUESTION + 1), id="too-long"),
    ],
)
def test_an_empty_or_endless_question_is_refused(question: str) -> None:
    with pytest.raises(QuestionError):
        normalise_question(question)


def test_the_longest_question_is_taken() -> None:
    question = "优" * LONGEST_QUESTION
    assert normalise_question(question) == question
