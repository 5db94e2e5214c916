"""One file on a loopback port, until the person stops it. Answers only this machine, only with that file."""

from __future__ import annotations

import sys
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from secrets import compare_digest, token_urlsafe


class _Page(BaseHTTPRequestHandler):
    """Serves the page at a secret path; other programs on this machine cannot guess it."""

    def __init__(self, page: bytes, token: str, *rest: object) -> None:
        self._page, self._token = page, token
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """The page, or nothing."""
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if host not in ("127.0.0.1", "localhost") or not compare_digest(
            self.path.encode(), f"/{self._token}".encode()
        ):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(self._page))),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self._page)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


def serve_file(page: Path, port: int) -> None:
    """Serve one page on 127.0.0.1 until interrupted; opens the browser where there is one."""
    import webbrowser

    token = token_urlsafe(18)
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Page, page.read_bytes(), token)) as server:
        link = f"http://127.0.0.1:{server.server_address[1]}/{token}"
        print(f"Open {link}   (Ctrl-C stops)", flush=True)
        if sys.stdout.isatty():
            webbrowser.open(link)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
