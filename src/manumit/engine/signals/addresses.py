"""E-mail addresses and links, plain, defanged ('hxxp', '[.]') or spoken ('name at site dot org')."""

from __future__ import annotations

import re

from manumit.engine.signals.glance import AT, BRACKETED_AT, DOTTED, SPOKEN_AT, SPOKEN_DOT, Glance
from manumit.engine.signals.model import Found

_ENDINGS = (
    "com net org info biz io me co app dev xyz online site shop club live link page top vip fun life work "
    "jobs today world travel agency chat dating massage city london tokyo uk us ca au de fr es pt it nl "
    "be ch at ru ua by kz pl ro cz sk hu bg gr tr br mx ar cl pe ve ec bo cr pa do ph th vn my sg id in "
    "cn hk tw jp kr ae sa qa kw il eg ma ng ke gh za ie se no fi dk ee lv lt onion example test invalid "
    "localhost eu tv cc gg ly gl gd is to am fm"
).split()
_ENDING = "(?:" + "|".join(sorted(_ENDINGS, key=len, reverse=True)) + ")"
_AT_SIGN = r"\s?@\s?"
_AT_WORD = (
    "(?:at|arroba|arobase|собака|собачка|равлик|chiocciola|klammeraffe|arond|coada de maimuta|malpa|"
    "a cong|a-t|et sign|эт|ет|ат|на|la|tai|chez)"
)
_AT_UNSPACED = "(?:艾特|在|ที่|小老鼠|圈a|アットマーク|アット|골뱅이|แอท|แอด|อาท)"
_AT_BRACKETED = rf"\s*[\[({{<]\s*(?:@|a|{_AT_WORD}|{_AT_UNSPACED})\s*[\])}}>]\s*"
_AT_SPOKEN = rf"(?:\s+{_AT_WORD}\s+|\s*{_AT_UNSPACED}\s*)"
_DOT_WORD = "(?:dot|punto|ponto|point|punkt|punct|точка|крапка|tuldok|cham|kropka|d-o-t)"
_DOT_UNSPACED = "(?:点|點|ドット|점|닷|จุด|ดอท)"
_SPOKEN_DOT = (
    rf"\s+{_DOT_WORD}\s+|\s*{_DOT_UNSPACED}\s*|\s*[\[({{<]\s*(?:\.|{_DOT_WORD}|{_DOT_UNSPACED})\s*[\])}}>]\s*"
)
_LOW_LINE = (
    "(?:underscore|under score|underline|guion bajo|raya baja|sublinhado|tiret bas|tiret du bas|linie jos|"
    "liniuta jos|"
    "нижнее подчеркивание|подчеркивание|нижнє підкреслення|підкреслення|gach duoi|下划线|底線)"
)
_DASH = "(?:dash|hyphen|minus|guion|hifen|traco|tiret|cratima|liniuta|тире|дефис|дефіс|gach ngang|gitling|横杠|短横)"
_JOIN = rf"\s*(?:{_LOW_LINE}|{_DASH})\s*"
_DOT = rf"(?:\s?\.\s?|{_SPOKEN_DOT})"
_NAME = r"[a-z0-9](?:[a-z0-9._%+-]*[a-z0-9_+-])?"
_SITE = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_PLAIN_EMAIL = re.compile(r"(?<![\w.+-])[\w.%+-]*\w@(?:[\w-]+\.)+[a-z]{2,24}(?![\w-])")
_LOOSE_EMAIL = re.compile(
    rf"(?<![a-z0-9_.+-])(?P<name>{_NAME}(?:(?:\s+dot\s+|\s*[\[(](?:\.|dot)[\])]\s*){_NAME})*)(?:{_AT_SIGN}|"
    rf"{_AT_BRACKETED})"
    rf"(?P<site>{_SITE}(?:{_DOT}{_SITE})*?)(?P<dot>{_DOT})(?P<end>{_ENDING})(?![\w-])"
)
_SPOKEN_EMAIL = re.compile(
    rf"(?<![a-z0-9_.+-])(?P<name>{_NAME}(?:(?:{_JOIN}|{_SPOKEN_DOT}){_NAME})*)(?:{_AT_SPOKEN}|{_AT_SIGN}|"
    rf"{_AT_BRACKETED})"
    rf"(?P<site>{_SITE}(?:(?:{_JOIN}|{_SPOKEN_DOT}|\.){_SITE})*)(?P<dot>{_SPOKEN_DOT})(?P<end>{_ENDING})(?![\w-])"
)
_VERBS = frozenset(
    "write email mail look meet see is am are me us was visit find check available arrive arrived here now staying "
    "work working live call click back be it looking laugh".split()
)
"""What stands before 'at' in a sentence, not in an address."""
_DOTS = re.compile(_DOT)
_LOW_LINES, _DASHES = re.compile(rf"\s*{_LOW_LINE}\s*"), re.compile(rf"\s*{_DASH}\s*")
_MAYBE_BRACKETED = re.compile(_AT_BRACKETED.removeprefix(r"\s*"))
_JOINED = re.compile(
    rf"(?<![a-z0-9_.+-])(?P<name>[a-z0-9]+)(?P<joint>[_-])at(?P=joint)(?P<site>[a-z0-9]+)(?P<dot>(?P=joint)dot(?P=joint))"
    rf"(?P<end>{_ENDING})(?![\w-])"
)
_CAPITALS = re.compile(
    rf"(?<![A-Za-z0-9_.+-])(?P<name>[a-z0-9._+-]*[a-z0-9])(?:AT|ARROBA)(?P<site>[a-z0-9]+(?:-[a-z0-9]+)*)"
    rf"(?P<dot>DOT|PUNTO|PONTO|POINT|\.)(?P<end>{_ENDING})(?![\w-])"
)
_URL = re.compile(
    r"(?<![\w@.-])(?:(?P<scheme>h(?:tt|xx|\*\*)ps?)\s?(?::|\[:\])\s?//\s?)?"
    r"(?P<host>(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.|\s?[\[({]\s?(?:\.|dot|punto|ponto|point|"
    r"точка)\s?[\])}]\s?))+(?P<end>[a-z][a-z0-9-]*))(?P<port>:\d{1,5})?(?P<path>[/?#][^\s<>\"'\u2028]*)?",
    re.IGNORECASE,
)
_ENDING_SET = frozenset(_ENDINGS)
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
            for match in _PLAIN_EMAIL.finditer(look.text)
        ]
    if look.marks & (AT | BRACKETED_AT) or (look.marks & SPOKEN_AT and _MAYBE_BRACKETED.search(look.text)):
        found += _spoken(_LOOSE_EMAIL, look.text, 0.85, found)
    if look.marks & SPOKEN_DOT:
        found += _spoken(_SPOKEN_EMAIL, look.text, 0.88, found)
        found += _spoken(_JOINED, look.text, 0.85, found)
    if "AT" in text or "ARROBA" in text:
        found += _spoken(_CAPITALS, text, 0.85, found)
    return found


def _spoken(pattern: re.Pattern[str], text: str, confidence: float, taken: list[Found]) -> list[Found]:
    found = []
    for match in pattern.finditer(text):
        if any(match.start() < other.end and other.start < match.end() for other in taken):
            continue
        name, site = match["name"], match["site"]
        if pattern is _SPOKEN_EMAIL:
            name, site = _written(name), _written(site)
        name = _DOTS.sub(".", name).strip("_-")
        if pattern is _SPOKEN_EMAIL and name in _VERBS:
            continue
        site = _DOTS.sub(".", site)
        value = f"{name}@{site}.{match['end']}"
        found.append(Found("email", value, match.start(), match.end(), confidence, "email/1"))
    return found


def _written(told: str) -> str:
    """A part of an address with its dashes and low lines as signs."""
    return _DASHES.sub("-", _LOW_LINES.sub("_", told))


def _normal_url(match: re.Match[str], path: str) -> str:
    scheme = re.sub(r"xx|\*\*", "tt", (match["scheme"] or "http").lower())
    host = _DOTS.sub(".", match["host"].lower())
    return f"{scheme}://{host}{match['port'] or ''}{'' if path == '/' else path}"


def find_urls(text: str, look: Glance) -> list[Found]:
    """Links of a surface text with its case kept (paths are case-sensitive), `look` being at the same in small
    letters."""
    found = _spoken_urls(look.text) if look.marks & SPOKEN_DOT else []
    if not look.marks & (DOTTED | SPOKEN_DOT):
        return found
    for match in _URL.finditer(text):
        named = match["scheme"] or match["host"].lower().startswith("www.")
        ending = match["end"].lower()
        if not named and (
            ending not in _ENDING_SET
            or (match["host"][:1].isdigit() and not (match["path"] or ending == "onion"))
        ):
            continue
        if (
            not named
            and ending
            in (
                "me",
                "is",
                "to",
                "am",
                "in",
                "at",
                "it",
                "no",
                "do",
                "my",
                "work",
                "today",
                "live",
                "us",
                "be",
                "so",
            )
            and (not match["path"] and match["host"].count(".") == 1 and _sentence(text, match))
        ):
            continue
        if match.end() < len(text) and text[match.end()] == "@":
            continue
        path = (match["path"] or "").rstrip(_CLOSING)
        end = match.end("port") if match["port"] else match.end("host")
        end = match.start("path") + len(path) if match["path"] else end
        found.append(
            Found("url", _normal_url(match, path), match.start(), end, 0.95 if named else 0.85, "url/1")
        )
    return found


_SPOKEN_URL = re.compile(
    rf"(?<![\w@.-])(?:h(?:tt|xx)ps?\s?:?\s?(?://|slash "
    rf"slash)?\s?)?(?:www\s+{_DOT_WORD}\s+)?(?P<first>[a-z0-9][a-z0-9-]{{2,}})"
    rf"(?P<rest>(?:\s+{_DOT_WORD}\s+{_SITE})*)\s+{_DOT_WORD}\s+(?P<end>{_ENDING})(?![\w-])(?P<path>(?:\s+(?:slash|barra|слэш)\s+[\w-]+)*)"
)
_AT_BEFORE = re.compile(
    rf"(?:@|[\])}}>]|(?<![a-z]){_AT_WORD}|{_AT_UNSPACED})\s*$"
)  # the rest of an e-mail address
_NO_SITE = frozenset("the our your any this that dot one two and with for site web".split())


def _spoken_urls(text: str) -> list[Found]:
    """'site dot example slash page'."""
    found = []
    for match in _SPOKEN_URL.finditer(text):
        if match["first"] in _NO_SITE or _AT_BEFORE.search(text[max(0, match.start() - 16) : match.start()]):
            continue
        host = _DOTS.sub(".", f"{match['first']}{match['rest']}")
        path = re.sub(r"\s+(?:slash|barra|слэш)\s+", "/", match["path"])
        value = f"http://{host}.{match['end']}{path}"
        found.append(Found("url", value, match.start("first"), match.end(), 0.8, "url/1", "defanged"))
    return found


def _sentence(text: str, match: re.Match[str]) -> bool:
    """'call.me now': a full stop without a space, not a host; a capital after the stop says the same."""
    dot = match["host"].rfind(".")
    return match["host"][dot + 1].isupper() or text[match.end() : match.end() + 2].strip()[:1].isalpha()
