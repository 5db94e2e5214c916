"""New adverts are judged together with those that a folder keeps, so that an operator is one from week to week: ids
stay, and which operators became one, or fell apart, is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from manumit.base.kernel import content_id
from manumit.engine.links.operators import Operators, operators_seen
from manumit.engine.links.operators_evidence import scene
from manumit.engine.links.operators_kept import Kept, kept_of, load_kept, save_kept
from manumit.engine.links.operators_notices import Notices
from manumit.engine.links.operators_traits import Shown
from manumit.engine.links.templates_bags import Ragged, distinct
from manumit.engine.links.templates_index import known_adverts
from manumit.engine.links.templates_shingles import bag
from manumit.engine.links.templates_store import Stored, held, load


def operators_grown(folder: Path, notices: Notices) -> Operators:
    """Who posts the adverts of this run and those kept in the folder, which `grow` has given their texts. An advert
    that is known keeps what it showed. All are judged anew (time is linear in all of them); an operator keeps its id as
    long as most of its adverts stay together."""
    import numpy as np

    with held(folder):
        kept, new = load_kept(folder), kept_of(notices)
        known = set(kept.ids)
        fresh = np.array([at for at, name in enumerate(new.ids) if name not in known], np.int64)
        every = kept.more(new, fresh)
        order = np.array(sorted(range(len(every.ids)), key=every.ids.__getitem__), np.int64)
        ids = tuple(every.ids[at] for at in order.tolist())
        seen = scene(every.seen(), order, _phrases(load(folder), ids))
        found = operators_seen(ids, seen)
        group = ranks(found, every.ids)
        log = _carried(every, group)
        if len(fresh):
            save_kept(folder, every, log)
        names = (every.names[number] for number in every.operator.tolist())
        return replace(found, operator_of=dict(zip(every.ids, names, strict=True)))


def ranks(found: Operators, ids: Sequence[str]) -> list[int]:
    """By advert the number of its group, in the order in which the groups come."""
    number: dict[str, int] = {}
    return [number.setdefault(found.operator_of[name], len(number)) for name in ids]


def _phrases(stored: Stored, ids: Sequence[str]) -> Shown:
    """The shingles of the adverts, of the texts that are kept; of an advert without a text none."""
    import numpy as np

    text = known_adverts(stored, ids)
    wanted = distinct(text[text >= 0])
    starts = np.cumsum([0, *(len(part) for part in stored.parts)])
    some = [Ragged(np.zeros(0, np.uint64), np.zeros(0, np.int64))]
    for number, part in enumerate(stored.parts):
        mine = wanted[(wanted >= starts[number]) & (wanted < starts[number + 1])] - starts[number]
        some.append(part.ragged("shingles").chosen(mine))
    texts = Ragged.joined(some)
    numbers, _ = bag(texts.owners(), texts.flat, len(texts))
    at = np.where(text >= 0, np.searchsorted(wanted, text), len(numbers))
    return Shown(
        numbers.flat, np.append(numbers.starts, len(numbers.flat))[at], np.append(numbers.sizes, 0)[at]
    )


def _carried(kept: Kept, group: Sequence[int]) -> list[dict[str, object]]:
    """Give every advert its operator, and say what changed. A known operator goes with the group that has most of its
    adverts; of several in one group the oldest gives the id."""
    before = kept.operator.tolist()
    shares: dict[int, Counter[int]] = {}
    for old, now in zip(before, group, strict=True):
        if old >= 0:
            shares.setdefault(old, Counter())[now] += 1
    home = {old: min(count, key=lambda now: (-count[now], now)) for old, count in shares.items()}
    name: dict[int, int] = {}
    for old in sorted(home):
        name.setdefault(home[old], old)
    log = _told(kept, home, name)
    taken = set(kept.names)
    for at, now in enumerate(group):
        if now not in name:
            made = content_id("opr", kept.ids[at])
            while made in taken:  # the rest of one that was named after this advert
                made = content_id("opr", made)
            taken.add(made)
            name[now] = len(kept.names)
            kept.names.append(made)
    for old, count in sorted(shares.items()):
        for now in sorted(set(count) - {home[old]}):
            log.append(_line(parted=kept.names[old], adverts=count[now], into=kept.names[name[now]]))
    kept.operator[:] = [name[now] for now in group]
    return log


def _told(kept: Kept, home: dict[int, int], name: dict[int, int]) -> list[dict[str, object]]:
    return [
        _line(kept=kept.names[name[now]], merged=kept.names[old])
        for old, now in sorted(home.items())
        if name[now] != old
    ]


def _line(**told: object) -> dict[str, object]:
    return {"at": datetime.now(UTC).isoformat(timespec="seconds"), **told}
