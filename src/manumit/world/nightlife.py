"""Look-alikes of the night: adults who work for themselves, houses with one template, people on shifts."""

from __future__ import annotations

from manumit.world import money, travel, words
from manumit.world.bystanders import Trace, U, people, size, void, worry
from manumit.world.story import Story


def independent_adult(story: Story) -> list[Trace]:
    """One adult, own adverts, own phone, own account; travels, is paid at night and keeps it."""
    people(story, 1, ages=(21, 45))
    own = story.one(U)
    story.phones.append(own.phone)
    story.share = max(0.7, story.share)
    return [
        (
            "ad",
            30,
            1.0,
            lambda s, n: words.advertise(s, n, several=0.15, desk=0.05, contact=own.phone if n < 6 else ""),
        ),
        ("spend", 10, 0.8, lambda s, n: money.ad_spend(s, n, U)),
        ("clients", 22, 0.95, lambda s, n: money.clients_pay(s, n, U, late=0.5)),
        ("post", 6, 0.6, lambda s, n: words.posts(s, n, U, work=0.1)),
        ("stay", 9, 0.7, lambda s, n: travel.stays(s, n, U, payer=(U,), rooms=1.1)),
        ("ticket", 6, 0.6, lambda s, n: travel.tickets(s, n, U, sponsor=(U,), back=0.8, spare=1.0)),
        ("cash", 5, 0.4, lambda s, n: money.cash_in(s, n, U)),
        ("costs", 10, 0.5, lambda s, n: money.costs(s, n, U)),
        ("offer", 3, 0.2, lambda s, n: words.offer(s, n, U, lure=0.4, bond=0.15, fair=0.45)),
        *worry(0.25),
    ]


def massage_franchise(story: Story) -> list[Trace]:
    """One template and price in many branches, each with its own phone; staff are paid and keep it."""
    story.cities = (story.cities + story.rng.sample(story.town.hubs, 4))[:6]
    story.firm = story.town.firm(story.rng, story.cities[0])
    people(story, size(story, 14), banked=0.9)
    story.share = 0.3
    story.member("account", story.firm.account, U)
    return [
        ("ad", 40, 1.0, lambda s, n: words.advertise(s, n, several=0.8, desk=0.5)),
        ("spend", 10, 0.8, lambda s, n: money.ad_spend(s, n, U)),
        ("clients", 12, 0.7, lambda s, n: money.clients_pay(s, n, U, late=0.3)),
        ("wages", 18, 0.8, lambda s, n: void(money.paydays(s, n, tail=False))),
        ("offer", 6, 0.6, lambda s, n: words.offer(s, n, U, lure=0.35, bond=0.1, fair=0.5)),
        *worry(0.35),
    ]


def booking_agency(story: Story) -> list[Trace]:
    """A licensed agency: one phone on very many adverts of adults who run their own accounts."""
    story.firm = story.town.firm(story.rng, story.cities[0])
    people(story, size(story, 12), ages=(21, 45), banked=0.9)
    phone = story.firm.phone
    story.member("phone", phone, U)
    story.member("account", story.firm.account, U)
    return [
        ("ad", 44, 1.0, lambda s, n: _varied(s, n, phone)),
        ("spend", 14, 0.9, lambda s, n: money.ad_spend(s, n, U)),
        ("clients", 14, 0.8, lambda s, n: money.clients_pay(s, n, U, late=0.5)),
        ("post", 6, 0.5, lambda s, n: words.posts(s, n, U, work=0.2, phone=phone)),
        ("stay", 5, 0.4, lambda s, n: travel.stays(s, n, U, payer=(U,), rooms=1.2)),
        ("offer", 6, 0.5, lambda s, n: words.offer(s, n, U, lure=0.4, bond=0.15, fair=0.45)),
        *worry(0.3),
    ]


def night_nurse(story: Story) -> list[Trace]:
    """Works nights: late taxis and meals, takings of a side job paid in at night, colleagues who pay back."""
    people(story, 1 + (story.budget > 20))
    return [
        ("costs", 40, 1.0, lambda s, n: money.costs(s, n, U)),
        ("cash", 16, 0.8, lambda s, n: money.cash_in(s, n, U)),
        ("clients", 16, 0.7, lambda s, n: money.clients_pay(s, n, U, late=0.6)),
        ("wages", 10, 0.8, lambda s, n: void(money.paydays(s, n, tail=False))),
        ("post", 5, 0.4, lambda s, n: words.posts(s, n, U, work=0.3)),
        *worry(0.15),
    ]


def hotel_sales_staff(story: Story) -> list[Trace]:
    """A travelling sales person: rooms in many cities, sometimes two for colleagues."""
    story.cities = (story.cities + story.rng.sample(story.town.hubs, 5))[:7]
    people(story, story.rng.randint(2, 4))
    return [
        ("stay", 26, 1.0, lambda s, n: travel.stays(s, n, U, payer=(U,), rooms=1.3, low=0.0)),
        ("ticket", 16, 0.8, lambda s, n: travel.tickets(s, n, U, sponsor=(U,), back=0.6, spare=0.6)),
        ("costs", 30, 1.0, lambda s, n: money.costs(s, n, U)),
        ("spend", 6, 0.4, lambda s, n: money.ad_spend(s, n, U)),
        ("offer", 4, 0.4, lambda s, n: words.offer(s, n, U, lure=0.4, bond=0.15, fair=0.45)),
        *worry(0.1),
    ]


def _varied(story: Story, n: int, phone: str) -> None:
    """Adverts of many women through one desk phone: a new frame every few adverts."""
    left = n
    while left > 0:
        story.maker = None
        part = min(left, story.rng.randint(1, 6))
        words.advertise(story, part, several=0.3, desk=0.5, contact=phone)
        left -= part
