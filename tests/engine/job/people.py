"""A small case with somebody in it who will ask to be erased, and what of her stands where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from manumit.base.vault import Keyring, PassphraseHolder, Tombstones
from manumit.engine.evidence import Gone, Workspace
from manumit.engine.job import record_views, run_job
from manumit.engine.watch import read_watchlist, watch
from tests.engine.job.places import NOW, SETTINGS, Silent, write

PASSPHRASE = "correct horse battery staple"
MARISOL = "Marisol Quintero|1999-04-02"
FILES = {
    "accounts.csv": "account_id,opened_at,kind,holder_name,phone,email,city,country\n"
    "ACC-77001,2025-01-01T00:00:00Z,person,Marisol Quintero,+447700900123,mari@example.org,Leeds,GB\n"
    "ACC-77002,2025-01-01T00:00:00Z,person,Owen Tilling,+447700900789,owen@example.org,Leeds,GB\n",
    "pay.csv": "payment_id,time,debtor_account,creditor_account,amount,currency,channel,memo\n"
    "PAY-9001,2026-01-02T06:00:00Z,FIRM-100,ACC-77001,900.00,GBP,payroll,wage\n"
    "PAY-9002,2026-01-02T19:00:00Z,ACC-77001,ACC-77002,860.00,GBP,transfer,\n"
    "PAY-9003,2026-01-03T19:00:00Z,FIRM-100,ACC-77002,12.00,GBP,transfer,for QUINTERO Marisol\n"
    "PAY-9004,2026-01-04T19:00:00Z,FIRM-100,ACC-77002,13.00,GBP,transfer,rent\n"
    "PAY-9005,2026-01-04T19:00:00Z,FIRM-100,ACC-77002,Marisol Quintero,GBP,transfer,\n",
    "ads.csv": "ad_id,posted_at,source,title,text,location,contact\n"
    'A-1001,2026-03-01T20:00:00Z,board,Calm massage,"Ring zero seven seven zero zero 900123. Ask for Marisol",Leeds,\n'
    "A-1002,2026-03-02T21:00:00Z,board,Room to let,Write to lettings@example.org,Leeds,07700 900456\n"
    "A-1003,2026-03-02T21:00:00Z,board,Room,Call Marisól Quintero,Leeds,07700 900456\n",
    "bookings.csv": "booking_id,created_at,passenger_name,birth_date,document,origin,destination,departs_at\n"
    "B-5001,2026-02-01T00:00:00Z,QUINTERO/MARISOLMS,1999-04-02,X1234567,MAD,LBA,2026-02-02T00:00:00Z\n",
    "marisol_quintero.txt": "She said that she was not paid.\n\nShe wants to leave the house in Leeds.\n",
    "again.csv": "ad_id,posted_at,source,title,text\nA-1001,2026-03-01T20:00:00Z,board,Other,Another text\n",
}
NAMESAKE = "B-5002,2026-02-01T00:00:00Z,Marisol Quintero,1961-01-01,X7654321,MAD,LBA,2026-02-02T00:00:00Z\n"
WATCHLIST = (
    "- {id: w1, kind: name, value: Marisol Quintero, why: seen by Marisol Quintero's aunt}\n"
    "- {id: w2, kind: phone, value: '+447700900456', why: flyer}\n"
)
HERS = ("ACC-77001", "PAY-9001", "PAY-9002", "PAY-9003", "A-1003", "B-5001")
NEEDLES = (
    "Marisol Quintero",
    "QUINTERO Marisol",
    "ACC-77001",
    "mari@example.org",
    "X1234567",
    "marisol quintero",
    "PAY-9002",
    "not paid",
    "Marisól",
    "marisol_quintero",
    "QUINTERO/MARISOL",
)
"""What of her must be nowhere, where there is no namesake."""


def make(folder: Path, holder: PassphraseHolder, namesake: bool = False) -> tuple[Workspace, Keyring]:
    """The case, run, watched and with keys."""
    bookings = FILES["bookings.csv"] + (NAMESAKE if namesake else "")
    write(folder / "input", {**FILES, "bookings.csv": bookings})
    run_job([folder / "input"], folder / "w", SETTINGS, Silent(), None, None)
    workspace = Workspace.open(folder / "w")
    (folder / "list.yaml").write_text(WATCHLIST)
    entries, problems = read_watchlist(folder / "list.yaml")
    assert not problems
    with record_views(workspace, SETTINGS) as engine:
        watch(engine, workspace, entries, SETTINGS, NOW)
    reveal = {"at": "2026-06-01", "verb": "leads", "purpose": "visit to Marisol Quintero"}
    (folder / "w" / "reveals.jsonl").write_text(json.dumps(reveal) + "\n")
    (folder / "w" / "report.html").write_text("<p>Marisol Quintero</p>")
    return workspace, Keyring.create(folder / "w", holder)


def cells(path: Path) -> Iterator[str]:
    """Every value of a table as text, read by two programs, and every entry of its dictionaries."""
    quoted = str(path).replace("'", "''")
    for row in duckdb.connect().execute(f"SELECT t::VARCHAR FROM read_parquet('{quoted}') t").fetchall():
        yield row[0]
    for column in pq.read_table(path, read_dictionary=pq.read_schema(path).names).columns:
        for chunk in column.chunks:
            yield str(getattr(chunk, "dictionary", chunk).to_pylist())
    metadata = pq.read_metadata(path)
    for group in range(metadata.num_row_groups):
        yield from (str(metadata.row_group(group).column(n).statistics) for n in range(metadata.num_columns))


def standing(folder: Path, needles: tuple[str, ...] = NEEDLES) -> set[tuple[str, str]]:
    """(file, needle) wherever one stands: in a name, raw bytes, escaped JSON, or a table's pages."""
    found = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        text = "\n".join(cells(path)) if path.suffix == ".parquet" else data.decode("utf-8", "replace")
        for needle in needles:
            escaped = json.dumps(needle)[1:-1]
            if needle.encode() in data or needle in text or escaped in text or needle in path.name:
                found.add((str(path.relative_to(folder)), needle))
    return found


def ids(workspace: Workspace) -> dict[str, list[str]]:
    """Source ids by kind."""
    kinds = ("account", "payment", "ad", "booking", "report")
    return {
        kind: sorted(
            id for part in workspace.parts(kind) for id in pq.read_table(part)["source_id"].to_pylist()
        )
        for kind in kinds
    }


def pending(ring: Keyring) -> bool:
    """Whether an erasure was begun and not done."""
    return bool(Tombstones(ring).pending(Gone.SORT))
