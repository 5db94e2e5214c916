"""A small server for the browser part alone: the built files, one page with linked views, made-up scenes; all under the
Desk's content security policy.

    python -m tests.doors.web.front.serving [--port 8777]     then /page?nodes=2000, &theme=dark, &lang=ar
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlsplit

from tests.doors.web.front import cells, scenes

HERE = Path(__file__).parent
ASSETS = Path(__file__).parents[4] / "src" / "manumit" / "doors" / "web" / "assets"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/geo+json", ".geojson")


@lru_cache(maxsize=8)
def scene_bytes(nodes: int) -> bytes:
    return json.dumps(scenes.made(nodes), separators=(",", ":")).encode()


class Answers(BaseHTTPRequestHandler):
    """One page, its scene, its files; a chart that is saved is kept in memory, with its version."""

    chart_version = 0
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/page":
            self._send(page(asked), "text/html; charset=utf-8")
        elif url.path == "/cells":
            self._send(page(asked, cells.PAGE), "text/html; charset=utf-8")
        elif url.path == "/cells.json":
            self._send(cells.study(int(asked["cells"])), "application/json")
        elif url.path == "/scene.json":
            self._send(scene_bytes(int(asked.get("nodes", "40"))), "application/json")
        elif url.path.startswith("/entities/") and url.path.endswith("/scene.json"):
            answer = scenes.neighbours(url.path.split("/")[2], asked.get("kind"))
            self._send(json.dumps(answer).encode(), "application/json")
        elif url.path == "/job":
            self._send(job(), "text/event-stream")
        elif url.path == "/broken.json":
            said = {
                "code": "workspace",
                "sentence": "The workspace is busy.",
                "hint": "Try again in a minute.",
            }
            self._send(json.dumps(said).encode(), "application/json", 503)
        else:
            self._file(url.path)

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["X-CSRFToken"] != "token":
            return self._send(b"{}", "application/json", 403)
        if self.path == "/picture":
            return self._send(b'{"logged": 1}', "application/json")
        if sent["version"] != type(self).chart_version:
            return self._send(b"{}", "application/json", 409)
        type(self).chart_version += 1
        self._send(json.dumps({"version": self.chart_version}).encode(), "application/json")
        return None

    def _file(self, path: str) -> None:
        folder = ASSETS / "node_modules" / "axe-core" if path == "/axe.min.js" else ASSETS / "dist"
        file = folder / path.rpartition("/")[2]
        if not file.is_file():
            return self._send(b"", "text/plain", 404)
        return self._send(file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream")

    def _send(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def job() -> bytes:
    steps = [{"stage": "read", "done": 1, "total": 4}, {"stage": "link", "done": 3, "total": 4}]
    told = "".join(f"event: progress\ndata: {json.dumps(step)}\n\n" for step in steps)
    return f"{told}event: end\ndata: {{}}\n\n".encode()


def page(asked: dict[str, str], template: str = "") -> bytes:
    """The development page (frame, linked views, palette, help, a sensitive picture, a running job), or another."""
    listed = json.loads((ASSETS / "dist" / "manifest.json").read_text("utf-8"))
    words = {key: text for key, (text, _) in json.loads((ASSETS / "words.json").read_text("utf-8")).items()}
    files = {
        name.replace(".", "_"): f"/static/{one['file']}"
        for name, one in listed.items()
        if name.count(".") == 1
    }
    lang = asked.get("lang", "en")
    filled = Template(template or (HERE / "page.html").read_text("utf-8")).safe_substitute(
        files,
        cells=asked.get("cells", "1000"),
        lang=lang,
        dir="rtl" if lang == "ar" else "ltr",
        theme=f'data-theme="{asked["theme"]}"' if asked.get("theme") in ("light", "dark") else "",
        scene=asked.get("scene") or f"/scene.json?nodes={int(asked.get('nodes', '40'))}",
        overview="overview" if "overview" in asked else "",
        words=json.dumps(words).replace("<", "\\u003c"),
    )
    return filled.encode()


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """The address of a running server."""
    with ThreadingHTTPServer(("127.0.0.1", port), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8777)
    with served(parser.parse_args().port) as address:
        print(f"{address}/page?nodes=2000")
        threading.Event().wait()
