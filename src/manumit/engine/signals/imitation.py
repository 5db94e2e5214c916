"""Which known name a domain imitates, and how: letters that look alike, slips of a finger, a word or hyphen too many,
another ending, the real name set before a stranger's.

The score is a log-odds sum turned into a number between 0 and 1: what the way of imitating is worth, plus what the
length of the name is worth, since two short names are alike by chance. Weights were set by hand on the generated pairs
of benchmarks/look_alikes.py, so read it as a rank: no data here say what share of real domains at 0.9 imitate somebody.
The ways are those that dnstwist (github.com/elceef/dnstwist) generates; confusables are those of UTS-39.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp

from manumit.engine.signals.characters import CharacterMap, latin_lookalikes
from manumit.engine.signals.domains import host_of, parted, site_of
from manumit.engine.signals.typing_slips import slips

LEAST = 0.5
"""Below it, a likeness is not told."""
_LURES = frozenset(
    # what is put before or behind an employer's or a bank's name
    "job jobs career careers hr recruit recruiter recruiting recruitment hiring hire apply application vacancy "
    "vacancies work working employ employment visa visas immigration migration consulate embassy portal login signin "
    "secure security verify verification account accounts update support help service services online bank banking pay "
    "payment payments official group global international intl worldwide world overseas abroad corp company inc llc "
    "ltd team staff the my get go app web site info usa uk uae eu canada australia gulf dubai qatar asia europe africa "
    "empleo empleos trabajo trabajos oferta ofertas vaga vagas emprego empregos carreras emploi emplois recrutement "
    "karriere stellen lavoro rabota vakansii praca locuri munca trabaho kerja lowongan seguro cuenta banco".split()
)
_DIGRAPHS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_DIGITS = str.maketrans("034589", "oeasbg")
_map = CharacterMap()
_SUBDOMAIN, _CONFUSED, _HYPHEN, _ENDING = 4.0, 3.5, 1.8, 0.5
_LURE, _GLUED_LURE, _OTHER_WORD, _BARE_SUBDOMAIN = 1.8, 1.2, -1.5, -1.5
_OTHER_ENDING_TOO, _TYPED_TOO, _CONFUSED_TOO = -0.7, -0.5, 1.0
_SHORTEST_TYPED = 5
"""Names of fewer letters are reached from each other by one slip too easily to say anything."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """The known site that is imitated, the way in words, and how sure that is (0 to 1, see the module)."""

    known: str
    way: str
    score: float


@dataclass(frozen=True, slots=True)
class _Name:
    site: str
    label: str
    ending: str
    skeleton: str
    hasty: str
    letters: int
    worth: float


@dataclass(frozen=True, slots=True)
class _Form:
    """One reading of a suspect's label, and what it took to come to it. `letters` has a bit for each character: a quick
    proof that two names lie far apart."""

    skeleton: str
    hasty: str
    letters: int
    weight: float
    ways: tuple[str, ...]


def _length_worth(label: str) -> float:
    """Chance likeness falls with length: log-odds 0 at five letters, 0.7 a letter (rather less than a letter's
    surprisal in names, about 2 nats, for names share words), no more from twelve on. Letters of the words that half
    the trade has in its names count half."""
    common = 0
    at = 0
    while at < len(label):
        size = next(
            (size for size in range(min(13, len(label) - at), 2, -1) if label[at : at + size] in _LURES), 0
        )
        common += size
        at += size or 1
    return 0.7 * (min(len(label) - common / 2, 12) - 5)


@cache
def _plain(char: str) -> str:
    mapped = _map[char]
    return "".join(latin_lookalikes().get(one, one) for one in mapped).lower()


def skeleton(label: str, one: str = "l") -> str:
    """A label with UTS-39 look-alikes as Latin letters, accents off, digits as the letters they stand for; 1 as `one`
    (it poses as l and as i)."""
    return "".join(map(_plain, label)).translate(_DIGITS).replace("1", one)


def _hasty(seen: str) -> str:
    """A skeleton as a hasty eye takes it: pairs of letters that run together as one."""
    for pair, letter in _DIGRAPHS:
        seen = seen.replace(pair, letter)
    return seen


def _letters(text: str) -> int:
    bits = 0
    for char in text:
        bits |= 1 << (ord(char) % 61)
    return bits


@lru_cache(maxsize=8)
def _prepared(known: tuple[str, ...]) -> tuple[_Name, ...]:
    names = []
    for site in dict.fromkeys(map(site_of, known)):
        _, label, ending = parted(site)
        if len(label) >= 3:
            seen = skeleton(label)
            worth = _length_worth(seen)
            names.append(_Name(site, label, ending, seen, _hasty(seen), _letters(seen), worth))
    return tuple(names)


def look_alike(domain: str, known: Iterable[str]) -> LookAlike | None:
    """The known site that `domain` (an address or a host) most probably imitates; None for none, and for the known
    sites themselves with all that lies below them."""
    names = _prepared(tuple(known))
    host = host_of(domain)
    before, label, ending = parted(host)
    own = f"{label}.{ending}" if ending else label
    if not label or any(own == name.site for name in names):
        return None
    found = [*_below(names, before, label), *_beside(names, label, ending)]
    best = max(found, key=lambda one: (one.score, one.known), default=None)
    return best if best is not None and best.score >= LEAST else None


def _told(name: _Name, ways: Iterable[str], odds: float) -> LookAlike:
    score = 1 / (1 + exp(-(odds + name.worth)))
    return LookAlike(name.site, ", ".join(dict.fromkeys(ways)), min(round(score, 3), 0.999))


def _below(names: Iterable[_Name], before: list[str], label: str) -> Iterator[LookAlike]:
    """`bank.example.login.test`: the whole known name, or its label, stands before another registered one."""
    words = f".{'.'.join([*before, label]).replace('-', '.')}."
    for name in names:
        if f".{name.site.replace('-', '.')}." in words:
            yield _told(name, ["its whole name stands before another site's"], _SUBDOMAIN)
        elif name.label in before:
            yield _told(name, ["its name stands before another site's"], _BARE_SUBDOMAIN)


def _beside(names: Iterable[_Name], label: str, ending: str) -> Iterator[LookAlike]:
    forms = list(_forms(label))
    for name in names:
        other = ending != name.ending
        if label == name.label:
            yield _told(name, [f"another ending (.{ending})"], _ENDING)
            continue
        for form in forms:
            extra = _likeness(form, name, label)
            if extra is None:
                continue
            weight, ways = extra
            ways = (*form.ways, *ways, *([f"another ending (.{ending})"] if other else []))
            yield _told(name, ways, form.weight + weight + (_OTHER_ENDING_TOO if other else 0))


def _likeness(form: _Form, name: _Name, label: str) -> tuple[float, tuple[str, ...]] | None:
    """What the likeness of a form to a known name is worth, and its ways; None without one."""
    if form.hasty == name.hasty:
        confused = form.skeleton != name.skeleton or name.label not in label
        ways = ("letters that look alike",) if confused else ()
        return (_CONFUSED_TOO * confused if form.ways else _CONFUSED), ways
    if form.hasty.replace("-", "") == name.hasty.replace("-", ""):
        if name.label.replace("-", "") in label.replace("-", ""):
            return (0.0 if form.ways else _HYPHEN), ("a hyphen more or less",)
        weight = _CONFUSED_TOO if form.ways else _CONFUSED
        return weight, ("letters that look alike", "a hyphen more or less")
    if min(len(name.skeleton), len(form.skeleton)) < _SHORTEST_TYPED:
        return None
    if abs(len(name.skeleton) - len(form.skeleton)) > 2 or (form.letters ^ name.letters).bit_count() > 4:
        return None
    found = slips(name.skeleton, form.skeleton)
    if found is None:
        return None
    return found.weight + (_TYPED_TOO if form.ways else 0.0), found.ways


def _forms(label: str) -> Iterator[_Form]:
    """The label itself, and what is left of it when an added word is taken off."""
    for one in "li" if "1" in label else "l":
        whole = skeleton(label, one)
        yield _form(whole, 0.0, ())
        words = whole.split("-")
        for cut in range(1, len(words)):
            for kept, gone in ((words[cut:], words[:cut]), (words[:cut], words[cut:])):
                lured = all(word in _LURES or word.isdigit() for word in gone)
                yield _form("-".join(kept), _LURE if lured else _OTHER_WORD, (f"'{'-'.join(gone)}' added",))
        for size in range(2, min(len(whole) - 2, 16)):
            if whole[:size] in _LURES:
                yield _form(whole[size:].lstrip("-"), _GLUED_LURE, (f"'{whole[:size]}' added",))
            if whole[-size:] in _LURES:
                yield _form(whole[:-size].rstrip("-"), _GLUED_LURE, (f"'{whole[-size:]}' added",))


def _form(seen: str, weight: float, ways: tuple[str, ...]) -> _Form:
    return _Form(seen, _hasty(seen), _letters(seen), weight, ways)
