"""Pictures that the fresh records show: those of adverts and pages by what they refer to, image records by themselves.

What the stage of pictures has looked at is not looked at again; a picture younger than it is looked at here, and the
lists of illegal pictures are asked first, here as there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from manumit.base.kernel import Settings, TableEngine, UnreadableInput
from manumit.engine.evidence import Place, Workspace, picture_bytes
from manumit.engine.pictures import (
    GOOD_QUALITY,
    HandOver,
    HashList,
    admit,
    can_look,
    hand_over,
    picture_schemas,
)
from manumit.engine.watch.fresh import FRESH

LOOKS, SHOWN = "watch_look", "watch_shown"
"""(record_id, content, name, pdq) of every picture that was seen, `pdq` empty where it says nothing; (record_id, field,
image_id) of every fresh record that shows a picture, and of every record that shows a fresh one."""
_PLACES = (
    "SELECT record_id, file_sha256, byte_offset, byte_length, reader, content_sha256, source_id FROM image"
    " SEMI JOIN {among} USING (record_id) ORDER BY file_sha256, byte_offset, record_id"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A record that shows a picture, and which."""

    record_id: str
    field: str
    image_id: str


def view_shown(
    engine: TableEngine, workspace: Workspace, settings: Settings, lists: Sequence[HashList]
) -> None:
    """Make LOOKS and SHOWN."""
    schemas = picture_schemas()
    for table, view in (("picture_look", "watch_looked"), ("picture_use", "watch_use")):
        path = workspace.derived(table)
        engine.view(view, [path] if path.exists() else [], schemas[table])
    _look_anew(engine, workspace, settings, lists)
    engine.run(
        f"CREATE OR REPLACE TABLE {LOOKS} AS SELECT record_id, content_sha256 AS content, name,"
        f" CASE WHEN quality >= {GOOD_QUALITY} THEN pdq ELSE '' END AS pdq FROM watch_looked WHERE state = 'seen'"
        " UNION ALL SELECT * FROM watch_anew"
    )
    used = "SELECT record_id, 'images' AS field, image_id FROM watch_use"
    engine.run(
        f"CREATE OR REPLACE TABLE {SHOWN} AS SELECT DISTINCT * FROM ({used}"
        f" WHERE record_id IN (SELECT record_id FROM {FRESH}) OR image_id IN (SELECT record_id FROM {FRESH})"
        f" UNION ALL SELECT record_id, 'picture', record_id FROM image SEMI JOIN {FRESH} USING (record_id)"
        " WHERE record_id NOT IN (SELECT image_id FROM watch_use))"
        f" WHERE image_id IN (SELECT record_id FROM {LOOKS}) AND record_id IN (SELECT record_id FROM record_index)"
    )


def shown_by(engine: TableEngine) -> list[Shown]:
    """The rows of SHOWN, in order."""
    rows = engine.rows(f"SELECT record_id, field, image_id FROM {SHOWN} ORDER BY image_id, record_id")
    return [Shown(*row) for row in rows]


def shown_pictures(
    engine: TableEngine, workspace: Workspace, settings: Settings
) -> Iterator[tuple[list[str], bytes]]:
    """(image records, bytes) of every different picture of SHOWN whose bytes can be had."""
    engine.run(f"CREATE OR REPLACE TABLE watch_wanted AS SELECT DISTINCT image_id AS record_id FROM {SHOWN}")
    rows = engine.rows(_PLACES.format(among="watch_wanted"))
    alike: dict[str, list[str]] = {}
    for row in rows:
        alike.setdefault(row[5], []).append(row[0])
    places = [Place(*row[:6]) for row in rows if row[0] == alike[row[5]][0]]
    for place, data in picture_bytes(workspace, places, settings):
        if isinstance(data, bytes):
            yield alike[place.content_sha256], data


def _look_anew(
    engine: TableEngine, workspace: Workspace, settings: Settings, lists: Sequence[HashList]
) -> None:
    """Hash the fresh pictures that the stage has not come to; what cannot be read is the stage's to say."""
    import pyarrow as pa

    engine.run(
        f"CREATE OR REPLACE TABLE watch_unseen AS SELECT record_id FROM {FRESH} WHERE kind = 'image'"
        " AND record_id NOT IN (SELECT record_id FROM watch_looked)"
    )
    found: list[tuple[str, str, str, str]] = []
    rows = engine.rows(_PLACES.format(among="watch_unseen")) if can_look() else []
    names = {row[0]: row[6] for row in rows}
    for place, data in picture_bytes(workspace, [Place(*row[:6]) for row in rows], settings):
        if not isinstance(data, bytes):
            continue
        try:
            looked = admit(data, names[place.record_id], lists, place.offset)
        except UnreadableInput:
            continue
        if isinstance(looked, HandOver):
            hand_over(workspace, looked)
            continue
        hashes = looked[1]
        pdq = hashes.pdq if hashes.whole.quality >= GOOD_QUALITY else ""
        found.append((place.record_id, place.content_sha256, place.content_sha256, pdq))
    columns = ("record_id", "content", "name", "pdq")
    table = {name: pa.array([row[at] for row in found], pa.string()) for at, name in enumerate(columns)}
    engine.table("watch_anew", pa.table(table))
