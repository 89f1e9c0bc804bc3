from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from youju.embedding import Progress, Vectors
from youju.embedding.onnx import OnnxEmbedder
from youju.errors import EmptyDocument, IndexDamaged, IndexMismatch, IndexMissing, ReportUnknown
from youju.retrieval import Retriever
from youju.store.index import Index
from youju.store.library import Library

QUESTIONS = (
    "2023年优良天数是多少？",
    "新增了多少公共停车场",
    "民生支出占一般公共预算支出的多少？",
    "区委书记是谁",
    "新增养老床位多少张",
    "高校毕业生留郑多少人",
    "老旧小区改造完成几个",
    "二级网格有多少个",
    "技术合同成交额突破多少",
    "怎样加强党对人大工作的领导？",
)


class OtherEmbedder:
    """Two dimensions; what matters is that its fingerprint is another one."""

    name = "other"
    fingerprint = "0123456789abcdef"
    dimension = 2

    def embed_query(self, text: str) -> Vectors:
        return np.array([1, 0], dtype=np.float32)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return np.tile(self.embed_query(""), (len(texts), 1))


def small(figure: int) -> bytes:
    return f"# 青石区工作报告\n\n全年新建口袋公园{figure}个，绿地面积增长６．１％。\n".encode()


def files_of(folder: Path, report_id: str) -> dict[str, Path]:
    (kept,) = folder.glob(f"generation-*/reports/{report_id}")
    return {path.name: path for path in kept.iterdir()}


def first_passage(folder: Path, embedder: OnnxEmbedder, question: str) -> str:
    index = Index(folder, embedder.fingerprint, embedder.name)
    retriever = Retriever(index, embedder, 0.6, None)
    return retriever.retrieve(retriever.query(question), 1)[0].passage.text


@pytest.fixture(scope="module")
def small_index(tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder) -> Path:
    folder = tmp_path_factory.mktemp("small")
    Library(folder, embedder).add({"青石_2022.txt": small(19)})
    return folder


@pytest.fixture(scope="module")
def rebuilt(
    tmp_path_factory: pytest.TempPathFactory, shipped_index: Path, embedder: OnnxEmbedder
) -> Path:
    folder = shutil.copytree(shipped_index, tmp_path_factory.mktemp("rebuilt") / "index")
    Library(folder, embedder).rebuild()
    return folder


@pytest.fixture
def library(tmp_path: Path, small_index: Path, embedder: OnnxEmbedder) -> Library:
    return Library(shutil.copytree(small_index, tmp_path / "index"), embedder)


def test_an_added_report_is_listed_and_found(
    library: Library, tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    (entry,) = library.reports()
    assert (entry.id, entry.title, entry.source) == ("青石-2022", "青石区工作报告", "青石_2022.txt")
    assert entry.passages == 1
    assert library.verify() == []
    assert "公园19个" in first_passage(tmp_path / "index", embedder, "新建了几个公园")


def test_add_returns_just_what_was_added(library: Library) -> None:
    assert [entry.id for entry in library.add({"另一份.md": small(20)})] == ["另一份"]
    assert [entry.id for entry in library.reports()] == ["另一份", "青石-2022"]


def test_a_file_of_the_same_name_replaces_the_report(
    library: Library, tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    library.add({"青石_2022.txt": small(23)})
    assert len(library.reports()) == 1
    assert "公园23个" in first_passage(tmp_path / "index", embedder, "新建了几个公园")


def test_a_removed_report_is_gone(library: Library, tmp_path: Path) -> None:
    library.add({"b.txt": small(20)})
    library.remove("青石-2022")
    assert [entry.id for entry in library.reports()] == ["b"]
    assert not list(tmp_path.glob("index/generation-*/reports/青石-2022"))
    assert library.verify() == []


def test_the_last_report_can_be_removed_and_another_added(library: Library) -> None:
    library.remove("青石-2022")
    assert library.reports() == ()
    assert library.verify() == []
    library.add({"b.txt": small(20)})
    assert len(library.reports()) == 1


def test_removing_an_unknown_report_names_the_known_ones(library: Library) -> None:
    with pytest.raises(ReportUnknown) as error:
        library.remove("nowhere")
    assert error.value.values == {"report": "nowhere", "known": "青石-2022"}


def test_there_is_nothing_to_remove_or_rebuild_without_an_index(
    tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    library = Library(tmp_path / "none", embedder)
    for work in (library.rebuild, library.reports, lambda: library.remove("x")):
        with pytest.raises(IndexMissing):
            work()


def test_adding_a_report_leaves_the_files_of_others(library: Library, tmp_path: Path) -> None:
    before = files_of(tmp_path / "index", "青石-2022")
    contents = {name: path.read_bytes() for name, path in before.items()}
    embedded: list[tuple[int, int]] = []
    library.add({"b.txt": small(20)}, lambda done, total: embedded.append((done, total)))
    after = files_of(tmp_path / "index", "青石-2022")
    assert {name: path.read_bytes() for name, path in after.items()} == contents
    assert embedded[-1] == (3, 3)  # the new report's passage, and its title and sentence, alone


def test_one_unreadable_file_among_several_adds_none(library: Library, tmp_path: Path) -> None:
    before = (tmp_path / "index" / "manifest.json").read_bytes()
    with pytest.raises(EmptyDocument):
        library.add({"b.txt": small(20), "empty.txt": b" \n", "c.txt": small(21)})
    assert (tmp_path / "index" / "manifest.json").read_bytes() == before
    assert library.verify() == []


def test_a_crash_while_writing_leaves_the_old_index(
    library: Library, tmp_path: Path, embedder: OnnxEmbedder
) -> None:
    def crash(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.add({"青石_2022.txt": small(99)}, crash)
    assert library.verify() == []
    assert "公园19个" in first_passage(tmp_path / "index", embedder, "新建了几个公园")


def test_leftovers_of_a_killed_writer_are_gone_after_the_next_write(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    (folder / ".unfinished-dead" / "bm25").mkdir(parents=True)
    (folder / "generation-000000000000").mkdir()
    assert library.verify() == []
    library.add({"b.txt": small(20)})
    (generation,) = folder.glob("generation-*")
    left = {path.name for path in folder.iterdir() if path.name != ".lock"}
    assert left == {"manifest.json", generation.name}


def test_two_builds_are_equal(
    tmp_path: Path, library_folder: Path, embedder: OnnxEmbedder, report_bytes: bytes
) -> None:
    (second,) = library_folder.glob("generation-*/reports/qingshi-2022/source.txt")
    again = Library(tmp_path, embedder)
    again.add({"qingshi_2022.txt": second.read_bytes()})
    again.add({"zhongyuan_2023.txt": report_bytes})
    for report_id in ("qingshi-2022", "zhongyuan-2023"):
        first, other = files_of(library_folder, report_id), files_of(tmp_path, report_id)
        for name in ("source.txt", "report.json", "words.txt", "words.tsv"):
            assert first[name].read_bytes() == other[name].read_bytes()
        for name in ("passages.npy", "sentences.npy"):
            assert np.abs(np.load(first[name]) - np.load(other[name])).max() <= 1e-6
    (lexicon,) = library_folder.glob("generation-*/lexicon.tsv")
    assert next(tmp_path.glob("generation-*/lexicon.tsv")).read_bytes() == lexicon.read_bytes()


def test_another_embedder_is_refused(library: Library, tmp_path: Path) -> None:
    other = Library(tmp_path / "index", OtherEmbedder())
    with pytest.raises(IndexMismatch) as error:
        other.add({"b.txt": small(20)})
    assert error.value.values["wanted"] == "other"
    assert [entry.id for entry in library.reports()] == ["青石-2022"]


def test_rebuilding_makes_the_index_one_of_the_new_embedder(
    library: Library, tmp_path: Path
) -> None:
    other = OtherEmbedder()
    folder = tmp_path / "index"
    entries = Library(folder, other).rebuild()
    assert entries == list(library.reports())
    assert Index(folder, other.fingerprint, other.name).manifest.dimension == 2


@pytest.mark.parametrize(
    "name",
    [
        "lexicon.tsv",
        "passages.faiss",
        "reports/青石-2022/report.json",
        "reports/青石-2022/sentences.npy",
        "reports/青石-2022/words.txt",
    ],
)
def test_rebuilding_repairs_a_damaged_or_missing_file(
    library: Library, tmp_path: Path, embedder: OnnxEmbedder, name: str
) -> None:
    (path,) = (tmp_path / "index").glob(f"generation-*/{name}")
    path.write_bytes(b"damaged") if name.startswith("reports") else path.unlink()
    assert library.verify() == [name]
    library.rebuild()
    assert library.verify() == []
    assert "公园19个" in first_passage(tmp_path / "index", embedder, "新建了几个公园")


@pytest.mark.parametrize("gone", [False, True], ids=["changed", "missing"])
def test_rebuilding_refuses_a_damaged_source(library: Library, tmp_path: Path, gone: bool) -> None:
    path = files_of(tmp_path / "index", "青石-2022")["source.txt"]
    path.unlink() if gone else path.write_bytes(small(91))
    with pytest.raises(IndexDamaged):
        library.rebuild()


def test_adding_to_a_damaged_index_does_not_hide_the_damage(
    library: Library, tmp_path: Path
) -> None:
    path = files_of(tmp_path / "index", "青石-2022")["report.json"]
    path.write_text(path.read_text(encoding="utf-8").replace("19个", "91个"), encoding="utf-8")
    with contextlib.suppress(IndexDamaged):
        library.add({"b.txt": small(20)})
    kept = files_of(tmp_path / "index", "青石-2022")["report.json"].read_text(encoding="utf-8")
    assert library.verify() or "91个" not in kept


def test_the_shipped_index_equals_a_rebuild(rebuilt: Path, shipped_index: Path) -> None:
    shipped, fresh = (files_of(f, "zhongyuan-2023") for f in (shipped_index, rebuilt))
    for name in ("report.json", "words.txt", "words.tsv", "source.txt"):
        assert shipped[name].read_bytes() == fresh[name].read_bytes()
    for name in ("passages.npy", "sentences.npy"):
        difference = np.load(shipped[name]).astype(np.float32) - np.load(fresh[name])
        assert np.abs(difference).max() <= 1e-2


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_shipped_index_gives_hits_in_the_order_of_a_rebuild(
    rebuilt: Path, shipped_index: Path, embedder: OnnxEmbedder, question: str
) -> None:
    orders = []
    for folder in (shipped_index, rebuilt):
        index = Index(folder, embedder.fingerprint, embedder.name)
        retriever = Retriever(index, embedder, 0.6, None)
        hits = retriever.retrieve(retriever.query(question), 6)
        orders.append([hit.passage.id for hit in hits])
    assert orders[0] == orders[1]


CHANGING = dict.fromkeys(("files", "generation", "checksum"))


def test_a_rebuild_keeps_the_description_of_the_reports(rebuilt: Path, shipped_index: Path) -> None:
    old, new = (json.loads((f / "manifest.json").read_bytes()) for f in (shipped_index, rebuilt))
    assert {**old, **CHANGING} == {**new, **CHANGING}


def test_a_line_of_symbols_does_not_stand_in_the_way(
    embedder: OnnxEmbedder, tmp_path: Path
) -> None:
    library = Library(tmp_path / "index", embedder)
    library.add({"a.txt": ("★" * 120 + "\n\n全区新增绿地31万平方米。\n").encode()})
    library.add({"b.txt": "全区新增停车位100个。\n".encode()})
    assert [entry.id for entry in library.reports()] == ["a", "b"]
