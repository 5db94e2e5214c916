"""Given names by themselves: in a place where people put their name (at the head of a text, before an age, as a
signature), when it is one that many have."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from manumit.engine.signals.folding import surface
from manumit.engine.signals.model import Found


@cache
def given_names() -> frozenset[str]:
    """Common given names of many languages, surface form, small letters."""
    text = files("manumit.engine.signals").joinpath("given_names.yaml").read_text("utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return frozenset(surface(name).text.lower() for names in table.values() for name in names.split())


_NAME = r"(?P<name>[^\W\d_](?:[^\W\d_]|[\u0900-\u0e4e]){1,14})"
_SPOTS = (
    re.compile(
        rf"^\W{{0,4}}{_NAME}(?=\s?[,.:!|•(–-]|\s?\d\d\b|\s*\n|\s+(?:is |here|new in|in |from |\d))", re.MULTILINE
    ),
    re.compile(rf"(?<![^\W_]){_NAME}(?:,\s?|\s\(?|\s?[-–:]\s?)(?:1[89]|[2-5]\d)(?!\s?(?:€|£|\$|eur|usd|min|"
    rf"km|%|:|\d|hour|hr|h\b))(?!\d)"),
    re.compile(rf"(?:(?:^|[\n.!?])\s?[-–—~♡❤💋]+\s?|\bx{{1,6}}(?:o{{1,3}}x{{0,4}}){{0,2}}\s|\b(?:love|kisses|regards|besos|beijos|"
    rf"bisous|hugs|yours|saludos|abraços|cheers|целую),?\s+){_NAME}\W{{0,6}}$", re.MULTILINE | re.IGNORECASE),
    re.compile(rf"\b(?:hi|hello|hey|hola|ola|oi|salut|bonjour|coucou|привет|привіт|здравствуйте|kumusta|"
    rf"xin chao|chao)[,!.]?\s(?:i'm |im |soy |sou |je suis |я |ako si |em la "
    rf")?{_NAME}(?=\s(?:here|aqui|ici)|[.,!])", re.IGNORECASE),
)  # fmt: skip
_FOLLOWS = re.compile(r",\s?([^\W\d_]+)")
_CONFIDENCE = 0.7


def _somewhere(text: str, end: int) -> bool:
    """Whether a country follows: 'Sofia, Bulgaria' is a town."""
    from manumit.engine.signals.places import country_of

    follows = _FOLLOWS.match(text, end)
    return follows is not None and len(follows[1]) > 2 and country_of(follows[1]) is not None


def find_given_names(text: str) -> list[Found]:
    """Given names alone in a surface text with its case kept."""
    known = given_names()
    found: list[Found] = []
    told: set[int] = set()
    for pattern in _SPOTS:
        for match in pattern.finditer(text):
            name, (start, end) = match["name"], match.span("name")
            if _somewhere(text, end):
                continue
            cased = name[0].isupper() or name[0].lower() == name[0].upper()
            if cased and name.lower() in known and start not in told:
                told.add(start)
                found.append(Found("name", name, start, end, _CONFIDENCE, "name/2"))
    return found
