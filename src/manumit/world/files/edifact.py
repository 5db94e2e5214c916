"""PNRGOV (13.1, IATA) and PAXLST (UN/EDIFACT D.05B) messages of a month's bookings.

Layout after the IATA PNRGOV EDIFACT implementation guide and WCO/IATA/ICAO API guidelines; segments end with an
apostrophe and a newline, `?` releases. Nothing of a real message is copied.
"""

from __future__ import annotations

from collections.abc import Iterable

from manumit.world.calendar import Event
from manumit.world.clock import DAY, TWO, airline_date, day_text, edifact_date, local_day
from manumit.world.people import City, Person, fold

AIRLINES = ("7X", "8Z", "9K", "6Z", "0Q")  # invented designators


def released(text: str) -> str:
    """Release EDIFACT's own signs inside content."""
    return text.replace("?", "??").replace("'", "?'").replace("+", "?+").replace(":", "?:")


def airline(origin: City, goal: City) -> str:
    """Who flies a route."""
    return AIRLINES[(ord(origin[5][0]) * 3 + ord(goal[5][1])) % len(AIRLINES)]


def flight_number(origin: City, goal: City) -> int:
    """The flight number of a route."""
    return 100 + sum(ord(a) * (i + 1) for i, a in enumerate(origin[5] + goal[5])) % 800


def moment(t: int, offset: int) -> tuple[str, str]:
    """(DDMMYY, HHMM) on the place's clock."""
    minutes = (t + offset * 60) % DAY // 60
    return edifact_date(local_day(t, offset)), TWO[minutes // 60] + TWO[minutes % 60]


def mail_text(email: str) -> str:
    """SSR CTCE writes @ as //, _ as .. and - as ./ (IATA Resolution 830d)."""
    return email.upper().replace("_", "..").replace("-", "./").replace("@", "//")


def flight(event: Event) -> tuple[str, str, str]:
    """Key of the flight a booking is reported with: day, airports."""
    return day_text(local_day(event[1], event[3][4])), event[3][5], event[4][5]


def legs(event: Event) -> list[Event]:
    """The way out and, where the same booking holds it, the way back."""
    if not event[12]:
        return [event]
    leaves, arrives = event[12]
    return [event, (event[0], leaves, arrives, event[4], event[3], *event[5:])]


def _leg(event: Event, number: str) -> str:
    d1, h1 = moment(event[1], event[3][4])
    d2, h2 = moment(event[2], event[4][4])
    return f"TVL+{d1}:{h1}:{d2}:{h2}+{event[3][5]}+{event[4][5]}+{airline(event[3], event[4])}+{number}"


def pnr(event: Event, locator: str, numbers: list[str], cards: list[str]) -> list[str]:
    """The segments of one booking; `numbers` are tickets, `cards` masked card numbers."""
    t, _, _, origin, goal, who, form, payer, payer_phone, phone, email, agency, back, _ = event
    company, (day, hour) = airline(origin, goal), moment(t, origin[4])
    office = fold(agency)[:9].replace(" ", "") or "WEB"
    segments = ["SRC", f"RCI+{company}:{locator}::{day}:{hour}"]
    if phone:
        segments.append(f"SSR+CTCM:HK:1:{company}:::::{phone[1:]}/EN")
    if email:
        segments.append(f"SSR+CTCE:HK:1:{company}:::::{released(mail_text(email))}/EN")
    segments += [
        f"DAT+700:{day}:{hour}",
        f"ORG+{company}:{origin[5]}+{sum(map(ord, office)) % 90000 + 10000:08d}:{office}"
        f"+{origin[5]}++{'T' if agency else 'A'}+{origin[1]}",
    ]
    for i, (one, ticket, card) in enumerate(zip(who, numbers, cards, strict=True), 1):
        segments += traveller(one, i, company, ticket, card, form, payer, payer_phone, day)
    number = flight_number(origin, goal)
    ways = [_leg(event, f"{number}:Y"), f"RPI+{len(who)}+HK", "APD+738"]
    if back:
        home = legs(event)[1]
        ways += [_leg(home, f"{flight_number(goal, origin)}:Y"), f"RPI+{len(who)}+HK", "APD+738"]
    return [*segments, *ways]


def traveller(
    one: Person,
    i: int,
    company: str,
    ticket: str,
    card: str,
    form: str,
    payer: str,
    payer_phone: str,
    day: str,
) -> list[str]:
    """One traveller: name, document, ticket, form of payment, who paid (IFT 4:43 sponsor)."""
    surname, given = released(fold(one.surname)), released(fold(one.given))
    country = one.home[1]
    birth = airline_date(one.birth) if one.birth else ""
    doc = f"/P/{country}/{one.doc}/{country}/{birth}/{one.sex}/10OCT29/{surname}/{given}"
    segments = [
        f"TIF+{surname}+{given}:A:{i}",
        f"SSR+DOCS:HK:1:{company}:::::{doc}+::{i}",
        f"TKT+{ticket}:T:1",
        f"DAT+710:{day}",
    ]
    segments.append(f"FOP+CC:::VI:{card}:1128" if form == "CC" else f"FOP+{form}")
    if payer:
        segments.append(
            f"IFT+4:43+{released(fold(payer))}+{released(one.address.upper().replace('#', 'NO '))}+{payer_phone[1:]}"
        )
    return segments


def message(kind: str, reference: str, body: Iterable[str]) -> str:
    """UNH .. UNT with the right count."""
    head = f"UNH+{reference}+PNRGOV:13:1:IA" if kind == "PNRGOV" else f"UNH+{reference}+PAXLST:D:05B:UN:IATA"
    segments = [head, *body]
    segments.append(f"UNT+{len(segments) + 1}+{reference}")
    return "".join(f"{segment}'\n" for segment in segments)


def pnrgov_message(reference: str, bookings: list[tuple[Event, list[str]]]) -> str:
    """All bookings of one flight."""
    event = bookings[0][0]
    company = airline(event[3], event[4])
    body = [
        "MSG+:22",
        f"ORG+{company}:{event[3][5]}+52519950",
        _leg(event, str(flight_number(event[3], event[4]))),
        f"EQN+{len(bookings)}",
    ]
    for _, segments in bookings:
        body += segments
    return message("PNRGOV", reference, body)


def paxlst_message(reference: str, event: Event, passengers: list[tuple[Person, str]]) -> str:
    """The passenger list of one flight."""
    company, number = airline(event[3], event[4]), flight_number(event[3], event[4])
    d1, h1 = moment(event[1], event[3][4])
    d2, h2 = moment(event[2], event[4][4])
    body = [
        "BGM+745",
        "NAD+MS+++DUTY OFFICE",
        "COM+12025550100:TE",
        f"TDT+20+{company}{number}+++{company}",
        f"LOC+125+{event[3][5]}",
        f"DTM+189:{_yymmdd(d1)}{h1}:201",
        f"LOC+87+{event[4][5]}",
        f"DTM+232:{_yymmdd(d2)}{h2}:201",
    ]
    for one, locator in passengers:
        surname, given = released(fold(one.surname)), released(fold(one.given))
        body += [f"NAD+FL+++{surname}:{given}", f"ATT+2++{one.sex}"]
        if one.birth:
            body.append(f"DTM+329:{one.birth[2:4]}{one.birth[5:7]}{one.birth[8:10]}")
        body += [
            f"LOC+178+{event[3][5]}",
            f"LOC+179+{event[4][5]}",
            f"NAT+2+{one.home[1]}",
            f"RFF+AVF:{locator}",
            f"DOC+P:110:111+{one.doc}",
            "DTM+36:291010",
            f"LOC+91+{one.home[1]}",
        ]
    body.append(f"CNT+42:{len(passengers)}")
    return message("PAXLST", reference, body)


def _yymmdd(day: str) -> str:
    return day[4:] + day[2:4] + day[:2]


def interchange(kind: str, reference: str, messages: list[str], group: bool) -> str:
    """UNA, UNB, perhaps UNG, the messages, UNE, UNZ."""
    parties = "7X+GOVT" if kind == "PNRGOV" else "7XAPIS+GOVTAPI"
    syntax = "IATA:1" if kind == "PNRGOV" else "UNOA:4"
    version = "IA+13:1" if kind == "PNRGOV" else "UN+D:05B"
    head = f"UNA:+.?*'\nUNB+{syntax}+{parties}+260701:0400+{reference}++{kind}'\n"
    if not group:
        return f"{head}{''.join(messages)}UNZ+{len(messages)}+{reference}'\n"
    return (
        f"{head}UNG+{kind}+{parties}+260701:0400+{reference}+{version}'\n{''.join(messages)}"
        f"UNE+{len(messages)}+{reference}'\nUNZ+1+{reference}'\n"
    )
