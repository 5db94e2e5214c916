"""New adverts join templates that are known: only pairs with a new text are looked at, ids stay, merges are logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from manumit.base.kernel import content_id
from manumit.engine.links.templates import Compared
from manumit.engine.links.templates_bags import distinct
from manumit.engine.links.templates_edges import Edges, joined
from manumit.engine.links.templates_index import (
    candidates,
    gathered,
    known_adverts,
    known_texts,
    rarity,
    segment_of,
    together,
)
from manumit.engine.links.templates_split import TIE, components, giant
from manumit.engine.links.templates_store import Segment, Stored, held, load, save
from manumit.engine.links.templates_verify import KNOWN_COPIES, Judge, as_like_as_usual, nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SEGMENTS = 8
"""Runs whose texts are kept apart; then they are laid together."""


@dataclass(frozen=True, slots=True)
class Grown:
    """Template of every advert of this run (those that were known before included), and how many merges it made."""

    template_of: dict[str, str]
    new_adverts: int
    merges: int


def grow(folder: Path, compared: Compared) -> Grown:
    """Adverts join the templates that the folder keeps. An advert that is known keeps its text."""
    with held(folder):
        return _grow(load(folder), compared)


def _grow(stored: Stored, compared: Compared) -> Grown:
    import numpy as np

    texts = compared.texts
    known = known_adverts(stored, compared.ids)
    new = np.flatnonzero(known < 0)
    if len(new):
        of_text = np.array(compared.texts.of_text, np.int64)
        place = known_texts(stored, texts.whole)  # of the run's texts: where they are stored
        fresh = distinct(of_text[new][place[of_text[new]] < 0])
        before = len(stored.template)
        place[fresh] = before + np.arange(len(fresh))
        owners = _first_ids(compared.ids, of_text, new, len(texts.whole))
        segment = segment_of(texts, fresh)
        segment.adverts = ([compared.ids[at] for at in new.tolist()], place[of_text[new]].tolist())
        log = _join(stored, compared, fresh, segment, [owners[at] for at in fresh.tolist()])
        _count_words(stored, segment)
        known[new] = place[of_text[new]]
        stored.parts.append(segment)
        many = len(stored.parts) > MOST_SEGMENTS
        save(stored, together(stored.parts) if many else segment, many, log)
    else:
        log = []
    names = [stored.names[number] for number in stored.template[known].tolist()]
    return Grown(dict(zip(compared.ids, names, strict=True)), len(new), len(log))


def _first_ids(
    ids: Sequence[str], of_text: NDArray[np.int64], new: NDArray[np.int64], count: int
) -> dict[int, str]:
    """By text its first new advert (ids are in order)."""
    import numpy as np

    first = np.full(count, len(ids))
    np.minimum.at(first, of_text[new], new)
    return {text: ids[first[text]] for text in distinct(of_text[new]).tolist()}


def _count_words(stored: Stored, segment: Segment) -> None:
    """The fresh texts' words are counted with the others."""
    import numpy as np

    words = np.concatenate([stored.vocabulary, segment.arrays["words"]])
    counts = np.concatenate([stored.counts, np.ones(len(segment.arrays["words"]), np.int64)])
    stored.vocabulary, inverse = np.unique(words, return_inverse=True)
    stored.counts = np.bincount(inverse, counts, minlength=len(stored.vocabulary)).astype(np.int64)


def _cross(stored: Stored, segment: Segment) -> Edges:
    """Verified pairs of a fresh and a stored text: (fresh + number of stored texts, stored), the smaller first."""
    import numpy as np

    pairs, share = candidates(stored, segment)
    old = distinct(pairs[:, 1])
    texts = gathered(stored, segment, old)
    inside = np.stack([pairs[:, 0], len(segment) + np.searchsorted(old, pairs[:, 1])], axis=1)
    near = Judge(texts, rarity(stored, texts.vocabulary)).likeness(inside, share)
    found = near > 0.0
    codes = np.stack([pairs[found, 1], len(stored.template) + pairs[found, 0]], axis=1)
    return Edges(codes, near[found])


def _join(
    stored: Stored, compared: Compared, fresh: NDArray[np.int64], segment: Segment, owners: Sequence[str]
) -> list[dict[str, object]]:
    """Fresh texts get their template; what is told of templates that became one."""
    import numpy as np

    before, after = len(stored.template), len(stored.template) + len(fresh)
    inner = compared.edges.among(fresh)
    own = components(len(fresh), inner)
    cross = _cross(stored, segment)
    every = Edges(
        np.concatenate([cross.pairs, before + inner.pairs]), np.concatenate([cross.near, inner.near])
    )
    old = np.zeros((after, KNOWN_COPIES))
    old[:before] = stored.nearest
    stored.nearest = nearest(after, every, old)
    cross = as_like_as_usual(cross, stored.nearest)
    number = np.concatenate(
        [stored.template, len(stored.names) + own]
    )  # of templates; fresh groups come after
    links = number[cross.pairs]
    kept = _allowed(number, links, cross.near)
    cross, links = Edges(cross.pairs[kept], cross.near[kept]), links[kept]
    label = joined(np.arange(len(stored.names) + len(fresh)), links)
    log = _told(stored, cross, links, label, owners)
    number = label[number]
    made = distinct(number[before:][number[before:] >= len(stored.names)])
    names = {}
    for one in made.tolist():
        names[one] = content_id(
            "tpl", min(owners[at] for at in np.flatnonzero(number[before:] == one).tolist())
        )
    stored.template = np.where(
        number < len(stored.names), number, len(stored.names) + np.searchsorted(made, number)
    ).astype(np.int32)
    stored.names = [*stored.names, *(names[one] for one in made.tolist())]
    return log


def _allowed(
    number: NDArray[np.int64], links: NDArray[np.int64], near: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """The guard against giants: two groups that would make one need more than a very thin link."""
    import numpy as np

    sizes = np.bincount(number, minlength=1)
    _, inverse = np.unique(links[:, 0] << 32 | links[:, 1], return_inverse=True)
    weight = np.bincount(inverse, near, minlength=1)[inverse]
    one, other = sizes[links[:, 0]], sizes[links[:, 1]]
    return np.asarray((one + other <= giant(len(number))) | (weight * (one + other) >= TIE * one * other))


def _told(
    stored: Stored,
    cross: Edges,
    links: NDArray[np.int64],
    label: NDArray[np.int64],
    owners: Sequence[str],
) -> list[dict[str, object]]:
    """A line for every template that went into an older one, with the likest pair that ties it to the new text."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    best: dict[int, int] = {}
    gone = {one for one, root in enumerate(label[: len(stored.names)].tolist()) if one != root}
    for at, (one, _) in enumerate(links.tolist()):
        if one in gone and (one not in best or cross.near[at] > cross.near[best[one]]):
            best[one] = at
    lines: list[dict[str, object]] = []
    for one, at in sorted(best.items()):
        old, new = cross.pairs[at].tolist()
        lines.append(
            {
                "at": now,
                "generation": stored.generation + 1,
                "kept": stored.names[int(label[one])],
                "merged": stored.names[one],
                "advert": owners[new - len(stored.template)],
                "like": _advert_of(stored, old),
                "likeness": round(float(cross.near[at]), 4),
            }
        )
    return lines


def _advert_of(stored: Stored, text: int) -> str:
    """The first advert that has a stored text."""
    for part in stored.parts:
        if text in part.adverts[1]:
            return part.adverts[0][part.adverts[1].index(text)]
    return ""
