"""Look-alikes at work: shared roofs, agencies and payrolls where everybody keeps the wage."""

from __future__ import annotations

from manumit.world import money, travel, words
from manumit.world.bystanders import Trace, U, people, size, void, worry
from manumit.world.story import Story


def migrant_flatmates(story: Story) -> list[Trace]:
    """One roof, one landlord, own wages, each sends money to an own family."""
    people(story, size(story, 8, 3), home=True, roof=True, opened=0.6)
    landlord = story.town.neighbour(story.rng).account
    story.firm = story.town.firm(story.rng, story.cities[0])
    return [
        ("ticket", 10, 0.7, lambda s, n: travel.tickets(s, n, U, sponsor=(U,), back=0.1, spare=0.7)),
        ("wages", 24, 0.9, lambda s, n: void(money.paydays(s, n, tail=False))),
        ("rent", 22, 1.0, lambda s, n: money.rents(s, n, landlord)),
        ("home", 22, 1.0, money.send_home),
        ("clients", 8, 0.4, lambda s, n: money.clients_pay(s, n, U, late=0.3)),
        ("post", 7, 0.4, lambda s, n: words.posts(s, n, U, work=0.5)),
        ("offer", 4, 0.3, lambda s, n: words.offer(s, n, U, lure=0.4, bond=0.15, fair=0.45)),
        *worry(0.35),
    ]


def licensed_recruiter(story: Story) -> list[Trace]:
    """An agency with a small lawful fee or none: tickets for strangers, and they keep their wages."""
    story.firm = story.town.firm(story.rng, story.cities[0])
    people(story, size(story, 7, 3), home=True, opened=0.5)
    story.cast["agent"] = [story.cast[U][0]]
    story.member("account", story.firm.account, U)
    return [
        ("offer", 16, 1.0, lambda s, n: words.offer(s, n, "agent", lure=0.45, bond=0.2, fair=0.55)),
        ("post", 7, 0.5, lambda s, n: words.posts(s, n, "agent", work=0.8)),
        ("fee", 9, 0.6, lambda s, n: money.fees(s, n, role="agent", level=0.5)),
        ("ticket", 22, 1.0, lambda s, n: travel.tickets(s, n, U, sponsor=("agent",), back=0.15)),
        ("wages", 26, 0.9, lambda s, n: void(money.paydays(s, n, tail=False))),
        ("home", 12, 0.7, money.send_home),
        *worry(0.3),
    ]


def seasonal_programme(story: Story) -> list[Trace]:
    """Many arrive and return; company housing is taken off a real wage, moderately."""
    story.firm = story.town.firm(story.rng, story.cities[0])
    people(story, size(story, 6, 4), home=True, roof=True, opened=0.6)
    firm = story.firm
    story.cast["agent"] = [story.cast[U][0]]
    story.member("account", firm.account, U)
    return [
        ("offer", 8, 0.8, lambda s, n: words.offer(s, n, "agent", lure=0.4, bond=0.15, fair=0.6)),
        ("ticket", 26, 1.0, lambda s, n: travel.tickets(s, n, U, sponsor=("agent",), back=0.7, spare=0.2)),
        ("wages", 30, 1.0, lambda s, n: void(money.paydays(s, n))),
        ("back", 16, 0.9, lambda s, n: money.deductions(s, n, firm.account, 0.1, 0.25)),
        ("home", 12, 0.7, money.send_home),
        ("stay", 4, 0.4, lambda s, n: travel.stays(s, n, U, payer=("agent",), rooms=1.6)),
        *worry(0.3),
    ]


def payroll_firm(story: Story) -> list[Trace]:
    """One account pays very many people of many employers; a few couples share an account."""
    story.firm = story.town.firm(story.rng, story.cities[0])
    people(story, size(story, 3, 5, 60), opened=0.3, banked=0.9)
    story.cast["joint"] = story.cast[U][-2:]
    single = story.cast[U][:-2]
    story.member("account", story.firm.account, U)
    return [
        ("wages", 80, 1.0, lambda s, n: void(money.paydays(s, n, tail=False, staff=single))),
        ("joint", 8, 0.7, _joint),
        ("offer", 6, 0.5, lambda s, n: words.offer(s, n, U, lure=0.4, bond=0.1, fair=0.5)),
        ("fee", 5, 0.4, lambda s, n: money.share_out(s, n, s.account_of(U))),
        *worry(0.2),
    ]


def _joint(story: Story, n: int) -> None:
    """A couple's wages go to the account they share."""
    money.paydays(story, n, captured=story.account_of("joint"), tail=False, staff=story.cast["joint"])
