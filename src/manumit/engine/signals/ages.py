"""Ages that a text claims ('age 23', 'tengo 23 años', 'мне 23', '23岁'), as 'N' or 'N-M'."""

from __future__ import annotations

import re

from manumit.engine.signals.model import Found

YOUNGEST, OLDEST = 12, 79
"""Fewer years are a child's in somebody's care, or a time of work; more are a firm's."""
_AGE = r"(?<![\d.:/-])(?<!\d,)(?P<first>[1-7]\d)(?:\s?(?:-|–|to|a|до|y|o)\s?(?P<last>[1-7]\d))?(?![\d.,:/-]\d|\d)"
_YEARS = (
    r"(?:years? old|year-old|yrs? old|y/?\.?o\b|yo\b|y\.o\.|años|anos(?! de (?:exp|garant|trabaj|atras))|"
    r"ans(?! d'exp)|лет(?! опыт| работ| стаж)|года?(?! опыт|у)|"
    r"років|роки|рокiв|рік|taong gulang|taon gulang|anyos|ani\b(?! de exp| exper)|de ani(?! de exp| exper)|"
    r"añitos|anitos|χρονων|χρονών|ετων|ετών|سنة|سنه|عاما|عام|साल|वर्ष|tahun|thn|"
    r"tuoi|ปี|岁|歲|才|歳|살|세|jahre?n?\b(?! erf)|jahrige|anni(?! di esp)|enne\b|yas|aninhos|godina\b|godine\b|"
    r"god\.|godin[ao]\b|"
    r"години|године|година|lat\b(?! dosw)|lata\b|let\b(?! praxe)|roku\b|eves|ev\b|jaar\b(?! erv)|jr\b|ar "
    r"gammal|vuotias|ετος|"
    r"წლის|ዓመት|አመት|वर्षीय|ساله|سالم|سالمه|שנים|বছর|metu\b|gadi\b|aastane|miaka|taon\b)"
)
_BEHIND = re.compile(rf"{_AGE}\s?-?{_YEARS}")
_BEFORE = re.compile(
    r"(?:\b(?:ages?d?|edad|idade|age de|agee?|alter|edad ko|varsta|возраст|вік|tuoi|gulang|i'?m|i am|im|"
    r"tengo|cumplo|tenho|"
    r"j'ai|мне|мені|am|only|solo|just turned|she is|she's|he is|he's|girls?|lad(?:y|ies)|wom[ae]n|guys?|"
    r"chicas?|garotas?|filles?|девушк[аи]|bin|sono|jestem|wiek|vek|kor|yasim|eta|leeftijd|ειμαι)|"
    r"年龄|年齢|나이|อายุ|عمري|عمرها|العمر|उम्र|आयु|umur|usia|ηλικια|ასაკი|ዕድሜ|סן|וגיל|גיל|سنم|سن)"
    rf"[\s:=]{{0,3}}{_AGE}(?!\s?(?:%|€|£|\$|eur|usd|km|kg|cm|min|mins|h\b|hr|hour|day|week|month|step|uhr|ore\b|stunden|"
    rf"year(?!s? old)|день|мин|час|дн|нед|мес))"
)
_SPAN_OF_TIME = re.compile(
    r"(?:for|since|over|in|last|past|within|after|hace|desde|durante|ha|depuis|pendant|за|уже|более|понад|"
    r"kada|mahigit|de|peste|hon|กว่า|"
    r"experience|experiencia|опыт|стаж)\s*$|(?:guarantee|warranty|contract|lease|built|founded|garantia)\W{0,3}$"
)
_AFTER_TIME = re.compile(
    r"\s*(?:of|de|d'|in (?:the )?business|experience|experiencia|опыта|стажа|работы|ago|atras|together|"
    r"warranty|guarantee|exper|经验|กว่า)"
)
_OTHERS = re.compile(
    r"(?:\b(?:house|building|flat|apartment|shop|salon|firm|son|sons|daughters?|sisters?|brothers?|mother|father|herman[ao]|irma[o]?|soeur|frere|sorella|fratello|schwester|bruder|"
    r"child(?:ren)?|kids?|baby|dogs?|cats?|casa|edificio|empresa|tienda|negocio|hij[oa]s?|nin[oa]s?|predio|loja|filh[oa]s?|"
    r"maison|immeuble|batiment|fils|fille de|enfants?|palazzo|edificio|figli[oa]?|bambin[oi]|haus|altbau|"
    r"gebaude|firma|sohn|tochter|"
    r"kind(?:er)?|huis|pand|gebouw|zoon|dochter|kinderen|bloc|cladire|firma|fiul|fiica|copi[il]|dom|kamienica|budynek|syn|corka|"
    r"dziecko|dzieci|dum|budova|dcera|deti|kuca|zgrada|kci|dete|bina|ev|oglum|kizim|cocuk|gedung|rumah|anak|bahay|"
    r"anak ko|haz|epulet|fiam|lanyom|gyerek)|(?<![а-яіїєґ])(?:дом\w?|здани\w|фирм\w|компани\w|квартир\w|сын\w?|"
    r"доч\w+|дет\w+|ребен\w+|будин\w+|син\w?|діт\w+|дитин\w|сград\w|къща|дете|зграда|кућа)|عمر (?:ال)?(?:بناي|"
    r"مبن|طفل|عمار)\w*|"
    r"البناية|المبنى|عمارة|طفل\w*|ابن\w*|بنت[يهى]|ساختمان|خانه|پسر\w*|دختر[مش]|इमारत|घर|मकान|बेट[ाी]|बच्च\w*|"
    r"אבן|בניין|בן שלי|κτιριο|σπιτι|"
    r"γιο[ςσ]|κορη|παιδι\w*|შვილი|სახლი|อาคาร|ตึก|บ้าน|ลูก|楼龄|樓齡|楼|房|孩子|儿子|女儿|工龄|築|子供|息子|娘|건물|아들|딸|아이)[^.,!?;،\n]{0,16}$"
)
"""Whose years they are: of houses, firms and children."""
_MEASURES = re.compile(r"(?P<age>1[89]|[2-5]\d)(?<![\d.,:/+-]\d\d)\s?[/|]\s?1[4-9]\d\s?[/|]\s?[4-9]\d(?!\d)")
"""Age, height and weight: '22/168/52'."""
_PAID = re.compile(
    r"(?:\b(?:paid|pays?|prices?|rates?|costs?|fees?|tarif\w*|precios?|preise?|цен\w)|[€£$])\W{0,3}$"
)
"""Before three numbers: they are prices."""
_WEAK = 0.65


def find_ages(text: str) -> list[Found]:
    """Ages in a lower-case surface text."""
    found: list[Found] = []
    told: set[int] = set()
    for pattern, confidence in ((_BEHIND, 0.85), (_BEFORE, _WEAK)):
        for match in pattern.finditer(text):
            start, end = match.start("first"), match.end("last") if match["last"] else match.end("first")
            if start in told:
                continue
            first, last = int(match["first"]), int(match["last"] or match["first"])
            spoken_for = pattern is _BEHIND and (
                _SPAN_OF_TIME.search(text[max(0, start - 14) : start]) or _AFTER_TIME.match(text, match.end())
            )
            if spoken_for or not YOUNGEST <= first <= last <= OLDEST:
                continue
            if _OTHERS.search(text, max(0, start - 32), start):
                continue
            value = f"{first}" if first == last else f"{first}-{last}"
            told.add(start)
            found.append(Found("age", value, start, end, confidence, "age/1"))
    found += [
        Found("age", match["age"], *match.span("age"), _WEAK, "age/1")
        for match in _MEASURES.finditer(text)
        if match.start() not in told and not _PAID.search(text, max(0, match.start() - 12), match.start())
    ]
    return found


_BEHIND_NAME = re.compile(
    r"(?:[,،、፣]\s?|\s?\(|\s|\sde\s)(?P<age>[1-7]\d)(?=\s?(?:$|[,.;!|)\n•،、።।]|[^\w\s]))(?![.,:]\d)(?!\s?(?:[€£$%+/:°–-]))",
    re.MULTILINE,
)


def find_ages_behind(text: str, names: list[Found]) -> list[Found]:
    """Ages behind a name: 'Mia, 23', 'Lena (24)'."""
    found = []
    for name in names:
        match = _BEHIND_NAME.match(text, name.end)
        if match and YOUNGEST <= int(match["age"]) <= OLDEST:
            found.append(Found("age", match["age"], match.start("age"), match.end("age"), _WEAK, "age/1"))
    return found
