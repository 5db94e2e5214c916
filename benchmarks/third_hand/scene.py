"""What people do that leaves a record: pay, advertise, offer, book, stay, post, and what others report.

A scene belongs to one group (or to nobody: ordinary life). The same acts serve planted, innocent and ordinary
life, so that a record says nothing by its looks; the story is in who does what to whom, and when.
"""

from __future__ import annotations

from random import Random

from benchmarks.third_hand.daybook import Entry, Group
from benchmarks.third_hand.parties import Party, printed
from benchmarks.third_hand.places import DAY, HOUR, City, country, date_of, local, stamp
from benchmarks.third_hand.society import Society
from benchmarks.third_hand.voice import Voice, memo
from benchmarks.third_hand.words.names import MCC

AGENCIES = ("", "", "", "web", "web", "counter")


class Scene:
    def __init__(self, society: Society, rng: Random, group: Group | None = None) -> None:
        self.society, self.rng, self.group, self.habits = society, rng, group, society.habits
        self._cast: list[tuple[Party, str]] = []

    # -- the cast and what of it is written

    def cast(self, party: Party, role: str = "unknown") -> Party:
        self._cast.append((party, role))
        return party

    def own_phone(self, party: Party, phone: str) -> str:
        role = next((role for other, role in self._cast if other is party), "unknown")
        if self.group is not None:
            self.group.parts.setdefault(("phone", phone), role)
        return phone

    def close(self) -> None:
        """Hand the cast's identifiers to the group (the first role given to a shared identifier stays)."""
        if self.group is None:
            return
        for party, role in self._cast:
            found = [("account", party.account), ("phone", party.phone), ("handle", party.handle)]
            found += [("person", f"{form}|{party.birth}") for form in party.forms]
            for part in found:
                if part[1]:
                    self.group.parts.setdefault(part, role)

    def _write(
        self, kind: str, at: int, values: dict[str, str], own: bool, names: tuple[tuple[str, str], ...] = ()
    ) -> Entry:
        entry = Entry(kind, at, values)
        self.society.book.add(entry)
        if own and self.group is not None:
            self.group.entries.append(entry)
            self.group.written.update(names)
        return entry

    # -- money

    def pay(
        self, at: int, payer: Party | None, payee: Party | None, euro: float, channel: str = "transfer", *,
        code: str = "", text: str = "", city: City | None = None, own: bool = True, exact: bool = False,
    ) -> Entry:  # fmt: skip
        """Money from one to another; no payer: cash paid in, no payee: cash taken out. `euro` at Italy's prices."""
        where = city or (payer or payee).home  # type: ignore[union-attr]
        land = country(where)
        amount = euro * land.rate * land.level
        if not exact and channel != "card":
            amount = tidy(self.rng, amount)
        debtor, creditor = payer.account if payer else "", payee.account if payee else ""
        values = {
            "time": stamp(at, where),
            "debtor_account": debtor,
            "creditor_account": creditor,
            "amount": f"{max(amount, 0.5):.2f}",
            "currency": land.currency,
            "channel": channel,
            "merchant_category": code,
            "city": where.name,
            "country": land.code,
            "memo": text,
        }
        return self._write("payment", at, values, own, (("account", debtor), ("account", creditor)))

    def shop_for(
        self, at: int, payer: Party, kind: str, euro: float, city: City, *, own: bool = True
    ) -> Entry:
        shop = self.society.shop(self.rng, kind, city)
        return self.pay(at, payer, shop, euro, "card", code=MCC.get(kind, ""), city=city, own=own)

    def open(self, party: Party, day: int, *, own: bool = True, phone: str = "", address: str = "") -> Party:
        at = local(day, self.rng.uniform(9, 17), party.home)
        entry = self.society.open_account(self.rng, party, at, phone=phone, address=address)
        if own and self.group is not None:
            self.group.entries.append(entry)
            self.group.written |= {("account", party.account), ("phone", phone or party.phone)}
        return party

    def hold(self, party: Party) -> Party:
        """An account that the person has had for long (its opening is nobody's doing)."""
        since = min(self.society.long_ago(self.rng), (self.habits.first_day - 30) * DAY)
        self.society.open_account(self.rng, party, since)
        if self.group is not None:
            self.group.written |= {("account", party.account), ("phone", party.phone)}
        return party

    # -- what is published

    def advertise(
        self, day: int, city: City, voice: Voice, name: str, phone: str, *, payer: Party | None = None,
        euro: float = 80.0, own: bool = True, hour: float | None = None,
    ) -> Entry:  # fmt: skip
        rng, site = self.rng, self.society.site(self.rng, city)
        at = local(day, hour if hour is not None else rng.triangular(8, 26, 19), city)
        land = country(city)
        language = voice.language_in(rng, land.languages)
        price = tidy(rng, euro * land.level * land.rate * self.habits.mood["client"])
        title, text = voice.company(rng, language, name, city, phone, f"{price:.0f} {land.currency}", site)
        values = {
            "posted_at": stamp(at, city),
            "source": site.name,
            "url": f"https://{site.name}/{city.name.lower().replace(' ', '-')}/{rng.randrange(10**7):07d}",
            "title": title,
            "text": text,
            "location": city.name,
            "lat": f"{city.lat + rng.gauss(0, 0.02):.4f}",
            "lon": f"{city.lon + rng.gauss(0, 0.02):.4f}",
            "price": f"{price:.2f}" if rng.random() < 0.6 else "",
            "currency": land.currency,
            "contact": printed(phone, site.style) if site.style != 4 or rng.random() < 0.5 else "",
            "images": "",
        }
        if payer is not None and payer.account:
            self.pay(
                at - rng.randrange(60, 1500), payer, self.society.sites[site.name], site.price, "card",
                code="7311", city=payer.home, own=own, exact=True,
            )  # fmt: skip
        return self._write("ad", at, values, own, (("phone", phone),))

    def offer(
        self, day: int, home: City, place: City, voice: Voice, sort: str, employer: str, phone: str, *,
        euro: float, email: str = "", lure: float, own: bool = True,
    ) -> Entry:  # fmt: skip
        rng, land = self.rng, country(place)
        at = local(day, rng.triangular(7, 24, 14), home)
        language = voice.language_in(rng, country(home).languages)
        pay = tidy(rng, euro * land.rate * land.level * self.habits.mood["wage"])
        title, text = voice.offer(
            rng, language, sort, place, f"{pay:.0f} {land.currency}", employer, phone, email, lure
        )
        values = {
            "posted_at": stamp(at, home),
            "source": rng.choice(
                (*(site.name for site in self.habits.sites[home.country]), *self.habits.platforms)
            ),
            "employer": employer,
            "title": title,
            "text": text,
            "location": place.name,
            "country": land.code,
            "pay": f"{pay:.2f}" if rng.random() < 0.7 else "",
            "currency": land.currency,
            "contact": printed(phone, rng.randrange(4)) if rng.random() < 0.8 else email,
        }
        return self._write("offer", at, values, own, (("phone", phone),))

    def post(
        self, day: int, author: Party | str, city: City, text: str, *, own: bool = True, reply: str = ""
    ) -> Entry:
        handle = author if isinstance(author, str) else author.handle
        at = local(day, self.rng.triangular(6, 26, 20), city)
        platform, name = handle.split(":", 1)
        values = {
            "posted_at": stamp(at, city), "platform": platform, "author": name, "text": text, "links": "",
            "reply_to": reply,
        }  # fmt: skip
        return self._write("post", at, values, own, (("handle", handle),))

    # -- travel and nights

    def ticket(
        self, traveller: Party, start: City, end: City, depart_day: int, *, payer: Party | None = None,
        days_before: float = 20.0, phone: str = "", email: str = "", agency: str = "", form: str = "",
        locator: str = "", number: int = 0, own: bool = True, hour: float = 0.0,
    ) -> Entry:  # fmt: skip
        """One seat one way. Who pays may not be who travels."""
        rng = self.rng
        departs = local(depart_day, hour or rng.uniform(5, 23), start)
        created = departs - int(max(0.1, days_before) * DAY) - rng.randrange(0, 6 * HOUR)
        written = name_form(traveller.name, rng.randrange(10))
        if written not in traveller.forms:
            traveller.forms.append(written)
        traveller.document = traveller.document or f"{start.country}{rng.randrange(10**6, 10**7)}"
        paid_by = payer or traveller
        contact = phone or (paid_by.phone if rng.random() < 0.8 else traveller.phone)
        values = {
            "created_at": stamp(created, paid_by.home),
            "record_locator": locator or new_locator(rng),
            "passenger_name": written,
            "birth_date": traveller.birth,
            "document": traveller.document,
            "origin": start.airport,
            "destination": end.airport,
            "departs_at": stamp(departs, start),
            "ticket_number": f"9{number or rng.randrange(10**11, 10**12)}",
            "payment_form": form or rng.choice(("card", "card", "card", "cash", "transfer")),
            "payer_name": paid_by.name,
            "contact_phone": printed(contact, rng.choice((0, 0, 1, 2))),
            "contact_email": email or (paid_by.email if rng.random() < 0.6 else ""),
            "agency": agency or self._counter(start),
        }
        names = (("person", f"{written}|{traveller.birth}"), ("phone", contact))
        return self._write("booking", created, values, own, names)

    def _counter(self, city: City) -> str:
        """Where a seat was bought."""
        if self.rng.random() < 0.25:
            return self.society.shop(self.rng, "travel", city).name
        return self.rng.choice(AGENCIES)

    def stay(
        self, guest: Party, city: City, day: int, nights: int, *, payer: Party | None = None, rooms: int = 1,
        own: bool = True, hotel: Party | None = None,
    ) -> Entry:  # fmt: skip
        rng = self.rng
        house = hotel or self.society.shop(rng, "hotel", city)
        at = local(day, rng.uniform(13, 24), city)
        account = payer.account if payer else guest.account
        values = {
            "check_in": stamp(at, city),
            "check_out": stamp(local(day + nights, rng.uniform(7, 12), city), city),
            "property": house.name,
            "city": city.name,
            "country": city.country,
            "guest_name": name_form(guest.name, rng.randrange(3)),
            "rooms": str(rooms),
            "paid_by_account": account,
        }
        return self._write("stay", at, values, own, (("account", account),))

    # -- what others say

    def report(self, day: int, city: City, text: str, channel: str, *, own: bool = True) -> Entry:
        at = local(day, self.rng.uniform(0, 24), city)
        values = {
            "received_at": stamp(at, city), "channel": channel, "text": text, "location": city.name,
            "country": city.country,
        }  # fmt: skip
        return self._write("report", at, values, own)

    def sighting(self, day: int, city: City, text: str, *, own: bool = True) -> Entry:
        rng = self.rng
        at = local(day, rng.uniform(5, 24), city)
        values = {
            "seen_at": stamp(at, city), "place": f"{city.name}, {self.society.address(rng, city)}",
            "lat": f"{city.lat + rng.gauss(0, 0.02):.4f}", "lon": f"{city.lon + rng.gauss(0, 0.02):.4f}",
            "description": text, "source": rng.choice(("camera", "patrol", "volunteer", "staff")), "photo": "",
        }  # fmt: skip
        return self._write("sighting", at, values, own)

    def missing(self, day: int, who: Party, last: City, text: str, *, own: bool = True) -> Entry:
        at = local(day, self.rng.uniform(8, 22), who.home)
        if who.name not in who.forms:
            who.forms.append(who.name)
        values = {
            "reported_at": stamp(at, who.home), "name": who.name, "birth_date": who.birth,
            "last_seen_at": date_of(at - self.rng.randint(1, 40) * DAY, last), "last_seen_place": last.name,
            "description": text, "photo": "",
        }  # fmt: skip
        return self._write("missing_person", at, values, own, (("person", f"{who.name}|{who.birth}"),))

    def memo(self, sort: str, who: str = "") -> str:
        return memo(self.rng, sort, who)


def tidy(rng: Random, amount: float) -> float:
    """A sum as people name it: two leading digits, often a five or a nought at the end."""
    if amount < 5:
        return round(amount, 1)
    step = 10.0 ** (len(str(int(amount))) - 2)
    step *= rng.choice((0.5, 1, 1, 5)) if amount / step >= 20 else 1
    return max(step, round(amount / step) * step)


def name_form(name: str, choice: int) -> str:
    given, family = name.split(" ", 1)
    if choice == 0:
        return f"{family.upper()}/{given.upper()}"
    if choice == 1:
        return f"{family} {given}"
    return name


def new_locator(rng: Random) -> str:
    return "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(6))
