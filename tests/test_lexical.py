import pytest

from youju.lexical import DocumentCutter, Lexicon, terms_of
from youju.model import Report
from youju.passages import split_passages
from youju.reading import read_bytes


@pytest.fixture(scope="module")
def cutter() -> DocumentCutter:
    return DocumentCutter()


@pytest.fixture(scope="module")
def report(report_bytes: bytes) -> Report:
    return read_bytes(report_bytes, "zhongyuan_2023.txt")


@pytest.fixture(scope="module")
def terms(report: Report) -> list[str]:
    return terms_of(report.text, [section.title for section in report.sections])


@pytest.fixture(scope="module")
def texts(report: Report) -> list[str]:
    return [" ".join([*p.section[-1:], p.text]) for p in split_passages(report)]


@pytest.fixture(scope="module")
def words(cutter: DocumentCutter, texts: list[str], terms: list[str]) -> list[list[str]]:
    return cutter.cut(texts, terms)[0]


@pytest.fixture(scope="module")
def lexicon(cutter: DocumentCutter, texts: list[str], terms: list[str]) -> Lexicon:
    return Lexicon.of(*cutter.cut(texts, terms))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新增“四上”单位221家", ["四上"]),
        ("「原点在线」和《信息公开条例》", ["信息公开条例", "原点在线"]),
        ("“ＡＩ智慧小原客服”上线", ["ai智慧小原客服"]),
        ("“学思想、强党性、重实践”总要求", []),
        ("“一”和“" + "长" * 13 + "”", []),
        ("没有引号", []),
    ],
    ids=["quote", "brackets-and-title", "full-width", "list", "too-short-or-long", "none"],
)
def test_terms_are_what_stands_in_quotes(text: str, found: list[str]) -> None:
    assert terms_of(text, []) == found


def test_headings_are_terms_run_by_run() -> None:
    headings = ["以政治建设为统领,全力抓好大事要事", "一、综合"]
    assert terms_of("", headings) == ["以政治建设为统领", "全力抓好大事要事", "综合"]


@pytest.mark.parametrize(
    "term",
    ["四上", "原点在线", "五港强微", "以新形象展示中心城区品质内涵"],
    ids=["short", "applet", "ports", "heading"],
)
def test_terms_survive_as_words_of_documents_and_queries(
    cutter: DocumentCutter, terms: list[str], lexicon: Lexicon, term: str
) -> None:
    (document,), _ = cutter.cut([f"打造{term}，服务群众"], terms)
    assert term in document
    assert term in lexicon.document_frequencies
    assert term in lexicon.cut(f"什么是{term}？")


def test_terms_of_one_report_do_not_change_how_the_next_is_cut(
    cutter: DocumentCutter, terms: list[str]
) -> None:
    text = "五港强微是原点在线的重点，经济发展全力抓好"
    before = cutter.cut([text], [])
    with_terms = cutter.cut([text], [*terms, "经济发展"])
    assert "五港强微" in with_terms[0][0]
    assert with_terms != before
    assert cutter.cut([text], []) == before


def test_a_lexicon_is_what_was_dumped(lexicon: Lexicon) -> None:
    assert Lexicon.parse(lexicon.dump()) == lexicon
    assert Lexicon.parse(Lexicon.of([], {}).dump()) == Lexicon({}, {}, 0)


def test_a_lexicon_counts_passages_and_not_words(lexicon: Lexicon, words: list[list[str]]) -> None:
    assert lexicon.passages == len(words)
    expected = sum("发展" in passage for passage in words)
    assert lexicon.document_frequencies["发展"] == expected < sum(p.count("发展") for p in words)


def test_a_query_is_cut_into_the_words_of_the_document(
    lexicon: Lexicon, texts: list[str], words: list[list[str]]
) -> None:
    lost = [set(found) - set(lexicon.cut(text)) for text, found in zip(texts, words, strict=True)]
    share = sum(map(len, lost)) / sum(len(set(found)) for found in words)
    assert share <= 0.03  # a few compounds fall apart, and jieba guesses some words anew


@pytest.mark.parametrize(
    "question",
    ["优良天数是多少", "停车位新增了多少个", "党建引领网格化基层治理", "民生支出占比", "招聘活动"],
    ids=["air", "parking", "grid", "share", "hiring"],
)
def test_a_question_finds_words_of_the_report(lexicon: Lexicon, question: str) -> None:
    assert set(lexicon.cut(question)) & set(lexicon.document_frequencies)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GDP增长21.5%", {"gdp", "21.5%"}),
        ("ＰＭ２．５浓度", {"pm2.5"}),
        ("SO2、CO指标", {"so2", "co"}),
        ("covid-19疫情", {"covid-19"}),
        ("29.45亿元", {"29.45"}),
        ("5G基站", {"5g"}),
        ("at 73070 places.", {"at", "73070", "places"}),
    ],
    ids=["percent", "full-width", "formula", "hyphen", "decimal", "digit-first", "english"],
)
def test_latin_runs_and_numbers_stay_whole(
    cutter: DocumentCutter, lexicon: Lexicon, text: str, found: set[str]
) -> None:
    assert found <= set(cutter.cut([text], [])[0][0])
    assert found <= set(lexicon.cut(text))


@pytest.mark.parametrize(
    "query",
    ["", "   ", "，。？！", "---", "……"],
    ids=["empty", "white-space", "marks", "dashes", "dots"],
)
def test_marks_alone_are_no_words(lexicon: Lexicon, query: str) -> None:
    assert lexicon.cut(query) == []


def test_a_plain_cut_has_each_character_once(lexicon: Lexicon) -> None:
    query = "区委常委会坚持以政治建设为统领"
    assert "".join(lexicon.cut_plain(query)) == query
    assert set(lexicon.cut(query)) > set(lexicon.cut_plain(query))


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("原点在现", ("原点在线",)),
        ("五岗强微", ("五港强微",)),
        ("原点在线", ()),
        ("四下", ()),
        ("毫不相干", ()),
        ("", ()),
    ],
    ids=["last-character", "second-character", "right", "too-short", "far", "empty"],
)
def test_a_word_with_one_wrong_character_is_near(
    lexicon: Lexicon, typed: str, near: tuple[str, ...]
) -> None:
    assert lexicon.near_words(typed) == near


def test_the_rarer_a_word_the_more_it_weighs(lexicon: Lexicon) -> None:
    words = sorted(lexicon.document_frequencies, key=lexicon.document_frequencies.__getitem__)
    weights = [lexicon.inverse_document_frequency(word) for word in ["没有这个词", *words]]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > weights[-1] > 0
