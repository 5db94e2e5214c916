"""Look-alikes that touch an operation: a resold number, a relay number, a name double, a copied template."""

from __future__ import annotations

from collections.abc import Callable

from manumit.world import clock, money, travel, words
from manumit.world.adverts import Advertiser
from manumit.world.people import Person
from manumit.world.planted import Trace
from manumit.world.story import Story, recruit_person

U = "unknown"
Echo = Callable[[Story, Story], list[Trace]]


def _life(story: Story) -> list[Trace]:
    """What any inhabitant leaves."""
    return [
        ("stay", 6, 0.6, lambda s, n: travel.stays(s, n, U, payer=(U,), rooms=1.2)),
        ("ticket", 8, 0.7, lambda s, n: travel.tickets(s, n, U, sponsor=(U,), back=0.4, spare=1.0)),
        ("clients", 12, 0.6, lambda s, n: money.clients_pay(s, n, U, late=0.4)),
        ("costs", 16, 0.8, lambda s, n: money.costs(s, n, U)),
        ("post", 5, 0.5, lambda s, n: words.posts(s, n, U, work=0.3)),
    ]


def resold_number(story: Story, operation: Story) -> list[Trace]:
    """The carrier gives a burner number of an operation to somebody else, after it was let go."""
    who = recruit_person(story, U)
    free = operation.end < clock.END - 30 * clock.DAY and bool(operation.phones)
    number = story.rng.choice(operation.phones) if free else who.phone
    _give_phone(story, who, number)
    if free:
        story.start, story.end = operation.end, clock.END - 2 * clock.DAY
    service = 0.6
    return [
        ("ad", 14, 0.8, lambda s, n: words.advertise(s, n, service=service, contact=number)),
        *_life(story),
    ]


def relay_number(story: Story, operation: Story) -> list[Trace]:
    """A site's relay number stands on adverts of many unrelated people, some of an operation among them."""
    relay = story.town.relay(story.rng)
    for _ in range(max(2, story.budget // 5)):
        recruit_person(story, U, opened=0.2)
    story.member("phone", relay, U)
    return [("ad", 60, 1.0, lambda s, n: _strangers(s, n, relay)), *_life(story)]


def name_double(story: Story, operation: Story) -> list[Trace]:
    """Somebody with the same name as a member of an operation, sometimes born in the same year."""
    people = [who for cast in operation.cast.values() for who in cast]
    model: Person = story.rng.choice(people)
    who = recruit_person(story, U, surname=model.surname, sex=model.sex)
    who.given, who.lang = model.given, model.lang
    if story.rng.random() < 0.5:
        who.birth = model.birth[:4] + who.birth[4:]
    if who.account:
        story.town.holder[who.account] = who.name
    return _life(story)


def copied_template(story: Story, operation: Story) -> list[Trace]:
    """An innocent advertiser copies the text of a popular advert, under an own number."""
    who = recruit_person(story, U, ages=(21, 50))
    story.share = 0.9
    if operation.maker is not None:
        own = Advertiser(story.rng, story.town, story.cities[0], story.level.noise, contacts=[who.phone])
        own.frame, own.lang, own.service = (
            list(operation.maker.frame),
            operation.maker.lang,
            operation.maker.service,
        )
        story.maker = own
    return [
        ("ad", 24, 1.0, lambda s, n: words.advertise(s, n, contact=who.phone)),
        ("spend", 8, 0.7, lambda s, n: money.ad_spend(s, n, U)),
        *_life(story),
    ]


def _give_phone(story: Story, who: Person, number: str) -> None:
    story.members.pop(("phone", who.phone), None)
    who.phone = number
    story.phones.append(number)


def _strangers(story: Story, n: int, relay: str) -> None:
    """Every advert or two another writer."""
    left = n
    while left > 0:
        story.maker = None
        part = min(left, story.rng.randint(1, 2))
        words.advertise(story, part, contact=relay)
        left -= part


ECHOES: dict[str, Echo] = {
    made.__name__: made for made in (resold_number, relay_number, name_double, copied_template)
}
