"""Watched pictures, known by their PDQ: copies by the hash in all eight forms, and what the stage of pictures found to
be an edit of such a copy. What is on a list of illegal pictures is not watched for and never met."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from manumit.base.kernel import Refused, TableEngine, UnreadableInput
from manumit.engine.pictures import (
    BITS,
    FORMS,
    GOOD_QUALITY,
    RADIUS,
    HandOver,
    HashList,
    HashTable,
    admit,
    forms_of,
)
from manumit.engine.watch.model import Entry, Hit, Unusable
from manumit.engine.watch.shown import LOOKS, SHOWN, shown_by

LESS_SURE = 0.9
"""An edit of a copy, not the copy."""
_LEAST_SET, _MOST_SET = BITS // 4, BITS * 3 // 4
"""Bits of a hash that are set: half of them, by how it is made; a plain picture's may be fewer."""
_HASH = re.compile(r"(?:pdq[:,;\s]\s*)?([0-9a-f]+)", re.IGNORECASE)
_LENGTHS = {32: "an MD5", 40: "a SHA-1", 16: "a hash of 64 bits", 128: "a SHA-512"}
_MAKE = "`manumit watch-for picture FILE` makes the entry from a picture."


def picture_subject(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """The hash as 64 hexadecimal digits, and how many bits may differ."""
    written = _HASH.fullmatch(value.strip())
    if written is None:
        raise Unusable(f"{value[:80]!r} is no PDQ hash in hexadecimal", _MAKE)
    known = written[1].lower()
    if len(known) * 4 != BITS:
        looks = f" (it looks like {_LENGTHS[len(known)]})" if len(known) in _LENGTHS else ""
        raise Unusable(f"a PDQ hash has {BITS // 4} hexadecimal digits, not {len(known)}{looks}", _MAKE)
    if not _LEAST_SET <= int(known, 16).bit_count() <= _MOST_SET:
        raise Unusable("in a PDQ hash about half of the bits are set; this one tells no picture", _MAKE)
    within = cells.get("within", "") or str(RADIUS)
    if not within.isdecimal() or int(within) > RADIUS:
        raise Unusable(
            f"within: {within!r} is not between 0 and {RADIUS}", f"Leave it out for {RADIUS} bits."
        )
    return {"keys": (known,), "value": known, "within": int(within)}


def hash_to_watch(data: bytes, name: str, lists: Sequence[HashList]) -> str:
    """The hash of a picture in a file's bytes. Refused when it is on a list, UnreadableInput when it tells none."""
    looked = admit(data, name, lists)
    if isinstance(looked, HandOver):
        raise Refused(f"{name} is on the list {looked.list}: it is not watched for.", looked.says)
    hashes = looked[1]
    if any(note.startswith("animated") for note in hashes.notes):
        raise UnreadableInput(
            f"{name} is animated: one frame of it would be watched for.",
            "Save the frame that matters as a picture.",
        )
    if hashes.whole.quality < GOOD_QUALITY:
        raise UnreadableInput(
            f"{name} is too plain: many pictures have its hash.", "Watch for one that shows something."
        )
    return hashes.pdq


def on_a_list(known: bytes, lists: Sequence[HashList]) -> bool:
    """Whether a hash, in any form, is near to one of an illegal picture."""
    forms = forms_of(known)
    return any(one.pdq.within_any(forms, RADIUS)[0].size for one in lists)


def picture_hits(
    engine: TableEngine, entries: Sequence[Entry], lists: Sequence[HashList], refused: dict[str, str]
) -> Iterator[Hit]:
    """Watched pictures among those shown (see shown.view_shown). Entries that must not be, go to `refused`."""
    watched = [entry for entry in entries if entry.kind == "picture"]
    listed = {entry.id for entry in watched if on_a_list(bytes.fromhex(entry.keys[0]), lists)}
    refused |= dict.fromkeys(
        sorted(listed),
        "its picture is on a list of illegal ones: it is not watched for; a named person reports it as the law asks",
    )
    watched = [entry for entry in watched if entry.id not in listed]
    looks = _looks(engine) if watched else []
    hashes = list(dict.fromkeys(pdq for _, _, pdq, _ in looks if pdq))
    table = HashTable(bytes.fromhex(one) for one in hashes)
    showing: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in shown_by(engine) if watched else ():
        showing[one.image_id].append((one.record_id, one.field))
    for entry in watched:
        places, apart, form = table.within_any(forms_of(bytes.fromhex(entry.keys[0])), entry.within)
        near = {
            hashes[at]: (int(bits), int(which)) for at, bits, which in zip(places, apart, form, strict=True)
        }
        near = {pdq: told for pdq, told in near.items() if not on_a_list(bytes.fromhex(pdq), lists)}
        yield from _met(entry, near, looks, showing)


Look = tuple[str, str, str, str]
"""Image record, name of what it shows, hash, SHA-256."""


def _looks(engine: TableEngine) -> list[Look]:
    """What is shown, and everything of the same names."""
    return [
        (str(image), str(name), str(pdq or ""), str(content))
        for image, name, pdq, content in engine.rows(
            f"SELECT record_id, name, pdq, content FROM {LOOKS} WHERE name IN (SELECT name FROM {LOOKS} l"
            f" JOIN {SHOWN} s ON s.image_id = l.record_id) ORDER BY record_id"
        )
    ]


def _met(
    entry: Entry,
    near: Mapping[str, tuple[int, int]],
    looks: Sequence[Look],
    showing: Mapping[str, Sequence[tuple[str, str]]],
) -> Iterator[Hit]:
    if not near:
        return
    best: dict[str, int] = {}
    for _, name, pdq, _ in looks:
        if pdq in near:
            best[name] = min(near[pdq][0], best.get(name, BITS))
    for image, name, pdq, content in looks:
        if name not in best:
            continue
        if pdq in near:
            bits, form = near[pdq]
            turned = f", {FORMS[form]}" if form else ""
            score, how = _score(bits), f"{turned}: {_differ(bits, entry.within)}"
        else:
            score, how = (
                LESS_SURE * _score(best[name]),
                f", edited: of a copy of it {_differ(best[name], entry.within)}",
            )
        for record, field in showing.get(image, ()):
            yield Hit(entry.id, record, field, None, None, round(score, 3), how, content)


def _score(bits: int) -> float:
    """1 for the same hash, 0 for as many bits as differ between strangers."""
    return 1 - bits / (BITS / 2)


def _differ(bits: int, within: int) -> str:
    return f"{bits} of {BITS} bits of the hash differ, {within} at most count as the same"
