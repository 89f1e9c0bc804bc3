"""Files of an index folder: generations, atomic swap, hashes.

::

    index/
      manifest.json            names the generation in use and the hash of each of its files
      <generation>/
        lexicon.tsv  passages.faiss  bm25/
        reports/<id>/  source.*  report.json  passages.npy  sentences.npy  words.txt  words.tsv

A generation is never changed once the manifest names it; a new one is written beside it, then the
manifest is replaced in one step, then the old one is removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from youju.errors import (
    IndexBusy,
    IndexDamaged,
    IndexMismatch,
    IndexMissing,
    IndexNotWritable,
)

FORMAT = 1
MANIFEST = "manifest.json"
_PREFIX = "generation-"
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True)
class ReportEntry:
    """What ``youju index list`` shows of a report."""

    id: str
    title: str
    source: str
    passages: int
    characters: int

    @property
    def source_name(self) -> str:
        """Of the file as it was added, inside the generation."""
        return f"reports/{self.id}/source{Path(self.source).suffix.lower()}"


@dataclass(frozen=True)
class Manifest:
    """What the generation in use was built from, and the SHA-256 of every file in it."""

    generation: str
    embedder: str
    fingerprint: str
    dimension: int
    longest_passage: int
    reports: tuple[ReportEntry, ...]
    files: dict[str, str]
    format: int = field(default=FORMAT)


def file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Raises ``IndexMissing``, ``IndexDamaged`` or ``IndexMismatch`` (another format)."""
    path = folder / MANIFEST
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        version = content["format"]
        if version != FORMAT:
            raise IndexMismatch(folder=folder, built=f"format {version}", wanted=f"format {FORMAT}")
        if content.pop("checksum") != _checksum(content):
            raise ValueError
        content["reports"] = tuple(ReportEntry(**entry) for entry in content["reports"])
        return Manifest(**content)
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(folder=folder) from None
    except OSError as error:
        raise IndexDamaged(folder=folder, file=f"{MANIFEST} ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise IndexDamaged(folder=folder, file=MANIFEST) from None


def _checksum(content: dict[str, Any]) -> str:
    dumped = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(dumped.encode()).hexdigest()


def is_whole(path: Path, digest: str) -> bool:
    return path.is_file() and file_hash(path) == digest


def damaged_files(folder: Path, manifest: Manifest) -> list[str]:
    """Names of files that are missing, changed, or not in the manifest."""
    generation = folder / manifest.generation
    found = {
        path.relative_to(generation).as_posix()
        for path in generation.rglob("*")
        if path.is_file() and not path.name.endswith(".lock")
    }
    damaged = [
        name for name, digest in manifest.files.items() if not is_whole(generation / name, digest)
    ]
    return sorted([*damaged, *(found - set(manifest.files))])


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """One writer at a time; an error of the file system becomes ``IndexNotWritable``."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=10):
            for leftover in folder.glob(f"{_UNFINISHED}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            yield
    except Timeout:
        raise IndexBusy(folder=folder) from None
    except OSError as error:
        raise IndexNotWritable(folder=folder, detail=error.strerror or str(error)) from None


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """A folder to fill; it is gone if filling fails."""
    path = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    path.chmod(0o755)
    try:
        yield path
    finally:
        if path.exists():
            shutil.rmtree(path, ignore_errors=True)


def publish(folder: Path, filled: Path, **described: Any) -> Manifest:
    """Make the filled folder the generation in use, and remove the ones before it."""
    files = {
        path.relative_to(filled).as_posix(): file_hash(path)
        for path in sorted(filled.rglob("*"))
        if path.is_file() and not path.name.endswith(".lock")
    }
    name = _PREFIX + hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    manifest = Manifest(generation=name, files=files, **described)
    target = folder / name
    if target.exists():
        target.rename(folder / f"{_UNFINISHED}{name}")
    filled.rename(target)
    written = json.loads(json.dumps(asdict(manifest)))
    written["checksum"] = _checksum(written)
    content = json.dumps(written, ensure_ascii=False, indent=1) + "\n"
    unfinished = folder / f"{_UNFINISHED}{MANIFEST}"
    with unfinished.open("w", encoding="utf-8") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(folder / MANIFEST)
    for old in (*folder.glob(f"{_PREFIX}*"), *folder.glob(f"{_UNFINISHED}{_PREFIX}*")):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)
    return manifest
