import pytest

from youju.comprehension import Reader
from youju.errors import EmbeddingError

DAYS = "区委工作报告｜生态｜优良天数达217天，同比增加11天。金水河河道整治工程已完工。"
SCHOOLS = "区委工作报告｜教育｜新建中小学、幼儿园10所，新增学位1.2万个，引进名师36名。"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_the_words_that_answer_are_found_in_the_passage(reader: Reader) -> None:
    reading = reader.read("优良天数是多少？", [DAYS])[0]
    assert "217天" in DAYS[reading.start : reading.end]
    assert reading.begins_within(DAYS.index("优良"), DAYS.index("，同比")) > 0.5


def test_a_passage_that_answers_is_told_from_one_that_does_not(reader: Reader) -> None:
    days, schools = reader.read("优良天数是多少？", [DAYS, SCHOOLS])
    assert days.answers > 0.5 > schools.answers
    assert days.lead > schools.lead


def test_a_near_miss_is_told_from_the_question_that_is_answered(reader: Reader) -> None:
    asked = ("新增了多少个学位？", "新增学位花了多少钱？")
    answered, missed = (reader.read(question, [SCHOOLS])[0].answers for question in asked)
    assert answered > missed


def test_a_reading_does_not_depend_on_what_is_read_beside_it(reader: Reader) -> None:
    alone = reader.read("新增了多少个学位？", [SCHOOLS])[0]
    beside = reader.read("新增了多少个学位？", [DAYS, SCHOOLS, DAYS])[1]
    assert alone == beside


def test_no_passage_is_read_where_there_is_none(reader: Reader) -> None:
    assert reader.read("学位？", []) == []


@pytest.mark.parametrize("text", ["", "？", "问" * 5000, "\x00\u202e<script>", "🙂🙂"])
def test_odd_questions_are_read_like_any_other(reader: Reader, text: str) -> None:
    reading = reader.read(text, [DAYS])[0]
    assert 0 <= reading.answers <= 1
    assert 0 <= reading.start <= reading.end <= len(DAYS)


def test_a_passage_that_is_too_long_is_read_from_its_beginning(reader: Reader) -> None:
    reading = reader.read("优良天数是多少？", [DAYS + "其他工作按计划推进。" * 2000])[0]
    assert "217天" in DAYS[reading.start : reading.end]


def test_an_empty_passage_has_no_words(reader: Reader) -> None:
    reading = reader.read("优良天数是多少？", [""])[0]
    assert (reading.start, reading.end, reading.starts) == (0, 0, ())


def test_a_folder_without_a_model_says_so(tmp_path) -> None:
    with pytest.raises(EmbeddingError, match=str(tmp_path)):
        Reader(tmp_path)
