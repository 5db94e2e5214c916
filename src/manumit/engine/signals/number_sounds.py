"""Number words with a slip of the keyboard ('sevne') or written by ear ('faiv', 'kuatro', 'einz').

A slip is read beside one other number word; what only sounds like a digit ('wan', 'too') in a row of them.
"""

from __future__ import annotations

from itertools import combinations

from manumit.engine.signals.numerals import NUMBER_WORDS, UNITS_BY_LANGUAGE, WEAK, table_of

_LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ro", "tl", "tl-es", "ru", "uk")
"""Languages whose number words are long enough to be known with a slip in them."""
_SHORTEST = 3


def _slips_of(word: str) -> set[str]:
    """A word with two neighbours swapped, a letter written twice, or one but the first left out."""
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    doubled = {word[:at] + word[at] + word[at:] for at in range(len(word))}
    short = {word[:at] + word[at + 1 :] for at in range(1, len(word))} if len(word) > 4 else set()
    return swapped | doubled | short


_HEARD = {
    "fife": "5",
    "fower": "4",
    "tree": "3",
    "wun": "1",
    "sicks": "6",
    "ait": "8",
    "eit": "8",
    "zeero": "0",
}
"""English digits written as they sound."""
_WORDS = table_of({name: UNITS_BY_LANGUAGE[name] for name in _LANGUAGES}, 0)
SLIPS = {
    slip: digit
    for word, digit in reversed(_WORDS.items())
    if len(word) >= _SHORTEST
    for slip in _slips_of(word)
    if len(slip) >= _SHORTEST and slip not in NUMBER_WORDS and slip not in WEAK
} | _HEARD
"""Number words with a slip of the keyboard: digits only beside words that are digits without doubt or slips, too."""
_ENGLISH = (
    "ziro/zerro/zeroe/ziroh wan/wonn/whun tu/tue/tew/toe thre/thrie/free foar/foe/fo/fawr/fohr "
    "faiv/fyv/fyve/fiv/fahv siks/syx/sics/sixx sevin/sevn/seben/sevun/sebin ayt/eyt/ayte/eigt nain/nyn/nyne/nayn/nien"
)
_SOUNDS = [
    (change.partition(">")[0], change.partition(">")[2])
    for change in (
        "c>k c>s c>z z>s s>z qu>k qu>cu cu>qu cu>ku cu>kw v>b b>v ei>ai ei>ey ei>ay y>i i>y f>ph v>f f>v "
        "ch>sh ch>tx ch>k ie>i ie>ye h> x>ks x>z k>c d>t g>j tt>t uo>o ue>we ua>wa oi>oy oi>wa ou>u ou>o "
        "о>а е>и е>э ы>и я>и ь> д>т в>ф и>е ё>е '> ш>щ ть>т "
    ).split()
]
"""What sounds alike; of a word, one or two of these that it holds are changed."""


def _alike(word: str) -> set[str]:
    """A word as it is written by ear: one or two of its sounds otherwise."""
    changes = [change for change in _SOUNDS if change[0] in word]
    told = {word.replace(*change, often) for change in changes for often in (1, -1)}
    return told | {word.replace(*one).replace(*two) for one, two in combinations(changes, 2)}


_ORDINARY = frozenset("act fur fir say says toy toys vibe tray maya sai oso".split())
"""What such a form may be and hardly ever is."""


def _by_ear() -> dict[str, str]:
    told: dict[str, str] = {}
    for word, digit in _WORDS.items():
        if len(word) >= _SHORTEST:
            told |= {form: digit for form in _alike(word) if len(form) >= _SHORTEST}
    told |= table_of({"en": _ENGLISH}, 0)
    return {
        form: digit
        for form, digit in told.items()
        if form not in NUMBER_WORDS and form not in WEAK and form not in _ORDINARY
    }


BY_EAR = {form: digit for form, digit in _by_ear().items() if form not in SLIPS}
"""Number words by ear, and digits for them; only in a row of number words (see `number_reader`)."""
ENGLISH_BY_EAR = frozenset(table_of({"en": _ENGLISH}, 0))
TOLD_FIRST = {"tu": "2"}
"""Number words of other languages that stand for an English one in a row by ear."""
