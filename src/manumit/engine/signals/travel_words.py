"""Words of arriving, staying, going on and leaving, in many languages (surface forms), as patterns around a place."""

from __future__ import annotations

import re

from manumit.engine.signals.dates import END_OF_DAY, LEAD, ONE_DAY

COMING = re.compile(
    r"(?:\b(?:visiting|touring|tour(?:ing)?(?: in)?|on tour|arriv(?:e|es|ing)(?: in| at)?|coming(?: back)? "
    r"to|back in|return(?:ing)? to|travell?ing to|going to|off to|"
    r"new in|now in|landing in|flying to|moving to|be in|stop(?:ping)? in|"
    r"llego a|llegando a|visito|visitando|de visita en|de paso (?:en|por)|vengo a|voy a|estare en|estoy en|"
    r"gira en|viajo a|"
    r"chego (?:em|a|no|na)|chegando (?:em|a|no|na)|de passagem (?:em|por)|vou (?:a|para)|estarei "
    r"em|estou em|"
    r"j'arrive (?:a|sur)|arrive a|de passage a|en visite a|je serai a|je suis a|je viens a|"
    r"arrivo a|di passaggio a|saro a|sono a|vengo a|"
    r"komme nach|ankunft in|zu besuch in|auf tour in|bin in|bin ich in|"
    r"kom naar|aankomst in|op bezoek in|ben ik in|ik ben in|"
    r"przyjezdzam do|przyjade do|bede w|jestem w|prijedu do|budu v|jsem v|pridem do|dolazim u|stizem u|bicu u|idem u|"
    r"dadating (?:ako )?sa|pupunta (?:ako )?sa|nasa|nandito (?:ako )?sa|bibisita (?:ako )?sa|darating (?:ako )?sa|"
    r"datang ke|tiba di|lagi di|ada di|ke|"
    r"sap ve|dang o|ghe|se o|den|"
    r"vin in|ajung (?:in|la)|sosesc in|sunt in|in vizita (?:in|la))|"
    r"(?<![а-яіїєґ])(?:приезжаю в|приеду в|прилетаю в|прибываю в|буду в|в гостях в|проездом в|еду в|лечу в|приїду "
    r"(?:до|в|у)|приїжджаю (?:до|в|у)|буду (?:в|у)|їду (?:до|в|у)|идвам в|пристигам в|долазим у|стижем у)|"
    r"\b(?:φτανω|ερχομαι|θα ειμαι) (?:στη|στην|στο|στον|σε)|(?:سأكون|سوف أكون|أصل|متواجدة|متواجد|أزور) (?:في|إلى)?)"
    r"[\s:]{0,3}$|(?:到|来|去|抵达|飞|มา|ไป|อยู่)\s?$"
)
"""Before a place: somebody comes there."""
STAYING = re.compile(
    r"(?:\b(?:in|at|to|from|en|em|no|na|a|à|au|sa|nasa|la|w|we|v|ve|u|o|di|te|ad|tai|στη|στην|στο|στον|σε|في|در|ב)|"
    r"(?<![а-яіїєґ])[вуз]|在|ที่|:|✈|📍|•|[.,!;?\n|•。、]|^)[\s:]{0,3}$"
)
"""Before a place: somebody is there, or a clause begins with it."""
LEAVING = re.compile(
    r"(?:\b(?:leaving|leave|last days? in|me voy de|salgo de|saio de|je quitte|je pars de|lascio|parto da|"
    r"verlasse|weg aus|"
    r"verlaat|vertrek uit|wyjezdzam z|odjizdim z|odlazim iz|plec din|umalis sa)|"
    r"(?<![а-яіїєґ])(?:уезжаю из|улетаю из|покидаю|виїжджаю з|їду з|заминавам от|одлазим из))[\s:]{0,3}$"
)
"""Before a place: somebody goes away from there."""
_LEAVES = (
    r"(?:leaving|leaves?|fl(?:ying|y) out|departing|gone|salgo|me voy|saida|saio|vou embora|parto|riparto|"
    r"partenza|depart|"
    r"je repars|je pars|abreise|reise ab|уезжаю|улетаю|отъезд|виїжджаю|vertrek|wyjezdzam|odjizdim|odlazim|plec|"
    r"pulang|alis)"
)
LEAVING_THEN = re.compile(
    rf"\s?[,;.–-]?\s?(?:(?:and|y|e|et|und|i|и|та|en|a|si)\s)?(?:{_LEAVES}|until|till?|hasta|ate|bis|do|до|tot|fino a)\s"
    rf"{LEAD}(?P<d>{ONE_DAY}|[0-3]?\d(?:st|nd|rd|th|\.)?(?![\d:€£$%]|\s?(?:h\b|am|pm|eur)))"
)
"""Behind the day of an arrival: the day of the departure."""
DEPARTING = re.compile(rf"{_LEAVES}[\s:]{{1,2}}{LEAD}(?P<d>{ONE_DAY}){END_OF_DAY}")
"""A sentence of its own that tells the day of a departure."""
THEN = re.compile(
    r"(?:\b(?:then|afterwards|after that|luego|despues|mas tarde|depois|puis|ensuite|poi|dopo|quindi|dann|"
    r"danach|anschliessend|"
    r"daarna|daarop|apoi|dupa aceea|potem|pozniej|nastepnie|potom|pak|zatim|onda|utana|majd|azutan|sonra|"
    r"ardindan|kemudian|"
    r"lalu|terus|tapos|pagkatapos|sau do|roi|μετα|επειτα|υστερα|потом|затем|далее|после|потім|далі|затим|онда|"
    r"след това|после това|ثم|وبعدها|بعدها|بعد ذلك|سپس|بعد|फिर|उसके बाद|შემდეგ|მერე)|ከዚያ|然后|之后|接着|再去|其后|"
    r"その後|次は|のち|그다음|그 다음|이후|แล้วไป|จากนั้น|→|✈|"
    r"\A(?=\s?(?:for|to|on to|nach|para|pour|per|в|на|до|do|към|إلى)\s))"
    r"[\s:,]{0,3}(?:(?:to|for|in|on to|off to|a|en|para|pour|per|em|nach|naar|te|do|w|v|u|la|ke|di|sa|на|в|во|"
    r"у|до|к|към|στη|στην|στο|"
    r"في|إلى|الى|در|به|去|到|在|飞|ไป|มา)[\s:]{0,2})?$"
)
"""Before a place: it comes after another."""
GAP = re.compile(
    r"(?:'\w{1,6})?(?:에서|에|では|には|で|に|にて| में| मे|ში)?(?:[\s,:()–-]{1,4}|(?=[\u0e00-\u9fff\uac00-\ud7a3\d]))"
    r"(?:now |only |just |nur |alleen |solo |solamente |seulement |apenas |tylko |jen |samo |само |только |"
    r"лише |тільки |sadece |doar |csak |hanya |cuma (?=hari ini|besok|malam|sekarang|sampai|\d)|chi |فقط |只|だけ)?"
)
"""Between a place and the days behind it."""
JOINT = re.compile(
    r"[\s,:.]{0,3}(?:only |nur |solo |seulement |alleen |tylko |только |само |samo |jen )?(?:i'?m |i am |we "
    r"are |estoy |estare |"
    r"estarei |estou |je suis |je serai |sono |saro |bin ich |ich bin |ben ik |jestem |bede |budu |jsem |sunt |"
    r"bicu |sam |я |буду |"
    r"ще съм |ειμαι |θα ειμαι |سأكون |vagyok |ako ay |nasa )?"
    r"(?:in|at|en|em|no|na|a|à|sa|nasa|w|we|v|ve|u|nach|te|naar|to|for|fur|para|pour|di|ke|tai|o|la|στη|στην|στο|σε|για|في|"
    r"در|به|в|во|у|до|на|в|la|在|ที่|到|来|去|visiting|📍|:)?[\s:]{0,2}\Z"
)
"""Between days and the place behind them."""
DAY_ALONE = re.compile(
    r"(?:(?:on |no |em |el |le |pe )?(?:the (?=\d+(?:st|nd|rd|th))|dia |el dia |o dia |ziua de |ika-?)|el |le |"
    r"pe |il |am )"
    r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:.,]?\d)(?!\s?(?:h\b|hrs|am|pm|[€£$%]))"
)
"""A day of the month without the month: 'chego em Curitiba dia 14'."""
