"""Policies: quorums of many shapes, and lines that cannot be understood."""

from __future__ import annotations

import pytest

from manumit.base.kernel import UsageError
from manumit.base.ledger import KeyPair, Policy
from tests.base.ledger.conftest import ORIGIN

LOG = str(KeyPair(ORIGIN, 1, bytes(32)).verifier)
W = {n: str(KeyPair(f"w{n}.example.org", 4, bytes([n]) * 32).verifier) for n in range(1, 7)}
WITNESSES = "".join(f"witness w{n} {key} http://127.0.0.1:{n}\n" for n, key in W.items())


def policy(rule: str) -> Policy:
    return Policy.parse(f"# a comment\n\nlog {LOG}\n{WITNESSES}\t{rule}")


@pytest.mark.parametrize(
    ("rule", "enough", "too_few"),
    [
        ("quorum w1", ["w1"], ["w2 w3"]),
        ("group g 2 w1 w2 w3\nquorum g", ["w1 w3", "w1 w2 w3"], ["", "w1", "w4 w5 w1"]),
        ("group g any w1 w2\nquorum g", ["w2"], ["", "w3"]),
        ("group g all w1 w2\nquorum g", ["w1 w2"], ["w1", "w2"]),
        (
            "group x 2 w1 w2 w3\ngroup y any w4 w5 w6\ngroup both all x y\nquorum both",
            ["w1 w2 w4", "w2 w3 w6 w5"],
            ["w1 w2 w3", "w1 w4 w5 w6"],
        ),
        ("quorum none", [], ["", "w1 w2 w3 w4 w5 w6"]),
    ],
)
def test_quorums(rule: str, enough: list[str], too_few: list[str]) -> None:
    read = policy(rule)
    assert [one for one in enough if not read.met(one.split())] == []
    assert [one for one in too_few if read.met(one.split())] == []


def test_the_rule_in_words() -> None:
    assert policy("group g 2 w1 w2 w3\nquorum g").rule() == "2 of 3 witnesses"
    assert policy("quorum none").rule() == "no witness"
    assert policy("quorum w1").rule() == "the witness w1"
    assert policy("group g 1 w1\ngroup h 1 g w2\nquorum h").rule() == "1 of 2 groups of witnesses"


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "quorum",
        "quorum w9",
        "quorum none\nquorum w1",
        "group g 0 w1\nquorum g",
        "group g 3 w1 w2\nquorum g",
        "group g two w1 w2\nquorum g",
        "group g 1 w9\nquorum g",
        "group g 1 g\nquorum g",
        "group g 1\nquorum g",
        "group g 1 none\nquorum g",
        "group g 1 w1 w1\nquorum g",
        "group g 1 w1\ngroup h 1 w1\nquorum h",
        "group w1 1 w2\nquorum w1",
        "group none 1 w2\nquorum none",
        f"log {LOG}\nquorum none",
        f"log {W[1]}\nquorum none",
        f"witness x {LOG}\nquorum none",
        f"witness x {W[1]}\nquorum none",
        "log nonsense\nquorum none",
        "frobnicate\nquorum none",
    ],
)
def test_what_cannot_be_understood(rule: str) -> None:
    with pytest.raises(UsageError, match="polic"):
        policy(rule)
