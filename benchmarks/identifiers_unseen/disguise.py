"""Ways to write a phone number. Each takes the groups of digits as one would write them and gives the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from benchmarks.identifiers_unseen.words import digits as words

Way = Callable[[Random, Sequence[str], str], str]
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
COMBINING = "\u0332\u0336\u0305\u0301\u0307\u0353"


def plain(rng: Random, groups: Sequence[str], lang: str) -> str:
    """Digits with the usual separators."""
    first, rest = groups[0], list(groups[1:])
    if first.startswith("+") and rng.random() < 0.15:
        first = f"({first})"
    elif not first.startswith("+") and len(first) <= 5 and rest and rng.random() < 0.2:
        return f"({first}) " + rng.choice(["-", " "]).join(rest)
    return rng.choice([" ", " ", "", "-", "."]).join([first, *rest])


def in_script(*names: str) -> Way:
    def write(rng: Random, groups: Sequence[str], lang: str) -> str:
        table = str.maketrans("0123456789", words.SCRIPTS[rng.choice(names)])
        if "fullwidth" in names and rng.random() < 0.3:
            table |= str.maketrans("+- ()", "＋－　（）")
        return plain(rng, groups, lang).translate(table)

    return write


def keycaps(rng: Random, groups: Sequence[str], lang: str) -> str:
    cap = rng.choice(["\ufe0f\u20e3", "\ufe0f\u20e3", "\u20e3"])
    caps = ["".join(c + cap if c.isdigit() else c for c in group) for group in groups]
    return rng.choice(["", " ", "  "]).join(caps)


def _lexicon(rng: Random, lang: str) -> list[str]:
    """One word a digit, the same all through a number."""
    if lang == "zh":
        variant = rng.choice([0, 0, 1, 2])
        return [
            w[min(variant, len(w) - 1)] if i in (0, 1) or variant == 2 else w[0]
            for i, w in enumerate(words.SPELLED[lang])
        ]
    plainly = rng.random() < 0.35  # without accents where the list has such a form
    return [w[-1] if plainly and len(w) > 1 else w[0] for w in words.SPELLED[lang]]


def _said(rng: Random, groups: Sequence[str], lang: str) -> list[list[str]]:
    lexicon, plus = _lexicon(rng, lang), words.PLUS.get(lang, "+")
    return [[plus if c == "+" else lexicon[int(c)] for c in group] for group in groups]


def _cased(rng: Random, text: str) -> str:
    return rng.choice([text, text, text, text.upper(), text.title()])


def spelled(rng: Random, groups: Sequence[str], lang: str) -> str:
    said = _said(rng, groups, lang)
    tight = lang in ("zh", "th") and rng.random() < 0.6
    inner = "" if tight else rng.choice([" ", " ", " ", "-", ", ", ".", " . ", "/"])
    outer = rng.choice([inner or " ", inner or "", " - ", ", ", "\n"])
    return _cased(rng, outer.join(inner.join(group) for group in said))


def doubled(rng: Random, groups: Sequence[str], lang: str) -> str:
    """'double seven', 'triple zero'."""
    text, lexicon = "".join(groups), _lexicon(rng, lang)
    double, triple = words.DOUBLES[lang]
    parts, i = [], 0
    while i < len(text):
        run = next((n for n in (3, 2) if text[i : i + n] == text[i] * n), 1)
        word = words.PLUS[lang] if text[i] == "+" else lexicon[int(text[i])]
        parts.append(f"{(double, triple)[run - 2]} {word}" if run > 1 else word)
        i += run
    return " ".join(parts)


def mixed(rng: Random, groups: Sequence[str], lang: str) -> str:
    """Some digits as words, some as figures, apart."""
    said = _said(rng, groups, lang)
    join = rng.choice([" ", " ", "-", ". "])
    chosen = [
        word if c != "+" and rng.random() < 0.5 else c
        for group, row in zip(groups, said, strict=True)
        for c, word in zip(group, row, strict=True)
    ]
    return join.join(chosen).replace("+" + join, "+")


def glued(rng: Random, groups: Sequence[str], lang: str) -> str:
    """'five55two1two'."""
    said = _said(rng, groups, lang)
    parts = [
        [word if c != "+" and rng.random() < 0.45 else c for c, word in zip(group, row, strict=True)]
        for group, row in zip(groups, said, strict=True)
    ]
    return rng.choice(["", "", " ", "-"]).join("".join(group) for group in parts)


def lettered(table: dict[str, str]) -> Way:
    def write(rng: Random, groups: Sequence[str], lang: str) -> str:
        text = list(plain(rng, groups, lang))
        places = [i for i, c in enumerate(text) if c in table]
        most = sum(c.isdigit() for c in text) * 4 // 10
        for place in rng.sample(places, min(len(places), max(1, most))):
            text[place] = rng.choice(table[text[place]])
        return "".join(text)

    return write


def over_lines(rng: Random, groups: Sequence[str], lang: str) -> str:
    units = list(groups) if rng.random() < 0.6 else list(_singles(groups))
    join = rng.choice(["\n", "\n", " \n", "\r\n", "\n\n"]) if len(units) < 8 else "\n"
    return join.join(units)


def _singles(groups: Sequence[str]) -> list[str]:
    text = "".join(groups)
    return [text[:2], *text[2:]] if text.startswith("+") else list(text)


def with_emoji(rng: Random, groups: Sequence[str], lang: str) -> str:
    kinds = ["🌸", "💋", "📱", "✨", "🔥", "🍒", "💦", "🌹", "⭐", "🎀", "💜", "🍀", "🦋", "➖"]
    few = rng.sample(kinds, rng.choice([1, 1, 2, 3]))
    units = groups if rng.random() < 0.5 else _singles(groups)
    text = units[0]
    for unit in units[1:]:
        text += rng.choice(["", "", " "]) + rng.choice(few) + rng.choice(["", "", " "]) + unit
    return text


def with_words(rng: Random, groups: Sequence[str], lang: str) -> str:
    fillers = words.FILLERS.get(lang, words.FILLERS["en"])
    text = groups[0]
    for group in groups[1:]:
        text += f" {rng.choice(fillers)} {group}"
    return text


def zero_width(rng: Random, groups: Sequence[str], lang: str) -> str:
    return (
        "".join(
            c + (rng.choice(ZERO_WIDTH) if rng.random() < 0.5 else "") for c in plain(rng, groups, lang)[:-1]
        )
        + groups[-1][-1]
    )


def combining(rng: Random, groups: Sequence[str], lang: str) -> str:
    mark = rng.choice(COMBINING)
    return "".join(c + mark if c.isdigit() else c for c in plain(rng, groups, lang))


def odd_separators(rng: Random, groups: Sequence[str], lang: str) -> str:
    units = _singles(groups)
    way = rng.randrange(4)
    if way == 0:
        return "".join(f"({unit})" for unit in units)
    if way == 1:
        return rng.choice(["*", "~", "_", "|", "•", "=", "→", "…"]).join(units)
    if way == 2:
        return rng.choice([" ", "-", ".", " . ", " - "]).join(units)
    return rng.choice(["//", "--", " * ", "__", " :: ", "<>"]).join(groups)


_TEENS = {
    "es": "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve".split(),
    "fr": "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(),
    "ru": (
        "десять одиннадцать двенадцать тринадцать четырнадцать "
        "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
    ).split(),
}


def _two(lang: str, pair: str) -> str:
    ones = [w[0] for w in words.SPELLED[lang]]
    ten, one = int(pair[0]), int(pair[1])
    if ten == 0:
        return f"{ones[0]} {ones[one]}"
    if ten == 1:
        return _TEENS[lang][one]
    if lang == "fr" and ten in (7, 9):
        return ("soixante-" if ten == 7 else "quatre-vingt-") + _TEENS["fr"][one]
    tens = words.TENS[lang][ten - 1]
    if one == 0:
        return tens
    if lang == "es":
        return f"veinti{ones[one]}" if ten == 2 else f"{tens} y {ones[one]}"
    return f"{tens.rstrip('s') if ten == 8 else tens}-{ones[one]}" if lang == "fr" else f"{tens} {ones[one]}"


def in_tens(rng: Random, groups: Sequence[str], lang: str) -> str:
    """'soixante-dix-huit': pairs of digits as one number."""
    text = "".join(groups)
    head, rest = text[: len(text) % 2], text[len(text) % 2 :]
    pairs = [_two(lang, rest[i : i + 2]) for i in range(0, len(rest), 2)]
    return " ".join([words.SPELLED[lang][int(head)][0], *pairs] if head else pairs)


WAYS: dict[str, Way] = {
    "fullwidth": in_script("fullwidth"),
    "arabic_indic": in_script("arabic_indic", "arabic_indic", "persian"),
    "devanagari": in_script("devanagari"),
    "other_scripts": in_script("bengali", "thai"),
    "styled": in_script("bold", "double_struck", "monospace", "circled", "superscript", "subscript"),
    "keycaps": keycaps,
    "doubled": doubled,
    "mixed": mixed,
    "glued": glued,
    "letters": lettered(words.LETTERS),
    "lookalikes": lettered(words.LOOKALIKES),
    "lines": over_lines,
    "emoji": with_emoji,
    "words": with_words,
    "zero_width": zero_width,
    "combining": combining,
    "separators": odd_separators,
}
