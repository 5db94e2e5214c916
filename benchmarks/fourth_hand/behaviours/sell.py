"""Advertising, being paid by customers, paying for adverts and rooms."""

from __future__ import annotations

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.observers import Outlet
from benchmarks.fourth_hand.people import Account, Firm, Maker, Person
from benchmarks.fourth_hand.stage import Stage
from benchmarks.fourth_hand.voices import Voice, reach


def advertise(
    s: Stage,
    voice: Voice,
    city: City,
    phone: str,
    by: Maker | None,
    handle: str = "",
    name: str = "",
    board: Outlet | None = None,
    usual: float = 90.0,
) -> None:
    """One company advert in a city."""
    text, contact = reach(s.chance, s.habits, voice.tongue, phone, handle)
    title, words = voice.advert(s.chance, city, text, name)
    s.sites.advert(city, title, words, contact, s.chance.about(usual, 0.25), by, board)
    s.journal.named.add(("phone", phone))
    if handle:
        s.journal.named.add(("handle", f"telegram:{handle}".lower()))


def pay_for_advert(s: Stage, payer: Account, city: City, by: Maker | None) -> None:
    dollars = s.chance.pick([3, 5, 6, 8, 10, 12, 15, 20, 24, 30])
    s.banks.pay(
        payer, s.sites.site_firm(city).account, dollars, s.chance.pick(["card", "card", "transfer"]), "ad", by
    )


def customer(
    s: Stage, into: Account, city: City, by: Maker | None, usual: float = 95.0, memo: str = "client"
) -> None:
    """Somebody pays for something: by app, by transfer, or in notes that are paid in afterwards."""
    sum_ = s.chance.about(usual, 0.45)
    if s.chance.yes(s.habits.cash_for_company):
        s.banks.pay(None, into, sum_ * s.chance.randrange(1, 5), "cash", "cash", by, city=city)
        return
    who = s.town.stranger(city)
    channel = "p2p" if s.chance.yes(s.habits.app_over_bank) else "transfer"
    s.banks.pay(who.accounts[-1 if channel == "p2p" else 0], into, sum_, channel, memo, by, city=city)


def room(
    s: Stage,
    guest: Person,
    city: City,
    payer: Account | None,
    by: Maker | None,
    nights: int = 0,
    rooms: int = 1,
) -> Firm:
    """Nights in a hotel of that city, and now and then the card payment for them."""
    hotel = s.town.near(city, "hotel")
    nights = nights or s.chance.randrange(1, 6)
    s.travel.stay(guest, hotel, nights, rooms, payer, by)
    if payer and s.chance.yes(0.4):
        s.banks.pay(payer, hotel.account, 55.0 * nights * rooms, "card", "stay", by, city=city)
    return hotel
