"""ISO 20022 payments: camt.052/053/054 (bank to customer), pacs.008 (customer credit transfer), pain.001 (initiation).

camt: the statement's account is the debtor of a DBIT entry and the creditor of a CRDT entry, the other side comes from
RltdPties. Each transaction of a batch is a payment: id NtryRef, else AcctSvcrRef, else the entry's ordinal in the
file; from the second on, `.2`, `.3` ... follow. pacs.008: TxId, else EndToEndId, else the ordinal; pain.001:
EndToEndId, else InstrId, else the ordinal. An account is its IBAN, else Othr/Id. The span is the Ntry or the
transaction element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.readers.xmltree import Element, harvest
from manumit.engine.evidence.rows import Draft, Found

NAME, VERSION = "iso20022", "1"
_ROOTS = (
    "BkToCstmrStmt",
    "BkToCstmrAcctRpt",
    "BkToCstmrDbtCdtNtfctn",
    "FIToFICstmrCdtTrf",
    "CstmrCdtTrfInitn",
)
_PAYMENTS = frozenset({"Ntry", "CdtTrfTxInf"})
_WANTED = _PAYMENTS | frozenset({"Acct", "GrpHdr", "CreDtTm", "Dbtr", "DbtrAcct", "ReqdExctnDt"})
_BOOKED = ("BookgDt/DtTm", "BookgDt/Dt", "ValDt/DtTm", "ValDt/Dt")
_CHANNELS = {
    "CCRD": "card",
    "MCRD": "card",
    "CNTR": "cash",
    "ICDT": "transfer",
    "RCDT": "transfer",
    "IRCT": "transfer",
    "RRCT": "transfer",
    "IDDT": "transfer",
    "RDDT": "transfer",
}
"""External bank transaction families (ISO 20022 external code sets) to our channels."""


def claims(head: Head) -> bool:
    """Any XML that is no page: what is no payment message is refused by the reader, with the reason."""
    text = head.text.lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return False
    lower = text[:2048].lower()
    return (
        any(f"{root}" in head.text for root in _ROOTS)
        or (text.startswith("<?xml") and "<html" not in lower and "<!doctype html" not in lower)
        or bool(re.match(r"<(?:\w+:)?Document\b", text))
        or (text.startswith("<!DOCTYPE") and "html" not in lower[:40])
    )


def read(leaf: Leaf) -> Iterator[Found]:
    """Payments in the order of the file."""
    context = _Context()
    count = doubts = 0
    for item in harvest(leaf, _WANTED):
        if isinstance(item, Quarantined):
            doubts += 1
            yield item
        elif item.name in _PAYMENTS:
            count += 1
            yield from (context.entry(item, count) if item.name == "Ntry" else context.transfer(item, count))
        else:
            context.note(item)
    if not count and not doubts and not _is_ours(leaf):
        yield leaf.doubt(
            0, 0, "XML that is no payment message we read (camt.052-054, pacs.008, pain.001)", ""
        )


def _is_ours(leaf: Leaf) -> bool:
    codec = leaf.encoding.name if leaf.encoding.name.startswith("utf-16") else "ascii"
    return any(root.encode(codec) in leaf.head for root in _ROOTS)


def account_of(element: Element | None) -> str | None:
    """IBAN without blanks, else the other identification."""
    if element is None:
        return None
    iban = element.first("Id/IBAN")
    return (
        "".join(iban.split())
        if iban
        else element.first("Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN", "Prxy/Id")
    )


def name_of(element: Element | None) -> str | None:
    """A party's name, in the older and the newer form."""
    return element.first("Nm", "Pty/Nm", "Agt/FinInstnId/Nm") if element is not None else None


class _Context:
    """What stands around entries and transactions."""

    def __init__(self) -> None:
        self.account: str | None = None
        self.owner: str | None = None
        self.currency: str | None = None
        self.created: str | None = None
        self.settled: str | None = None
        self.debtor: Element | None = None
        self.debtor_account: Element | None = None

    def note(self, item: Element) -> None:
        """Take over one element of the header."""
        if item.name == "Acct":
            self.account, self.owner = account_of(item), item.first("Ownr/Nm", "Nm")
            self.currency = item.first("Ccy")
        elif item.name == "GrpHdr":
            self.created = item.first("CreDtTm") or self.created
            self.settled = item.first("IntrBkSttlmDt") or self.settled
        elif item.name == "CreDtTm":
            self.created = item.text.strip() or self.created
        elif item.name == "Dbtr":
            self.debtor = item
        elif item.name == "DbtrAcct":
            self.debtor_account = item
        elif item.name == "ReqdExctnDt":
            self.settled = item.first("Dt", "DtTm") or item.text.strip() or self.settled

    def entry(self, entry: Element, ordinal: int) -> Iterator[Draft]:
        """Payments of one camt entry."""
        base = entry.first("NtryRef", "AcctSvcrRef") or str(ordinal)
        details = entry.all("NtryDtls/TxDtls")
        for number, detail in enumerate(details or [Element("TxDtls", {})], 1):
            alone = len(details) < 2
            source_id = base if number == 1 else f"{base}.{number}"
            yield self._payment(entry, detail, alone, source_id)

    def _payment(self, entry: Element, detail: Element, alone: bool, source_id: str) -> Draft:
        amount = (
            detail.find("Amt") or detail.find("AmtDtls/TxAmt/Amt") or (entry.find("Amt") if alone else None)
        )
        debit = (detail.first("CdtDbtInd") or entry.first("CdtDbtInd") or "").upper() == "DBIT"
        debtor, creditor = detail.find("RltdPties/Dbtr"), detail.find("RltdPties/Cdtr")
        other = detail.find("RltdPties/CdtrAcct" if debit else "RltdPties/DbtrAcct")
        other_name = name_of(creditor if debit else debtor)
        mine, mine_name = self.account, name_of(debtor if debit else creditor) or self.owner
        theirs = account_of(other)
        values: dict[str, str | None] = {
            "time": detail.first("RltdDts/TxDtTm") or entry.first(*_BOOKED) or self.created,
            "debtor_account": mine if debit else theirs,
            "creditor_account": theirs if debit else mine,
            "debtor_name": mine_name if debit else other_name,
            "creditor_name": other_name if debit else mine_name,
            "amount": amount.text if amount is not None else None,
            "currency": (amount.attributes.get("Ccy") if amount is not None else None) or self.currency,
            "channel": _channel(entry, detail),
            "merchant_category": _merchant(entry, detail),
            "memo": _memo(detail) or detail.first("AddtlTxInf") or entry.first("AddtlNtryInf"),
            "end_to_end_id": _given(detail.first("Refs/EndToEndId")),
        }
        extra = _about_entry(entry, detail)
        return Draft("payment", source_id, entry.offset, entry.length, values, extra)

    def transfer(self, item: Element, ordinal: int) -> Iterator[Draft]:
        """One pacs.008 or pain.001 transaction."""
        amount = item.find("IntrBkSttlmAmt") or item.find("InstdAmt") or item.find("Amt/InstdAmt")
        end_to_end = _given(item.first("PmtId/EndToEndId"))
        source_id = item.first("PmtId/TxId") or end_to_end or item.first("PmtId/InstrId") or str(ordinal)
        debtor, account = item.find("Dbtr") or self.debtor, item.find("DbtrAcct") or self.debtor_account
        yield Draft(
            "payment",
            source_id,
            item.offset,
            item.length,
            {
                "time": item.first("AccptncDtTm", "SttlmTmIndctn/CdtDtTm")
                or item.first("IntrBkSttlmDt")
                or self.settled
                or self.created,
                "debtor_account": account_of(account),
                "creditor_account": account_of(item.find("CdtrAcct")),
                "debtor_name": name_of(debtor),
                "creditor_name": name_of(item.find("Cdtr")),
                "amount": amount.text if amount is not None else None,
                "currency": amount.attributes.get("Ccy") if amount is not None else None,
                "channel": "payroll" if _salary(item) else "transfer",
                "memo": _memo(item),
                "end_to_end_id": end_to_end,
            },
            _ultimate(item, ""),
        )


def _given(reference: str | None) -> str | None:
    return None if reference in (None, "NOTPROVIDED", "NOT PROVIDED") else reference


def _memo(item: Element) -> str | None:
    texts = [one.text.strip() for one in item.all("RmtInf/Ustrd")]
    texts += [one.text.strip() for one in item.all("RmtInf/Strd/CdtrRefInf/Ref")]
    return " ".join(text for text in texts if text) or None


def _salary(*items: Element) -> bool:
    return any(
        item.first(path) == "SALA"
        for item in items
        for path in ("Purp/Cd", "PmtTpInf/CtgyPurp/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd")
    )


def _channel(entry: Element, detail: Element) -> str | None:
    if _salary(detail, entry):
        return "payroll"
    for item in (detail, entry):
        family = item.first("BkTxCd/Domn/Fmly/Cd")
        below = item.first("BkTxCd/Domn/Fmly/SubFmlyCd")
        if below in ("CWDL", "CDPT"):
            return "cash"
        if family in _CHANNELS:
            return _CHANNELS[family]
    return None


def _merchant(entry: Element, detail: Element) -> str | None:
    """Merchant category code (ISO 18245) of a card transaction."""
    for card in (detail.find("CardTx"), entry.find("CardTx")):
        if card is not None and (code := _text_named(card, "MrchntCtgyCd")):
            return code
    return None


def _text_named(item: Element, name: str) -> str | None:
    for child in item.children:
        if child.name == name and child.text.strip():
            return child.text.strip()
        if (found := _text_named(child, name)) is not None:
            return found
    return None


def _about_entry(entry: Element, detail: Element) -> dict[str, object]:
    extra: dict[str, object] = _ultimate(detail, "RltdPties/")
    status = entry.first("Sts/Cd", "Sts")
    if status and status != "BOOK":
        extra["status"] = status
    if (entry.first("RvslInd") or "").lower() in ("true", "1"):
        extra["reversal"] = True
    return extra


def _ultimate(item: Element, under: str) -> dict[str, object]:
    extra: dict[str, object] = {}
    for tag, key in (("UltmtDbtr", "ultimate_debtor_name"), ("UltmtCdtr", "ultimate_creditor_name")):
        if name := name_of(item.find(under + tag)):
            extra[key] = name
    return extra
