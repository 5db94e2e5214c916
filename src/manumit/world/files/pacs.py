"""ISO 20022 pacs.008.001.08 (customer credit transfer between banks): one clearing file a month."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from manumit.world.calendar import Event
from manumit.world.clock import iso
from manumit.world.town import Town

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"


def _account(account: str) -> str:
    return f"<IBAN>{account}</IBAN>" if len(account) >= 22 else f"<Othr><Id>{account}</Id></Othr>"


def transaction(event: Event, ident: str, town: Town) -> str:
    """One transfer; the place is where the debtor gave the order."""
    t, debtor, creditor, minor, currency, _, _, city, memo, _ = event
    note = f"<RmtInf><Ustrd>{escape(memo)}</Ustrd></RmtInf>" if memo else ""
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>E{ident}</EndToEndId><TxId>{ident}</TxId></PmtId>"
        f'<IntrBkSttlmAmt Ccy="{currency}">{minor // 100}.{minor % 100:02d}</IntrBkSttlmAmt>'
        f"<AccptncDtTm>{iso(t, city[4])}</AccptncDtTm><ChrgBr>SLEV</ChrgBr>"
        f"<Dbtr><Nm>{escape(town.holder.get(debtor, ''))}</Nm>"
        f"<PstlAdr><TwnNm>{city[0]}</TwnNm><Ctry>{city[1]}</Ctry></PstlAdr></Dbtr>"
        f"<DbtrAcct><Id>{_account(debtor)}</Id></DbtrAcct>"
        f"<DbtrAgt><FinInstnId><Nm>Bank {debtor[:1]}</Nm></FinInstnId></DbtrAgt>"
        f"<CdtrAgt><FinInstnId><Nm>Bank {creditor[:1]}</Nm></FinInstnId></CdtrAgt>"
        f"<Cdtr><Nm>{escape(town.holder.get(creditor, ''))}</Nm></Cdtr>"
        f"<CdtrAcct><Id>{_account(creditor)}</Id></CdtrAcct>"
        f"{note}</CdtTrfTxInf>\n"
    )


def save(path: Path, label: str, transactions: list[str]) -> None:
    """Write the file, if anything was cleared."""
    if not transactions:
        return
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}">\n<FIToFICstmrCdtTrf><GrpHdr>'
            f"<MsgId>CLR-{label}</MsgId><CreDtTm>{label}-28T23:59:00Z</CreDtTm><NbOfTxs>{len(transactions)}</NbOfTxs>"
            "<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>\n"
        )
        out.writelines(transactions)
        out.write("</FIToFICstmrCdtTrf>\n</Document>\n")
