"""Finding people for work: offers on boards, posts in groups, fees and loans."""

from __future__ import annotations

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.people import Account, Firm, Maker, Person
from benchmarks.fourth_hand.stage import Stage
from benchmarks.fourth_hand.voices import Notice, reach
from benchmarks.fourth_hand.words import posts
from benchmarks.fourth_hand.words.adverts import ZONES


def offer(
    s: Stage,
    notice: Notice,
    home: City,
    work: City,
    firm: Firm | None,
    phone: str,
    name: str,
    by: Maker | None,
    handle: str = "",
) -> None:
    """One job offer for work in another city."""
    wage = s.chance.about({"US": 2400, "ES": 1400, "PT": 1200}.get(work.country.code, 750), 0.25)
    text, contact = reach(s.chance, s.habits, notice.tongue, phone, handle)
    employer = firm.name if firm else ""
    title, words = notice.offer(s.chance, work, employer, wage, text or contact, name)
    s.sites.offer(home, work, employer, title, words, wage, contact, by)
    s.journal.named.add(("phone", phone))
    if handle:
        s.journal.named.add(("handle", f"telegram:{handle}".lower()))


def call_out(
    s: Stage, who: Person, home: City, work: City, phone: str, by: Maker | None, any_talk: bool = False
) -> str:
    """A post in a group that invites to work elsewhere (or any talk of it); the id, for those who answer."""
    tongue = s.chance.pick(home.country.tongues)
    key = phone if s.chance.yes(0.5) else s.chance.pick(["inbox", "DM", "WhatsApp"])
    lines = [line for line in posts.AWAY[tongue] if any_talk or "{k}" in line]
    words = s.chance.pick(lines).format(c=work.name, k=key)
    return s.sites.post(home, who.platform, who.handle, words, by)


def answer(s: Stage, who: Person, work: City, to: str, by: Maker | None) -> None:
    lines = [line for line in posts.AWAY[who.tongue] if "{k}" not in line]
    words = s.chance.pick(lines).format(c=work.name)
    s.sites.post(who.city, who.platform, who.handle, words, by, reply=to)


def say(s: Stage, who: Person, bank: dict[str, list[str]], by: Maker | None, key: str = "") -> None:
    """Any post of somebody, from a bank of phrases."""
    zone = s.chance.pick(ZONES[who.tongue])
    words = s.chance.pick(bank[who.tongue]).format(z=zone, c=who.city.name, k=key)
    s.sites.post(who.city, who.platform, who.handle, words, by)


def fee(s: Stage, worker: Person, to: Account, dollars: float, by: Maker | None, memo: str = "fee") -> None:
    """Money asked before leaving; sent from an own account or paid in over a counter."""
    sum_ = dollars * s.chance.about(1, 0.1)
    if s.chance.yes(0.25):
        s.banks.pay(None, to, sum_, "cash", memo, by, city=worker.city)
    else:
        s.banks.pay(worker.account, to, sum_, s.chance.pick(["transfer", "p2p"]), memo, by)
