"""E-mail addresses and links, plain or defanged ('hxxp', '[.]'); those told in words are in spoken.py."""

from __future__ import annotations

import re

from manumit.engine.signals.domains import ENDINGS
from manumit.engine.signals.glance import AT, BRACKETED_AT, DOTTED, HINT, SPOKEN_AT, SPOKEN_DOT, Glance
from manumit.engine.signals.model import Found, apart
from manumit.engine.signals.providers import (
    PLAIN_EMAIL,
    backward_emails,
    bare_provider_emails,
    without_decoys,
)
from manumit.engine.signals.spoken import broken_urls, capital_emails, spoken_emails, spoken_urls

_COMMA_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<name>[\w.%+-]*\w)@(?P<host>(?:[\w-]+[.,])*[\w-]+,"
    rf"(?:{'|'.join(sorted(ENDINGS, key=len, reverse=True))}))(?![\w,@-])"
)
"""A comma in place of the point before the ending."""
_SPREAD_EMAIL = re.compile(
    r"(?<![^\s:])(?:[a-z0-9._%+-] ){2,64}@(?: [a-z0-9.-]){3,64} \.(?: [a-z0-9.]){0,16}?"
    rf"(?:{'|'.join(' ' + ' '.join(end) for end in sorted(ENDINGS, key=len, reverse=True))})(?!\S)"
)
"""'m i a @ s i t e . o r g': a blank between each two characters. No longer than names may be (RFC 5321, 4.5.3.1.1):
a row of single letters without end is read in linear time."""
_DOT = re.compile(
    r"\s?[.。]\s?|\s*[\[({]\s*(?:\.|dot|punto|ponto|point|punct|punkt|точка|крапка)\s*[\])}]\s*",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?<![\w@.-])(?:(?P<scheme>h(?:tt|xx|\*\*)ps?)\s?(?::|\[:\])\s?//\s?)?"
    r"(?P<host>(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:[.。]|\s?[\[({]\s?(?:\.|dot|punto|ponto|point|punct|punkt|"
    r"точка|крапка)\s?[\])}]\s?))+(?P<end>[a-z][a-z0-9-]*))(?P<port>:\d{1,5})?(?P<path>[/?#][^\s<>\"'\u2028]*)?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.。\])}](?:[A-Za-z]|(?<=[\])}])\s[A-Za-z])")
"""A point, or a bracket around one, with a letter behind: no host ends without."""
_WORDS_TOO = frozenset("me is to am in at it no do my work today live us be so".split())
"""Endings that are words: 'call.me now' is no host."""
_CLOSING = ".,;:!?)]}'\"*_~»”…"


def normalise_email(text: str) -> str:
    """Lower case, without spaces, angle brackets or 'mailto:'."""
    return re.sub(r"^mailto:", "", re.sub(r"\s", "", text).strip("<>").lower())


def find_emails(text: str, look: Glance) -> list[Found]:
    """E-mail addresses of a surface text, `look` being at the same in small letters."""
    found: list[Found] = []
    if look.marks & AT:
        found += [
            Found("email", match.group(), match.start(), match.end(), 0.98, "email/1")
            for match in PLAIN_EMAIL.finditer(look.text)
        ]
        found += _odd_emails(look.text)
    if look.marks & (AT | BRACKETED_AT | SPOKEN_DOT) or (look.marks & SPOKEN_AT and look.marks & DOTTED):
        found += spoken_emails(look.text, found)
    if "AT" in text or "ARROBA" in text:
        found += capital_emails(text, found)
    if look.marks & (AT | BRACKETED_AT) or (look.marks & SPOKEN_AT and look.marks & HINT):
        found += bare_provider_emails(look.text, found)
    if look.marks & AT:
        found += backward_emails(look.text, found)
    return without_decoys(text, look.text, found, bool(look.marks & HINT)) if found else found


def _odd_emails(text: str) -> list[Found]:
    """Those with a comma for the point, or a blank between each two characters."""
    odd = []
    if "," in text:
        odd += [
            Found(
                "email",
                f"{match['name']}@{match['host'].replace(',', '.')}",
                *match.span(),
                0.85,
                "email/1",
                "at_dot",
            )
            for match in _COMMA_EMAIL.finditer(text)
        ]
    if " @ " in text:
        odd += [
            Found("email", match.group().replace(" ", ""), *match.span(), 0.9, "email/1", "spread")
            for match in _SPREAD_EMAIL.finditer(text)
        ]
    return odd


def _normal_url(match: re.Match[str], path: str) -> str:
    scheme = re.sub(r"xx|\*\*", "tt", (match["scheme"] or "http").lower())
    host = _DOT.sub(".", match["host"].lower())
    return f"{scheme}://{host}{match['port'] or ''}{'' if path == '/' else path}"


def find_urls(text: str, look: Glance) -> list[Found]:
    """Links of a surface text with its case kept (paths are case-sensitive), `look` being at the same in small
    letters; where two readings meet the longer one stays."""
    found: list[Found] = []
    if look.marks & (DOTTED | SPOKEN_DOT) and _ENDS.search(text):
        found = [one for match in _URL.finditer(text) if (one := _link(text, match))]
    if look.marks & SPOKEN_DOT:
        found += spoken_urls(text, look.text)
    if " . " in text or " .com" in text:
        found += broken_urls(text, look.text)
    return found if len(found) < 2 else _longest(found)


def _longest(found: list[Found]) -> list[Found]:
    return apart(sorted(found, key=lambda link: (link.start - link.end, -link.confidence)))


def _link(text: str, match: re.Match[str]) -> Found | None:
    named = match["scheme"] or match["host"].lower().startswith("www.")
    ending = match["end"].lower()
    if not named and (
        ending not in ENDINGS
        or (match["host"][:1].isdigit() and not (match["path"] or ending == "onion"))
        or (
            ending in _WORDS_TOO
            and not match["path"]
            and match["host"].count(".") == 1
            and _sentence(text, match)
        )
    ):
        return None
    if match.end() < len(text) and text[match.end()] == "@":
        return None
    path = (match["path"] or "").rstrip(_CLOSING)
    end = match.end("port") if match["port"] else match.end("host")
    end = match.start("path") + len(path) if match["path"] else end
    return Found("url", _normal_url(match, path), match.start(), end, 0.95 if named else 0.85, "url/1")


def _sentence(text: str, match: re.Match[str]) -> bool:
    """'call.me now': a full stop without a space, not a host; a capital after the stop says the same."""
    dot = match["host"].rfind(".")
    return match["host"][dot + 1].isupper() or text[match.end() : match.end() + 2].strip()[:1].isalpha()
