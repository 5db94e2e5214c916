"""Places by name with the coordinates of their town or airport: what the report shows, looked up once each. Where a
record says where its place lies, that tells which of several towns of one name is meant, and is not shown itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from manumit.engine.lookup.forms import forms_of
from manumit.engine.lookup.travel import distance_km
from manumit.engine.signals import Place, towns_near

if TYPE_CHECKING:
    import pyarrow as pa


FAR_KM: Final = 100.0
"""From what a record says: a town that lies farther off is another one of this name."""
Named = Callable[[str, str | None], Place | None]


def points(told: Sequence[tuple[str, float, float]], place_of: Named) -> pa.Table:
    """lookup_point of (name, latitude, longitude): in which country the town of this name is that lies there; nothing
    where the usual one does, or none."""
    import pyarrow as pa

    far = [one for one in told if not _near(place_of(one[0], None), one)]
    lands = [near.town.country for near in towns_near([(lat, lon) for _name, lat, lon in far])]
    rows = [
        {"name": name, "lat": lat, "lon": lon, "country": land}
        for (name, lat, lon), land in zip(far, lands, strict=True)
        if _near(place_of(name, land), (name, lat, lon))
    ]
    real = pa.float64()
    schema = pa.schema([("name", pa.string()), ("lat", real), ("lon", real), ("country", pa.string())])
    return pa.Table.from_pylist(rows, schema)


def _near(town: Place | None, told: tuple[str, float, float]) -> bool:
    return town is not None and distance_km((town.lat, town.lon), told[1:]) <= FAR_KM


def spots(
    named: Sequence[tuple[Any, ...]],
    place_of: Named,
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
