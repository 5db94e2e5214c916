"""Carriers, ticket sellers and hotels."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from benchmarks.fourth_hand.atlas import City, region
from benchmarks.fourth_hand.people import Account, Firm, Maker, Person

if TYPE_CHECKING:
    from benchmarks.fourth_hand.stage import Stage

DAY = 86_400.0
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Travel:
    def __init__(self, stage: Stage) -> None:
        self.stage, self.chance, self.journal = stage, stage.chance, stage.journal
        out = self.journal.outlet
        columns = (
            "booking_id created_at record_locator passenger_name birth_date document origin destination departs_at "
            "ticket_number payment_form payer_name contact_phone contact_email agency"
        )
        short = (
            "booking_id created_at record_locator passenger_name birth_date origin destination departs_at payment_form "
            "payer_name contact_phone"
        )
        self._air = {
            "americas": out(
                "booking",
                "travel/aeroandes.csv",
                columns,
                "utc",
                "upper",
                contact_email=0.4,
                document=0.5,
                agency=0.2,
            ),
            "iberia": out(
                "booking",
                "travel/iberolink.jsonl",
                columns,
                "local",
                "plain",
                contact_phone=0.25,
                document=0.4,
            ),
            "east": out(
                "booking",
                "travel/nusajet.csv",
                columns,
                "local",
                "upper",
                contact_phone=0.15,
                contact_email=0.5,
            ),
        }
        self._bus = out("booking", "travel/terminal_bus.csv", short, "minutes", "comma", contact_phone=0.3)
        stay = "stay_id check_in check_out property city country guest_name rooms paid_by_account"
        self._stays = [
            out("stay", "hotels/guest_registers.csv", stay, "local", "plain", paid_by_account=0.3),
            out("stay", "hotels/hospedajes.jsonl", stay, "utc", "comma", paid_by_account=0.35, rooms=0.2),
        ]

    def document(self, who: Person) -> str:
        return f"{who.born[2:4]}{crc32((who.name + who.email).encode()) % 10**7:07d}{who.given[0].upper()}"

    def book(
        self,
        passengers: list[Person],
        origin: City,
        destination: City,
        departs: float,
        payer: str = "",
        phone: str = "",
        email: str = "",
        agency: str = "",
        form: str = "card",
        by: Maker | None = None,
        bus: bool = False,
    ) -> None:
        """One reservation, a row for each passenger; `payer` is the name written for who paid."""
        side = "iberia" if origin.country.code in ("ES", "PT") else region(origin.country)
        outlet = self._bus if bus else self._air[side]
        locator = "".join(self.chance.pick(_LETTERS) for _ in range(6))
        ticket = self.chance.randrange(10**9, 10**10)
        for number, who in enumerate(passengers):
            born = not self.chance.yes(0.3 if bus else 0.08)
            cells = {
                "created_at": outlet.time(self.stage.now + number * 20, origin.offset),
                "record_locator": locator,
                "passenger_name": self.journal.person(who, outlet, born),
                "birth_date": who.born if born else "",
                "document": self.document(who),
                "origin": origin.airport,
                "destination": destination.airport,
                "departs_at": outlet.time(departs, origin.offset),
                "ticket_number": f"{ticket + number}",
                "payment_form": form,
                "payer_name": payer,
                "contact_phone": phone,
                "contact_email": email,
                "agency": agency,
            }
            self.journal.write(outlet, cells, by, self.stage.now)
        self.journal.named.add(("phone", phone))

    def stay(
        self,
        guest: Person,
        hotel: Firm,
        nights: int,
        rooms: int = 1,
        paid: Account | None = None,
        by: Maker | None = None,
    ) -> None:
        """Nights in a hotel; who paid is written where the register has a place for it."""
        outlet = self.chance.pick(self._stays)
        city, now = hotel.city, self.stage.now
        leaves = now + nights * DAY - self.chance.random() * 20_000
        cells = {
            "check_in": outlet.time(now, city.offset),
            "check_out": outlet.time(leaves, city.offset),
            "property": hotel.name,
            "city": city.name,
            "country": city.country.code,
            "guest_name": self.journal.person(guest, outlet, False),
            "rooms": str(rooms),
            "paid_by_account": paid.id if paid else "",
        }
        self.journal.write(outlet, cells, by, now)
