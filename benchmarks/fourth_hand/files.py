"""Writes what the outlets hold: CSV, JSON lines and camt.053 statements; and the truth beside them."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.fourth_hand.observers import Journal, Outlet
from benchmarks.fourth_hand.people import Maker

_CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"


def write_input(journal: Journal, folder: Path) -> None:
    for outlet in journal.outlets:
        path = folder / outlet.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if not outlet.rows:
            continue
        if outlet.path.endswith(".csv"):
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(outlet.columns)
                writer.writerows(outlet.rows)
        elif outlet.path.endswith(".jsonl"):
            with path.open("w", encoding="utf-8") as file:
                for row in outlet.rows:
                    cells = {name: cell for name, cell in zip(outlet.columns, row, strict=True) if cell}
                    file.write(json.dumps(cells, ensure_ascii=False) + "\n")
        else:
            _statements(outlet, path)


def _statements(outlet: Outlet, path: Path) -> None:
    """A statement message a month; in it a statement for each account the bank keeps, its own side of each payment."""
    months: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in outlet.rows:
        cells = dict(zip(outlet.columns, row, strict=True))
        ours = (
            cells["debtor_account"] if cells["debtor_account"].startswith("PT") else cells["creditor_account"]
        )
        months[cells["time"][:7]][ours].append(cells)
    for month, accounts in sorted(months.items()):
        with path.with_name(f"{path.stem}_{month}.xml").open("w", encoding="utf-8") as file:
            file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{_CAMT}"><BkToCstmrStmt>\n')
            file.write(f"<GrpHdr><MsgId>CL{month}</MsgId><CreDtTm>{month}-28T23:00:00Z</CreDtTm></GrpHdr>\n")
            for number, (account, entries) in enumerate(sorted(accounts.items())):
                head = f"<Stmt><Id>{month}-{number}</Id><CreDtTm>{month}-28T23:00:00Z</CreDtTm>"
                file.write(f"{head}<Acct><Id><IBAN>{account}</IBAN></Id></Acct>\n")
                file.writelines(_entry(account, cells) for cells in entries)
                file.write("</Stmt>\n")
            file.write("</BkToCstmrStmt></Document>\n")


def _entry(ours: str, cells: dict[str, str]) -> str:
    side = "DBIT" if cells["debtor_account"] == ours else "CRDT"
    parties = ""
    for tag, account in (("DbtrAcct", cells["debtor_account"]), ("CdtrAcct", cells["creditor_account"])):
        if account:
            iban = account[:2] in ("PT", "ES") and len(account) > 20
            name = f"<IBAN>{account}</IBAN>" if iban else f"<Othr><Id>{escape(account)}</Id></Othr>"
            parties += f"<{tag}><Id>{name}</Id></{tag}>"
    memo = f"<RmtInf><Ustrd>{escape(cells['memo'])}</Ustrd></RmtInf>" if cells["memo"] else ""
    kind = f"<BkTxCd><Prtry><Cd>{cells['channel'].upper()}</Cd></Prtry></BkTxCd>"
    return (
        f'<Ntry><NtryRef>{cells["payment_id"]}</NtryRef><Amt Ccy="{cells["currency"]}">{cells["amount"]}</Amt>'
        f"<CdtDbtInd>{side}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>{cells['time']}</DtTm></BookgDt>{kind}"
        f"<NtryDtls><TxDtls><RltdPties>{parties}</RltdPties>{memo}</TxDtls></NtryDtls></Ntry>\n"
    )


def write_truth(journal: Journal, makers: list[Maker], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "operations.jsonl").open("w", encoding="utf-8") as planted,
        (folder / "lookalikes.jsonl").open("w", encoding="utf-8") as innocent,
    ):
        for maker in makers:
            if not maker.records:
                continue
            records = [{"kind": kind, "source_id": number} for kind, number in maker.records]
            told = {"members": list(_members(journal, maker)), "records": records}
            if maker.planted:
                days = [
                    datetime.fromtimestamp(t, UTC).date().isoformat()
                    for t in (min(maker.times), max(maker.times))
                ]
                head = {
                    "operation_id": maker.name,
                    "exploitation": maker.label,
                    "started": days[0],
                    "ended": days[1],
                }
                planted.write(json.dumps(head | told, ensure_ascii=False) + "\n")
            else:
                innocent.write(json.dumps({"group": maker.label} | told, ensure_ascii=False) + "\n")


def _members(journal: Journal, maker: Maker) -> Iterator[dict[str, str]]:
    """People as written most often, with a birth date where there was one; things only if they were written."""
    for person, role in maker.people.items():
        forms = person.written.most_common()
        dated = [form for form, _ in forms if not form.endswith("|")]
        if forms:
            yield {"kind": "person", "id": (dated or [forms[0][0]])[0], "role": role}
    for (kind, value), role in maker.things.items():
        if (kind, value) in journal.named:
            yield {"kind": kind, "id": value, "role": role}
