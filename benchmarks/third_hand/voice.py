"""How somebody writes: a language, favourite phrases, habits of spacing and capitals. Texts come from `words`."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.third_hand.habits import Site, kept
from benchmarks.third_hand.parties import printed
from benchmarks.third_hand.places import City
from benchmarks.third_hand.words import adverts, offers, posts

MARKS = ("", "", "", "", " *", " ~", " !", " ♥", " ✨", " ☎")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
AREAS = ("the station", "the old port", "the market", "the stadium", "the hospital", "the university")
AREA_WORDS = {
    "en": AREAS,
    "it": ("stazione", "porto vecchio", "mercato", "stadio", "ospedale", "università"),
    "el": ("σταθμός", "λιμάνι", "αγορά", "γήπεδο", "νοσοκομείο", "πανεπιστήμιο"),
    "pl": ("dworzec", "rynek", "targ", "stadion", "szpital", "uczelnia"),
    "tr": ("otogar", "liman", "pazar", "stadyum", "hastane", "üniversite"),
    "ru": ("вокзал", "порт", "рынок", "стадион", "больница", "университет"),
    "sr": ("stanica", "luka", "pijaca", "stadion", "bolnica", "fakultet"),
}
LETTERS = {"0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "8": "eight"}


@dataclass(slots=True)
class Voice:
    """`self_rate`, `house_rate`: how often a text speaks as I, or as a house that hands out its people."""

    salt: int  # which phrases of the banks this world keeps
    taste: int  # which of those this writer likes
    language: str = ""
    mark: str = ""
    shout: bool = False
    spell: bool = False  # writes digits as words now and then
    self_rate: float = 0.3
    house_rate: float = 0.08
    variety: int = 5  # how many phrases of a bank the writer knows; small: copies of one text

    def language_in(self, rng: Random, here: tuple[str, ...]) -> str:
        if self.language and rng.random() < 0.75:
            return self.language
        return rng.choice(here)

    def _liked(self, bank: tuple[str, ...]) -> tuple[str, ...]:
        own = Random(f"{self.taste}:{bank[0]}")
        here = kept(bank, self.salt)
        return tuple(own.sample(here, min(len(here), self.variety)))

    def company(
        self, rng: Random, language: str, name: str, city: City, phone: str, price: str, site: Site
    ) -> tuple[str, str]:
        bank = adverts.COMPANY[language]
        lines = [rng.choice(self._liked(bank["open"]))]
        middle = self._liked(bank["mid"])
        lines += rng.sample(middle, min(len(middle), rng.randint(2, 4)))
        if rng.random() < self.self_rate:
            lines.insert(rng.randint(1, len(lines)), rng.choice(self._liked(bank["self"])))
        if rng.random() < self.house_rate:
            lines.insert(rng.randint(1, len(lines)), rng.choice(self._liked(bank["house"])))
        lines.append(rng.choice(self._liked(bank["end"])))
        shown = printed(phone, rng.choice((site.style, self.taste % 5)))
        if self.spell and rng.random() < 0.3:
            shown = "".join(f" {LETTERS[c]} " if c in LETTERS and rng.random() < 0.3 else c for c in shown)
        slots = {
            "name": name, "city": city.name, "phone": shown, "price": price,
            "area": rng.choice(AREA_WORDS[language]),
        }  # fmt: skip
        title = rng.choice(self._liked(bank["title"])).format(**slots)
        text = (self.mark + " ").join(lines).format(**slots) + self.mark
        return (title.upper() if self.shout else title) + self.mark, text

    def offer(
        self, rng: Random, language: str, sort: str, place: City, pay: str, firm: str, phone: str, email: str,
        lure: float,
    ) -> tuple[str, str]:  # fmt: skip
        bank = offers.LINES[language]
        job = rng.choice(offers.JOBS[language][sort])
        lines = [rng.choice(self._liked(bank["open"])), rng.choice(self._liked(bank["pay"]))]
        middle = self._liked(bank["mid"])
        lines += rng.sample(middle, min(len(middle), rng.randint(1, 3)))
        for _ in range(rng.randint(1, 3)):
            side = bank["lure"] if rng.random() < lure else bank["duty"]
            line = rng.choice(self._liked(side))
            if line not in lines:
                lines.insert(rng.randint(1, len(lines)), line)
        lines.append(rng.choice([line for line in bank["end"] if email or "{email}" not in line]))
        slots = {
            "job": job, "place": place.name, "pay": pay, "phone": printed(phone, self.taste % 5), "firm": firm,
            "licence": f"{self.taste % 97}/{rng.randint(1000, 9999)}", "email": email,
        }  # fmt: skip
        return f"{job}, {place.name}{self.mark}", (self.mark + " ").join(lines).format(**slots)


def voice_for(rng: Random, salt: int, languages: tuple[str, ...], **rates: float) -> Voice:
    return Voice(
        salt, rng.randrange(1 << 30), rng.choice(languages), rng.choice(MARKS), rng.random() < 0.1,
        rng.random() < 0.12, variety=rng.choice((1, 2, 3, 4, 5, 6)), **rates,
    )  # fmt: skip


def memo(rng: Random, sort: str, who: str = "") -> str:
    if rng.random() < 0.25:
        return ""
    return rng.choice(posts.MEMOS[sort]).format(month=rng.choice(MONTHS), who=who)


def talk(rng: Random, language: str, bank: dict[str, tuple[str, ...]], salt: int, **slots: str) -> str:
    """A line of a bank with its slots filled; what is not given is said vaguely."""
    known = {
        "area": rng.choice(AREA_WORDS[language]),
        "city": "",
        "place": "",
        "firm": "",
        "phone": "",
        "pay": "",
    }
    return rng.choice(kept(bank[language], salt)).format(**{**known, **slots}).strip()
