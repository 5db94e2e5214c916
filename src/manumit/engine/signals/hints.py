"""Telephones that a text tells with a hint: written backwards, with the last digit one more, in parts with words
between ('starts with ..., ends with ...'), several that share their beginning, letters of a dial.

Of parts only a number as its region writes it, or behind a plus, is made; texts without such words are not searched
(see HINT in glance.py).
"""

from __future__ import annotations

import re

from manumit.engine.signals.any_of import any_of
from manumit.engine.signals.currencies import TIMES
from manumit.engine.signals.currencies import WORDS as CURRENCIES
from manumit.engine.signals.model import Found, apart
from manumit.engine.signals.number_labels import SENTENCE
from manumit.engine.signals.phone_context import EXTRACTOR, Context
from manumit.engine.signals.phone_forms import LONGEST, POSSIBLE, SHORTEST, at_home, normalise_phone

_BACKWARDS = (
    "backwards backward reversed reverse reves inverso invertido contrario contrari envers inverse ruckwarts "
    "rueckwarts umgekehrt rovescio наоборот задом навпаки tylu wspak pozpatku odzadu invers ters tersten nguoc "
    "terbalik dibalik baligtad achterstevoren omgekeerd baklanges baglaens baklengs visszafele hatulrol takaperin "
    "vaarinpain αναποδα наобратно unazad naopako уназад наопако obracene odwrotnie invertita mirrored mirror flip "
    "flipped l'envers "
    "בהיפוך הפוך במהופך ulta उल्टा उलटा الٹا معكوس مقلوب بالمقلوب بالعكس برعکس".split()
)
_BACKWARDS_APART = "倒着 倒序 倒过来 反过来 反着 逆 거꾸로 ย้อนกลับ".split()
_RIGHT_TO_LEFT = (
    "to left,derecha a izquierda,direita para a esquerda,tras para frente,tras pra frente,droite a gauche,"
    "rechts nach links,rechts naar links,destra a sinistra,dreapta la stanga,справа налево,справа наліво,"
    "prawej do lewej,od konca,sagdan sola,sondan basa,hoger till vanster,kanan ke kiri,phai sang trai,"
    "اليمين الى اليسار,من اليسار,מימין לשמאל,从右到左,从后往前,从右往左,右から左,오른쪽에서 왼쪽,ขวาไปซ้าย"
).split(",")
"""The direction told: each is known by its longest word."""
_DIGIT = (
    "digit digito cifra cifre chiffre ziffer цифра цифру цифры цифри cyfra cyfre cislice cislo cijfer siffra siffran "
    "ciffer rakam rakami angka szamjegy ψηφιο رقم".split()
)
_BEGIN = (
    "area lada indicativo country alan korzet kod kode vung landesvorwahl prefixe codigo קידומת كود رمز کد κωδικος "
    "code prefix prefijo prefixo ddd vorwahl indicatif prefisso prefix kierunkowy predvolba netnummer riktnummer код "
    "start starts starting begin begins beginning first empieza comienza primero primera comeca inicia primeiro "
    "commence debut d'abord beginnt anfang fangt zuerst inizia prima primo начинается начало сначала первые первая "
    "починається початок спочатку zaczyna poczatek najpierw zacina nejdriv ilk basi dau mulai awal begint eerst borjar "
    "forst half mitad metade moitie halfte meta половина".split()
)
_END = (
    "end ends ending rest last finally finishes termina acaba ultimo ultima final resto finit fin dernier reste endet "
    "ende letzte letzten zuletzt finisce fine infine заканчивается конец кончается последние последняя закінчується "
    "кінець останні konczy koniec reszta konci konec nakonec son sonu bitiyor cuoi akhir berakhir eindigt laatste "
    "slutar slut sist".split()
)
_TOWARDS = [max(reversed(phrase.split()), key=len) for phrase in _RIGHT_TO_LEFT]
WORDS, BEGIN_WORDS, END_WORDS = map(frozenset, ([*_BACKWARDS, *_TOWARDS, *_DIGIT], _BEGIN, _END))
"""Words of which one is in every text with such a hint; of parts, one of each of the last two."""
_LAST_APART = "最后一位 末位 尾数 末尾".split()
_ANY_APART = [*_BACKWARDS_APART, *_LAST_APART, *(one for one in _RIGHT_TO_LEFT if ord(one[0]) > 0xDFF)]
APART = re.compile(any_of(_ANY_APART))
APART_FIRST = frozenset(word[0] for word in _ANY_APART)
"""Characters that those words begin with."""
DIALLED = re.compile(
    r"\(?[2-9]\d\d\)?[.-][2-9]\d\d[.-][a-z]{4}|1-[2-9]\d\d-(?:[2-9]\d\d-[a-z]{4}|[a-z]{3}-?[a-z]{4,7})"
)
"""'888-555-bake': letters for the keys of a telephone in North America."""
_KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
_PRICED = frozenset(
    [
        *CURRENCIES,
        *TIMES,
        *"cash card only each hour hora heur week days dias jour tage mins year noon nite".split(),
    ]
)
"""What stands behind two prices in place of such letters: '250-300-cash'."""
_BACK = re.compile(rf"\b(?:{any_of([*_BACKWARDS, *_RIGHT_TO_LEFT])})\b|{any_of(_BACKWARDS_APART)}")
_ROW = re.compile(r"(?<![\w+])\d(?:[ .\-/]?\d){6,14}\+?(?!\w)")
_TIES = " :=-–→>()\"'"  # between such a word and the number right beside it
_REACH, _BESIDE = 64, 24  # characters between such a word and a number; where it surely means that one
_LAST = re.compile(
    r"\b(?:last|final|ultim[oa]|dernier|letzte\w?|последн\w+|останн\w+|ostatni\w?|posledni|laatste|sista|sidste|son|"
    rf"utolso|τελευταιο|الاخير|terakhir)\s(?:{any_of(_DIGIT)})|\b(?:{any_of(_DIGIT)})\s(?:terakhir|cuoi)|"
    f"{any_of(_LAST_APART)}"
)
_ONE = re.compile(
    r"\b(?:one|1|uno|una?|um|une|eins?|один|единиц\w+|одну|jeden|jedna|bir|een|ett|en|satu|mot|egy)\b|一|(?<!\d)1(?!\d)"
)
_MORE = re.compile(
    r"\b(?:more|higher|bigger|greater|add|plus|mas|sumal?e?|suma|mayor|mais|some|maior|ajoutez?|piu|aggiungi|mehr|"
    r"hoher|grosser|больше|прибавь\w*|більше|додай\w*|wieksza|wiecej|dodaj|fazla|buyuk|ekle|lebih|tambah|meer|hoger|mer)\b"
    r"|\+\s?1(?!\d)|[加大]了?\s?(?:一|1(?!\d))"
)
_LESS = re.compile(
    r"\b(?:less|lower|smaller|subtract|minus|menos|menor|resta\w*|moins|meno|weniger|kleiner|меньше|отними\w*|менше|"
    r"mniejsza|mniej|odejmij|eksik|kucuk|kurang|minder|lager)\b|[-−]\s?1\b|[减小]了?\s?(?:一|1(?!\d))"
)
_PART = r"\+?\d(?:[ .\-/()]{0,2}\d){0,9}"
_PARTS = re.compile(
    rf"\b(?:{any_of(_BEGIN)})\b[^\d+\0]{{1,32}}?{_PART}(?:[^\d+\0]{{1,48}}{_PART}){{1,3}}(?!\d)"
)
_AT_END = re.compile(rf"\b(?:{any_of(_END)})\b")
LEAST_PARTED = 9
_ENDINGS = re.compile(
    r"(?:\s?[/,;]\s?|\s?(?:-|\s(?:or|oder|ou|o|или|або|lub|nebo|of|eller|veya|sau|and|und|et|y|e|и))\s)-?"
    r"(?P<tail>\d{1,4})(?![\d:%/]|[.,]\d|\s?[^\W\d_]|\s?[€$£])"
)
_COMMA = re.compile("[,;]")
_GOES_ON = re.compile(r"[^\S\n]{0,3}(?:[,;]|[^\W\d_])")
_NEAREST = 20  # numbers that share their beginning lie no further apart
_NEXT = 2  # and no further where but one stands behind a comma


def hinted(text: str, left: str, region: str | None, found: list[Found]) -> list[Found]:
    """The telephones that were found in a lower-case surface text, read as its hints say, and those that only hints
    make; in `left`, the same text, whatever else has digits is blotted out."""
    told = [*_backwards(left, region), *_dialled(left, region)]
    return apart([*told, *(_shifted(text, one) for one in found)])


def _backwards(text: str, region: str | None) -> list[Found]:
    """Numbers near such a word that read better backwards than as they stand, or as well right beside it."""
    told: list[Found] = []
    done = 0
    for cue in _BACK.finditer(text):
        for row in _ROW.finditer(text, max(0, done, cue.start() - _REACH), cue.end() + _REACH):
            done = row.end()
            known, as_written = (normalise_phone(one, region) for one in (row.group()[::-1], row.group()))
            if known and _backwards_better(row, cue, known, as_written, region):
                confidence = known[1] * (0.9 if as_written is None or known[1] > as_written[1] else 0.8)
                told.append(Found("phone", known[0], *row.span(), round(confidence, 3), EXTRACTOR, "mixed"))
    return told


def _backwards_better(
    row: re.Match[str],
    cue: re.Match[str],
    back: tuple[str, float],
    straight: tuple[str, float] | None,
    region: str | None,
) -> bool:
    """Whether a row of digits is to be read from its end: it is a number only so, a surer one, or, where the word
    stands right beside it, one as good or the only one with the zero in front that the region writes."""
    if straight is None or back[1] > straight[1]:
        return True
    between = row.string[min(row.end(), cue.end()) : max(row.start(), cue.start())]
    if len(between) > _BESIDE or SENTENCE.search(between) or any(map(str.isdigit, between)):
        return False
    if not between.strip(_TIES):
        return True
    digits = "".join(filter(str.isdigit, row.group()))
    if region and digits[0] != "0" and digits[-1] == "0" and at_home(digits[::-1], region):
        return not at_home(digits, region)
    return back[1] >= straight[1] and not (region and at_home(digits, region))


def _dialled(text: str, region: str | None) -> list[Found]:
    if region not in ("US", "CA", None):
        return []
    found = []
    for match in DIALLED.finditer(text):
        if match.group().rsplit("-", 1)[-1] in _PRICED:
            continue
        if region is None and not Context(text, None).cued(match.start()):
            continue
        digits = "".join(filter(str.isdigit, match.group().translate(_KEYS)))
        whole = digits[:11] if digits[0] == "1" else "1" + digits[:10]
        known = normalise_phone("+" + whole, None)
        if known and not text[match.end() : match.end() + 1].isalnum():
            found.append(Found("phone", known[0], *match.span(), 0.85, EXTRACTOR, "letters"))
    return found


def in_parts(text: str, region: str | None) -> list[Found]:
    """Telephones told in parts: 'starts with 07700, ... ends with 900 123'."""
    found = []
    for match in _PARTS.finditer(text):
        parts = list(re.finditer(_PART, match.group()))
        if len(parts) < 2 or not _AT_END.search(match.group(), parts[-2].end(), parts[-1].start()):
            continue
        written = "".join(part.group() for part in parts)
        digits = "".join(filter(str.isdigit, written))
        known = normalise_phone(written, region) if LEAST_PARTED <= len(digits) <= LONGEST else None
        national = written[0] in "+0" or (region and at_home(digits, region))
        if known and national and known[1] >= POSSIBLE:
            start = match.start() + parts[0].start()
            found.append(
                Found("phone", known[0], start, match.end(), round(known[1] * 0.85, 3), EXTRACTOR, "mixed")
            )
    return found


def _shifted(text: str, one: Found) -> Found:
    """A number whose last digit is one more or less than written."""
    around = text[max(0, one.start - _REACH) : one.start] + " " + text[one.end : one.end + _REACH]
    last = _LAST.search(around)
    if not last or not _ONE.search(around):
        return one
    more, less = _MORE.search(around), _LESS.search(around)
    if bool(more) == bool(less):
        return one
    digit = int(one.value[-1]) + (1 if more else -1)
    if not 0 <= digit <= 9:
        return one
    return one._replace(value=one.value[:-1] + str(digit), confidence=round(one.confidence * 0.9, 3))


def neighbours(text: str, found: list[Found]) -> list[Found]:
    """'... 081 / 82 / 83', '... 50 or -51': numbers that share the beginning of one that was found."""
    more = [other for one in found if one.confidence >= POSSIBLE for other in _sharing(text, one)]
    new = set(more)
    return [one for one in apart([*found, *more]) if one in new] if more else []


def _sharing(text: str, one: Found) -> list[Found]:
    """Those that stand behind it; behind commas only where more than one does, or it is the next, and nothing else
    follows: 'call 07700 900118, 23, blonde' tells an age."""
    value, end = one.value, one.end
    shared: list[Found] = []
    steps: list[int] = []  # of those behind commas
    while len(value) > SHORTEST and (match := _ENDINGS.match(text, end)):
        tail = match["tail"]
        step = int(tail) - int(value[-len(tail) :])
        if not 0 < step <= _NEAREST or (len(tail) == 1 and "/" not in match.group()):
            break
        value, end = value[: -len(tail)] + tail, match.end()
        if _COMMA.search(match.group()) or steps:
            steps.append(step)
        shared.append(
            Found("phone", value, match.start("tail"), end, round(one.confidence * 0.85, 3), EXTRACTOR)
        )
    if steps and (_GOES_ON.match(text, end) or (len(steps) == 1 and steps[0] > _NEXT)):
        return shared[: -len(steps)]
    return shared
