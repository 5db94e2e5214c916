"""Names on platforms (`platform:name`, lower case): from links, after or before a platform's word, and '@name'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.signals.digit_words import digits_of
from manumit.engine.signals.glance import ALONE, AT, PLATFORM, SLASH, Glance
from manumit.engine.signals.handle_links import linked_handles
from manumit.engine.signals.handle_names import (
    EXTRACTOR,
    begins_number,
    is_number,
    names_low_line,
    together,
    told_name,
    twins,
)
from manumit.engine.signals.handle_words import ASKING, COMMON, ID_WORD, LINKING, NAMING
from manumit.engine.signals.model import Found, apart
from manumit.engine.signals.platforms import (
    NAMED,
    OTHER_WORDS,
    PLATFORM_WORD,
    WORDLIKE,
    disguised,
    platforms_in,
)

_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_.-]{1,30}[a-z0-9_]))(?![a-z0-9_@-])(?!\.[a-z0-9])")
_AT = re.compile(r"(?<![a-z0-9_@.+/-])@\s?(?P<name>[a-z0-9_][a-z0-9_.]{1,38}[a-z0-9_])(?![\w@])(?!\.[a-z])")
_BEFORE = re.compile(
    r"(?<![a-z0-9_@.-])(?P<at>@?)(?P<name>[a-z0-9_][a-z0-9_.-]{1,30}[a-z0-9_])"
    r"(?:\s?[(\[]\s?(?:on |my )?|\s(?:on|en|no|na|sur|в|на|у|pe|sa|tren|o|at|via|my|is my|- )\s?(?:my |mon "
    r"|meu |mi )?)$"
)
_ODD = (
    r"(?P<at>@?)(?P<name>(?<=@)[a-z0-9_][a-z0-9_.]{2,30}[a-z0-9_]|"
    r"[a-z][a-z_.]*[a-z](?:[_.][a-z]+)*(?:[_.]?\d{1,6}|_[a-z0-9]+|_)[a-z0-9_]*)"
    r"(?![a-z0-9@-])(?!\.[a-z0-9])"
)
_ODD_BEHIND = re.compile(rf"(?:[\s,:'\"()–-]+[^\W\d_]+){{1,5}}?[\s,:'\"()→>–-]+{_ODD}")
_ODD_AHEAD = re.compile(rf"(?<![a-z0-9_@.-]){_ODD}(?:[\s,'\"()–-]+[^\W\d_]+){{0,4}}[\s,'\"()–-]+$")
_PICTURED = {"✈": "telegram", "📷": "instagram", "📸": "instagram", "🐦": "x"}
_PICTURE = re.compile("[✈📷📸🐦]")
"""What stands for a platform before an '@name'."""
_CLAUSE_START = re.compile(r"(?:^|[\n:;.!?•|(]|[^\w\s]\s)\s*$")
_CLAUSE_END = re.compile(
    r"\s*(?:$|[^\w\s:=@])|[^\S\n]*\n|\s+(?:or|and|y|o|e|ou|et|и|или|або|та|sau|oder|at|for|to|on|call|text|"
    r"tel|thanks|thx|pls|please|"
    r"gracias|obrigad[ao]|merci|спасибо|дякую|salamat|multumesc|cam on|bye|x+|\d|"
    + PLATFORM_WORD.pattern
    + ")"
)
_WORDS_AHEAD = re.compile(r" [^\W\d_]{2,}[,.!?]? |, [^\W\d_]{2,}(?![\w@])")
"""Behind a word that begins a sentence and is no name: 'Signal: cherche moi, ...'."""
_SIGNED = re.compile(r"[@:=>→➡：]")
_SHORTEST_WORD = 5  # letters of a name that nothing but a platform's word announces
_SHORTEST_APART = 3  # letters with blanks between them that may be a platform's: 's n a p:'
_BEFORE_REACH = 48
_HOUR = re.compile(r"\d{1,2}(?:am|pm|h|hs|hrs|uhr)")
"""'@ 9pm' tells a time."""


def normalise_handle(platform: str, name: str) -> str:
    """`platform:name`, lower case, without '@'; a platform we do not know by that word is kept as written."""
    word = platform.strip().lower()
    return f"{NAMED.get(word, word) or 'unknown'}:{name.strip().lstrip('@').lower()}"


def _after(text: str, start: int, end: int, platform: str) -> Found | None:
    """The name that follows a platform's word at [start, end)."""
    link = LINKING.match(text, end)
    at = link.end() if link else end
    between = text[end:at]
    told = told_name(text, at) if between else None
    announced = told and (
        _SIGNED.search(between) or NAMING.search(between) or names_low_line(text, at, told[1])
    )
    if told and announced and not is_number(told[0]):
        return Found("handle", f"{platform}:{told[0]}", at, told[1], 0.8, EXTRACTOR)
    match = _NAME.match(text, at)
    if not match or (not between and match.group()[0].isascii() and text[end - 1].isascii()):
        return None
    name = match.group()
    if (
        is_number(name)
        or name in NAMED
        or name.startswith(("http", "www."))
        or name in COMMON
        or digits_of(name)
        or begins_number(name, platform)
    ):
        return None
    clear = _SIGNED.search(between) and ("@" in between or not _WORDS_AHEAD.match(text, match.end()))
    if name.isalpha() and not clear:
        confidence = _plain_word(text, start, end, between, match)
    else:
        confidence = _announced(between, name)
    if not confidence:
        return None
    begin = text.rindex("@", end, at) if between.rstrip().endswith("@") else at
    return Found("handle", f"{platform}:{name}", begin, match.end(), confidence, EXTRACTOR)


def _announced(between: str, name: str) -> float:
    """How sure a name is, by what stands between it and the platform's word and by its own looks; 0 for none."""
    if "@" in between:
        return 0.92
    if _SIGNED.search(between):
        return 0.9
    if NAMING.search(between):
        return 0.85
    shown = sum(map(str.isalpha, name))
    odd = shown >= 3 and (len(name) >= 5 or "_" in name) and not name.replace("-", "").isalpha()
    return 0.75 if odd else 0.0


def _plain_word(text: str, start: int, end: int, between: str, match: re.Match[str]) -> float:
    """How sure a name of letters alone is that no sign announces: behind 'id', or last in its clause behind a word
    that means the platform and nothing else, or where somebody asks to be written to; 0 for an ordinary word."""
    if len(match.group()) < _SHORTEST_WORD:
        return 0.0
    if ID_WORD.search(between):
        return 0.85
    if not _CLAUSE_END.match(text, match.end()) or text[start:end] in OTHER_WORDS:
        return 0.0
    if NAMING.search(between):
        return 0.7
    before = text[max(0, start - _BEFORE_REACH) : start]
    sure = text[start:end] not in WORDLIKE or _CLAUSE_START.search(before) or ASKING.search(before)
    return 0.62 if sure else 0.0


def _ahead(text: str, start: int, platform: str) -> Found | None:
    """The name that stands before a platform's word: '@mia_k on telegram', 'mia_k (insta)'."""
    match = _BEFORE.search(text[max(0, start - _BEFORE_REACH) : start])
    if not match:
        return None
    name, offset = match["name"], max(0, start - _BEFORE_REACH)
    odd = bool(match["at"]) or (not name.replace("-", "").isalpha() and sum(map(str.isalpha, name)) >= 3)
    if not odd or is_number(name) or name in COMMON or ("." in name[-4:] and not match["at"]):
        return None
    begin = match.start("at") + offset
    return Found("handle", f"{platform}:{name}", begin, match.end("name") + offset, 0.8, EXTRACTOR)


def _nearby(text: str, start: int, end: int, platform: str) -> Found | None:
    """A name of letters with digits, '_' or '.' (or behind '@') in the same clause as the platform's word, with a few
    words of whatever language between: 'Telegram, там я masha_92', 'lilou92, c'est mon snap'."""
    match = _ODD_BEHIND.match(text, end)
    if match is None:
        match = _ODD_AHEAD.search(text[max(0, start - _BEFORE_REACH) : start])
        offset = max(0, start - _BEFORE_REACH)
    else:
        offset = 0
    if match is None:
        return None
    name = match["name"]
    shown = sum(map(str.isalpha, name))
    if (
        shown < 3
        or len(name) < 5
        or name in COMMON
        or digits_of(name)
        or is_number(name)
        or name.startswith("www.")
    ):
        return None
    begin = match.start("at") + offset
    return Found("handle", f"{platform}:{name}", begin, match.end("name") + offset, 0.7, EXTRACTOR)


def _by_at(text: str) -> Iterator[Found]:
    for match in _AT.finditer(text):
        if (
            (" " in match.group() and match["name"].isalpha())
            or match["name"] in COMMON
            or is_number(match["name"])
            or _HOUR.fullmatch(match["name"])
        ):
            continue
        sign = _PICTURE.search(text, max(0, match.start() - 3), match.start())
        platform = _PICTURED[sign.group()] if sign else "unknown"
        yield Found("handle", f"{platform}:{match['name']}", match.start(), match.end(), 0.7, EXTRACTOR)


def _by_platform(text: str, look: Glance) -> Iterator[Found]:
    spans = look.spans(PLATFORM) if look.marks & PLATFORM else []
    if look.row(ALONE, _SHORTEST_APART):
        spans = [(0, len(text))]
    named = platforms_in(text, spans)
    for at, (start, end, platform) in enumerate(named):
        found = _after(text, start, end, platform) or _ahead(text, start, platform)
        if text[start:end] in OTHER_WORDS:
            found = found if found and _signed(text, end, found) else None
        else:
            found = found or _nearby(text, start, end, platform)
        if found:
            yield found._replace(obfuscation="platform") if disguised(text[start:end]) else found
            if found.start >= end:
                yield from together(text, named, at, found, _signed(text, end, found))


def _signed(text: str, end: int, found: Found) -> bool:
    """Whether a sign stands between a platform's word that ends there and a name, or '@' before the name."""
    return text[found.start] == "@" or bool(_SIGNED.search(text, end, found.start))


def find_handles(text: str, look: Glance) -> list[Found]:
    """Handles of a lower-case surface text; where two patterns agree on a place the surer one stays."""
    candidates: list[Found] = []
    if look.marks & SLASH or " slash " in text:
        candidates += linked_handles(text)
    if look.marks & AT:
        candidates += _by_at(text)
    if look.marks & (PLATFORM | ALONE):
        candidates += _by_platform(text, look)
    candidates = list(dict.fromkeys(candidates))
    kept = apart(sorted(candidates, key=lambda found: (-found.confidence, found.start)))
    return kept if len(kept) == len(candidates) else kept + twins(kept, candidates)
