"""ISO 20022: bank Lauragais sends camt.053 statements, bank Hansebund pacs.008 transfers."""

import random
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from .stage import Account, Rec
from .tables import ordered

CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
PACS = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"
FAMILY = {
    "card": ("CCRD", "POSD"),
    "cash": ("CNTR", "CDPT"),
    "transfer": ("ICDT", "ESCT"),
    "p2p": ("ICDT", "OTHR"),
    "payroll": ("ICDT", "SALA"),
    "crypto": ("ICDT", "OTHR"),
}


def number(account: Account) -> str:
    plain = account.id[:2].isalpha() and account.id[:2].isupper()
    return f"<Id><IBAN>{account.id}</IBAN></Id>" if plain else f"<Id><Othr><Id>{account.id}</Id></Othr></Id>"


def party(tag: str, account: Account | None) -> tuple[str, str]:
    if account is None:
        return "", ""
    return (
        f"<{tag}><Pty><Nm>{escape(account.holder)}</Nm></Pty></{tag}>",
        f"<{tag}Acct>{number(account)}</{tag}Acct>",
    )


def entry(rec: Rec, own: Account) -> str:
    source, target = rec.extra["source"], rec.extra["target"]
    assert source is None or isinstance(source, Account)
    assert target is None or isinstance(target, Account)
    row, sign = rec.row, "DBIT" if source is own else "CRDT"
    family, sub = FAMILY[str(row["channel"])]
    if family == "CNTR" and sign == "DBIT":
        sub = "CWDL"
    debtor, debtor_account = party("Dbtr", source)
    creditor, creditor_account = party("Cdtr", target)
    memo = f"<RmtInf><Ustrd>{escape(str(row['memo']))}</Ustrd></RmtInf>" if row["memo"] else ""
    note = " ".join(str(row[c]) for c in ("channel", "merchant_category", "city", "country") if row[c])
    amount = f'<Amt Ccy="{row["currency"]}">{row["amount"]}</Amt>'
    return (
        f"<Ntry><NtryRef>{rec.key}</NtryRef>{amount}<CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><DtTm>{rec.at.isoformat()}</DtTm></BookgDt><ValDt><Dt>{rec.at.date().isoformat()}</Dt></ValDt>"
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn>"
        f"<Prtry><Cd>{row['channel']}</Cd></Prtry></BkTxCd><NtryDtls><TxDtls>{amount}"
        f"<RltdPties>{debtor}{debtor_account}{creditor}{creditor_account}</RltdPties>{memo}</TxDtls></NtryDtls>"
        f"<AddtlNtryInf>{escape(note)}</AddtlNtryInf></Ntry>\n"
    )


def months(rows: list[Rec]) -> dict[str, list[Rec]]:
    out: dict[str, list[Rec]] = {}
    for rec in rows:
        out.setdefault(rec.at.astimezone(UTC).strftime("%Y-%m"), []).append(rec)
    return out


def camt(out: Path, recs: list[Rec], seed: int) -> None:
    rng = random.Random(f"{seed} camt")
    rows = ordered((r for r in recs if r.kind == "payment" and r.feed == "lauragais"), rng)
    for index, rec in enumerate(rows):
        rec.key = f"LG{index * 7 + 400123:010d}"
    for month, part in months(rows).items():
        books: dict[str, list[tuple[Rec, Account]]] = {}
        for rec in part:
            own = rec.extra["source"] or rec.extra["target"]
            assert isinstance(own, Account)
            books.setdefault(own.id, []).append((rec, own))
        stamp = max(rec.at for rec in part).astimezone(UTC).isoformat()
        text = [
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{CAMT}"><BkToCstmrStmt>'
            f"<GrpHdr><MsgId>LG-{month}</MsgId><CreDtTm>{stamp}</CreDtTm></GrpHdr>\n"
        ]
        for ident in sorted(books):
            own = books[ident][0][1]
            text.append(
                f"<Stmt><Id>{month}-{ident[-11:]}</Id><CreDtTm>{stamp}</CreDtTm><Acct>{number(own)}"
                f"<Ccy>{own.currency}</Ccy><Ownr><Nm>{escape(own.holder)}</Nm></Ownr></Acct>\n"
            )
            text += [entry(rec, own) for rec, own in books[ident]]
            text.append("</Stmt>\n")
        text.append("</BkToCstmrStmt></Document>\n")
        put(out / f"banks/lauragais_camt053_{month}.xml", "".join(text))


def pacs(out: Path, recs: list[Rec], seed: int) -> None:
    rng = random.Random(f"{seed} pacs")
    rows = ordered((r for r in recs if r.kind == "payment" and r.feed == "hansebund"), rng)
    for index, rec in enumerate(rows):
        rec.key = f"HB{index * 3 + 90017:011d}"
    for month, part in months(rows).items():
        stamp: datetime = max(rec.at for rec in part).astimezone(UTC)
        text = [
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{PACS}"><FIToFICstmrCdtTrf><GrpHdr>'
            f"<MsgId>HB-{month}</MsgId><CreDtTm>{stamp.isoformat()}</CreDtTm><NbOfTxs>{len(part)}</NbOfTxs>"
            "<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>\n"
        ]
        text += [transfer(rec) for rec in part]
        text.append("</FIToFICstmrCdtTrf></Document>\n")
        put(out / f"banks/hansebund_pacs008_{month}.xml", "".join(text))


def transfer(rec: Rec) -> str:
    row, source, target = rec.row, rec.extra["source"], rec.extra["target"]
    assert isinstance(source, Account)
    assert isinstance(target, Account)
    purpose = "<PmtTpInf><CtgyPurp><Cd>SALA</Cd></CtgyPurp></PmtTpInf>" if row["channel"] == "payroll" else ""
    memo = f"<RmtInf><Ustrd>{escape(str(row['memo']))}</Ustrd></RmtInf>" if row["memo"] else ""
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>NOTPROVIDED</EndToEndId><TxId>{rec.key}</TxId></PmtId>{purpose}"
        f'<IntrBkSttlmAmt Ccy="{row["currency"]}">{row["amount"]}</IntrBkSttlmAmt>'
        f"<IntrBkSttlmDt>{rec.at.date().isoformat()}</IntrBkSttlmDt><AccptncDtTm>{rec.at.isoformat()}</AccptncDtTm>"
        f"<ChrgBr>SLEV</ChrgBr><Dbtr><Nm>{escape(source.holder)}</Nm><PstlAdr><TwnNm>{escape(source.city.name)}"
        f"</TwnNm><Ctry>{source.city.country}</Ctry></PstlAdr></Dbtr><DbtrAcct>{number(source)}</DbtrAcct>"
        f"<Cdtr><Nm>{escape(target.holder)}</Nm></Cdtr><CdtrAcct>{number(target)}</CdtrAcct>{memo}</CdtTrfTxInf>\n"
    )


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
