"""Reads a world's raw files into plain columns, on its own (neither the writers nor the engine's readers are used)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

Row = tuple[str, str, dict[str, str]]  # kind, source_id, columns
IDS = {
    "ad_id": "ad",
    "post_id": "post",
    "offer_id": "offer",
    "payment_id": "payment",
    "booking_id": "booking",
    "stay_id": "stay",
    "sighting_id": "sighting",
    "report_id": "report",
    "account_id": "account",
}


def rows(folder: Path) -> Iterator[Row]:
    """Every record of OUT/input with its columns as text."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".csv", ".jsonl"):
            yield from _table(path)
        elif path.suffix == ".xml":
            yield from _xml(path)
        elif path.suffix == ".edi":
            yield from _edi(path)
        elif path.suffix == ".html":
            yield _page(path)
        elif path.suffix == ".txt":
            for number, part in enumerate(path.read_text(encoding="utf-8").split("\n\n"), 1):
                yield "report", f"{path.name}#{number}", {"text": part, "form": "txt"}


def _table(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines) if path.suffix == ".csv" else map(json.loads, lines)
        for row in table:
            key = next(name for name in IDS if name in row and (name != "account_id" or "holder_name" in row))
            kind = "missing_person" if "reported_at" in row else IDS[key]
            ident = row[key]
            yield kind, ident, {**row, "form": path.name.rsplit("-", 2)[0]}


def _xml(path: Path) -> Iterator[Row]:
    text = re.sub(r' xmlns="[^"]+"', "", path.read_text(encoding="utf-8"), count=1)
    root = ElementTree.fromstring(text)
    for statement in root.iter("Stmt"):
        own = statement.findtext("Acct/Id/IBAN") or ""
        for entry in statement.iter("Ntry"):
            other = entry.findtext(".//IBAN") or entry.findtext(".//Othr/Id") or ""
            debit = entry.findtext("CdtDbtInd") == "DBIT"
            amount = entry.find("Amt")
            assert amount is not None
            yield (
                "payment",
                entry.findtext("NtryRef") or "",
                {
                    "time": entry.findtext("BookgDt/DtTm") or "",
                    "debtor_account": own if debit else other,
                    "creditor_account": other if debit else own,
                    "amount": amount.text or "",
                    "currency": amount.get("Ccy") or "",
                    "channel": entry.findtext("BkTxCd/Prtry/Cd") or "",
                    "merchant_category": entry.findtext(".//TxCtgy") or "",
                    "city": (entry.findtext("AddtlNtryInf") or "").split(" ", 1)[1][:-3],
                    "memo": entry.findtext(".//Ustrd") or "",
                    "payment_id": entry.findtext("NtryRef") or "",
                    "form": "camt",
                },
            )
    for transfer in root.iter("CdtTrfTxInf"):
        amount = transfer.find("IntrBkSttlmAmt")
        assert amount is not None
        yield (
            "payment",
            transfer.findtext("PmtId/TxId") or "",
            {
                "time": transfer.findtext("AccptncDtTm") or "",
                "amount": amount.text or "",
                "currency": amount.get("Ccy") or "",
                "debtor_account": transfer.findtext("DbtrAcct/Id/IBAN")
                or transfer.findtext("DbtrAcct/Id/Othr/Id")
                or "",
                "creditor_account": transfer.findtext("CdtrAcct/Id/IBAN")
                or transfer.findtext("CdtrAcct/Id/Othr/Id")
                or "",
                "channel": "transfer",
                "city": transfer.findtext("Dbtr/PstlAdr/TwnNm") or "",
                "memo": transfer.findtext(".//Ustrd") or "",
                "payment_id": transfer.findtext("PmtId/TxId") or "",
                "form": "pacs",
            },
        )


def _edi(path: Path) -> Iterator[Row]:
    """Segments by the default service signs; one row a traveller."""
    reference, number = "", 0
    trip: dict[str, str] = {}
    person: dict[str, str] = {}
    found: list[tuple[str, dict[str, str], dict[str, str]]] = []
    for segment in path.read_text(encoding="ascii").replace("'\n", "\n").split("\n"):
        tag, *elements = segment.split("+")
        if tag == "UNH":
            reference, number, found, trip = elements[0], 0, [], {"message": reference}
        elif tag == "SRC":
            trip = {}
        elif tag == "RCI":
            trip.update(locator=elements[0].split(":")[1], created=_iso(*elements[0].split(":")[3:5]))
        elif tag == "SSR" and elements[0].startswith("CTCM"):
            trip["contact_phone"] = "+" + elements[0].split(":")[-1].split("/")[0]
        elif tag == "SSR" and elements[0].startswith("CTCE"):
            mail = elements[0].split(":")[-1].removesuffix("/EN")
            trip["contact_email"] = mail.replace("//", "@").replace("./", "-").replace("..", "_")
        elif tag == "SSR":
            parts = elements[0].split(":")[-1].split("/")
            person.update(document=parts[3], birth_date=parts[5])
        elif tag == "TIF":
            person = {"passenger_name": f"{elements[0]}/{elements[1].split(':')[0]}"}
            found.append((f"{trip['locator']}/{elements[1].split(':')[2]}", person, trip))
        elif tag == "TKT":
            person["ticket_number"] = elements[0].split(":")[0]
        elif tag == "FOP":
            person["payment_form"] = {"CC": "card", "CA": "cash"}.get(elements[0].split(":")[0], "other")
        elif tag == "IFT":
            person["payer_name"] = elements[1]
        elif tag == "TVL" and "origin" not in trip:  # a second leg is the way back
            trip.update(
                origin=elements[1], destination=elements[2], departs=_iso(*elements[0].split(":")[:2])
            )
        elif tag == "TDT":
            trip = {}
        elif tag == "LOC" and elements[0] in ("125", "87"):
            trip["origin" if elements[0] == "125" else "destination"] = elements[1]
        elif tag == "DTM" and elements[0].startswith("189"):
            day = elements[0].split(":")[1]
            trip["departs"] = _iso(day[4:6] + day[2:4] + day[:2], day[6:])
        elif tag == "NAD" and elements[0] == "FL":
            number += 1
            person = {"passenger_name": elements[3].replace(":", "/")}
            found.append((f"{reference}/{number}", person, trip))
        elif tag == "DTM" and elements[0].startswith("329"):
            person["birth_date"] = elements[0].split(":")[1]
        elif tag == "DOC":
            person["document"] = elements[1]
        elif tag == "UNT":
            form = "paxlst" if "locator" not in (found[0][2] if found else {}) else "pnrgov"
            for ident, one, way in found:
                yield "booking", ident, {**way, **one, "form": form}


def _iso(day: str, hour: str) -> str:
    return f"20{day[4:6]}-{day[2:4]}-{day[:2]}T{hour[:2]}:{hour[2:4]}:00+00:00"


def _page(path: Path) -> Row:
    text = path.read_text(encoding="utf-8")
    link = re.search(r'rel="canonical" href="([^"]+)"', text)
    assert link
    body = re.sub(r"<[^>]+>", " ", text)
    when = re.search(r"\d{4}-\d\d-\d\dT[\d:]+[+-]\d\d:\d\d", body)
    return (
        "page",
        link.group(1),
        {"text": body, "posted_at": when.group(0) if when else "", "images": str(text.count("<img"))},
    )
