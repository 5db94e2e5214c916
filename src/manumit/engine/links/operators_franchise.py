"""Groups that are many advertisers with one text, such as a franchise's owners: each has a contact of their own, and
all are in use at once. Words do not hold them together; contacts and pictures do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manumit.engine.links.operators_evidence import Scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AT_ONCE = 6
"""Contacts that never meet, each on two adverts or more, in use at one moment, from which a group is many people's. Of
some two hundred operations of four development worlds none has more than four; numbers that one hand changes from week
to week follow each other, and are no such group."""
SURE_PICTURE = 0.5
"""A picture that fewer posters use than would make it anybody's (see `operators_evidence`)."""


def apart(
    scene: Scene,
    label: NDArray[np.int64],
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    near: NDArray[np.float32],
) -> NDArray[np.int64]:
    """The labels, such groups parted into what hangs together by contacts and pictures; an advert that shows neither
    goes where its most probable link (`one`, `other`, `near`) leads."""
    import numpy as np

    piece = _pieces(scene, label)
    many = _users_at_once(scene, label, piece) >= AT_ONCE
    if not many.any():
        return label
    bare = ~_shows(scene) & many[label]
    home = np.full(len(label), -1, np.int64)
    for a, b in ((one, other), (other, one)):
        order = np.argsort(near, kind="stable")
        order = order[bare[a[order]] & ~bare[b[order]] & (label[a[order]] == label[b[order]])]
        home[a[order]] = b[order]  # the last written, the most probable, stays
    piece = np.where(bare & (home >= 0), piece[home], piece)
    return np.unique(np.where(many[label], piece, int(piece.max()) + 1 + label), return_inverse=True)[1]


def _shows(scene: Scene) -> NDArray[np.bool_]:
    import numpy as np

    return np.asarray(scene.contact.any | scene.picture.any)


def _pieces(scene: Scene, label: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each advert, a number that it has in common with those of its group that it hangs together with."""
    import igraph
    import numpy as np

    ends, first = [], len(label)
    for traits, sure in ((scene.contact, None), (scene.picture, SURE_PICTURE)):
        advert, value = traits.pairs(traits.rows.shape[1])
        if sure is not None:
            believed = traits.bits[value] >= sure
            advert, value = advert[believed], value[believed]
        codes = label[advert] * (int(value.max(initial=0)) + 1) + value
        nodes = np.unique(codes, return_inverse=True)[1]
        ends.append(np.stack([advert, first + nodes], axis=1))
        first += int(nodes.max(initial=-1)) + 1
    graph = igraph.Graph(first, np.concatenate(ends))
    return np.array(graph.connected_components().membership, np.int64)[: len(label)]


def _users_at_once(scene: Scene, label: NDArray[np.int64], piece: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each group, how many of its pieces with contacts on two adverts or more are in use at one moment, the most
    there were. One whose times are unknown counts as always in use."""
    import numpy as np

    has = scene.contact.any
    at, times = np.unique(piece[has], return_inverse=True, return_counts=True)[1:]
    begins, ends = np.full(len(times), np.inf), np.full(len(times), -np.inf)
    np.minimum.at(begins, at, np.nan_to_num(scene.day[has], nan=-np.inf))
    np.maximum.at(ends, at, np.nan_to_num(scene.day[has], nan=np.inf))
    group = np.zeros(len(times), np.int64)
    group[at] = label[has]
    used = times >= 2
    # a sweep: one more where a piece begins to be used, one less behind its end; beginnings first
    moment = np.concatenate([begins[used], ends[used]])
    step = np.repeat([1, -1], int(used.sum()))
    whose = np.tile(group[used], 2)
    order = np.lexsort((-step, moment, whose))
    most = np.zeros(int(label.max(initial=0)) + 1, np.int64)
    np.maximum.at(most, whose[order], np.cumsum(step[order]))  # each group's steps add up to nothing
    return most
