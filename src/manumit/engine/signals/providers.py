"""E-mail addresses that leave out what everybody knows ('mia_92 at gmail', 'миа собака яндекс'), are written backwards
('gro.etis@aim') or hold a word that is to be taken out ('miaNOSPAM@site.org')."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from manumit.engine.signals.any_of import any_of
from manumit.engine.signals.domains import ENDINGS
from manumit.engine.signals.handle_words import COMMON
from manumit.engine.signals.model import Found

_PROVIDERS = {
    "gmail.com": "gmail g-mail gmeil джимейл гмейл гмайл жмейл джимайл جيميل جیمیل גימייל जीमेल 지메일 จีเมล ジーメール",
    "hotmail.com": "hotmail хотмейл هوتميل הוטמייל ฮอตเมล",
    "yahoo.com": "yahoo яху ياهو",
    "outlook.com": "outlook аутлук اوتلوك",
    "icloud.com": "icloud айклауд",
    "yandex.ru": "яндекс",
    "ukr.net": "укрнет",
    "naver.com": "네이버",
    "protonmail.com": "protonmail",
}
_SITES = {word: host for host, words in _PROVIDERS.items() for word in words.split()}
_SIGN = (
    r"(?:\s?@\s?|\s?[\[({<]\s?(?:@|a|at|et|arroba|arobase|собака)\s?[\])}>]\s?|"
    r"\s(?P<sure>arroba|arobase|chiocciola|собака|собачка|песик|равлик|malpa|kukac|zavinac|snabel-?a|apenstaartje|"
    r"klammeraffe|שטרודל|παπακι|ات|آت|at the rate(?: of)?)\s|\s(?P<maybe>at|et|эт|ет|ad|على)\s|"
    r"\s?(?:골뱅이|แอท|แอด|アット|艾特)\s?)"
)
_BARE = re.compile(
    rf"(?<![a-z0-9_.+@-])(?P<name>[a-z0-9][a-z0-9._+-]{{1,40}}[a-z0-9_])(?P<sign>{_SIGN})(?P<site>{any_of(_SITES)})"
    r"(?![a-z0-9])(?!\s?(?:[.。•·,]|[\[({]\s?(?:\.|dot)|(?:dot|punto|ponto|point|punkt|точка|крапка|kropka|nokta|cham|titik)"
    r"(?!\w))\s?[a-z])"
)
"""No ending behind it."""
_MOST_WORDS = 8  # words that a text says are to be taken out
_SITE, _AT = re.compile(any_of(_SITES)), re.compile("@")
_NAME_REACH, _SITE_REACH = 64, 16  # characters before and after a provider that belong to an address
_ASKED = re.compile(
    r"(?:mail|correo|courriel|почт\w+|пошт\w+|имейл|邮箱|メール|메일|อีเมล|ايميل|بريد|מייל|write|address)\W{0,3}\w{0,3}\W{0,2}$"
)
_REVERSED = re.compile(
    rf"(?<![\w.+@-])(?P<host>(?:{any_of(end[::-1] for end in ENDINGS)})(?:\.[a-z0-9-]+)+)@"
    r"(?P<name>[a-z0-9][a-z0-9._+-]*)(?![\w@-])"
)
_DECOY = re.compile(
    r"[._+-]?(?:no[._-]?spam|anti[._-]?spam|remove[._-]?(?:this|me)|delete[._-]?(?:this|me))[._+-]?"
)
_TAKEN_OUT = re.compile(
    r"\b(?:remove|delete|take out|leave out|quita\w*|borra\w*|elimina\w*|enleve\w*|retire\w*|entfern\w*|remova|"
    r"убер\w+|удал\w+|прибер\w+|usun)\s(?:the )?(?P<named>(?:word|letters|la palabra|le mot|das wort|слово)\s)?"
    r"(?P<quote>[\"'«“])?(?P<word>[a-z0-9_-]{3,20})(?![\w-])"
    r"(?P<meant>[\"'»”]?\s?(?:$|[^\w\s@]|(?:from|of|in|to|before|de|del|du|da|von|aus|из|з)\s(?:\w+\s){0,2}"
    r"(?:address|e-?mail\w*|mail\w*|name|write|reply|direccion|correo|adresse|endereco|email|почт\w+|адрес\w*)\b))?"
)
"""A word that a text says is to be taken out; `meant`: no more words follow, or such as speak of the address."""
_PARTS = "._+-"
PLAIN_EMAIL = re.compile(r"(?<![\w.+-])[\w.%+-]*\w@(?:[\w-]+\.)+[a-z]{2,24}(?![\w-])")
WORDS = frozenset(
    [*_SITES, "remove", "delete", "quita", "borra", "elimina", "enlevez", "retirez", "entfernen", "remova"]
)
"""Words of which one is in texts that tell an address so."""


def bare_provider_emails(text: str, taken: list[Found]) -> list[Found]:
    """'mia_92 at gmail': addresses at providers that need no ending, in a lower-case surface text."""
    found: list[Found] = []
    taken_spans = sorted((one.start, one.end) for one in taken)
    done = at = reached = 0
    for site in _SITE.finditer(text):
        match = _BARE.search(text, max(done, site.start() - _NAME_REACH), site.end() + _SITE_REACH)
        if match is None or match.start("site") != site.start():
            continue
        name, done = match["name"], match.end("site")
        if match["maybe"] and (
            name in COMMON or (name.isalpha() and not _ASKED.search(text[: match.start()][-24:]))
        ):
            continue
        one = Found(
            "email",
            f"{name}@{_SITES[match['site']]}",
            match.start("name"),
            match.end("site"),
            0.75,
            "email/2",
            "at_dot",
        )
        while at < len(taken_spans) and taken_spans[at][0] < one.end:
            reached, at = max(reached, taken_spans[at][1]), at + 1
        if reached <= one.start:
            found.append(one)
    return found


def backward_emails(text: str, taken: list[Found]) -> list[Found]:
    """'gro.etis@aim'."""
    found = []
    read = {text.find("@", one.start, one.end) for one in taken}
    for at in _AT.finditer(text):
        if at.start() in read:
            continue
        match = _REVERSED.search(text, max(0, at.start() - _NAME_REACH), at.end() + _NAME_REACH)
        if match and match["name"].rsplit(".", 1)[-1] not in ENDINGS:
            found.append(Found("email", match.group()[::-1], *match.span(), 0.8, "email/2", "at_dot"))
    return found


class _Word(NamedTuple):
    """What is to be taken out, in small letters. `sure`: in quotes or called a word; `capital`: in capitals;
    `meant`: see _TAKEN_OUT."""

    text: str
    sure: bool
    capital: bool
    meant: bool


def without_decoys(text: str, lower: str, found: list[Found], told: bool) -> list[Found]:
    """The addresses without what is to be taken out; `lower`: the text in small letters; `told`: whether it may say
    what."""
    words = dict.fromkeys(_words(text, lower)) if told else {}
    return [_without(one, text[one.start : one.end], list(words)) for one in found]


def _words(text: str, lower: str) -> Iterator[_Word]:
    for match in islice(_TAKEN_OUT.finditer(lower), _MOST_WORDS):
        capital = text[match.start("word") : match.end("word")].isupper()
        yield _Word(
            match["word"], bool(match["quote"] or match["named"]), capital, match["meant"] is not None
        )


def _without(one: Found, written: str, words: list[_Word]) -> Found:
    value = (
        _DECOY.sub("", one.value)
        if any(part in one.value for part in ("spam", "remove", "delete"))
        else one.value
    )
    for word in words:
        value = _taken_out(value, written, word)
    if value == one.value or ".." in value or value.startswith(".") or not PLAIN_EMAIL.fullmatch(value):
        return one
    return one._replace(value=value, obfuscation="at_dot")


def _taken_out(value: str, written: str, word: _Word) -> str:
    """An address without a word that stands before its ending: one that is surely meant, or in capitals here as there,
    or parted from the rest by signs."""
    head, point, ending = value.rpartition(".")
    shown = word.capital and word.text.upper() in written and not written.isupper()
    known = re.escape(word.text)
    rest = head
    if word.sure or shown or word.meant:
        rest = re.sub(rf"[{_PARTS}]{known}(?=[{_PARTS}@]|$)|(?:^|(?<=@)){known}[{_PARTS}]", "", head, count=1)
    if rest == head and (word.sure or shown or (word.capital and word.meant)):
        rest = head.replace(word.text, "", 1)
    return rest + point + ending
