"""Given names by themselves: in a place where people put their name (at the head of a text, before an age, as a
signature), when it is one that many have."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from manumit.engine.signals.folding import surface
from manumit.engine.signals.model import Found
from manumit.engine.signals.streets import in_a_street


@cache
def given_names() -> frozenset[str]:
    """Common given names of many languages, surface form, small letters."""
    text = files("manumit.engine.signals").joinpath("given_names.yaml").read_text("utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return frozenset(surface(name).text.lower() for names in table.values() for name in names.split())


_WORD = re.compile(r"(?<![^\W_])[^\W\d_](?:[^\W\d_]|[\u0900-\u0e4e]){1,14}(?![^\W\d_])")
_BEFORE = 28
"""Characters before a name in which what announces it is looked for."""
_PLACES = (  # (what ends where the name begins, what begins where it ends)
    (
        re.compile(r"^\W{0,4}\Z", re.MULTILINE),
        re.compile(r"\s?[,.:!|•(–،、।፣-]|\s?\d\d\b|\s*\n|\s+(?:is |here|new in|in |from |\d)"),
    ),
    (
        re.compile(r""),
        re.compile(
            r"(?:[,،、፣]\s?|\s\(?|\(|\s?[-–:]\s?|\sde\s|\sна\s)(?:1[89]|[2-5]\d)(?!\s?(?:€|£|\$|eur|usd|min|km|%|:|\d|hour|hr|h\b))(?!\d)"
        ),
    ),
    (
        re.compile(
            r"(?:(?:^|[\n.!?])\s?[-–—~♡❤💋]+\s?|\bx{1,6}(?:o{1,3}x{0,4}){0,2}\s|\b(?:love|kisses|regards|besos|"
            r"beijos|bisous|hugs|yours|saludos|abraços|cheers|целую),?\s+)\Z",
            re.MULTILINE | re.IGNORECASE,
        ),
        re.compile(r"\W{0,6}$", re.MULTILINE),
    ),
    (
        re.compile(
            r"\b(?:hi|hello|hey|hola|ola|oi|salut|bonjour|coucou|привет|привіт|здравствуйте|kumusta|xin chao|chao)"
            r"[,!.]?\s(?:i'm |im |soy |sou |je suis |я |ako si |em la )?\Z",
            re.IGNORECASE,
        ),
        re.compile(r"\s(?:here|aqui|ici)|[.,!]", re.IGNORECASE),
    ),
    (
        re.compile(
            r"(?<![^\W_])(?:ich bin(?: die| der)?|(?:io )?sono|ik ben|jestem|(?:ja )?jsem|som|ja sam|ben|ειμαι "
            r"(?:η|ο)|я|аз съм|"
            r"ја сам|јас сум|jag ar|jeg er|saya|aku|em la|minh la|(?:eu )?sunt|its|it's|im|i'm|this is|soy(?: "
            r"la)?|sou(?: a)?|"
            r"je suis|c'est|si|met|hier (?:ist|is)|qui|tu)\s\Z",
            re.IGNORECASE,
        ),
        re.compile(r"(?!\s[A-Z])"),
    ),
    (
        re.compile(r""),
        re.compile(r"\s(?:vagyok|here|aqui|ici|hier|qui|ako|nga pala)(?![^\W_])", re.IGNORECASE),
    ),
)
_AND = re.compile(r"\s(?:and|&|\+|y|e|et|und|en|i|si|a|ve|и|і|та|και|dan|at|va)\s")
_FOLLOWS = re.compile(r",\s?([^\W\d_]+)")
_CONFIDENCE = 0.7


def _somewhere(text: str, end: int) -> bool:
    """Whether a country follows: 'Sofia, Bulgaria' is a town."""
    from manumit.engine.signals.countries import country_of

    follows = _FOLLOWS.match(text, end)
    return follows is not None and len(follows[1]) > 2 and country_of(follows[1]) is not None


def _in_place(text: str, start: int, end: int) -> bool:
    """Whether people put their name there."""
    return any(
        after.match(text, end) and before.search(text, max(0, start - _BEFORE), start)
        for before, after in _PLACES
    )


def find_given_names(text: str) -> list[Found]:
    """Given names alone in a surface text with its case kept."""
    known = given_names()
    names = {word for word in set(_WORD.findall(text)) if word.lower() in known and _cased(word)}
    found: list[Found] = []
    last: tuple[str, int, int] = "", 0, 0
    for match in _WORD.finditer(text) if names else ():
        name, (start, end) = match[0], match.span()
        if name not in names:
            continue
        if last[0] and _AND.fullmatch(text, last[2], start) and not in_a_street(text, last[1], end):
            found += [_found(*last), _found(name, start, end)]  # 'Amy and Lucy'
        elif _in_place(text, start, end) and not (_somewhere(text, end) or in_a_street(text, start, end)):
            found.append(_found(name, start, end))
        last = name, start, end
    return found


def _found(name: str, start: int, end: int) -> Found:
    return Found("name", name, start, end, _CONFIDENCE, "name/2")


def _cased(word: str) -> bool:
    """Whether it begins with a capital, or its script has none."""
    return word[0].isupper() or word[0].lower() == word[0].upper()
