"""`manumit extract`: what adverts mention, with spans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.adverts import Mapping, Region, country, mapped
from manumit.doors.cli.output import SetAside, counted, need, result, tell

if TYPE_CHECKING:
    from manumit.engine.evidence import Record

KINDS = frozenset(["phone", "email", "handle", "wallet", "url", "iban"])
FIELDS = ("title", "text", "contact")
COLUMNS = ("ad_id", "field", "kind", "value", "start", "end", "confidence")


def extract(
    ads: Annotated[Path, typer.Argument(metavar="ADS.csv", help="Adverts in CSV (or JSON lines).")],
    out: Annotated[Path, typer.Option("--out", help="CSV: ad_id,field,kind,value,start,end,confidence.")],
    region: Region = None,
    mapping: Mapping = None,
    detail: Annotated[
        bool,
        typer.Option(
            "--detail",
            help="Names, places, prices, ages, travel, opening hours and the share that is disguised, too; "
            "and a last column: how each mention is disguised.",
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Find phones, e-mails, handles, wallets, links and IBANs in adverts, however disguised.

    Example: manumit extract ads.csv --out mentions.csv --region GB
    """
    import csv
    from collections import Counter

    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import Quarantined, iter_file

    problems, records, kinds, abroad = SetAside(), Counter[str](), Counter[str](), 0
    region, names = country(region), mapped(mapping)
    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow([*COLUMNS, "obfuscation"] if detail else COLUMNS)
        for item in iter_file(need(ads), load_settings(), names):
            if isinstance(item, Quarantined):
                problems.unread(item)
            else:
                rows = list(_rows(item, region, detail))
                writer.writerows(rows)
                records[item.kind] += 1
                kinds.update(row[2] for row in rows if row[2] != "disguise")
                abroad += sum(row[2] == "phone" and row[3].startswith("+?") for row in rows)
    found = ", ".join(f"{number:,} {kind}" for kind, number in kinds.most_common()) or "no mention"
    said = "advert" if set(records) <= {"ad"} else "record"
    tell(quiet, f"manumit: {counted(records.total(), said)}: {found}. See {out}.")
    if abroad and region is None:
        tell(
            quiet,
            f"{counted(abroad, 'phone')} without a country ('+?'): say --region CC to read them as one's.",
        )
    return problems.told()


def _rows(record: Record, region: str | None, detail: bool) -> Iterator[list[Any]]:
    """The lines of one advert."""
    import json

    from manumit.engine.signals import country_at, disguised_share
    from manumit.engine.signals import extract as mentions_in

    row = record.columns
    extra, location = row.get("extra"), row.get("location")
    own = (json.loads(extra).get("region") if extra else None) or (country_at(location) if location else None)
    named = (*FIELDS, "author") if row.get("platform") == "email" else FIELDS
    fields = {name: row[name] for name in named if row.get(name)}
    found = mentions_in(fields, region or own or None, None if detail else KINDS)
    name = row["source_id"]
    for m in found:
        line = [name, m.field, m.kind, m.value, m.start, m.end, f"{m.confidence:.3f}"]
        yield [*line, m.obfuscation] if detail else line
    if detail and fields:
        yield [name, "", "disguise", f"{disguised_share(fields, found):.3f}", 0, 0, "1.000", ""]
