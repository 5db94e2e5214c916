"""The day book as files: CSV and JSON lines by country and kind, and camt.053 statements of one banking country."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from benchmarks.third_hand.daybook import Daybook, Entry

ID_COLUMN = {
    "ad": "ad_id", "post": "post_id", "offer": "offer_id", "account": "account_id", "payment": "payment_id",
    "booking": "booking_id", "stay": "stay_id", "report": "report_id", "sighting": "sighting_id",
    "missing_person": "report_id",
}  # fmt: skip
CAMT_COUNTRY = "GR"
CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"


def choose_forms(book: Daybook) -> None:
    """Bank transfers of one country arrive as statements, everything else as tables."""
    for entry in book.entries["payment"]:
        row = entry.values
        between = row["debtor_account"].startswith(CAMT_COUNTRY) and row["creditor_account"][:2].isalpha()
        if between and row["channel"] in ("transfer", "payroll") and row["currency"] == "EUR":
            entry.form = "camt"


def write(book: Daybook, folder: Path, rng: Random) -> None:
    """Which countries send CSV and which JSON lines, and in what order their columns stand, differs by seed."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in ID_COLUMN:
        shares: dict[str, list[Entry]] = defaultdict(list)
        for entry in book.of_form(kind):
            shares[_desk(kind, entry)].append(entry)
        for desk, entries in sorted(shares.items()):
            style = rng.random()
            columns = list(entries[0].values)
            if rng.random() < 0.5:
                rng.shuffle(columns)
            columns.insert(0, ID_COLUMN[kind])
            if style < 0.6 or kind == "account":
                _csv(folder / f"{kind}_{desk}.csv", kind, columns, entries)
            else:
                _lines(folder / f"{kind}_{desk}.jsonl", kind, columns, entries)
    statements = list(book.of_form("payment", "camt"))
    if statements:
        _camt(folder / f"statements_{CAMT_COUNTRY.lower()}.xml", statements)


def _desk(kind: str, entry: Entry) -> str:
    """Whose file a record is in: a bank's country, a site, or simply everybody's."""
    if kind in ("payment", "account", "offer"):
        return entry.values["country"].lower()
    if kind == "ad":
        return entry.values["source"].split(".")[0]
    if kind == "post":
        return entry.values["platform"]
    if kind == "report":
        return entry.values["channel"]
    return "all"


def _row(kind: str, entry: Entry) -> dict[str, str]:
    return {**entry.values, ID_COLUMN[kind]: entry.source_id}


def _csv(path: Path, kind: str, columns: list[str], entries: Iterable[Entry]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        for entry in entries:
            row = _row(kind, entry)
            writer.writerow([row[column] for column in columns])


def _lines(path: Path, kind: str, columns: list[str], entries: Iterable[Entry]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for entry in entries:
            row = _row(kind, entry)
            out.write(json.dumps({c: row[c] for c in columns if row[c] != ""}, ensure_ascii=False) + "\n")


def _camt(path: Path, entries: list[Entry]) -> None:
    """One statement for every account that sent money, entries in order of time."""
    accounts: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        accounts[entry.values["debtor_account"]].append(entry)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        first = entries[0].values["time"]
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{CAMT}"><BkToCstmrStmt>\n')
        out.write(f"<GrpHdr><MsgId>{CAMT_COUNTRY}{len(entries)}</MsgId><CreDtTm>{first}</CreDtTm></GrpHdr>\n")
        for number, (account, own) in enumerate(accounts.items(), 1):
            out.write(f"<Stmt><Id>S{number}</Id><CreDtTm>{own[-1].values['time']}</CreDtTm>")
            out.write(f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n")
            for entry in own:
                out.write(_entry(entry))
            out.write("</Stmt>\n")
        out.write("</BkToCstmrStmt></Document>\n")


def _entry(entry: Entry) -> str:
    row = entry.values
    creditor = row["creditor_account"]
    tag = f"<IBAN>{creditor}</IBAN>" if creditor[2:4].isdigit() else f"<Othr><Id>{creditor}</Id></Othr>"
    code = "SALA" if row["channel"] == "payroll" else "OTHR"
    memo = f"<RmtInf><Ustrd>{escape(row['memo'])}</Ustrd></RmtInf>" if row["memo"] else ""
    return (
        f'<Ntry><NtryRef>{entry.source_id}</NtryRef><Amt Ccy="EUR">{row["amount"]}</Amt>'
        f"<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>{row['time']}</DtTm></BookgDt>"
        f"<ValDt><DtTm>{row['time']}</DtTm></ValDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd>"
        f"<SubFmlyCd>{code}</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><RltdPties>"
        f"<DbtrAcct><Id><IBAN>{row['debtor_account']}</IBAN></Id></DbtrAcct><CdtrAcct><Id>{tag}</Id></CdtrAcct>"
        f"</RltdPties>{memo}</TxDtls></NtryDtls></Ntry>\n"
    )
