"""Identifiers that a page carries for the services behind it, and the payment providers that it calls.

An analytics, advertising or payment id belongs to an account, not to a page: the same id on pages of different names
says that one hand set them up, or copied the markup of another. Shapes are those that the services' own guides show in
the snippets they hand out; test keys and unfilled placeholders (`G-XXXXXXXXXX`) are left out: everyone copies those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHAPES: tuple[tuple[str, str, str], ...] = (
    # Google: gtag.js and analytics.js guides ("Measurement ID", "Tracking ID", "Container ID", "Publisher ID")
    ("google-analytics", "UA-", r"\b(UA-\d{4,10}-\d{1,4})\b"),
    ("google-analytics", "G-", r"(?<=[\"'=])(G-[A-Z0-9]{8,12})(?=[\"'&\s]|\Z)"),
    ("google-tag-manager", "GTM-", r"\b(GTM-[A-Z0-9]{4,9})\b"),
    ("google-ads", "AW-", r"(?<=[\"'=])(AW-\d{8,12})\b"),
    ("google-adsense", "pub-", r"\b(?:ca-)?(pub-\d{16})\b"),
    # Pixels: Meta, TikTok, Snap, Pinterest, LinkedIn, Microsoft
    ("meta-pixel", "fbq", r"\bfbq\(\s*[\"']init[\"']\s*,\s*[\"']?(\d{10,20})\b"),
    ("meta-pixel", "facebook.com/tr", r"facebook\.com/tr/?\?(?:[^\s\"']{0,200}&)?id=(\d{10,20})\b"),
    ("tiktok-pixel", "ttq", r"\bttq\.load\(\s*[\"']([A-Z0-9]{16,24})[\"']"),
    ("snap-pixel", "snaptr", r"\bsnaptr\(\s*[\"']init[\"']\s*,\s*[\"']([0-9a-f-]{36})[\"']"),
    ("pinterest-tag", "pintrk", r"\bpintrk\(\s*[\"']load[\"']\s*,\s*[\"'](\d{10,16})[\"']"),
    ("linkedin-partner", "_linkedin_partner_id", r"_linkedin_partner_id\s*=\s*[\"']?(\d{4,10})\b"),
    ("microsoft-uet", "bat.bing", r"\bti\s*:\s*[\"'](\d{6,12})[\"']"),
    ("microsoft-clarity", "clarity", r"[\"']clarity[\"']\s*,\s*[\"']script[\"']\s*,\s*[\"']([a-z0-9]{8,12})[\"']"),
    ("microsoft-clarity", "clarity.ms", r"clarity\.ms/tag/([a-z0-9]{8,12})\b"),
    # Counters: Yandex Metrica, Hotjar, Baidu Tongji, Histats
    ("yandex-metrica", "ym(", r"\bym\(\s*(\d{5,10})\s*,"),
    ("yandex-metrica", "mc.yandex", r"mc\.yandex\.\w{2,3}/watch/(\d{5,10})\b"),
    ("hotjar", "hjid", r"\bhjid\s*[:=]\s*(\d{4,9})\b"),
    ("baidu-tongji", "hm.baidu", r"hm\.baidu\.com/hm\.js\?([0-9a-f]{32})\b"),
    ("histats", "Histats", r"Histats\.start[\"']?\s*[,(]\s*[\"']?1\s*,\s*(\d{5,9})\b"),
    # Chat boxes and forms that a service runs: each belongs to one account
    ("tawk-chat", "embed.tawk.to", r"embed\.tawk\.to/([0-9a-f]{24})\b"),
    ("crisp-chat", "CRISP_WEBSITE_ID", r"CRISP_WEBSITE_ID\s*=\s*[\"']([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b"),
    ("tidio-chat", "code.tidio.co", r"code\.tidio\.co/([a-z0-9]{32})\.js"),
    ("jivo-chat", "code.jivo", r"code\.jivo(?:site)?\.(?:com|ru)/widget/([A-Za-z0-9]{8,12})\b"),
    ("google-form", "docs.google.com/forms/", r"docs\.google\.com/forms/d/e/([\w-]{20,100})"),
    ("typeform", "typeform.com/to/", r"typeform\.com/to/([A-Za-z0-9]{6,12})\b"),
    ("jotform", "jotform.com/", r"jotform\.com/(?:jsform/|form/)?(\d{13,16})\b"),
    ("formspree", "formspree.io/", r"formspree\.io/(?:f/)?([a-z0-9]{8})(?![\w/])"),
    # Payment: the keys that a provider's script is given in public (never a secret one)
    ("payment-key", "pk_live_", r"\b(pk_live_[0-9A-Za-z]{20,120})\b"),  # Stripe, Paystack
    ("paypal-client", "client-id", r"[?&]client-id=([A-Za-z0-9_-]{20,100})"),
    ("square-application", "sq0idp-", r"\b(sq0idp-[A-Za-z0-9_-]{22})(?![\w-])"),
    ("razorpay-key", "rzp_live_", r"\b(rzp_live_[A-Za-z0-9]{10,20})\b"),
    ("flutterwave-key", "FLWPUBK-", r"\b(FLWPUBK-[0-9a-f]{32}-X)\b"),
    ("mercadopago-key", "APP_USR-", r"\b(APP_USR-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b"),
    ("braintree-key", "production_", r"\b(production_[a-z0-9]{8}_[a-z0-9]{16})\b"),
    ("adyen-key", "live_", r"(?<![A-Za-z_])(live_[A-Z0-9]{32})\b"),
)  # fmt: skip
_COMPILED = tuple((kind, needle, re.compile(shape)) for kind, needle, shape in _SHAPES)
_PAYEES = (
    # The addresses that the services give a payee to hand out: who is paid stands in the path
    ("paypal-me", r"(?:paypal\.me|paypal\.com/paypalme)/([\w.-]{1,40})"),
    ("paypal-button", r"paypal\.com/donate/?\?(?:[^#]{0,200}&)?hosted_button_id=(\w{6,20})"),
    ("paypal-link", r"paypal\.com/ncp/payment/(\w{8,20})"),
    ("cash-app", r"cash\.app/(\$\w{1,30})"),
    ("venmo", r"venmo\.com/(?:u/)?([\w-]{3,40})"),
    ("ko-fi", r"ko-fi\.com/(\w{2,40})"),
    ("buymeacoffee", r"buymeacoffee\.com/([\w.-]{2,40})"),
    ("revolut-me", r"revolut\.me/(\w{2,40})"),
    ("stripe-link", r"(?:buy|donate)\.stripe\.com/(\w{8,40})"),
    ("square-link", r"square\.link/u/(\w{6,20})"),
    ("razorpay-link", r"rzp\.io/(?:l/|rzp/)?(\w{4,30})"),
    ("paystack-link", r"paystack\.com/pay/([\w-]{2,60})"),
    ("gofundme", r"gofundme\.com/f/([\w-]{3,100})"),
)
_PAYEE = tuple(
    (kind, re.compile(rf"(?:https?:)?//(?:www\.)?{shape}(?![\w.-])", re.I)) for kind, shape in _PAYEES
)
_NO_PAYEE = frozenset("about blog business help home legal login pricing privacy signin signup terms".split())
_FORMS = ("google-form", "typeform", "jotform")
"""Forms of services that a page leads to with a plain link as often as it shows them in a frame."""
_OWNERS = {
    "google-site-verification": "google-verification",
    "facebook-domain-verification": "meta-verification",
    "yandex-verification": "yandex-verification",
    "msvalidate.01": "microsoft-verification",
    "p:domain_verify": "pinterest-verification",
}
"""Meta names by which a service knows who owns the site."""
_BUTTONS = {"hosted_button_id": "paypal-button", "business": "paypal-business"}
"""Hidden fields of PayPal's button forms."""
_TOKEN = re.compile(r"[\w.@+=/-]{6,120}")
_PAYMENT_HOSTS = {
    # The hosts of the scripts, frames, forms and links that the providers' integration guides give.
    "stripe.com": "stripe", "stripe.network": "stripe", "paypal.com": "paypal", "paypal.me": "paypal",
    "paypalobjects.com": "paypal", "braintreegateway.com": "braintree", "braintree-api.com": "braintree",
    "squarecdn.com": "square", "squareup.com": "square", "square.link": "square",
    "checkout.razorpay.com": "razorpay", "rzp.io": "razorpay", "paystack.co": "paystack", "paystack.com": "paystack",
    "flutterwave.com": "flutterwave", "sdk.mercadopago.com": "mercadopago", "mpago.la": "mercadopago",
    "adyen.com": "adyen", "klarnacdn.net": "klarna", "klarna.com": "klarna", "mollie.com": "mollie",
    "checkout.com": "checkout.com", "secure.payu.com": "payu", "payu.in": "payu", "payfast.co.za": "payfast",
    "wompi.co": "wompi", "culqi.com": "culqi", "conekta.io": "conekta", "pagseguro.uol.com.br": "pagseguro",
    "yookassa.ru": "yookassa", "cloudpayments.ru": "cloudpayments", "robokassa.ru": "robokassa",
    "liqpay.ua": "liqpay", "wayforpay.com": "wayforpay", "fondy.eu": "fondy", "paymongo.com": "paymongo",
    "xendit.co": "xendit", "midtrans.com": "midtrans", "omise.co": "omise", "vnpayment.vn": "vnpay",
    "pay.google.com": "google-pay", "applepay.cdn-apple.com": "apple-pay", "payments-amazon.com": "amazon-pay",
    "2checkout.com": "2checkout", "paddle.com": "paddle", "gumroad.com": "gumroad", "ko-fi.com": "ko-fi",
    "buymeacoffee.com": "buymeacoffee", "cash.app": "cash-app", "venmo.com": "venmo", "revolut.me": "revolut",
    "commerce.coinbase.com": "coinbase", "nowpayments.io": "nowpayments", "coingate.com": "coingate",
    "plisio.net": "plisio", "btcpay.network": "btcpay",
}  # fmt: skip
_PROVIDERS = frozenset(_PAYMENT_HOSTS.values()) - {"checkout.com"}
_CARD = re.compile(r"\b(?:cc-(?:number|csc|exp)|card[-_ ]?(?:number|no|num)|cvv2?|cvc2?|pan)\b", re.I)
"""Fields that take a card on the page itself: WHATWG autofill names (cc-number ...) and what sites call them."""


def _unfilled(value: str) -> bool:
    """'G-XXXXXXXXXX', 'UA-00000000-1': the place for an id, not an id."""
    core = value.split("-")[1] if value.startswith(("UA-", "G-", "GTM-", "AW-", "pub-")) else value
    return len(set(core)) == 1


def ids_in(text: str) -> Iterator[str]:
    """`service:id` for each id in a script, an address or an attribute."""
    for kind, needle, shape in _COMPILED:
        if needle in text:
            for match in shape.finditer(text):
                if not _unfilled(match[1]):
                    yield f"{kind}:{match[1]}"


def linked_ids(address: str) -> Iterator[str]:
    """`service:id` of who is paid, or asks, at an address that a page links to."""
    for kind, shape in _PAYEE:
        if (match := shape.match(address)) and match[1].lower() not in _NO_PAYEE:
            yield f"{kind}:{match[1].lower() if kind.endswith(('-me', '-app')) else match[1]}"
    if "form" in address:
        yield from (one for one in ids_in(address) if one.startswith(_FORMS))


def owner_id(name: str, content: str) -> str:
    """The id of a verification meta tag; empty for any other."""
    kind = _OWNERS.get(name)
    return f"{kind}:{content}" if kind and _TOKEN.fullmatch(content) else ""


def button_id(field: str, value: str) -> str:
    """The id in a hidden field of a payment button; empty for any other."""
    kind = _BUTTONS.get(field)
    return f"{kind}:{value}" if kind and _TOKEN.fullmatch(value) else ""


def provider_of(host: str) -> str:
    """The payment provider whose host this is; empty when it is none we know."""
    labels = host.lower().rstrip(".").split(".")
    for start in range(max(0, len(labels) - 4), len(labels) - 1):
        if provider := _PAYMENT_HOSTS.get(".".join(labels[start:])):
            return provider
    return ""


def provider_word(name: str) -> str:
    """The provider in the name of an element or attribute: `stripe-buy-button`, `data-paypal-button`."""
    return next((word for word in name.split("-") if word in _PROVIDERS), "")


def takes_card(name: str, autocomplete: str) -> bool:
    """Whether a field asks for a payment card."""
    return bool(_CARD.search(name.replace("_", "-")) or _CARD.search(autocomplete))
