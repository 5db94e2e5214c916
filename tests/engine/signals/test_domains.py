"""Registrable names of addresses, and names that imitate others."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.look_alikes import measure
from manumit.engine.signals import look_alike, site_of
from manumit.engine.signals.typing_slips import slips

KNOWN = (
    "barclane.example",
    "hilton.example",
    "cargomaster.example",
    "sea-line.co.uk",
    "kuro.test",
    "dpworld.example",
)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.jobs.acme.co.uk/x?y#z", "acme.co.uk"),
        ("acme.example", "acme.example"),
        ("HTTP://Acme.EXAMPLE:8080", "acme.example"),
        ("//user:pass@cdn.acme.com.br/", "acme.com.br"),
        ("https://a.b.acme.or.th", "acme.or.th"),
        ("acme.io", "acme.io"),
        ("shop.acme.de", "acme.de"),
        ("blog.de", "blog.de"),
        ("co.uk", "co.uk"),
        ("www.com", "www.com"),
        ("https://someone.github.io/page", "someone.github.io"),
        ("a.someone.blogspot.com", "someone.blogspot.com"),
        ("http://192.0.2.7:80/x", "192.0.2.7"),
        ("http://[2001:db8::1]/x", "[2001:db8::1]"),
        ("localhost", "localhost"),
        ("https://xn--mnchen-3ya.example/", "münchen.example"),
        ("a。b.example", "b.example"),
        ("acme.example.", "acme.example"),
        ("xn--\udc80.example", "xn--\udc80.example"),
        ("", ""),
        ("///", ""),
    ],
)
def test_sites(url: str, site: str) -> None:
    assert site_of(url) == site


@given(st.text(max_size=80))
def test_any_text_has_a_site_or_none(text: str) -> None:
    site = site_of(text)
    assert site_of(f"https://{site}/") == site or not site.isascii() or "@" in site or ":" in site


@pytest.mark.parametrize(
    ("domain", "known", "way"),
    [
        ("bаrclane.example", 0, "letters that look alike"),
        ("xn--brclane-2fg.example", 0, "letters that look alike"),
        ("barc1ane.example", 0, "letters that look alike"),
        ("carg0rnaster.example", 2, "letters that look alike"),
        ("barcalne.example", 0, "'la' swapped"),
        ("barclabe.example", 0, "'b' for 'n', a neighbouring key"),
        ("cargomastr.example", 2, "'e' left out"),
        ("cargommaster.example", 2, "'m' added"),
        ("cargo-master.example", 2, "a hyphen more or less"),
        ("sealine.co.uk", 3, "a hyphen more or less"),
        ("jobs-barclane.example", 0, "'jobs' added"),
        ("https://cargomastercareers.example/apply", 2, "'careers' added"),
        ("hilton-visa.test", 1, "'visa' added, another ending (.test)"),
        ("dpwor1d-careers.example", 5, "'careers' added, letters that look alike"),
        ("cargomaster.test", 2, "another ending (.test)"),
        ("barclane.example.login.test", 0, "its whole name stands before another site's"),
        ("sea-line-co-uk.test", 3, "its whole name stands before another site's"),
        ("www.empleo-barclane.test", 0, "'empleo' added, another ending (.test)"),
    ],
)  # fmt: skip
def test_imitations_are_told_with_their_way(domain: str, known: int, way: str) -> None:
    found = look_alike(domain, KNOWN)
    assert found is not None
    assert (found.known, found.way) == (KNOWN[known], way)
    assert 0.5 <= found.score < 1


@pytest.mark.parametrize(
    "domain",
    [
        "barclane.example", "jobs.barclane.example", "https://WWW.Barclane.example/jobs", "sea-line.co.uk",
        "careers.sea-line.co.uk", "milton.example", "halton.example", "kuto.test", "kuru.test", "muro.test", "kur.test",
        "jobs.example", "world.example", "master.example", "line.co.uk", "", "x", "co.uk", "192.0.2.1", "hotel.example",
    ],
)  # fmt: skip
def test_strangers_and_the_known_themselves_are_not(domain: str) -> None:
    assert look_alike(domain, KNOWN) is None


def test_longer_names_and_surer_ways_score_more() -> None:
    scores = [
        getattr(look_alike(f"{name}.example", [known]), "score", 0.0)
        for name, known in (
            ("cargomasterline-jobs", "cargomasterline.example"),
            ("hilton-jobs", "hilton.example"),
            ("kuro-jobs", "kuro.example"),
        )
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_generated_pairs() -> None:
    """The measurement of benchmarks/look_alikes.py, small: most imitations are told, few strangers are flagged."""
    result = measure(known=60, strangers=600, seed=3)
    assert result.recall > 0.8
    assert result.false_alarms < 0.02
    sure = measure(known=60, strangers=600, seed=4, least=0.9)
    assert sure.recall > 0.5
    assert sure.false_alarms < 0.005


@given(st.text("abcdé-1", min_size=1, max_size=12), st.text("abcdé-1", min_size=1, max_size=12))
def test_slips_are_found_both_ways(one: str, two: str) -> None:
    there, back = slips(one, two), slips(two, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert len(there.ways) == len(back.ways) <= 2


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_is_judged(domain: str, known: list[str]) -> None:
    found = look_alike(domain, known)
    assert found is None or 0.5 <= found.score <= 1


def test_long_labels_take_no_time() -> None:
    begun = time.process_time()
    for domain in ("a-" * 30 + "b", "jobs" * 400, "xn--" + "a" * 59, "1" * 63, "-" * 2000, "a." * 1000):
        look_alike(domain, KNOWN)
    assert time.process_time() - begun < 2
