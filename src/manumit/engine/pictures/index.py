"""Pictures that are known, and which of them a new one may be. Hashes find copies among millions, exactly; shared
places find crops and what was written over. What `search` finds is a candidate: `confirm` looks at it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from manumit.engine.pictures.alike import Evidence, compare
from manumit.engine.pictures.hamming import HashTable
from manumit.engine.pictures.hashes import CROPS, PictureHashes, Seen
from manumit.engine.pictures.pdq import FORMS, GOOD_QUALITY, RADIUS
from manumit.engine.pictures.sketch import Sketch, mirrored
from manumit.engine.pictures.words import Words, WordTable, words_of

LEAST_VOTES = 4
MOST_VOTED = 48
"""Pictures that shared places alone bring up; those that hashes find are all kept."""


@dataclass(frozen=True)
class Candidate:
    """`place`: the how-manieth added. `distance`: bits between the nearest hashes, of the whole or of a crop, None when
    only places are shared; `form`: how the asked one has to be turned, as hashes tell; `votes`: places they share."""

    name: str
    place: int
    distance: int | None
    form: str
    votes: int


class PictureIndex:
    """Pictures in the order in which they were added. One that is added with hashes alone is found by hashes alone."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.qualities: list[int] = []
        self.sketches: list[Sketch | None] = []
        self.whole = HashTable()
        self.crops = HashTable()
        self._words = WordTable()
        self._waiting: list[tuple[int, Words]] = []

    def __len__(self) -> int:
        return len(self.names)

    def add(self, name: str, picture: Seen | PictureHashes, words: Words | None = None) -> None:
        """Know one more. With `words` of its places a picture of which no sketch is kept is found by them, too."""
        hashes = picture.hashes if isinstance(picture, Seen) else picture
        self.names.append(name)
        self.qualities.append(hashes.whole.quality)
        self.whole.extend([hashes.whole.forms[0]])
        self.crops.extend(hashes.crops)
        self.sketches.append(picture.sketch if isinstance(picture, Seen) else None)
        if words is None and isinstance(picture, Seen):
            words = words_of(picture.sketch.descriptions)
        if words is not None:
            self.note(len(self) - 1, words)

    def note(self, place: int, words: Words) -> None:
        """The words of a picture's places, for those who fill an index themselves."""
        self._waiting.append((place, words))

    def search(self, picture: Seen | PictureHashes, radius: int = RADIUS) -> list[Candidate]:
        """Every picture with a hash within `radius` bits in any of the eight forms, nearest first, then those that
        share most places. Pictures too plain for a hash are neither found nor asked for by it."""
        hashes = picture.hashes if isinstance(picture, Seen) else picture
        near = self._by_hash(hashes, radius) if hashes.whole.quality >= GOOD_QUALITY else {}
        votes = self._by_places(picture.sketch) if isinstance(picture, Seen) else {}
        found = [
            Candidate(self.names[place], place, apart, FORMS[form], votes.get(place, 0))
            for place, (apart, form) in near.items()
        ]
        found += [
            Candidate(self.names[place], place, None, FORMS[0], count)
            for place, count in votes.items()
            if place not in near
        ]
        return sorted(found, key=lambda one: (one.distance is None, one.distance or 0, -one.votes, one.place))

    def confirm(self, picture: Seen, candidate: Candidate) -> Evidence | None:
        """What speaks for the candidate; None when it was added with hashes alone."""
        known = self.sketches[candidate.place]
        whole = self.whole.row(candidate.place)
        return None if known is None else compare(whole, known, picture.hashes.whole, picture.sketch)

    def _by_hash(self, hashes: PictureHashes, radius: int) -> dict[int, tuple[int, int]]:
        """Place: bits and form. The whole against known wholes and their crops; its crops against known wholes."""
        forms = hashes.whole.forms
        found: dict[int, tuple[int, int]] = {}
        for table, asked, share in (
            (self.whole, forms, 1),
            (self.crops, forms, len(CROPS)),
            (self.whole, hashes.crops, 1),
        ):
            places, distances, which = table.within_any(asked, radius)
            for place, apart, form in zip(places // share, distances, which, strict=True):
                if self.qualities[place] >= GOOD_QUALITY:
                    told = int(apart), int(form) if asked is forms else 0
                    found[int(place)] = min(found.get(int(place), told), told)
        return found

    def _by_places(self, sketch: Sketch) -> dict[int, int]:
        if self._waiting:
            owners, words = zip(*self._waiting, strict=True)
            self._words.add(np.concatenate(words), np.repeat(owners, [len(each) for each in words]))
            self._waiting = []
        straight, turned = (
            self._words.votes(words_of(each), len(self))
            for each in (sketch.descriptions, mirrored(sketch.descriptions))
        )
        votes = np.maximum(straight, turned)
        best = np.argsort(-votes, kind="stable")[:MOST_VOTED]
        return {int(place): int(votes[place]) for place in best if votes[place] >= LEAST_VOTES}
