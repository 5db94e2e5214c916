"""E-mail: single messages and boxes of them, sound and broken."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from manumit.base.kernel import Settings
from manumit.engine.evidence import raw_bytes
from manumit.engine.evidence.readers import webpage
from tests.engine.evidence.aids import read_bytes
from tests.engine.evidence.readers.letters import FIELDS, box, message


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


@pytest.mark.parametrize(
    ("coded", "author"),
    [
        (b"=?utf-8?q?Smith=2C_John?= <j@x.example>", "j@x.example"),
        (b"=?utf-8?q?boss=40bank.example=2C?= <j@x.example>", "j@x.example"),
        (b"=?utf-8?q?boss@bank.example?= <j@x.example>", "j@x.example"),
        (b"=?utf-8?b?Ym9zc0BiYW5rLmV4YW1wbGU=?= (a@b, <J@x.example>)", None),
        (b"boss, j@x.example", "j@x.example"),
        (b"j@x.example " + b"(" * 5_000, None),
    ],
)
def test_an_author_is_an_address_and_no_name(tmp_path: Path, coded: bytes, author: str | None) -> None:
    (one,) = read_bytes(tmp_path, b"From: " + coded + b"\n" + FIELDS + b"\nx", "a.eml").kind("post")
    assert one["author"] == author


@pytest.mark.parametrize(
    ("subject", "charset", "shown"),
    [
        ("Работа".encode(), b"windows-1251", "Работа"),
        ("Работа".encode("cp1251"), b"windows-1251", "Работа"),
        ("Café".encode("latin-1"), b"none", "Café"),
        (b"=?utf-8?b?0KDQsNCx0L4=?= =?UTF-8?B?0YLQsA==?= 1", b"utf-8", "Работа 1"),
        (b"=?utf-8?b?0KDQsNCx0L7R?=\n =?utf-8?b?gtCw?=", b"utf-8", "Работа"),
        (b"=?utf-7?q?+AEE-?= =?punycode?q?a-b?= =?utf-8?b?A?= =?a?x?b?=", b"utf-8",
         "+AEE-a-b =?utf-8?b?A?= =?a?x?b?="),
    ],
)  # fmt: skip
def test_a_subject_is_shown_as_it_was_meant(
    tmp_path: Path, subject: bytes, charset: bytes, shown: str
) -> None:
    data = b"From: a@a.example\n" + FIELDS + b"Content-Type: text/plain; charset=" + charset
    (one,) = read_bytes(tmp_path, data + b"\nSubject: " + subject + b"\n\nx", "a.eml").kind("post")
    assert one["text"] == f"{shown}\n\nx"


@pytest.mark.parametrize("charset", ["utf-7", "punycode", "idna", "raw_unicode_escape", "base64", "rot13"])
def test_no_charset_stands_for_other_text_than_is_there(tmp_path: Path, charset: str) -> None:
    data = b"From: a@a.example\n" + FIELDS + f"Content-Type: text/plain; charset={charset}\n".encode()
    (one,) = read_bytes(tmp_path, data + b"\n+AEE- \\u0041 a-b", "a.eml").kind("post")
    assert one["text"] == "+AEE- \\u0041 a-b"


@pytest.mark.parametrize("above", [b"X-Spam_score: 1\n", b"\n\r\n", b"\xef\xbb\xbf", b"A/b!: c\n"])
def test_odd_names_and_empty_lines_above_are_no_matter(tmp_path: Path, above: bytes) -> None:
    data = above + message().as_bytes()
    out = read_bytes(tmp_path, data, "a.eml")
    assert (out.ids("post"), out.raw(out.records[0])) == (["1@mail.example"], data)
    assert read_bytes(tmp_path, b"\n\n" + box(message().as_bytes()), "b").ids("post") == ["1@mail.example"]


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-be"])
def test_utf_16_is_no_mail(tmp_path: Path, coding: str) -> None:
    out = read_bytes(tmp_path, message().as_string().encode(coding), "a.eml")
    assert out.ids("post") == []


def parts(kind: str, *inside: str) -> str:
    edge = kind[:3]
    return f"Content-Type: multipart/{kind}; boundary={edge}\n\n" + "".join(
        f"--{edge}\n{one}\n" for one in (*inside, "")
    ).replace(f"--{edge}\n\n", f"--{edge}--\n")


HTML, PLAIN = "Content-Type: text/html\n\n<p>page <a href=http://a.example>", "Content-Type: text/plain\n\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (parts("alternative", PLAIN + "words", HTML), "words"),
        (parts("alternative", PLAIN + "words", parts("related", HTML)), "words"),
        (parts("alternative", PLAIN + " \n", HTML), "page"),
        (parts("mixed", HTML, PLAIN + "footer"), "page\nfooter"),
        (parts("mixed", parts("alternative", PLAIN + "words", HTML), HTML), "words\npage"),
    ],
)
def test_a_page_is_left_out_only_where_plain_text_says_the_same(tmp_path: Path, body: str, text: str) -> None:
    data = b"From: a@a.example\n" + FIELDS + body.encode()
    (one,) = read_bytes(tmp_path, data, "a.eml").kind("post")
    assert (one["text"], one["links"]) == (text, "http://a.example")


def test_a_message_in_a_message_is_an_attachment(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(message(2, "other words"))
    out = read_bytes(tmp_path, made.as_bytes(), "a.eml")
    assert [one["text"] for one in out.kind("post")] == ["Работа 1\n\nCome to Dubai, 07700 900123"]
    assert [entry.reason for entry in out.noted] == ["attachments that are not read: message/rfc822"]


def test_a_bomb_in_a_page_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "MOST_TAGS", 50)
    out = read_bytes(tmp_path, b"From: a@a.example\n" + FIELDS + HTML.encode() + b"<b>" * 60, "a.eml")
    assert [(entry.kept, entry.reason) for entry in out.noted] == [
        (True, "a page of more than 50 tags (an HTML bomb?)")
    ]
    assert out.kind("post")[0]["text"] == "page"


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
        "From: officer\nTo: unit\nDate: yesterday\n\nNothing new.",
    ],
)
def test_other_texts_are_no_mail(tmp_path: Path, text: str) -> None:
    assert read_bytes(tmp_path, text.encode(), "a.txt").ids("post") == []
