"""Finding hidden phones, accounts, handles, documents and birth dates in text, however they are spaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from manumit.services.report.masking.fold import RUN_HEAD, Folded, Stream, plain
from manumit.services.report.masking.names import Span

TAIL = 9
"""Digits that tell two phones apart whatever the country code or trunk zero before them."""
SHORT_PHONE = 6
LONG_VALUE = RUN_HEAD
"""An account or document of this many characters is also found with spaces inside it."""
_PHONE_LIKE = re.compile(r"(?<![\w])\+?\d(?:[\s().\-–]{0,2}\d){8,14}(?!\w)")
_DATE_LIKE = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{2,4}")
_MAIL_LIKE = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def digits_of(raw: str) -> str:
    """Digits of a phone, letters that stand for them included."""
    return re.sub(r"\D", "", plain(raw))


def squeezed(raw: str) -> str:
    """Folded letters and digits only."""
    return re.sub(r"[\W_]+", "", plain(raw))


@dataclass(slots=True)
class ValueIndex:
    """Values to cover, by the form they are looked for in."""

    phones: dict[str, tuple[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    literals: dict[str, str] = field(default_factory=dict)
    run_lengths: set[int] = field(default_factory=set)
    run_heads: set[str] = field(default_factory=set)
    phone_lengths: set[int] = field(default_factory=set)

    def hide_phone(self, raw: str, cover: str) -> None:
        """Cover a phone in national or international form."""
        digits = digits_of(raw)
        if len(digits) < SHORT_PHONE:
            self.hide_code(raw, cover)
        else:
            self.phones[digits[-TAIL:]] = (digits, cover)
            self.phone_lengths.add(len(digits[-TAIL:]))

    def hide_code(self, raw: str, cover: str) -> None:
        """Cover an account, IBAN, document or handle."""
        folded = plain(raw).strip()
        code = squeezed(raw)
        if len(code) < 2:
            return
        if not (code.isdigit() and len(code) < 5):
            self.tokens[folded.strip("@.-_")] = cover
            self.tokens[code] = cover
        else:
            self.literals.update({f"account {folded}": f"account {cover}", f"#{folded}": cover})
        if len(code) >= LONG_VALUE:
            self.runs[code] = cover
            self.run_lengths.add(len(code))
            self.run_heads.add(code[:RUN_HEAD])

    def hide_literal(self, raw: str, cover: str) -> None:
        """Cover the text wherever it stands, inside longer words too (from four characters; two of a dense script)."""
        folded = plain(raw).strip()
        if len(folded) >= 4 or (len(folded) >= 2 and ord(folded[0]) >= 0x2E80):
            self.literals[folded] = cover

    def hide_birth_date(self, raw: str, cover: str) -> None:
        """Cover a birth date in the forms that people and passenger lists write."""
        try:
            born = date.fromisoformat(raw.strip()[:10])
        except ValueError:
            self.hide_literal(raw, cover)
            return
        d, m, y, month = born.day, born.month, born.year, MONTHS[born.month - 1]
        for form in (
            f"{y}-{m:02d}-{d:02d}",
            f"{y}{m:02d}{d:02d}",
            f"{d:02d}/{m:02d}/{y}",
            f"{m:02d}/{d:02d}/{y}",
            f"{d:02d}.{m:02d}.{y}",
            f"{d}.{m}.{y}",
            f"{d}/{m}/{y}",
            f"{d} {month} {y}",
            f"{d:02d}{month}{y % 100:02d}",
            f"{d:02d}{month}{y}",
            f"{d:02d}-{m:02d}-{y}",
        ):
            self.literals[form] = cover

    def spans(self, folded: Folded) -> Iterator[Span]:
        """Spans of the folded text to cover."""
        if self.phones:
            for stream, places in folded.digit_runs:
                yield from self._phone_spans(folded.text, stream, places)
        if not self.run_heads.isdisjoint(folded.heads):
            yield from self._run_spans(folded.stream)
        if not self.tokens.keys().isdisjoint(folded.token_forms):
            yield from self._token_spans(folded)
        text = folded.text
        for literal, cover in self.literals.items():
            if literal in text:
                at = text.find(literal)
                while at >= 0:
                    yield at, at + len(literal), cover
                    at = text.find(literal, at + 1)

    def _phone_spans(self, text: str, stream: str, places: list[int]) -> Iterator[Span]:
        for length in self.phone_lengths:
            for at in range(len(stream) - length + 1):
                found = self.phones.get(stream[at : at + length])
                if found:
                    start = _reach_left(text, places, stream, at, found[0], length)
                    yield start, places[at + length - 1] + 1, found[1]

    def _run_spans(self, run: Stream) -> Iterator[Span]:
        stream, places = run
        for length in self.run_lengths:
            for at in range(len(stream) - length + 1):
                cover = self.runs.get(stream[at : at + length])
                if cover:
                    yield places[at], places[at + length - 1] + 1, cover

    def _token_spans(self, folded: Folded) -> Iterator[Span]:
        for (token, start, end), parts in folded.tokens:
            cover = self.tokens.get(token)
            if cover:
                yield start, end, cover
                continue
            for part, left, right in parts:
                if part in self.tokens:
                    yield left, right, self.tokens[part]


def _reach_left(text: str, places: list[int], stream: str, at: int, digits: str, length: int) -> int:
    """Start of the phone in the text: its own country code, or digits glued to it, belong to it."""
    known = len(digits) - length
    while at > 0 and (
        (known > 0 and stream[at - 1] == digits[known - 1]) or places[at - 1] == places[at] - 1
    ):
        at, known = at - 1, known - 1
    start = places[at]
    return start - 1 if start and text[start - 1] in "+(" else start


def stranger_spans(folded: Folded, shown_digits: set[str], shown_codes: set[str]) -> Iterator[Span]:
    """Phones and e-mails in a text that belong to nobody the report may show: covered, because nobody knows whose."""
    for match in _MAIL_LIKE.finditer(folded.text):
        if squeezed(match.group()) not in shown_codes:
            yield match.start(), match.end(), "•••@•••"
    for match in _PHONE_LIKE.finditer(folded.text):
        digits = re.sub(r"\D", "", match.group())
        if _DATE_LIKE.match(match.group()) or digits[-TAIL:] in shown_digits or digits in shown_codes:
            continue
        yield match.start(), match.end(), f"•••• {digits[-2:]}"
