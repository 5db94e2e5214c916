"""E-mail: single messages and boxes of them, sound and broken."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Settings
from manumit.engine.evidence import raw_bytes
from tests.engine.evidence.aids import read_bytes


def message(number: int = 1, text: str = "Come to Dubai, 07700 900123", **more: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {
        "From": f"Ana K <Ana{number}@mail.example>",
        "To": "Bo <bo@other.example>, cy@other.example",
        "Subject": f"Работа {number}",
        "Date": "Mon, 02 Mar 2026 10:00:00 +0100",
        "Message-ID": f"<{number}@mail.example>",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }.items():
        made[name] = value
    made.set_content(text)
    return made


def box(*messages: bytes) -> bytes:
    line = b"From ana@mail.example Mon Mar  2 10:00:00 2026\n"
    return b"".join(line + one.replace(b"\nFrom ", b"\n>From ").rstrip(b"\n") + b"\n\n" for one in messages)


def test_a_message_is_a_post(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, message(In_Reply_To="<0@mail.example>").as_bytes(), "a.eml")
    assert out.quarantined == []
    (one,) = out.kind("post")
    assert (one["source_id"], one["platform"], one["author"]) == (
        "1@mail.example",
        "email",
        "ana1@mail.example",
    )
    assert one["posted_at"] == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert one["text"] == "Работа 1\n\nCome to Dubai, 07700 900123"
    assert one["reply_to"] == "0@mail.example"
    assert '"to": ["bo@other.example", "cy@other.example"]' in one["extra"]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_a_box_is_its_messages_each_with_its_bytes(tmp_path: Path, ends: bytes) -> None:
    sent = [message(n, f"one {n}\nFrom me to you\n\nlast").as_bytes() for n in range(1, 4)]
    data = box(*sent).replace(b"\n", ends)
    out = read_bytes(tmp_path, data, "box.mbox")
    assert out.ids("post") == ["1@mail.example", "2@mail.example", "3@mail.example"]
    assert [one["text"] for one in out.kind("post")][1] == "Работа 2\n\none 2\nFrom me to you\n\nlast"
    spans = [(one["byte_offset"], one["byte_length"]) for one in out.kind("post")]
    assert [start for start, _ in spans[1:]] == [start + length for start, length in spans[:-1]]
    assert raw_bytes(out.path, out.records[1]).startswith(b"From ana@mail.example")


def test_pages_are_read_when_there_is_no_plain_text_and_attachments_are_named(tmp_path: Path) -> None:
    made = message(text="")
    made.clear_content()
    made.set_content("<p>Work in <a href='https://jobs.example/1'>Doha</a></p>", subtype="html")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="contract.pdf")
    out = read_bytes(tmp_path, made.as_bytes(), "a.eml")
    (one,) = out.kind("post")
    assert one["text"] == "Работа 1\n\nWork in Doha"
    assert one["links"] == "https://jobs.example/1"
    assert [entry.reason for entry in out.noted] == ["attachments that are not read: contract.pdf"]


def test_what_is_odd_costs_little(tmp_path: Path) -> None:
    strange = b"From: x@y.example\nTo: z@y.example\nDate: soon\nSubject: =?none?q?=41?=\n"
    out = read_bytes(
        tmp_path, strange + b"Content-Type: text/plain; charset=none\n\n\xd0\xb4\xd0\xb0\n", "a.eml"
    )
    (one,) = out.kind("post")
    assert (one["source_id"], one["posted_at"]) == ("a.eml#1", None)
    assert one["text"].endswith("да")
    assert '"date": "soon"' in one["extra"]


def test_a_message_that_is_too_long_is_set_aside_and_its_neighbours_are_read(tmp_path: Path) -> None:
    data = box(message(1).as_bytes(), message(2, "word " * 300_000).as_bytes(), message(3).as_bytes())
    out = read_bytes(tmp_path, data, "box.mbox", settings=Settings(max_line_mb=1))
    assert out.ids("post") == ["1@mail.example", "3@mail.example"]
    (entry,) = out.lost
    assert "more than 1 MiB" in entry.reason
    assert data[entry.offset :].startswith(b"From ana")
    assert data[entry.offset + entry.length :].startswith(b"From ana")


@pytest.mark.parametrize(
    "text",
    [
        "From: here to there, a long way\n\nand back",
        "From the desk of nobody\nto: all\n\nhello",
        "Note: one\nDate: two\n\nthree",
        "from,to,date\na,b,c\n",
    ],
)
def test_other_texts_are_no_mail(tmp_path: Path, text: str) -> None:
    assert read_bytes(tmp_path, text.encode(), "a.txt").ids("post") == []


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
