"""Names of people: conservative patterns in texts, and keys to compare names by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.signals.folding import surface
from manumit.engine.signals.model import Found

_CUE = re.compile(
    r"(?:ask for|asking for|my name is|my name's|name is|i am called|i am|i'?m|call me|this is|it'?s|me llamo|"
    r"mi nombre es|soy|pregunta por|pregunte por|preguntar por|habla con|hablar con|llamame|meu nome e|me chamo|"
    r"chamo-me|sou a|sou o|falar com|fale com|pergunte por|je m'appelle|je suis|demandez|меня зовут|зовут|"
    r"спросить|спросите|спрашивайте|ako si|ako po si|hanapin si|pangalan ko ay|kausapin si|ma numesc|"
    r"numele meu este|мене звати|ten em la|contact person:?|name:|nombre:|nome:|имя:|nom:|with)\s+"
)
_SURE = re.compile(
    r"ask|name|llamo|nombre|chamo|nome|appelle|зовут|спро|звати|si$|numesc|numele|pregunt|pergunt",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ]"
_PERSON = re.compile(
    r"(?:(?:mr|mrs|ms|miss|sr|sra|srta|dona|don)\.? )?"
    rf"({_CAPITAL}[^\W\d_]+(?:['-]{_CAPITAL}?[^\W\d_]+)?"
    rf"(?: {_CAPITAL}[^\W\d_]+(?:-{_CAPITAL}[^\W\d_]+)?){{0,2}})"
)
_INTRODUCED = re.compile(
    "(?:我叫|名字叫|名字是|叫我)(?P<zh>[\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])"
    "|名前は(?P<ja>[\u3041-\u30fe\u4e00-\u9fff]{2,6}?)(?=です|と申|[、。,，!！\\s]|$)"
    "|(?:이름은|제 이름은)\\s?(?P<ko>[가-힣]{2,4}?)(?=입니다|이에요|예요|이고|[,.!\\s]|$)"
    "|(?<![\u0e01-\u0e4e])(?:ฉัน|หนู|ดิฉัน|เรา)?ชื่อ\\s?(?P<th>[\u0e01-\u0e4e]{2,12})(?![\u0e01-\u0e4e])"
    "|(?<!\\w)(?:اسمي|إسمي)\\s(?P<ar>[\u0621-\u064a]{2,12})(?!\\w)"
)
"""A name behind the words that introduce one, in scripts without capitals."""
_INTRODUCERS = re.compile("叫|名字|名前|이름|ชื่อ|سمي")
_NOT_NAMES = frozenset(
    "the now new me us available here very from in at on sweet hot real independent young ready back only "
    "your you my we whatsapp telegram viber signal today tonight monday tuesday wednesday thursday friday "
    "saturday sunday asian latina latin russian brazilian colombian thai filipina european nueva nuevo "
    "una un de la el do da uma um a o en and please manager reception office hr miss mr mrs english "
    "spanish january february march april may june july august september october november december great "
    "good best all no not just so looking working also now".split()
)
_TITLES = frozenset(
    "mr mrs ms miss mstr mst dr prof sir dame sr sra srta jr snr jnr ii iii iv chd inf don dona "
    "mister madam herr frau mme mlle m r".split()
)
_GLUED_TITLE = re.compile(r"^(.{3,}?)(?:mr|mrs|ms|miss|mstr|chd|inf)$")


def find_names(text: str) -> list[Found]:
    """Names that a text introduces itself; surface text with its case kept."""
    found = []
    for cue in _CUE.finditer(text.lower()):
        match = _PERSON.match(text, cue.end())
        if not match or (cue.start() and text[cue.start() - 1].isalnum()):
            continue
        words = match[1].split(" ")
        while words and words[-1].lower() in _NOT_NAMES:
            words.pop()
        if not words or words[0].lower() in _NOT_NAMES:
            continue
        name = " ".join(words)
        word = cue.group().strip()
        weak = 0.45 if word == "with" else 0.6
        found.append(
            Found(
                "name",
                name,
                match.start(1),
                match.start(1) + len(name),
                0.85 if _SURE.search(word) else weak,
                "name/1",
            )
        )
    if not text.isascii() and _INTRODUCERS.search(text):
        found += [
            Found("name", match[kind], *match.span(kind), 0.8, "name/1")
            for match in _INTRODUCED.finditer(text)
            if (kind := match.lastgroup)
        ]
    return found


def _tokens(name: str) -> Iterator[str]:
    for token in re.findall(r"[^\W\d_]+", surface(name).text.lower().replace("'", "")):
        if token not in _TITLES:
            yield token


def _airline_form(name: str) -> str:
    """'SURNAME/GIVENMR' (airline records) with its glued title taken off; other forms as they are."""
    if "/" not in name:
        return name
    family, _, given = name.partition("/")
    glued = _GLUED_TITLE.match(given.strip().lower())
    return f"{family} {glued[1] if glued else given}"


def name_key(name: str) -> str:
    """A key equal for the same name in another order, case, script form or with titles: folded, sorted tokens."""
    return " ".join(sorted(_tokens(_airline_form(name))))


def person_key(name: str, birth_date: object) -> str:
    """`name|birth_date` as the source wrote it (date ISO 8601, empty when unknown)."""
    return f"{name}|{'' if birth_date is None else birth_date}"
