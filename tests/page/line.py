"""The line between a browser and the service: it can be cut, and it can be slow."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Late = Callable[[bytes], float]
"""The first bytes of a request → seconds that its connection's answers are kept back."""


@dataclass
class Line:
    """Raw bytes both ways. ``cut_after``: the connection in which these bytes come from the
    service is cut behind them, once."""

    target: int
    port: int = 0
    cut_after: bytes = b""
    late: Late = lambda _: 0.0
    is_down: bool = False
    cuts: int = 0
    _open: list[socket.socket] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def go_down(self) -> None:
        """New connections are closed at once, and the open ones now."""
        self.is_down = True
        for one in self._open:
            _close(one)

    def accept(self, listening: socket.socket) -> None:
        while True:
            try:
                browser, _ = listening.accept()
            except OSError:
                return
            if self.is_down:
                _close(browser)
                continue
            threading.Thread(target=self._join, args=(browser,), daemon=True).start()

    def _join(self, browser: socket.socket) -> None:
        try:
            service = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            _close(browser)
            return
        self._open += [browser, service]
        waits = [0.0]
        asking = threading.Thread(target=self._ask, args=(browser, service, waits), daemon=True)
        asking.start()
        with suppress(OSError):
            while data := service.recv(65536):
                time.sleep(waits[0])
                browser.sendall(data)
                if self.cut_after and self.cut_after in data:
                    self.cut_after = b""
                    self.cuts += 1
                    break
        _close(browser)
        _close(service)

    def _ask(self, browser: socket.socket, service: socket.socket, waits: list[float]) -> None:
        with suppress(OSError):
            while data := browser.recv(65536):
                waits[0] = self.late(data)
                service.sendall(data)
        _close(service)


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextmanager
def line_to(url: str) -> Iterator[Line]:
    line = Line(int(url.rpartition(":")[2]))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line.port = listening.getsockname()[1]
        threading.Thread(target=line.accept, args=(listening,), daemon=True).start()
        try:
            yield line
        finally:
            line.go_down()
            _close(listening)
