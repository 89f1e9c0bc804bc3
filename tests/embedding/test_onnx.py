from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from youju.embedding.onnx import BUNDLED, BUNDLED_NAME, OnnxEmbedder, fingerprint_of
from youju.errors import EmbeddingError

TEXTS = (
    "空气质量持续改善，优良天数达217天。",
    "新增公共停车场73处，新建、盘活、共享停车位73070个。",
    "AI智慧小原客服 Wi-Fi 6，增长６．１％",
    "短",
    "全年民生支出达29.45亿元，增长21.5%，占一般公共预算支出的82%。" * 12,
)


def test_every_vector_has_length_one_and_384_dimensions(embedder: OnnxEmbedder) -> None:
    vectors = embedder.embed_passages(TEXTS)
    assert embedder.dimension == 384
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == embedder.embed_query(TEXTS[0]).dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.linalg.norm(embedder.embed_query(TEXTS[0])) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "order",
    [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 2, 0), (1,), ()],
    ids=["as given", "reversed", "twice", "one", "none"],
)
def test_a_vector_does_not_depend_on_its_neighbours(
    embedder: OnnxEmbedder, order: Sequence[int]
) -> None:
    alone = [embedder.embed_passages([TEXTS[i]])[0] for i in order]
    together = embedder.embed_passages([TEXTS[i] for i in order])
    assert np.array_equal(together, np.array(alone, dtype=np.float32).reshape(-1, 384))


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        ("空气好的日子有多少天", TEXTS[0], TEXTS[1]),
        ("新建了多少停车位", TEXTS[1], TEXTS[0]),
        ("养老服务怎么样", "新增养老床位346张，养老设施全覆盖。", "常态化开展扫黑除恶斗争。"),
        ("How many parking lots were added?", TEXTS[1], TEXTS[0]),
    ],
    ids=["air", "parking", "elderly", "english"],
)
def test_what_means_the_same_lies_nearer(
    embedder: OnnxEmbedder, query: str, near: str, far: str
) -> None:
    nearer, farther = embedder.embed_passages([near, far]) @ embedder.embed_query(query)
    assert nearer > farther


def test_queries_and_passages_have_prompts_of_their_own(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_query(TEXTS[0]) @ embedder.embed_passages([TEXTS[0]])[0] < 0.999


@pytest.mark.parametrize("text", ["", "　", "长" * 20_000], ids=["empty", "blank", "long"])
def test_any_text_has_a_vector(embedder: OnnxEmbedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed_query(text)) == pytest.approx(1, abs=1e-5)


def test_progress_counts_up_to_all(embedder: OnnxEmbedder) -> None:
    seen: list[tuple[int, int]] = []
    embedder.embed_passages(TEXTS[:3], lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_the_fingerprint_is_that_of_the_files(embedder: OnnxEmbedder) -> None:
    assert embedder.name == BUNDLED_NAME
    assert embedder.fingerprint == fingerprint_of(BUNDLED)
    assert embedder.is_intact()


def test_a_changed_file_is_no_longer_intact(tmp_path: Path) -> None:
    folder = shutil.copytree(BUNDLED, tmp_path / "model")
    with (folder / "tokenizer.json").open("a") as stream:
        stream.write(" ")
    assert not OnnxEmbedder(folder).is_intact()


def test_a_missing_folder_is_an_embedding_error(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError) as error:
        OnnxEmbedder(tmp_path / "nowhere")
    assert "nowhere" in error.value.values["name"]


@pytest.mark.parametrize(
    "name", ["model.onnx", "tokenizer.json", "config_sentence_transformers.json"]
)
@pytest.mark.parametrize("content", [None, b"", b"broken"], ids=["missing", "empty", "broken"])
def test_a_broken_folder_is_an_embedding_error(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    for path in BUNDLED.iterdir():
        if path.is_file() and path.name != name:
            (tmp_path / path.name).symlink_to(path)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(EmbeddingError):
        OnnxEmbedder(tmp_path)


def test_sentence_transformers_loads_the_folder_and_gives_the_same_vectors(
    embedder: OnnxEmbedder,
) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUNDLED), trust_remote_code=True)
    assert model.get_embedding_dimension() == embedder.dimension
    documents = model.encode_document(list(TEXTS))
    assert np.abs(documents - embedder.embed_passages(TEXTS)).max() <= 1e-5
    for text, row in zip(TEXTS, model.encode_query(list(TEXTS)), strict=True):
        assert np.abs(row - embedder.embed_query(text)).max() <= 1e-5
