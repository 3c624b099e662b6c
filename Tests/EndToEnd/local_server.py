"""HTTP servers of tests, on the loopback interface."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Request(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = {}


class LocalServer:
    """Answers each request by `answer`, on a thread of its own, and remembers it."""

    def __init__(self, answer: Callable[[Request], Answer], host: str = "127.0.0.1"):
        self.received: list[Request] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def respond(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.command, self.path, headers, body)
                outer.received.append(request)
                given = answer(request)
                self.send_response(given.status)
                self.send_header("Content-Length", str(len(given.body)))
                for name, value in given.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(given.body)
                except OSError:
                    pass  # The client has heard enough.

            do_GET = do_POST = respond

            def log_message(self, *_) -> None:
                pass

        self.server = ThreadingHTTPServer((host, 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://{host}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
