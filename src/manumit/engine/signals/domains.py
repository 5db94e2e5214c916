"""Sites: from an address to the name that somebody registered.

The Public Suffix List (publicsuffix.org) is in no package that we stand on, so a short rule takes its place: the second
level of a country is an ending where it is one of the words that registries use in most countries ('co', 'com', 'gov')
or in that one ('ne.jp', 'ltd.uk'), and hosting services under whose names strangers publish are endings, too. Names of
towns and regions (no, it, jp) are not in it: 'a.oslo.no' and 'b.oslo.no' look like one site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ENDINGS = frozenset(
    (
        "com net org info biz io me co app dev xyz online site shop club live link page top vip fun life work "
        "jobs today world travel agency chat dating massage city london tokyo uk us ca au de fr es pt it nl "
        "be ch at ru ua by kz pl ro cz sk hu bg gr tr br mx ar cl pe ve ec bo cr pa do ph th vn my sg id in "
        "cn hk tw jp kr ae sa qa kw il eg ma ng ke gh za ie se no fi dk ee lv lt onion example test invalid "
        "localhost eu tv cc gg ly gl gd is to am fm "
    ).split()
)
"""Last parts of host names that a bare name in a text is believed to have."""
_SECOND_LEVELS = frozenset("ac co com edu gob gouv gov mil net org".split())
_OF_COUNTRY = {
    "ae": "sch", "ar": "bet int musica mutual seg senasa tur", "at": "gv or", "au": "asn id", "bd": "info",
    "bo": "int tv web", "br": "adm adv agr app art blog dev eco emp eng far flog fm fot fst ind inf jor jus leg "
    "log med mus nom not ong pro psc psi radio rec seg srv tec tmp tur tv vet wiki vlog", "cn": "公司 网络",
    "co": "nom",
    "cr": "ed fi go or sa", "cy": "biz ltd press pro tm", "do": "art sld web", "es": "nom", "fr": "asso nom prd tm",
    "gt": "ind", "hk": "idv", "hu": "info priv shop sport tm", "id": "biz desa go my or ponpes sch web",
    "il": "k12 muni", "in": "firm gen ind nic res", "ir": "id sch", "jp": "ad ed go gr lg ne or",
    "ke": "go info me mobi ne or sc", "kr": "go hs kg ms ne or pe re sc", "lk": "assn grp hotel ltd ngo sch soc "
    "web", "ma": "press", "my": "name", "mz": "adv", "ng": "i mobi name sch", "nz": "cri geek gen health iwi "
    "kiwi maori parliament school", "om": "med museum pro", "pe": "nom", "ph": "i ngo", "pk": "biz fam gok gop gos web",
    "pl": "biz info nom waw", "pt": "int nome publ", "ro": "arts firm info nom nt rec store tm www", "rs": "in",
    "sa": "med pub sch", "sg": "per", "th": "go in mi or", "tn": "ens fin ind info intl mincom nat perso tourism",
    "tr": "av bbs bel biz dr gen info k12 kep name pol tel tv web", "tw": "club ebiz game idv", "tz": "go hotel info "
    "me mobi ne or sc tv", "ua": "ck cn dn dp if in kh kharkiv kherson kiev km kr ks kv kyiv lg lutsk lviv mk od odesa "
    "pl rv sm sumy te uz vn zp zt", "ug": "go ne or sc", "uk": "ltd me nhs plc police sch", "uy": "gub",
    "ve": "arts firm info int rec store tec web", "vn": "ai biz health id info int io name pro", "za": "agric "
    "alt grondar law ngo nic nis nom school tm web", "zm": "biz info sch",
}  # fmt: skip
_ENDINGS = frozenset(f"{word}.{country}" for country, words in _OF_COUNTRY.items() for word in words.split())
_HOSTED = frozenset(
    "000webhostapp.com appspot.com azurewebsites.net blogspot.com carrd.co cloudfront.net ddns.net duckdns.org "
    "firebaseapp.com fly.dev github.io gitlab.io glitch.me godaddysites.com herokuapp.com jimdofree.com jimdosite.com "
    "mystrikingly.com myshopify.com netlify.app ngrok.io notion.site onrender.com pages.dev r2.dev repl.co square.site "
    "surge.sh tilda.ws tumblr.com ucoz.net vercel.app web.app webador.com webflow.io weebly.com weeblysite.com "
    "wixsite.com wordpress.com workers.dev".split()
)
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]{0,30}:)?(?://)?(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)", re.IGNORECASE)
_NUMERIC = re.compile(r"[0-9.]+")
_FULL_STOPS = str.maketrans("。．｡", "...")
"""IDNA's other full stops (RFC 3490, section 3.1)."""


def host_of(address: str) -> str:
    """Host of an address or a bare host, in small letters, punycode read, without `www.`; empty when there is none."""
    match = _HOST.match(address.strip()[:2048])
    host = (match[1] if match else "").translate(_FULL_STOPS).strip(".").lower()
    if "xn--" in host:
        host = ".".join(map(_unicode_label, host.split(".")))
    return host.removeprefix("www.") if host.count(".") > 1 else host


def _unicode_label(label: str) -> str:
    if not label.startswith("xn--") or len(label) > 63:  # RFC 1035, 2.3.4: a label has at most 63 octets
        return label
    try:
        read = label[4:].encode("ascii").decode("punycode").lower()
    except (UnicodeError, ValueError, OverflowError):
        return label
    return label if not read or "." in read or not read.isprintable() else read


def parted(host: str) -> tuple[list[str], str, str]:
    """(labels before the registered one, the registered label, the ending) of a host."""
    labels = [label for label in host.split(".") if label]
    cut = max(len(labels) - _ending(labels) - 1, 0)
    name = labels[cut] if labels else ""
    return labels[:cut], name, ".".join(labels[cut + 1 :])


def _ending(labels: Sequence[str]) -> int:
    """How many labels the ending has."""
    last = ".".join(labels[-2:])
    if last in _HOSTED or last in _ENDINGS:
        return 2
    return (
        2
        if len(labels[-1:]) and len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND_LEVELS
        else 1
    )


def site_of(url: str) -> str:
    """The registrable domain ('https://jobs.acme.co.uk/x' -> 'acme.co.uk'); a number or a bare name as it is."""
    host = host_of(url)
    if host.startswith("[") or _NUMERIC.fullmatch(host):
        return host
    _, name, ending = parted(host)
    return f"{name}.{ending}" if ending else name
