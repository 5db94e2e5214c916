"""Journeys and nights: bookings (written later as tables, PNRGOV or PAXLST) and hotel stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from .atlas import ABROAD, City
from .stage import Account, Firm, Human, Rec, Stage

FEEDS = ("compass", "compass", "allersimple", "allersimple", "pnrgov", "pnrgov", "paxlst")


def journey(
    w: Stage,
    day: float,
    people: Sequence[Human],
    start: City,
    end: City,
    *,
    payer: str,
    form: str,
    phone: str,
    email: str = "",
    agency: Firm | None = None,
    back: float | None = None,
    lead: float = 12,
    feed: str | None = None,
    tickets: int | None = None,
    created: datetime | None = None,
) -> list[Rec]:
    """Book one record locator for `people`; `back` = days until the way home, None = one way."""
    r = w.rng
    feed = feed or r.choice(FEEDS)
    leave = w.at(day, "day", start)
    booked = (
        created
        if created is not None
        else leave - timedelta(days=r.uniform(0.3, lead * 2), minutes=r.random())
    )
    booked = booked.replace(microsecond=0)
    legs = [(start, end, leave)]
    if back is not None:
        legs.append((end, start, w.at(day + back, "day", end)))
    locator = w.numbers.locator()
    first = tickets if tickets is not None else w.numbers.ticket()
    recs: list[Rec] = []
    for index, human in enumerate(people):
        for number, (a, b, departs) in enumerate(legs):
            if feed == "pnrgov" and number:
                recs[-1].extra["legs"].append((a, b, departs))  # type: ignore[attr-defined]
                continue
            rec = w.emit(
                "booking",
                feed,
                booked,
                {
                    "created_at": booked.isoformat(),
                    "record_locator": locator,
                    "passenger_name": human.name,
                    "birth_date": human.birth,
                    "document": human.document,
                    "origin": a.iata,
                    "destination": b.iata,
                    "departs_at": departs.isoformat(),
                    "ticket_number": f"099{first + index}",
                    "payment_form": form,
                    "payer_name": payer,
                    "contact_phone": phone,
                    "contact_email": email,
                    "agency": agency.name if agency else "",
                },
                human,
            )
            rec.extra = {"locator": locator, "traveller": index + 1, "legs": [(a, b, departs)]}
            recs.append(rec)
    return recs


def desk(w: Stage) -> Firm | None:
    """The travel desk through which some trips are booked, whoever pays."""
    return w.rng.choice(w.agencies) if w.rng.random() < 0.35 else None


def own_trip(w: Stage, human: Human, day: float, to: City, back: float | None) -> list[Rec]:
    r = w.rng
    agency = r.choice(w.agencies) if r.random() < 0.4 else None
    kin = human.name if r.random() < 0.75 else f"{r.choice(('A', 'M', 'J'))}. {human.family}"
    form = r.choice(("card", "card", "cash", "transfer"))
    start, end = (human.city, to) if r.random() < 0.6 else (r.choice(ABROAD), human.city)
    return journey(
        w,
        day,
        [human],
        start,
        end,
        payer=kin,
        form=form,
        phone=agency.phone if agency and r.random() < 0.7 else human.phone,
        email=agency.email if agency and r.random() < 0.5 else human.email,
        agency=agency,
        back=back,
    )


def night(
    w: Stage,
    day: float,
    nights: int,
    city: City,
    guest: str,
    account: Account | None,
    *,
    rooms: int = 1,
    hotel: Firm | None = None,
    pay: bool = True,
) -> list[Rec]:
    """A stay and, when an account pays, the card payment at the hotel."""
    r = w.rng
    if hotel is None:
        near = [h for h, c in w.hotels if c is city]
        hotel = r.choice(near) if near else w.hotels[0][0]
    arrive = w.at(day, "evening", city)
    leave = arrive + timedelta(days=nights) - timedelta(hours=r.uniform(4, 9))
    stay = w.emit(
        "stay",
        r.choice(("guestbook", "nachtregister")),
        arrive,
        {
            "check_in": arrive.isoformat(),
            "check_out": leave.replace(microsecond=0).isoformat(),
            "property": hotel.name,
            "city": city.name,
            "country": city.country,
            "guest_name": guest,
            "rooms": rooms,
            "paid_by_account": account.id if account else "",
        },
    )
    recs = [stay]
    if account and pay and r.random() < 0.7:
        price = round(r.triangular(42, 110, 64) * nights * rooms, 2)
        recs.append(
            w.pay(
                arrive + timedelta(minutes=r.randrange(3, 50)),
                account,
                hotel.account,
                price,
                "card",
                city,
                "7011",
            )
        )
    return recs
