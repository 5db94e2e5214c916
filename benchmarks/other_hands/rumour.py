"""False alarms around innocent stories, and what is never seen of any story."""

from . import atlas, talk
from .stage import Stage, Story


def rumour(w: Stage, story: Story) -> None:
    """Worried neighbours report innocent people too; relatives lose touch for dull reasons."""
    r = w.rng
    if not story.humans:
        return
    one = r.choice(story.humans)[0]
    times = [(rec.at - w.start).total_seconds() / 86400 for rec in story.recs if rec.kind != "account"]
    day = r.uniform(min(times), max(times) + 10)
    stay = next((rec for rec in story.recs if rec.kind == "stay"), None)
    place = str(stay.row["property"]) if stay and r.random() < 0.7 else one.address
    if r.random() < 0.35:
        story.keep(
            talk.report(
                w, day, one.city, w.tongue(one.city), 0.3, r.choice((one.phone, "")), place, len(story.humans)
            )
        )
    if r.random() < 0.3:
        for _ in range(r.randrange(1, 4)):
            story.keep(
                talk.sighting(
                    w, day + r.uniform(0, 9), one.city, w.tongue(one.city), r.random() < 0.25, place
                )
            )
    if r.random() < 0.15:
        story.keep(
            talk.missing(
                w,
                day,
                one,
                r.choice(atlas.HOMES),
                r.choice(atlas.HOMES + atlas.ABROAD),
                r.choice(("", "", one.phone)),
            )
        )
    if r.random() < 0.3:
        name = talk.handle(w, one)
        shape = r.choice(("post", "post", "post_reach", "post_worry"))
        for _ in range(r.randrange(1, 4)):
            story.keep(talk.post(w, day - r.uniform(0, 30), one.city, one.tongue, name, shape, one.phone))


def unseen(w: Stage, stories: list[Story], low: float, high: float) -> None:
    """Nobody sees everything: each story keeps a random part of its traces, the rest was never recorded."""
    gone: set[int] = set()
    for story in stories:
        share = w.rng.uniform(low, high)
        kept = [rec for rec in story.recs if rec.kind == "account" or w.rng.random() < share]
        if len(kept) < 6:
            continue
        held = {id(rec) for rec in kept}
        gone |= {id(rec) for rec in story.recs if id(rec) not in held}
        story.recs = kept
    w.recs = [rec for rec in w.recs if id(rec) not in gone]
