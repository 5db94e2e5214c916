"""RDAP answers (RFC 9083) of a domain registry, as they are saved or as a crawler keeps them: a `domain` record each.

Read are the domain's name, the events `registration` and `reregistration` (the later is since when it is registered),
`last update of RDAP database` (when this was so) and the registrar's name. Who registered it is left out: a private
person's name and address are no matter of a look at a site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from manumit.base.kernel import parse_instant
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.rows import Draft, Found

NAME, VERSION = "rdap", "1"
LARGEST = 4 << 20
"""Bytes of a file of answers; a registry's answer has some kilobytes."""
MEDIA_TYPE = "application/rdap+json"
_CLASS = re.compile(r'"objectClassName"\s*:\s*"domain"')
_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[\s\ufeff]*")
_FIX = "Ask the registry again, or leave it out."


def claims(head: Head) -> bool:
    """A JSON object that says of itself what it is."""
    return (
        head.text.lstrip("\ufeff \t\r\n").startswith("{")
        and '"ldhName"' in head.text
        and bool(_CLASS.search(head.text))
    )


def read(leaf: Leaf) -> Iterator[Found]:
    """A draft an answer; several may follow each other."""
    data = leaf.whole(LARGEST)
    if data is None:
        yield leaf.doubt(
            0, leaf.consumed, f"RDAP answers of more than {LARGEST >> 20} MiB", "Split the file."
        )
        return
    leaf.saw("utf-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield leaf.doubt(error.start, len(data) - error.start, "not UTF-8, which JSON is", _FIX)
        return
    at = start = 0
    while (begin := _BLANK.match(text, at).end()) < len(text):  # type: ignore[union-attr]  # it matches nothing, too
        start += len(text[at:begin].encode())
        try:
            answer, at = _DECODER.raw_decode(text, begin)
        except (ValueError, RecursionError) as error:
            yield leaf.doubt(start, len(data) - start, f"not JSON ({error})", _FIX)
            return
        length = len(text[begin:at].encode())
        draft = drafted(answer, start, length)
        yield draft or leaf.doubt(start, length, "an RDAP answer without a domain's name", _FIX)
        start += length


def drafted(answer: object, offset: int, length: int, seen_at: str | None = None) -> Draft | None:
    """The record of one answer; None for what is no answer about a domain. `seen_at`: when it was fetched."""
    if not isinstance(answer, dict) or answer.get("objectClassName") != "domain":
        return None
    name = answer.get("unicodeName") or answer.get("ldhName")
    if not isinstance(name, str) or not name.strip("."):
        return None
    events = _events(answer.get("events"))
    registered = [events[action] for action in ("registration", "reregistration") if action in events]
    values = {
        "seen_at": seen_at or events.get("last update of rdap database"),
        "registered_at": max(registered, default=None),
        "registrar": _registrar(answer.get("entities")),
    }
    return Draft("domain", name.strip(".").lower(), offset, length, values)


def _events(told: object) -> dict[str, str]:
    """Action -> its latest date, those that can be read."""
    found: dict[str, str] = {}
    for event in told if isinstance(told, list) else ():
        if not isinstance(event, dict):
            continue
        action, date = event.get("eventAction"), event.get("eventDate")
        if isinstance(action, str) and isinstance(date, str):
            try:
                parse_instant(date)
            except (ValueError, OverflowError):
                continue
            found[action.lower()] = max(date, found.get(action.lower(), ""))
    return found


def _registrar(entities: Any) -> str | None:
    """The formatted name (`fn`) in the registrar's jCard (RFC 7095)."""
    for entity in entities if isinstance(entities, list) else ():
        roles = entity.get("roles") if isinstance(entity, dict) else None
        if not isinstance(roles, list) or "registrar" not in roles:
            continue
        card = entity.get("vcardArray")
        lines = card[1] if isinstance(card, list) and len(card) > 1 and isinstance(card[1], list) else ()
        for line in lines:
            if isinstance(line, list) and len(line) > 3 and line[0] == "fn" and isinstance(line[3], str):
                return line[3] or None
    return None
