"""`manumit extract`: what adverts mention, with spans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import need, result

KINDS = frozenset(["phone", "email", "handle", "wallet", "url", "iban"])
FIELDS = ("title", "text", "contact")


def extract(
    ads: Annotated[Path, typer.Argument(metavar="ADS.csv", help="Adverts in CSV (or JSON lines).")],
    out: Annotated[Path, typer.Option("--out", help="CSV: ad_id,field,kind,value,start,end,confidence.")],
    region: Annotated[
        str | None, typer.Option("--region", metavar="CC", help="Country of numbers without a country code.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Find phones, e-mails, handles, wallets, links and IBANs in adverts, however disguised.

    Example: manumit extract ads.csv --out mentions.csv --region GB
    """
    import csv
    import json

    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import Quarantined, iter_file
    from manumit.engine.signals import country_of
    from manumit.engine.signals import extract as mentions_in

    problems = 0
    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow(["ad_id", "field", "kind", "value", "start", "end", "confidence"])
        for item in iter_file(need(ads), load_settings()):
            if isinstance(item, Quarantined):
                problems += not item.kept
                continue
            row = item.columns
            own = json.loads(row.get("extra") or "{}").get("region") or country_of(row.get("location") or "")
            fields = {name: row[name] for name in FIELDS if row.get(name)}
            for m in mentions_in(fields, region or own or None, KINDS):
                writer.writerow(
                    [row["source_id"], m.field, m.kind, m.value, m.start, m.end, f"{m.confidence:.3f}"]
                )
    return 3 if problems else 0
