from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.server.conftest import Serve


def test_spans_go_to_the_collector_that_the_environment_names(serve: Serve) -> None:
    sent: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as collector:
        threading.Thread(target=collector.serve_forever).start()
        address = f"http://127.0.0.1:{collector.server_port}"
        with serve(OTEL_EXPORTER_OTLP_ENDPOINT=address) as server, server.client() as client:
            client.get("/api/reports")
            server.stop()
        collector.shutdown()
    assert any(b"/api/reports" in spans for spans in sent)
    assert not any(b"/readyz" in spans for spans in sent)
