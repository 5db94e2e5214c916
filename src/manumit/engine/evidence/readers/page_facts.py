"""What a page holds beside its text: where it leads, its images, its forms, who is paid, whose ids it carries.

Addresses are absolute and as many as the limits below allow; what lies beyond is left out. Nothing is fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

from manumit.engine.evidence.readers.page_ids import (
    button_id,
    ids_in,
    linked_ids,
    owner_id,
    provider_of,
    provider_word,
    takes_card,
)

MOST_ADDRESSES = 500
"""Links, and images, that are kept of one page."""
LONGEST_ADDRESS = 2000
"""Characters; a longer one is left out (browsers and servers seldom take more)."""
MOST_FORMS, MOST_FIELDS, LONGEST_NAME = 40, 60, 80
MOST_IDS = 100
LONGEST_SCRIPT, MOST_SCRIPT = 1 << 16, 1 << 19
"""Characters of one inline script, and of all of a page, in which ids are looked for."""
MOST_ASKED = 20_000
"""Addresses that are looked at."""
ELEMENTS = frozenset(
    "a area base link meta html time img source video script iframe frame embed object form input select "
    "textarea button".split()
)
"""Elements whose attributes say something."""
_LAZY = ("src", "data-src", "data-original", "data-lazy-src", "poster")
_WHOLE = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^\s\0-\x20#\\]*)?")
"""What needs no more work to be absolute: nearly all addresses."""
_ROOTED = re.compile(r"/(?![/\\.])(?:(?!/\.)[^\s\0-\x20#\\])*(?<![?;])")
_BLANK, _SPACE = re.compile(r"[\t\r\n]+"), re.compile(r"[\s\0-\x20]")


def absolute(base: str, address: str) -> str:
    """An http address, absolute and without fragment; empty when it is none, too long, or has nothing to stand on."""
    if _WHOLE.fullmatch(address) and len(address) <= LONGEST_ADDRESS:
        return address
    try:
        whole = urljoin(base, _BLANK.sub("", address.strip()))
        parts = urlsplit(whole)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(whole) > LONGEST_ADDRESS:
            return ""
    except ValueError:
        return ""
    return _SPACE.sub(lambda match: quote(match[0]), whole.partition("#")[0])


def host_of(address: str) -> str:
    """The host, lower case, without `www.`; empty when there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@dataclass(slots=True)
class _Form:
    action: str
    method: str
    fields: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Facts:
    """Collected while the markup is walked once; `columns` at the end, when the page's address is known."""

    base: str = ""
    _links: dict[str, None] = field(default_factory=dict)
    _images: dict[str, None] = field(default_factory=dict)
    _calls: dict[str, None] = field(default_factory=dict)
    _ids: dict[str, None] = field(default_factory=dict)
    _widgets: dict[str, None] = field(default_factory=dict)
    _forms: list[_Form] = field(default_factory=list)
    _open: _Form | None = None
    _scripted: int = 0

    def element(self, name: str, said: Mapping[str, str]) -> None:
        """One start tag with its attributes."""
        if name in ("a", "area"):
            self._note(self._links, said.get("href", ""))
        elif name == "base":
            self.base = self.base or said.get("href", "")
        elif name in ("img", "source", "video"):
            self._image(said)
        elif name in ("script", "iframe", "frame", "embed", "object"):
            self._note(self._calls, said.get("src") or said.get("data", ""))
        elif name == "meta":
            self._meta(said)
        elif name == "link":
            if said.get("rel", "").lower() in ("payment", "monetization"):
                self._widgets["web-monetization"] = None
        elif name == "form":
            self._begin_form(said)
        elif name in ("input", "select", "textarea", "button"):
            self._field(said)
        self._attributes(name, said)

    def _note(self, where: dict[str, None], address: str) -> None:
        if address and len(where) < MOST_ASKED and not address.startswith(("#", "data:")):
            where[address[: LONGEST_ADDRESS + 1]] = None

    def _image(self, said: Mapping[str, str]) -> None:
        for name in _LAZY:
            if name in said:
                self._note(self._images, said[name])
        if pieces := said.get("srcset", "").split(None, 1):
            self._note(self._images, pieces[0].rstrip(","))
        if "//" in (source := said.get("src", "")):
            self._collect(source)  # a counter or pixel without script

    def _meta(self, said: Mapping[str, str]) -> None:
        name = (said.get("property") or said.get("name") or "").lower()
        content = said.get("content", "")
        if name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image"):
            self._note(self._images, content)
        elif name == "monetization":
            self._widgets["web-monetization"] = None
        elif one := owner_id(name, content):
            self._keep(one)
        elif name.startswith("google-adsense"):
            self._collect(f'"{content}"')

    def _begin_form(self, said: Mapping[str, str]) -> None:
        method = said.get("method", "").lower()
        self._open = _Form(said.get("action", ""), method if method in ("post", "dialog") else "get")
        if len(self._forms) < MOST_FORMS:
            self._forms.append(self._open)
        self._note(self._calls, said.get("action", ""))

    def end_form(self) -> None:
        """The end tag of a form."""
        self._open = None

    def _field(self, said: Mapping[str, str]) -> None:
        name = said.get("name") or said.get("id") or ""
        if takes_card(name[:LONGEST_NAME], said.get("autocomplete", "")[:LONGEST_NAME]):
            self._widgets["card-fields"] = None
        if self._open is None or not name:
            return
        if len(self._open.fields) < MOST_FIELDS:
            self._open.fields[name[:LONGEST_NAME]] = None
        if provider_of(host_of(self._open.action)) == "paypal" and (
            one := button_id(name, said.get("value", ""))
        ):
            self._keep(one)

    def _attributes(self, name: str, said: Mapping[str, str]) -> None:
        if "-" in name and (provider := provider_word(name)):
            self._widgets[provider] = None
        for key, value in said.items():
            if "-" not in key:
                continue
            if key.startswith("data-") and (provider := provider_word(key)):
                self._widgets[provider] = None
            if 8 <= len(value) <= LONGEST_ADDRESS:
                self._collect(f'"{value}"')

    def script(self, text: str) -> None:
        """The inside of a script element."""
        room = min(LONGEST_SCRIPT, MOST_SCRIPT - self._scripted)
        if room > 0:
            self._scripted += min(len(text), room)
            self._collect(text[:room])

    def _collect(self, text: str) -> None:
        for one in ids_in(text):
            self._keep(one)

    def _keep(self, one: str) -> None:
        if len(self._ids) < MOST_IDS:
            self._ids[one] = None

    def columns(self, address: str) -> dict[str, str | None]:
        """The page's columns of these facts; `address` is its own."""
        base = absolute(address, self.base) or absolute(address, "")
        return {
            "outgoing": " ".join(self._outgoing(base, host_of(address))),
            "images": " ".join(_addresses(base, self._images)),
            "forms": self._forms_json(base),
            "widgets": " ".join(self._paid(base)),
            "site_ids": " ".join(self._site_ids()),
        }

    def _outgoing(self, base: str, own: str) -> list[str]:
        away: dict[str, None] = {}
        within = host_of(base) == own
        for link in self._links:
            if within and _ROOTED.fullmatch(link):
                continue
            whole = absolute(base, link)
            if whole and host_of(whole) != own:
                away[whole] = None
                if len(away) == MOST_ADDRESSES:
                    break
        return list(away)

    def _forms_json(self, base: str) -> str | None:
        told = [
            {
                "action": absolute(base, form.action) or form.action[:LONGEST_ADDRESS],
                "method": form.method,
                "fields": list(form.fields),
            }
            for form in self._forms
        ]
        return json.dumps(told, ensure_ascii=False) if told else None

    def _paid(self, base: str) -> list[str]:
        """Payment providers, in the order they are met; `card-fields` where the page asks for a card itself."""
        for address in (*self._calls, *self._links):
            if "//" in address and (provider := provider_of(host_of(absolute(base, address)))):
                self._widgets[provider] = None
        return list(self._widgets)

    def _site_ids(self) -> list[str]:
        for address in self._calls:
            self._collect(address)
        for address in self._links:
            for one in linked_ids(address) if "//" in address else ():
                self._keep(one)
        return list(self._ids)


def _addresses(base: str, found: Mapping[str, None]) -> list[str]:
    root = _WHOLE.fullmatch(base) and "/".join(base.split("/", 3)[:3])
    kept: dict[str, None] = {}
    for address in found:
        rooted = root and len(address) < LONGEST_ADDRESS - len(root) and _ROOTED.fullmatch(address)
        if whole := f"{root}{address}" if rooted else absolute(base, address):
            kept[whole] = None
            if len(kept) == MOST_ADDRESSES:
                break
    return list(kept)
