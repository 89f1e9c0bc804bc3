from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from youju.embedding import Vectors
from youju.store.dense import DenseIndex, write_dense

COUNT, DIMENSION = 300, 384


def unit_vectors(count: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return unit_vectors(COUNT, 1)


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory, vectors: Vectors) -> DenseIndex:
    path = tmp_path_factory.mktemp("flat") / "passages.faiss"
    write_dense(path, vectors)
    return DenseIndex(path)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, vectors: Vectors) -> DenseIndex:
    path = tmp_path_factory.mktemp("graph") / "passages.faiss"
    write_dense(path, vectors, exact_up_to=10)
    return DenseIndex(path)


@pytest.mark.parametrize("rows", [None, [(0, 40), (200, 260)]], ids=["all", "two ranges"])
def test_graph_and_flat_search_agree_on_the_first_hit(
    flat: DenseIndex, graph: DenseIndex, vectors: Vectors, rows: list[tuple[int, int]] | None
) -> None:
    for query in unit_vectors(50, 2):
        (row, cosine), *rest = flat.search(query, 5, rows)
        assert graph.search(query, 5, rows)[0] == pytest.approx((row, cosine), abs=1e-5)
        assert cosine == pytest.approx(float(vectors[row] @ query), abs=1e-5)
        assert [c for _, c in rest] == sorted((c for _, c in rest), reverse=True)


@pytest.mark.parametrize("name", ["flat", "graph"])
def test_only_the_rows_asked_for_are_found(name: str, request: pytest.FixtureRequest) -> None:
    index: DenseIndex = request.getfixturevalue(name)
    found = index.search(unit_vectors(1, 3)[0], 50, [(10, 15), (290, 300)])
    assert {row for row, _ in found} == {*range(10, 15), *range(290, 300)}


@pytest.mark.parametrize("name", ["flat", "graph"])
def test_cosines_are_those_of_the_vectors(
    name: str, request: pytest.FixtureRequest, vectors: Vectors
) -> None:
    index: DenseIndex = request.getfixturevalue(name)
    query = unit_vectors(1, 4)[0]
    assert index.cosines(query, [7, 3, 299]) == pytest.approx(
        vectors[[7, 3, 299]] @ query, abs=1e-5
    )
    assert index.cosines(query, []) == []


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "passages.faiss"
    write_dense(path, np.empty((0, DIMENSION), dtype=np.float32))
    assert DenseIndex(path).search(unit_vectors(1, 5)[0], 5, None) == []
