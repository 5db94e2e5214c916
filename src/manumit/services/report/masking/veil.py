"""What is covered in one scope, and what stands in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from manumit.engine.leads import Identifier, Member
from manumit.services.report.masking.fold import fold
from manumit.services.report.masking.names import NameIndex, Span
from manumit.services.report.masking.values import TAIL, ValueIndex, digits_of, squeezed

BORN = "(birth date)"


@dataclass(slots=True)
class Veil:
    """What is covered in one scope: a lead, or everything."""

    names: NameIndex
    values: ValueIndex = field(default_factory=ValueIndex)
    shown_digits: set[str] = field(default_factory=set)
    shown_codes: set[str] = field(default_factory=set)
    seen: dict[str, str] = field(default_factory=dict)
    """Texts covered so far: a lead says many things more than once."""

    def hide(self, member: Member, letter: str, everywhere: bool) -> None:
        """Cover every identifier of a member."""
        for identifier in member.ids:
            self._hide_identifier(identifier, letter, everywhere)

    def _hide_identifier(self, identifier: Identifier, letter: str, everywhere: bool) -> None:
        cover = cover_of(identifier, letter)
        if identifier.kind == "person":
            name, _, born = identifier.id.partition("|")
            self.names.hide(name, cover)
            if not everywhere or any(ord(char) >= 0x2E80 for char in name):
                self.values.hide_literal(name, cover)
            if born.strip() and not everywhere:
                self.values.hide_birth_date(born, BORN)
        elif identifier.kind == "phone":
            self.values.hide_phone(identifier.id, cover)
        elif identifier.kind == "handle" and "@" not in identifier.id:
            name = identifier.id.partition(":")[2] or identifier.id
            self.values.hide_code(name, "••••")
            if not everywhere:
                self.values.hide_literal(name, "••••")
        else:
            self.values.hide_code(identifier.id, cover)
            if not everywhere and len(squeezed(identifier.id)) > 4:
                self.values.hide_literal(identifier.id, cover)

    def show(self, member: Member) -> None:
        """Remember what may be read: it is never taken for a stranger's."""
        for identifier in member.ids:
            if identifier.kind == "person":
                self.names.show(identifier.id.partition("|")[0])
            self.shown_digits.add(digits_of(identifier.id)[-TAIL:])
            self.shown_codes.add(squeezed(identifier.id))

    def over(self, text: str) -> str:
        """The text, covered. Nobody may be hidden or shown any more after the first one."""
        if text not in self.seen:
            self.seen[text] = overlaid(text, self._spans(text))
        return self.seen[text]

    def _spans(self, text: str) -> list[Span]:
        """Spans of the text itself to cover."""
        folded = fold(text)
        found = [*self.names.spans(folded), *self.values.spans(folded)]
        return [(*folded.source_span(start, end), cover) for start, end, cover in found if end > start]


def cover_of(identifier: Identifier, letter: str) -> str:
    """What is shown instead of an identifier."""
    if identifier.kind == "person":
        return f"someone ({letter})" if letter else "someone"
    if identifier.kind == "phone":
        return f"•••• {digits_of(identifier.id)[-2:]}".rstrip()
    if "@" in identifier.id:
        return "•••@•••"
    if identifier.kind == "handle":
        return f"{identifier.id.partition(':')[0]}:••••" if ":" in identifier.id else "••••"
    code = re.sub(r"[\W_]+", "", identifier.id)
    return f"••••{code[-2:]}" if len(code) > 4 else "••••"


def overlaid(text: str, spans: list[Span]) -> str:
    """The text with spans covered; overlapping spans become one, under the cover of the longest."""
    if not spans:
        return text
    out: list[str] = []
    at = 0
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    while ordered:
        start, end, cover = ordered.pop(0)
        longest = end - start
        while ordered and ordered[0][0] < end:
            other = ordered.pop(0)
            end = max(end, other[1])
            if other[1] - other[0] > longest:
                longest, cover = other[1] - other[0], other[2]
        out += [text[at:start], cover]
        at = end
    return "".join([*out, text[at:]])
