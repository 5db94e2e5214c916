"""Innocent groups that advertise: adults on their own account, houses with a licence, borrowed wordings and numbers."""

from __future__ import annotations

from benchmarks.third_hand.ordinary import spend, wages
from benchmarks.third_hand.parties import Party, phone_for
from benchmarks.third_hand.places import DESTINATIONS, local
from benchmarks.third_hand.sexual import _stage_name, _stops
from benchmarks.third_hand.story import Story, Telling


def _keeps(s: Story, who: Party, day: int, euro: float) -> None:
    """Own life from own money: shopping, now and then savings or a parent."""
    spend(s, who, day, s.clip(day + 60), 9, own=s.rng.random() < 0.4)
    if s.rng.random() < 0.4:
        kin = s.society.resident(s.rng, s.society.city(s.rng))
        s.pay(
            local(s.clip(day + 9), 19, who.home),
            who,
            kin,
            euro * s.rng.uniform(0.2, 0.6),
            text=s.memo("home"),
        )


def independent(s: Story) -> None:
    """An adult who advertises herself: pays for it herself, travels in her own name, and the money stays with her."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    who = s.one(
        home,
        "unknown",
        origin=s.society.city(rng) if rng.random() < 0.6 else None,
        woman=rng.random() < 0.9,
        young=22,
    )
    voice, day = s.voice(home, self_rate=0.35, house_rate=0.05), s.begin(0.6)
    line = s.own_phone(who, who.phone) if rng.random() < 0.6 else s.burner(who)
    for city in _stops(s, home, rng.randint(1, 4)):
        for _ in range(rng.randint(1, 4)):
            s.advertise(
                s.clip(day + rng.randrange(5)),
                city,
                voice,
                who.given,
                line,
                payer=who if rng.random() < 0.7 else None,
            )
        if rng.random() < 0.7:
            s.stay(who, city, s.clip(day), rng.randint(1, 4))
        for night in range(rng.randint(1, 3)):
            _, total = s.clients(who, s.clip(day + night), rng.randint(1, 4), 85, city)
        _keeps(s, who, day, total)
        day += rng.randint(4, 18)
    s.pay(
        local(s.clip(day), 12, home),
        who,
        s.society.resident(rng, home),
        480 * s.habits.mood["rent"],
        text=s.memo("rent"),
    )
    s.home_life(who)
    s.rumour(day, home, who=who)


def shared_flat(s: Story) -> None:
    """Adults who share a flat for safety: one pays rent and adverts, the others pay their share."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    mates = s.people(
        rng.randint(2, 4), home, "unknown", origin=s.society.city(rng), woman=True, young=22, old=48
    )
    voice = s.voice(home, self_rate=0.15, house_rate=0.3)
    first, rent = s.begin(0.55), 620 * s.habits.mood["rent"]
    line = s.burner(mates[0])
    for month in range(rng.randint(2, 4)):
        day = s.clip(first + 30 * month)
        s.pay(local(day, 11, home), mates[0], s.society.resident(rng, home), rent, text=s.memo("rent"))
        for mate in mates[1:]:
            s.pay(
                local(day, rng.uniform(8, 26), home),
                mate,
                mates[0],
                rent / len(mates),
                "p2p",
                text=s.memo("give"),
            )
    for mate in mates:
        own_line = line if rng.random() < 0.5 else s.own_phone(mate, mate.phone)
        day = first + rng.randrange(30)
        for _ in range(rng.randint(1, 3)):
            s.advertise(
                s.clip(day + rng.randrange(20)),
                home,
                voice,
                _stage_name(s, mate),
                own_line,
                payer=mates[0] if rng.random() < 0.5 else mate,
            )
        for night in range(rng.randint(1, 3)):
            _, total = s.clients(mate, s.clip(day + 3 * night), rng.randint(1, 3), 75)
            _keeps(s, mate, day, total)
    s.home_life(*mates)
    s.rumour(first + 40, home, who=mates[0], count=len(mates))


def massage_franchise(s: Story) -> None:
    """One text, one booking line, many branches; wages go out, clients pay by card in the afternoon."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    firm = s.society.firm(rng, "spa", home)
    s.cast(firm, "unknown")
    s.hold(firm)
    voice = s.voice(home, self_rate=0.0, house_rate=0.6)
    voice.variety = 1
    staff = s.people(
        rng.randint(3, 6), home, "unknown", origin=s.society.city(rng), woman=True, young=22, old=55
    )
    first = s.begin(0.4)
    for city in _stops(s, home, 3):
        for _ in range(rng.randint(2, 4)):
            s.advertise(
                s.clip(first + rng.randrange(90)),
                city,
                voice,
                rng.choice(staff).given,
                firm.phone,
                payer=firm,
                hour=rng.uniform(9, 18),
            )
    for _ in range(rng.randint(6, 14)):
        guest = s.society.resident(rng, home)
        s.pay(
            local(s.clip(first + rng.randrange(120)), rng.uniform(11, 21), home),
            guest,
            firm,
            55 * rng.uniform(0.8, 1.6),
            "card",
            code="7297",
        )
    for who in staff:
        wages(s, firm, who, first, rng.randint(2, 3), 1150, own=True)
        _keeps(s, who, first, 300)
    s.home_life(*staff)
    s.rumour(first + 50, home, who=firm, count=len(staff))


def copied_wording(s: Story) -> None:
    """Strangers who all copied the sample text of a site; nothing else joins them."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    voice = s.voice(home, self_rate=0.1, house_rate=0.2)
    voice.variety = 1
    for _ in range(rng.randint(5, 10)):
        city = s.society.city(rng, (home.country,))
        who = s.one(city, "unknown", woman=True, young=22, banked=0.3)
        s.own_phone(who, who.phone)
        for _ in range(rng.randint(1, 3)):
            s.advertise(s.begin(0.99), city, voice, who.given, who.phone, payer=who)
        if who.account:
            s.clients(who, s.begin(0.95), rng.randint(1, 3), 80)
            s.home_life(who)


def relay_number(s: Story) -> None:
    """A site's own exchange prints one number for people who never met."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    relay = phone_for(rng, home.country)
    s.group.parts[("phone", relay)] = "unknown"  # type: ignore[union-attr]
    for _ in range(rng.randint(6, 12)):
        city = s.society.city(rng, (home.country,))
        who = s.society.person(rng, city, woman=True, young=22)
        voice = s.voice(city, self_rate=0.3)
        for _ in range(rng.randint(1, 4)):
            s.advertise(s.begin(0.99), city, voice, who.given, relay)


def stage_tour(s: Story) -> None:
    """Dancers on tour: tickets there and back and rooms from an impresario, who pays fees out and takes none."""
    rng = s.rng
    home = s.society.city(rng)
    boss = s.one(home, "unknown", young=30)
    troupe = s.people(rng.randint(3, 6), home, "unknown", woman=rng.random() < 0.8, young=20, old=38)
    place, day = s.society.destination(rng), s.begin(0.6)
    s.offer(
        day - rng.randint(30, 60),
        home,
        place,
        s.voice(home),
        "sexual",
        f"{boss.given} Show",
        s.own_phone(boss, boss.phone),
        euro=1300,
        lure=0.2,
    )
    span = rng.randint(12, 60)
    s.sent(troupe, home, place, day, boss, back=span, rush=2.6)
    for city in _stops(s, place, 3):
        s.stay(boss, city, s.clip(day + rng.randrange(span)), rng.randint(2, 5), rooms=rng.choice((2, 3)))
    for who in troupe:
        for part in range(rng.randint(1, 3)):
            at = local(s.clip(day + 10 + 12 * part), rng.uniform(10, 26), place)
            s.pay(
                at,
                boss,
                who,
                350 * rng.uniform(0.8, 1.4),
                rng.choice(("transfer", "p2p")),
                text=s.memo("give"),
                city=place,
            )
    s.home_life(boss, *troupe)
    s.rumour(day + 12, place, who=boss, count=len(troupe))


def casting(s: Story) -> None:
    """A model agency: offers, tickets both ways, one night in a hotel, and the fee is paid to the model."""
    rng = s.rng
    home = s.society.city(rng, DESTINATIONS)
    firm = s.society.firm(rng, "office", home)
    s.cast(firm, "unknown")
    s.hold(firm)
    for index in range(rng.randint(3, 6)):
        start = s.society.city(rng)
        who = s.one(start, "unknown", woman=True, young=20, old=30)
        day = s.begin(0.8)
        if index < 2:
            s.offer(
                day - 25,
                start,
                home,
                s.voice(start),
                "sexual",
                firm.name,
                firm.phone,
                euro=1500,
                lure=0.2,
                email=firm.email,
            )
        s.sent([who], start, home, day, firm, back=rng.randint(2, 5), rush=2.3)
        s.stay(who, home, s.clip(day), rng.randint(1, 3), payer=firm)
        s.pay(
            local(s.clip(day + rng.randint(3, 20)), 14, home),
            firm,
            who,
            420 * rng.uniform(0.7, 2),
            text=s.memo("wage"),
            city=home,
        )
        s.home_life(who)


GROUPS: dict[str, Telling] = {
    "independent_advertiser": independent, "shared_flat": shared_flat, "massage_franchise": massage_franchise,
    "copied_wording": copied_wording, "relay_number": relay_number, "stage_tour": stage_tour, "casting_agency": casting,
}  # fmt: skip
