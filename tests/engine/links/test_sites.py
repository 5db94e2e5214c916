"""What stands beside the text: sites, marks, real employers' sites and those that imitate them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import TableEngine
from manumit.engine.links.employers import label_of
from manumit.engine.links.sites import form_targets, own_site, picture, pictures
from tests.engine.links.tables import Row, linked, mention, record

WHEN = "2026-03-02T12:00:00"


def page(name: str, url: str, **columns: str) -> Row:
    """One page."""
    return record(name, WHEN, url=url, **columns)


def domain(name: str, **columns: Any) -> Row:
    """What is known of a domain."""
    return {**record(name, WHEN, **columns), "record_id": f"dom-{name}"}


def table(engine: TableEngine, columns: str, name: str) -> set[tuple[object, ...]]:
    """Rows of a link table."""
    return set(engine.rows(f"SELECT {columns} FROM {name}"))


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("img/3fa9c2d4e1.jpg", "3fa9c2d4e1"),
        ("https://cdn.example/w/3FA9C2D4E1-300x200.jpg?v=2", "3fa9c2d4e1"),
        ("/3fa9c2d4e1_thumb@2x.webp", "3fa9c2d4e1"),
        ("8c1f4be2-6a51-4d7e-9f0a-2b7d5c3e1a90.png", "8c1f4be26a514d7e9f0a2b7d5c3e1a90"),
        ("sha256:2C26B46B68FFC68FF99B453C1D304134", "2c26b46b68ffc68ff99b453c1d304134"),
        ("AB12cd34EF56gh78ij90.jpg", "ab12cd34ef56gh78ij90"),
        ("logo.png", ""), ("1.jpg", ""), ("IMG_20260301_120000123.jpg", ""), ("WhatsApp Image 2026-03-01.jpg", ""),
        ("img/deadbeefcafe.jpg", ""), ("placeholder-image-for-adverts.png", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_tells_a_picture_apart(reference: str, told: str) -> None:
    assert picture(reference) == told


def test_pictures_of_a_cell_however_it_is_written() -> None:
    for cell in (
        "a/3fa9c2d4e1.jpg;logo.png;3fa9c2d4e1.jpg",
        '["x/3fa9c2d4e1.jpg", "logo.png"]',
        "3fa9c2d4e1.jpg logo.png",
    ):
        assert pictures(cell) == ["3fa9c2d4e1"]


@given(st.text(max_size=60))
def test_any_cell_gives_clean_names(cell: str) -> None:
    for one in pictures(cell):
        assert one == one.lower()
        assert len(one) >= 8


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"action": "https://collect.example/in.php?u=7", "method": "post"}, ["collect.example/in.php?u=7"]),
        ({"action": "https://www.collect.example/", "method": "post"}, ["collect.example"]),
        ({"action": "https://collect.example/in.php", "method": "get"}, []),
        ({"action": "https://work.example/in.php", "method": "post"}, []),
        ({"action": "https://docs.google.com/forms/d/e/1FA/formResponse", "method": "post"}, []),
        ({"action": "https://www.paypal.com/cgi-bin/webscr", "method": "post"}, []),
        ({"action": "mailto:a@b.example", "method": "post"}, []),
        ({"action": "https://[bad", "method": "post"}, []),
        ({"action": 7, "method": "post"}, []),
        ("x", []),
    ],
)  # fmt: skip
def test_where_forms_are_posted(form: object, told: list[str]) -> None:
    assert form_targets(json.dumps([form]), "work.example") == told


@given(st.text(max_size=40))
def test_forms_that_are_no_json_say_nothing(forms: str) -> None:
    assert isinstance(form_targets(forms, ""), list)


def test_everybodys_services_are_nobodys_site() -> None:
    assert [
        own_site(one) for one in ("gmail.com", "mail.yahoo.co.uk", "https://t.me/x", "wa.me", "localhost")
    ] == [""] * 5
    assert own_site("https://jobs.acme.co.uk/x") == "acme.co.uk"


@pytest.mark.parametrize(
    ("employer", "label"),
    [("Orchard Farm, Ltd.", "orchardfarm"), ("The Station-Hotel GmbH", "stationhotel"), ("  ", ""), ("Ltd", "")],
)  # fmt: skip
def test_a_name_as_a_site_writes_it(employer: str, label: str) -> None:
    assert label_of(employer) == label


def test_sites_of_records(tmp_path: Path) -> None:
    pages = [
        page(
            "p1",
            "https://www.work.example/a",
            outgoing="https://x.far.example/1 https://far.example https://t.me/a",
        ),
        page("p2", "saved.html"),
    ]
    offers = [record("o1", WHEN)]
    said = [
        mention("o1", "offer", "email", "hr@jobs.farm.example"),
        mention("o1", "offer", "url", "http://board.example/7"),
        mention("p1", "page", "url", "http://other.example"),
        mention("o1", "offer", "email", "somebody@gmail.com"),
    ]
    with linked(tmp_path, said, page=pages, offer=offers) as engine:
        assert table(engine, "record_id, site, how, entity", "site") == {
            ("p1", "work.example", "own", None),
            ("p1", "far.example", "leads to", None),
            ("o1", "farm.example", "address", "email:hr@jobs.farm.example"),
            ("o1", "board.example", "link", None),
        }


def test_marks_tie_sites_and_contacts_until_everybody_has_them(tmp_path: Path) -> None:
    """Three sites with one payee; thirty with one platform's id, which ties nobody."""
    pages, said = [], []
    for n in range(30):
        ids = "paypal-button:QQ7WW8 google-analytics:UA-40125-1" if n < 3 else "google-analytics:UA-40125-1"
        pages.append(page(f"p{n}", f"https://s{n}.example/", site_ids=ids))
        said.append(mention(f"p{n}", "page", "phone", f"+4477009002{n:02}"))
    with linked(tmp_path, said, page=pages) as engine:
        reach = dict(engine.rows("SELECT entity, power FROM mark_reach"))
        ties = table(engine, "a, b, word", "tie")
    assert reach["id:paypal-button:QQ7WW8"] > 0.9
    assert reach["id:google-analytics:UA-40125-1"] < 0.05
    assert {(a, word) for a, b, word in ties if b == "id:paypal-button:QQ7WW8"} == {
        (f"site:s{n}.example", "pays into") for n in range(3)
    }
    assert not [tie for tie in ties if "UA-40125-1" in str(tie)]
    assert ("phone:+447700900200", "site:s0.example", "reached at the site") in ties


def test_pictures_tie_contacts_but_not_those_of_a_board(tmp_path: Path) -> None:
    """Adverts with one picture; the banner that is on all pages of a board says nothing."""
    ads = [record(f"a{n}", WHEN, images="img/3fa9c2d4e1.jpg", source="board.example") for n in range(3)]
    pages = [
        page(f"p{n}", f"https://board.example/{n}", images="https://board.example/77b0a2c9d8.png")
        for n in range(9)
    ]
    said = [mention(f"a{n}", "ad", "phone", f"+44770090020{n}") for n in range(3)]
    said += [mention(f"p{n}", "page", "phone", f"+44770090021{n}") for n in range(9)]
    with linked(tmp_path, said, ad=ads, page=pages) as engine:
        assert {row[0] for row in table(engine, "entity", "picture")} == {"picture:3fa9c2d4e1"}
        shown = {a for a, b, _ in table(engine, "a, b, word", "tie") if b == "picture:3fa9c2d4e1"}
    assert shown == {f"phone:+44770090020{n}" for n in range(3)}


def test_who_is_imitated(tmp_path: Path) -> None:
    """Known by a list, by a bank, by its name; the older of two like names is the real one."""
    offers = [
        record(f"o{n}", WHEN, employer=employer)
        for n, employer in enumerate(("Orchard Farm Ltd", "Harbour Jobs", None))
    ]
    accounts = [record("b1", WHEN, kind="business", holder_name="Marlow Shipping")]
    said = [
        mention("b1", "account", "email", "office@marlowshipping.example"),
        mention("o0", "offer", "email", "hr@northstarhote1s.example"),
        mention("o1", "offer", "email", "a@marlow-shipping.example"),
        mention("o1", "offer", "email", "a@harbourjobs.example"),
        mention("o2", "offer", "email", "a@harbourjobs.test"),
        mention("o2", "offer", "email", "a@harbour-jobs.example"),
        mention("o0", "offer", "email", "a@orchardfarm.example"),
        mention("o2", "offer", "email", "a@lakesidebakery.example"),
    ]
    domains = [
        domain("northstarhotels.example", employer="North Star Hotels"),
        domain("www.harbourjobs.example", registered_at=datetime(2001, 1, 1)),
        domain("harbourjobs.test", registered_at=datetime(2026, 1, 1)),
    ]
    with linked(tmp_path, said, offer=offers, account=accounts, domain=domains) as engine:
        assert table(engine, "site, known, employer, because", "look_alike") == {
            ("northstarhote1s.example", "northstarhotels.example", "North Star Hotels", "list"),
            ("marlow-shipping.example", "marlowshipping.example", "Marlow Shipping", "bank"),
            ("harbourjobs.test", "harbourjobs.example", "Harbour Jobs", "name"),
        }
        assert table(engine, "site, registered_at", "registration") == {
            ("harbourjobs.example", datetime(2001, 1, 1)),
            ("harbourjobs.test", datetime(2026, 1, 1)),
        }
