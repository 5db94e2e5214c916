"""Everything written: adverts, posts, offers, reports, sightings, missing-person notes."""

from dataclasses import dataclass

from . import atlas
from .atlas import City
from .digits import dress
from .stage import Human, Rec, Stage
from .words import BANKS

SYMBOL = {"GB": "£", "FR": "€", "DE": "€", "CA": "$"}
STYLES = ("intl", "spaced", "dots", "dash", "plain", "plain", "spaced", "words", "wide", "letter")


@dataclass(slots=True)
class Hand:
    """How one author writes: chosen sentences in a fixed order, signs, and a way of giving the number."""

    topic: str
    tongue: str
    lines: list[str]
    sign: str
    style: str
    joint: str


def hand(w: Stage, topic: str, tongue: str, group: float = 0.0) -> Hand:
    r = w.rng
    bank = BANKS[tongue]
    lines = r.sample(bank[topic], min(len(bank[topic]), r.randrange(2, 5)))
    if r.random() < group:
        lines.insert(r.randrange(len(lines) + 1), r.choice(bank["company_group"]))
    return Hand(
        topic,
        tongue,
        lines,
        r.choice(("", "", "✿ ", "★", "~ ", "☎ ", "❄ ")),
        r.choice(STYLES),
        r.choice((" ", " ", "\n", " / ", " ✦ ")),
    )


def fill(
    w: Stage,
    text: str,
    city: City,
    phone: str = "",
    name: str = "",
    place: str = "",
    price: int = 0,
    n: int = 0,
    job: str = "",
) -> str:
    price = price or w.rng.randrange(20, 260, 5)
    return text.format(
        city=city.name,
        phone=phone,
        name=name,
        place=place or city.name,
        n=n or w.rng.randrange(3, 9),
        price=f"{price} {SYMBOL.get(city.country, '€')}",
        job=job,
    )


def advert(
    w: Stage,
    h: Hand,
    day: float,
    city: City,
    phone: str,
    name: str,
    *,
    board: str | None = None,
    drift: float = 0.25,
    price: int = 0,
    hours: str = "any",
    mail: str = "",
) -> Rec:
    """Write one advert; `drift` is the chance that each sentence is swapped or dropped."""
    r = w.rng
    board = board or r.choice(atlas.BOARDS)
    bank = BANKS[h.tongue][h.topic]
    lines = [r.choice(bank) if r.random() < drift else line for line in h.lines if r.random() > drift * 0.5]
    if r.random() < drift:
        r.shuffle(lines)
    lines = lines or [r.choice(bank)]
    price = price or r.randrange(40, 260, 10)
    shown = dress(phone, h.style, r) if phone else ""
    text = h.joint.join(fill(w, line, city, name=name, price=price) for line in lines)
    inside = bool(shown) and r.random() < 0.55
    if inside:
        text = f"{text}{h.joint}{h.sign}{shown}"
    head = name if r.random() < 0.45 else fill(w, bank[0], city, name=name, price=price)[:34]
    at = w.at(day, hours, city)
    row: dict[str, str | float | int | list[str] | None] = {
        "posted_at": at.isoformat(),
        "source": board,
        "url": "",
        "title": h.sign + head,
        "text": text,
        "location": city.name,
        "lat": round(city.lat + r.gauss(0, 0.02), 4),
        "lon": round(city.lon + r.gauss(0, 0.02), 4),
        "price": f"{price}.00" if r.random() < 0.7 else "",
        "currency": atlas.CURRENCY[city.country],
        "contact": mail if mail else ("" if inside and r.random() < 0.6 else shown),
        "images": "",
    }
    rec = w.emit("ad", board, at, row)
    rec.extra = {"phone": phone}
    return rec


def offer(
    w: Stage,
    day: float,
    city: City,
    tongue: str,
    phone: str,
    employer: str,
    job: int,
    *,
    hard: float,
    fair: float,
    board: str | None = None,
    pay: int = 0,
) -> Rec:
    r = w.rng
    bank = BANKS[tongue]
    pay = pay or r.randrange(1000, 3200, 50)
    lines = r.sample(bank["offer"], r.randrange(3, 6))
    lines += [line for line in bank["offer_hard"] if r.random() < hard]
    lines += [line for line in bank["offer_fair"] if r.random() < fair]
    r.shuffle(lines)
    style = r.choice(("intl", "spaced", "plain", "dots"))
    shown = dress(phone, style, r) if phone else ""
    named = bank["job"][job]
    text = " ".join(fill(w, line, city, phone=shown or "...", price=pay, job=named) for line in lines)
    source = board or r.choice(("jobwell", "emploirapide"))
    at = w.at(day, "day", city)
    rec = w.emit(
        "offer",
        source,
        at,
        {
            "posted_at": at.isoformat(),
            "source": source,
            "employer": employer,
            "title": f"{named} - {city.name}",
            "text": text,
            "location": city.name,
            "country": city.country,
            "pay": f"{pay}.00",
            "currency": atlas.CURRENCY.get(city.country, "EUR"),
            "contact": shown if r.random() < 0.7 else "",
        },
    )
    if shown and (rec.row["contact"] or shown in text):
        rec.extra = {"phone": phone}
    return rec


def post(
    w: Stage,
    day: float,
    city: City,
    tongue: str,
    author: str,
    kind: str = "post",
    phone: str = "",
    platform: str | None = None,
    job: int | None = None,
) -> Rec:
    """`author` is a bare handle; the platform makes it a full one."""
    r = w.rng
    bank = BANKS[tongue]
    platform = platform or r.choice(atlas.NETWORKS)
    named = bank["job"][job if job is not None else r.randrange(8)]
    text = fill(w, r.choice(bank[kind]), city, phone=phone, job=named)
    at = w.at(day, "any", city)
    rec = w.emit(
        "post",
        platform,
        at,
        {
            "posted_at": at.isoformat(),
            "platform": platform,
            "author": author,
            "text": text,
            "links": f"https://{r.choice(atlas.BOARDS)}.example/v/{r.randrange(10**6)}"
            if r.random() < 0.1
            else "",
            "reply_to": "",
        },
    )
    rec.extra = {"phone": phone if phone and phone in text else "", "handle": f"{platform}:{author}".lower()}
    return rec


def handle(w: Stage, human: Human) -> str:
    from .digits import plain

    return f"{plain(human.given).lower()}{w.rng.choice(('_', '.', ''))}{w.rng.randrange(10, 9999)}"


def report(
    w: Stage, day: float, city: City, tongue: str, hard: float, phone: str = "", place: str = "", n: int = 0
) -> Rec:
    """A report of 2-4 sentences, each a hard one with the chance `hard`."""
    r = w.rng
    bank = BANKS[tongue]
    lines: list[str] = []
    for _ in range(r.randrange(2, 5)):
        line = r.choice(bank["report_hard" if r.random() < hard else "report_soft"])
        if "{phone}" in line and not phone:
            continue
        if line not in lines:
            lines.append(line)
    marks = [m for m in (phone, place) if m and r.random() < 0.6]
    lines = lines or [bank["report_soft"][0]]
    text = " ".join(fill(w, line, city, phone=phone, place=place, n=n) for line in lines)
    if marks:
        text += f" ({'; '.join(marks)})"
    at = w.at(day, "any", city)
    channel = r.choice(("hotline", "police", "inspection", "partner"))
    row: dict[str, str | float | int | list[str] | None] = {
        "received_at": at.isoformat(),
        "channel": channel,
        "text": text,
        "location": city.name,
        "country": city.country,
        "consent_id": f"CN-{r.randrange(10**7):07d}" if channel == "hotline" else "",
    }
    rec = w.emit("report", r.choice(("desk_north", "desk_south")), at, row)
    rec.extra = {"phone": phone if phone and phone in text else ""}
    return rec


def sighting(
    w: Stage, day: float, city: City, tongue: str, hard: bool, place: str = "", plate: str = "", n: int = 0
) -> Rec:
    r = w.rng
    text = fill(
        w, r.choice(BANKS[tongue]["sighting_hard" if hard else "sighting_soft"]), city, place=place, n=n
    )
    at = w.at(day, "any", city)
    if r.random() < 0.6:
        text += " " + fill(w, r.choice(BANKS[tongue]["sighting_soft"]), city, place=city.name)
    if not plate and r.random() < 0.85:
        plate = f"{r.choice('ABCDEFGH')}{r.choice('KLMNP')}-{r.randrange(100, 999)}-XX"
    return w.emit(
        "sighting",
        "watch",
        at,
        {
            "seen_at": at.isoformat(),
            "place": place or city.name,
            "lat": round(city.lat + r.gauss(0, 0.02), 4),
            "lon": round(city.lon + r.gauss(0, 0.02), 4),
            "description": f"{text} {plate}".strip(),
            "source": r.choice(("patrol", "resident", "staff", "volunteer")),
            "photo": "",
        },
    )


def missing(w: Stage, day: float, human: Human, city: City, last: City, phone: str = "") -> Rec:
    r = w.rng
    at = w.at(day, "any", city)
    seen = w.at(day - r.randrange(2, 25), "any", last)
    note = fill(w, r.choice(BANKS[human.tongue]["missing"]), city)
    return w.emit(
        "missing_person",
        "registry",
        at,
        {
            "reported_at": at.isoformat(),
            "name": human.name,
            "birth_date": human.birth,
            "last_seen_at": seen.isoformat(),
            "last_seen_place": last.name,
            "description": f"{note} {phone}".strip(),
            "photo": "",
        },
        human,
    )
