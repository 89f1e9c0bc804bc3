import pytest

from youju.text import fold
from youju.vocabulary import is_filler, known_words, same_thing


@pytest.mark.parametrize(
    ("word", "other"),
    [
        pytest.param("pm2.5", "细颗粒物", id="pm2.5"),
        pytest.param("gdp", "国内生产总值", id="gdp-of-the-country"),
        pytest.param("gdp", "地区生产总值", id="gdp-of-a-place"),
        pytest.param("房子", "住房", id="everyday-word"),
        pytest.param("parking", "停车", id="english"),
        pytest.param("incomes", "收入", id="english-plural"),
    ],
)
def test_everyday_words_lead_to_those_of_reports(word: str, other: str) -> None:
    assert other in same_thing(word)


@pytest.mark.parametrize(
    "word", ["", "s", "中原区", "gasoline"], ids=["empty", "letter", "place", "longer-word"]
)
def test_a_word_of_its_own_has_no_others(word: str) -> None:
    assert same_thing(word) == ()


@pytest.mark.parametrize(
    "word",
    ["的", "多少", "请问", "what", "2023", "1998"],
    ids=["particle", "how-many", "please", "english", "year", "last-century"],
)
def test_words_of_asking_and_years_are_fillers(word: str) -> None:
    assert is_filler(word)


@pytest.mark.parametrize(
    "word",
    ["优良", "网格", "1033", "217", "21.5%", "20233"],
    ids=["word", "thing", "count", "days", "percent", "five-digits"],
)
def test_words_that_name_a_thing_are_no_fillers(word: str) -> None:
    assert not is_filler(word)


def test_all_known_words_are_folded_as_questions_are() -> None:
    assert [word for word in known_words() if not word or word != fold(word)] == []
