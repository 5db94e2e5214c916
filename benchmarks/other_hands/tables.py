"""Writes CSV and JSON-lines files, each feed with its own column order, and gives records their ids."""

import csv
import gzip
import io
import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .stage import Rec

ID = {
    "ad": "ad_id",
    "post": "post_id",
    "offer": "offer_id",
    "account": "account_id",
    "payment": "payment_id",
    "booking": "booking_id",
    "stay": "stay_id",
    "sighting": "sighting_id",
    "report": "report_id",
    "missing_person": "report_id",
}


@dataclass(frozen=True, slots=True)
class Feed:
    path: str
    ident: str
    """Pattern of the ids; accounts bring their own."""


FEEDS = {
    ("ad", "lanternlist"): Feed("boards/lanternlist.csv", "LL-{:08d}"),
    ("ad", "petitcoin"): Feed("boards/petitcoin.jsonl", "pc{:07d}"),
    ("ad", "schaufenster24"): Feed("boards/schaufenster24.csv.gz", "S24/{:07d}"),
    ("ad", "harbourboard"): Feed("boards/harbourboard.jsonl.gz", "hb-{:06x}"),
    ("post", "murmur"): Feed("social/murmur.jsonl.gz", "mm{:09d}"),
    ("post", "placette"): Feed("social/placette.csv", "pl_{:07d}"),
    ("post", "kruzhok"): Feed("social/kruzhok.jsonl", "kz{:08x}"),
    ("offer", "jobwell"): Feed("jobs/jobwell.csv", "JW{:06d}"),
    ("offer", "emploirapide"): Feed("jobs/emploirapide.jsonl", "er-{:06d}"),
    ("account", "lauragais"): Feed("banks/lauragais_customers.csv", ""),
    ("account", "hansebund"): Feed("banks/hansebund_kunden.jsonl", ""),
    ("account", "pendle"): Feed("banks/pendle_accounts.csv.gz", ""),
    ("account", "maritime"): Feed("banks/maritime_members.jsonl", ""),
    ("account", "kitefly"): Feed("banks/kitefly_users.csv", ""),
    ("payment", "hansebund_cards"): Feed("banks/hansebund_cards.csv", "HBK{:08d}"),
    ("payment", "pendle"): Feed("banks/pendle_payments.csv.gz", "PM{:09d}"),
    ("payment", "maritime"): Feed("banks/maritime_payments.jsonl", "mcu-{:08d}"),
    ("payment", "kitefly"): Feed("banks/kitefly_payments.jsonl.gz", "kfp{:08x}"),
    ("booking", "compass"): Feed("travel/compass_bookings.csv", "CB{:07d}"),
    ("booking", "allersimple"): Feed("travel/allersimple.jsonl", "as-{:07d}"),
    ("stay", "guestbook"): Feed("hotels/guestbook.csv", "GB{:07d}"),
    ("stay", "nachtregister"): Feed("hotels/nachtregister.jsonl", "nr{:07d}"),
    ("sighting", "watch"): Feed("field/sightings.csv", "SG{:05d}"),
    ("report", "desk_north"): Feed("field/reports_north.csv", "RN-{:05d}"),
    ("report", "desk_south"): Feed("field/reports_south.jsonl", "RS-{:05d}"),
    ("missing_person", "registry"): Feed("field/missing.csv", "MP{:05d}"),
}


def ordered(recs: Iterable[Rec], rng: random.Random) -> list[Rec]:
    """By time, ties at random: an id says no more than the clock."""
    return sorted(recs, key=lambda rec: (rec.at.timestamp(), rng.random()))


def write(out: Path, recs: list[Rec], seed: int) -> None:
    groups: dict[tuple[str, str], list[Rec]] = {}
    for rec in recs:
        if (rec.kind, rec.feed) in FEEDS:
            groups.setdefault((rec.kind, rec.feed), []).append(rec)
    for (kind, name), feed in FEEDS.items():
        rng = random.Random(f"{seed} {kind} {name}")
        rows = ordered(groups.get((kind, name), []), rng)
        count = rng.randrange(1000, 90000)
        for rec in rows:
            count += rng.choice((1, 1, 1, 2, 5))
            rec.key = str(rec.row[ID[kind]]) if kind == "account" else feed.ident.format(count)
            rec.row = {ID[kind]: rec.key, **rec.row}
            if name == "allersimple":
                rec.row["passenger_name"] = f"{rec.who.family}/{rec.who.given}".upper() if rec.who else ""
        if rows:
            save(out / feed.path, rows, rng)


def save(path: Path, rows: list[Rec], rng: random.Random) -> None:
    """Columns in an order of the file's own; a `.gz` name is packed without a time stamp."""
    columns = list(rows[0].row)
    rng.shuffle(columns)
    if rng.random() < 0.6:
        columns.sort(key=lambda c: not c.endswith("_id"))
    text = io.StringIO()
    if ".csv" in path.name:
        table = csv.DictWriter(text, columns, lineterminator="\r\n" if rng.random() < 0.3 else "\n")
        table.writeheader()
        table.writerows(rec.row for rec in rows)
    else:
        for rec in rows:
            row = {c: rec.row[c] for c in columns if rec.row[c] != "" or c == "contact"}
            text.write(json.dumps(row, ensure_ascii=rng.random() < 0.02) + "\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data, 6, mtime=0) if path.name.endswith(".gz") else data)
