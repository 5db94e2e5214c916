"""What a page holds beside its text."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.evidence.readers.page_facts import LONGEST_ADDRESS, MOST_ADDRESSES, _addresses, absolute
from tests.engine.evidence.aids import read_bytes

HEAD = '<html><head><link rel="canonical" href="https://work.example/a/b.html">'


def page(folder: Path, body: str, head: str = HEAD) -> dict[str, Any]:
    """The columns of one page."""
    out = read_bytes(folder, f"{head}{body}".encode())
    assert out.quarantined == []
    return dict(out.kind("page")[0])


def test_where_it_leads(tmp_path: Path) -> None:
    body = (
        '<a href="/home">in</a><a href="https://www.work.example/x">in</a><a href="//pay.example/go#top">out</a>'
        '<a href="HTTPS://T.example/a b">out</a><a href="https://t.example/A%20b">out</a><a href="#x">in</a>'
        '<a href="tel:+15550100">t</a><a href="javascript:x()">j</a><a href="http://[bad">bad</a>'
    )
    one = page(tmp_path, body)
    assert one["canonical"] == "https://work.example/a/b.html"
    assert one["outgoing"].split() == [
        "https://pay.example/go",
        "https://T.example/a%20b",
        "https://t.example/A%20b",
    ]


def test_images_are_absolute(tmp_path: Path) -> None:
    body = (
        '<base href="/pics/"><meta property="og:image" content="https://cdn.example/o.jpg"><img src="a.jpg">'
        '<img data-src="b.jpg" src="data:image/gif;base64,R0lGOD"><img srcset="c.jpg 1x, d.jpg 2x"><img src="a.jpg">'
    )
    assert page(tmp_path, body)["images"].split() == [
        "https://cdn.example/o.jpg",
        "https://work.example/pics/a.jpg",
        "https://work.example/pics/b.jpg",
        "https://work.example/pics/c.jpg",
    ]


def test_without_an_address_only_whole_ones_are_kept(tmp_path: Path) -> None:
    one = page(tmp_path, '<img src="a.jpg"><img src="https://c.example/a.jpg"><a href="/x">x</a>', "<html>")
    assert (one["images"], one["outgoing"], one["canonical"]) == ("https://c.example/a.jpg", None, None)


def test_forms(tmp_path: Path) -> None:
    body = (
        '<form action="send.php" method="POST"><input name="passport_no"><input type="hidden" id="h">'
        '<select name="country"></select><textarea name="about"></textarea><button name="go">x</button></form>'
        '<input name="outside"><form><input name="q"></form>'
    )
    assert json.loads(page(tmp_path, body)["forms"]) == [
        {
            "action": "https://work.example/a/send.php",
            "method": "post",
            "fields": ["passport_no", "h", "country", "about", "go"],
        },
        {"action": "https://work.example/a/b.html", "method": "get", "fields": ["q"]},
    ]
    assert page(tmp_path, "<p>x</p>")["forms"] is None


@pytest.mark.parametrize(
    ("body", "widgets", "ids"),
    [
        ('<script src="https://js.stripe.com/v3/"></script>', "stripe", None),
        (
            '<script src="https://www.paypal.com/sdk/js?client-id=AbcdEFGH0123456789ij&currency=EUR"></script>',
            "paypal",
            "paypal-client:AbcdEFGH0123456789ij",
        ),
        (
            '<form action="//www.paypal.com/cgi-bin/webscr"><input name="hosted_button_id" value="QQ7WW8"></form>',
            "paypal",
            "paypal-button:QQ7WW8",
        ),
        (
            f'<stripe-buy-button publishable-key="pk_live_{"a1B2" * 10}"></stripe-buy-button>',
            "stripe",
            f"payment-key:pk_live_{'a1B2' * 10}",
        ),
        (f"<script>Stripe('pk_test_{'a1B2' * 10}')</script>", None, None),
        ('<div data-razorpay-button="x" data-key="rzp_live_Ab12Cd"></div>', "razorpay", None),
        ('<div data-key="rzp_live_Ab12Cd34Ef56Gh"></div>', None, "razorpay-key:rzp_live_Ab12Cd34Ef56Gh"),
        ('<input autocomplete="cc-number"><input name="cvv">', "card-fields", None),
        ('<input name="company"><input name="card_holder_story">', None, None),
        ('<meta name="monetization" content="$pay.example/x">', "web-monetization", None),
        ('<a href="https://paypal.me/Some.One/20">pay</a>', "paypal", "paypal-me:some.one"),
        ('<a href="//cash.app/$Some1">pay</a>', "cash-app", "cash-app:$some1"),
        (
            '<a href="https://www.paypal.com/donate?business=&hosted_button_id=QQ7WW8">give</a>',
            "paypal",
            "paypal-button:QQ7WW8",
        ),
        ('<a href="https://buy.stripe.com/aB1cD2eF3gH4">pay</a>', "stripe", "stripe-link:aB1cD2eF3gH4"),
        ('<a href="https://ko-fi.com/home">give</a>', "ko-fi", None),
        ('<a href="https://ko-fi.com.evil.example/someone">give</a>', None, None),
        ('<a href="https://notpaypal.example/paypal.com">pay</a>', None, None),
        ('<form action="https://x.example"><input name="business" value="a@b.example"></form>', None, None),
    ],
)  # fmt: skip
def test_who_is_paid(tmp_path: Path, body: str, widgets: str | None, ids: str | None) -> None:
    one = page(tmp_path, body)
    assert (one["widgets"], one["site_ids"]) == (widgets, ids)


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("<script>gtag('config', 'G-AB12CD34EF');</script>", "google-analytics:G-AB12CD34EF"),
        ('<script src="//www.googletagmanager.com/gtag/js?id=G-AB12CD34EF"></script>', "google-analytics:G-AB12CD34EF"),
        (
            "<script>window.CRISP_WEBSITE_ID='12345678-90ab-cdef-1234-567890abcdef'</script>",
            "crisp-chat:12345678-90ab-cdef-1234-567890abcdef",
        ),
        (f'<script>s1.src="https://embed.tawk.to/{"5e" * 12}/default"</script>', f"tawk-chat:{'5e' * 12}"),
        (
            '<a href="https://docs.google.com/forms/d/e/1FAIpQLSa-bcdefghijklmnop/viewform">Apply</a>',
            "google-form:1FAIpQLSa-bcdefghijklmnop",
        ),
        ('<form action="https://formspree.io/f/mabcdefg" method="post"></form>', "formspree:mabcdefg"),
        ('<a href="https://docs.google.com/document/d/e/1FAIpQLSa-bcdefghijklmnop">Read</a>', None),
        ("<script>ga('create','UA-1234-1','auto')</script>", "google-analytics:UA-1234-1"),
        ('<iframe src="https://www.googletagmanager.com/ns.html?id=GTM-AB12"></iframe>', "google-tag-manager:GTM-AB12"),
        ('<ins data-ad-client="ca-pub-1234567890123456"></ins>', "google-adsense:pub-1234567890123456"),
        ("<script>fbq('init', '123456789012345');</script>", "meta-pixel:123456789012345"),
        ('<noscript><img src="//facebook.com/tr?id=123456789012345&ev=View"></noscript>', "meta-pixel:123456789012345"),
        ("<script>ym(12345678, 'init', {})</script>", "yandex-metrica:12345678"),
        ("<script>ttq.load('C4ABCDEFGH1234567890');</script>", "tiktok-pixel:C4ABCDEFGH1234567890"),
        ('<meta name="google-site-verification" content="ab_cd-1234567890">', "google-verification:ab_cd-1234567890"),
        ("<p>Part UA-1234-1, model 'G-AB12CD34EF' costs 5</p>", None),
        ("<script>var a = 'G-XXXXXXXXXX', b = 'UA-00000000-1';</script>", None),
        ("<script>x = 'SING-AB12CD34EF'; y = 'UA-Compatible'</script>", None),
        ("<!-- gtag('config', 'G-AB12CD34EF') -->", None),
    ],
)  # fmt: skip
def test_whose_ids_it_carries(tmp_path: Path, body: str, ids: str | None) -> None:
    assert page(tmp_path, body)["site_ids"] == ids


def test_there_are_limits(tmp_path: Path) -> None:
    many = "".join(
        f'<a href="https://s{n}.example/"></a><img src="{n}.jpg"><form action="/{n}"><input name="{"n" * 300}">'
        + "".join(f'<input name="f{m}">' for m in range(99))
        + f"</form><script>gtag('config','G-{n:08d}')</script>"
        for n in range(700)
    )
    one = page(tmp_path, many + f'<img src="https://c.example/{"x" * 3000}">')
    assert len(one["outgoing"].split()) == len(one["images"].split()) == MOST_ADDRESSES
    forms = json.loads(one["forms"])
    assert (len(forms), len(forms[0]["fields"]), len(forms[0]["fields"][0])) == (40, 60, 80)
    assert len(one["site_ids"].split()) == 100


@pytest.mark.parametrize(
    "unit",
    [
        "<div data-a='UA-1234-1'>",
        "<a href='http://x.example/%d'>",
        "<img src=//[>",
        "<form><input name=a>",
        "<script>pk_live_UA-G-GTM-ym(fbq(</script>",
        "<img srcset='" + "a " * 50 + "'>",
        "<script src='https://facebook.com/tr?" + "&a=1" * 30 + "'></script>",
        "<base href=//x><meta name=monetization>",
    ],
)
def test_hostile_markup_takes_no_time(tmp_path: Path, unit: str) -> None:
    begun = time.process_time()
    read_bytes(tmp_path, b"<html>" + (unit * (1_000_000 // len(unit))).encode())
    assert time.process_time() - begun < 20


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_absolute_address_is_one_word_or_nothing(base: str, address: str) -> None:
    whole = absolute(f"https://a.example/{base}", address)
    assert len(whole) <= 3 * LONGEST_ADDRESS
    assert len(whole.split()) <= 1
    assert not whole or whole.lower().startswith(("http://", "https://"))


@given(st.lists(st.text("/.a%?=\\ -:é", min_size=1, max_size=12), max_size=4))
def test_the_short_way_gives_what_the_long_way_gives(addresses: list[str]) -> None:
    base = "https://a.example/b/c.html"
    told = [absolute(base, f"/{address}") for address in addresses]
    short = _addresses(base, dict.fromkeys(f"/{address}" for address in addresses))
    assert short == list(dict.fromkeys(filter(None, told)))
