"""`manumit ledger anchor` and `anchor-verify`: a real authority over HTTP, and a real EVM behind JSON-RPC."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.base.ledger.authority import Authority, served, stamping
from tests.doors.cli.program import Done, manumit


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A folder with a log of two entries and its verifier key."""
    begun = manumit(
        "ledger", "init", "log", "--key", "key", "--name", "log.example.org/anchored", cwd=tmp_path
    )
    (tmp_path / "vkey").write_text(begun.out, "utf-8")
    (tmp_path / "lines").write_bytes(b"one\ntwo\n")
    assert manumit("ledger", "append", "log", "lines", "--key", "key", cwd=tmp_path).code == 0
    return tmp_path


def verified(log: Path, *words: object, checkpoint: str = "log/checkpoint") -> Done:
    return manumit("ledger", "anchor-verify", "receipt", checkpoint, "--key", "vkey", *words, cwd=log)


def test_a_stamp_is_made_kept_and_verified(log: Path, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl")
    pytest.importorskip("rfc3161_client", reason="needs the extra `timestamp`")
    authority, stranger = Authority(tmp_path / "tsa"), Authority(tmp_path / "other")
    shutil.copy(log / "log" / "checkpoint", log / "old")
    with served(stamping(authority)) as url:
        words = ("--key", "vkey", "--tsa", f"{url}/tsr", "--roots", authority.folder / "ca.pem")
        made = manumit("ledger", "anchor", "log", *words, "--out", "receipt", cwd=log)
    assert (made.code, made.out) == (0, ""), made.err
    told = verified(log, "--roots", authority.folder / "ca.pem").json()
    assert (told["origin"], told["size"], told["kind"]) == ("log.example.org/anchored", 2, "rfc3161")
    assert abs(datetime.now(UTC) - datetime.fromisoformat(told["time"])) < timedelta(minutes=5)
    assert verified(log, "--roots", stranger.folder / "ca.pem").code == 4
    manumit("ledger", "append", "log", "lines", "--key", "key", cwd=log)
    assert verified(log, "--roots", authority.folder / "ca.pem").code == 4
    assert verified(log, "--roots", authority.folder / "ca.pem", checkpoint="old").code == 0


@pytest.mark.evm
def test_a_contract_keeps_it(log: Path) -> None:
    limit = sys.getrecursionlimit()
    for part in ("vyper", "web3", "eth_tester", "eth"):
        pytest.importorskip(part, reason="needs the extra `evm`")
    from eth_tester import EthereumTester, PyEVMBackend
    from web3 import EthereumTesterProvider, Web3

    chain = Web3(EthereumTesterProvider(EthereumTester(PyEVMBackend())), middleware=[])
    sender = chain.eth.accounts[0]
    perform = chain.provider.request_func(chain, chain.middleware_onion)
    sys.setrecursionlimit(limit)

    def node(path: str, content: str, body: bytes) -> tuple[int, bytes]:
        asked = json.loads(body)
        try:
            answer: Any = {"result": perform(asked["method"], asked["params"])["result"]}
        except Exception as error:  # what a node answers when a call is reverted
            answer = {"error": {"code": 3, "message": str(error)}}
        return 200, Web3.to_json({"jsonrpc": "2.0", "id": asked["id"], **answer}).encode()

    with served(node) as url:
        words = ("ledger", "anchor", "log", "--key", "vkey", "--evm", url, "--sender", sender)
        made = manumit(*words, "--out", "receipt", cwd=log)
        assert made.code == 0, made.err
        contract = made.err.split("made the contract ")[1].split()[0]
        told = verified(log, "--evm", url, "--contract", contract).json()
        assert (told["size"], told["kind"]) == (2, "evm")
        again = manumit(*words, "--contract", contract, cwd=log)
        assert (again.code, "did not take" in again.err) == (1, True)
        manumit("ledger", "append", "log", "lines", "--key", "key", cwd=log)
        assert verified(log, "--evm", url, "--contract", contract).code == 4


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("anchor", ["log", "--key", "vkey"]),
        ("anchor", ["log", "--key", "vkey", "--tsa", "http://127.0.0.1:1/"]),
        ("anchor", ["log", "--key", "vkey", "--tsa", "http://127.0.0.1:1/", "--roots", "lines"]),
        ("anchor", ["log", "--key", "vkey", "--evm", "http://127.0.0.1:1/"]),
        ("anchor", ["log", "--key", "vkey", "--evm", "ftp://x", "--sender", "0x0"]),
        ("anchor-verify", ["lines", "log/checkpoint", "--key", "vkey"]),
        ("anchor-verify", ["lines", "log/checkpoint", "--key", "vkey", "--evm", "http://127.0.0.1:1/"]),
    ],
)
def test_what_is_missing_is_said(log: Path, verb: str, words: list[str]) -> None:
    refused = manumit("ledger", verb, *words, cwd=log)
    assert (refused.code, refused.out) == (2, "")


def test_no_receipt(log: Path) -> None:
    (log / "receipt").write_text("{}", "utf-8")
    shutil.copy(log / "vkey", log / "roots")
    refused = verified(log, "--evm", "http://127.0.0.1:1", "--contract", "0x0")
    assert refused.code == 4
