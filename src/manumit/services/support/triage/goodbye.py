"""Turns that say nothing but thanks and goodbye.

They read like a farewell to models that look for one. What stands here is plain courtesy; words that may mean for ever
(adieu, прощайте, 永别, vĩnh biệt, thanks 'for everything', 'that was all') do not: the models judge them.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from manumit.services.support.triage.turns import plain

MOST = 24
"""Words, or signs of a script without spaces, of such a turn."""
LONGEST = 6
"""Words or signs of one phrase."""
PHRASES = """
bye | bye bye | goodbye | good bye | thank you | thanks | thx | cheers | thanks again
thank you so much | thank you very much | many thanks | for your help | for all your help
take care | have a nice day | have a good day | have a lovely evening | good night | goodnight | see you | see you later
you were very helpful | you have been very helpful | very helpful
gracias | muchas gracias | muchisimas gracias | mil gracias | por su ayuda | por tu ayuda | muy amable
adios | chao | chau | hasta luego | hasta pronto | buenas noches | buen dia | buenas tardes | que tenga buen dia
me ha ayudado mucho | me ayudo mucho
merci | merci beaucoup | merci bien | pour votre aide | pour ton aide | au revoir | a bientot | salut
bonne journee | bonne soiree | bonne nuit | bonne fin de journee | je vous remercie | encore merci
obrigada | obrigado | muito obrigada | muito obrigado | muito obrigada mesmo | pela sua ajuda | pela ajuda
adeus | tchau | ate logo | ate breve | boa noite | boa tarde | bom dia | valeu | ajudou bastante
multumesc | multumesc mult | multumesc frumos | va multumesc | va multumesc mult | mersi | pentru ajutor
la revedere | pa | pe curand | seara buna | noapte buna | o zi buna | m-ati ajutat mult
спасибо | большое спасибо | спасибо большое | огромное спасибо | за помощь | за вашу помощь | благодарю
до свидания | пока | до встречи | всего доброго | хорошего дня | хорошего вечера | спокойной ночи
вы мне очень помогли | вы очень помогли
дякую | дуже дякую | щиро дякую | за допомогу | за вашу допомогу | до побачення | до зустрічі | бувайте
на все добре | гарного дня | гарного вечора | добраніч | ви мені дуже допомогли | бувайте здорові
شكرا | وشكرا | شكرا جزيلا | شكرا لك | شكرا لكم | على مساعدتك | على مساعدتكم | على المساعدة | مع السلامة
الى اللقاء | باي | يلا باي | سلام | تسلم | تسلموا | تصبح على خير | يعطيك العافية | الله يعطيك العافية
ساعدتني كثيرا | مساء الخير
谢谢 | 谢谢你 | 谢谢您 | 谢谢你们 | 多谢 | 感谢 | 非常感谢 | 十分感谢 | 您的帮助 | 你的帮助 | 再见 | 拜拜 | 晚安
回头见 | 祝您愉快 | 帮了我大忙
salamat | salamat po | maraming salamat | maraming salamat po | sa tulong | sa tulong ninyo | sa tulong nyo
paalam | paalam po | paalam na po | babay | ingat | ingat po | magandang gabi | magandang gabi po | malaking tulong
hanggang sa muli | hanggang sa susunod
cam on | cam on nhieu | cam on rat nhieu | vi da giup toi | vi da giup do | da giup do | cam on ban | xin cam on
tam biet | chao ban | chao tam biet | hen gap lai | chuc ngu ngon | chuc buoi toi vui ve
ban giup toi nhieu lam
"""


BESIDE = "ok | okay | and | so much | very much | y | vale | et | e | si | и | і | at | po | 好的"
"""What may stand between them and is no goodbye by itself."""


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(map(_units, "|".join([*PHRASES.strip().splitlines(), BESIDE]).split("|")))


@cache
def _beside() -> frozenset[str]:
    return frozenset(word for one in BESIDE.split("|") for word in _units(one))


def _units(text: str) -> tuple[str, ...]:
    """Words without accents, or signs where a script has no spaces."""
    bare = "".join(
        one for one in unicodedata.normalize("NFD", plain(text)) if unicodedata.category(one) != "Mn"
    )
    bare = "".join(f" {one} " if "\u3400" <= one <= "\u9fff" else one for one in bare)
    return tuple(word.strip("!?") for word in bare.split() if word.strip("!?"))


def says_only_goodbye(text: str) -> bool:
    """Whether a turn is made of phrases of thanks and goodbye, in any language and order, and of nothing else."""
    units = _units(text)
    if len(units) > MOST or set(units) <= _beside():
        return False
    reached = {0}
    for start in range(len(units)):
        if start in reached:
            ends = range(start + 1, min(start + LONGEST, len(units)) + 1)
            reached |= {end for end in ends if units[start:end] in _phrases()}
    return len(units) in reached
