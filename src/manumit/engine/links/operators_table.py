"""The stage: the adverts of a workspace become one Parquet table of who posts them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from manumit.base.kernel import TableEngine
from manumit.engine.links.operators import Operators, operators_among
from manumit.engine.links.operators_notices import CONTACTS, Notices
from manumit.engine.links.spool import Spool
from manumit.engine.links.templates_shingles import shingle_all
from manumit.engine.signals import Mention

_ADS = """SELECT record_id, title, text, source, observed_at, location, price, price_exponent, contact, images
FROM ad ORDER BY record_id"""
_MENTIONS = """SELECT record_id, field, kind, value, "start", "end", confidence, extractor FROM mention
WHERE record_kind = 'ad' AND kind IN ({}) ORDER BY record_id, field, "start", "end", kind, value"""
_KINDS = ", ".join(f"'{kind}'" for kind in sorted({*CONTACTS, "name", "place", "price"}))


def operator_schema() -> Any:
    """Arrow schema of the operator table."""
    import pyarrow as pa

    return pa.schema(
        [
            ("record_id", pa.string()),
            ("operator_id", pa.string()),
            ("size", pa.int64()),
            ("probability", pa.float64()),
            ("reasons", pa.string()),
        ]
    )


def operators_stage(engine: TableEngine, out: Path) -> int:
    """Write record_id, operator_id, size, probability, reasons for every advert: how many adverts its operator has,
    how probable its strongest link to another of them is and why (nothing for an advert alone)."""
    import pyarrow as pa

    found = _found(engine)
    strongest = found.strongest()
    operators = list(found.operator_of.values())
    sizes: dict[str, int] = {}
    for one in operators:
        sizes[one] = sizes.get(one, 0) + 1
    links = [strongest.get(name) for name in found.operator_of]
    engine.table(
        "operator_rows",
        pa.table(
            {
                "record_id": list(found.operator_of),
                "operator_id": operators,
                "size": [sizes[one] for one in operators],
                "probability": [link and link.probability for link in links],
                "reasons": [link and "; ".join(link.reasons) for link in links],
            },
            schema=operator_schema(),
        ),
    )
    engine.write("SELECT * FROM operator_rows ORDER BY record_id", out)
    engine.run("DROP TABLE operator_rows")
    return len(sizes)


def _found(engine: TableEngine) -> Operators:
    notices, texts = Notices(), Spool()
    mentions = _mentions(engine)
    waiting = next(mentions, None)
    for row in _rows(engine, _ADS):
        mine = []
        while waiting is not None and waiting[0] <= row["record_id"]:
            if waiting[0] == row["record_id"]:
                mine.append(waiting[1])
            waiting = next(mentions, None)
        notices.add(row["record_id"], row, mine)
        texts.append("\n".join(row[name] for name in ("title", "text") if row[name]))
    return operators_among(notices.ids, shingle_all(texts), notices)


def _rows(engine: TableEngine, query: str) -> Iterator[dict[str, Any]]:
    for batch in engine.batches(query):
        yield from batch.to_pylist()


def _mentions(engine: TableEngine) -> Iterator[tuple[str, Mention]]:
    for batch in engine.batches(_MENTIONS.format(_KINDS)):
        for record_id, *cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield record_id, Mention(*cells)
