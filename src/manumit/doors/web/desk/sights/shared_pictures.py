"""Pictures of adverts as they may be shown: what two sides share, and a small copy of one. What is on a list of what
must not be looked at is never shown, and lists are asked anew each time; neither is what an advert of somebody covered
shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from manumit.base.kernel import load_settings
from manumit.doors.web.desk.acts.portraits import may_be_shown
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Workspace
from manumit.doors.web.desk.pictures import bare_copy
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.lookups import folder_of, lookup_of
from manumit.doors.web.desk.uploads import HEAD, sniffed
from manumit.engine.evidence import Place, picture_bytes
from manumit.engine.lookup import Lookup, Record

MOST: Final = 4
"""Pairs of pictures on a page."""
WIDE: Final = 480
"""Pixels of a small copy."""
RECORDS, CONTACTS = 200, 12
"""Of an entity, and those it is reached by, whose adverts are looked through."""
_REACHED: Final = ("phone", "email", "handle")
SEEN: Final = "seen"


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture on one advert."""

    image_id: str
    record: Record


@dataclass(frozen=True, slots=True)
class Twins:
    """A picture that an advert of each side shows; `same`: byte for byte, else one is an edit of the other."""

    left: Shown
    right: Shown
    same: bool


@dataclass(frozen=True)
class _Tables:
    """`uses`: advert -> (image, what it shows); `adverts` that show an image; `contents` of images looked at."""

    uses: Mapping[str, tuple[tuple[str, str], ...]]
    adverts: Mapping[str, tuple[str, ...]]
    contents: Mapping[str, str]


_NOTHING: Final = _Tables({}, {}, {})


def shared(workspace: Workspace, left: str, right: str) -> list[Twins]:
    """Pictures on adverts of both (entities, or whom they are reached by), each once, edits before copies."""
    tables, found = _tables_of(workspace), lookup_of(workspace)
    if not tables.uses:
        return []
    ours, theirs = (dict(_adverts(found, one, tables)) for one in (left, right))
    both = ours.keys() & theirs.keys()  # one advert of both says nothing new
    sides = [_by_name(tables, side, both) for side in (ours, theirs)]
    twins = [_twins(tables, sides[0][name], sides[1][name]) for name in sides[0] if name in sides[1]]
    return sorted(twins, key=lambda pair: pair.same)[:MOST]


def _by_name(tables: _Tables, adverts: Mapping[str, Record], but: Iterable[str]) -> dict[str, list[Shown]]:
    """What these adverts show, by the name that a picture and its edits have in common."""
    shown: defaultdict[str, list[Shown]] = defaultdict(list)
    for advert in adverts.keys() - set(but):
        for image, name in tables.uses[advert]:
            shown[name].append(Shown(image, adverts[advert]))
    return {name: sorted(some, key=lambda one: one.image_id) for name, some in shown.items()}


def _twins(tables: _Tables, left: list[Shown], right: list[Shown]) -> Twins:
    """One of each side; two that differ where there are such."""
    first = left[0]
    edits = (two for two in right if tables.contents[two.image_id] != tables.contents[first.image_id])
    second = next(edits, right[0])
    return Twins(first, second, tables.contents[first.image_id] == tables.contents[second.image_id])


def _adverts(found: Lookup, entity_id: str, tables: _Tables) -> Iterator[tuple[str, Record]]:
    near = [n.entity_id for n in found.expand(entity_id, None, 200).nodes if n.kind in _REACHED][:CONTACTS]
    for one in (entity_id, *near):
        for record, _how in found.records_of(one, limit=RECORDS):
            if record.record_id in tables.uses:
                yield record.record_id, record


def may_see(here: Here, image_id: str) -> bool:
    """Whether it was looked at, and nobody of the adverts that show it is covered."""
    tables = _tables_of(here.ws)
    adverts = tables.adverts.get(image_id, ())
    return bool(adverts) and not covered(here, adverts)


def covered(here: Here, adverts: Iterable[str]) -> bool:
    """Whether somebody whom these adverts speak of is covered for this person."""
    found, cover = lookup_of(here.ws), Cover.over(here)
    people = {entity.entity_id for record in adverts for entity, _how in found.entities_of(record)}
    return any(Cover.best(here, cover, one).hides(one) for one in people)


def small_copy(workspace: Workspace, image_id: str) -> bytes | str:
    """Drawn anew as JPEG, or why not. What a list holds by now is not drawn."""
    folder, place = folder_of(workspace), _place(workspace, image_id)
    if place is None:
        return _("The picture is not where it was read from any more.")
    settings = load_settings()
    data = next((told for _at, told in picture_bytes(folder, [place], settings)), "")
    if isinstance(data, str):
        return _("The picture is not where it was read from any more.")
    if not may_be_shown(data):
        return _("This picture is not shown.")
    return bare_copy(data, sniffed(data[:HEAD]), WIDE) or _("This picture cannot be drawn.")


def picture_of(workspace: Workspace, content: str) -> bytes | None:
    """The bytes of a picture in the records, by its SHA-256; None when they are not where they were read from."""
    place = _place(workspace, content, "content_sha256")
    if place is None:
        return None
    found = picture_bytes(folder_of(workspace), [place], load_settings())
    return next((data for _at, data in found if isinstance(data, bytes)), None)


def _place(workspace: Workspace, ident: str, by: str = "record_id") -> Place | None:
    import pyarrow.parquet as pq

    columns = ["record_id", "file_sha256", "byte_offset", "byte_length", "reader", "content_sha256"]
    for part in folder_of(workspace).parts("image"):
        rows = pq.read_table(part, columns=columns, filters=[(by, "=", ident)]).to_pylist()
        if rows:
            return Place(*(rows[0][name] for name in columns))
    return None


def _tables_of(workspace: Workspace) -> _Tables:
    derived = Path(workspace.folder) / "derived"
    path = derived / "picture_use.parquet"
    return _tables(derived, path.stat().st_mtime_ns) if path.exists() else _NOTHING


@lru_cache(maxsize=8)
def _tables(derived: Path, changed: int) -> _Tables:
    """Of a state of the tables."""
    import pyarrow.parquet as pq

    def rows(name: str, *columns: str) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = pq.read_table(
            derived / f"{name}.parquet", columns=list(columns)
        ).to_pylist()
        return told

    looks = rows("picture_look", "record_id", "content_sha256", "state")
    contents = {row["record_id"]: row["content_sha256"] for row in looks if row["state"] == SEEN}
    uses: dict[str, dict[tuple[str, str], None]] = {}
    for row in rows("picture_use", "record_id", "record_kind", "name", "image_id"):
        if row["record_kind"] == "ad" and row["image_id"] in contents:
            uses.setdefault(row["record_id"], {})[row["image_id"], row["name"]] = None
    adverts: defaultdict[str, list[str]] = defaultdict(list)
    for record, known in uses.items():
        for image in dict.fromkeys(image for image, _name in known):
            adverts[image].append(record)
    return _Tables(
        {record: tuple(known) for record, known in uses.items()},
        {image: tuple(records) for image, records in adverts.items()},
        contents,
    )
