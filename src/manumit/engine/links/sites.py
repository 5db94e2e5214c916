"""What stands beside the text: the sites that records belong to or name, and the marks that pages and adverts carry.

A mark is an id of an account with a service (analytics, pixel, chat, form), of a payee, the place a form is sent to on
another site, or a picture. Pictures are told by their hash, or by a name that a machine gave (a hash, a UUID, a long
number): 'logo.png' and 'IMG_0001.jpg' say nothing. Hubs are left to the tables: here every mark is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from manumit.base.kernel import TableEngine
from manumit.engine.signals import site_of

if TYPE_CHECKING:
    import pyarrow as pa

_EVERYBODYS = frozenset(
    # Mail, chat, social, link and file services: their name on a record says nothing of whose the record is.
    "126.com 163.com abv.bg aol.com bit.ly bk.ru bol.com.br calendly.com cash.app daum.net discord.com discord.gg "
    "facebook.com fb.com fb.me forms.gle free.fr freemail.hu google.com goo.gl hanmail.net hey.com i.ua icloud.com "
    "inbox.lv inbox.ru instagram.com interia.pl ko-fi.com laposte.net libero.it line.me linkedin.com linktr.ee list.ru "
    "m.me mac.com mail.com mail.ru mailbox.org me.com msn.com naver.com o2.pl onet.pl orange.fr paypal.com paypal.me "
    "pinterest.com pm.me posteo.de proton.me protonmail.com qq.com rambler.ru rediffmail.com seznam.cz sina.com "
    "snapchat.com t-online.de t.co t.me telegram.me telegram.org terra.com.br threads.net tiktok.com tinyurl.com "
    "tuta.io tutanota.com twitter.com ukr.net uol.com.br viber.com vk.com wa.me walla.co.il wanadoo.fr wechat.com "
    "weibo.com whatsapp.com wp.pl x.com ya.ru youtu.be youtube.com ziggo.nl zoom.us".split()
)
_EVERYBODYS_NAME = frozenset(
    "gmail gmx googlemail hotmail live outlook rocketmail yahoo yandex ymail zoho".split()
)
"""Services that are under many countries' endings."""
_PAYEES = frozenset(
    "adyen-key braintree-key buymeacoffee cash-app flutterwave-key gofundme ko-fi mercadopago-key payment-key "
    "paypal-business paypal-button paypal-client paypal-link paypal-me paystack-link razorpay-key razorpay-link "
    "revolut-me square-application square-link stripe-link venmo".split()
)
"""Services of a page's site_ids behind which money is received."""
_FORM_SERVICES = frozenset(
    "bing.com docs.google.com formspree.io google.com jotform.com typeform.com yandex.ru".split()
)
"""Places of forms that are searches, or accounts told apart in site_ids already."""
_LONGEST_TARGET = 200
_BREAKS = re.compile(r"[\s;,|]+")
_HASH = re.compile(r"(?:sha-?(?:1|256|512)|md5|p-?hash|d-?hash|pdq)[:=-]([0-9a-z+/=]{8,128})", re.I)
_SIZED = re.compile(
    r"(?:[-_@.](?:\d{2,4}x\d{2,4}|[1-4]x|w\d{2,4}|thumb(?:nail)?|small|medium|large|full|scaled|preview|min|copy))+$"
)
_HEX = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{10,128}")
_CAMERA = re.compile(
    r"^(?:img|image|dsc|dscn|pxl|vid|photo|pic|screenshot|signal|whatsapp|fb|mvimg|p|s)[-_ ]?(?:image|img)?\d",
    re.I,
)
_LONG = re.compile(r"(?=(?:\D*\d){5})[a-z0-9]{16,128}")

_FILES = (".html", ".htm", ".xhtml", ".mhtml")
_CHUNK = 50_000

SITE_COLUMNS = ("record_id", "record_kind", "site", "how", "entity")
MARK_COLUMNS = ("record_id", "record_kind", "site", "kind", "entity")


def table_of(columns: Sequence[str], rows: Iterable[Sequence[Any]], **types: pa.DataType) -> pa.Table:
    """Rows as an Arrow table, text where `types` says nothing else; made in pieces, so that millions fit."""
    import pyarrow as pa

    schema = pa.schema([(name, types.get(name, pa.string())) for name in columns])
    waiting, batches = iter(rows), []
    while chunk := list(islice(waiting, _CHUNK)):
        cells = zip(*chunk, strict=True)
        arrays = [pa.array(cell, field.type) for cell, field in zip(cells, schema, strict=True)]
        batches.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return pa.Table.from_batches(batches, schema)


def _streamed(engine: TableEngine, query: str) -> Iterator[tuple[Any, ...]]:
    for batch in engine.batches(query):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def is_everybodys(site: str) -> bool:
    """A service under whose name everybody writes or is found."""
    return site in _EVERYBODYS or site.partition(".")[0] in _EVERYBODYS_NAME


@lru_cache(maxsize=1 << 16)
def own_site(address: str) -> str:
    """The registered name an address stands under; empty for everybody's and for what is none."""
    site = site_of(address)
    return "" if "." not in site or is_everybodys(site) else site


def _home(address: str) -> str:
    """The site of a page; a page that was saved without its address is called like its file, and has none."""
    return "" if "://" not in address and address.lower().endswith(_FILES) else own_site(address)


def sites(engine: TableEngine) -> Iterator[tuple[str, str, str, str, str | None]]:
    """Rows of `site`. how: 'own' (the page is on it), 'address' (an e-mail address of it, `entity`, is named), 'link'
    (an advert, offer or post links to it), 'leads to' (a page links to it)."""
    for record_id, address, outgoing in _streamed(
        engine,
        "SELECT record_id, coalesce(nullif(url, ''), source_id), outgoing FROM page ORDER BY record_id",
    ):
        home = _home(address)
        if home:
            yield record_id, "page", home, "own", None
        for away in sorted({own_site(one) for one in (outgoing or "").split()} - {"", home}):
            yield record_id, "page", away, "leads to", None
    for record_id, record_kind, kind, value in _streamed(
        engine,
        """
        SELECT DISTINCT record_id, record_kind, kind, value FROM mention WHERE confidence >= 0.5
        AND (kind = 'email' OR (kind = 'url' AND record_kind IN ('ad', 'post', 'offer') AND field <> 'url'))
        ORDER BY ALL""",
    ):
        site = own_site(value.rpartition("@")[2] if kind == "email" else value)
        if site:
            how, entity = ("address", f"email:{value}") if kind == "email" else ("link", None)
            yield record_id, record_kind, site, how, entity


def marks(engine: TableEngine) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows of `mark`. kind: 'service', 'payee', 'form' or 'picture'; site: the page's, else the board of the advert."""
    for record_id, address, ids, forms, images in _streamed(
        engine,
        "SELECT record_id, coalesce(nullif(url, ''), source_id), site_ids, forms, images FROM page "
        "WHERE coalesce(site_ids, forms, images) IS NOT NULL ORDER BY record_id",
    ):
        home = _home(address)
        for one in dict.fromkeys((ids or "").split()):
            if ":" in one:
                yield (
                    record_id,
                    "page",
                    home,
                    "payee" if one.partition(":")[0] in _PAYEES else "service",
                    f"id:{one}",
                )
        for target in form_targets(forms or "", home):
            yield record_id, "page", home, "form", f"form:{target}"
        for name in pictures(images or ""):
            yield record_id, "page", home, "picture", f"picture:{name}"
    for record_id, source, images in _streamed(
        engine,
        "SELECT record_id, coalesce(url, source, ''), images FROM ad WHERE images IS NOT NULL ORDER BY record_id",
    ):
        board = own_site(source)
        for name in pictures(images):
            yield record_id, "ad", board, "picture", f"picture:{name}"


def form_targets(forms: str, home: str) -> list[str]:
    """Where a page's forms are posted to when that is another site: host, path and query, as far as they go."""
    try:
        told = json.loads(forms) if forms else []
    except ValueError:
        return []
    found: dict[str, None] = {}
    for form in told if isinstance(told, list) else []:
        action = form.get("action") if isinstance(form, dict) and form.get("method") == "post" else None
        if isinstance(action, str) and (target := _elsewhere(action, home)):
            found[target] = None
    return list(found)


def _elsewhere(action: str, home: str) -> str:
    try:
        parts = urlsplit(action)
        host = (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    site = own_site(host)
    if not site or site == home or {host, site} & _FORM_SERVICES:
        return ""
    return f"{host}{parts.path.rstrip('/')}{'?' if parts.query else ''}{parts.query}"[:_LONGEST_TARGET]


def pictures(images: str) -> list[str]:
    """What tells the pictures of an `images` cell apart from others, each once."""
    found: dict[str, None] = {}
    for one in _BREAKS.split(images.strip('[]"')):
        if name := picture(one.strip("\"'")):
            found[name] = None
    return list(found)


def picture(reference: str) -> str:
    """The hash in a reference, or the name a machine gave; empty for names that many pictures have."""
    if match := _HASH.fullmatch(reference):
        return match[1].lower()
    path = reference.partition("?")[0].partition("#")[0].lower()
    stem = path.rstrip("/").rpartition("/")[2]
    stem = stem.rpartition(".")[0] if "." in stem else stem
    stem = _SIZED.sub("", stem)
    plain = re.sub(r"[-_.%]", "", stem)
    if _HEX.fullmatch(plain):
        return plain
    return plain if _LONG.fullmatch(plain) and not _CAMERA.match(stem) else ""
