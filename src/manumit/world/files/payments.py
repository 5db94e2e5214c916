"""Payments: two banks' CSV exports, one bank's camt.053, and pacs.008 between banks.

An event that two banks saw, or that a clearing file carries as well, is written twice: two records of one event, as
an analyst's inbox has it.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TextIO

from manumit.world.calendar import Event
from manumit.world.clock import iso, month_label
from manumit.world.files import camt, pacs
from manumit.world.town import Town
from manumit.world.truth import Truth

HEAD_A = "payment_id,time,debtor_account,creditor_account,amount,currency,channel,merchant_category,city,country,memo\n"
HEAD_B = (
    "time,payment_id,branch,channel,amount,currency,debtor_account,creditor_account,memo,city,country,"
    "merchant_category,booked\n"
)
BOTH_SIDES = 0.16  # both banks sent a statement
CLEARED = 0.3  # a transfer between two banks is in the clearing file too
REPEAT = 1.085  # records written for each event, about; the conductor divides by it


def bank_of(account: str) -> str:
    """A, B or C by the account's way of writing; empty for cash, shops and wallets."""
    return {"N": "A", "K": "B", "G": "C", "D": "C"}.get(account[:1], "")


class Payments:
    """Writes one month at a time."""

    def __init__(self, folder: Path, town: Town, truth: Truth, rng: Random) -> None:
        self.folder, self.town, self.truth, self.rng = folder, town, truth, rng
        folder.mkdir(parents=True)

    def month(self, month: int, events: list[Event]) -> int:
        """Write the month; the number of records."""
        events.sort(key=lambda event: event[:4])
        label, statements, cleared, written = month_label(month), camt.Statements(), [], 0
        draw, number, note = self.rng.random, self.town.registry.number, self.truth.note
        with (
            (self.folder / f"bank-a-{label}.csv").open("w", encoding="utf-8", newline="") as a,
            (self.folder / f"bank-b-{label}.csv").open("w", encoding="utf-8", newline="") as b,
        ):
            a.write(HEAD_A)
            b.write(HEAD_B)
            for event in events:
                payer, payee = bank_of(event[1]), bank_of(event[2])
                sides = (
                    (payer, payee)
                    if payer and payee and payer != payee and draw() < BOTH_SIDES
                    else (payer or payee,)
                )
                for side in sides:
                    written += 1
                    if side == "C":
                        ident = f"C{number('entry'):08d}"
                        statements.add(event, event[1] if payer == "C" else event[2], ident, self.town)
                    else:
                        ident = self._row(a, b, side, event)
                    if event[9] >= 0:
                        note(event[9], "payment", ident)
                if payer and payee and payer != payee and event[5] == "transfer" and draw() < CLEARED:
                    ident = f"TX{number('clearing'):08d}"
                    cleared.append(pacs.transaction(event, ident, self.town))
                    note(event[9], "payment", ident)
                    written += 1
        statements.save(self.folder / f"bank-c-camt053-{label}.xml", label, self.town)
        pacs.save(self.folder / f"clearing-pacs008-{label}.xml", label, cleared)
        self.truth.count("payment", written)
        return written

    def _row(self, a: TextIO, b: TextIO, side: str, event: Event) -> str:
        t, debtor, creditor, minor, currency, channel, mcc, city, memo, _ = event
        when, amount = iso(t, city[4]), f"{minor // 100}.{minor % 100:02d}"
        memo = f'"{memo}"' if "," in memo else memo
        if side == "B":
            branch = int(creditor[-2:]) if creditor[-2:].isdigit() else 7
            ident = f"KP-{self.town.registry.number('pay b'):08d}"
            b.write(
                f"{when},{ident},{branch:03d},{channel},{amount},{currency},"
                f"{debtor},{creditor},{memo},{city[0]},{city[1]},{mcc},{when[:10]}\n"
            )
        else:
            ident = f"NB{self.town.registry.number('pay a'):08d}"
            a.write(
                f"{ident},{when},{debtor},{creditor},{amount},{currency},{channel},{mcc},{city[0]},{city[1]},{memo}\n"
            )
        return ident
