"""Adverts of a made-up world with the truth about who posts them, for the fitting and the measuring of operators."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from manumit.base.kernel import load_settings
from manumit.doors.cli.templates import NOTICED
from manumit.engine.evidence import Quarantined, iter_file
from manumit.engine.links import Notices
from manumit.engine.signals import Mention, country_of, extract

ONE_HAND = frozenset(
    (
        "independent_adult", "independent_advertiser", "resold_number", "massage_franchise", "small_landlord",
        "au_pair_agency", "landlord",
    )
)  # fmt: skip
"""Look-alikes that are one advertiser each; `copied_template` is one in `manumit world`, many strangers elsewhere."""
FIVE = ("source_id", "posted_at", "source", "title", "text")
"""The columns that every list of adverts has."""


@dataclass(slots=True)
class Advert:
    """One advert; `hand`: whose it is as far as is known; `sort`: operation, look-alike's group, '' when unknown."""

    ad_id: str
    columns: Mapping[str, Any]
    mentions: list[Mention]
    hand: str = ""
    sort: str = ""

    @property
    def text(self) -> str:
        """Title and text, as templates read them."""
        return "\n".join(str(self.columns[name]) for name in ("title", "text") if self.columns.get(name))


@dataclass(slots=True)
class World:
    """The adverts of one world. `known`: those whose poster the truth gives."""

    name: str
    adverts: list[Advert] = field(default_factory=list)

    def known(self, operations_only: bool = False) -> dict[str, str]:
        """advert id -> whose it is."""
        return {
            one.ad_id: one.hand
            for one in self.adverts
            if one.hand and (one.sort == "operation" or not operations_only)
        }

    def notices(self) -> Notices:
        """As `manumit templates` collects them."""
        notices = Notices()
        for one in self.adverts:
            notices.add(one.ad_id, one.columns, [found for found in one.mentions if found.kind in NOTICED])
        return notices

    def texts(self) -> dict[str, str]:
        """advert id -> title and text."""
        return {one.ad_id: one.text for one in self.adverts}


def read_world(folder: Path, own: bool, columns: tuple[str, ...] | None = None) -> World:
    """`own`: made by `manumit world`; `columns`: what to keep of every advert (all when None)."""
    found = World(folder.name)
    seen: set[str] = set()
    for item in _records(folder / "input"):
        ad_id = str(item["source_id"])
        if ad_id in seen:
            continue
        seen.add(ad_id)
        kept = {name: item[name] for name in columns} if columns else item
        fields = {name: kept[name] for name in ("title", "text", "contact") if kept.get(name)}
        found.adverts.append(
            Advert(ad_id, kept, extract(fields, country_of(kept.get("location") or "") or None))
        )
    truth = _truth(folder / "truth", own)
    for one in found.adverts:
        one.hand, one.sort = truth.get(one.ad_id, ("", ""))
    return found


def _records(folder: Path) -> Iterator[Mapping[str, Any]]:
    settings = load_settings()
    tables = (path for path in folder.rglob("*") if {".csv", ".jsonl"} & set(path.suffixes))
    for path in sorted(tables):
        for item in iter_file(path, settings):
            if isinstance(item, Quarantined):
                continue
            if item.kind != "ad":
                break
            yield item.columns


def _truth(folder: Path, own: bool) -> dict[str, tuple[str, str]]:
    """advert id -> (whose it is, sort); whose it is stays empty for look-alikes that are many people."""
    whose: dict[str, tuple[str, str]] = {}
    one_hand = ONE_HAND | ({"copied_template"} if own else set())
    for at, line in enumerate((folder / "lookalikes.jsonl").read_text("utf-8").splitlines()):
        row = json.loads(line)
        hand = f"look-alike {at}" if row["group"] in one_hand else ""
        whose |= {one["source_id"]: (hand, row["group"]) for one in row["records"] if one["kind"] == "ad"}
    for line in (folder / "operations.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        ids = [one["source_id"] for one in row["records"] if one["kind"] == "ad"]
        whose |= dict.fromkeys(ids, (row["operation_id"], "operation"))
    return whose
