"""Messaging and other platforms by the words people call them, however spelt, in many languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from manumit.engine.signals.any_of import any_of

_CALLED = {
    "telegram": "telegram tele ✈ telegramm telegrm telgram telegran tele-gram teleg tg tlg tgram телеграм телеграмм "
    "телеграмме телеграму телега "
    "телегу телеге тг тлг 电报 電報 飞机号 纸飞机 テレグラム 텔레그램 텔레 เทเลแกรม تلجرام تيليجرام "
    "تلغرام تليجرام टेलीग्राम",
    "whatsapp": "whatsapp whatsap whats-app watsapp watsap wassap whats wa wsp wpp wapp wsap zapzap wattsapp "
    "wattsap whatapp whatsaap wats wotsapp wotsap whassapp wassapp whtsapp wts wps ватсап "
    "вотсап вацап ватсапп "
    "вотсапп васап вотсап whatsup вайтсап วอทส์แอพ วอตส์แอป 왓츠앱 واتساب واتس व्हाट्सएप",
    "instagram": "instagram insta-gram insta instagran ig inst инста инстаграм инсту инсте інста інстаграм "
    "ไอจี インスタ 인스타 انستا "
    "انستقرام انستغرام ins ins账号 इंस्टाग्राम",
    "snapchat": "snapchat snap-chat snap snp snapp snapchap sc 👻 снап снэп снапчат снэпчат สแนป سناب سنابشات 스냅챗",
    "wechat": "wechat we-chat weixin wei-xin wx vx 微信 微信号 微信號 薇信 威信 v信 加v 加微信 加薇信 "
    "加薇 加威 加葳 加微 卫星 微x 葳信 维信 围信 徽信 溦信 嶶信 唯信 "
    "微号 薇号 +v +薇 +微 +威 +wx +vx ➕v ➕薇 ➕微 ➕wx ➕vx вичат วีแชท 위챗 ウィーチャット",
    "line": "line lineid ไลน์ ไลน ไลน์ไอดี ไลไอดี ライン 라인 лайн 连我 賴 赖",
    "signal": "signal сигнал シグナル 시그널 سيجنال",
    "viber": "viber вайбер вайбере вайберу ไวเบอร์ فايبر",
    "x": "twitter x твиттер",
    "facebook": "facebook fb messenger facebok фейсбук เฟส เฟซบุ๊ก",
    "kik": "kik kikmessenger кик",
    "tiktok": "tiktok tik-tok тикток",
    "zalo": "zalo zl zalu dalo зало ซาโล",
    "kakaotalk": "kakaotalk kakao 카톡 카카오톡 カカオ",
    "onlyfans": "onlyfans",
    "skype": "skype скайп",
    "discord": "discord дискорд",
    "vk": "vk вк vkontakte вконтакте",
    "paypal": "paypal",
    "cashapp": "cashapp",
    "session": "sessionid",
    "threema": "threema",
    "wickr": "wickr",
}
_ALSO_CALLED = {
    "telegram": "تلگرام تلكرام طلغرام טלגרם टेलिग्राम টেলিগ্রাম ቴሌግራም ტელეგრამი տելեգրամ τελεγκραμ телек тележка "
    "telega tlgrm 小飞机 飞机",
    "whatsapp": "واتساپ ווטסאפ וואטסאפ ווצאפ וואצאפ व्हाट्सऐप হোয়াটসঅ্যাপ ワッツアップ 왓쯔앱 γουατσαπ ватцап ваттсап",
    "instagram": "انستجرام اینستا اینستاگرام אינסטגרם אינסטה इंस्टा ইনস্টাগ্রাম インスタグラム 인스타그램 อินสตาแกรม "
    "ινσταγκραμ инстаграмм инстик",
    "snapchat": "اسنپ סנאפ סנאפצ'ט",
    "line": "idline id-line",
    "signal": "سیگنال סיגנל",
    "viber": "вайбър וייבר ვაიბერი",
    "x": "تويتر ツイッター",
    "facebook": "face фб فيسبوك فیسبوک פייסבוק फेसबुक ফেসবুক 페이스북",
    "tiktok": "тіктак טיקטוק 틱톡 抖音",
    "discord": "disc дс 디스코드 ディスコード",
}
_CASES = re.compile("[а-яіїє]{3,}[бвгджзклмнпрстфхцчш]")  # Russian and Ukrainian names that take endings
_ENDINGS = ("", "е", "у", "і", "а", "ом")
NAMED = {
    word + ending: platform
    for platform, words in (*_CALLED.items(), *_ALSO_CALLED.items())
    for word in words.split()
    for ending in (_ENDINGS if _CASES.fullmatch(word) else ("",))
} | {"za lo": "zalo", "zep lao": "zalo", "da lo": "zalo"}
WORDLIKE = frozenset(
    "line,signal,snap,x,whats,session,ins,inst,ライン,сигнал,зало,лайн,кик,sc,wa,wapp,messenger,fb,tele,ig,tg,"
    "disc,дс,face,фб,телек,тележка,飞机,wx,vx,wts,wps,wats,zl,dalo,da lo,賴,赖,卫星,👻,✈".split(",")
)
"""Words for a platform that mean something else, too: a bare word behind them is no name."""
OTHER_WORDS = frozenset("disc дс face фб телек тележка 飞机".split())
"""Of these, words that nearly always mean something else: only a sign makes them a platform's."""
_DISGUISED = (
    "telegram whatsapp instagram insta snapchat snap wechat weixin viber zalo signal line kik".split()
)
_LOOKS = {
    "a": "a4@",
    "b": "b8",
    "e": "e3",
    "i": "i1!",
    "l": "l1!",
    "n": "n",
    "o": "o0",
    "s": "s5$",
    "t": "t7+",
    "g": "g69q",
}
_SPREAD = "телеграмм телеграм ватсап вотсап вайбер инстаграм инста сигнал снапчат ไลน์ ไลน".split()
"""Names in other scripts that are written with something between all letters: 'т.е.л.е.г.р.а.м'."""
_CLUSTER = re.compile(".[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*")
_READ = str.maketrans("4@831!05$7+69q", "aabeiiossttggg")
_APART = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def _spelt(word: str) -> str:
    """A platform's name with signs for its letters, or something between each two: 't3legram', 'i n s t a', 'sn@p'."""
    letters = [f"[{re.escape(_LOOKS.get(letter, letter))}]" for letter in word]
    return f"(?:{''.join(letters)}|{'[ ._*-]{1,2}'.join(letters)})"


_FIRST = re.escape(
    "".join({word[0] for word in NAMED} | set("".join(_LOOKS.get(w[0], w[0]) for w in _DISGUISED)))
)
_ANY_FIRST = re.compile(f"[{_FIRST}]")
_FORMS = "|".join(_spelt(word) for word in sorted(_DISGUISED, key=len, reverse=True))
_TWO_PARTS = (
    r"sn[a@4]p[ .-]?ch[a@4]t|wh[a@4]ts[ .-]?[a@4]pp|we[ .-]?ch[a@4]t|[i1]nst[a@4][ .-]?gr[a@4]m|"
    r"tele[ .-]?gram"
)
_HEARTS = "[\u2190-\u2bff\U0001f300-\U0001faff]{1,3}"
_OTHER_FORMS = "|".join(
    [
        rf"[微薇威葳维围徽溦嶶唯vw]{_HEARTS}信",
        *("[ ._*-]{1,2}".join(_CLUSTER.findall(word)) for word in _SPREAD),
        "za lo",
        "zep lao",
        "da lo",
    ]
)
_LATIN_FIRST = re.escape("".join({char for word in _DISGUISED for char in _LOOKS.get(word[0], word[0])}))
PLATFORM_WORD = re.compile(
    f"(?=[{_FIRST}])(?:(?=[{_LATIN_FIRST}])(?:{_TWO_PARTS}|{_FORMS})|(?![a-uwxy0-9])(?:{_OTHER_FORMS})|da lo|"
    f"{any_of(NAMED)})"
)
_ALIKE = str.maketrans("lq", "ig")
_BY_LETTERS = frozenset(word.translate(_ALIKE) for word in NAMED)
_SECOND_PARTS = frozenset("chat app gram xin lo lao".split())  # 'we chat', 'whats app'
_SIGNS = ".,:;!?()[]{}\"'*/|-–—•·@~=>"
_FIRST_PART = 6  # characters of the first part of a name in two, with its blank


def may_name_platform(piece: str) -> bool:
    """Whether a platform's name, or the second part of one, is in a piece of text without white space."""
    word = piece.strip(_SIGNS)
    if not word or (word.isalpha() and not _APART.search(word)):
        return word in _SECOND_PARTS or word.translate(_ALIKE) in _BY_LETTERS
    if not _ANY_FIRST.search(piece):
        return False
    return any(stands_alone(piece, *match.span()) for match in PLATFORM_WORD.finditer(piece))


def platforms_in(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """(start, end, platform) for every word that names one, in parts of a lower-case text."""
    found = {
        match.span(): platform
        for start, end in spans
        for match in PLATFORM_WORD.finditer(text, max(0, start - _FIRST_PART), end)
        if stands_alone(text, *match.span()) and (platform := platform_of(match.group()))
    }
    return [(start, end, platform) for (start, end), platform in sorted(found.items())]


_SQUEEZED = re.compile(rf"[ ._*-]|{_HEARTS}")


def platform_of(word: str) -> str:
    """The platform that a (lower-case) word names, '' for none."""
    known = NAMED.get(word)
    if known:
        return known
    plain = _SQUEEZED.sub("", word)
    read = plain.translate(_READ)
    for form in (plain, read, read.replace("i", "l"), read.replace("l", "i")):
        if form in NAMED:
            return NAMED[form]
    return _by_letters(read)


def _by_letters(read: str) -> str:
    """Where '1' stood for both l and i: by the other letters."""
    loose = read.replace("l", "i")
    return next((NAMED[word] for word in _DISGUISED if word.replace("l", "i") == loose), "")


def disguised(word: str) -> bool:
    """Whether a platform's word is written so that machines do not read it."""
    return word not in NAMED or any(sign in word for sign in "-._* ")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether what lies between is a word of its own (scripts without spaces have no edges to look for)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    edge_before = not before or not (before.isalnum() or before in "@_") or bool(_APART.match(before))
    edge_after = not after or not (after.isalnum() or after == "_") or bool(_APART.match(after))
    return (edge_before or bool(_APART.match(text[start]))) and (
        edge_after or bool(_APART.match(text[end - 1]))
    )
