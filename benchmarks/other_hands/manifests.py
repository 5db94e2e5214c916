"""EDIFACT: PNRGOV (reservations of airline QV) and PAXLST (passenger lists of airline ZK)."""

import random
from datetime import UTC, datetime
from pathlib import Path

from .atlas import City
from .digits import plain
from .stage import Rec
from .tables import ordered

Leg = tuple[City, City, datetime]
HEAD = "UNA:+.?*'\n"
SEX = ("M", "F")


def safe(text: str) -> str:
    """Escape the service characters and keep to ASCII capitals."""
    folded = "".join(c if c.isascii() else plain(c) for c in text).upper()
    return "".join(f"?{c}" if c in ":+'?*" else c for c in folded)


def legs_of(rec: Rec) -> list[Leg]:
    legs = rec.extra["legs"]
    assert isinstance(legs, list)
    return legs


def flights(rows: list[Rec], size: int) -> list[list[Rec]]:
    """Group by first leg and day; a locator is never split."""
    groups: dict[tuple[str, str, str], list[Rec]] = {}
    for rec in rows:
        start, end, leaves = legs_of(rec)[0]
        groups.setdefault((leaves.date().isoformat(), start.iata, end.iata), []).append(rec)
    out = []
    for key in sorted(groups):
        batch: list[Rec] = []
        for rec in sorted(
            groups[key], key=lambda r: (str(r.extra["locator"]), int(str(r.extra["traveller"])))
        ):
            if len(batch) >= size and rec.extra["locator"] != batch[-1].extra["locator"]:
                out.append(batch)
                batch = []
            batch.append(rec)
        out.append(batch)
    return out


def tvl(leg: Leg, number: int) -> str:
    start, end, leaves = leg
    return f"TVL+{leaves:%d%m%y}:{leaves:%H%M}+{start.iata}+{end.iata}+QV+{number}"


def pnr(batch: list[Rec], number: int) -> list[str]:
    """One record locator with all its travellers."""
    first = batch[0]
    row, made = first.row, first.at
    fop = {"card": "FOP+CC:::VI:XXXXXXXXXXXX{:04d}:0829", "cash": "FOP+CA"}.get(
        str(row["payment_form"]), "FOP+MS:::TRF"
    )
    fop = fop.format(sum(map(ord, str(row["payer_name"]))) * 37 % 10000)
    out = [
        "SRC",
        f"RCI+QV:{first.extra['locator']}",
        f"DAT+700:{made:%d%m%y}:{made:%H%M}",
        f"IFT+4:28::QV+CTCM {str(row['contact_phone']).lstrip('+')}",
    ]
    if row["contact_email"]:
        out.append(f"IFT+4:28::QV+CTCE {safe(str(row['contact_email']).replace('@', '//'))}")
    if row["agency"]:
        out.append(f"ORG+QV:NTE+99{len(str(row['agency'])):05d}:{safe(str(row['agency']))[:9].strip()}+++A")
    for rec in batch:
        assert rec.who
        h = rec.who
        born = datetime.fromisoformat(h.birth)
        sex = SEX[sum(map(ord, h.given)) % 2]
        out += [
            f"TIF+{plain(h.family)}+{plain(h.given)}:A:{rec.extra['traveller']}",
            f"SSR+DOCS:HK::QV:::::/P/XXA/{h.document}/XXA/{born:%d%b%y}/{sex}/01JAN33/{plain(h.family)}"
            f"/{plain(h.given)}".upper(),
            f"TKT+{rec.row['ticket_number']}:T:1",
            fop,
            f"IFT+4:43+{safe(str(row['payer_name']))}",
        ]
    return out + [tvl(leg, number) for leg in legs_of(first)]


def pnrgov(out: Path, recs: list[Rec], seed: int) -> None:
    rng = random.Random(f"{seed} pnrgov")
    rows = ordered((r for r in recs if r.feed == "pnrgov"), rng)
    text = []
    for index, batch in enumerate(flights(rows, 9)):
        number = 100 + sum(map(ord, legs_of(batch[0])[0][1].iata)) % 800
        made = legs_of(batch[0])[0][2]
        body = ["MSG+:22", f"ORG+QV:NTE+99{rng.randrange(10**5):05d}", tvl(legs_of(batch[0])[0], number)]
        locators: dict[str, list[Rec]] = {}
        for rec in batch:
            rec.key = f"{rec.extra['locator']}/{rec.extra['traveller']}"
            locators.setdefault(str(rec.extra["locator"]), []).append(rec)
        body.append(f"EQN+{len(locators)}")
        for part in locators.values():
            body += pnr(part, number)
        ref = f"{index + 1}"
        lines = [
            f"UNB+IATA:1+QV++{made:%y%m%d:%H%M}+QV{index:06d}",
            f"UNH+{ref}+PNRGOV:13:1:IA+QV{index:06d}",
            *body,
            f"UNT+{len(body) + 2}+{ref}",
            f"UNZ+1+QV{index:06d}",
        ]
        text.append(HEAD + "".join(f"{line}'\n" for line in lines))
    put(out / "travel/qv_pnrgov.edi", text)


def paxlst(out: Path, recs: list[Rec], seed: int) -> None:
    rng = random.Random(f"{seed} paxlst")
    rows = ordered((r for r in recs if r.feed == "paxlst"), rng)
    text = []
    for index, batch in enumerate(flights(rows, 14)):
        start, end, leaves = legs_of(batch[0])[0]
        ref = f"ZK{index + 1:06d}"
        body = [
            "BGM+745",
            "NAD+MS+++ZK DEPARTURE CONTROL",
            f"TDT+20+ZK{rng.randrange(100, 990)}+++ZK",
            f"LOC+125+{start.iata}",
            f"DTM+189:{leaves:%y%m%d%H%M}:201",
            f"LOC+87+{end.iata}",
            f"DTM+232:{leaves:%y%m%d}2359:201",
        ]
        for place, rec in enumerate(batch, 1):
            assert rec.who
            h = rec.who
            rec.key = f"{ref}/{place}"
            born = datetime.fromisoformat(h.birth)
            body += [
                f"NAD+FL+++{plain(h.family)}:{plain(h.given)}",
                f"ATT+2++{SEX[sum(map(ord, h.given)) % 2]}",
                f"DTM+329:{born:%y%m%d}",
                f"LOC+178+{start.iata}",
                f"LOC+179+{end.iata}",
                "NAT+2+XXA",
                f"RFF+AVF:{rec.extra['locator']}",
                f"DOC+P:110:111+{h.document}",
                "DTM+36:330101",
                "LOC+91+XXA",
            ]
        body.append(f"CNT+42:{len(batch)}")
        lines = [f"UNH+{ref}+PAXLST:D:05B:UN:IATA", *body, f"UNT+{len(body) + 2}+{ref}"]
        stamp = leaves.astimezone(UTC)
        text.append(
            HEAD
            + f"UNB+UNOA:4+ZK+GOV+{stamp:%y%m%d:%H%M}+{index + 1:09d}++APIS'\n"
            + "".join(f"{line}'\n" for line in lines)
            + f"UNZ+1+{index + 1:09d}'\n"
        )
    put(out / "travel/zk_paxlst.edi", text)


def put(path: Path, text: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(text).encode())
