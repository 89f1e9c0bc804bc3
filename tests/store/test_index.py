from __future__ import annotations

import gc
import json
import os
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from youju.answering.profile import Profiles
from youju.embedding.onnx import OnnxEmbedder
from youju.errors import IndexDamaged, IndexMismatch, IndexMissing, IndexStoreError, ReportUnknown
from youju.retrieval import Retriever
from youju.store.files import damaged_files, read_manifest
from youju.store.index import Index
from youju.store.library import Library

REPORT = "zhongyuan-2023"
OPENED = ("lexicon.tsv", "passages.faiss", "bm25/meta.json", "bm25/*.term", "bm25/*.store")
ASKED = (f"reports/{REPORT}/report.json", f"reports/{REPORT}/sentences.npy")
KEPT = tuple(
    f"reports/{REPORT}/{name}" for name in ("source.txt", "words.txt", "words.tsv", "passages.npy")
)


@pytest.fixture
def folder(tmp_path: Path, library_folder: Path) -> Path:
    return shutil.copytree(library_folder, tmp_path / "index")


def opened(folder: Path, embedder: OnnxEmbedder) -> Index:
    return Index(folder, embedder.fingerprint, embedder.name)


def ask(index: Index, embedder: OnnxEmbedder) -> str:
    retriever = Retriever(index, embedder, 0.6, None)
    return retriever.retrieve(retriever.query("优良天数"), 1, [REPORT])[0].passage.text


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def kept_file(folder: Path, name: str) -> Path:
    (path,) = folder.glob(f"generation-*/{name}")
    return path


@pytest.mark.parametrize("name", [*OPENED, *ASKED])
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_one_changed_byte_is_noticed(
    folder: Path, embedder: OnnxEmbedder, name: str, place: str
) -> None:
    path = kept_file(folder, name)
    flip(path, {"first": 0, "middle": path.stat().st_size // 2, "last": -1}[place])
    with pytest.raises(IndexDamaged):
        ask(opened(folder, embedder), embedder)


@pytest.mark.parametrize("name", [*OPENED, *ASKED, *KEPT])
@pytest.mark.parametrize("gone", [False, True], ids=["changed", "missing"])
def test_a_damaged_file_is_named(folder: Path, name: str, gone: bool) -> None:
    path = kept_file(folder, name)
    path.unlink() if gone else flip(path, path.stat().st_size // 2)
    manifest = read_manifest(folder)
    kept = path.relative_to(folder / manifest.generation).as_posix()
    assert damaged_files(folder, manifest) == [kept]


@pytest.mark.parametrize("name", [*OPENED, *ASKED])
def test_a_missing_file_is_noticed(folder: Path, embedder: OnnxEmbedder, name: str) -> None:
    kept_file(folder, name).unlink()
    with pytest.raises(IndexDamaged):
        ask(opened(folder, embedder), embedder)


def test_a_file_that_does_not_belong_is_named(folder: Path) -> None:
    kept_file(folder, "bm25").joinpath("stray").write_bytes(b"")
    assert damaged_files(folder, read_manifest(folder)) == ["bm25/stray"]


def test_a_whole_index_has_no_damaged_file(folder: Path, shipped_index: Path) -> None:
    for whole in (folder, shipped_index):
        assert damaged_files(whole, read_manifest(whole)) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format": 1}', b'{"format": 1, "reports": [{}]}'],
    ids=["empty", "object", "list", "null", "bytes", "format alone", "no report"],
)
def test_a_broken_manifest_is_damage(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(IndexDamaged):
        read_manifest(folder)


@pytest.mark.parametrize(
    "before",
    [
        "",
        '"generation": "generation-',
        '"fingerprint": "',
        '"lexicon.tsv": "',
        pytest.param('"passages": '),
    ],
    ids=["brace", "generation", "fingerprint", "hash", "passages"],
)
def test_a_changed_byte_of_the_manifest_is_noticed(
    folder: Path, embedder: OnnxEmbedder, before: str
) -> None:
    path = folder / "manifest.json"
    flip(path, path.read_bytes().index(before.encode()) + len(before))
    with pytest.raises(IndexStoreError):
        ask(opened(folder, embedder), embedder)


def test_a_manifest_of_another_format_is_a_mismatch(folder: Path, embedder: OnnxEmbedder) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_bytes()) | {"format": 2}
    path.write_text(json.dumps(content))
    with pytest.raises(IndexMismatch) as error:
        opened(folder, embedder)
    assert error.value.values["built"] == "format 2"


def test_an_index_of_another_embedder_is_a_mismatch(folder: Path) -> None:
    with pytest.raises(IndexMismatch) as error:
        Index(folder, "0123456789abcdef", "other")
    assert error.value.values["wanted"] == "other"


@pytest.mark.parametrize("kind", ["missing", "empty", "file"])
def test_a_folder_without_an_index_is_said_to_be_one(
    tmp_path: Path, embedder: OnnxEmbedder, kind: str
) -> None:
    folder = tmp_path / "none"
    if kind == "empty":
        folder.mkdir()
    elif kind == "file":
        folder.write_text("not a folder")
    with pytest.raises(IndexMissing):
        opened(folder, embedder)


def test_an_index_whose_generation_is_gone_is_damaged(folder: Path, embedder: OnnxEmbedder) -> None:
    shutil.rmtree(folder / read_manifest(folder).generation)
    with pytest.raises(IndexDamaged):
        opened(folder, embedder)


def test_an_unknown_report_is_named_with_the_known_ones(
    library_folder: Path, embedder: OnnxEmbedder
) -> None:
    index = opened(library_folder, embedder)
    with pytest.raises(ReportUnknown) as error:
        index.known([REPORT, "nowhere"])
    assert error.value.values["report"] == "nowhere"
    assert REPORT in str(error.value.values["known"])
    assert index.known([REPORT, REPORT]) == [REPORT]
    assert index.known([]) is index.known(None) is None


@pytest.mark.parametrize("report_id", ["qingshi-2022", REPORT])
def test_a_search_in_one_report_finds_only_its_passages(
    library_folder: Path, embedder: OnnxEmbedder, report_id: str
) -> None:
    index = opened(library_folder, embedder)
    retriever = Retriever(index, embedder, 0.6, None)
    query = retriever.query("优良天数、养老床位和学位各多少")
    for found in (
        index.dense(query.vector, 50, [report_id]),
        index.lexical(query.words, 50, [report_id]),
    ):
        assert found
        assert {index.passage(row).report_id for row, _ in found} == {report_id}
    assert {index.passage(row).report_id for row, _ in index.dense(query.vector, 50, None)} == {
        "qingshi-2022",
        REPORT,
    }


def test_passages_and_sentence_vectors_belong_together(
    library_folder: Path, embedder: OnnxEmbedder
) -> None:
    index = opened(library_folder, embedder)
    for entry in index.reports:
        kept = index.indexed(entry.id)
        assert len(kept.passages) == entry.passages
        assert len(kept.report.text) == entry.characters
        for passage in kept.passages:
            assert kept.report.text[passage.start : passage.end] == passage.text
            assert len(index.sentence_vectors(passage)) == len(passage.sentences)


@pytest.mark.parametrize(
    "asked_before",
    [
        True,
        pytest.param(False),
    ],
    ids=["asked before", "not yet asked"],
)
def test_an_opened_index_goes_on_answering_after_a_change(
    folder: Path, embedder: OnnxEmbedder, asked_before: bool
) -> None:
    index = opened(folder, embedder)
    if asked_before:
        ask(index, embedder)
    Library(folder, embedder).add({"河东.txt": "全区新增绿地8万平方米。".encode()})
    assert index.manifest.generation != read_manifest(folder).generation
    assert "优良天数达217天" in ask(index, embedder)
    assert "优良天数达217天" in ask(opened(folder, embedder), embedder)


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
def test_a_dropped_index_goes_without_garbage_collection(
    folder: Path, embedder: OnnxEmbedder
) -> None:
    opened(folder, embedder)  # imports and caches what stays
    descriptors = len(os.listdir("/dev/fd"))
    index = opened(folder, embedder)
    profiles = Profiles(index)
    passage = index.indexed(REPORT).passages[0]
    assert profiles.of(REPORT).statements(passage)[0].clauses
    assert ask(index, embedder)
    gone = [weakref.ref(kept) for kept in (index, index.indexed(REPORT), profiles.of(REPORT))]
    del index, profiles, passage
    assert [reference() for reference in gone] == [None, None, None]
    assert len(os.listdir("/dev/fd")) == descriptors
