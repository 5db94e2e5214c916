"""camt, pacs and pain."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.engine.evidence.aids import facts, read_bytes

OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
    "<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-01T10:00:00+01:00</CreDtTm></GrpHdr><Stmt>"
    "<Acct><Id><IBAN>GB33 BUKB 2020 1555 5555 55</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Own Er</Nm></Ownr></Acct>\n"
)
CLOSE = "</Stmt></BkToCstmrStmt></Document>"
DETAIL = (
    "<TxDtls><Refs><EndToEndId>{e2e}</EndToEndId></Refs>{amount}<RltdPties><Dbtr><Nm>{debtor}</Nm></Dbtr>"
    "<DbtrAcct><Id><Othr><Id>{debtor} acc</Id></Othr></Id></DbtrAcct><Cdtr><Pty><Nm>{creditor}</Nm></Pty></Cdtr>"
    "<CdtrAcct><Id><Othr><Id>{creditor} acc</Id></Othr></Id></CdtrAcct></RltdPties>"
    "<RmtInf><Ustrd>rent ü</Ustrd><Ustrd>march</Ustrd></RmtInf></TxDtls>"
)
ENTRY = (
    '<Ntry><NtryRef>{ref}</NtryRef><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd>'
    "</Sts><BookgDt><Dt>2026-02-28</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd>"
    "<SubFmlyCd>SALA</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>{details}</NtryDtls></Ntry>\n"
)


def detail(debtor: str, creditor: str, amount: str = "", e2e: str = "E1") -> str:
    return DETAIL.format(debtor=debtor, creditor=creditor, amount=amount, e2e=e2e)


def entry(ref: str, amount: str, side: str, details: str) -> str:
    return ENTRY.format(ref=ref, amount=amount, side=side, details=details)


def test_the_statements_account_is_on_its_side(tmp_path: Path) -> None:
    text = (
        OPEN
        + entry("R1", "12.50", "DBIT", detail("Own Er", "Bob"))
        + entry("R2", "7", "CRDT", detail("Ann", "Me"))
        + CLOSE
    )
    out = read_bytes(tmp_path, text.encode())
    assert out.quarantined == []
    one, two = out.kind("payment")
    assert (one["debtor_account"], one["creditor_account"]) == ("GB33BUKB20201555555555", "Bob acc")
    assert (one["debtor_name"], one["creditor_name"]) == ("Own Er", "Bob")
    assert (one["amount"], one["currency"], one["channel"]) == (1250, "EUR", "payroll")
    assert (one["memo"], one["end_to_end_id"]) == ("rent ü march", "E1")
    assert one["time"] == datetime(2026, 2, 28, tzinfo=UTC)
    assert (two["debtor_account"], two["creditor_account"]) == ("Ann acc", "GB33BUKB20201555555555")
    assert two["amount"] == 700


def test_each_transaction_of_a_batch_is_a_payment(tmp_path: Path) -> None:
    amount = '<AmtDtls><TxAmt><Amt Ccy="EUR">{}</Amt></TxAmt></AmtDtls>'
    details = "".join(detail(f"D{n}", "Me", amount.format(n + 1), "NOTPROVIDED") for n in range(3))
    out = read_bytes(tmp_path, (OPEN + entry("B", "6.00", "CRDT", details) + CLOSE).encode())
    assert out.ids("payment") == ["B", "B.2", "B.3"]
    assert [columns["amount"] for columns in out.kind("payment")] == [100, 200, 300]
    assert out.kind("payment")[0]["end_to_end_id"] is None


def test_ids_fall_back(tmp_path: Path) -> None:
    plain = '<Ntry>{}<Amt Ccy="EUR">1</Amt><CdtDbtInd>DBIT</CdtDbtInd></Ntry>'
    text = OPEN + plain.format("<AcctSvcrRef>S9</AcctSvcrRef>") + plain.format("") + CLOSE
    out = read_bytes(tmp_path, text.encode())
    assert out.ids("payment") == ["S9", "2"]
    assert out.kind("payment")[1]["zone_minutes"] == 60  # the statement's own time


def test_the_span_is_the_entry(tmp_path: Path) -> None:
    entries = [entry(f"R{n}", "1.00", "DBIT", detail("Own Er", "Bøb")) for n in range(300)]
    for codec in ("utf-8", "utf-16"):
        text = (OPEN.replace("UTF-8", codec) + "".join(entries) + CLOSE).encode(codec)
        out = read_bytes(tmp_path, text)
        assert out.quarantined == []
        assert len(out.records) == 300
        for record in out.records[::37]:
            raw = out.raw(record).decode("utf-16-le" if codec == "utf-16" else codec)
            assert raw == entries[int(record.source_id[1:])].strip()
            again = read_bytes(tmp_path, (OPEN + raw + CLOSE).encode(), "again")
            assert [facts(one.columns) for one in again.records] == [facts(record.columns)]


def test_pacs_and_pain(tmp_path: Path) -> None:
    pacs = (
        '<p:Document xmlns:p="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><p:FIToFICstmrCdtTrf><p:GrpHdr>'
        "<p:CreDtTm>2026-01-01T08:00:00Z</p:CreDtTm></p:GrpHdr><p:CdtTrfTxInf><p:PmtId><p:EndToEndId>E7</p:EndToEndId><p:TxId>T7"
        '</p:TxId></p:PmtId><p:IntrBkSttlmAmt Ccy="JPY">500</p:IntrBkSttlmAmt><p:Dbtr><p:Nm>Ann</p:Nm></p:Dbtr>'
        "<p:DbtrAcct><p:Id><p:IBAN>DE11</p:IBAN></p:Id></p:DbtrAcct><p:Cdtr><p:Nm>Bob</p:Nm></p:Cdtr><p:CdtrAcct><p:Id>"
        "<p:IBAN>FR22</p:IBAN></p:Id></p:CdtrAcct></p:CdtTrfTxInf></p:FIToFICstmrCdtTrf></p:Document>"
    )
    one = read_bytes(tmp_path, pacs.encode()).kind("payment")[0]
    assert (one["source_id"], one["debtor_account"], one["creditor_account"]) == ("T7", "DE11", "FR22")
    assert (one["amount"], one["amount_exponent"], one["debtor_name"]) == (500, 0, "Ann")
    pain = (
        "<Document><CstmrCdtTrfInitn><GrpHdr><CreDtTm>2026-01-01T08:00:00Z</CreDtTm></GrpHdr><PmtInf><ReqdExctnDt>"
        "2026-01-02</ReqdExctnDt><Dbtr><Nm>Firm</Nm></Dbtr>"
        "<DbtrAcct><Id><IBAN>DE33</IBAN></Id></DbtrAcct><CdtTrfTxInf>"
        "<PmtId><EndToEndId>W1</EndToEndId></PmtId>"
        '<Amt><InstdAmt Ccy="EUR">900</InstdAmt></Amt><Cdtr><Nm>Cy</Nm></Cdtr>'
        "<Purp><Cd>SALA</Cd></Purp></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>"
    )
    one = read_bytes(tmp_path, pain.encode()).kind("payment")[0]
    assert (one["source_id"], one["debtor_name"], one["debtor_account"], one["channel"]) == (
        "W1",
        "Firm",
        "DE33",
        "payroll",
    )
    assert one["time"] == datetime(2026, 1, 2, tzinfo=UTC)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


def test_xml_bombs_and_outside_entities_are_refused(tmp_path: Path) -> None:
    text = (
        OPEN.replace('<?xml version="1.0" encoding="UTF-8"?>', BOMB)
        + entry("&b;", "1", "DBIT", "&c;")
        + CLOSE
    )
    out = read_bytes(tmp_path, text.encode())
    assert out.records == []
    assert "refused" in out.lost[0].reason


@pytest.mark.parametrize("damage", ["cut", "deep", "amount"])
def test_damage_keeps_what_came_before(tmp_path: Path, damage: str) -> None:
    good = entry("R1", "1.00", "DBIT", detail("Own Er", "Bob"))
    rest = {
        "cut": entry("R2", "2", "DBIT", "")[:60],
        "deep": "<a>" * 5000,
        "amount": entry("R2", "lots", "DBIT", "") + CLOSE,
    }
    out = read_bytes(tmp_path, (OPEN + good + rest[damage]).encode())
    assert out.ids("payment") == ["R1"]
    assert len(out.lost) == 1


def test_other_xml_is_set_aside_with_a_reason(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, b"<?xml version='1.0'?><rss><item/></rss>")
    assert out.records == []
    assert "no payment message" in out.lost[0].reason
