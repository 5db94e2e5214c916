"""Tokens that stand for digits: words alone or glued, letters that pose as digits, runs of scripts without spaces."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from manumit.engine.signals import number_words
from manumit.engine.signals.numerals import NUMBER_WORDS, REPEATERS, UNITS, UNITS_BY_LANGUAGE, table_of

_OWN_SPACES = "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0700-\u0963\u0971-\u0e00"
_NO_SPACES = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0f00-\u1dff"  # Thai and on to the Ethiopic and Khmer blocks
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fe\u3400-\u9fff\uac00-\ud7a3"
)
_APART = _OWN_SPACES + _NO_SPACES
"""Letters and marks of scripts that are not written together with digits, or do without spaces."""
LETTERS_APART = re.compile(
    r"(?<![^\W_])[^\W\d_](?:(?P<tie>[ .\-_*~·])[^\W\d_](?:(?P=tie)[^\W\d_])*)(?![^\W_])"
)
"""A word with the same sign, or a blank, between each two of its letters: 'f i v e', 's.i.x'."""
TOKEN = re.compile(rf"[^\W_{_APART}]+(?:'[^\W\d_{_APART}]+)*|[{_APART}]+|\+")
"""Digits with the Latin, Greek or Cyrillic letters they stand together with; a run of letters of any other script."""
SPACED = re.compile(
    rf"[^\W_{_NO_SPACES}](?:(?<=[{_OWN_SPACES}])(?<![{_APART}].)[{_APART}]*|"
    rf"(?<![{_OWN_SPACES}])[^\W_{_APART}]*(?:'[^\W\d_{_APART}]+)*)"
)
"""Those tokens that begin with no letter of UNSPACED and are no mere plus."""
UNSPACED = re.compile(f"[{_NO_SPACES}]")
"""A letter from Thai to Hangul: no number words but those of `spoken_in` are written with them."""
_SPACELESS = ("th", "zh", "ko")
_OTHER_RUNS = {word: digit for word, digit in number_words.RUNS.items() if word[0] < "\u3000"}
_IN_RUNS, _IN_OTHER_RUNS = (
    re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
    for words in (
        table_of({name: UNITS_BY_LANGUAGE[name] for name in _SPACELESS}, 0)
        | dict.fromkeys(["ゼロ", "ぜろ"], "0"),
        _OTHER_RUNS,
    )
)
_OTHER_LETTER = re.compile("[\u0e80-\u10ff\u1200-\u1fff]")
"""From Lao to Khmer: number words in runs of these are looked for apart, as few texts have them."""


_KANA = {
    word: str(digit)
    for digit, words in enumerate(
        "レイ/れい/マル/まる/ゼロ/ぜろ/零/〇 イチ/いち/一 ニ/に/二 サン/さん/三 ヨン/よん/シ/し/四 ゴ/ご/五 "
        "ロク/ろく/六 ナナ/なな/シチ/しち/七 ハチ/はち/八 キュウ/きゅう/キュー/ク/く/九".split()
    )
    for word in words.split("/")
}
_KANA_PIECE = re.compile("|".join(sorted(_KANA, key=len, reverse=True)))
_KANA_RUN = re.compile(f"(?:(?:{_KANA_PIECE.pattern})の?){{3,}}")
"""Japanese digits, three or more and nothing else: single ones in kana are syllables of any word."""
_KANA_LETTER = re.compile("[\u3041-\u30fc]")


def _runs_of(token: str) -> re.Pattern[str]:
    return _IN_OTHER_RUNS if _OTHER_LETTER.match(token) else _IN_RUNS


Glue = tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]
"""One word or digit, any row of them, and what the words stand for."""


def _glue(units: dict[str, str]) -> re.Pattern[str]:
    words = sorted(table_of(units, 0), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, words))}|\d|(?<=\d)oh?|oh?(?=\d))")


def _glued_of(units: dict[str, str]) -> Glue:
    piece = _glue(units)
    return piece, re.compile(rf"(?:{piece.pattern})+"), table_of(units, 0)


@cache
def _glues() -> tuple[list[Glue], Glue]:
    """Of each language, and of all that are written in ASCII together; few texts need them."""
    ascii_only = {name: line for name, line in _SPACED.items() if line.isascii()}
    return [_glued_of({name: line}) for name, line in _SPACED.items()], _glued_of(ascii_only)


_SPACED = {name: line for name, line in UNITS_BY_LANGUAGE.items() if name not in _SPACELESS}
_ANY_GLUE = re.compile(rf"(?:{_glue(_SPACED).pattern})+")
_LEAST_MIXED = 4  # digits that words of several languages written together must stand for
_STARTS = frozenset(word[:2] for word in table_of(UNITS_BY_LANGUAGE, 0) if len(word) > 1)
_SURE = str.maketrans("oilоοі", "011001")
_SURE_TOKEN = re.compile(r"[0-9oilоοі]*[0-9][0-9oilоοі]*")
LOOKS = {
    "o": "0", "о": "0", "ο": "0", "i": "1", "l": "1", "і": "1", "ι": "1", "z": "2", "ƨ": "2", "з": "3", "ӡ": "3",
    "ʒ": "3", "ȝ": "3", "e": "3", "a": "4", "ч": "4", "s": "5", "ѕ": "5", "b": "8", "ȣ": "8", "в": "8", "б": "6",
    "g": "9", "q": "9", "t": "7", "ƽ": "5", "ꮞ": "4", "ꮾ": "6",
}  # fmt: skip
"""Letters that pose as digits, in small form."""
_LOOK_TABLE = str.maketrans(LOOKS)
_UNSURE_TOKEN = re.compile(r"[0-9oilsbzqоοіιƨзӡʒȝчѕȣвбƽꮞꮾ]{4,}")
_LEET = str.maketrans("013457", "oieast")  # 'f1ve', 'z3ro'
_OWN_DIGIT = {
    word[:at] + digit + word[at + 1 :]: digit
    for word, digit in UNITS.items()
    if len(word) > 3 and word.isalpha() and not UNSPACED.match(word)
    for at in range(len(word))
}
"""'se7en', '5even': a number word with its own digit for one of its letters."""
_REPEATED = re.compile(rf"({'|'.join(REPEATERS)})(\d|[^\W\d_]{{3,}})")
"""'double7', 'doppelnull'."""
_REPEATERS = frozenset(word[:4] for word in REPEATERS)
LOOSE = re.compile(r"(?=[^\d]*\d)[0-9oоοilіιzƨзӡʒȝsѕbбȣвgqeatчƽꮞꮾ]{2,}|[oоοilіιzsbƨзӡʒȝѕбȣвчƽꮞꮾ]{1,4}")
"""A token that may be digits where its neighbours are: 's5s', '99b'."""
_TAIL = re.compile(
    r"(?:tel|telf|tlf|ph|phone|mob|mobile|cell|cel|call|calls|text|txt|sms|wa|wsp|wpp|zap|fone|whatsapp|viber|pra|para|al|"
    r"тел|т|моб|звоните|звони|пишите|пиши|вотсап|ватсап|вайбер|дзвоніть|now|me|asap|anytime|thanks|thx|or|"
    r"сейчас|gracias|obrigada|merci|salamat)"
)
_CLUNG = re.compile(rf"(?:{_TAIL.pattern})?(\d{{7,15}})(?:{_TAIL.pattern})?")


@lru_cache(maxsize=65536)
def digits_of(token: str) -> str:
    """Digits that a lower-case token stands for, '' for none: '07700', 'five', 'five55', 'two1two', '77oo'."""
    if token.isdigit():
        return token if token.isascii() else ""
    known = UNITS.get(token)
    if known is not None:
        return known
    if token.isalpha():
        if token[:4] in _REPEATERS and (twice := _REPEATED.fullmatch(token)) and twice[2] in UNITS:
            return UNITS[twice[2]] * REPEATERS[twice[1]]
        return _glued(token) if len(token) > 3 and token[:2] in _STARTS else ""
    if len(token) > 1 and _SURE_TOKEN.fullmatch(token):
        return token.translate(_SURE)
    digits = sum(map(str.isdigit, token))
    if digits == 1 and (twice := _REPEATED.fullmatch(token)) and twice[2].isdigit():
        return twice[2] * REPEATERS[twice[1]]
    if digits * 2 >= len(token) and _UNSURE_TOKEN.fullmatch(token):
        return token.translate(_LOOK_TABLE)
    return (
        UNITS.get(token.translate(_LEET), "")
        or _OWN_DIGIT.get(token, "")
        or (_glued(token) if digits or len(token) > 3 else "")
    )


def _glued(token: str) -> str:
    """'fivefivefive', 'five55', 'unodostres': words, and digits, written together; of one language, else of several
    ('zero9singko')."""
    if not _ANY_GLUE.fullmatch(token):
        return ""
    each, together = _glues()
    told = next(filter(None, (_read(glue, token) for glue in each)), "")
    if told:
        return told
    mixed = _read(together, token)
    return mixed if len(mixed) >= _LEAST_MIXED else ""


def _read(glue: Glue, token: str) -> str:
    piece, whole, table = glue
    if not whole.fullmatch(token):
        return ""
    parts = piece.findall(token)
    if "".join(parts) != token:
        return ""
    return "".join(table.get(part, "0" if part in ("o", "oh") else part) for part in parts)


@lru_cache(maxsize=32768)
def leet_word(token: str) -> str:
    """The word for tens or hundreds that a token of letters and digits stands for ('tr3nte'), '' for none."""
    word = token.translate(_LEET)
    return (
        word
        if (word in NUMBER_WORDS or word == "oh") and sum(map(str.isdigit, token)) * 2 <= len(token)
        else ""
    )


def looks_of(token: str) -> str:
    """Digits that the letters of a token look like."""
    return token.translate(_LOOK_TABLE)


def clung_to(token: str) -> tuple[int, int] | None:
    """Where in a token of digits and a word ('tel07700900123', '07700900123call') the digits stand."""
    match = _CLUNG.fullmatch(token)
    return match.span(1) if match else None


def spaceless(token: str) -> bool:
    """Whether the token is a run of a script that puts no spaces between words (or none before numbers)."""
    others = (_OTHER_LETTER.search(token) and _IN_OTHER_RUNS.search(token)) or _KANA_RUN.fullmatch(token)
    return bool(_IN_RUNS.search(token) or others)


def parts_of(token: str) -> list[tuple[str, int, int]]:
    """Digits (or '' for what is none) of a run of a script without spaces, with offsets into it."""
    parts: list[tuple[str, int, int]] = []
    if _KANA_RUN.fullmatch(token):
        return [(_KANA[match.group()], *match.span()) for match in _KANA_PIECE.finditer(token)]
    done = 0
    for match in _runs_of(token).finditer(token):
        if match.start() > done:
            parts.append(("", done, match.start()))
        parts.append((UNITS[match.group()], match.start(), match.end()))
        done = match.end()
    if done < len(token):
        parts.append(("", done, len(token)))
    return parts


def spoken_in(token: str) -> int:
    """How many digits the number words in a run of a script without spaces stand for."""
    if _KANA_LETTER.search(token) and _KANA_RUN.search(token):
        runs = TOKEN.findall(token)
        if runs != [token]:
            return sum(map(spoken_in, runs))
        if _KANA_RUN.fullmatch(token):
            return len(_KANA_PIECE.findall(token))
    others = len(_IN_OTHER_RUNS.findall(token)) if _OTHER_LETTER.search(token) else 0
    return len(_IN_RUNS.findall(token)) + others
