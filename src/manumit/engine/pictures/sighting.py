"""Looking at the pictures of a workspace: each content once, side by side within bounds, compared with all that came
before it; what is done is kept every few pictures."""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from manumit.base.kernel import Settings, UnreadableInput
from manumit.engine.evidence import Place, Workspace, picture_bytes
from manumit.engine.pictures.alike import compare
from manumit.engine.pictures.decode import MOST_BYTES, open_picture
from manumit.engine.pictures.hash_list import HandOver, HashList, examine
from manumit.engine.pictures.hashes import Seen
from manumit.engine.pictures.index import PictureIndex
from manumit.engine.pictures.looks import ASIDE, LISTED, SEEN, Look, Looks, Same
from manumit.engine.pictures.pdq import FORMS, RADIUS, luminance
from manumit.engine.pictures.sketch import Sketch, sketch_of
from manumit.engine.pictures.spill import Spill
from manumit.engine.pictures.words import words_of

SHARD = 64
"""Pictures between two that are kept: what a run that is killed loses at most, some seconds."""
_AHEAD = 8
"""Pictures in memory that wait for their turn."""
_MOST_AT_ONCE = 4

Step = Callable[[int, int], None]
"""(pictures done, of how many)"""
Missing = tuple[Place, str]


@dataclass
class Found:
    """What is known of all pictures: looks in the order of looking, pairs, and those whose bytes could not be had."""

    looks: dict[str, Look] = field(default_factory=dict)
    pairs: list[Same] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


def digest_of(lists: Sequence[HashList]) -> str:
    """What lists say, whatever they are called."""
    told = [
        [sorted(one.exact.get(kind, ())) for kind in ("md5", "sha1", "sha256")]
        + [one.pdq.rows().tobytes().hex()]
        for one in lists
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest() if lists else ""


def look_at(
    workspace: Workspace,
    places: Sequence[Place],
    shown: Callable[[Place], str],
    lists: Sequence[HashList],
    settings: Settings,
    step: Step,
    known: Collection[str] = (),
) -> Found:
    """Look at each content once, those first that were looked at before. `places` of one file stand together; `shown`
    says where a picture lies, for the record of a hand-over. Looks at others than these and those `known` are dropped
    (their records expired), and so are all when the lists say something else now."""
    first = {place.content_sha256: place for place in reversed(places)}
    kept = Looks(workspace.path / "derived" / "looks", digest_of(lists), {*first, *known})
    found, index = Found(), PictureIndex()
    for shard in kept:
        for look in shard.looks:
            _know(found, index, look)
        found.pairs += shard.pairs
    todo = [place for place in places if place is first[place.content_sha256]]
    todo = [place for place in todo if place.content_sha256 not in found.looks]
    total, done = len(first), len(first) - len(todo)

    def again(content: str) -> Sketch | None:
        for _, data in picture_bytes(workspace, [first[content]] if content in first else [], settings):
            if isinstance(data, bytes):
                return sketch_of(luminance(open_picture(data).rgb))
        return None

    with (
        Spill(workspace.scratch / "sketches", again) as spill,
        ThreadPoolExecutor(min(settings.threads or os.cpu_count() or 1, _MOST_AT_ONCE)) as pool,
    ):
        coming = _looked(workspace, todo, shown, lists, settings, pool)
        while some := list(islice(coming, SHARD)):
            looks: list[Look] = []
            pairs: list[Same] = []
            for place, seen in some:
                done += 1
                step(done, total)
                if isinstance(seen, str):
                    found.missing.append((place, seen))
                    continue
                look = _look(place, seen)
                if isinstance(seen, HandOver):
                    hand_over(workspace, seen)
                if isinstance(seen, Seen):
                    pairs += _compared(seen, index, spill)
                    spill.put(look.sha256, seen.sketch)
                looks.append(look)
                _know(found, index, look)
            found.pairs += pairs
            kept.keep(looks, pairs)
    return found


def _looked(
    workspace: Workspace,
    todo: Sequence[Place],
    shown: Callable[[Place], str],
    lists: Sequence[HashList],
    settings: Settings,
    pool: ThreadPoolExecutor,
) -> Iterator[tuple[Place, Seen | HandOver | UnreadableInput | str]]:
    """In the order given, some at once."""
    waiting: deque[tuple[Place, Future[Seen | HandOver | UnreadableInput] | str]] = deque()
    small = [place for place in todo if place.length <= MOST_BYTES]
    for place in (place for place in todo if place.length > MOST_BYTES):
        yield place, UnreadableInput(f"The file has more than {MOST_BYTES:,} bytes.", "Bring a smaller copy.")
    for place, data in picture_bytes(workspace, small, settings):
        if isinstance(data, str):
            waiting.append((place, data))
        else:
            waiting.append((place, pool.submit(_examined, data, shown(place), lists, place.offset)))
        if len(waiting) > _AHEAD:
            yield _awaited(waiting)
    while waiting:
        yield _awaited(waiting)


def _awaited(
    waiting: deque[tuple[Place, Future[Seen | HandOver | UnreadableInput] | str]],
) -> tuple[Place, Seen | HandOver | UnreadableInput | str]:
    place, told = waiting.popleft()
    return place, told if isinstance(told, str) else told.result()


def _examined(
    data: bytes, path: str, lists: Sequence[HashList], offset: int
) -> Seen | HandOver | UnreadableInput:
    try:
        return examine(data, path, lists, offset)
    except UnreadableInput as error:
        return error


def _look(place: Place, seen: Seen | HandOver | UnreadableInput) -> Look:
    if isinstance(seen, HandOver):
        return Look(place.content_sha256, LISTED)
    if isinstance(seen, UnreadableInput):
        return Look(place.content_sha256, ASIDE, seen.sentence, seen.hint)
    return Look(place.content_sha256, SEEN, "", "", seen.hashes, words_of(seen.sketch.descriptions))


def _know(found: Found, index: PictureIndex, look: Look) -> None:
    found.looks[look.sha256] = look
    if look.hashes is not None:
        index.add(look.sha256, look.hashes, look.words)


def _compared(seen: Seen, index: PictureIndex, spill: Spill) -> Iterable[Same]:
    """The pictures that came before and are one with this, or whose hashes are near to its."""
    for candidate in index.search(seen):
        known = spill.get(candidate.name)
        if known is None:
            continue
        told = compare(index.whole.row(candidate.place), known, seen.hashes.whole, seen.sketch)
        if told.verified or told.distance <= RADIUS:
            how = told.how if told.verified else "hash"
            yield Same(
                candidate.name,
                seen.hashes.sha256,
                told.distance,
                told.verified,
                how,
                told.form if told.form != FORMS[0] else "",
                told.places,
                round(told.overlap, 4),
                round(told.agreement, 4),
                told.parts,
                told.says,
            )


def hand_over(workspace: Workspace, record: HandOver) -> None:
    """Add the record that a picture is on a list to the workspace's, once."""
    note_hand_over(handed_over(workspace), record)


def note_hand_over(path: Path, record: HandOver) -> None:
    """Add it to the file of such records, once, on the disk when this returns."""
    told = asdict(record)
    known = path.read_text("utf-8").splitlines() if path.exists() else []
    named = ("path", "offset", "hash", "list")
    if any([json.loads(line)[name] for name in named] == [told[name] for name in named] for line in known):
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as stream:
        stream.write(json.dumps(told, ensure_ascii=False) + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def handed_over(workspace: Workspace) -> Path:
    """Where those records are."""
    return workspace.path / "hand-over.jsonl"
