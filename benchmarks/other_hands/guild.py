"""Firms that everybody meets: they tie the whole world into one component."""

from typing import TYPE_CHECKING

from . import atlas
from .atlas import City
from .stage import Firm

if TYPE_CHECKING:
    from .stage import Stage


def firm(w: "Stage", name: str, trade: str, city: City, job: str = "company") -> Firm:
    r = w.rng
    phone = w.numbers.phone(city.country)
    email = (
        f"office@{''.join(c for c in name.lower() if c.isascii() and c.isalnum())}{r.randrange(99)}.example"
    )
    account, _ = w.open(
        name,
        city,
        kind="business",
        phone=phone,
        email=email,
        address=f"{r.randrange(1, 90)} {r.choice(atlas.STREETS)}",
        job=job,
        day=r.uniform(-900, 0),
    )
    return Firm(name, trade, city, account, phone, email)


def found(w: "Stage") -> None:
    """Set up the hubs: employers, hotels, boards, shops, agencies, remitters, relay phones."""
    r = w.rng
    w.shops = [
        firm(w, f"{r.choice(('Marche', 'Corner', 'Kauf', 'Daily'))} {c.name} {i}", "shop", c)
        for c in atlas.HOMES
        for i in range(3)
    ]
    w.processor = firm(w, "Tillbridge Payments", "processor", atlas.HOMES[4])
    w.employers = [firm(w, name, "employer", r.choice(atlas.HOMES)) for name in atlas.FIRMS]
    w.payroll_house = firm(w, "Paie Plus Bureau", "payroll", atlas.HOMES[0])
    w.hotels = [(firm(w, name, "hotel", c), c) for name in atlas.HOTELS for c in r.sample(atlas.HOMES, 3)]
    w.boards = {name: firm(w, name, "board", r.choice(atlas.HOMES)) for name in atlas.BOARDS}
    w.board_price = dict(zip(atlas.BOARDS, (4.5, 9.0, 6.0, 12.0), strict=True))
    w.agencies = [
        firm(w, name, "agency", r.choice(atlas.HOMES))
        for name in (
            "Compass Desk",
            "Aller Simple",
            "Reisekiste",
            "Far & Near",
            "Maple Fares",
            "Horizon Bleu",
        )
    ]
    w.remitters = [
        firm(w, name, "remitter", r.choice(atlas.HOMES)) for name in ("Swiftbridge", "Dong Song", "Casa Giro")
    ]
    w.exchange = firm(w, "Cointray", "exchange", atlas.HOMES[0])
    w.taxis = [firm(w, f"Taxi {c.name}", "taxi", c) for c in atlas.HOMES]
    w.relays = [w.numbers.phone(r.choice(("FR", "GB", "DE", "CA"))) for _ in range(6)]
    """Numbers behind which the board 'harbourboard' hides people: shared by many strangers."""
