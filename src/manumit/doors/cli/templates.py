"""`manumit templates`: which adverts are copies of one text, and which are one operator's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import need, result

if TYPE_CHECKING:
    from manumit.engine.links import Clusters, Notices, Operators, Shape

_COLOURS = {
    "PHONE": "magenta",
    "HANDLE": "magenta",
    "EMAIL": "magenta",
    "PRICE": "green",
    "CITY": "cyan",
    "NAME": "yellow",
}


def templates(
    ads: Annotated[Path, typer.Argument(metavar="ADS.csv", help="Adverts in CSV (or JSON lines).")],
    out: Annotated[Path, typer.Option("--out", help="CSV: ad_id,template_id,operator_id.")],
    links: Annotated[
        Path | None,
        typer.Option("--links", help="CSV: ad_a,ad_b,probability,reasons, why adverts are one operator's."),
    ] = None,
    show: Annotated[int, typer.Option("--show", metavar="N", help="Print the N strongest templates.")] = 0,
    region: Annotated[
        str | None, typer.Option("--region", metavar="CC", help="Country of numbers without a country code.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Find adverts that are copies of one text, however reworded, and the operators behind them.

    Example: manumit templates ads.csv --out groups.csv --show 10
    """
    import csv

    from manumit.engine.links import clusters_of, compare, operators_of

    texts, notices, problems = _read(need(ads), region)
    compared = compare(list(texts), list(texts.values()))
    clusters = clusters_of(compared)
    operators = operators_of(compared, notices)
    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow(["ad_id", "template_id", "operator_id"])
        for name in texts:
            writer.writerow([name, clusters.template_of[name], operators.operator_of[name]])
    if links:
        _write_links(links, operators)
    if show:
        _show(clusters, texts, show, region)
    return 3 if problems else 0


def _write_links(path: Path, operators: Operators) -> None:
    import csv

    with result(path) as stream:
        writer = csv.writer(stream)
        writer.writerow(["ad_a", "ad_b", "probability", "reasons"])
        for link in operators.links():
            writer.writerow([link.one, link.other, f"{link.probability:.4f}", "; ".join(link.reasons)])


def _read(ads: Path, region: str | None) -> tuple[dict[str, str], Notices, int]:
    """Texts by advert, and what else is known of each; of adverts with one id the first counts, the others are
    problems."""
    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import Quarantined, iter_file
    from manumit.engine.links import Notices
    from manumit.engine.signals import country_of, extract

    texts: dict[str, str] = {}
    notices = Notices()
    problems = 0
    for item in iter_file(ads, load_settings()):
        if isinstance(item, Quarantined):
            problems += not item.kept
            continue
        row = item.columns
        name = str(row["source_id"])
        if name in texts:
            problems += 1
            continue
        fields = {field: row[field] for field in ("title", "text", "contact") if row.get(field)}
        texts[name] = "\n".join(fields[field] for field in ("title", "text") if field in fields)
        own = country_of(row.get("location") or "")
        notices.add(name, row, extract(fields, region or own or None))
    return texts, notices, problems


def _show(clusters: Clusters, texts: dict[str, str], most: int, region: str | None) -> None:
    """The templates that explain most, slots in colour and in brackets."""
    from rich.console import Console
    from rich.table import Table

    from manumit.engine.links import shape_of

    words = len({word for text in texts.values() for word in text.split()})
    shapes = [
        (shape_of(texts[one.medoid], [texts[name] for name in one.members], words, region), one.template_id)
        for one in clusters.clusters
        if len(one.members) > 1
    ]
    shapes.sort(key=lambda pair: (-pair[0].bits_saved, pair[1]))
    table = Table("adverts", "bits saved", "template", show_lines=True)
    for shape, _ in shapes[:most]:
        table.add_row(
            str(shape.members), f"{shape.bits_saved:,.0f} ({shape.share_saved:.0%})", _coloured(shape)
        )
    Console().print(table)


def _coloured(shape: Shape) -> str:
    from rich.markup import escape

    return " ".join(
        f"[{_COLOURS.get(piece.slot, 'yellow')}]\\[{piece.slot}][/]" if piece.slot else escape(piece.text)
        for piece in shape.pieces
    )
