"""Names that a text introduces in the words of other languages than names.py knows (which masks texts, too: what it
finds is kept as it was), and in scripts without capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.signals.any_of import any_of
from manumit.engine.signals.folding import surface
from manumit.engine.signals.given_names import given_names
from manumit.engine.signals.model import Found

_NAME = re.compile(
    r"[:\s]{1,2}(?P<name>[A-ZА-ЯЁІЇЄҐЂЈЉЊЋЏΑ-ΩԱ-Ֆ][^\W\d_]{1,14}(?:-[^\W\d_]{2,14})?)(?![^\W\d_])"
)
_CALLED = re.compile(
    any_of(
        "mein name ist|ich heisse|ruf mich|frag nach|fragt nach|mi chiamo|il mio nome e|chiedi di|mijn naam is|ik heet|"
        "vraag naar|mam na imie|nazywam sie|pytaj o|jmenuji se|jmenuju se|volam sa|moje meno je|zovem se|zovu "
        "me|ime mi je|"
        "казвам се|името ми е|зовем се|име ми је|се викам|adim|ismim|a nevem|με λενε|λεγομαι|ονομαζομαι|jag "
        "heter|jeg heter|"
        "jeg hedder|nimeni on|mano vardas|mani sauc|minu nimi on|quhem|nama saya|nama aku|namaku|panggil aku|"
        "panggil saya|"
        "jina langu ni|naitwa|em ten|minh ten|toi ten|ten em|ten minh|ten toi|ten em la|ten minh la|ten toi la|"
        "goi em la|"
        "numele meu e|мое имя|моё имя|моє ім'я|звуть|зовите|питайте".split("|")
    )
)
_ASKED_FOR = re.compile("frag nach|fragt nach|vraag naar|pytaj o|chiedi di|питайте")
"""Behind these stands what is asked for, a name or a price: only names that many have count."""
_NO_NAME = frozenset("die der das ein eine la il un una een het de the a an not new".split())
_NO_THAI = "(?:ใหม่|สาว|ชาย|คน|หมา|แมว|ผู้|ลูก|นักศึกษา|ทุก|ครับ|ค่ะ|ภาพ|สมบัติ|แม่|พ่อ|หมอ|ครู|ๆ)"
"""What stands behind น้อง and คุณ and is no name: new girls, sisters."""
_THAI_SHORT = "ดี|มี|ไป|มา|จะ|อยู่|เป็น|ชอบ|รัก|ทุก|ว่าง|แล้ว|เอง|ขาว|ผอม|อวบ|ตัว|หมวย|มาก|และ|กับ|คือ|รับ"
_THAI_WORDS = (
    "(?:สวย|น่า|สาม|จะ(?=ได้|มี|ต้อง|เป็น)|ต้อง|ได้|ไม่|อยาก|ควร|เคย|กำลัง|สนใจ|ติดต่อ|โทร|บริการ|ทำงาน|ภาพ|เลือก|หรือ|พร้อม|"
    "ใช้|เข้า|ออก|เรียน|กลับ|พูด|เห็น|รู้|คิด|นวด|เด็ก|เอว|อายุ)"
)
"""Everyday words behind them: short ones are no name where they are all that stands there, others begin none."""
_ARABIC, _INDIC, _THAI = "\u0621-\u064a\u067e-\u06cc", "\u0900-\u0963", "\u0e01-\u0e4e"
_UNCASED = (  # (what a text must hold, pattern); groups: sure ones are names, of others those that many have
    (
        ("اسم", "نام", "ناد", "يدع"),
        rf"(?<!\w)(?:إسمي|اسمم|اسم من|نام من|نامم|ناديني|يدعونني)\s(?P<sure>[{_ARABIC}]{{2,12}})(?!\w)",
    ),
    (
        ("انا ", "أنا ", "معك", "من "),
        rf"(?<!\w)(?:انا|أنا|معك|معاكم|من)\s(?P<known>[{_ARABIC}]{{2,12}})(?!\w)",
    ),
    (
        ("नाम", "नाव"),
        rf"(?:(?:मेरा नाम|माझं नाव|(?m:^)नाम:)\s(?!(?:और|या|व|क्या|पता)\s)(?P<sure>[{_INDIC}]{{2,14}})|"
        rf"नाम:?\s(?P<known>[{_INDIC}]{{2,14}}))(?![{_INDIC}])",
    ),
    (("मैं ", "मी "), rf"(?:मैं|मी)\s(?P<known>[{_INDIC}]{{2,14}})(?![{_INDIC}])"),
    (
        ("নাম",),
        r"(?:(?:আমার নাম|(?m:^)নাম:)\s(?!(?:কি|কী|ও|এবং)(?!\w))(?P<sure>[\u0980-\u09e3]{2,14})|"
        r"নাম:?\s(?P<known>[\u0980-\u09e3]{2,14}))(?![\u0980-\u09e3])",
    ),
    (("קוראים לי", "שמי", "השם שלי"), r"(?:קוראים לי|שמי|השם שלי)\s(?P<sure>[\u05d0-\u05ea]{2,10})(?!\w)"),
    (("אני ",), r"(?<!\w)אני\s(?P<known>[\u05d0-\u05ea]{2,10})(?!\w)"),
    (("მქვია", "სახელი"), r"(?:მქვია|ჩემი სახელია|სახელი:?)\s(?P<sure>[ა-ჰ]{2,14})"),
    (("მე ",), r"(?:მე ვარ|მე)\s(?P<known>[ა-ჰ]{2,14})"),
    (("ስሜ", "ስም"), r"(?<!\w)(?:ስሜ|ስም:?)\s(?P<sure>[ሀ-ፗ]{2,8})"),
    (("ነኝ",), r"(?<!\w)እኔ\s(?P<sure>[ሀ-ፗ]{2,8})\sነኝ"),
    (
        ("น้อง", "คุณ"),
        rf"(?<![{_THAI}])(?:น้อง|คุณ)(?!{_NO_THAI})(?:(?!{_THAI_WORDS}|(?:{_THAI_SHORT})(?![{_THAI}]))"
        rf"(?P<sure>[{_THAI}]{{2,6}})(?=[\s\d,.()!:-]|$)|(?P<known>[{_THAI}]{{2,10}})(?![{_THAI}]))",
    ),
    (("我是",), r"我是(?P<known>[\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])"),
    (
        ("います", "申します"),
        r"(?P<sure>[\u3041-\u30fe\u4e00-\u9fff]{2,5}?)(?:と申します|といいます|って言います)",
    ),
    (
        ("です", "だよ", "より", "ちゃん", "(", "さん"),
        r"(?<![\u3041-\u30fe\u4e00-\u9fff])(?P<known>[\u3041-\u3096\u30a1-\u30fe]{2,4}|[\u4e00-\u9fff]{1,3})"
        r"(?=です|だよ|より|ちゃん|さん|[(]\d\d)",
    ),
    ((" 해요", " 합니다", "불러"), r"(?<![가-힣])(?P<sure>[가-힣]{2,3})(?:이라고|라고) (?:해요|합니다|불러)"),
    (("에요", "예요", "입니다"), r"(?<![가-힣])(?P<known>[가-힣]{2,3}?)(?:이에요|예요|이예요|입니다)"),
)
_PATTERNS = tuple((cues, re.compile(pattern)) for cues, pattern in _UNCASED)
_SURE, _KNOWN = 0.8, 0.6


def find_introduced(text: str) -> list[Found]:
    """Names that a surface text (case kept) introduces."""
    found = []
    for cue in _CALLED.finditer(text.lower()):
        match = _NAME.match(text, cue.end())
        if (
            match
            and not (cue.start() and text[cue.start() - 1].isalnum())
            and match["name"].lower() not in _NO_NAME
            and (not _ASKED_FOR.fullmatch(cue[0]) or surface(match["name"]).text.lower() in given_names())
        ):
            found.append(Found("name", match["name"], *match.span("name"), _SURE, "name/3"))
    if not text.isascii():
        found += _in_other_scripts(text)
    return found


def _in_other_scripts(text: str) -> Iterator[Found]:
    known = given_names()
    for cues, pattern in _PATTERNS:
        if not any(cue in text for cue in cues):
            continue
        for match in pattern.finditer(text):
            group = match.lastgroup or ""
            if group == "sure" or match[group] in known:
                confidence = _SURE if group == "sure" else _KNOWN
                yield Found("name", match[group], *match.span(group), confidence, "name/3")
