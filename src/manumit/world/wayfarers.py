"""Look-alikes on the way: one buys for many, and they come back."""

from __future__ import annotations

from manumit.world import money, travel, words
from manumit.world.bystanders import Trace, U, people, size, void, worry
from manumit.world.story import Story


def tour_leader(story: Story) -> list[Trace]:
    """Buys tickets and rooms for strangers who paid beforehand and fly home again."""
    people(story, size(story, 5, 4), home=True, opened=0.1, banked=0.4)
    story.cast["leader"] = [story.cast[U][0]]
    return [
        ("ticket", 40, 1.0, lambda s, n: travel.tickets(s, n, U, sponsor=("leader",), back=0.85, high=0.9)),
        ("stay", 14, 0.9, lambda s, n: travel.stays(s, n, U, payer=("leader",), rooms=1.7)),
        ("fee", 14, 0.9, lambda s, n: money.fees(s, n, role="leader")),
        ("costs", 10, 0.6, lambda s, n: money.costs(s, n, "leader")),
        ("post", 6, 0.5, lambda s, n: words.posts(s, n, "leader", work=0.4)),
        ("offer", 6, 0.5, lambda s, n: words.offer(s, n, U, lure=0.4, bond=0.15, fair=0.45)),
        *worry(0.15),
    ]


def sports_team(story: Story) -> list[Trace]:
    """A club pays for young players, all go and all come back."""
    people(story, size(story, 4, 5), ages=(16, 30), opened=0.1, banked=0.4)
    story.cast["manager"] = [story.cast[U][0]]
    return [
        ("ticket", 44, 1.0, lambda s, n: travel.tickets(s, n, U, sponsor=("manager",), back=0.9, high=0.9)),
        ("stay", 16, 1.0, lambda s, n: travel.stays(s, n, U, payer=("manager",), rooms=1.8)),
        ("costs", 16, 0.7, lambda s, n: money.costs(s, n, "manager")),
        ("fee", 8, 0.6, lambda s, n: money.fees(s, n, role="manager", level=0.4)),
        ("offer", 5, 0.4, lambda s, n: words.offer(s, n, U, lure=0.4, bond=0.15, fair=0.45)),
        *worry(0.1),
    ]


def family(story: Story) -> list[Trace]:
    """One pays for all; a surname, a phone and a roof are shared, an au pair or grandmother flies in one way."""
    first = story.town.person(story.rng, story.cities[0])
    people(story, story.rng.randint(3, 6), surname=first.surname, ages=(8, 75), roof=True)
    head = story.cast[U][0]
    for who in story.cast[U][1:]:
        if story.rng.random() < 0.6:
            who.phone = head.phone
    story.cast["head"] = [head]
    return [
        ("ticket", 20, 0.9, lambda s, n: travel.tickets(s, n, U, sponsor=("head",), back=0.4, high=0.8)),
        ("gifts", 30, 1.0, lambda s, n: money.share_out(s, n, s.account_of("head"))),
        ("wages", 10, 0.5, lambda s, n: void(money.paydays(s, n))),
        ("back", 10, 0.5, lambda s, n: money.forward(s, n, "head")),
        ("costs", 16, 0.8, lambda s, n: money.costs(s, n, "head")),
        ("stay", 6, 0.5, lambda s, n: travel.stays(s, n, U, payer=("head",), rooms=1.4)),
        ("offer", 7, 0.6, lambda s, n: words.offer(s, n, U, lure=0.4, bond=0.15, fair=0.45)),
        *worry(0.2),
    ]
