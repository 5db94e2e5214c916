"""Accounts, stays, sightings, reports and missing persons: CSV, and reports as free text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from manumit.world.calendar import Event
from manumit.world.clock import DAY, END, day_text, iso, local_day, month_label
from manumit.world.town import Town
from manumit.world.truth import Truth

ACCOUNT = (
    "account_id",
    "opened_at",
    "kind",
    "holder_name",
    "phone",
    "email",
    "address",
    "city",
    "country",
    "occupation",
)
ACCOUNT_B = (
    "kind",
    "holder_name",
    "account_id",
    "city",
    "country",
    "address",
    "email",
    "phone",
    "occupation",
    "opened_at",
    "segment",
)
REPORT = (
    "report_id",
    "received_at",
    "channel",
    "text",
    "location",
    "country",
    "tlp",
    "purpose",
    "expires_at",
    "consent_id",
)
STAY = (
    "stay_id",
    "check_in",
    "check_out",
    "property",
    "city",
    "country",
    "guest_name",
    "rooms",
    "paid_by_account",
)
SIGHTING = ("sighting_id", "seen_at", "place", "lat", "lon", "description", "source", "photo")
MISSING = (
    "report_id",
    "reported_at",
    "name",
    "birth_date",
    "last_seen_at",
    "last_seen_place",
    "description",
    "photo",
)
WITHOUT_CONSENT = 0.08  # hotline items that came without a consent: nobody may use them (rule 7.4)
AS_TEXT = 0.35  # share of police, inspection and partner reports that come as notes


class Papers:
    """Writes the small tables."""

    def __init__(self, folder: Path, town: Town, truth: Truth, rng: Random, noise: float) -> None:
        self.folder, self.town, self.truth, self.rng, self.noise = folder, town, truth, rng, noise
        for name in ("accounts", "stays", "sightings", "reports", "missing"):
            (folder / name).mkdir(parents=True)

    def _table(self, name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        with (self.folder / name).open("w", encoding="utf-8", newline="") as out:
            table = csv.writer(out, lineterminator="\n")
            table.writerow(head)
            table.writerows(rows)

    def accounts(self) -> int:
        """All customers of the three banks, in order of their account."""
        rows: dict[str, list[tuple[str, ...]]] = {"N": [], "K": [], "C": []}
        people = [
            (p.account, p.opened, "person", p.name, p.phone, p.email, p.address, p.city, p.job)
            for p in self.town.people
            if p.account
        ]
        firms = [
            (f.account, f.opened, "business", f.name, f.phone, f.email, f.address, f.city, "")
            for f in self.town.firms
        ]
        for account, opened, kind, name, phone, email, address, city, job in sorted(people + firms):
            gap = self.rng.random()
            phone, email = (
                ("" if gap < self.noise * 2 else phone),
                ("" if 0.5 < gap < 0.5 + self.noise * 4 else email),
            )
            rows[account[0] if account[0] in "NK" else "C"].append(
                (account, iso(opened, city[4]), kind, name, phone, email, address, city[0], city[1], job)
            )
            self.truth.note(self.town.account_tag.get(account, -1), "account", account)
        self._table("accounts/bank-a.csv", ACCOUNT, rows["N"])
        self._table("accounts/bank-c.csv", ACCOUNT, rows["C"])
        swapped = (
            (r[2], r[3], r[0], r[7], r[8], r[6], r[5], r[4], r[9], r[1], f"S{int(r[0][-1]) % 4}")
            for r in rows["K"]
        )
        self._table("accounts/bank-b.csv", ACCOUNT_B, swapped)
        count = len(people) + len(firms)
        self.truth.count("account", count)
        return count

    def stays(self, month: int, events: list[Event]) -> int:
        """Hotel stays."""
        rows = []
        for t, nights, place, city, guest, rooms, paid, tag in sorted(
            events, key=lambda e: (e[0], e[2], e[4])
        ):
            ident = f"ST{self.town.registry.number('stay'):08d}"
            leaves = (local_day(t, city[4]) + nights) * DAY + 11 * 3600 - city[4] * 60
            rows.append(
                (ident, iso(t, city[4]), iso(leaves, city[4]), place, city[0], city[1], guest, rooms, paid)
            )
            self.truth.note(tag, "stay", ident)
        self._table(f"stays/stays-{month_label(month)}.csv", STAY, rows)
        self.truth.count("stay", len(rows))
        return len(rows)

    def sightings(self, month: int, events: list[Event]) -> int:
        """What people saw."""
        rows = []
        for t, city, text, tag in sorted(events, key=lambda e: (e[0], e[2])):
            ident = f"SI{self.town.registry.number('sighting'):08d}"
            lat, lon = city[2] + self.rng.random() * 0.1 - 0.05, city[3] + self.rng.random() * 0.1 - 0.05
            source = self.rng.choice(("neighbour", "patrol", "volunteer", "driver"))
            rows.append((ident, iso(t, city[4]), city[0], f"{lat:.4f}", f"{lon:.4f}", text, source, ""))
            self.truth.note(tag, "sighting", ident)
        self._table(f"sightings/sightings-{month_label(month)}.csv", SIGHTING, rows)
        self.truth.count("sighting", len(rows))
        return len(rows)

    def reports(self, month: int, events: list[Event]) -> int:
        """Reports as rows; some of the police, inspections and partners as notes, one paragraph each."""
        label, rows = month_label(month), []
        notes: dict[str, list[str]] = {"police": [], "inspection": [], "partner": []}
        for t, channel, text, city, tag in sorted(events, key=lambda e: (e[0], e[2])):
            when = iso(t, city[4])
            if channel in notes and self.rng.random() < AS_TEXT:
                notes[channel].append(
                    f"{when[:16].replace('T', ' ')}, {city[0]} ({city[1]}), {channel}. {text}\n"
                )
                self.truth.note(tag, "report", f"{channel}-notes-{label}.txt#{len(notes[channel])}")
                continue
            ident = f"RE{self.town.registry.number('report'):08d}"
            rows.append((ident, when, channel, text, city[0], city[1], *self._handling(channel, t)))
            self.truth.note(tag, "report", ident)
        self._table(f"reports/reports-{label}.csv", REPORT, rows)
        for channel, paragraphs in notes.items():
            if paragraphs:
                path = self.folder / "reports" / f"{channel}-notes-{label}.txt"
                path.write_text("\n".join(paragraphs), encoding="utf-8", newline="")
        self.truth.count("report", len(events))
        return len(events)

    def _handling(self, channel: str, t: int) -> tuple[str, str, str, str]:
        """tlp, purpose, expires_at, consent_id."""
        expires = day_text(min(t // DAY + 730, END // DAY + 700)) + "T00:00:00+00:00"
        if channel != "hotline":
            return "TLP:AMBER", "investigation", "", ""
        consent = (
            "" if self.rng.random() < WITHOUT_CONSENT else f"CO{self.town.registry.number('consent'):08d}"
        )
        return "TLP:AMBER", "safeguarding", expires, consent

    def missing(self, month: int, events: list[Event]) -> int:
        """Missing-person reports."""
        rows = []
        for t, name, birth, last, place, text, tag in sorted(events, key=lambda e: (e[0], e[1])):
            ident = f"MP{self.town.registry.number('missing'):08d}"
            rows.append((ident, iso(t, 0), name, birth, iso(last, 0), place, text, ""))
            self.truth.note(tag, "missing_person", ident)
        self._table(f"missing/missing-{month_label(month)}.csv", MISSING, rows)
        self.truth.count("missing_person", len(rows))
        return len(rows)
