"""ISO 20022 camt.053.001.08 (bank to customer statement): one bank's accounts, one file a month."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from manumit.world.calendar import Event
from manumit.world.clock import iso
from manumit.world.town import Town

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
# channel -> bank transaction code: domain, family, sub-family (ISO 20022 external code set)
CODES = {
    "card": ("PMNT", "CCRD", "POSD"),
    "cash": ("PMNT", "CNTR", "CWDL"),
    "transfer": ("PMNT", "ICDT", "DMCT"),
    "p2p": ("PMNT", "IRCT", "DMCT"),
    "crypto": ("PMNT", "ICDT", "OTHR"),
    "payroll": ("PMNT", "ICDT", "SALA"),
}


def code_of(channel: str, incoming: bool) -> tuple[str, str, str]:
    """The bank transaction code; received families begin with R, cash paid in is CDPT."""
    domain, family, sub = CODES[channel]
    if incoming:
        family = {"ICDT": "RCDT", "IRCT": "RRCT"}.get(family, family)
        sub = "CDPT" if channel == "cash" else sub
    return domain, family, sub


def party(tag: str, account: str, town: Town, place: str) -> str:
    """Name and account of one side; a shop has no name in the bank's books but its number."""
    name = escape(
        town.holder.get(account) or f"{town.bank.names.FIRMS[int(account[-3:], 36) % 19]} {account[-4:]}"
    )
    inner = (
        f"<IBAN>{account}</IBAN>"
        if account[:1] in "GD" and len(account) >= 22
        else f"<Othr><Id>{account}</Id></Othr>"
    )
    return f"<{tag}><Pty><Nm>{name}</Nm>{place}</Pty></{tag}><{tag}Acct><Id>{inner}</Id></{tag}Acct>"


class Statements:
    """A month's entries by account."""

    def __init__(self) -> None:
        self._entries: dict[str, list[str]] = {}

    def add(self, event: Event, account: str, ident: str, town: Town) -> None:
        """One entry on the statement of `account`."""
        t, debtor, creditor, minor, currency, channel, mcc, city, memo, _ = event
        incoming = account == creditor
        domain, family, sub = code_of(channel, incoming)
        other = debtor if incoming else creditor
        place = f"<PstlAdr><TwnNm>{city[0]}</TwnNm><Ctry>{city[1]}</Ctry></PstlAdr>"
        sides = party("Dbtr" if incoming else "Cdtr", other, town, place) if other else ""
        details = (
            (f"<RltdPties>{sides}</RltdPties>" if sides else "")
            + (f"<RmtInf><Ustrd>{escape(memo)}</Ustrd></RmtInf>" if memo else "")
            + (f"<CardTx><Tx><Indv><TxCtgy>{mcc}</TxCtgy></Indv></Tx></CardTx>" if channel == "card" else "")
        )
        self._entries.setdefault(account, []).append(
            f'<Ntry><NtryRef>{ident}</NtryRef><Amt Ccy="{currency}">{minor // 100}.{minor % 100:02d}</Amt>'
            f"<CdtDbtInd>{'CRDT' if incoming else 'DBIT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
            f"<BookgDt><DtTm>{iso(t, city[4])}</DtTm></BookgDt>"
            f"<BkTxCd><Domn><Cd>{domain}</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn>"
            f"<Prtry><Cd>{channel}</Cd></Prtry></BkTxCd>"
            f"<NtryDtls><TxDtls>{details}</TxDtls></NtryDtls>"
            f"<AddtlNtryInf>{channel} {city[0]} {city[1]}</AddtlNtryInf></Ntry>\n"
        )

    def save(self, path: Path, label: str, town: Town) -> None:
        """Write the file; statements in order of their account."""
        if not self._entries:
            return
        with path.open("w", encoding="utf-8", newline="") as out:
            out.write(
                f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}">\n<BkToCstmrStmt>'
                f"<GrpHdr><MsgId>MNMT-{label}</MsgId><CreDtTm>{label}-28T23:59:00Z</CreDtTm></GrpHdr>\n"
            )
            for number, account in enumerate(sorted(self._entries), 1):
                holder = escape(town.holder.get(account, ""))
                out.write(
                    f"<Stmt><Id>{label}-{number}</Id><CreDtTm>{label}-28T23:59:00Z</CreDtTm><Acct><Id><IBAN>{account}</IBAN>"
                    f"</Id><Ownr><Nm>{holder}</Nm></Ownr></Acct>\n"
                )
                out.writelines(self._entries[account])
                out.write("</Stmt>\n")
            out.write("</BkToCstmrStmt>\n</Document>\n")
