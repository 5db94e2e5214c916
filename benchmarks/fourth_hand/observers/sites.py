"""Sites: small-ad boards, social platforms and job boards, each with its own columns and habits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.fourth_hand.atlas import City, region
from benchmarks.fourth_hand.observers.journal import Outlet
from benchmarks.fourth_hand.people import Firm, Maker

if TYPE_CHECKING:
    from benchmarks.fourth_hand.stage import Stage


class Sites:
    def __init__(self, stage: Stage) -> None:
        self.stage, self.chance, self.journal = stage, stage.chance, stage.journal
        board = self.journal.outlet
        full = "ad_id posted_at source url title text location lat lon price currency contact images"
        self._ads = {
            "americas": [
                board("ad", "boards/cayena.csv", full, "local", lat=0.4, contact=0.25, price=0.2),
                board(
                    "ad",
                    "boards/trapiche.jsonl",
                    "ad_id posted_at source title text location price currency images",
                    price=0.3,
                ),
            ],
            "iberia": [
                board(
                    "ad",
                    "boards/tablon.csv",
                    "ad_id posted_at source url title text location contact",
                    "minutes",
                    contact=0.3,
                )
            ],
            "east": [
                board("ad", "boards/sampan.jsonl", full, "local", lat=0.5, contact=0.2, images=0.5),
                board(
                    "ad",
                    "boards/lapak.csv",
                    "ad_id posted_at source title text location price currency contact",
                    contact=0.4,
                ),
            ],
        }
        self._offers = {
            "americas": [
                board(
                    "offer",
                    "jobs/chambas.csv",
                    "offer_id posted_at source employer title text location country pay currency contact",
                    employer=0.25,
                    contact=0.3,
                    pay=0.2,
                ),
                board(
                    "offer",
                    "jobs/fieldwork_board.jsonl",
                    "offer_id posted_at employer title text country pay currency contact",
                    "local",
                    employer=0.1,
                ),
            ],
            "east": [
                board(
                    "offer",
                    "jobs/kerja_raya.jsonl",
                    "offer_id posted_at source employer title text location country contact",
                    employer=0.3,
                    contact=0.2,
                )
            ],
        }
        self._posts = [
            board("post", "social/muro.jsonl", "post_id posted_at platform author text links reply_to"),
            board("post", "social/charlas.csv", "post_id posted_at platform author text", "local"),
        ]
        self.fees: dict[str, Firm] = {}

    def side(self, city: City) -> str:
        return "iberia" if city.country.code in ("ES", "PT") else region(city.country)

    def board(self, city: City) -> Outlet:
        return self.chance.pick(self._ads[self.side(city)])

    def site_firm(self, city: City) -> Firm:
        """Who is paid for adverts there."""
        side = self.side(city)
        if side not in self.fees:
            self.fees[side] = self.stage.town.firm(
                self.stage.town.city({"iberia": "ES", "east": "MY"}.get(side, "US")), "site"
            )
        return self.fees[side]

    def advert(
        self,
        city: City,
        title: str,
        text: str,
        contact: str,
        dollars: float,
        by: Maker | None,
        board: Outlet | None = None,
    ) -> None:
        outlet = board or self.board(city)
        source = outlet.path.split("/")[1].split(".")[0]
        near = self.chance.gauss(0, 0.02), self.chance.gauss(0, 0.02)
        pictures = self.chance.times(1.4)
        price = dollars * city.country.per_dollar
        cells = {
            "posted_at": outlet.time(self.stage.now, city.offset),
            "source": source,
            "url": f"https://{source}.example/{city.airport.lower()}/{outlet.last:x}{self.chance.randrange(4096):03x}",
            "title": title,
            "text": text,
            "location": city.name,
            "lat": f"{city.lat + near[0]:.4f}",
            "lon": f"{city.lon + near[1]:.4f}",
            "price": f"{max(1, round(price, -1 if price > 90 else 0)):.0f}",
            "currency": city.country.currency,
            "contact": contact,
            "images": " ".join(f"{self.chance.getrandbits(40):010x}.jpg" for _ in range(pictures)),
        }
        self.journal.write(outlet, cells, by, self.stage.now)

    def offer(
        self,
        home: City,
        work: City,
        employer: str,
        title: str,
        text: str,
        dollars: float,
        contact: str,
        by: Maker | None,
    ) -> None:
        """A job offer, shown where the people are who should read it."""
        outlet = self.chance.pick(self._offers[region(home.country)])
        cells = {
            "posted_at": outlet.time(self.stage.now, home.offset),
            "source": outlet.path.split("/")[1].split(".")[0],
            "employer": employer,
            "title": title,
            "text": text,
            "location": work.name,
            "country": work.country.code,
            "pay": f"{round(dollars, -1):.0f}",
            "currency": "USD",
            "contact": contact,
        }
        self.journal.write(outlet, cells, by, self.stage.now)

    def post(
        self, city: City, platform: str, author: str, text: str, by: Maker | None, reply: str = ""
    ) -> str:
        outlet = self.chance.pick(self._posts)
        cells = {
            "posted_at": outlet.time(self.stage.now, city.offset),
            "platform": platform,
            "author": author,
            "text": text,
            "links": f"https://{platform}.example/g/{self.chance.randrange(400)}"
            if self.chance.yes(0.2)
            else "",
            "reply_to": reply,
        }
        self.journal.named.add(("handle", f"{platform}:{author}".lower()))
        return self.journal.write(outlet, cells, by, self.stage.now)
