"""HTML pages as a browser would show their text. One `page` record a file; its id is its address.

Address: canonical link, else og:url, else what a browser noted when it saved the page, else the file's name. Text
keeps its structure as lines; scripts and styles are dropped (see page_facts.py for what else is kept of them). Broken
markup is read as text; nothing is fetched. The walk makes no tree and goes back nowhere, so its time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from manumit.base.kernel import parse_instant
from manumit.engine.evidence.encoding import Encoding, decode, decode_as
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.readers.page_facts import ELEMENTS, LONGEST_SCRIPT, Facts, absolute
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.rows import Draft, Found

NAME, VERSION = "html", "3"
LARGEST_PAGE = 16 << 20
MOST_TAGS = 500_000
"""Start tags of one page. The longest genuine pages (tables printed by programs) stay below a tenth of it."""
DEEPEST = 20_000
"""Containers inside each other. Browsers' own limit is 512 (kMaximumHTMLParserDOMTreeDepth in Chromium and WebKit);
sloppy pages forget end tags, so far more is allowed."""
BOMB = "a page of more than {most} {what} (an HTML bomb?)"
BOMB_HINT = "Open it apart, in a browser that is kept from the network, if it may be genuine."
_TAG = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})((?:[^<>"']++|"[^"]{0,8192}"|'[^']{0,8192}'){0,400}+)>"""
)
_ANY_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})([^<>]*+)>")
_ATTRIBUTE = re.compile(r"""([A-Za-z_:@][-\w:.]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_SAVED = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,6}\)([^\s>]{4,2000})")
_SILENT = frozenset({"script", "style", "template", "svg", "title"})
_LINES = frozenset(
    "address article aside blockquote br center dd div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td th thead tr ul".split()
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{3,20})""", re.I)
_CONTAINERS = frozenset(
    "div span section article table ul ol dl blockquote font center b i em strong".split()
)
_DATES = frozenset(
    {
        "article:published_time",
        "og:updated_time",
        "date",
        "dc.date",
        "pubdate",
        "datepublished",
        "dcterms.created",
        "last-modified",
    }
)


def claims(head: Head) -> bool:
    """A page's first tags."""
    start = head.text[:4096].lower().lstrip("\ufeff \t\r\n")
    if not start.startswith("<"):
        return False
    return start.startswith("<!doctype html") or (
        re.search(r"<(?:html|head|body|title|meta|div|p|h1|table|a)[\s>]", start) is not None
        and "<document" not in start
    )


def read(leaf: Leaf) -> Iterator[Found]:
    """One record."""
    data = leaf.whole(min(LARGEST_PAGE, leaf.settings.max_line_mb << 20))
    if data is None:
        yield leaf.doubt(0, leaf.consumed, f"a page of more than {LARGEST_PAGE >> 20} MiB", "")
        return
    page = Page()
    page.read(_decoded(leaf, data))
    if page.bomb:
        yield leaf.doubt(0, len(data), page.bomb, BOMB_HINT)
        return
    url = page.address or leaf.name
    yield Draft("page", url, 0, len(data), page.columns(url))


def _decoded(leaf: Leaf, data: bytes) -> str:
    text, used = decoded(data, leaf.encoding)
    leaf.saw(used)
    return text


def decoded(data: bytes, encoding: Encoding, said: str = "") -> tuple[str, str]:
    """Text by the byte order mark, else UTF-8, else what was `said` of the page, else what it says of itself, else a
    guess; and the encoding that it took. `encoding` is the guess."""
    body = data[encoding.mark :]
    if encoding.name not in ("utf-8", "utf-16-le", "utf-16-be"):
        names = [said] if said else []
        if match := _META_CHARSET.search(data[:4096]):
            names.append(match[1].decode())
        for name in map(str.lower, names):
            if (text := decode_as(body, name)) is not None:
                return text, name
    return decode(body, encoding.name)


@dataclass(slots=True)
class Page:
    """What was seen so far. `bomb` says why the walk was broken off, where it was."""

    title: str = ""
    canonical: str = ""
    og_url: str = ""
    saved_from: str = ""
    language: str = ""
    seen_at: str | None = None
    links: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    bomb: str = ""
    _tags: int = 0
    _depth: int = 0

    @property
    def address(self) -> str:
        """Its address by its own word; empty when it says none."""
        return self.canonical or self.og_url or self.saved_from

    def columns(self, url: str) -> dict[str, str | None]:
        """The columns of a page record with this address."""
        return {
            "seen_at": self.seen_at,
            "url": url,
            "title": self.title,
            "text": self.text(),
            "links": " ".join(dict.fromkeys(self.links)),
            "contact": " ".join(dict.fromkeys(self.contacts)),
            "language": self.language,
            "canonical": absolute(url, said) if (said := self.canonical or self.og_url) else None,
            **self.facts.columns(url),
        }

    def read(self, html: str) -> None:
        """Walk the markup once, left to right."""
        at, end = 0, len(html)
        while at < end:
            begin = html.find("<", at)
            if begin < 0:
                begin = end
            if begin > at:
                self.pieces.append(unescape(html[at:begin]).replace("\xa0", " "))
            if begin == end:
                return
            at = self._markup(html, begin)
            if self._tags > MOST_TAGS or self._depth > DEEPEST:
                most, what = (MOST_TAGS, "tags") if self._tags > MOST_TAGS else (DEEPEST, "levels")
                self.bomb = BOMB.format(most=f"{most:,}", what=what)
                return

    def _markup(self, html: str, begin: int) -> int:
        """Take the markup at `begin`; returns where to go on."""
        if html.startswith("<!--", begin):
            if not self.saved_from and (saved := _SAVED.match(html, begin)):
                self.saved_from = saved[1]
            close = html.find("-->", begin + 4)
            return len(html) if close < 0 else close + 3
        if html[begin + 1 : begin + 2] in ("!", "?"):
            close = html.find(">", begin)
            return len(html) if close < 0 else close + 1
        match = _TAG.match(html, begin) or _ANY_TAG.match(html, begin)
        if match is None:
            self.pieces.append("<")
            return begin + 1
        name = match[2].lower()
        if match[1]:
            self._end(name)
            return match.end()
        self._element(name, match[3])
        if name in _SILENT and not match[3].endswith("/"):
            return self._silent(html, name, match.end())
        return match.end()

    def _end(self, name: str) -> None:
        if name in _LINES:
            self.pieces.append("\n")
        if name in _CONTAINERS:
            self._depth = max(0, self._depth - 1)
        elif name == "form":
            self.facts.end_form()

    def _silent(self, html: str, name: str, start: int) -> int:
        close = re.compile(rf"</{name}\s*>", re.I).search(html, start)
        stop = close.start() if close else len(html)
        if name == "title" and not self.title:
            self.title = " ".join(unescape(html[start:stop]).split())
        elif name == "script":
            self.facts.script(html[start : min(stop, start + LONGEST_SCRIPT)])
        return close.end() if close else stop

    def _element(self, name: str, raw: str) -> None:
        if name in _LINES:
            self.pieces.append("\n")
        self._tags += 1
        if name in _CONTAINERS:
            self._depth += 1
        if not (name in ELEMENTS or "-" in name or "data-" in raw) or (not raw and name != "form"):
            return
        said = {
            match[1].lower(): unescape(match[2] or match[3] or match[4] or "").strip()
            for match in _ATTRIBUTE.finditer(raw)
        }
        self.facts.element(name, said)
        if name == "a":
            self._link(said.get("href", ""))
        elif name == "link" and "canonical" in said.get("rel", "").lower().split():
            self.canonical = self.canonical or said.get("href", "")
        elif name == "html":
            self.language = said.get("lang", "") or said.get("xml:lang", "")
        elif name == "time":
            self._seen(said.get("datetime", ""))
        elif name == "meta":
            key = next(
                (said[name] for name in ("property", "name", "itemprop") if said.get(name)), ""
            ).lower()
            if key == "og:url":
                self.og_url = self.og_url or said.get("content", "")
            elif key in _DATES:
                self._seen(said.get("content", ""))

    def _link(self, href: str) -> None:
        scheme, _, rest = href.partition(":")
        if scheme.lower() in ("tel", "mailto", "sms", "whatsapp"):
            self.contacts.append("".join(rest.split("?")[0].split()))
        elif href and not href.startswith("#") and scheme.lower() not in ("javascript", "data"):
            self.links.append("".join(href.split()))

    def _seen(self, text: str) -> None:
        if self.seen_at is None and text:
            try:
                parse_instant(text)
            except (ValueError, OverflowError):
                return
            self.seen_at = text

    def text(self) -> str:
        """Lines of visible text, blanks run together, empty lines at most one in a row."""
        lines = [" ".join(line.split()) for line in "".join(self.pieces).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
