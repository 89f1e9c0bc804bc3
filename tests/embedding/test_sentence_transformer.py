"""With a real model, made here: two small layers of BERT with random weights."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import pytest

from youju.embedding.sentence_transformer import BATCH, SentenceTransformerEmbedder
from youju.errors import EmbeddingError, IndexMismatch
from youju.store.index import Index
from youju.store.library import Library

TEXTS = ("优良天数达286天", "新增养老床位512张", "增加学位6480个")


@pytest.fixture(scope="module")
def model_folder(
    tmp_path_factory: pytest.TempPathFactory, report_bytes: bytes, second_report_bytes: bytes
) -> Path:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("tiny")
    known = sorted(set((report_bytes + second_report_bytes).decode().lower()) - set(" \n"))
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", ":", *known]
    vocabulary = list(dict.fromkeys(vocabulary))
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"))
    prompts = {"query": "query: ", "document": "passage: "}
    model = SentenceTransformer(modules=[transformer, Pooling(32)], prompts=prompts, device="cpu")
    model.save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="module")
def tiny(model_folder: Path) -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(str(model_folder))


def test_vectors_have_length_one(tiny: SentenceTransformerEmbedder) -> None:
    vectors = tiny.embed_passages(TEXTS)
    assert tiny.dimension == 32
    assert vectors.shape == (3, 32)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.linalg.norm(tiny.embed_query(TEXTS[0])) == pytest.approx(1, abs=1e-5)
    assert tiny.embed_passages([]).shape == (0, 32)


def test_the_prompts_of_the_model_are_used(
    tiny: SentenceTransformerEmbedder, model_folder: Path
) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder))
    query, passage = tiny.embed_query(TEXTS[0]), tiny.embed_passages(TEXTS[:1])[0]
    assert not np.allclose(query, passage, atol=1e-3)
    for vector, prompt in ((query, "query: "), (passage, "passage: ")):
        own = model.encode(TEXTS[0], prompt=prompt, normalize_embeddings=True)
        assert np.allclose(vector, own, atol=1e-5)


def test_progress_is_called_a_batch_at_a_time(tiny: SentenceTransformerEmbedder) -> None:
    seen: list[tuple[int, int]] = []
    count = BATCH + 3
    tiny.embed_passages(["优良天数"] * count, lambda done, total: seen.append((done, total)))
    assert seen == [(BATCH, count), (count, count)]


def test_the_fingerprint_tells_models_apart(
    tiny: SentenceTransformerEmbedder, model_folder: Path, embedder: Any
) -> None:
    assert SentenceTransformerEmbedder(str(model_folder)).fingerprint == tiny.fingerprint
    assert tiny.fingerprint != embedder.fingerprint


def test_an_index_built_with_it_is_searched_with_it(
    tiny: SentenceTransformerEmbedder, tmp_path: Path, second_report_bytes: bytes
) -> None:
    Library(tmp_path, tiny).add({"qingshi_2022.txt": second_report_bytes})
    index = Index(tmp_path, tiny.fingerprint, tiny.name)
    (row, cosine), *_ = index.dense(tiny.embed_passages(["青石区"])[0], 3, None)
    assert index.passage(row).report_id == "qingshi-2022"
    assert -1 <= cosine <= 1.0001
    assert index.manifest.dimension == 32


def test_the_shipped_index_is_not_searched_with_it(
    tiny: SentenceTransformerEmbedder, shipped_index: Path
) -> None:
    with pytest.raises(IndexMismatch):
        Index(shipped_index, tiny.fingerprint, tiny.name)


def test_an_unknown_name_fails_fast_without_network() -> None:
    started = time.monotonic()
    with pytest.raises(EmbeddingError) as error:
        SentenceTransformerEmbedder("youju-tests/there-is-no-such-model")
    assert time.monotonic() - started < 10
    assert error.value.values["name"] == "youju-tests/there-is-no-such-model"


def test_a_folder_without_a_model_is_an_embedding_error(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(EmbeddingError):
        SentenceTransformerEmbedder(str(tmp_path))
