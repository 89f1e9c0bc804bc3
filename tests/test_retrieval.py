from __future__ import annotations

from pathlib import Path

import pytest

from youju.embedding.onnx import OnnxEmbedder
from youju.errors import EmbeddingError
from youju.retrieval import Reranker, Retriever
from youju.store.index import Index

GOLD = {
    "2023年优良天数是多少？": "优良天数达217天",
    "新增公共停车场多少处？": "新增公共停车场73处",
    "全年民生支出是多少亿元？": "全年民生支出达29.45亿元",
    "安全事故起数下降了多少？": "事故起数、死亡人数、受伤人数分别下降77%、75%、50%",
    "技术合同成交额突破多少？": "技术合同成交额突破60亿元",
}


@pytest.fixture(scope="module")
def index(shipped_index: Path, embedder: OnnxEmbedder) -> Index:
    return Index(shipped_index, embedder.fingerprint, embedder.name)


@pytest.fixture(scope="module")
def retriever(index: Index, embedder: OnnxEmbedder) -> Retriever:
    return Retriever(index, embedder, 0.6, None)


@pytest.mark.parametrize(("question", "words"), GOLD.items())
def test_the_passage_with_the_answer_comes_first(
    retriever: Retriever, question: str, words: str
) -> None:
    assert words in retriever.retrieve(retriever.query(question), 5)[0].passage.text


@pytest.mark.parametrize("question", [*GOLD, "今天天气怎么样", "asdf qwer", "12345"])
def test_scores_lie_between_0_and_1_and_fall(retriever: Retriever, question: str) -> None:
    hits = retriever.retrieve(retriever.query(question), 50)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 + 1e-9 for score in scores)
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_a_hit_says_why_it_was_found(retriever: Retriever) -> None:
    first, *rest = retriever.retrieve(retriever.query("2023年优良天数是多少？"), 24)
    assert first.score > 0.5
    assert 0.7 < first.dense_score <= 1
    assert first.lexical_score > 1
    assert all(-1 <= hit.dense_score <= 1 and hit.lexical_score >= 0 for hit in rest)


def test_a_passage_that_shares_no_word_has_no_lexical_score(retriever: Retriever) -> None:
    hits = retriever.retrieve(retriever.query("zzzz"), 3)
    assert [hit.lexical_score for hit in hits] == [0, 0, 0]


@pytest.mark.parametrize("top_k", [1, 3, 24, 50])
def test_as_many_hits_as_asked_for(retriever: Retriever, index: Index, top_k: int) -> None:
    hits = retriever.retrieve(retriever.query("优良天数"), top_k)
    assert len(hits) == min(top_k, index.reports[0].passages)


@pytest.mark.parametrize(
    ("weight", "score"), [(0.0, "lexical_score"), (1.0, "dense_score")], ids=["BM25", "dense"]
)
def test_the_weight_leaves_one_score_alone(
    index: Index, embedder: OnnxEmbedder, weight: float, score: str
) -> None:
    retriever = Retriever(index, embedder, weight, None)
    hits = retriever.retrieve(retriever.query("新增绿地和公园游园多少"), 10)
    scores = [getattr(hit, score) for hit in hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("report_id", ["qingshi-2022", "zhongyuan-2023"])
def test_only_the_report_asked_is_searched(
    library_folder: Path, embedder: OnnxEmbedder, report_id: str
) -> None:
    index = Index(library_folder, embedder.fingerprint, embedder.name)
    retriever = Retriever(index, embedder, 0.6, None)
    hits = retriever.retrieve(retriever.query("新增养老床位多少张？"), 5, [report_id])
    assert {hit.passage.report_id for hit in hits} == {report_id}
    assert "养老床位" in hits[0].passage.text


def test_a_reranker_that_is_nowhere_is_an_embedding_error(
    index: Index, embedder: OnnxEmbedder, tmp_path: Path
) -> None:
    retriever = Retriever(index, embedder, 0.6, Reranker(str(tmp_path / "nowhere")))
    with pytest.raises(EmbeddingError):
        retriever.retrieve(retriever.query("优良天数"), 3)
