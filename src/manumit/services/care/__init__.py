"""Care records: what a house knows of the people it helps, under their keys and with their consent.

`Book` is the store: everything about a person is changes, each sealed in the vault and committed to by the log; people
who edit apart meet in a visible conflict. `give_consent`, `refer`, `withdraw_consent`: nothing is passed on without
a consent, and it is called back when that ends. Health summaries are FHIR R4 (IPS), cases HTCDS; `make_card` makes what
a person may carry. Nothing here is ever an input of the engine. Other rooms come in here.
"""

from manumit.services.care.book import Book, Seen
from manumit.services.care.card import (
    CLAIMS,
    Card,
    CardKey,
    Drawn,
    PinnedKey,
    Told,
    card_key,
    draw,
    join_parts,
    make_card,
    new_code,
    open_card,
    present,
    read_pins,
    split_parts,
    verify_card,
)
from manumit.services.care.change import Change, parse_fields, show_time
from manumit.services.care.consents import (
    Recall,
    answer,
    give_consent,
    my_consents,
    package_of,
    recall_ended,
    refer,
    withdraw_consent,
)
from manumit.services.care.documents import attach, content_of
from manumit.services.care.erasing import (
    WAIT,
    Erased,
    ask_to_erase,
    erase,
    erase_asked,
    erased_on,
    take_back_erasing,
)
from manumit.services.care.fhir import bundle_of, consent_resource, provenance_resource
from manumit.services.care.health import document_of, fhir_faults, put_summary, read_summary
from manumit.services.care.history import History, leaf_places, verify_history
from manumit.services.care.house import FILE, VAULT
from manumit.services.care.htcds import Cases, cases_for, columns, read_cases, take_in, write_csv
from manumit.services.care.ips import compose, remarks
from manumit.services.care.joining import Joining, join, part
from manumit.services.care.looking import Look, looks
from manumit.services.care.merging import Merged, merge
from manumit.services.care.record import Record
from manumit.services.care.tree import Number, dump_tree, parse_tree
from manumit.services.care.versions import Field, Item, Version, history
from manumit.services.care.vocabulary import Kind, kinds

__all__ = [
    "CLAIMS",
    "FILE",
    "VAULT",
    "WAIT",
    "Book",
    "Card",
    "CardKey",
    "Cases",
    "Change",
    "Drawn",
    "Erased",
    "Field",
    "History",
    "Item",
    "Joining",
    "Kind",
    "Look",
    "Merged",
    "Number",
    "PinnedKey",
    "Recall",
    "Record",
    "Seen",
    "Told",
    "Version",
    "answer",
    "ask_to_erase",
    "attach",
    "bundle_of",
    "card_key",
    "cases_for",
    "columns",
    "compose",
    "consent_resource",
    "content_of",
    "document_of",
    "draw",
    "dump_tree",
    "erase",
    "erase_asked",
    "erased_on",
    "fhir_faults",
    "give_consent",
    "history",
    "join",
    "join_parts",
    "kinds",
    "leaf_places",
    "looks",
    "make_card",
    "merge",
    "my_consents",
    "new_code",
    "open_card",
    "package_of",
    "parse_fields",
    "parse_tree",
    "part",
    "present",
    "provenance_resource",
    "put_summary",
    "read_cases",
    "read_pins",
    "read_summary",
    "recall_ended",
    "refer",
    "remarks",
    "show_time",
    "split_parts",
    "take_back_erasing",
    "take_in",
    "verify_card",
    "verify_history",
    "withdraw_consent",
    "write_csv",
]
