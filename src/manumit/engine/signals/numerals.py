"""Words for digits, tens and hundreds in many languages, and what is said with them: signs, repeats, connectors."""

from __future__ import annotations

from manumit.engine.signals import number_compounds, number_words

# Digits 0-9 per language as they read on the surface: lower case, Latin accents dropped; '/' parts variants.
UNITS_BY_LANGUAGE = {
    "en": "zero/nought/naught one two three four five six seven eight nine/niner",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "pt": "zero um/uma dois/duas tres quatro cinco seis/meia sete oito nove",
    "fr": "zero un/une deux trois quatre cinq six sept huit neuf",
    "de": "null eins zwei/zwo drei vier funf/fuenf sechs sieben acht neun",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "ro": "zero unu/una doi/doua trei patru cinci sase sapte opt noua",
    "tl": "sero isa dalawa tatlo/tatlu apat lima anim pito walo siyam",
    "tl-es": "sero uno dos tres kwatro/kuwatro/kuatro singko/sinko sais syete/siyete otso/wotso nuwebe/nwebe/nuebe",
    "vi": "khong mot hai ba bon/tu nam/lam sau bay tam chin",
    "tr": "sifir bir iki uc dort bes alti yedi sekiz dokuz",
    "id": "nol/kosong satu dua tiga empat lima enam tujuh delapan sembilan",
    "ru": "ноль/нуль один/одна два/две три четыре пять шесть семь восемь девять",
    "uk": "нуль один/одна два/дві три чотири п'ять/пять шість сім вісім дев'ять/девять",
    "hi": "शून्य एक दो तीन चार पांच/पाँच छह/छः/छे सात आठ नौ",
    "ar": "صفر واحد اثنان/اثنين ثلاثة اربعة/أربعة خمسة ستة سبعة ثمانية تسعة",
    "ko": "공/영 일 이 삼 사 오 육 칠 팔 구",
    "th": "ศูนย์ หนึ่ง/เอ็ด สอง/โท สาม สี่ ห้า หก เจ็ด แปด เก้า",
    "zh": "零/〇/洞 一/幺/壹 二/两/兩/贰/貳 三/叁/參 四/肆 五/伍 六/陆/陸 七/柒/拐 八/捌 九/玖/勾",
}
# Tens as people dictate numbers in pairs; the first word stands for the first ten named, and so on.
TEEN_LINES = {
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "es": "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    "pt": "dez onze doze treze quatorze/catorze quinze dezesseis dezessete dezoito dezenove",
    "fr": "dix onze douze treize quatorze quinze seize",
    "ro": "zece unsprezece doisprezece/douasprezece treisprezece paisprezece cincisprezece/cinsprezece saisprezece "
    "saptesprezece optsprezece nouasprezece",
    "ru": "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать "
    "восемнадцать девятнадцать",
    "uk": "десять одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять "
    "вісімнадцять дев'ятнадцять",
}
TEN_LINES = {
    "en": "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "fr": "vingt/vingts trente quarante cinquante soixante",
    "ro": "douazeci treizeci patruzeci cincizeci saizeci saptezeci optzeci nouazeci",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "uk": "двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто",
}
HUNDRED_LINES = {
    "es": "cien/ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "pt": "cem/cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
    "it": "cento duecento trecento quattrocento cinquecento seicento settecento ottocento novecento",
    "ru": "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
    "uk": "сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот",
}
CONNECTORS = frozenset(["y", "e", "and", "et", "и", "si", "و", "και"])
TIMES_HUNDRED = frozenset(["hundred", "cent", "cents", "sute", "suta", "yuz"])
"""'nine hundred', 'deux cents', 'două sute': after a digit in words."""
REPEATERS = {
    **dict.fromkeys(
        "double doble dobro duplo doppio dublu dubbel doppel zweimal дважды двічі dwukrotnie".split(), 2
    ),
    **dict.fromkeys("triple treble tripla triplo triplu trippel dreimal трижды тричі trzykrotnie".split(), 3),
    **dict.fromkeys("quadruple viermal четырежды чотирижды".split(), 4),
}
PLUS_WORDS = frozenset("plus плюс mais mas piu plusz arti συν פלוס प्लस زائد".split())
SAID_SIGNS = frozenset(
    "dash hyphen minus space dot guion punto espacio raya traco hifen ponto espaco tiret point espace tuldok gitling "
    "liniuta cratima punct spatiu тире дефис минус точка пробел дефіс мінус крапка пробіл gach の ー ・ "
    "then next luego despues depois puis ensuite enfin dann danach потом затем потім далі poi dopo sonra potem apoi "
    "daarna sedan derefter lalu kemudian".split()
)
"""Signs that stand between the groups of a number, told in words: 'six four six dash five five five'."""
WEAK = {
    "o": "0",
    "oh": "0",
    "oo": "00",
    "ooo": "000",
    "о": "0",
    "l": "1",
    "ll": "11",
    "i": "1",
    "to": "2",
    "too": "2",
    "for": "4",
    "fore": "4",
    "ate": "8",
    "won": "1",
}
"""Read as digits only between two groups that are digits without doubt."""


def table_of(source: dict[str, str], first: int, step: int = 1) -> dict[str, str]:
    return {
        word: str(first + at * step)
        for line in source.values()
        for at, variants in enumerate(line.split())
        for word in variants.split("/")
    }


UNITS = number_words.UNITS | table_of(UNITS_BY_LANGUAGE, 0)
TEENS = number_compounds.PAIRS | table_of(TEEN_LINES, 10)
TENS = number_words.table(number_words.TENS, 20, 10) | table_of(TEN_LINES, 20, 10)
HUNDREDS = (
    number_words.table(number_words.HUNDREDS, 100, 100)
    | number_compounds.HUNDREDS
    | table_of(HUNDRED_LINES, 100, 100)
)
HOMONYMS = {word: told for word, told in number_words.HOMONYMS.items() if word not in UNITS}
PLURALS = {word: digit for word, digit in number_words.PLURAL.items() if word not in UNITS}


NUMBER_WORDS = frozenset(UNITS) | frozenset(TEENS) | frozenset(TENS) | frozenset(HUNDREDS)
