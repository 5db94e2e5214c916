"""Records of a crawl as WARC files hold them, for tests."""

from __future__ import annotations

HTML = b"<html><head><title>Work abroad</title></head><body><p>Ask for Ana</p></body></html>"
HTTP = b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
URL = "https://jobs.example/%d"


def record(
    block: bytes, number: int = 1, kind: str = "response", length: int | None = None, **more: str
) -> bytes:
    """One WARC record; `more` are its other fields, `_` for `-`."""
    told = {
        "WARC-Type": kind,
        "WARC-Target-URI": URL % number,
        "WARC-Date": "2026-03-02T10:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:{number:032x}>",
        "Content-Type": "application/http; msgtype=response",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    fields = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    size = len(block) if length is None else length
    return f"WARC/1.0\r\n{fields}Content-Length: {size}\r\n\r\n".encode() + block + b"\r\n\r\n"


def fetched(number: int, body: bytes = HTML, **headers: str) -> bytes:
    """A response with a page."""
    told = {"Content-Type": "text/html", **{name.replace("_", "-"): said for name, said in headers.items()}}
    head = "".join(f"{name}: {said}\r\n" for name, said in told.items())
    return record(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body, number)


def urls(*numbers: int) -> list[str]:
    return [URL % number for number in numbers]


INFO = record(b"software: crawler/1\r\n", 0, "warcinfo", Content_Type="application/warc-fields")
QUIET = {
    "redirect": record(b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\nLocation: /x\r\n\r\n" + HTML),
    "redirect without an end": record(b"HTTP/1.1 302 Found\r\nLocation: /x\r\n"),
    "image": record(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG" + bytes(range(256)) * 40),
    "text": record(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello"),
    "no type, no tags": record(b"HTTP/1.1 200 OK\r\n\r\n{}"),
    "empty": record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
    "revisit": record(HTTP, kind="revisit"),
    "request": record(b"GET / HTTP/1.1\r\n\r\n", kind="request", Content_Type="application/http; msgtype=request"),
    "metadata": record(b"fetchTimeMs: 3\r\n", kind="metadata", Content_Type="application/warc-fields"),
    "name look-up": record(b"20260302100000\njobs.example. 60 IN A 192.0.2.1\n", Content_Type="text/dns"),
    "drawing": record(b"<svg></svg>", kind="resource", Content_Type="image/svg+xml"),
    "error sent as a picture": record(b"HTTP/1.1 404 No\r\nContent-Type: image/jpeg\r\n\r\n<html>none</html>"),
    "no bytes": record(b"", kind="metadata"),
}  # fmt: skip
