"""Which columns of which records are read for mentions, and how a record's region is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A record kind: `texts` are searched, `cells` hold one identifier each (column -> kind), `country` and `places`
    tell the region its national numbers are read in; `filter` is SQL that leaves out rows not worth reading."""

    texts: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    country: str = ""
    places: tuple[str, ...] = ()
    filter: str = ""

    def columns(self) -> list[str]:
        """The columns to read, each once."""
        country = (self.country,) if self.country else ()
        platform = ("platform",) if ("author", "author") in self.cells else ()
        return list(
            dict.fromkeys([*self.texts, *platform, *(cell for cell, _ in self.cells), *country, *self.places])
        )


_MEMO_WORTH = (
    r"regexp_matches(memo, '(\d\D{0,3}){7}') OR contains(memo, '@')"
    r" OR regexp_matches(memo, '[A-Za-z0-9]{26}')"
    r" OR regexp_matches(lower(memo), '(whatsapp|telegram|insta|snap|wechat)')"
)

SOURCES: dict[str, Source] = {
    "ad": Source(("title", "text", "url"), (("contact", "contact"),), places=("location",)),
    "post": Source(("text", "links"), (("author", "author"),)),
    "offer": Source(("title", "text"), (("contact", "contact"),), "country", ("location",)),
    "page": Source(("title", "text", "links"), (("contact", "contact"),)),
    "report": Source(("text",), country="country", places=("location",)),
    "missing_person": Source(("description",), (("name", "name"),), places=("last_seen_place",)),
    "sighting": Source(("description",), places=("place",)),
    "account": Source(
        (), (("phone", "phone"), ("email", "email"), ("holder_name", "name")), "country", ("city",)
    ),
    "booking": Source(
        (),
        (
            ("contact_phone", "phone"),
            ("contact_email", "email"),
            ("document", "document"),
            ("passenger_name", "name"),
        ),
        places=("origin",),
    ),
    "payment": Source(("memo",), country="country", places=("city",), filter=_MEMO_WORTH),
}
