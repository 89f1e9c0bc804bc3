"""The assistant in use. It is loaded beside the running server; a rebuilt index takes the place of
the old one between two questions, and answers under way end on the index that they began with."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import structlog

from youju.answering.assistant import Assistant
from youju.assembly import (
    build_assistant,
    build_chat_model,
    build_embedder,
    build_library,
    index_folder,
)
from youju.embedding import Embedder
from youju.errors import NotReady, SameReport, YoujuError
from youju.llm import ChatModel
from youju.reading import report_id_of
from youju.settings import Settings
from youju.store.files import MANIFEST, ReportEntry
from youju.wording import explain

if TYPE_CHECKING:
    from youju.store.library import Library

_LOG = structlog.get_logger("youju")
_WATCHED_EVERY = 1.0
_PATIENCE = 10.0
Changed = TypeVar("Changed")
_Stamp = tuple[Path, int, int] | None


class Engine:
    """Belongs to one event loop. Nothing is loaded until ``start``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._assistant: Assistant | None = None
        self._embedder: Embedder | None = None
        self._chat: ChatModel | None = None
        self._stamp: _Stamp = None
        self._failure: YoujuError | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._loading = asyncio.Lock()
        self._changing = asyncio.Lock()
        self.loaded = asyncio.Event()
        """Set when the first question can be answered."""

    def start(self) -> None:
        threads = (os.cpu_count() or 1) + 2
        pool = ThreadPoolExecutor(threads, thread_name_prefix="youju")
        asyncio.get_running_loop().set_default_executor(pool)
        self._keeping = asyncio.create_task(self._keep_fresh())

    async def aclose(self) -> None:
        if self._keeping:
            self._keeping.cancel()
            await asyncio.wait([self._keeping])
        if self._chat:
            await self._chat.aclose()

    async def ready(self) -> Assistant:
        """The assistant, once it is loaded: who comes early waits. Raises ``NotReady`` after ten
        seconds, or at once what keeps it from loading."""
        if self._assistant is None and self._failure is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.loaded.wait(), _PATIENCE)
        return self.assistant

    @property
    def assistant(self) -> Assistant:
        """Raises ``NotReady``, or what keeps it from loading."""
        if self._assistant is None:
            raise self._failure or NotReady()
        return self._assistant

    async def refresh(self) -> None:
        """Load what is on disk, if it is not what is loaded."""
        async with self._loading:
            stamp = await asyncio.to_thread(self._stamp_now)
            if stamp == self._stamp and self._assistant:
                return
            try:
                self._assistant = await asyncio.to_thread(self._load)
                self._stamp = stamp
                self._failure = None
                self.loaded.set()
                _LOG.info("index_loaded", reports=len(self._assistant.answerer.reports))
            except YoujuError as error:
                if repr(error) != repr(self._failure):
                    _LOG.error("index_not_loaded", why=explain(error, "en"))
                self._failure = error

    async def add_report(self, name: str, content: bytes) -> ReportEntry:
        """Raises ``SameReport`` where another file's report has the id that the name gives."""
        report_id = report_id_of(name)

        def add(library: Library) -> ReportEntry:
            return library.add({name: content})[0]

        async with self._changing:
            for entry in (await self.ready()).answerer.reports:
                if entry.id == report_id and entry.source != name:
                    raise SameReport(report=f"{report_id} ({entry.source})")
            return await self._change(add)

    async def remove_report(self, report_id: str) -> None:
        """Raises ``ReportUnknown``."""
        async with self._changing:
            (await self.ready()).answerer.entry(report_id)
            await self._change(lambda library: library.remove(report_id))

    async def _change(self, change: Callable[[Library], Changed]) -> Changed:
        """One at a time; what is changed is in use when this returns."""

        def run() -> Changed:
            return change(build_library(self._settings, writing=True, embedder=self._embedder))

        changed = await asyncio.to_thread(run)
        await self.refresh()
        return changed

    def _load(self) -> Assistant:
        self._embedder = self._embedder or build_embedder(self._settings)
        if self._settings.llm_base_url and self._chat is None:
            self._chat = build_chat_model(self._settings)
        return build_assistant(self._settings, self._embedder, self._chat)

    def _stamp_now(self) -> _Stamp:
        path = index_folder(self._settings) / MANIFEST
        try:
            found = path.stat()
        except OSError:
            return None
        return path, found.st_mtime_ns, found.st_ino

    async def _keep_fresh(self) -> None:
        while True:
            try:
                await self.refresh()
            except Exception:
                _LOG.exception("failed")
            await asyncio.sleep(_WATCHED_EVERY)
