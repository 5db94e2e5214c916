"""Parts of an e-mail (RFC 2046): the text that its sender wrote, the links of its pages, names of what is attached."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message

from manumit.engine.evidence.readers.mail_fields import LONGEST_FIELD, decoded, plain
from manumit.engine.evidence.readers.webpage import Page

_KIND = re.compile(
    rb"(?:^|[\r\n])content-(type|disposition):([^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*)", re.I
)
_MOST_BOUNDARIES = 20
"""Kinds of boundaries of a message; every line is compared with all that are open."""
_MOST_PARAMETERS = 64
"""Of a field; Python's parser copies the rest of the field for each."""
_QUOTED = re.compile(r"^>(>*From )", re.MULTILINE)


def refusal(data: bytes) -> str:
    """Why a message would take Python's parser too long; empty when it would not."""
    boundaries = 0
    for name, value in _KIND.findall(data):
        if len(value) > LONGEST_FIELD or value.count(b";") > _MOST_PARAMETERS:
            return (
                f"a message with a field Content-{name.decode().title()} of more than {LONGEST_FIELD:,} characters "
                f"or {_MOST_PARAMETERS} parameters"
            )
        boundaries += b"boundary" in value.lower()
    if boundaries > _MOST_BOUNDARIES:
        return f"a message of more than {_MOST_BOUNDARIES} parts that have parts"
    return ""


@dataclass(slots=True)
class Parts:
    """What was taken so far. `bomb` says why the reading of a page was broken off."""

    texts: list[str] = field(default_factory=list)
    links: dict[str, None] = field(default_factory=dict)
    attached: list[str] = field(default_factory=list)
    bomb: str = ""

    def take(self, part: Message, told: bool = False) -> None:
        """Take a part and what lies in it, in order; a message in a message is an attachment, for others wrote it.
        `told`: the same is said in plain text beside it, so that pages give only their links."""
        kind = part.get_content_type()
        if part.is_multipart() and part.get_content_maintype() != "message":
            inside = [one for one in part.get_payload() if isinstance(one, Message)]
            told = told or (kind == "multipart/alternative" and any(map(_says, inside)))
            for one in inside:
                self.take(one, told)
        elif part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
            self.attached.append(plain(part.get_filename() or kind))
        elif kind == "text/plain":
            self.texts.append(_QUOTED.sub(r"\1", _text(part)))
        else:
            page = Page()
            page.read(_text(part))
            self.links.update(dict.fromkeys(page.links))
            self.bomb = self.bomb or page.bomb
            self.texts += [] if told else [page.text()]

    def text(self) -> str:
        """All texts below each other."""
        return "\n".join(filter(str.strip, self.texts)).replace("\r\n", "\n").strip()


def _says(part: Message) -> bool:
    return (
        part.get_content_type() == "text/plain"
        and part.get_content_disposition() != "attachment"
        and bool(_text(part).strip())
    )


def _text(part: Message) -> str:
    """The text of a part; a charset that is none is read as UTF-8, else as Latin-1."""
    data = part.get_payload(decode=True)
    return decoded(data if isinstance(data, bytes) else b"", part.get_content_charset() or "")
