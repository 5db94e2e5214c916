"""Advert sites, platforms and job boards: JSON lines, CSV and pages."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from random import Random

from manumit.world.calendar import Event
from manumit.world.clock import iso, month_label
from manumit.world.files.pages import write_page
from manumit.world.town import Town
from manumit.world.truth import Truth

SITE_B = (
    "posted_at",
    "ad_id",
    "source",
    "category",
    "title",
    "location",
    "text",
    "currency",
    "price",
    "contact",
    "images",
    "url",
    "lat",
    "lon",
    "views",
)
OFFERS = (
    "offer_id",
    "posted_at",
    "source",
    "employer",
    "title",
    "text",
    "location",
    "country",
    "pay",
    "currency",
    "contact",
)
BOARDS = (
    ("workabroad.example", "jobs-plus.example", "dailyjobs.example"),
    ("careerline.example", "getwork.example", "postajob.example"),
)
PAGES_AT_MOST = 3_000  # a world's site C; beyond it the same adverts come as JSON lines


class Sites:
    """Writes adverts, posts and offers, one month at a time."""

    def __init__(self, folder: Path, town: Town, truth: Truth, rng: Random) -> None:
        self.folder, self.town, self.truth, self.rng = folder, town, truth, rng
        self.words, self.pages = town.bank.words, 0
        for name in ("adverts", "pages", "posts", "offers"):
            (folder / name).mkdir(parents=True)

    def ads(self, month: int, events: list[Event]) -> int:
        """Adverts by site."""
        events.sort(key=lambda event: (event[0], event[2], event[3]))
        label, head = month_label(month), True
        with (
            (self.folder / "adverts" / f"site-a-{label}.jsonl").open("w", encoding="utf-8", newline="") as a,
            (self.folder / "adverts" / f"site-b-{label}.csv").open("w", encoding="utf-8", newline="") as b,
        ):
            table = csv.writer(b, lineterminator="\n")
            for event in events:
                site, form = self.words.SITES[event[1]]
                number = self.town.registry.number("ad")
                section = self.rng.choice(self.words.GOES_OUT if event[9] else self.words.GOODS)
                url = f"https://{site}/{section}/{event[4][0].lower().replace(' ', '-')}/{number:08d}"
                if form == "C" and self.pages < PAGES_AT_MOST:
                    self.pages += 1
                    write_page(self.folder / "pages", self.town.bank.name, f"{number:08d}", url, site, event)
                    self.truth.note(event[10], "page", url)
                    continue
                ident = f"{site[:2].upper()}{number:08d}"
                self.truth.note(event[10], "ad", ident)
                if form == "B":
                    if head:
                        table.writerow(SITE_B)
                        head = False
                    table.writerow(self._site_b(event, ident, url, site, section))
                else:
                    a.write(json.dumps(self._site_a(event, ident, url, site), ensure_ascii=False) + "\n")
        self.truth.count("ad", len(events))
        return len(events)

    def _place(self, event: Event) -> tuple[str, str]:
        city = event[4]
        return (
            f"{city[2] + self.rng.random() * 0.1 - 0.05:.4f}",
            f"{city[3] + self.rng.random() * 0.1 - 0.05:.4f}",
        )

    def _site_a(self, event: Event, ident: str, url: str, site: str) -> dict[str, str]:
        t, _, title, text, city, price, currency, contact, images, _, _ = event
        lat, lon = self._place(event)
        return {
            "ad_id": ident,
            "posted_at": iso(t, city[4]),
            "source": site,
            "url": url,
            "title": title,
            "text": text,
            "location": f"{city[0]}, {city[1]}",
            "lat": lat,
            "lon": lon,
            "price": price,
            "currency": currency,
            "contact": contact,
            "images": images,
        }

    def _site_b(self, event: Event, ident: str, url: str, site: str, section: str) -> tuple[str, ...]:
        t, _, title, text, city, price, currency, contact, images, _, _ = event
        lat, lon = self._place(event) if self.rng.random() < 0.6 else ("", "")
        return (
            iso(t, city[4]),
            ident,
            site,
            section,
            title,
            city[0],
            text,
            currency,
            price,
            contact,
            images,
            url,
            lat,
            lon,
            str(int(self.rng.random() ** 3 * 900)),
        )

    def posts(self, month: int, events: list[Event]) -> int:
        """Posts of all platforms."""
        events.sort(key=lambda event: (event[0], event[1], event[2]))
        earlier = [""]
        with (self.folder / "posts" / f"posts-{month_label(month)}.jsonl").open(
            "w", encoding="utf-8", newline=""
        ) as out:
            for t, author, text, links, answers, tag in events:
                platform, handle = author.split(":")
                ident = f"{platform[:2]}{self.town.registry.number('post'):08d}"
                out.write(
                    json.dumps(
                        {
                            "post_id": ident,
                            "posted_at": iso(t, 0),
                            "platform": platform,
                            "author": handle,
                            "text": text,
                            "links": links,
                            "reply_to": self.rng.choice(earlier) if answers else "",
                        },
                        ensure_ascii=False,
                    )
                    + "\n"
                )
                earlier = [*earlier[-30:], ident]
                self.truth.note(tag, "post", ident)
        self.truth.count("post", len(events))
        return len(events)

    def offers(self, month: int, events: list[Event]) -> int:
        """Job offers: one board gives JSON lines, the others CSV."""
        events.sort(key=lambda event: (event[0], event[3], event[4]))
        label, boards = month_label(month), BOARDS[self.town.bank.name == "eval"]
        with (
            (self.folder / "offers" / f"board-{label}.jsonl").open(
                "w", encoding="utf-8", newline=""
            ) as lines,
            (self.folder / "offers" / f"boards-{label}.csv").open("w", encoding="utf-8", newline="") as rows,
        ):
            table = csv.writer(rows, lineterminator="\n")
            table.writerow(OFFERS)
            for t, site, employer, title, text, city, pay, currency, contact, tag in events:
                ident = f"JO{self.town.registry.number('offer'):08d}"
                row = (
                    ident,
                    iso(t, city[4]),
                    boards[site],
                    employer,
                    title,
                    text,
                    city[0],
                    city[1],
                    pay,
                    currency,
                    contact,
                )
                if site == 0:
                    lines.write(json.dumps(dict(zip(OFFERS, row, strict=True)), ensure_ascii=False) + "\n")
                else:
                    table.writerow(row)
                self.truth.note(tag, "offer", ident)
        self.truth.count("offer", len(events))
        return len(events)
