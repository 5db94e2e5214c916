"""Places by name with the coordinates of their town or airport: what the report shows, looked up once each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from manumit.engine.lookup.forms import forms_of
from manumit.engine.signals import Place

if TYPE_CHECKING:
    import pyarrow as pa


def spots(
    named: Sequence[tuple[Any, ...]],
    place_of: Callable[[str, str | None], Place | None],
    airport: Callable[[str], Place | None],
) -> pa.Table:
    """lookup_place of (is it a code, name, country): number, name as shown, folded, country, coordinates, time zone."""
    import pyarrow as pa

    rows = []
    for number, (code, name, country) in enumerate(named, 1):
        found = airport(name) if code else place_of(name, country or None)
        shown = found.name if found and code else name
        forms = forms_of(shown)
        rows.append(
            {
                "place": number,
                "code": code,
                "name": name,
                "country": country,
                "shown": shown,
                "folded": "\n".join(filter(None, (forms.folded, forms.latin))),
                "within": found.country if found else country,
                "lat": found.lat if found else None,
                "lon": found.lon if found else None,
                "zone": found.timezone if found else "",
            }
        )
    text, real = pa.string(), pa.float64()
    schema = [("place", pa.int64()), ("code", pa.bool_()), ("name", text), ("country", text), ("shown", text)]
    schema += [("folded", text), ("within", text), ("lat", real), ("lon", real), ("zone", text)]
    return pa.Table.from_pylist(rows, pa.schema(schema))
