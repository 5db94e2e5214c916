"""Parts of the program that are not installed say in a sentence how to add them."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from manumit.base.kernel import MissingPart
from manumit.base.ledger import Checkpoint, PostgresLog, Receipt, TimestampAnchor
from manumit.base.ledger.anchor.evm import compile_contract


def stamped() -> object:
    certificate: object = Ed25519PrivateKey.generate()  # any root: the part is missed before it is looked at
    anchor = TimestampAnchor([certificate])  # type: ignore[list-item]
    return anchor.verify(Receipt("rfc3161", b""), Checkpoint("o", 0, bytes(32)))


@pytest.mark.parametrize(
    ("module", "part", "call"),
    [
        ("psycopg", "postgres", lambda: PostgresLog("host=/nowhere", "o")),
        ("vyper", "evm", compile_contract),
        ("rfc3161_client", "timestamp", stamped),
    ],
)
def test_a_missing_part(
    module: str, part: str, call: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingPart, match=f"`{part}`") as caught:
        call()
    assert f"manumit[{part}]" in caught.value.hint
