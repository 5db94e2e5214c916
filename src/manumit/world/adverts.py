"""Adverts and posts as people write them: a frame of sentences that is kept, reworded and mistyped."""

from __future__ import annotations

from random import Random

from manumit.world import clock
from manumit.world.banks.numbering import COUNTRIES
from manumit.world.chance import heavy, spread
from manumit.world.people import City
from manumit.world.town import Town

DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
KEYCAPS = tuple(f"{n}\ufe0f\u20e3" for n in range(10))
FULLWIDTH = "０１２３４５６７８９"
SIGNS = {"USD": "${}", "CAD": "${}", "GBP": "£{}", "EUR": "{}€"}


def disguise(rng: Random, phone: str, effort: float) -> str:
    """A phone number as a person types it; `effort` 0..1 is how hard they hide it (styles: Chambers, W-NUT 2019)."""
    body = phone[2:] if phone.startswith("+1") and rng.random() < 0.7 else phone
    if rng.random() > effort:
        cut = len(body) - 4
        return heavy(
            rng,
            (
                (body, 3),
                (f"{body[: cut - 3]}-{body[cut - 3 : cut]}-{body[cut:]}", 3),
                (f"{body[: cut - 3]} {body[cut - 3 : cut]} {body[cut:]}", 3),
            ),
        )
    style, digits = rng.random(), body.lstrip("+")
    if style < 0.25:
        return " ".join(digits)
    if style < 0.45:
        return ".".join((digits[:3], digits[3:6], digits[6:]))
    if style < 0.7:
        return " ".join(DIGIT_WORDS[int(d)] if rng.random() < 0.4 else d for d in digits)
    if style < 0.85:
        return "".join(KEYCAPS[int(d)] for d in digits)
    return "".join(FULLWIDTH[int(d)] for d in digits)


def mistype(rng: Random, text: str, rate: float) -> str:
    """Swap, drop or double letters in words; `rate` per word."""
    if rng.random() > rate * 12:
        return text
    words = text.split(" ")
    for i, word in enumerate(words):
        if len(word) > 4 and word.isalpha() and rng.random() < rate * 2:
            at = rng.randrange(1, len(word) - 2)
            words[i] = heavy(
                rng,
                (
                    (word[:at] + word[at + 1] + word[at] + word[at + 2 :], 2),
                    (word[:at] + word[at + 1 :], 2),
                    (word[:at] + word[at] + word[at:], 1),
                ),
            )
    return " ".join(words)


class Advertiser:
    """Who writes adverts: one frame, one or several contacts, a price, a site, pictures."""

    __slots__ = (
        "bulk",
        "city",
        "contacts",
        "effort",
        "frame",
        "images",
        "lang",
        "latest",
        "names",
        "noise",
        "price",
        "rewrite",
        "service",
        "site",
    )

    def __init__(
        self,
        rng: Random,
        town: Town,
        city: City,
        noise: float,
        *,
        service: float = 0.2,
        several: float = 0.35,
        desk: float = 0.2,
        contacts: list[str] | None = None,
    ) -> None:
        words = town.bank.words
        self.city, self.noise, self.service = city, noise, rng.random() < service
        own = COUNTRIES[city[1]][1]
        own = own if own in words.COMPANION else "en"
        self.lang = own if rng.random() < 0.6 else rng.choice(("en", "en", "es", "pt", "ru", "tl"))
        self.contacts = contacts or [town.phones.number(city[1])]
        self.names = [
            rng.choice(town.bank.names.NAMES[self.lang][0])
            for _ in range(heavy(rng, ((1, 5), (2, 2), (4, 2))))
        ]
        self.price = spread(rng, 130, 0.4)
        self.effort, self.rewrite = rng.random() * 0.7, rng.random() * 0.45
        self.site = rng.randrange(len(words.SITES))
        self.images = [f"img/{rng.getrandbits(40):010x}.jpg" for _ in range(rng.randint(1, 5))]
        self.frame = self._frame(rng, words, several, desk)
        self.bulk, self.latest = 1.0, ""

    def _frame(self, rng: Random, words: object, several: float, desk: float) -> list[tuple[str, int]]:
        """Parts in an order of one's own; the number picks the sentence (modulo the bank's list)."""
        pick = rng.randrange
        if self.service:
            parts = ["title", "detail", "detail", "close"]
        else:
            parts = ["title", "ours" if rng.random() < several else "mine", *["detail"] * rng.randint(1, 4)]
            parts += [
                part
                for part, chance in (
                    ("moving", 0.45),
                    ("hours", 0.6),
                    ("price", 0.7),
                    ("desk", desk),
                    ("close", 0.5),
                )
                if rng.random() < chance
            ]
        body = parts[1:]
        if rng.random() < 0.5:
            rng.shuffle(body)
        body.insert(rng.randint(max(0, len(body) - 2), len(body)), "contact")
        return [(part, pick(1000)) for part in [parts[0], *body]]

    def contact(self, rng: Random) -> str:
        """One of the contacts, the latest most often."""
        return self.contacts[-1 - int(rng.random() ** 2 * len(self.contacts))]


def sentence(rng: Random, maker: Advertiser, words: object, part: str, pick: int) -> str:
    """The bank's sentence for a part; services keep their own titles and details."""
    table = words.SERVICE if maker.service and part in ("title", "detail", "close") else words.COMPANION  # type: ignore[attr-defined]
    options = table[maker.lang][part]
    if rng.random() < maker.rewrite:
        pick += rng.randrange(3)
    return str(options[pick % len(options)])


def compose(rng: Random, town: Town, maker: Advertiser, t: int, city: City, tag: int) -> tuple[object, ...]:
    """One advert: (t, site, title, text, city, price, currency, contact, images, adult, tag)."""
    words, currency = town.bank.words, COUNTRIES[city[1]][0]
    price = town.price(maker.price * rng.choice((1, 1, 1, 0.5, 1.5)), currency, 10) // 100
    contact = maker.latest = maker.contact(rng)
    shown = disguise(rng, contact, maker.effort) if contact.startswith("+") else contact
    slots = {
        "name": rng.choice(maker.names),
        "city": city[0],
        "contact": shown,
        "price": SIGNS.get(currency, "{} " + currency).format(price),
    }
    parts = [sentence(rng, maker, words, part, pick).format_map(slots) for part, pick in maker.frame]
    if len(parts) > 4 and rng.random() < maker.rewrite:
        del parts[rng.randrange(1, len(parts) - 1)]
    glue = rng.choice((" ", " ", "\n", f" {rng.choice(words.EMOJI)} "))
    text = mistype(rng, glue.join(parts[1:]), maker.noise)
    column = contact if rng.random() < 0.7 else rng.choice(("", shown))
    images = ";".join(rng.sample(maker.images, rng.randint(0, len(maker.images))))
    site = maker.site if rng.random() < 0.55 else rng.randrange(len(words.SITES))
    return (
        t,
        site,
        parts[0],
        text,
        city,
        str(price) if rng.random() < 0.8 else "",
        currency,
        column,
        images,
        not maker.service,
        tag,
    )


def compose_post(
    rng: Random,
    town: Town,
    lang: str,
    handle: str,
    t: int,
    city: City,
    contact: str,
    flavour: str,
    noise: float,
    tag: int,
) -> tuple[object, ...]:
    """One post: (t, author `platform:handle`, text, links, answers, tag); `flavour` is chat, work or promo."""
    words, stories = town.bank.words, town.bank.stories
    table = stories.POSTS[lang]
    slots = {"city": city[0], "contact": contact, "name": rng.choice(town.bank.names.NAMES[lang][0])}
    lines = [rng.choice(table[flavour])] + ([rng.choice(table["chat"])] if rng.random() < 0.3 else [])
    text = mistype(rng, " ".join(lines).format_map(slots), noise)
    if flavour == "work" and contact and rng.random() < 0.5:
        text += " " + rng.choice(town.bank.words.COMPANION[lang]["contact"]).format_map(slots)
    link = f"https://{rng.choice(words.SITES)[0]}/u/{rng.getrandbits(24):06x}" if rng.random() < 0.2 else ""
    return (t, handle, text, link, rng.random() < 0.2, tag)


def local_moment(rng: Random, town: Town, start: int, end: int, hours: str, city: City) -> int:
    """A moment between two times, at an hour such as people keep there."""
    day = start // clock.DAY + int(rng.random() * max(1, (end - start) // clock.DAY))
    return clock.at_hour(rng, day, town.hours[hours], city[4])
