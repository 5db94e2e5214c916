"""HTTP responses as WARC records hold them (RFC 9112 messages): status, headers, and the body without its codings."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from manumit.engine.evidence.inflating import BOMB_HINT, Budget
from manumit.engine.evidence.readers.warc_frames import LONGEST_HEAD

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?=[ \t\r\n]|\Z)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(rb"([!#-9;-~]+)[ \t]*:(.*)", re.S)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,256})?\r?\n")
_DEEPEST = 3
"""Codings over each other."""
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""zlib's window bits; some servers send deflate without the zlib header (-15)."""
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a response cannot be read."""

    reason: str
    hint: str = "Ask for a whole copy, or for the page as it was saved."


@dataclass(frozen=True, slots=True)
class Reply:
    """A response: headers by name in lower case, the body still with its codings."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def reply_of(block: bytes) -> Reply | Trouble:
    """Take a message apart."""
    status = _STATUS.match(block)
    if status is None:
        return Trouble("the HTTP status line is broken")
    end = _HEAD_END.search(block, 0, LONGEST_HEAD)
    if end is None and len(block) >= LONGEST_HEAD:
        return Trouble("the HTTP headers have no end")
    lines = block[: end.start() if end else len(block)].split(b"\n")[1:]
    headers: dict[str, str] = {}
    unfit = 0
    for line in lines:
        if match := _HEADER.fullmatch(line.rstrip(b"\r")):
            name, value = match[1].decode("ascii").lower(), match[2].decode("latin-1").strip()
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        elif line.strip() and line[:1] not in b" \t":
            unfit += 1
    if unfit > len(headers):
        return Trouble("the HTTP headers are broken")
    code = int(status[1])
    if end is None and code // 100 != 3:
        return Trouble("the HTTP headers have no end")
    return Reply(code, headers, block[end.end() :] if end else b"")


def plain_body(reply: Reply, budget: Budget, limit: int) -> bytes | Trouble:
    """The body as the page's author wrote it, of at most `limit` bytes."""
    body: bytes | Trouble = reply.body
    if "chunked" in reply.headers.get("transfer-encoding", "").lower():
        body = _unchunked(reply.body)
    said = reply.headers.get("content-encoding", "").lower()
    codings = [one.strip() for one in said.split(",") if one.strip() not in ("", "identity", "none", "utf-8")]
    if len(codings) > _DEEPEST:
        return Trouble(f"the page is compressed more than {_DEEPEST} times")
    for coding in reversed(codings):
        if isinstance(body, Trouble) or not body or _MARKUP.match(body):
            break  # many crawlers keep the header and store the page without the coding
        if coding not in _WINDOWS:
            return Trouble(f"the page is compressed with {coding[:20]!r}, which is not read")
        body = _inflated(body, _WINDOWS[coding], budget, limit)
    if not isinstance(body, Trouble) and len(body) > limit:
        return Trouble(f"a page of more than {limit >> 20} MiB", "")
    return body


def _unchunked(body: bytes) -> bytes | Trouble:
    """Without the chunk sizes (RFC 9112, section 7.1); as it is when it has none, which crawlers store so, too."""
    pieces: list[bytes] = []
    at = 0
    while True:
        size = _CHUNK.match(body, at)
        if size is None:
            if not pieces and at == 0:
                return body
            return Trouble("the chunks of the page are broken")
        length = int(size[1], 16)
        if length == 0:
            return b"".join(pieces)
        at = size.end() + length
        if at > len(body):
            return Trouble("the chunks of the page are cut off")
        pieces.append(body[size.end() : at])
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
        if at == len(body):
            return Trouble("the chunks of the page are cut off")


def _inflated(data: bytes, window: int, budget: Budget, limit: int) -> bytes | Trouble:
    """Unpacked, several gzip members too, within the budget of the file and the limit of a page."""
    if window == 15 and (len(data) < 2 or (data[0] << 8 | data[1]) % 31 or data[0] & 15 != 8):
        window = -15
    out = bytearray()
    while data:
        engine = zlib.decompressobj(window)
        try:
            out += engine.decompress(data, limit + 1 - len(out))
        except zlib.error as error:
            return Trouble(f"the compressed page is damaged ({error})")
        if refusal := budget.refuses(len(out)):
            return Trouble(refusal, BOMB_HINT)
        if len(out) > limit:
            return Trouble(
                f"the page inflates to more than {limit >> 20} MiB (a decompression bomb?)", BOMB_HINT
            )
        if not engine.eof:
            return Trouble("the compressed page is cut off")
        data = engine.unused_data
        if window != 31 or data[:2] != b"\x1f\x8b":
            break
    budget.produced += len(out)
    return bytes(out)
