"""Number words of each language by itself, so that a row told in one is read with all of its words, those that mean
something else in another ('fire', 'en', 'hat') too: from digits to hundreds, and the words that multiply or join them.

Built when a text first tells a row of number words that the plain reader could not make out (see told_rows.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from manumit.engine.signals import number_words
from manumit.engine.signals.numerals import (
    HOMONYMS,
    HUNDRED_LINES,
    TEEN_LINES,
    TEN_LINES,
    UNITS_BY_LANGUAGE,
    WEAK,
)


class Part(NamedTuple):
    """A number word. `kind`: unit, teen, ten, hundred; ten_behind, a ten that its ones stand before; times_ten,
    times_hundred and and_ten act on the unit before
    ('puluh', 'hundred', 'belas'); and joins; twice and thrice repeat the digit behind; figures are digits as written
    (`value`: how many times, the number, or for figures none)."""

    kind: str
    value: int
    figures: str = ""


_TEENS = {
    "be": "дзесяць адзінаццаць дванаццаць трынаццаць чатырнаццаць пятнаццаць шаснаццаць сямнаццаць васямнаццаць "
    "дзевятнаццаць",
    "lt": "desimt vienuolika dvylika trylika keturiolika penkiolika sesiolika septyniolika astuoniolika devyniolika",
    "lv": "desmit vienpadsmit divpadsmit trispadsmit cetrpadsmit piecpadsmit sespadsmit septinpadsmit astonpadsmit "
    "devinpadsmit",
    "sl": "deset enajst dvanajst trinajst stirinajst petnajst sestnajst sedemnajst osemnajst devetnajst",
    "is": "tiu ellefu tolf þrettan fjortan fimmtan sextan sautjan atjan nitjan",
    "no": "ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "da": "ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "ca": "deu onze dotze tretze catorze quinze setze disset/desset divuit/devuit dinou/denou",
    "tr": "on onbir oniki onuc ondort onbes onalti onyedi onsekiz ondokuz",
    "he": "עשר",
    "ar": "عشرة/عشره احدعشر/حداشر اثناعشر/اتناشر ثلاثةعشر/تلتاشر اربعةعشر/اربعتاشر خمسةعشر/خمستاشر ستةعشر/ستاشر "
    "سبعةعشر/سبعتاشر ثمانيةعشر/تمنتاشر تسعةعشر/تسعتاشر",
    "sw": "kumi",
    "ka": "ათი თერთმეტი თორმეტი ცამეტი თოთხმეტი თხუთმეტი თექვსმეტი ჩვიდმეტი თვრამეტი ცხრამეტი",
    "fr": "dix onze douze treize quatorze quinze seize dixsept dixhuit dixneuf",
}
"""Ten to nineteen, where the plain reader's tables have none."""
_TENS = {
    "be": "дваццаць трыццаць сорак пяцьдзясят шэсцьдзясят семдзесят восемдзесят дзевяноста",
    "lt": "dvidesimt trisdesimt keturiasdesimt penkiasdesimt sesiasdesimt septyniasdesimt astuoniasdesimt "
    "devyniasdesimt",
    "lv": "divdesmit trisdesmit cetrdesmit piecdesmit sesdesmit septindesmit astondesmit devindesmit",
    "sl": "dvajset trideset stirideset petdeset sestdeset sedemdeset osemdeset devetdeset",
    "is": "tuttugu þrjatiu fjorutiu fimmtiu sextiu sjotiu attatiu niutiu",
    "ca": "vint trenta quaranta cinquanta seixanta setanta vuitanta noranta",
    "az": "iyirmi otuz qirx əlli/elli altmis yetmis səksən/seksen doxsan",
    "ar": "عشرون/عشرين ثلاثون/ثلاثين/تلاتين اربعون/أربعون/اربعين/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين "
    "ثمانون/ثمانين/تمانين تسعون/تسعين",
    "kk": "жиырма отыз қырық елу алпыс жетпіс сексен тоқсан",
    "uz": "yigirma ottiz qirq ellik oltmish yetmish sakson toqson",
    "am": "ሃያ ሰላሳ/ሠላሳ አርባ ሃምሳ/አምሳ ስልሳ/ስድሳ ሰባ ሰማንያ/ሰማኒያ ዘጠና",
    "hy": "քսան երեսուն քառասուն հիսուն վաթսուն յոթանասուն ութսուն իննսուն",
    "sq": "njezet tridhjete dyzet pesedhjete gjashtedhjete shtatedhjete tetedhjete nentedhjete",
    "sv": "tjugo trettio fyrtio/fortio femtio sextio sjuttio attio nittio",
}
_HUNDREDS = {
    "be": "сто дзвесце трыста чатырыста пяцьсот шэсцьсот семсот восемсот дзевяцьсот",
    "sl": "sto dvesto tristo stiristo petsto seststo sedemsto osemsto devetsto",
    "sk": "sto dvesto tristo styristo patsto seststo sedemsto osemsto devatsto",
    "cs": "sto dveste trista ctyrista petset sestset sedmset osmset devetset",
    "ar": "مائة/مئة/ميه مائتين/مئتين/ميتين ثلاثمائة/تلتميه اربعمائة/أربعمائة/اربعميه خمسمائة/خمسميه ستمائة/ستميه "
    "سبعمائة/سبعميه ثمانمائة/تمنميه تسعمائة/تسعميه",
    "he": "מאה מאתיים",
    "lv": "simts",
    "bn": "একশ/একশো/একশত দুইশ/দুইশত তিনশ/তিনশত চারশ/চারশত পাচশ/পাঁচশত ছয়শ/ছয়শত সাতশ/সাতশত আটশ/আটশত নয়শ/নয়শত",
}
_ACTING = {
    "times_ten": "vi:muoi id:puluh ms:puluh fi:kymmenta th:สิบ zh:十 ko:십 ja:十",
    "times_hundred": "en:hundred de:hundert nl:honderd da:hundrede no:hundrede/hundre sv:hundra fr:cent/cents "
    "ro:sute/suta "
    "tr:yuz az:yuz uz:yuz hu:szaz fi:sata/sataa lv:simti lt:simtai/simtas id:ratus ms:ratus vi:tram is:hundrað/hundruð "
    "am:መቶ kk:жүз ky:жүз th:ร้อย zh:百 ko:백 ja:百 he:מאות sq:qind sk:set/sto cs:set/sta/ste",
    "and_ten": "id:belas ms:belas he:עשרה/עשר ar:عشر fi:toista",
    "and": "es:y pt:e ca:i fr:et it:e en:and de:und/un nl:en da:og no:og sv:och is:og ro:si sl:in sh:i sr:и "
    "bg:и el:και he:ו "
    "ar:و fa:و ur:و lv:un lt:ir sq:e",
    "twice": "en:double/dbl es:doble fr:double pt:duplo/dobro it:doppio ro:dublu nl:dubbel de:doppel ca:doble "
    "pl:podwojne hu:dupla",
    "thrice": "en:triple/treble es:triple fr:triple pt:triplo it:triplo ro:triplu nl:trippel de:dreifach "
    "ca:triple hu:tripla",
}
"""What these do stands with `Part`; each with its language."""
_UNIT_FIRST = frozenset(["de", "nl", "da", "ar", "sl"])
"""Languages that tell ones before tens."""
_SAME = {  # a language -> the tables it is made of, where they are called otherwise or are several
    "tl": ("tl", "tl-es"),
    "no": ("da", "no", "sv"),
    "sk": ("cs", "sk"),
    "ms": ("ms", "id"),
}
_EXTRA = {
    "en": "oh/o/nil/nada 1 too/to tree for/fore 5 6 7 ate 9/niner",
    "sk": "nula jeden/jedna/jedno dva/dve tri styri pat sest sedem osem devat",
    "no": "null en/ett to tre fire fem seks sju/syv atte ni",
    "nl": "0 een 2 3 4 5 6 7 8 9",
    "th": "ศูนย์ หนึ่ง/เอ็ด สอง/ยี่ สาม สี่ ห้า หก เจ็ด แปด เก้า",
    "hu": "0 1 ket",
    "he": "0 1 שתי 3 4 5 6 7 8 9",
    "vi": "0 1 2 3 tu lam",
    "uz": "0 1 2 3 toʻrt 5 6 7 8 toʻqqiz",
}


_WORTH = {"times_ten": 10, "times_hundred": 100, "twice": 2, "thrice": 3}


def _told(lines: dict[str, str], names: tuple[str, ...], first: int, step: int, kind: str) -> dict[str, Part]:
    return {
        word.rstrip("?"): Part(kind, int(number))
        for name in names
        if name in lines
        for word, number in number_words.numbered(lines[name], first, step)
        if word and not word.isdigit()
    }


@cache
def tongue(name: str) -> dict[str, Part]:
    """Word -> what it stands for, of one language."""
    names = _SAME.get(name, (name,))
    words: dict[str, Part] = {
        word: Part(kind, _WORTH.get(kind, 0))
        for kind, line in _ACTING.items()
        for spoken, _, told in (one.partition(":") for one in line.split())
        if spoken in names
        for word in told.split("/")
    }
    for lines in (number_words.HUNDREDS, HUNDRED_LINES, _HUNDREDS):
        words |= _told(lines, names, 100, 100, "hundred")
    for lines in (number_words.TENS, TEN_LINES, _TENS):
        words |= _told(lines, names, 20, 10, "ten_behind" if name in _UNIT_FIRST else "ten")
    for lines in (number_words.TEENS, TEEN_LINES, _TEENS):
        words |= _told(lines, names, 10, 1, "teen")
    for lines in (number_words.UNIT_LINES, UNITS_BY_LANGUAGE):
        words |= _told(lines, names, 0, 1, "unit")
    words |= _told(_EXTRA, (name,), 0, 1, "unit")
    return words


TONGUES = tuple(dict.fromkeys([*UNITS_BY_LANGUAGE, *number_words.UNIT_LINES, "sk", "no"]))


@cache
def speakers() -> dict[str, tuple[str, ...]]:
    """Number word -> the languages that have it."""
    known: dict[str, list[str]] = {}
    for name in TONGUES:
        for word, part in tongue(name).items():
            if part.kind in ("unit", "teen", "ten", "ten_behind", "hundred"):
                known.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in known.items()}


LEAST_GLUED, _MOST_GLUED, _LONGEST_WORD = 6, 120, 16
"""Letters and figures of a token that may be glued of number words."""


@cache
def _starts() -> frozenset[str]:
    return frozenset(word[:2] for word in speakers() if len(word) > 1)


def glued_in(token: str) -> int:
    """How many number words of one language a token is glued of: three at least, or two that are not short, else 0."""
    if len(token) > _MOST_GLUED or (token[:2] not in _starts() and not token[0].isdigit()):
        return 0
    names = _speakers_of(token)
    least = 1 if len(token) > LEAST_GLUED else 2
    return next((len(parts) for name in names if len(parts := parted(token, tongue(name))) > least), 0)


@cache
def telling() -> frozenset[str]:
    """Number words of any language that seldom mean something else in another."""
    return frozenset(
        word for word in speakers() if len(word) > 3 and word not in HOMONYMS and word not in WEAK
    )


def _speakers_of(token: str) -> Sequence[str]:
    """Languages that have the first word of a glued token."""
    first = next((at for at, char in enumerate(token) if not char.isdigit()), len(token))
    known = speakers()
    last = min(len(token), first + _LONGEST_WORD)
    named = (known[word] for end in range(first + 2, last) if (word := token[first:end]) in known)
    return list(dict.fromkeys(name for names in named for name in names))


def parted(token: str, words: dict[str, Part]) -> list[Part]:
    """The number words that a token is glued of, the fewest that make it; none where it is not all of these."""
    best: list[list[Part] | None] = [[], *([None] * len(token))]
    longest = max(map(len, words))
    for start in range(len(token)):
        done = best[start]
        if done is None:
            continue
        if token[start].isdigit():
            _better(best, start + 1, [*done, Part("figures", 0, token[start])])
        for end in range(start + 1, min(len(token), start + longest) + 1):
            part = words.get(token[start:end])
            if part:
                _better(best, end, [*done, part])
    return best[-1] or []


def _better(best: list[list[Part] | None], at: int, parts: list[Part]) -> None:
    known = best[at]
    if known is None or len(parts) < len(known):
        best[at] = parts
