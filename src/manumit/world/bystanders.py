"""What the innocent groups are made of: people under a roof, and neighbours who worry about them too."""

from __future__ import annotations

from collections.abc import Callable

from manumit.world import travel, words
from manumit.world.chance import spread
from manumit.world.planted import Trace
from manumit.world.story import Story, recruit_person

__all__ = ["Group", "Trace", "U", "people", "size", "void", "worry"]

U = "unknown"
Group = Callable[[Story], list[Trace]]


def people(
    story: Story,
    count: int,
    *,
    surname: str = "",
    ages: tuple[int, int] = (20, 60),
    roof: bool = False,
    home: bool = False,
    opened: float = 0.35,
    banked: float = 0.85,
) -> None:
    """The innocents of a story; `roof`: they share an address."""
    rng = story.rng
    address = story.town.address(rng, story.cities[0])
    for i in range(count):
        origin = rng.choice(story.origin) if home and i else None
        who = recruit_person(
            story,
            U,
            opened=opened,
            banked=banked if i else 0.95,
            home=origin,
            ages=ages,
            surname=surname,
            life=0.5 + 0.7 * rng.random(),
        )
        if roof:
            who.address = address


def size(story: Story, per: float, least: int = 2, most: int = 40) -> int:
    return max(least, min(most, int(spread(story.rng, 1 + story.budget / per, 0.4))))


def void(_: object) -> None:
    """Some acts report back; a trace doesn't need it."""


def worry(chance: float) -> list[Trace]:
    """Neighbours report innocents as well."""
    return [
        ("report", 5, chance, words.reports),
        ("seen", 3, chance / 2, travel.seen),
        ("missing", 1, chance / 3, lambda s, n: words.missed(s, n, U)),
    ]
