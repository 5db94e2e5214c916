"""What sites say beside their text, from saved pages, a crawler's file and lists to ties and findings."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pyarrow.parquet as pq
import pytest

from manumit.engine.evidence import Workspace
from tests.engine.job.places import job

WORDS = (
    "We place cleaners, cooks and waiters on ships and in hotels on three seas. No experience is needed, we see to "
    "visas, tickets and rooms, and your first month is paid in advance. Our offices are open every day."
)
FORM = '<form action="https://collect.example/in.php?u=7" method="post"><input name="passport"></form>'
PAYEE = '<a href="https://paypal.me/seastaff2026">Pay for your place</a>'
SCRIPT = "<script>gtag('config', 'G-AB12CD34EF')</script>"
REAL, FALSE = "northstarhotels.example", "northstar-hote1s.example"


def html(url: str, title: str, phone: str, words: str = WORDS, more: str = SCRIPT + PAYEE + FORM) -> str:
    """A page as a browser saves it."""
    return (
        f'<!doctype html><html><head><title>{title}</title><link rel="canonical" href="{url}"></head><body>'
        f'<h1>{title}</h1><p>{words}</p><p>Call {phone}</p><img src="/img/3fa9c2d4e1.jpg">{more}</body></html>'
    )


def fetched(url: str, typ: str, body: str) -> bytes:
    """One record of a crawler's file."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {typ}\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


def answer(name: str, since: str) -> str:
    """A registry's answer."""
    event = {"eventAction": "registration", "eventDate": since}
    return json.dumps({"objectClassName": "domain", "ldhName": name, "events": [event]})


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A mixed folder, run as a user would."""
    home = tmp_path_factory.mktemp("sites")
    folder = home / "input"
    folder.mkdir()
    for name, number in (("blue-anchor", 1), ("grand-voyage", 2)):
        page = html(f"https://{name}.example/about", name, f"+44 7700 90021{number}")
        (folder / f"{name}.html").write_text(page)
    careers = html(
        f"https://{FALSE}/careers", "Careers", "+44 7700 900214", "Room staff wanted, send your papers.", ""
    )
    (folder / "crawl.warc.gz").write_bytes(
        fetched(
            "https://sea-staff.example/",
            "text/html",
            html("https://sea-staff.example/", "Sea", "+44 7700 900213"),
        )
        + fetched(f"https://{FALSE}/careers", "text/html", careers)
        + fetched(
            f"https://rdap.example/domain/{FALSE}",
            "application/rdap+json",
            answer(FALSE, "2026-02-11T00:00:00Z"),
        )
    )
    (folder / "employers.csv").write_text(
        f"domain,employer,registered_at\n{REAL},Northstar Hotels,2004-04-01\n"
    )
    (folder / "offers.csv").write_text(
        "offer_id,posted_at,source,employer,title,text,location\n"
        f"o1,2026-03-02T12:00:00Z,jobs.example,Northstar Hotels,Maid,Write to hr@{FALSE} or +44 7700 900214,Leeds\n"
        f"o2,2026-03-03T12:00:00Z,jobs.example,Northstar Hotels,Cook,CV to hr@{REAL},York\n"
    )  # fmt: skip
    made = job(folder, home / "w")
    assert (made.read.quarantined, dict(made.read.records)) == (0, {"page": 4, "domain": 2, "offer": 2})
    return Workspace.open(home / "w")


def rows(workspace: Workspace, table: str) -> list[dict[str, Any]]:
    """A derived table."""
    found: list[dict[str, Any]] = pq.read_table(workspace.derived(table)).to_pylist()
    return found


def finding(workspace: Workspace, flag: str) -> dict[str, Any]:
    """The one finding of a flag."""
    (one,) = [row for row in rows(workspace, "finding") if row["indicator"] == flag]
    return {**one, "facts": json.loads(one["facts"]), "members": {m["entity"] for m in one["members"]}}


def phones(*numbers: int) -> set[str]:
    """Contacts of the scene."""
    return {f"phone:+44770090021{number}" for number in numbers}


def test_one_account_behind_three_sites(workspace: Workspace) -> None:
    found = finding(workspace, "shared_site_id")
    assert found["sentence"] == (
        "3 sites that name different contacts are paid through one account and send their forms to one place and "
        "carry one account's id."
    )
    assert found["facts"]["ids"] == 3
    assert phones(1, 2, 3) <= found["members"]
    assert "site:northstar-hote1s.example" not in found["members"]


def test_one_page_on_three_sites(workspace: Workspace) -> None:
    found = finding(workspace, "copied_site")
    assert (found["facts"]["sites"], len(found["evidence"])) == (3, 3)
    assert phones(1, 2, 3) <= found["members"]


def test_one_picture_beside_four_numbers(workspace: Workspace) -> None:
    found = finding(workspace, "shared_picture")
    assert found["subject"] == "picture:3fa9c2d4e1"
    assert phones(1, 2, 3, 4) <= found["members"]


def test_an_employer_is_imitated_by_a_new_site(workspace: Workspace) -> None:
    found = finding(workspace, "look_alike_site")
    assert found["sentence"] == (
        f"2 records name {FALSE}, which looks like {REAL}, the site of Northstar Hotels (letters that look alike, "
        "a hyphen more or less) and was registered 19 days before it was seen."
    )
    assert phones(4) <= found["members"]
    assert len(found["evidence"]) == 4, "page, offer, the list's line and the registry's answer"
    assert found["strength"] > 0.8


def test_contacts_are_tied_through_what_their_sites_share(workspace: Workspace) -> None:
    ties = {(row["a"], row["word"], row["b"]): row["probability"] for row in rows(workspace, "tie")}
    for number, site in ((1, "blue-anchor"), (2, "grand-voyage"), (3, "sea-staff")):
        assert ties[f"phone:+44770090021{number}", "reached at the site", f"site:{site}.example"] > 0.5
        assert ties[f"site:{site}.example", "pays into", "id:paypal-me:seastaff2026"] > 0.7
        assert ties[f"site:{site}.example", "carries the id", "id:google-analytics:G-AB12CD34EF"] > 0.5
        assert ties[f"site:{site}.example", "sends its form to", "form:collect.example/in.php?u=7"] > 0.5
