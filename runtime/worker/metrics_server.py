"""Serves the metrics of a process that has no web server: a worker started by Celery."""

from __future__ import annotations

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from runtime.worker.metrics_page import may_scrape, metrics_page


def serve_metrics(host: str, port: int, token: str) -> ThreadingHTTPServer:
    """Answer `GET /metrics` from a thread of this process until it ends."""

    class Door(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            if self.path != "/metrics":
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            if not may_scrape(self.client_address[0], headers, token):
                self.send_error(HTTPStatus.FORBIDDEN)
                return
            body, content_type = metrics_page(headers.get("accept", ""), queue=False)
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Scrapes are not worth a line."""

    server = ThreadingHTTPServer((host, port), Door)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server
