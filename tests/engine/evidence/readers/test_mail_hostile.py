"""E-mail that is made to cost time, or damaged."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.evidence.aids import read_bytes
from tests.engine.evidence.readers.letters import FIELDS, box, message


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (b"Content-Type: text/plain; a=" + b"b" * (1 << 14), "a field Content-Type of more than 16,384"),
        (b"content-DISPOSITION: inline\r\n ;a=b" + b";" * 64, "a field Content-Disposition of more than"),
        (b"Content-Type: multipart/mixed; boundary =x\n\n--x\n" * 21, "more than 20 parts that have parts"),
        (b"Content-Type: multipart/mixed;\n boundary*=''x\n\n--x\n" * 21, "more than 20 parts"),
    ],
)
def test_what_would_take_long_is_refused(tmp_path: Path, kind: bytes, reason: str) -> None:
    data = b"From: a@a.example\n" + FIELDS + kind + b"\n\nx\n\n"
    out = read_bytes(tmp_path, box(data, message(9).as_bytes()), "box")
    assert out.ids("post") == ["9@mail.example"]
    assert [reason in entry.reason for entry in out.lost] == [True]


HOSTILE = {
    "parts in parts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)
    ),
    "a field without end": b"X-A: " + b"<a@b.example>, " * 60_000 + b"\n\nx",
    "many addressees": b"Cc: " + b"<a@b.example>, " * 60_000 + b"\n\nx",
    "encoded words": b"Subject: " + b"=?utf-8?q?=41?= " * 60_000 + b"\n\nx",
    "lines of From": b"Subject: x\n\n" + b"From a\n\n" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_take_little_time(tmp_path: Path, name: str) -> None:
    head = b"From: x@y.example\nTo: z@y.example\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n"
    begun = time.process_time()
    out = read_bytes(tmp_path, box(head + HOSTILE[name], message(9).as_bytes()), "box.mbox")
    assert out.ids("post")[-1:] == ["9@mail.example"]
    assert time.process_time() - begun < 5


def spent(folder: Path, data: bytes) -> float:
    begun = time.process_time()
    read_bytes(folder, data, "box")
    return time.process_time() - begun


@pytest.mark.parametrize("line", [b"1:11", b"From x 1:11 ", b"\n\nFrom x 1:11"])
def test_lines_of_from_take_linear_time(tmp_path: Path, line: bytes) -> None:
    head = b"From: a@a.example\n" + FIELDS + b"\n\nFrom x "
    small, large = (head + line * (size // len(line)) for size in (1 << 15, 1 << 16))
    spent(tmp_path, head)
    assert spent(tmp_path, large) < 3 * spent(tmp_path, small) + 0.3


SOUND = box(*(message(n).as_bytes() for n in range(3)))


@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.binary(max_size=6), st.integers(0, 40)), max_size=6)
)
def test_whatever_is_damaged_nothing_fails(
    tmp_path_factory: pytest.TempPathFactory, wounds: list[tuple[int, bytes, int]]
) -> None:
    data = bytearray(SOUND)
    for at, new, gone in wounds:
        data[at : at + gone] = new
    out = read_bytes(
        tmp_path_factory.mktemp("mail"), bytes(data) + b"\n\n" + box(message(9).as_bytes()), "box.mbox"
    )
    assert not [entry for entry in out.quarantined if "reader failed" in entry.reason]
