"""Leads and sights with the people in them covered: pure, the originals stay as they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from manumit.engine.leads import Identifier, Lead, Member
from manumit.services.report.masking.fold import fold
from manumit.services.report.masking.names import NameIndex, name_words
from manumit.services.report.masking.values import TAIL, digits_of, squeezed, stranger_spans
from manumit.services.report.masking.veil import Veil, cover_of, overlaid
from manumit.services.report.sight import Sight
from manumit.services.report.wording import Part, Wording

VICTIM, UNKNOWN = "possible_victim", "unknown"
LEAST_PHONE = 7
"""Digits from which a private value is taken for a phone."""
CONTACTS = frozenset({"PHONE", "EMAIL", "HANDLE", "LINK", "WALLET", "ACCOUNT"})
COVERED = "••••"
PLAIN_NAME = re.compile(r"[^\d@:/]{2,80}")


def hidden_members(leads: Sequence[Lead]) -> set[str]:
    """Entity ids to cover in every lead."""
    roles: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    for lead in leads:
        for member in lead.members:
            roles[member.entity_id].add(member.role)
            kinds[member.entity_id] = member.kind
    hidden = {
        e for e, seen in roles.items() if VICTIM in seen or (kinds[e] == "person" and seen == {UNKNOWN})
    }
    neighbours: dict[str, set[str]] = defaultdict(set)
    for lead in leads:
        for left, right, *_ in lead.ties:
            neighbours[left].add(right)
            neighbours[right].add(left)
    unclear = {e for e, seen in roles.items() if kinds[e] != "person" and seen == {UNKNOWN}}
    return hidden | {e for e in unclear if not neighbours[e] or neighbours[e] & hidden}


def letters(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    out = ""
    while number >= 0:
        out = chr(65 + number % 26) + out
        number = number // 26 - 1
    return out


def give_letters(leads: Iterable[Lead], hidden: set[str]) -> dict[str, dict[str, str]]:
    """lead_id -> entity_id -> letter; somebody who is in two leads keeps the letter where it is free."""
    kept: dict[str, str] = {}
    given: dict[str, dict[str, str]] = {}
    for lead in leads:
        mine: dict[str, str] = {}
        people = [m.entity_id for m in lead.members if m.entity_id in hidden and m.kind == "person"]
        for entity in people:
            if entity in kept and kept[entity] not in mine.values():
                mine[entity] = kept[entity]
        taken, number = set(mine.values()), 0
        for entity in people:
            while entity not in mine:
                if letters(number) not in taken:
                    mine[entity] = letters(number)
                number += 1
        for entity, letter in mine.items():
            kept.setdefault(entity, letter)
        given[lead.lead_id] = mine
    return given


class Masking:
    """Covers texts: everything hidden is covered everywhere, single words of a name where the text is about them."""

    def __init__(self, leads: Sequence[Lead], shown: Collection[str] = ()) -> None:
        """`shown`: entities that are not covered, because a purpose holds for them."""
        self.hidden = hidden_members(leads).difference(shown)
        self.letters = give_letters(leads, self.hidden)
        self.everywhere = Veil(NameIndex(alone=False))
        self.by_lead = {lead.lead_id: Veil(NameIndex(alone=True)) for lead in leads}
        for lead in leads:
            self._read(lead)

    def _read(self, lead: Lead) -> None:
        mine = self.by_lead[lead.lead_id]
        for member in lead.members:
            if member.entity_id in self.hidden:
                letter = self.letters[lead.lead_id].get(member.entity_id, "")
                mine.hide(member, letter, everywhere=False)
                self.everywhere.hide(member, "", everywhere=True)
            else:
                mine.show(member)
                self.everywhere.show(member)

    def text(self, text: str, veils: Sequence[Veil], strangers: bool = False) -> str:
        """The text with everything covered; with `strangers`, phones and e-mails of nobody known too."""
        if not text:
            return text
        for veil in (*veils, self.everywhere):
            text = veil.over(text)
        if strangers:
            folded = fold(text)
            found = stranger_spans(folded, self.everywhere.shown_digits, self.everywhere.shown_codes)
            text = overlaid(text, [(*folded.source_span(a, b), cover) for a, b, cover in found])
        return text

    def lead(self, lead: Lead) -> Lead:
        """The lead, covered."""
        veils = [self.by_lead[lead.lead_id]]

        def say(raw: str) -> str:
            return self.text(raw, veils)

        def tell(raw: str) -> str:
            return self.text(raw, veils, strangers=True)

        return replace(
            lead,
            says=tell(lead.says),
            members=tuple(self._member(m, lead.lead_id, veils) for m in lead.members),
            findings=tuple(replace(f, says=tell(f.says)) for f in lead.findings),
            counter=tuple(replace(c, says=tell(c.says)) for c in lead.counter),
            records=tuple(replace(r, source_id=say(r.source_id)) for r in lead.records),
            ties=tuple((a, b, say(word), p) for a, b, word, p in lead.ties),
        )

    def _member(self, member: Member, lead_id: str, veils: list[Veil]) -> Member:
        why = self.text(member.why, veils, strangers=True)
        if member.entity_id not in self.hidden:
            return replace(member, why=why)
        letter = self.letters[lead_id].get(member.entity_id, "")
        ids = dict.fromkeys((i.kind, cover_of(i, letter)) for i in member.ids)
        return replace(member, why=why, ids=tuple(Identifier(kind, cover) for kind, cover in ids))

    def private(self, values: Iterable[str]) -> Veil:
        """A veil over values of one record that belong to nobody who is shown."""
        own = Veil(NameIndex(alone=True))
        for raw in values:
            digits = digits_of(raw)
            kind = (
                "phone"
                if len(digits) >= LEAST_PHONE
                else "person"
                if PLAIN_NAME.fullmatch(raw)
                else "document"
            )
            if not self._shown(kind, raw):
                own.hide(Member("", kind, (Identifier(kind, raw),), VICTIM, 1.0), "", everywhere=False)
        return own

    def _shown(self, kind: str, raw: str) -> bool:
        """Whether a value is that of a member who is shown."""
        if kind == "phone":
            return digits_of(raw)[-TAIL:] in self.everywhere.shown_digits
        return (
            squeezed(raw) in self.everywhere.shown_codes
            or frozenset(name_words(raw)) in self.everywhere.names.shown
        )

    def texts(self, texts: Mapping[str, str], private: Iterable[str], lead_id: str) -> dict[str, str]:
        """Texts of one record of a lead, covered; `private`: values of it that nobody may read who is not shown."""
        veils = [self.by_lead[lead_id], self.private(private)]
        return {name: self.text(text, veils, strangers=True) for name, text in texts.items()}

    def sight(self, sight: Sight, veils: Sequence[Veil]) -> Sight:
        """The sight, covered."""
        veils = [*veils, self.private(sight.private)]
        return replace(
            sight,
            source_id=self.text(sight.source_id, veils),
            place=self.text(sight.place, veils),
            summary=self.text(sight.summary, veils, strangers=True),
            cited=self.text(sight.cited, veils, strangers=True),
            file=self.text(sight.file, veils),
            private=(),
        )

    def wording(self, wording: Wording, veils: Sequence[Veil]) -> Wording:
        """The shared text, covered. What fills a slot is more than a text says by itself, so nobody's name and no
        stranger's contact stays in one."""
        parts = [
            Part(
                self.text(part.text, veils, strangers=True),
                part.slot,
                tuple(dict.fromkeys(self._filling(part.slot, one, veils) for one in part.values)),
            )
            for part in wording.parts
        ]
        return replace(wording, parts=tuple(parts))

    def _filling(self, slot: str, value: str, veils: Sequence[Veil]) -> str:
        if slot == "NAME" or (slot == "TEXT" and not value.islower()):
            return COVERED
        covered = self.text(value, veils, strangers=True)
        if slot not in CONTACTS or covered != value:
            return covered
        return covered if self._shown("phone" if slot == "PHONE" else "document", value) else COVERED


def masked_wordings(
    leads: Sequence[Lead], wordings: Mapping[str, Sequence[Wording]]
) -> dict[str, tuple[Wording, ...]]:
    """Shared texts by lead_id, covered as `masked` covers the leads; `leads` as they were before that."""
    masking = Masking(leads)
    return {
        lead_id: tuple(masking.wording(one, [masking.by_lead[lead_id]]) for one in told)
        for lead_id, told in wordings.items()
    }


def masked(leads: Sequence[Lead], sights: Mapping[str, Sight]) -> tuple[tuple[Lead, ...], dict[str, Sight]]:
    """Leads and sights in which possible victims, and people of unknown role, are covered."""
    masking = Masking(leads)
    about: dict[str, list[Veil]] = defaultdict(list)
    for lead in leads:
        cited = {r.record_id for r in lead.records} | {e for f in lead.findings for e in f.evidence}
        for record_id in cited:
            about[record_id].append(masking.by_lead[lead.lead_id])
    covered = {key: masking.sight(sight, about[key]) for key, sight in sights.items()}
    return tuple(masking.lead(lead) for lead in leads), covered
