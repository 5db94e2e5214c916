"""What a page or a board leaves in a text instead of what its reader sees: character references, tags, codes in square
brackets, percent signs in addresses that a click opens."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

REFERENCE = r"(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ENTITY = re.compile(f"&{REFERENCE}")
"""A character reference of HTML: '&#64;', '&commat;'."""
_TAG = re.compile(
    r"<(?P<name>/?(?:b|i|u|s|em|strong|span|font|big|small|sub|sup|mark|center|wbr|tt|code|del|ins|br|p|div|li|td|tr))"
    r"(?:\s[^<>]{0,120})?/?>|<!--[^<>]{0,200}-->",
    re.IGNORECASE,
)
"""A tag that says only how a text looks, or where a line ends; links and pictures hold more than that."""
_CODE = re.compile(
    r"\[/?(?:b|i|u|s|color|colour|size|font|center|quote|spoiler)(?:=[^\[\]]{0,24})?\]", re.IGNORECASE
)
"""The same in the code of boards."""
_CLICKED = re.compile(
    r"(?:mailto|tel|sms|whatsapp):[^\s<>\"'%]{0,300}%[0-9A-Fa-f]{2}[^\s<>\"']{0,300}", re.IGNORECASE
)
_ESCAPED = re.compile(r"%[2-7][0-9A-Fa-f]")
_LINES = frozenset(["br", "/p", "/div", "p", "div"])
_ENDS = frozenset(["/li", "/td", "/tr", "li", "td", "tr"])
"""Where something else begins: the cells of a table are no number together."""
_HOLDS = re.compile(r"@|://|\w\.\w+/|\d(?:[\s().+/-]{0,3}\d){6}")
"""An address or a number within a tag: then it stays as it is written."""


def may_hold(text: str) -> bool:
    """Whether there is anything to look for."""
    return "&" in text or "<" in text or "[/" in text or ("%" in text and ":" in text)


def as_seen(text: str) -> tuple[str, list[int]] | None:
    """The text as its reader sees it, with the offset of each character in the text as written; None where they are the
    same."""
    seen = sorted(_parts(text))
    if not seen:
        return None
    pieces: list[str] = []
    starts: list[int] = []
    done = 0
    for start, end, stands in seen:
        if start < done:
            continue
        pieces += (text[done:start], stands)
        starts += range(done, start)
        starts += [start] * len(stands)
        done = end
    pieces.append(text[done:])
    starts += range(done, len(text))
    return "".join(pieces), starts


def _parts(text: str) -> list[tuple[int, int, str]]:
    """What is to be read as something else: where it stands, and as what."""
    found: list[tuple[int, int, str]] = []
    if "&" in text:
        for match in _ENTITY.finditer(text):
            stands = html.unescape(match.group())
            if stands != match.group():
                found.append((*match.span(), stands))
    if "<" in text:
        for match in _TAG.finditer(text):
            name = (match["name"] or "").lower()
            if not _HOLDS.search(match.group()):
                found.append((*match.span(), "\n" if name in _LINES else ";" if name in _ENDS else ""))
    if "[/" in text:
        found += [(*match.span(), "") for match in _CODE.finditer(text) if not _HOLDS.search(match.group())]
    if "%" in text:
        for clicked in _CLICKED.finditer(text):
            for match in _ESCAPED.finditer(text, *clicked.span()):
                found.append((*match.span(), unquote(match.group())))
    return found
