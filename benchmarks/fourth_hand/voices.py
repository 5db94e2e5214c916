"""How somebody writes: a voice keeps its sentences and its manners, whoever else uses the same phrases."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.chance import Chance
from benchmarks.fourth_hand.habits import Habits
from benchmarks.fourth_hand.words import adverts, offers

_DIGITS = {
    "en": "zero one two three four five six seven eight nine".split(),
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve".split(),
    "pt": "zero um dois tres quatro cinco seis sete oito nove".split(),
    "tl": "zero isa dalawa tatlo apat lima anim pito walo siyam".split(),
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan".split(),
    "vi": "không một hai ba bốn năm sáu bảy tám chín".split(),
}
_NOBODY = {
    "en": "Company",
    "es": "Empresa",
    "pt": "Empresa",
    "tl": "Kompanya",
    "id": "Perusahaan",
    "vi": "Công ty",
}
_DIAL_CODES = {"+1": 2, "+5": 3, "+3": 3, "+6": 3, "+8": 3}  # how many signs a reader at home leaves out


def number(chance: Chance, phone: str, tongue: str, spelled: float) -> str:
    """A telephone number as its owner writes it."""
    if chance.yes(spelled):
        words = _DIGITS[tongue]
        at = set(chance.some(range(3, len(phone)), 2))
        return " ".join(words[int(c)] if i in at and c.isdigit() else c for i, c in enumerate(phone[1:], 1))
    if chance.yes(0.6):
        return phone if chance.yes(0.6) else f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    long = phone.startswith(("+502", "+504", "+593", "+509", "+351", "+855"))
    home = phone[4 if long else _DIAL_CODES.get(phone[:2], 3) :]
    gap = chance.pick(["", " ", "-", "."])
    return gap.join((home[:3], home[3:6], home[6:]))


@dataclass(frozen=True, slots=True)
class Voice:
    """The author of company adverts: stock sentences, order, signs; `many` writes as if for several."""

    tongue: str
    name: str
    stock: dict[str, list[str]]
    order: list[str]
    joint: str
    spark: str
    loud: bool

    @classmethod
    def of(cls, chance: Chance, tongue: str, name: str, many: bool = False) -> Voice:
        bank = adverts.COMPANY[tongue]
        sizes = {"hello": 2, "about": 4, "when": 2, "place": 2, "rule": 3, "many": 2, "contact": 2}
        stock = {part: chance.some(bank[part], n) for part, n in sizes.items()}
        order = ["about", "when", "place", "rule"] + ["about"] * chance.yes(0.5) + ["many"] * many
        chance.shuffle(order)
        joint = chance.pick([". ", ", ", " - ", "\n", " / ", "... "])
        return cls(tongue, name, stock, order, joint, chance.pick(adverts.SPARKS), chance.yes(0.15))

    def copied(self, chance: Chance, name: str) -> Voice:
        """Another author who took this text over and changed little."""
        return replace(self, name=name, spark=chance.pick(adverts.SPARKS))

    def advert(self, chance: Chance, city: City, contact: str, name: str = "") -> tuple[str, str]:
        """Title and text of today's advert."""
        zone = chance.pick(adverts.ZONES[self.tongue])
        slots = {
            "n": name or self.name,
            "c": city.name,
            "z": zone,
            "h": str(chance.pick([9, 10, 11, 14, 18, 20])),
            "k": contact,
        }
        parts = [chance.pick(self.stock["hello"])]
        parts += [chance.pick(self.stock[part]) for part in self.order if not chance.yes(0.12)]
        title = chance.pick(self.stock["hello"]).format(**slots) + self.spark
        if contact:
            parts.append(chance.pick(self.stock["contact"]))
        text = self.joint.join(part.format(**slots) for part in parts) + self.spark
        return (title.upper() if self.loud else title), text


def reach(
    chance: Chance, habits: Habits, tongue: str, phone: str, handle: str = "", platform: str = "telegram"
) -> tuple[str, str]:
    """What stands in the text and what in the contact field, for a number and perhaps a handle."""
    shown = number(chance, phone, tongue, habits.spelled) if phone else ""
    also = chance.pick(adverts.HANDLE[platform]).format(h=handle) if handle else ""
    if phone and handle and not chance.yes(habits.handle_too):
        also = ""
    text = " ".join(part for part in (shown, also) if part)
    return (text if chance.yes(habits.phone_in_text) else also or shown), phone or also


@dataclass(frozen=True, slots=True)
class Notice:
    """The author of job offers: one trade, one wording, promises it likes to make."""

    tongue: str
    trade: str
    stock: dict[str, list[str]]

    @classmethod
    def of(cls, chance: Chance, tongue: str, trade: str, fair: int, odd: int) -> Notice:
        bank = offers.LINES[tongue]
        sizes = {"open": 2, "pay": 2, "perk": chance.randrange(2, 5), "fair": fair, "odd": odd, "end": 2}
        return cls(tongue, trade, {part: chance.some(bank[part], n) for part, n in sizes.items()})

    def offer(
        self, chance: Chance, work: City, employer: str, wage: float, contact: str, name: str
    ) -> tuple[str, str]:
        when = chance.pick(["01/03", "15/04", "ya", "May", "next week", "20/09", "06-10", "pronto"])
        slots = {
            "c": work.name,
            "e": employer or _NOBODY[self.tongue],
            "s": when,
            "w": f"{round(wage, -1):.0f} USD",
            "k": contact,
            "n": name,
        }
        lines = [chance.pick(self.stock["open"]), chance.pick(self.stock["pay"])]
        lines += [
            line for part in ("perk", "fair", "odd") for line in self.stock[part] if not chance.yes(0.2)
        ]
        lines.append(chance.pick(self.stock["end"]))
        title = chance.pick(offers.TITLES[self.tongue][self.trade])
        if chance.yes(0.5):
            title += f" - {work.name}"
        return title, chance.pick([". ", "\n", "; "]).join(lines).format(**slots)
