"""E-mail addresses and links told in words or signs, in many languages: 'name at site dot org', 'nombre [arroba] sitio
[punto] com', 'site dot org/page'. Surface forms: lower case, Latin accents dropped.

A word that means only the sign ('arroba') makes an address with a plain point, too; one that means other things ('at',
'la') does so where the point is told as well, or where the name is none of a language's words ('mia_92 at site.org').
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.signals.domains import ENDINGS
from manumit.engine.signals.handle_words import COMMON
from manumit.engine.signals.model import Found, Taken

_ENDING = "(?:" + "|".join(sorted(ENDINGS, key=len, reverse=True)) + ")"
_TOLD_ENDINGS = {
    **dict.fromkeys("ком كوم کام קום कॉम 컴 คอม コム".split(), "com"),
    **{"нет": "net", "نت": "net", "орг": "org", "ру": "ru", "юа": "ua", "넷": "net"},
}
"""Endings told in another script."""
_TOLD_ENDING = "|".join(_TOLD_ENDINGS)
_AT_SURE = (
    r"(?:ar+[o0]+b+[a4](?:s+e?)?|a[ -]commercial|a[ -]?rond|chioc+iola|klammeraffe|affenschwanz|coada[ -]de[ -]maimuta|"
    r"malpa|zavinac|kukac|snabel-?a|apenstaartje|с[оа]бак[аи]|sobaka|собачк[аи]|песик|равлик|a cong|a[ -]moc|"
    r"et isareti|kuyruklu a|a keong|(?:at|et)[ -](?:sign|symbol|merkki|the rate(?: of)?)|sign at|"
    r"שטרודל|כרוכית|ات ساین|ات|آت|ايت|ایت|παπακι|"
    r"miukumauku|krollalfa|alfakroll|majmun|кльомба|маймунско а|एट|ऐट|অ্যাট|ਐਟ|"
    r"շնիկ|ძაღლუკა)"
)
_AT_MAYBE = "(?:at|a-t|et|эт|ет|ат|на|la|tai|chez|ad)"
_UNSPACED_AT = "(?:艾特|在|ที่|小老鼠|圈a|アットマーク|アット|골뱅이|แอท|แอด|อาท)"
_DOT_WORD = (
    "(?:d[o0]t|punt[o0]|pont[o0]|p[o0]int|punkt|punct|punt|period|tochka|точка|крапка|кропка|tuldok|cham|kropka|tecka|titik|nokta|"
    "d-o-t|pont|piste|tacka|tocka|тачка|taskas|punkts|נקודה|دوت|نقطة|نقطه|دات|डॉट|डाट|ডট|ਡਾਟ|τελεια|կետ|წერტილი)"
)
_UNSPACED_DOT = "(?:点|點|ドット|점|닷|จุด|ดอท)"
LOW_LINE = (
    r"(?:underscore|under score|underline|unterstrich|guion (?:a?bajo)|(?:raya|barra) baja|sublinhad[oa]|sublinha|"
    r"traco (?:baixo|inferior|de baixo)|tiret (?:du |de )?bas|souligne|trattino basso|sottolineato|"
    r"lini(?:e|a|uta) (?:de )?jos|subliniere|podkresl\w+|alt (?:tire|cizgi)|garis bawah|нижнее подчеркивание|"
    r"подчеркивание|нижнє підкреслення|підкреслення|gach duoi|下划线|底線)"
)
DASH = (
    r"(?:dash|hyphen|minus|guion(?: medio)?|hifen|traco|tiret|trattino|cratima|liniuta|bindestrich|myslnik|strip|тире|"
    r"дефис|дефіс|минус|мінус|gach ngang|gitling|横杠|短横)"
)
_TIES = "[-_*~/|\"'+]"  # signs that some put around such words instead of blanks


def _wrapped(words: str) -> str:
    """A word with blanks, brackets or signs on both sides."""
    return rf"(?:\s+{words}\s+|\s*[\[({{<]\s*{words}\s*[\])}}>]\s*|\s?{_TIES}{words}{_TIES}\s?)"


_LETTER = "[\u2709\U0001f4e7-\U0001f4e9\U0001f48c]\ufe0f?"  # pictures of a letter beside the sign
_BRACKETED_AT = rf"\s*[\[({{<]\s*(?:@|a|{_AT_SURE}|{_AT_MAYBE}|{_UNSPACED_AT})\s*[\])}}>]\s*"
_AT = (
    rf"(?:(?P<sure>{_BRACKETED_AT}|{_wrapped(_AT_SURE)}|\s?(?:{_LETTER}\s?)?@(?:\s?{_LETTER})?\s?)|"
    rf"(?P<maybe>{_wrapped(_AT_MAYBE)}|\s*{_UNSPACED_AT}\s*))"
)
SPOKEN_DOT = (
    rf"(?:{_wrapped(_DOT_WORD)}|\s*{_UNSPACED_DOT}\s*|\s*[\[({{<]\s*(?:\.|{_UNSPACED_DOT})\s*[\])}}>]\s*)"
)
_DOT = rf"(?:\s?[.。•·∙●⚫🔵]\s?|{SPOKEN_DOT})"
_JOIN = rf"\s*(?:{LOW_LINE}|{DASH})\s*"
_NAME = r"(?:[a-z0-9](?: [a-z0-9]){3,}(?![a-z0-9])|[a-z0-9](?:[a-z0-9._%+-]*[a-z0-9_+-])?)"
_SITE = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_MORE = rf"(?:(?P=dot)|{SPOKEN_DOT}|\.|{_JOIN})"
_TAIL = (
    rf"(?P<dot>{_DOT})(?:(?P<more>{_SITE}(?:{_MORE}{_SITE})*)(?:(?P=dot)|{SPOKEN_DOT}|\.))?"
    rf"(?P<end>{_ENDING}|{_TOLD_ENDING})(?![\w-])"
)
_EMAIL = re.compile(
    rf"(?<![a-z0-9_.+-])(?P<name>{_NAME}(?:(?:{_JOIN}|{SPOKEN_DOT}){_NAME}){{0,6}}){_AT}"
    rf"(?P<site>{_SITE}(?:{_JOIN}{_SITE})*){_TAIL}(?P<path>\s?/\s?\w|\s(?:slash|barra|слэш)\s)?"
)
_SIGN = re.compile(
    rf"@|[\[({{<]\s?(?:a|at|et)?(?=\W)|(?<![^\W_]){_AT_SURE}(?![^\W_])|(?<![^\W_]){_AT_MAYBE}(?![^\W_])|{_UNSPACED_AT}"
)
_POINT_AHEAD = re.compile(
    rf"[^.\n]{{0,40}}?(?:\n[^.\n]{{0,40}}?)?(?:[.。•·∙●⚫🔵]|{_DOT_WORD}|{_UNSPACED_DOT})"
)
_SITE_AHEAD = re.compile(
    rf"(?:[ -](?:t|commercial|rond|cong|moc|keong|sign|symbol|isareti))?(?:[{_TIES[1:-1]}\s\])}}>@\[({{<]|{_LETTER})*"
    rf"{_SITE}(?:{_JOIN}{_SITE})*{_TAIL}"
)
"""What follows the sign, or the part of it that `_SIGN` found."""
_NAME_REACH, _SITE_REACH = 64, 96  # characters before and after the sign that belong to an address
_CAPITALS = re.compile(
    rf"(?<![A-Za-z0-9_.+-])(?P<name>[a-z0-9._+-]*[a-z0-9])(?:AT|ARROBA|AROBASE|CHIOCCIOLA)"
    rf"(?P<site>[a-z0-9]+(?:-[a-z0-9]+)*(?:(?:DOT|PUNTO|PONTO|POINT|PUNCT|\.)[a-z0-9]+)*?)"
    rf"(?P<dot>DOT|PUNTO|PONTO|POINT|PUNCT|\.)(?P<end>{_ENDING})(?![\w-])"
)
_URL = re.compile(
    rf"(?<![\w@.-])(?P<scheme>h(?:tt|xx|\*\*)ps?\s?(?::|colon)?\s?(?://|slash slash)?\s?)?"
    rf"(?P<host>(?:{_SITE}\.){{0,4}}{_SITE}{SPOKEN_DOT}(?:{_SITE}(?:{SPOKEN_DOT}|\.)){{0,4}})(?P<end>{_ENDING})(?![\w-])"
    r"(?P<path>(?:\s+(?:slash|barra|слэш)\s+[\w-]+){1,8}|/[^\s<>\"'\u2028]*)?"
)
_BROKEN = re.compile(
    rf"(?<![\w@.-])(?P<scheme>h ?(?:t ?t|x ?x|\*\*) ?p ?s? ?: ?/ ?/ ?)?"
    rf"(?P<host>{_SITE}(?: \. {_SITE}){{0,4}}(?: \. | \.))(?P<end>{_ENDING})"
    r"(?![\w-])(?P<path>(?: / [\w-]+){1,8})?(?! ?@)"
)
_PLAIN_ENDINGS = frozenset("com net org onion example".split())
_CAPITAL_DOT = re.compile("DOT|PUNTO|PONTO|POINT|PUNCT")
_DOTS, _SLASHES = re.compile(_DOT), re.compile(r"\s+(?:slash|barra|слэш)\s+")
_LOW_LINES, _DASHES = re.compile(rf"\s*{LOW_LINE}\s*"), re.compile(rf"\s*{DASH}\s*")
_PLAIN_DOT = re.compile(r"\s?\.\s?")
_ORDINARY = COMMON | frozenset(
    "write email mail look looks meet see am visit find check arrive arrived staying working live back looking laugh "
    "site website web up out more online sign book browse read shop buy apply register come posted listed based".split()
)
"""What stands before 'at' in a sentence, not in an address."""
_BOXES = frozenset(
    "info contact contacts booking bookings sales support office hello admin team jobs hr mail".split()
)
"""Of these, names of boxes that many sites have: an address where somebody is asked to write there."""
_ASKED = re.compile(
    r"(?:\b(?:write to|mail|e-?mails?|mail us|email us|write us|write|reach us|cv to|to|escribe a|correo|escrivez a|"
    r"ecrire a|scrivi a|an|envie para|para|пишите на|пишите|почта|пошта|на)|[:✉📧📩])\s*$"
)
_AT_BEFORE = re.compile(rf"(?:@|[\])}}>]|(?<![a-z]){_AT_SURE})\s*$")
_REACH = 24  # characters before a link in which the rest of an e-mail address may stand
_NO_SITE = frozenset("the our your any this that dot one two and with for site web a".split())
_CLOSING = ".,;:!?)]}'\"*_~»”…"


def _written(told: str) -> str:
    """A part of an address with its points, dashes and low lines as signs."""
    plain = _DASHES.sub("-", _LOW_LINES.sub("_", told))
    return _DOTS.sub(".", plain).replace(" ", "")


def _is_email(match: re.Match[str]) -> bool:
    """Whether a word that may mean the sign does so here."""
    if match["sure"]:
        return not match["path"]
    name, written = match["name"], _written(match["name"])
    if name in _BOXES and _ASKED.search(match.string[: match.start()][-_REACH:]):
        return not match["path"]
    if match["path"] or name in _ORDINARY or not written.isascii():
        return False
    plain = bool(_PLAIN_DOT.fullmatch(match["dot"])) and written == name
    return not plain or not name.isalpha()


def _near_signs(text: str) -> Iterator[re.Match[str]]:
    """Matches around what may be the sign, in order: a search from every word would take most of the time."""
    done = 0
    for sign in _SIGN.finditer(text):
        last = sign.end() + _SITE_REACH
        if sign.start() < done or not _SITE_AHEAD.match(text, sign.end(), last):
            continue
        if not _POINT_AHEAD.match(text, sign.end()):
            continue
        start = max(done, sign.start() - _NAME_REACH)
        while start > done and text[start - 1].isalnum():
            start -= 1
        match = _EMAIL.search(text, start, last)
        if match and match.start() < sign.end():
            done = match.end()
            yield match


def spoken_emails(text: str, taken: list[Found]) -> list[Found]:
    """Such addresses of a lower-case text where nothing of `taken` stands."""
    found, told = [], Taken(taken)
    for match in _near_signs(text):
        end = match.start("path") if match["path"] else match.end()
        if not _is_email(match) or told.meets(match.start(), end):
            continue
        name = _written(match["name"]).strip("_-")
        site = (
            f"{_written(match['site'])}.{_written(match['more'])}"
            if match["more"]
            else _written(match["site"])
        )
        value = f"{name}@{site}.{_TOLD_ENDINGS.get(match['end'], match['end'])}"
        found.append(Found("email", value, match.start(), end, 0.88, "email/2"))
    return found


def capital_emails(text: str, taken: list[Found]) -> list[Found]:
    """'miaATsiteDOTorg', in a text with its case kept."""
    told = Taken(taken)
    return [
        Found(
            "email",
            f"{match['name']}@{_CAPITAL_DOT.sub('.', match['site'])}.{match['end']}",
            *match.span(),
            0.85,
            "email/2",
        )
        for match in _CAPITALS.finditer(text)
        if not told.meets(*match.span())
    ]


def spoken_urls(text: str, lower: str) -> list[Found]:
    """'site dot example slash page'; `lower` is the text in small letters."""
    found = []
    for match in _URL.finditer(lower):
        host = _written(match["host"]).rstrip(".")
        before = lower[max(0, match.start("host") - _REACH) : match.start("host")]
        if host.split(".")[0] in _NO_SITE or _AT_BEFORE.search(before):
            continue
        found.append(_link(text, match, host, 0.8))
    return found


def broken_urls(text: str, lower: str) -> list[Found]:
    """'www . site . example / page', 'site .com'; `lower` is the text in small letters."""
    found = []
    for match in _BROKEN.finditer(lower):
        named = match["scheme"] or match["host"].startswith("www") or match["path"]
        if named or (match["end"] in _PLAIN_ENDINGS and match["host"].split(" ")[0] not in _ORDINARY):
            found.append(_link(text, match, _written(match["host"]).rstrip("."), 0.75))
    return found


def _link(text: str, match: re.Match[str], host: str, confidence: float) -> Found:
    told = text[match.start("path") : match.end("path")] if match["path"] else ""
    path = re.sub(r"\s", "", _SLASHES.sub("/", told)).rstrip(_CLOSING)
    end = match.end("end") + len(told.rstrip(_CLOSING))
    scheme = (
        "https"
        if (match["scheme"] or "").replace(" ", "").startswith(("https", "hxxps", "h**ps"))
        else "http"
    )
    value = f"{scheme}://{host}.{match['end']}{'' if path == '/' else path}"
    return Found(
        "url",
        value,
        match.start("scheme" if match["scheme"] else "host"),
        end,
        confidence,
        "url/2",
        "defanged",
    )
