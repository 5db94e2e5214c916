"""Site C: one HTML page an advert, in the site's own layout; no JSON, no script."""

from __future__ import annotations

from html import escape
from pathlib import Path

from manumit.world.calendar import Event
from manumit.world.clock import iso

DEV = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - {site}</title>
<link rel="canonical" href="{url}"></head>
<body><header><a href="https://{site}/">{site}</a></header>
<main><article><h1>{title}</h1>
<p class="meta">Posted <time datetime="{when}">{when}</time> in <span class="place">{city}, {country}</span></p>
<div class="body"><p>{text}</p></div>
<ul class="facts"><li>Price: {price} {currency}</li><li>Contact: {contact}</li></ul>
{images}</article></main><footer>18+ listings, report misuse at help@{site}</footer></body></html>
"""
EVAL = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><link rel="canonical" href="{url}"><title>{title}</title></head>
<body><div id="top">{site} / {city}</div>
<table class="listing"><tr><th colspan="2"><h2>{title}</h2></th></tr>
<tr><td>Date</td><td>{when}</td></tr><tr><td>Where</td><td>{city} ({country})</td></tr>
<tr><td>Rate</td><td>{price} {currency}</td></tr><tr><td>Phone</td><td>{contact}</td></tr>
<tr><td colspan="2" class="words">{text}</td></tr></table>
<div class="pics">{images}</div></body></html>
"""
LAYOUTS = {"dev": DEV, "eval": EVAL}


def write_page(folder: Path, layout: str, name: str, url: str, site: str, event: Event) -> None:
    """One page file."""
    t, _, title, text, city, price, currency, contact, images, _, _ = event
    pictures = "".join(f'<img src="/{image}" alt="">' for image in images.split(";") if image)
    page = LAYOUTS[layout].format(
        title=escape(title),
        site=site,
        url=url,
        when=iso(t, city[4]),
        city=city[0],
        country=city[1],
        text=escape(text).replace("\n", "<br>"),
        price=price,
        currency=currency if price else "",
        contact=escape(contact),
        images=pictures,
    )
    (folder / f"{name}.html").write_text(page, encoding="utf-8", newline="")
