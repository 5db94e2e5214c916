"""Anchors: a real EVM in this process runs the compiled contract; a real authority made with `openssl ts` stamps."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from manumit.base.kernel import UsageError, VerificationFailed, WorkspaceError
from manumit.base.ledger import (
    Anchor,
    Checkpoint,
    EvmAnchor,
    Receipt,
    TimestampAnchor,
    anchored_hash,
    over_http,
)
from tests.base.ledger.authority import Authority, served, stamping
from tests.base.ledger.conftest import ORIGIN

AT = Checkpoint(ORIGIN, 300, bytes(range(32)))
OTHER = replace(AT, root=bytes(32))
LATER = replace(AT, size=301)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl")
    pytest.importorskip("rfc3161_client", reason="needs the extra `timestamp`")
    return Authority(tmp_path / "tsa")


def test_a_stamp_says_when_and_only_for_this_checkpoint(authority: Authority) -> None:
    anchor: Anchor = TimestampAnchor([authority.root], authority.ask)
    receipt = anchor.anchor(AT)
    moment = anchor.verify(Receipt.parse(str(receipt)), AT)
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=2)
    for wrong in (OTHER, LATER):
        with pytest.raises(VerificationFailed, match="does not hold"):
            anchor.verify(receipt, wrong)


def test_a_stamp_of_an_authority_that_is_not_trusted(authority: Authority, tmp_path: Path) -> None:
    stranger = Authority(tmp_path / "other")
    anchor = TimestampAnchor([authority.root], stranger.ask)
    with pytest.raises(VerificationFailed):
        anchor.anchor(AT)
    with pytest.raises(VerificationFailed):
        TimestampAnchor([authority.root]).verify(
            TimestampAnchor([stranger.root], stranger.ask).anchor(AT), AT
        )
    with pytest.raises(UsageError):
        TimestampAnchor([authority.root]).anchor(AT)
    with pytest.raises(UsageError):
        TimestampAnchor([])


def test_a_replayed_or_damaged_answer(authority: Authority) -> None:
    first = authority.ask
    anchor = TimestampAnchor([authority.root], first)
    old = anchor.anchor(AT)
    with pytest.raises(VerificationFailed, match=r"[Nn]once"):
        TimestampAnchor([authority.root], lambda request: old.data).anchor(AT)
    for at in range(0, len(old.data), 37):
        changed = bytearray(old.data)
        changed[at] ^= 1
        try:
            moment = anchor.verify(Receipt("rfc3161", bytes(changed)), AT)
        except VerificationFailed:
            continue
        assert moment == anchor.verify(old, AT), "only what is not signed may change without being noticed"
    for data in (b"", b"\x30\x00", b"nonsense"):
        with pytest.raises(VerificationFailed):
            anchor.verify(Receipt("rfc3161", data), AT)


def test_over_http(authority: Authority) -> None:
    with served(stamping(authority)) as url:
        anchor = TimestampAnchor([authority.root], over_http(f"{url}/tsr"))
        assert anchor.verify(anchor.anchor(AT), AT)
        with pytest.raises(WorkspaceError, match="404"):
            TimestampAnchor([authority.root], over_http(url)).anchor(AT)
    with pytest.raises(WorkspaceError, match="cannot be reached"):
        anchor.anchor(AT)
    with pytest.raises(UsageError):
        over_http("ftp://example.org")


@pytest.fixture(scope="module")
def chain() -> Any:
    """A chain in this process, with a few accounts. The tester's parts raise Python's recursion limit when they are
    imported; deep nesting would then crash the process in tests that come after, so it is put back."""
    limit = sys.getrecursionlimit()
    for part in ("vyper", "web3", "eth_tester", "eth"):
        pytest.importorskip(part, reason="needs the extra `evm`")
    from eth_tester import EthereumTester, PyEVMBackend
    from web3 import EthereumTesterProvider, Web3

    made = Web3(EthereumTesterProvider(EthereumTester(PyEVMBackend())))
    sys.setrecursionlimit(limit)
    return made


@pytest.mark.evm
def test_the_contract_keeps_what_it_took(chain: Any) -> None:
    owner = chain.eth.accounts[0]
    contract = EvmAnchor.deploy(chain, owner)
    anchor: Anchor = contract
    receipt = anchor.anchor(AT)
    reader = EvmAnchor(chain, contract.address)
    moment = reader.verify(Receipt.parse(str(receipt)), AT)
    assert moment.timestamp() == chain.eth.get_block("latest")["timestamp"]
    anchor.anchor(LATER)
    assert reader.verify(receipt, AT) == moment
    for wrong in (OTHER, replace(AT, size=299), replace(AT, origin="other.example.org")):
        with pytest.raises(VerificationFailed, match="another checkpoint"):
            reader.verify(receipt, wrong)
    with pytest.raises(VerificationFailed, match="not of this contract"):
        EvmAnchor.deploy(chain, owner).verify(receipt, AT)


@pytest.mark.evm
@pytest.mark.parametrize(
    ("account", "checkpoint"),
    [(0, AT), (0, replace(AT, size=299)), (0, OTHER), (1, LATER)],
    ids=["again", "rollback", "fork", "a stranger"],
)
def test_the_contract_refuses(account: int, checkpoint: Checkpoint, chain: Any) -> None:
    contract = EvmAnchor.deploy(chain, chain.eth.accounts[0])
    contract.anchor(AT)
    with pytest.raises(WorkspaceError, match="did not take"):
        EvmAnchor(chain, contract.address, chain.eth.accounts[account]).anchor(checkpoint)
    with pytest.raises(UsageError):
        EvmAnchor(chain, contract.address).anchor(checkpoint)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "evm", "data": "!"}', "null"])
def test_what_is_no_receipt(text: str) -> None:
    with pytest.raises(VerificationFailed):
        Receipt.parse(text)


def test_the_hash_is_of_the_text_that_is_signed() -> None:
    import hashlib

    assert anchored_hash(AT) == hashlib.sha256(str(AT).encode()).digest()
