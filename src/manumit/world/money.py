"""Acts with money. Each takes a story and how many records it may leave, and tells that many payments at most."""

from __future__ import annotations

from manumit.world.banks.numbering import COUNTRIES
from manumit.world.chance import heavy, spread
from manumit.world.clock import DAY, HOUR, at_hour
from manumit.world.people import Person
from manumit.world.story import Story, pick_hours

SCALE = 100  # minor units of every currency of the world


def clients_pay(story: Story, n: int, *roles: str, late: float = 0.5) -> None:
    """Many senders who don't know each other pay persons of the story (FINTRAC 2016/2021: p2p at night)."""
    rng, town = story.rng, story.town
    targets = [story.account_of(*roles) for _ in range(1 + rng.randrange(1 + n // 5))]
    regulars = [town.neighbour(rng, story.start).account for _ in range(1 + n // 3)]
    price = story.maker.price if story.maker else spread(rng, 110, 0.4)
    for _ in range(n):
        t = story.moment(0.3, 1.0, pick_hours(rng, late), story.cities[-1])
        name, city = rng.choice(("nights out", "nights out", "friends", "gifts")), story.city_at(t)
        sender = rng.choice(regulars) if rng.random() < 0.35 else town.neighbour(rng, t).account
        target, currency = rng.choice(targets), COUNTRIES[city[1]][0]
        minor = town.price(price * rng.choice((0.5, 1, 1, 1.5, 2)), currency, 10) if rng.random() < 0.3 else 0
        if sender != target and story.pay(name, sender, target, t, city=city, minor=minor):
            story.income.append((t, target, minor or town.price(90, currency), currency))


def forward(story: Story, n: int, *roles: str) -> None:
    """What came in goes on to a collector within hours or days (FATF/APG 2018: rapid pass-through)."""
    rng = story.rng
    goal = story.account_of(*roles)
    pool = [gain for gain in story.income if gain[1] != goal] or story.income
    for _ in range(n):
        if pool:
            t, source, minor, _ = rng.choice(pool)
            t += int(spread(rng, 9 * HOUR, 0.9))
            share = int(minor * (0.75 + 0.25 * rng.random()) * rng.choice((1, 1, 1, 2, 3)))
            share = share if rng.random() < 0.5 else share // 1000 * 1000
        else:
            t, source, share = (
                story.moment(0.3, 1, "any", story.cities[0]),
                story.account_of("possible_victim"),
                0,
            )
        if source != goal:
            story.pay(rng.choice(("loan", "family", "friends", "bills")), source, goal, t, minor=share)


def cash_in(story: Story, n: int, *roles: str, hours: str = "late") -> None:
    """Cash put into an account, in the cities the story works in (FIN-2020-A008: funnel account)."""
    goals = [story.account_of(*roles) for _ in range(1 + n // 12)]
    for _ in range(n):
        city = story.rng.choice(story.cities)
        story.pay("takings", "", story.rng.choice(goals), story.moment(0.25, 1.0, hours, city), city=city)


def cash_out(story: Story, n: int, *roles: str) -> None:
    """Money leaves as cash, coins or remittance, often elsewhere."""
    rng = story.rng
    source = story.account_of(*roles)
    for _ in range(n):
        city = rng.choice((story.town.hub(rng), story.cities[-1]))
        name = rng.choice(("cash out", "cash out", "crypto", "remittance"))
        goal = {"crypto": "W", "remittance": "W"}.get(name, "")
        if name == "crypto":
            goal = story.town.registry.wallet()
        elif goal:
            goal = f"M{story.town.registry.number('shop'):08d}"
        story.pay(name, source, goal, story.moment(0.35, 1.0, story.hours(name), city), city=city)


def coins(story: Story, n: int, *roles: str) -> None:
    """Gains turned into coins at few wallets (FATF: virtual assets at scam compounds)."""
    wallets = [story.town.registry.wallet() for _ in range(1 + n // 4)]
    for wallet in wallets:
        story.member("account", wallet, "collector" if story.planted else "unknown")
    source = story.account_of(*roles)
    for _ in range(n):
        t = story.moment(0.3, 1.0, "any", story.cities[0])
        story.pay("crypto", source, story.rng.choice(wallets), t)


def costs(story: Story, n: int, *roles: str) -> None:
    """Hotels, taxis, night meals, drugstore and groceries on one card (FINTRAC 2016)."""
    rng, town = story.rng, story.town
    payer = story.account_of(*roles)
    names = (
        "hotel",
        "hotel",
        "taxi",
        "taxi",
        "fast food",
        "fast food",
        "drugstore",
        "groceries",
        "groceries",
        "fuel",
        "clothes",
    )
    for _ in range(n):
        name = rng.choice(names)
        t = story.moment(0.2, 1.0, story.hours(name), story.cities[0])
        story.pay(name, payer, town.shop(rng, story.city_at(t), town.lines[name][3]), t)


def ad_spend(story: Story, n: int, *roles: str) -> None:
    """Advert fees near the posting time, small multiples of the site's price (Backpage and Bitcoin, KDD 2017)."""
    rng, town = story.rng, story.town
    payer = story.account_of(*roles)
    for _ in range(n):
        if story.adverts and rng.random() < 0.8:
            event = rng.choice(story.adverts)
            t, city, site = event[0] + rng.randint(-9, 9) * 60, event[4], event[1]
        else:
            t, site = story.moment(0.3, 1.0, story.hours("adverts"), story.cities[0]), 0
            city = story.city_at(t)
        unit = town.site_price(site)
        minor = (
            town.price(unit * rng.choice((1, 1, 1, 2, 3)), COUNTRIES[city[1]][0]) if rng.random() < 0.7 else 0
        )
        story.pay("adverts", payer, town.site_account(site), t, city=city, minor=minor)


def fees(story: Story, n: int, *, role: str = "recruiter", low: float = 0.11, level: float = 1.0) -> None:
    """People pay similar sums to an agent before they travel (FATF/APG 2018: recruitment and visa fees)."""
    rng, town = story.rng, story.town
    goal = story.firm.account if story.firm and rng.random() < 0.4 else story.account_of(role, "controller")
    sum_usd = spread(rng, 480 * level, 0.4)
    payers = [who for who in story.cast.get("possible_victim", story.cast.get("unknown", [])) if who.account]
    for i in range(min(n, max(1, 2 * len(payers)))):
        if payers:
            t = story.moment(low, 0.25, story.hours("fees"), story.cities[0])
            minor = town.price(spread(rng, sum_usd, 0.08), COUNTRIES[story.city_at(t)[1]][0], 10)
            story.pay("fees", payers[i % len(payers)].account, goal, t, minor=minor)


def paydays(
    story: Story, n: int, *, captured: str = "", tail: bool = True, staff: list[Person] | None = None
) -> list[tuple[int, Person, int]]:
    """Wages, one an employee and cycle; `captured`: every wage lands in that one account (FIN-2014-A008)."""
    town, paid, fed = story.town, [], {"possible_victim", "unknown"} & set(story.cast)
    people = staff or [who for role in sorted(fed) for who in story.cast[role]]
    workers = [who for who in people if who.account or captured]
    if not workers:
        return []
    plan = story.payrolls.get(captured) or _payroll(story, n, len(workers))
    first, period, cycles, told, payer = plan
    currency, last = COUNTRIES[story.cities[0][1]][0], min(told + n, cycles * len(workers))
    story.payrolls[captured] = (first, period, cycles, last, payer)
    for i in range(told, last):
        who, day = workers[i % len(workers)], first + (i // len(workers)) * period + story.rng.randint(0, 1)
        t = at_hour(story.rng, day, town.hours[story.hours("wages")], story.cities[0][4])
        usd = story.pay_level * (0.85 + 0.03 * (who.opened % 11)) * (1 if period > 15 else period / 30)
        minor, goal = town.price(spread(story.rng, usd, 0.03), currency), captured or who.account
        memo, who.waged = town.pay_memo(payer, story.memo("wages", t), who.name), True
        if story.pay("wages", payer, goal, t, city=story.cities[0], minor=minor, memo=memo):
            paid.append((t, who, minor))
            if tail:
                story.income.append((t, goal, minor, currency))
    return paid


def _payroll(story: Story, n: int, workers: int) -> tuple[int, int, int, int, str]:
    """First day, days of a cycle, cycles, wages told, payer: monthly, in short stories every other week or weekly."""
    if story.firm is None and "controller" not in story.cast:
        story.firm = story.rng.choice(story.town.firms)
    payer = story.firm.account if story.firm else story.account_of("controller")
    first = (story.start + (story.end - story.start) * 3 // 10) // DAY
    span, most = max(7, story.end // DAY - first), -(-n // workers)
    period = next((days for days in (30, 15, 7) if span // days >= most), 7)
    story.pay_level = story.pay_level or 1650 * (0.6 + 0.7 * story.rng.random())
    return first, period, max(1, span // period), 0, payer


def deductions(story: Story, n: int, goal: str, low: float, high: float) -> None:
    """A part of the wage goes back to employer, agent or landlord, soon after payday."""
    rng = story.rng
    gains = [gain for gain in story.income if gain[1] != goal]
    for i in range(n):
        if gains:
            t, source, minor, _ = gains[i % len(gains)]
            t += int(spread(rng, 20 * HOUR, 0.7))
            part = int(minor * (low + (high - low) * rng.random())) // 100 * 100
            story.pay(rng.choice(("rent", "loan", "bills", "loan")), source, goal, t, minor=part)


def rents(story: Story, n: int, goal: str) -> None:
    """Tenants of one address pay one landlord."""
    payers = [
        who.account for people in story.cast.values() for who in people if who.account and who.account != goal
    ]
    for i in range(n if payers else 0):
        t = story.moment(0.2, 1.0, story.hours("rent"), story.cities[0])
        story.pay("rent", payers[i % len(payers)], goal, t, city=story.cities[0])


def send_home(story: Story, n: int) -> None:
    """Everyone remits to an own family."""
    payers = [who for people in story.cast.values() for who in people if who.account]
    for i in range(n if payers else 0):
        who = payers[i % len(payers)]
        t = story.moment(0.3, 1.0, story.hours("remittance"), story.cities[0])
        story.pay("remittance", who.account, story.town.payee(who), t, city=story.cities[0])


def share_out(story: Story, n: int, giver: str) -> None:
    """One person gives to the others: allowances, gifts, pocket money."""
    goals = [
        who.account
        for people in story.cast.values()
        for who in people
        if who.account and who.account != giver
    ]
    for i in range(n if goals else 0):
        name = heavy(story.rng, (("gifts", 2), ("family", 2), ("friends", 2)))
        t = story.moment(0.12, 1.0, story.hours(name), story.cities[0])
        story.pay(name, giver, goals[i % len(goals)], t)
