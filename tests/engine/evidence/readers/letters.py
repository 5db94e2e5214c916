"""Messages and boxes of them for the tests of e-mail."""

from __future__ import annotations

from email.message import EmailMessage

FIELDS = b"To: bo@a.example\nDate: soon\n"
"""Two of the three fields by which a message is known; `From` is the third."""


def message(number: int = 1, text: str = "Come to Dubai, 07700 900123", **more: str) -> EmailMessage:
    """One that is sound; `more` are further fields."""
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
    """An mbox of messages."""
    line = b"From ana@mail.example Mon Mar  2 10:00:00 2026\n"
    return b"".join(line + one.replace(b"\nFrom ", b"\n>From ").rstrip(b"\n") + b"\n\n" for one in messages)
