"""The stage: pictures that came with adverts and pages are looked at, and from here on an advert's `images` name them
by what they show: copies and edits of one picture have one name, whatever their files are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Settings, TableEngine
from manumit.engine.evidence import Place, Quarantined, Workspace
from manumit.engine.pictures.hash_list import HashList
from manumit.engine.pictures.looks import ASIDE, LISTED, SEEN, Look, Same
from manumit.engine.pictures.naming import Shelf, called, first_of
from manumit.engine.pictures.sighting import Found, look_at

if TYPE_CHECKING:
    import pyarrow as pa

PICTURE_TABLES = ("picture_look", "picture_pair", "picture_use", "picture_name", "picture_edit")
"""See `picture_schemas`."""
_USERS = ("ad", "page")
_USE = ("record_id", "record_kind", "reference", "name", "image_id")
_ABSENT = "Pictures need a part that is not installed."
_ADD = 'Run: pip install "manumit[pictures]"'


@dataclass(frozen=True, slots=True)
class Image:
    """An `image` record and the paths its file was read at."""

    place: Place
    name: str
    address: str | None
    paths: tuple[str, ...]


def can_look() -> bool:
    """Whether the parts that pictures need are installed."""
    return all(find_spec(name) is not None for name in ("PIL", "cv2"))


def picture_schemas() -> Mapping[str, pa.Schema]:
    """`picture_look`: what came of each image record; `name` is that of the first picture that is one with it.
    `picture_pair`: looks.Same, by SHA-256. `picture_use`: which image a reference on an advert or page is.
    `picture_name`: `images` cells by what they show. `picture_edit`: names under which several contents stand: how
    many, the surest pair in words, and the image records, the pair's first."""
    import pyarrow as pa

    text, whole, real = pa.string(), pa.int64(), pa.float64()
    types = {"str": text, "int": whole, "bool": pa.bool_(), "float": real}

    def texts(*names: str) -> list[tuple[str, pa.DataType]]:
        return [(name, text) for name in names]

    look = texts("record_id", "content_sha256", "state", "reason", "hint", "name", "pdq", "notes")
    numbers = [("quality", whole), ("width", whole), ("height", whole)]
    edit = [("forms", whole), ("says", text), ("images", pa.list_(text))]
    return {
        "picture_look": pa.schema([*look, *numbers]),
        "picture_pair": pa.schema([(one.name, types[str(one.type)]) for one in fields(Same)]),
        "picture_use": pa.schema(texts(*_USE)),
        "picture_name": pa.schema(texts("record_id", "images")),
        "picture_edit": pa.schema([("entity", text), *edit]),
    }


def pictures_stage(
    engine: TableEngine,
    workspace: Workspace,
    lists: Sequence[HashList],
    settings: Settings,
    progress: Callable[[int, int], None],
) -> None:
    """Write PICTURE_TABLES from the records."""
    images = list(_images(engine, workspace))
    progress(0, max(len(images), 1))
    places = [one.place for one in images]
    paths = {one.place.record_id: one.paths for one in images}
    found = Found()
    if can_look():
        known = {row[0] for row in engine.rows("SELECT DISTINCT content_sha256 FROM image_all")}

        def shown(place: Place) -> str:
            return next(iter(paths[place.record_id]), "")

        found = look_at(workspace, places, shown, lists, settings, progress, known)
    there = {place.content_sha256 for place in places}
    pairs = [one for one in found.pairs if {one.a, one.b} <= there]
    order = {content: at for at, content in enumerate(found.looks)}
    names = first_of(pairs, order)
    looks = {one.place.record_id: _look_of(one, found) for one in images}
    told = {
        one.place.record_id: names.get(one.place.content_sha256, one.place.content_sha256)
        for one in images
        if looks[one.place.record_id].state == SEEN
    }
    uses = list(_uses(engine, workspace, images, told))
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        "picture_look": (_row(one, looks[one.place.record_id], told) for one in images),
        "picture_pair": map(asdict, pairs),
        "picture_use": (use for use in uses if use["image_id"]),
        "picture_name": _names(uses),
        "picture_edit": _edits(images, told, pairs),
    }
    for table, schema in picture_schemas().items():
        _write(engine, table, rows[table], schema, workspace.derived(table))


def see_pictures(engine: TableEngine) -> None:
    """From now on `ad` and `page` name pictures by what they show."""
    for kind in _USERS:
        engine.run(
            f"DROP VIEW IF EXISTS {kind}_as_read; ALTER VIEW {kind} RENAME TO {kind}_as_read;"
            f"CREATE VIEW {kind} AS SELECT r.* REPLACE (coalesce(n.images, r.images) AS images)"
            f" FROM {kind}_as_read r LEFT JOIN picture_name n USING (record_id)"
        )


def _write(
    engine: TableEngine, table: str, rows: Iterable[Mapping[str, Any]], schema: pa.Schema, path: Path
) -> None:
    import pyarrow as pa

    engine.table(f"{table}_rows", pa.Table.from_pylist([dict(row) for row in rows], schema))
    engine.write(f"SELECT * FROM {table}_rows ORDER BY ALL", path)
    engine.run(f"DROP TABLE {table}_rows")


def _images(engine: TableEngine, workspace: Workspace) -> Iterator[Image]:
    """By file in the order of reading, then by place: a file is gone through once."""
    sources = {source.sha256: source.paths for source in workspace.sources()}
    order = {sha256: at for at, sha256 in enumerate(sources)}
    rows = engine.rows(
        "SELECT record_id, file_sha256, byte_offset, byte_length, reader, content_sha256, source_id, url, member"
        " FROM image ORDER BY record_id"
    )
    for *where, name, address, member in sorted(rows, key=lambda row: (order.get(row[1], 0), row[1], row[2])):
        paths = sources.get(where[1], ())
        inside = f"!{member}" if member else ""
        yield Image(Place(*where), name, address, tuple(f"{path}{inside}" for path in paths))


def _look_of(image: Image, found: Found) -> Look:
    content = image.place.content_sha256
    if content in found.looks:
        return found.looks[content]
    for place, why in found.missing:
        if place.content_sha256 == content:
            return Look(content, ASIDE, f"{why[:1].upper()}{why[1:]}.", "Read it again where it is now.")
    return Look(content, ASIDE, _ABSENT, _ADD)


def _row(image: Image, look: Look, told: Mapping[str, str]) -> dict[str, Any]:
    known = look.hashes
    row = {
        "record_id": image.place.record_id,
        "content_sha256": look.sha256,
        "state": look.state,
        "reason": look.reason or None,
        "hint": look.hint or None,
        "name": told.get(image.place.record_id),
    }
    if known is None:
        return row
    size = {"quality": known.whole.quality, "width": known.width, "height": known.height}
    return {**row, **size, "pdq": known.pdq, "notes": "; ".join(known.notes) or None}


def _uses(
    engine: TableEngine, workspace: Workspace, images: Sequence[Image], told: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """Each reference of an advert or page that shows one of these pictures, with the cell's other references."""
    if not told:
        return
    shelf = Shelf()
    for one in images:
        if one.place.record_id in told:
            shelf.add(one.place.record_id, one.place.content_sha256, one.address, one.paths)
    names = {record: f"sha256:{name}" for record, name in told.items()}
    sources = {source.sha256: source.paths for source in workspace.sources()}
    for kind in _USERS:
        query = (
            f"SELECT record_id, file_sha256, images FROM {kind} WHERE images IS NOT NULL ORDER BY record_id"
        )
        for batch in engine.batches(query):
            for record, file, cell in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                found = called(cell, shelf, names, sources.get(file, ()))
                if not any(image for _, image in found.values()):
                    continue
                for reference, (name, image) in found.items():
                    cells = (record, kind, reference, name, image)
                    yield dict(zip(_USE, cells, strict=True))


def _names(uses: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    cells: dict[str, dict[str, None]] = {}
    for use in uses:
        cells.setdefault(use["record_id"], {})[use["name"]] = None
    for record, names in cells.items():
        yield {"record_id": record, "images": ";".join(names)}


def _edits(
    images: Sequence[Image], told: Mapping[str, str], pairs: Sequence[Same]
) -> Iterator[dict[str, Any]]:
    by_content: dict[str, list[Image]] = {}
    contents: dict[str, dict[str, None]] = {}
    for one in images:
        if name := told.get(one.place.record_id):
            by_content.setdefault(one.place.content_sha256, []).append(one)
            contents.setdefault(name, {})[one.place.content_sha256] = None
    best: dict[str, Same] = {}
    for pair in sorted((one for one in pairs if one.verified), key=lambda one: one.agreement * one.parts):
        if pair.a in by_content and pair.b in by_content:
            best[told[by_content[pair.b][0].place.record_id]] = pair
    for name, several in contents.items():
        if len(several) > 1 and name in best:
            pair = best[name]
            order = dict.fromkeys([pair.a, pair.b, *several])
            first = [by_content[content][0] for content in order]
            yield {
                "entity": f"picture:{name}",
                "forms": len(several),
                "says": f"{first[0].name} and {first[1].name}: {pair.says}",
                "images": [one.place.record_id for one in first],
            }


def note_pictures(engine: TableEngine, workspace: Workspace) -> Mapping[str, int]:
    """How many image records were seen, set aside, listed; those set aside are noted in quarantine with the reason, one
    that is on a list never is."""
    sources = {source.sha256: source.paths for source in workspace.sources()}
    aside = engine.rows(
        "SELECT file_sha256, member, source_id, byte_offset, byte_length, reason, hint FROM picture_look"
        f" JOIN image USING (record_id) WHERE state = '{ASIDE}' ORDER BY file_sha256, byte_offset"
    )
    workspace.set_aside(
        Quarantined(
            f"{next(iter(sources.get(file, ())), name)}{f'!{member}' if member else ''}",
            file,
            offset,
            length,
            f"the picture was not compared: {reason}",
            hint or "",
        )
        for file, member, name, offset, length, reason, hint in aside
    )
    told = dict(engine.rows("SELECT state, count(*) FROM picture_look GROUP BY state"))
    return {state: int(told.get(state, 0)) for state in (SEEN, ASIDE, LISTED)}
