"""Banks, payment apps and exchanges: what they write of a payment, and the opening sheets they hand over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.fourth_hand.atlas import City, region
from benchmarks.fourth_hand.observers.journal import Outlet
from benchmarks.fourth_hand.people import Account, Maker, Person
from benchmarks.fourth_hand.words.memos import MEMOS, MONTHS

if TYPE_CHECKING:
    from benchmarks.fourth_hand.stage import Stage

_PAYMENT = "payment_id time debtor_account creditor_account amount currency channel"
_SHEET = "account_id opened_at kind holder_name phone email address city country occupation"
MCC = {
    "shop": ("5411", "5411", "5912", "5331", "5541"),
    "kitchen": ("5812", "5814"),
    "hotel": ("7011",),
    "travel": ("4722", "4511", "4131"),
    "remit": ("4829",),
    "exchange": ("6051",),
    "site": ("7311", "7273"),
    "beauty": ("7230", "7297", "7298"),
    "landlord": ("6513",),
}
# What people spend comes in round or ragged sums by habit of the currency, not by who they are.
_ROUND = {"COP": 1000, "VND": 1000, "IDR": 1000, "USD": 1, "EUR": 1}


class Banks:
    def __init__(self, stage: Stage) -> None:
        self.stage, self.chance = stage, stage.chance
        journal, self.journal = stage.journal, stage.journal
        pay = {
            "Sunbelt Credit Union": (
                "sunbelt.csv",
                "merchant_category city country memo",
                "local",
                {"memo": 0.2},
            ),
            "Banco Isleño": ("isleno.csv", "city country memo", "local", {"city": 0.1, "memo": 0.1}),
            "Cooperativa Andina": ("andina.jsonl", "merchant_category city memo", "utc", {"memo": 0.3}),
            "Banco Meseta": ("meseta.csv", "merchant_category memo", "local", {}),
            "Caixa Lusa": ("lusa.camt", "memo", "local", {}),
            "Kapuluan Bank": ("kapuluan.jsonl", "merchant_category city country", "minutes", {"city": 0.2}),
            "Pasapay": ("pasapay.csv", "memo", "utc", {}),
            "Saku": ("saku.jsonl", "memo country", "utc", {"memo": 0.3}),
            "wallet": ("chain_watch.csv", "", "utc", {}),
        }
        self._pays: dict[str, Outlet] = {}
        self._sheets: dict[str, Outlet] = {}
        for bank, (file, more, clock, gaps) in pay.items():
            columns = f"{_PAYMENT} {more}"
            self._pays[bank] = journal.outlet("payment", f"banks/{file}", columns, clock, "plain", **gaps)
            if bank != "wallet":
                name = f"banks/{file.split('.')[0]}_customers.{'jsonl' if 'jsonl' in file else 'csv'}"
                style = self.chance.pick(["plain", "comma", "plain"])
                self._sheets[bank] = journal.outlet(
                    "account", name, _SHEET, "utc", style, phone=0.2, email=0.3, address=0.12, occupation=0.35
                )

    def opened(
        self, account: Account, by: Maker | None, phone: str = "", email: str = "", address: str = ""
    ) -> None:
        holder = account.holder
        outlet = self._sheets[account.bank.name]
        one = isinstance(holder, Person)
        name = self.journal.person(holder, outlet, False) if isinstance(holder, Person) else holder.name
        phone, city = phone or holder.phone, account.city
        cells = {
            "opened_at": outlet.time(account.opened, city.offset),
            "kind": "person" if one else "business",
            "holder_name": name,
            "phone": phone,
            "email": email or holder.email,
            "address": address or holder.address,
            "city": city.name,
            "country": city.country.code,
            "occupation": holder.job if isinstance(holder, Person) else holder.trade,
        }
        account_id = account.id
        self.journal.write(outlet, cells, None, account.opened)
        # An account is known by its own number, not by a running one.
        outlet.rows[-1] = (account_id, *outlet.rows[-1][1:])
        self.journal.named |= {("account", account_id), ("phone", phone)}
        if by is not None:
            by.records.append(("account", account_id))
            by.times.append(max(account.opened, self.stage.start))

    def pay(
        self,
        debtor: Account | None,
        creditor: Account | None,
        dollars: float,
        channel: str,
        memo: str,
        by: Maker | None = None,
        city: City | None = None,
        at: float | None = None,
    ) -> None:
        """One payment; the payer's bank writes it, or the payee's when there is no payer (cash), seldom both."""
        keeper = debtor or creditor
        assert keeper is not None
        writers = [keeper]
        if debtor and creditor and debtor.bank is not creditor.bank and self.chance.yes(0.02):
            writers.append(creditor)
        at = at or self.stage.now
        if debtor:
            debtor.takings = max(0.0, debtor.takings - dollars)
        if creditor:
            creditor.takings += dollars
        amount, currency = self._amount(dollars, keeper)
        trade = "" if creditor is None or isinstance(creditor.holder, Person) else creditor.holder.trade
        place = city or keeper.city
        for writer in writers:
            outlet = self._pays[writer.bank.name]
            cells = {
                "time": outlet.time(
                    at + (0 if writer is keeper else self.chance.random() * 7000), place.offset
                ),
                "debtor_account": debtor.id if debtor else "",
                "creditor_account": creditor.id if creditor else "",
                "amount": amount,
                "currency": currency,
                "channel": channel,
                "merchant_category": self.chance.pick(MCC[trade])
                if trade in MCC and channel == "card"
                else "",
                "city": place.name,
                "country": place.country.code,
                "memo": self._memo(memo, at, place),
            }
            self.journal.write(outlet, cells, by, at)
        for account in (debtor, creditor):
            if account:
                self.journal.named.add(("account", account.id))

    def _memo(self, what: str, at: float, place: City) -> str:
        words = self.chance.pick(MEMOS[what][region(place.country) == "east"])
        if "{" in words:
            month = MONTHS[datetime.fromtimestamp(at, UTC).month - 1]
            words = words.format(m=month, p=self.chance.randrange(1000, 9999))
        return words

    def _amount(self, dollars: float, keeper: Account) -> tuple[str, str]:
        if keeper.bank.style == "TRON":
            return f"{dollars:.2f}", "USDT"
        country = keeper.country
        sum_ = dollars * country.per_dollar
        step = _ROUND.get(country.currency, 10)
        roll = self.chance.random()
        if roll < 0.45:  # a round sum
            coarse = step * (5 if sum_ < 60 * step else 10)
            return f"{max(coarse, round(sum_ / coarse) * coarse):.2f}", country.currency
        if roll < 0.6 or step > 100:
            return f"{max(step, round(sum_ / step) * step):.2f}", country.currency
        return f"{sum_:.2f}", country.currency
