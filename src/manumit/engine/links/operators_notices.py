"""What is known of adverts besides their words, in columns: contacts, pictures, names, place, time, price, style."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from math import log, nan
from typing import TYPE_CHECKING, Any

from manumit.engine.links.spool import Spool
from manumit.engine.links.style import Span, hidden, number_format, proper_words, skeleton
from manumit.engine.signals import Mention

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONTACTS = frozenset(("phone", "email", "handle", "wallet", "iban", "url"))
LEAST_CONFIDENCE = 0.5
"""Of contacts but phones: a number in two adverts ties them whether or not it can be dialled."""
_ROW = re.compile(
    r"[0-9](?<![\d.,]\d)(?:(?<=\+\d)|(?!(?:(?<=1)9|(?<=2)0)\d\d[-./]))"
    r"(?:[ .\-/()]{0,2}\d){8,14}(?![\d,])",
    re.ASCII,
)
"""Nine digits or more that begin with no date; where no mention covers them they are compared as phones are."""
_MOST = 16  # values of a sort that one advert shows; a list of fifty numbers is a directory


class Column:
    """Values by advert, several or none each."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._owner, self._value = array("i"), array("i")

    def add(self, owner: int, values: Iterable[str]) -> None:
        """Note what advert number `owner` shows."""
        several = set(values)
        for value in several if len(several) <= _MOST else sorted(several)[:_MOST]:
            self._owner.append(owner)
            self._value.append(self._known.setdefault(value, len(self._known)))

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(advert, value) of everything noted, values numbered in their own order and not in that of the adverts."""
        import numpy as np

        rank = np.zeros(len(self._known), np.int64)
        rank[[self._known[value] for value in sorted(self._known)]] = np.arange(len(rank))
        return np.array(self._owner, np.int64), rank[np.array(self._value, np.int64)]

    def named(self) -> tuple[NDArray[np.int64], NDArray[np.int64], list[str]]:
        """(advert, value) of everything noted as it came, and the values by number."""
        import numpy as np

        return np.array(self._owner, np.int64), np.array(self._value, np.int64), list(self._known)


@dataclass(slots=True)
class Notices:
    """Adverts as they came. `contact`, `picture`, `name`, `form`: what they show; `place`, `site`: one number each, -1
    for none; `day` since 1970 in UTC and `price` as a logarithm, not a number when unknown."""

    ids: list[str] = field(default_factory=list)
    contact: Column = field(default_factory=Column)
    picture: Column = field(default_factory=Column)
    name: Column = field(default_factory=Column)
    form: Column = field(default_factory=Column)
    place: array[int] = field(default_factory=lambda: array("q"))
    site: array[int] = field(default_factory=lambda: array("q"))
    day: array[float] = field(default_factory=lambda: array("d"))
    price: array[float] = field(default_factory=lambda: array("d"))
    skeletons: Spool = field(default_factory=Spool)
    _named: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, ad_id: str, columns: Mapping[str, Any], mentions: Iterable[Mention] = ()) -> None:
        """Note one advert: its columns as records have them (`title`, `text`, `source`, `posted_at`, `location`,
        `price`, `images` ...; missing ones allowed) and the mentions found in it."""
        at = len(self.ids)
        self.ids.append(ad_id)
        title, text = columns.get("title") or "", columns.get("text") or ""
        contacts, forms, names, places, prices = [], [], [], [], []
        spans: dict[str, list[Span]] = {"title": [], "text": [], "contact": []}
        for one in mentions:
            kind = one.kind
            if one.field in spans:
                spans[one.field].append((one.start, one.end, kind))
            if kind == "phone":
                contacts.append(_phone(one.value))
                forms.append(_form(one, columns))
            elif kind in CONTACTS:
                if one.confidence >= LEAST_CONFIDENCE:
                    contacts.append(f"{kind}:{one.value}")
            elif kind == "price":
                prices.append(one.value)
            elif kind == "place":
                places.append(one.value.partition(",")[0].casefold())
            elif kind == "name":
                names += one.value.split()
        where = (columns.get("location") or next(iter(places), "")).partition(",")[0].strip().casefold()
        local = " ".join((where, *places)).split()
        for name in ("title", "text", "contact"):
            contacts += _rows(columns.get(name) or "", spans[name])
        self.contact.add(at, contacts)
        self.form.add(at, forms)
        self.picture.add(at, _pictures(columns.get("images")))
        words = proper_words(title, text).union(names)
        self.name.add(at, {word for word in words if word.casefold() not in local})
        self.place.append(self._number("place", where))
        self.site.append(self._number("site", (columns.get("source") or "").strip().casefold()))
        moment = columns.get("posted_at") or columns.get("observed_at")
        self.day.append(moment.timestamp() / 86_400 if moment is not None else nan)
        self.price.append(_price(columns, prices))
        self.skeletons.append(skeleton(hidden(title, spans["title"]), hidden(text, spans["text"])))

    def named(self, sort: str) -> dict[int, str]:
        """Places or sites by their number."""
        return {number: value for (one, value), number in self._named.items() if one == sort}

    def _number(self, sort: str, value: str) -> int:
        return self._named.setdefault((sort, value), len(self._named)) if value else -1


def _rows(text: str, spans: list[Span]) -> list[str]:
    """Rows of digits that no mention covers, as phones are compared."""
    found = []
    left = sorted((start, end) for start, end, _ in spans)
    reached = list(accumulate((end for _, end in left), max))
    for row in _ROW.finditer(text):
        before = bisect_left(left, (row.end(),))
        if before and reached[before - 1] > row.start():
            continue
        digits = "".join(filter(str.isdigit, row[0]))
        abroad = text[max(0, row.start() - 1)] == "+" or digits.startswith("00")
        found.append(_phone(f"+{digits.lstrip('0')}" if abroad else f"+?{digits}"))
    return found


def _form(phone: Mention, columns: Mapping[str, Any]) -> str:
    """How a phone is written; a column that a form filled in is told from a text."""
    shown = number_format((columns.get(phone.field) or "")[phone.start : phone.end])
    return f"column {shown}" if phone.field == "contact" else shown


def _pictures(column: Any) -> set[str]:
    """Names or hashes of pictures: a list, or text with `;` or `,` between."""
    if not column:
        return set()
    names = column if isinstance(column, list | tuple) else str(column).replace(",", ";").split(";")
    return {str(name).strip() for name in names if name is not None and str(name).strip()}


def _price(columns: Mapping[str, Any], prices: list[str]) -> float:
    """log of the price asked in whole units, of the column or else the first price in the text."""
    asked = columns.get("price")
    if asked is not None:
        amount = float(asked) / 10 ** int(columns.get("price_exponent") or 0)
    else:
        shown = prices[0].rpartition(" ")[2] if prices else ""
        amount = float(shown) if shown.replace(".", "", 1).isdigit() else 0.0
    return log(amount) if amount > 0 else nan


@cache
def _calling_codes() -> frozenset[str]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return frozenset(map(str, COUNTRY_CODE_TO_REGION_CODE))


@lru_cache(maxsize=1 << 16)
def _phone(value: str) -> str:
    """A phone as it is compared: without its country's code and leading zeros, so that 0639 98 00 01 in an advert from
    Halifax and +33 6 39 98 00 01 in one from Lille are one number."""
    digits = value.lstrip("+?")
    if not value.startswith("+?") or (len(digits) > 10 and digits[0] != "0"):
        codes = _calling_codes()
        digits = next((digits[n:] for n in (1, 2, 3) if digits[:n] in codes), digits)
    return f"phone:{digits.lstrip('0') or digits}"
