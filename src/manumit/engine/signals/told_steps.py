"""Rows of tokens that may be numbers told in words, the languages they are told in, and what each token may mean there
with its price (see told_rows.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from manumit.engine.signals.currencies import TIMES
from manumit.engine.signals.currencies import WORDS as CURRENCIES
from manumit.engine.signals.digit_words import TOKEN
from manumit.engine.signals.number_likeness import LEET, near
from manumit.engine.signals.number_sums import Step
from manumit.engine.signals.number_tongues import LEAST_GLUED, TONGUES, Part, parted, speakers, tongue
from manumit.engine.signals.numerals import CONNECTORS, PLUS_WORDS, SAID_SIGNS, WEAK

LEAST_WORDS = 3
"""Number words beyond doubt that a row holds at least."""
NEVER, WEAK_PRICE = 9.0, 0.3
"""What it costs to pass over a number without doubt; to read a word that only sounds like one ('to', 'for')."""
NUMBERS = frozenset("unit teen ten ten_behind hundred figures times_ten times_hundred twice thrice".split())
_LONGEST = 64  # tokens of a row that are read at once
_WIDEST = 12  # characters between two tokens of a row
_FILLER, _OFTEN, _REPEATED, _SIGN = 1.0, 1.3, 0.2, 0.1
"""To pass over a word, a short one that stands there again and again, the only other word of a row, a sign."""
_JOINING = CONNECTORS | PLUS_WORDS
_SIGNS = _JOINING | SAID_SIGNS
_LEAST_FILLER = 4  # letters of a word that may be put between all numbers for nothing
_UNITS = frozenset(
    "hour hours hora horas heure heures uhr uur klokken time timer tid ora ore orar godzina godzin час часа часов "
    "година годин month months mois mes meses monat monate monaten maand maanden mese mesi luni luna день дней дня "
    "месяц месяца year years ans anos años jahre jahren week weeks semaine semaines semana semanas woche wochen day "
    "days jours dias tage percent prozent procent procento pourcent cento ciento komma comma coma virgula virgule "
    "virgola room rooms zimmer habitacion habitaciones quarto quartos chambre chambres camera camere комната number of "
    "alle avgang โมง นาที ساعة دقيقة شهر سنة".split()
)
"""What is measured or counted in: between numbers it says that they are no telephone's."""
_LEAST_GLUED, _MOST_GLUED = 3, 120  # letters of a token that may be glued, the least less one
_PRICED = frozenset([*CURRENCIES, *TIMES])


def rows_of(text: str, start: int, end: int) -> Iterator[list[tuple[str, int, int]]]:
    """Tokens of a part of the text, cut where no number goes on."""
    row: list[tuple[str, int, int]] = []
    for match in TOKEN.finditer(text, start, end):
        token = match.group()
        gap = text[row[-1][2] : match.start()] if row else ""
        if row and (len(gap) > _WIDEST or "\0" in gap or len(row) >= _LONGEST):
            yield row
            row = []
        if token in _PRICED and token not in speakers():
            if row:
                yield row
            row = []
        elif token != "+":
            row.append((token, *match.span()))
    if row:
        yield row


def tongues_of(row: Sequence[tuple[str, int, int]]) -> list[str]:
    """The language most of whose words stand in a row, and a second one that two of the others or more are of."""
    known, chosen = speakers(), []
    rest = [
        token if token in known or token.isalpha() else token.translate(LEET)
        for token, _, _ in row
        if not token.isdigit()
    ]
    for least in (LEAST_WORDS, 2):
        count = Counter(name for token in rest for name in known.get(token, ()))
        if not count:
            break
        most = max(count.values())
        if most < least:
            break
        name = next(name for name in count if count[name] == most)
        chosen.append(name)
        rest = [token for token in rest if name not in known.get(token, ())]
    if not chosen:
        glued = [token for token, _, _ in row if len(token) >= LEAST_GLUED]
        chosen = _glued_in(glued)[:1]
    return chosen


def _glued_in(tokens: Sequence[str]) -> list[str]:
    """Languages of which glued tokens are, the one with most of them first."""
    known = {token: [name for name in TONGUES if parted(token, tongue(name))] for token in tokens}
    return [name for name, _ in Counter(name for names in known.values() for name in names).most_common()]


def steps_of(row: Sequence[tuple[str, int, int]], names: Sequence[str]) -> list[Step]:
    steps: list[Step] = []
    often = Counter(token for token, _, _ in row)
    known = [_readings(token, names) for token, _, _ in row]
    others = {
        token
        for (token, _, _), readings in zip(row, known, strict=True)
        if not readings and token not in _SIGNS
    }
    for (token, start, end), readings in zip(row, known, strict=True):
        repeated = often[token] > 1
        if token in _UNITS:
            passing = NEVER
        elif token in _SIGNS:
            passing = _FILLER if repeated and token in _JOINING else _SIGN
        elif repeated and len(row) > 6 and others == {token} and len(token) >= _LEAST_FILLER:
            passing = _REPEATED
        else:
            passing = _OFTEN if repeated and len(token) < _LEAST_FILLER else _FILLER
        if not readings and _LEAST_GLUED < len(token) <= _MOST_GLUED:
            glued = next(filter(None, (parted(token, tongue(name)) for name in names)), [])
            steps += [
                Step(((part, 0.0),), start, end, _SIGN if part.kind == "and" else NEVER) for part in glued
            ]
            if glued:
                continue
        readings = readings or _nearly(token, names)
        if readings and readings[0][0].kind in NUMBERS:
            passing = NEVER if readings[0][1] < WEAK_PRICE else passing + _FILLER
        steps.append(Step(readings, start, end, passing))
    return steps


def _readings(token: str, names: Sequence[str]) -> tuple[tuple[Part, float], ...]:
    if token.isdigit():
        posed = tuple(one for name in names for one in near(token, name))
        return ((Part("figures", 0, token), 0.0), *posed) if token.isascii() else ()
    for name in names:
        part = tongue(name).get(token)
        if part:
            return ((part, WEAK_PRICE if token in WEAK else 0.0),)
    return ()


def _nearly(token: str, names: Sequence[str]) -> tuple[tuple[Part, float], ...]:
    return tuple(sorted((one for name in names for one in near(token, name)), key=lambda one: one[1]))
