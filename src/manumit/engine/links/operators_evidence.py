"""Evidence that two adverts are one operator's: each sort a number, each with a weight, added as log-likelihood ratios
are (Fellegi and Sunter 1969); what is shared weighs by how rare it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.links.operators_seen import BUCKETS
from manumit.engine.links.operators_traits import FEWEST, Shown, Traits, shown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.links.operators_seen import Pairs, Seen

SORTS = (
    "phrases", "habits", "likeness", "form", "other_form", "names", "picture", "other_picture", "site",
    "place", "hop", "gap", "price", "other_price", "hour", "contact", "other_contact", "coherence", "spread",
)  # fmt: skip
"""The columns of `Evidence.values`; see `words_of` and `contacts_of`."""
CONTACTLESS = SORTS.index("contact")
"""The sorts before do not look at contacts."""
AT_ONCE = 200_000
"""Pairs whose evidence is held at once."""
MOST = {"phrase": 24, "habit": 24, "name": 8, "form": 3, "picture": 8, "contact": 6}
"""Values of a sort that are kept of an advert, the rarest."""
MANNERS = frozenset(("habit", "form"))
LONG_GAP = 4.0  # log(1 + days) where a time is unknown
QUICK = 0.5  # days between adverts from two places in which one person does not travel and settle
HUB_PICTURE = 8.0  # posters among FEWEST
ALMOST = 0.8
MOST_SPREAD = 256
"""Adverts beyond which a contact says no less."""
PRIOR_MEAN, PRIOR_PAIRS = 1.0, 2.0
"""A contact's adverts are taken to be alike (log-odds of one) until two pairs or more of them say otherwise."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The adverts, each with its traits; one row an advert."""

    phrase: Traits
    habit: Traits
    name: Traits
    form: Traits
    picture: Traits
    contact: Traits
    place: NDArray[np.int64]
    site: NDArray[np.int64]
    day: NDArray[np.float64]
    price: NDArray[np.float64]


def scene(seen: Seen, order: NDArray[np.int64], phrases: Shown) -> Scene:
    """The adverts in an order of their own: `order` says which of those seen each is, `phrases` its shingles."""
    import numpy as np

    count = len(order)
    to = np.argsort(order)
    owner, contact = seen.contact
    holder = _holders(to[owner], contact, count)

    def traits(sort: str, found: Shown, least: int = 2) -> Traits:
        return Traits(found, holder, MOST[sort], least, sort in MANNERS, sort == "phrase")

    def noted(sort: str, pairs: Pairs, least: int = 1) -> Traits:
        owner, value = pairs
        return traits(sort, shown(to[owner], value, count), least)

    habit = seen.habits
    return Scene(
        traits("phrase", phrases),
        traits("habit", Shown(_numbered(habit.flat), habit.starts[order], habit.sizes[order])),
        noted("name", seen.name, 2),
        noted("form", seen.form),
        _believed(noted("picture", seen.picture)),
        noted("contact", seen.contact),
        seen.place[order],
        seen.site[order],
        seen.day[order],
        seen.price[order],
    )


def _numbered(hashed: NDArray[np.int32]) -> NDArray[np.int32]:
    """Those hashes that there are, numbered from 0 in their order: tables of 2^22 would take half a second to fill."""
    import numpy as np

    there = np.zeros(BUCKETS + 1, bool)
    there[hashed] = True
    number = np.cumsum(there, dtype=np.int32)
    number -= 1
    return np.asarray(number[hashed])


def _believed(pictures: Traits) -> Traits:
    """A picture counts as itself, half when HUB_PICTURE posters use it, hardly when many do: it was found somewhere."""
    import numpy as np

    users = FEWEST / np.exp2(pictures.bits)
    pictures.bits = (1 / (1 + (users / HUB_PICTURE) ** 2)).astype(np.float32)
    return pictures


def _holders(owner: NDArray[np.int64], value: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Who seems to post each advert: its commonest contact, or nobody else where it shows none."""
    import numpy as np

    shown = np.bincount(value, minlength=1) if len(value) else np.zeros(1, np.int64)
    order = np.lexsort((value, shown[value], owner))
    holder = np.full(count, -1, np.int64)
    holder[owner[order]] = value[order]  # of an advert's contacts the last one written stays
    alone = holder < 0
    holder[alone] = len(shown) + np.arange(int(alone.sum()))
    return np.unique(holder, return_inverse=True)[1] if count else holder


def _bits_of_same(
    values: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float64]:
    """log2(adverts / adverts with that value) where both have the same, else 0."""
    import numpy as np

    known = values >= 0
    counts = np.bincount(values[known], minlength=1)
    bits = np.log2(max(1, int(known.sum())) / np.maximum(counts, 1))
    same = (values[one] == values[other]) & known[one]
    return np.where(same, bits[np.maximum(values[one], 0)], 0.0)


def words_of(scene: Scene, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float32]:
    """Evidence that does not look at contacts, one row a pair, in the order of SORTS."""
    import numpy as np

    phrases, _ = scene.phrase.shared(one, other)
    manner, _ = scene.habit.shared(one, other)
    forms, same_forms = scene.form.shared(one, other)
    names, _ = scene.name.shared(one, other)
    pictures, _ = scene.picture.shared(one, other)
    gap = np.abs(scene.day[one] - scene.day[other])
    apart = (scene.place[one] != scene.place[other]) & (scene.place[one] >= 0) & (scene.place[other] >= 0)
    price = np.abs(scene.price[one] - scene.price[other])
    hour = np.abs(scene.day[one] - scene.day[other]) % 1.0
    columns = (
        np.sqrt(phrases),
        np.sqrt(manner),
        manner / np.maximum(1.0, np.sqrt(scene.habit.own(one) * scene.habit.own(other))),
        forms,
        scene.form.any[one] & scene.form.any[other] & (same_forms == 0),
        np.sqrt(names),
        np.minimum(pictures, 1.0),
        scene.picture.any[one] & scene.picture.any[other] & (pictures < 0.5),
        _bits_of_same(scene.site, one, other),
        _bits_of_same(scene.place, one, other),
        apart & (gap < QUICK),
        np.nan_to_num(np.log1p(gap), nan=LONG_GAP),
        np.nan_to_num(np.maximum(0.0, 1.0 - 2.0 * price)),
        np.nan_to_num(np.minimum(price, 2.0)),
        np.nan_to_num(np.minimum(hour, 1.0 - hour), nan=0.25),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _shared_contacts(
    scene: Scene, one: NDArray[np.int64], other: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(pair, contact) for every contact that both adverts of a pair show."""
    import numpy as np

    rows, both = scene.contact.both(one, other)
    pair, column = np.nonzero(both)
    return pair, rows[pair, column].astype(np.int64)


def coherence(
    scene: Scene, one: NDArray[np.int64], other: NDArray[np.int64], score: NDArray[np.float32]
) -> NDArray[np.float64]:
    """How alike the adverts of each contact are; `score`: log-odds of the pairs by everything else. One whose adverts
    are not alike is a relay, an agency's or was sold on, and says the less (hub guard)."""
    import numpy as np

    size = len(scene.contact.bits)
    total, seen = np.full(size, PRIOR_MEAN * PRIOR_PAIRS), np.full(size, PRIOR_PAIRS)
    for at in range(0, len(one), AT_ONCE):
        pair, contact = _shared_contacts(scene, one[at : at + AT_ONCE], other[at : at + AT_ONCE])
        near = np.clip(score[at + pair], -6.0, 6.0)
        near[_copies(scene, one[at + pair], other[at + pair])] = 6.0
        total += np.bincount(contact, near, minlength=size)
        seen += np.bincount(contact, minlength=size)
    return np.asarray(total / seen)


def _copies(scene: Scene, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Pairs with nearly all of their phrases in common, however common these are."""
    import numpy as np

    longer = np.maximum(scene.phrase.count[one], scene.phrase.count[other])
    return np.asarray(scene.phrase.shared(one, other)[1] >= np.maximum(1, ALMOST * longer))


def contacts_of(
    scene: Scene, alike: NDArray[np.float64], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Evidence of contacts, one row a pair, in the order of SORTS; `alike` of each contact (see `coherence`)."""
    import numpy as np

    pair, contact = _shared_contacts(scene, one, other)
    best, spread = np.full(len(one), -np.inf), np.full(len(one), np.inf)
    np.maximum.at(best, pair, alike[contact])
    np.minimum.at(spread, pair, np.log2(np.clip(scene.contact.adverts[contact], 2, MOST_SPREAD)))
    shares = np.isfinite(best)
    both = scene.contact.any[one] & scene.contact.any[other]
    columns = (shares, both & ~shares, np.where(shares, best, 0.0), np.where(shares, spread, 0.0))
    return np.stack(columns, axis=1).astype(np.float32)
