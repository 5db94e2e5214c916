"""The page: whole, quiet, readable without script or network, and not broken by what people write in adverts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.services.report import ReportMeta, masked, write_report
from manumit.services.report.markup import attribute, clean, text, value
from manumit.services.report.page import page_parts
from tests.services.report import long_samples, samples

VOID = {"meta", "br", "hr", "img", "input", "link"}
ASKS_NETWORK = {"src", "srcset", "action", "formaction", "poster", "data", "background", "xlink:href"}


class Outline(HTMLParser):
    """Tags with attributes; complains about what is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@pytest.fixture(scope="module")
def page() -> str:
    leads, sights = masked(*samples.everything())
    return "".join(page_parts(leads, sights, samples.meta()))


def test_tags_are_balanced_and_ids_unique(page: str) -> None:
    ids = Counter(str(a["id"]) for _, a in outline(page).tags if "id" in a)
    assert [name for name, times in ids.items() if times > 1] == []


def test_every_link_and_label_leads_somewhere(page: str) -> None:
    tags = outline(page).tags
    ids = {a["id"] for _, a in tags if "id" in a}
    wanted = {str(a["href"])[1:] for tag, a in tags if tag == "a"}
    wanted |= {part for _, a in tags for part in str(a.get("aria-labelledby") or "").split()}
    assert wanted - ids == set()
    assert all(str(a["href"]).startswith("#") for tag, a in tags if tag == "a")


def test_no_script_and_no_request(page: str) -> None:
    for tag, attrs in outline(page).tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "form", "img", "base"}
        assert not {
            name for name in attrs if name.startswith("on") or name in ASKS_NETWORK or name == "style"
        }
    assert "default-src 'none'" in page
    assert "url(http" not in page
    assert "@import" not in page


def test_it_can_be_read_aloud(page: str) -> None:
    tags = outline(page).tags
    names = Counter(tag for tag, _ in tags)
    assert names["main"] == names["h1"] == names["footer"] == 1
    assert names["header"] == 1 + 4
    heads = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(heads))
    assert all(a.get("scope") in {"row", "col"} for tag, a in tags if tag == "th")
    drawn = re.findall(r'<svg[^>]*role="img"[^>]*>(.{0,14})', page)
    assert drawn
    assert all(start.startswith("<title id=") for start in drawn)
    assert page.count("The same as text") == page.count("<figure")
    assert 'lang="en"' in page
    assert 'class="skip" href="#leads"' in page


def test_what_a_reader_must_find(page: str) -> None:
    for words in (
        "A lead is a question, never a verdict",
        "28,110 records",
        "7 pieces that could not be read",
        "of 100 leads like this, about 81 were real (between",
        "Why",
        "Against",
        "What would change this",
        "possible victims are masked",
        "This is a made-up world",
        "sha256",
        "(UTC+01:00)",
        "possibly",
        "FinCEN FIN-2020-A008 (2020)",
        "0.66 to 0.81",
    ):
        assert words in page, words
    assert "target" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL).lower()


def test_the_purpose_is_said_when_people_are_shown(tmp_path: Path) -> None:
    path = write_report(
        tmp_path / "r.html", *samples.everything(), samples.meta("case 12, safeguarding visit")
    )
    assert "shown unmasked for: <bdi>case 12, safeguarding visit</bdi>" in path.read_text("utf-8")


def test_no_lead_and_nothing_known_is_a_page_too() -> None:
    meta = ReportMeta("empty", samples.meta().made_at)
    page = "".join(page_parts([], {}, meta))
    outline(page)
    assert "No lead was found" in page
    assert "Everything could be read" in page


def test_a_lead_without_sights_members_or_findings_is_a_page_too() -> None:
    lead = replace(long_samples.labour()[0], members=(), findings=(), counter=(), records=(), ties=())
    outline("".join(page_parts([lead], {}, samples.meta())))
    outline("".join(page_parts([long_samples.labour()[0]], {}, samples.meta())))


def test_the_same_leads_make_the_same_page(page: str) -> None:
    leads, sights = masked(*samples.everything())
    assert "".join(page_parts(leads, sights, samples.meta())) == page


def test_a_report_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Iterator[str]:
        yield "half"
        raise OSError("disk is full")

    monkeypatch.setattr("manumit.services.report.page.page_parts", broken)
    with pytest.raises(OSError, match="disk is full"):
        write_report(tmp_path / "r.html", [], {}, samples.meta())
    assert list(tmp_path.iterdir()) == []


NASTY = st.sampled_from("<>&\"'`=\u202e\u2066\x00\x1b\u200f\ud800\ufffe/-]")
HOSTILE = st.text(st.one_of(NASTY, st.characters()), max_size=60)


@settings(max_examples=60)
@given(HOSTILE)
def test_any_text_stays_text(raw: str) -> None:
    for made in (text(raw), attribute(raw)):
        assert not set("<>\"'") & set(made)
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x1f\ud800-\udfff]", made)
    made = f'<p title="{attribute(raw)}">{value(raw)}</p>'
    assert [tag for tag, _ in outline(made).tags] == ["p", "bdi"]


@settings(max_examples=15)
@given(HOSTILE)
def test_hostile_text_in_every_place_breaks_no_page(raw: str) -> None:
    lead, sights = samples.forced_crime()
    lead = replace(
        lead,
        says=raw,
        lead_id=raw or "x",
        exploitation=raw,
        members=tuple(replace(m, why=raw, role=raw, kind=raw) for m in lead.members),
        findings=tuple(
            replace(f, says=raw, family=raw, source=raw, start=raw, indicator=raw) for f in lead.findings
        ),
        counter=tuple(replace(c, says=raw) for c in lead.counter),
        ties=tuple((a, b, raw, p) for a, b, _, p in lead.ties),
    )
    sights = {
        k: replace(
            s, kind=raw, source_id=raw, place=raw, summary=raw, cited=raw, file=raw, sha256=raw, tlp=raw
        )
        for k, s in sights.items()
    }
    meta = replace(
        samples.meta(raw),
        workspace=raw,
        version=raw,
        sources=(raw,),
        quarantine={raw: 1},
        notes=(raw,),
        records={raw: 3},
        handling=raw,
    )
    page = "".join(page_parts([lead], sights, meta))
    tags = outline(page).tags
    assert not [a for _, a in tags if any(name.startswith("on") for name in a)]
    assert "script" not in {tag for tag, _ in tags}


def test_long_and_stacked_text_is_cut() -> None:
    assert len(clean("W" * 9000, 100)) == 100
    assert clean("Z" + "\u0301" * 50) == "Z" + "\u0301" * 4
    assert clean("a\u202eb\x1bc\x07\nd") == "a�b�c� d"
