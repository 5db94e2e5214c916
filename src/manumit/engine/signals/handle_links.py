"""Names on platforms in links to their pages, plain or broken on purpose ('t.me/name', 't [dot] me slash name')."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.signals.handle_names import EXTRACTOR, is_number
from manumit.engine.signals.model import Found
from manumit.engine.signals.platforms import NAMED

_HOSTS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.dog": "telegram",
    "wa.me": "whatsapp",
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    "ig.me": "instagram",
    "snapchat.com": "snapchat",
    "x.com": "x",
    "twitter.com": "x",
    "line.me": "line",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "m.me": "facebook",
    "kik.me": "kik",
    "tiktok.com": "tiktok",
    "vk.com": "vk",
    "vk.me": "vk",
    "zalo.me": "zalo",
    "onlyfans.com": "onlyfans",
    "paypal.me": "paypal",
    "cash.app": "cashapp",
    "signal.me": "signal",
}
_POINT = "(?:dot|punto|ponto|point|punkt|punct|punt|точка|крапка|kropka|tecka|nokta|titik)"
_DOT = rf"(?:\.|\s?[\[({{]\s?(?:\.|{_POINT})\s?[\])}}]\s?|\s\.\s|\s{_POINT}\s)"
_SLASH = r"(?:/|\s/\s?|\sslash\s)"
_HOST = "|".join(re.escape(host).replace(r"\.", _DOT) for host in sorted(_HOSTS, key=len, reverse=True))
_DOTS = re.compile(_DOT)
_LINK = re.compile(
    rf"(?:https?://|hxxps?://)?(?:www\.)?(?P<host>{_HOST}){_SLASH}"
    r"(?:add/|r/t/|r/|ti/p/~?|#u/|#p/|in/|u/|m/|s/)*[@~$+%]?(?P<name>[a-z0-9_][a-z0-9_.-]{1,63})"
)
_DEEP = re.compile(
    r"\b(?P<host>tg|viber|instagram)://(?:resolve\?domain=|user\?username=)(?P<name>[a-z0-9_.]{3,40})"
)
_PATHS = frozenset(
    [
        "share",
        "p",
        "explore",
        "home",
        "login",
        "joinchat",
        "s",
        "reel",
        "send",
        "ti",
        "add",
        "qr",
        "i",
        "intent",
    ]
)


def linked_handles(text: str) -> Iterator[Found]:
    """Those of a lower-case surface text."""
    for pattern in (_LINK, _DEEP):
        for match in pattern.finditer(text):
            name = match["name"].rstrip(".-") if match["name"].endswith((".", "-")) else match["name"]
            if name in _PATHS or is_number(name):
                continue
            before = text[match.start() - 1 : match.start()]
            if (before.isalnum() and before.isascii()) or before in ("@", "."):
                continue
            host = _DOTS.sub(".", match["host"])
            platform = _HOSTS.get(host) or NAMED.get(host, "")
            if platform:
                end = match.start("name") + len(name)
                yield Found("handle", f"{platform}:{name}", match.start(), end, 0.97, EXTRACTOR)
