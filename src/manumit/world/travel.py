"""Acts on the way: tickets, rooms, people seen."""

from __future__ import annotations

from manumit.world.banks.numbering import COUNTRIES
from manumit.world.chance import heavy, spread
from manumit.world.clock import DAY, HOUR
from manumit.world.people import City, Person
from manumit.world.story import Story

FORMS = (("CC", 6.0), ("CA", 2.2), ("MS", 1.8))  # credit card, cash, miscellaneous (UN/EDIFACT 9888)
PAYERS = (("self", 5.0), ("kin", 2.0), ("other", 3.0))  # who pays an ordinary ticket


def book(
    story: Story,
    who: list[Person],
    origin: City,
    goal: City,
    t: int,
    *,
    payer: Person | None = None,
    phone: str = "",
    email: str = "",
    agency: str = "",
    form: str = "",
    back: int = 0,
) -> bool:
    """One booking for one or more travellers, leaving within days to weeks; `back`: days until the way home."""
    rng = story.rng
    leaves = t + int(spread(rng, 5 * DAY, 0.9)) + 3 * HOUR
    lead = who[0]
    name, number = (payer.name, payer.phone) if payer else (lead.name, lead.phone)
    form = form or heavy(rng, FORMS)
    event = (
        t,
        leaves,
        leaves + rng.randint(2, 12) * HOUR,
        origin,
        goal,
        tuple(who),
        form,
        name,
        number,
        phone or lead.phone,
        email or lead.email,
        agency,
        (leaves + back * DAY, leaves + back * DAY + rng.randint(2, 12) * HOUR) if back else None,
        story.tag,
    )
    if not story.keep("booking", event):
        return False
    story.told += len(who) - 1
    return True


def tickets(
    story: Story,
    n: int,
    *roles: str,
    sponsor: tuple[str, ...],
    back: float = 0.15,
    spare: float = 0.0,
    low: float = 0.15,
    high: float = 0.4,
) -> None:
    """A sponsor buys for people not of the family (ICAO Cir 352; FIN-2020-A008); `back` is the chance of a return."""
    rng, left = story.rng, n
    people = [who for role in roles for who in story.cast.get(role, ())] or [story.one(*sponsor)]
    turn = 0
    agency = rng.choice(story.town.agencies)[0] if rng.random() < 0.5 else ""
    while left > 0:
        size = min(left, len(people), heavy(rng, ((1, 5), (2, 2), (3, 1))))
        group = [people[(turn + i) % len(people)] for i in range(size)]
        turn += size
        again = turn > len(people)
        origin = (
            story.cities[0]
            if again and len(story.cities) > 1
            else (rng.choice(story.origin) if story.origin else story.cities[0])
        )
        goal = story.cities[-1] if again and len(story.cities) > 1 else story.cities[0]
        if origin == goal:
            goal = story.town.hub(rng)
        t = story.moment(high if again else low, 1.0 if again else high, "evening", story.cities[0])
        own = rng.random() < spare
        payer = None if own else story.one(*sponsor)
        phone = (
            ""
            if own or not payer
            else (payer.phone if rng.random() < story.share else story.phone("facilitator"))
        )
        email = payer.email if payer and rng.random() < story.share * 0.7 else ""
        story.known(phone)
        book(story, group, origin, goal, t, payer=payer, phone=phone, email=email, agency=agency)
        left -= size
        if left > 0 and rng.random() < back:
            book(
                story,
                group,
                goal,
                origin,
                t + rng.randint(5, 60) * DAY,
                payer=payer,
                phone=phone,
                email=email,
                agency=agency,
            )
            left -= size
        for who in group:
            travels(story, who)


def travels(story: Story, who: Person) -> None:
    """A traveller's name and birth date become visible: a person of the truth."""
    role = next((role for role, people in story.cast.items() if who in people), "unknown")
    story.member("person", f"{who.airline_name}|{who.birth}", role)


def stays(
    story: Story, n: int, *guests: str, payer: tuple[str, ...], rooms: float = 1.4, low: float = 0.15
) -> None:
    """Rooms taken for others, short stays in several places (FINTRAC 2016)."""
    rng = story.rng
    account = story.account_of(*payer)
    people = [who for role in guests for who in story.cast.get(role, ())] or [story.one(*guests)]
    for _ in range(n):
        city = rng.choice(story.cities)
        t = story.moment(low, 1.0, "evening", city)
        guest = rng.choice(people)
        paid = account if rng.random() < 0.75 else (guest.account if rng.random() < 0.6 else "")
        count = 1 if rng.random() > rooms - 1 else rng.randint(2, 4)
        nights = heavy(rng, ((1, 4), (2, 4), (3, 2), (4, 1), (7, 1)))
        story.keep("stay", (t, nights, story.town.hotel(rng, city), city, guest.name, count, paid, story.tag))


def seen(story: Story, n: int) -> None:
    """Somebody noticed something."""
    rng = story.rng
    for _ in range(n):
        city = rng.choice(story.cities)
        t = story.moment(0.2, 1.0, "any", city)
        text = rng.choice(story.town.bank.stories.SIGHTINGS)
        if story.phones and rng.random() < 0.25:
            text += f" {story.show(rng.choice(story.phones))}"
        story.keep("sighting", (t, city, text, story.tag))


def currency_of(city: City) -> str:
    """Local money."""
    return COUNTRIES[city[1]][0]
