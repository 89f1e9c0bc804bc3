"""Files of a generation, held open: they can be read after the index was replaced."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

MOST_HELD = 400
"""Descriptors at most, and a quarter of what the process may have. Files beyond that are read by
name: in a library so large, an index must be opened again after a change."""


class HeldFiles:
    """``read`` works as long as the object lives, even if the files were removed meanwhile."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._folder = folder
        self._descriptors: dict[str, int] = {}
        weakref.finalize(self, _close, self._descriptors)
        for name in islice(names, _allowed()):
            self._descriptors[name] = os.open(
                folder / name, os.O_RDONLY | getattr(os, "O_BINARY", 0)
            )

    def read(self, name: str) -> bytes:
        """The whole file; raises ``OSError``."""
        descriptor = self._descriptors.get(name)
        if descriptor is None or not hasattr(os, "pread"):
            return (self._folder / name).read_bytes()
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def _allowed() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return min(MOST_HELD, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 4)


def _close(descriptors: dict[str, int]) -> None:
    for descriptor in descriptors.values():
        os.close(descriptor)
