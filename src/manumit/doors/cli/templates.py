"""`manumit templates`: which adverts are copies of one text, and which are one operator's."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.adverts import Mapping as Map
from manumit.doors.cli.adverts import Region, country, mapped
from manumit.doors.cli.output import SetAside, counted, need, result, tell
from manumit.doors.cli.picture_names import one_names, renamed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manumit.engine.evidence import FileMap
    from manumit.engine.links import Clusters, Notices, Operators, Spool
    from manumit.engine.signals import Mention

NOTICED = frozenset(["phone", "email", "handle", "wallet", "iban", "url", "price"])
"""Names and places are told by columns and by the words as they are; to look for them in texts takes half the time."""
_COLUMNS = frozenset(
    "source_id title text contact location source posted_at observed_at price price_exponent images".split()
)
_MOST_KNOWN = 20_000
"""Adverts of which the mentions are remembered: one that is posted again and again is read once."""
_ON_PAGE = 50
"""Templates on the page when --show does not say how many."""


def templates(
    ads: Annotated[Path, typer.Argument(metavar="ADS.csv", help="Adverts in CSV (or JSON lines).")],
    out: Annotated[Path, typer.Option("--out", help="CSV: ad_id,template_id,operator_id.")],
    state: Annotated[
        Path | None,
        typer.Option(
            "--state", metavar="DIR", help="Join templates kept there; a new folder starts with these."
        ),
    ] = None,
    links: Annotated[
        Path | None,
        typer.Option("--links", help="CSV: ad_a,ad_b,probability,reasons, why adverts are one operator's."),
    ] = None,
    show: Annotated[int, typer.Option("--show", metavar="N", help="Print the N strongest templates.")] = 0,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the strongest templates as one page.")
    ] = None,
    pictures: Annotated[
        Path | None,
        typer.Option(
            "--pictures", metavar="P.csv", help="Pairs of `manumit pictures`: one picture, one name."
        ),
    ] = None,
    region: Region = None,
    mapping: Map = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Find adverts that are copies of one text, however reworded, and the operators behind them.

    With --state new adverts join the templates of earlier runs without comparing those again; ids stay, and
    DIR/merges.jsonl says which templates became one, when and by which pair. Operators are sought among all adverts
    handed in since DIR keeps what they showed: their ids stay as well, and DIR/operators.jsonl says which became one or
    fell apart.

    Example: manumit templates ads.csv --out groups.csv --show 10 --html groups.html
    """
    import gc

    from manumit.engine.links import clusters_of, compare, grow, load_kept, operators_grown, operators_of

    gc.disable()  # small objects by the million and no cycles: looking for some takes a twentieth of the time
    region = country(region)
    adverts = _read(need(ads), region, one_names(need(pictures)) if pictures else {}, mapped(mapping))
    if state:
        load_kept(state)  # what cannot be read is told before anything joins
    compared = compare(list(adverts.days), adverts.texts)
    clusters = clusters_of(compared, grow(state, compared).template_of if state else None)
    operators = operators_grown(state, adverts.notices) if state else operators_of(compared, adverts.notices)
    _write_groups(out, clusters, operators, adverts.days)
    if links:
        _write_links(links, operators, adverts.days)
    tell(quiet, _summary(clusters, operators, out))
    if show or html:
        _show(clusters, adverts, operators.operator_of, show, html, region)
    gc.freeze()  # the end of the process would look for cycles all the same
    return adverts.problems.told()


def _write_groups(out: Path, clusters: Clusters, operators: Operators, adverts: Iterable[str]) -> None:
    import csv

    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow(["ad_id", "template_id", "operator_id"])
        writer.writerows((name, clusters.template_of[name], operators.operator_of[name]) for name in adverts)


def _summary(clusters: Clusters, operators: Operators, out: Path) -> str:
    adverts = counted(len(clusters.template_of), "advert")
    if not clusters.template_of:
        return f"manumit: {adverts}, nothing to compare. See {out}."
    several = [one for one in clusters.clusters if len(one.members) > 1]
    copies = sum(len(one.members) for one in several)
    alone = "the others stand alone" if copies < len(clusters.template_of) else "none stands alone"
    said = f"{copies:,} are copies of {counted(len(several), 'template')}, {alone}"
    hands = {operators.operator_of[name] for name in clusters.template_of}
    operators_told = counted(len(hands), "operator")
    return (
        f"manumit: {adverts}: {said if several else 'no two are copies of one text'};"
        f" probably {operators_told}. See {out}."
    )


def _write_links(path: Path, operators: Operators, among: Container[str]) -> None:
    import csv

    with result(path) as stream:
        writer = csv.writer(stream)
        writer.writerow(["ad_a", "ad_b", "probability", "reasons"])
        for link in operators.links(among):
            writer.writerow([link.one, link.other, f"{link.probability:.4f}", "; ".join(link.reasons)])


@dataclass
class _Adverts:
    """The day on which each advert was posted, their texts in the same order, and what else is noticed of each. Of
    adverts with one id the first counts, the others are problems, as is what cannot be read."""

    notices: Notices
    texts: Spool
    days: dict[str, str] = field(default_factory=dict)
    problems: SetAside = field(default_factory=SetAside)


def _read(
    ads: Path, region: str | None, pictures: Mapping[str, str], names: FileMap | None = None
) -> _Adverts:
    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import Quarantined, iter_file
    from manumit.engine.links import Notices, Spool

    adverts, mentions = _Adverts(Notices(), Spool()), _Mentions(region)
    for item in iter_file(ads, load_settings(), names, columns=_COLUMNS):
        if isinstance(item, Quarantined):
            adverts.problems.unread(item)
            continue
        row = item.columns
        if pictures:
            row = {**row, "images": renamed(row.get("images"), pictures)}
        name = str(row["source_id"])
        if name in adverts.days:
            adverts.problems.add(
                f"{ads}, {name}", "an advert with this id came before", "Give each an id of its own."
            )
            continue
        title, text = row.get("title"), row.get("text")
        adverts.texts.append(f"{title}\n{text}" if title and text else title or text or "")
        adverts.days[name] = intern(_day(row.get("posted_at")))
        adverts.notices.add(name, row, mentions.on(row))
    return adverts


def _day(posted: Any) -> str:
    return posted.date().isoformat() if hasattr(posted, "date") else str(posted or "")[:10]


class _Mentions:
    """Reads what adverts mention; what was read a moment ago is not read again."""

    def __init__(self, region: str | None) -> None:
        self._region = region
        self._known: dict[tuple[Any, ...], list[Mention]] = {}

    def on(self, row: Mapping[str, Any]) -> list[Mention]:
        from manumit.engine.signals import country_at, extract

        place = row.get("location")
        where = self._region or (country_at(place) if place else None)
        fields = {name: row[name] for name in ("title", "text", "contact") if row.get(name)}
        key = (where, *fields.items())
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = extract(fields, where, NOTICED)
        return self._known[key]


def _show(
    clusters: Clusters,
    adverts: _Adverts,
    operators: dict[str, str],
    show: int,
    html: Path | None,
    region: str | None,
) -> None:
    """The templates that explain most: on the terminal, on a page, or both."""
    from rich.console import Console

    from manumit.engine.links import template_views
    from manumit.services.report import print_templates, write_templates_page

    most = show or _ON_PAGE
    texts = dict(zip(adverts.days, adverts.texts, strict=True))
    views = template_views(clusters, texts, adverts.days, operators, most, region)
    several = sum(len(one.members) > 1 for one in clusters.clusters)
    if show:
        print_templates(Console(), views, len(texts), several)
    if html:
        write_templates_page(html, views, len(texts), several)
