"""Acts with words: adverts, posts, offers, what is reported, who is missed."""

from __future__ import annotations

from manumit.world.adverts import Advertiser, compose, compose_post, disguise, mistype
from manumit.world.chance import heavy, spread
from manumit.world.clock import DAY
from manumit.world.offers import LANGUAGES, Recruiter, compose_offer
from manumit.world.story import Story

RELAYED = 0.03  # an advertiser takes the site's own relay number, which stands on anybody's adverts
REPORT_CHANNELS = (("hotline", 0.45), ("police", 0.2), ("inspection", 0.2), ("partner", 0.15))


def advertise(
    story: Story,
    n: int,
    *,
    service: float = 0.0,
    several: float = 0.4,
    desk: float = 0.3,
    contact: str = "",
    role: str = "facilitator",
) -> None:
    """Adverts along the story's cities; a burner phone is changed, the frame reworded as the story drifts."""
    rng, town = story.rng, story.town
    role = role if story.planted else "unknown"
    for i in range(n):
        maker = story.maker
        if maker is None or (not contact and rng.random() > 0.55 + 0.45 * story.share):
            maker = _new_face(story, contact or story.phone(role), service, several, desk)
        elif not contact and i and rng.random() < 0.2:
            maker.contacts.append(story.phone(role))
        elif not contact and rng.random() < RELAYED:
            maker.contacts.append(town.relay(rng))
        story.maker = maker
        t = story.moment(0.25, 1.0, "any", rng.choice(story.cities))
        event = compose(rng, town, maker, t, story.city_at(t), story.tag)
        if story.keep("ad", event):
            story.adverts.append(event)
            if maker.latest not in town.relays:
                kind = "phone" if maker.latest.startswith("+") else "handle"
                story.member(kind, story.show(maker.latest), role)


def _new_face(story: Story, number: str, service: float, several: float, desk: float) -> Advertiser:
    """Another advertiser of the story: a new number, mostly with the old words and pictures."""
    old = story.maker
    fresh = Advertiser(
        story.rng,
        story.town,
        story.cities[0],
        story.level.noise,
        service=service,
        several=several,
        desk=desk,
        contacts=[number],
    )
    if old is not None and story.rng.random() > story.level.drift:
        fresh.frame, fresh.images, fresh.lang, fresh.service = old.frame, old.images, old.lang, old.service
    return fresh


def handle_of(story: Story, *roles: str) -> str:
    """`platform:handle` of somebody in the story; careful ones use a new handle each time."""
    rng = story.rng
    who = story.one(*roles)
    if not who.handle or rng.random() > story.share + 0.2:
        who.handle = f"{rng.choice(story.town.bank.words.PLATFORMS)}:{story.town.new_handle(rng, who.given)}"
    role = next((role for role, people in story.cast.items() if who in people), "unknown")
    story.member("handle", who.handle, role)
    return who.handle


def posts(story: Story, n: int, *roles: str, work: float = 0.6, phone: str = "") -> None:
    """Posts by somebody of the story, some with a contact."""
    rng = story.rng
    for _ in range(n):
        handle = handle_of(story, *roles)
        contact = phone or (
            story.phone("recruiter" if story.planted else "unknown") if rng.random() < 0.7 else ""
        )
        city = rng.choice(story.cities)
        flavour = heavy(rng, (("work", work), ("chat", 0.3), ("promo", 0.9 - work)))
        lang = story.one(*roles).lang
        shown = disguise(rng, story.show(contact), 0.3) if contact else handle.split(":")[1]
        t = story.moment(0.0, 0.9, "any", city)
        story.keep(
            "post",
            compose_post(
                rng, story.town, lang, handle, t, city, shown, flavour, story.level.noise, story.tag
            ),
        )


def offer(
    story: Story, n: int, *roles: str, lure: float, bond: float, fair: float, high: float = 0.5
) -> None:
    """Job offers; deceptive and lawful ones use the same sentences in other shares (ILO 2012)."""
    rng, town = story.rng, story.town
    for _ in range(n):
        made = story.recruiter
        if made is None or rng.random() > 0.4 + story.share * 0.6:
            who = story.one(*roles)
            office = story.firm.email if story.firm else who.email
            burner = story.phone("recruiter" if story.planted else "unknown")
            contact = heavy(rng, ((who.phone, 1), (burner, 3), (who.email, 0.5), (office, 0.5)))
            firm = (
                story.firm
                if story.firm and rng.random() < 0.7
                else rng.choice((rng.choice(town.firms), None))
            )
            employer = firm.name if firm else town.firm_name(rng)
            lang = heavy(rng, LANGUAGES)
            made = Recruiter(
                rng,
                town,
                story.cities[0],
                lang,
                contact,
                employer,
                story.level.noise,
                lure=lure,
                bond=bond,
                fair=fair,
            )
            story.recruiter = made
            if contact.startswith("+"):
                story.member("phone", contact, "recruiter" if story.planted else "unknown")
                story.known(contact)
        story.keep(
            "offer",
            compose_offer(rng, town, made, story.moment(0.0, high, "any", story.cities[0]), story.tag),
        )


def reports(story: Story, n: int) -> None:
    """Somebody tells a hotline, the police, an inspector or a partner; a trace is left now and then."""
    for _ in range(n):
        city = story.rng.choice(story.cities)
        t = story.moment(0.35, 1.0, "any", city)
        role = "facilitator" if story.planted else "unknown"
        trace = story.show(story.phone(role)) if story.rng.random() < 0.82 else ""
        if not trace and story.rng.random() < 0.6:
            trace = story.one("possible_victim", "controller", "unknown").name
        story.keep("report", compose_report(story, t, city, trace))


def compose_report(story: Story, t: int, city: tuple[object, ...], trace: str) -> tuple[object, ...]:
    """(t, channel, text, city, tag): signs and plain sentences in shares that also worried neighbours write."""
    rng, table = story.rng, story.town.bank.stories.REPORTS
    return (
        t,
        heavy(rng, REPORT_CHANNELS),
        report_text(story, table, str(city[0]), trace, 0.6 if story.planted else 0.5),
        city,
        story.tag,
    )


def report_text(story: Story, table: dict[str, tuple[str, ...]], city: str, trace: str, sign: float) -> str:
    """Three to five sentences."""
    rng = story.rng
    lines = [rng.choice(table["open"])]
    lines += [rng.choice(table["sign" if rng.random() < sign else "plain"]) for _ in range(rng.randint(1, 3))]
    if trace:
        lines.append(rng.choice(table["trace"]))
    lines.append(rng.choice(table["close"]))
    names = story.town.bank.names.NAMES["en"]
    text = " ".join(dict.fromkeys(lines)).format_map(
        {"city": city, "contact": trace, "name": rng.choice(names[0])}
    )
    return mistype(rng, text, story.level.noise)


def missed(story: Story, n: int, *roles: str) -> None:
    """A family reports somebody missing."""
    rng = story.rng
    people = [who for role in roles for who in story.cast.get(role, ())]
    for i in range(min(n, len(people))):
        who = people[i]
        t = story.moment(0.3, 1.0, "any", story.cities[0])
        text = " ".join(rng.sample(story.town.bank.stories.MISSING, 2))
        place = rng.choice((who.home[0], story.cities[0][0]))
        last = t - int(spread(rng, 20 * DAY, 0.7))
        if story.keep("missing_person", (t, who.name, who.birth, last, place, text, story.tag)):
            role = next((role for role, cast in story.cast.items() if who in cast), "unknown")
            if not any(
                kind == "person" and ident.endswith(who.birth) and ident.startswith(who.airline_name)
                for kind, ident in story.members
            ):
                story.member("person", f"{who.name}|{who.birth}", role)
