"""Words that stand between a platform's name and a user's, and words behind a platform's name that are no user's."""

from __future__ import annotations

import re

# Words that may stand between, by language (surface: lower case, Latin accents dropped).
_ID_WORDS = (
    "id ids user username user-name usr nick nickname name handle handler acc acct account profile tag login "
    "usuario nombre cuenta perfil nome conta pseudo identifiant compte utilizator cont nume "
    "ник никнейм юзер юзернейм логин айди аккаунт акк имя нік нікнейм логін юзернейм акаунт "
    "ten nick tai khoan pangalan ไอดี ชื่อ 号 號 同号 同號 同名 号码 账号 帳號 账户 "
    "用户名 昵称 아이디 ユーザー名 اسم حساب معرف"
)
_FILLERS = (
    "is are me my at as under here it's its i'm im add dm msg message text write contact find reach search look "
    "channel us on by "
    "es soy me mi como agregame buscame escribeme contacto estoy e eh meu sou chama chame procure contato "
    "cherche cherchez trouve trouvez retrouve rejoins sous le nom de bajo el nombre con como busca buscame "
    "encuentrame procure procura pelo nome pe sub numele cauta cautati cerca cercami suche finde "
    "unter dem namen the called named "
    "est c'est moi mon ajoute ajoutez sur este e ma gasesti ma gasiti al meu "
    "мой моя это пиши пишите пишіть писать контакт мій моє це добавь добавьте "
    "ko ay ang po si akin add la là cua em minh toi voi qua ket ban ket ban voi "
    "arroba arobase chiocciola собака собачка klammeraffe шукай знайди ищи найди היא שלי هو معرفي آیدی من "
    "追加 追加して 登録 検索 して ください 加入 添加我 친추 추가 "
    "คือ แอด ค้นหา ของ 是 加 加我 我 我的 搜 搜索 联系 请加 添加 は 는 은 هو هي"
)


def _alternatives(words: str) -> str:
    return "|".join(sorted(map(re.escape, set(words.split())), key=len, reverse=True))


_EDGE = r"(?![a-z0-9_'а-яіїєґ])"
_SIGN = r"[\s:=>~|/•·*()\[\]\"'«»“”‘’\-–—→➡⟶👉📲📱💬✉📩💌✈🔵🟢❤️\U0001f300-\U0001faff]"
LINKING = re.compile(
    rf"(?:[^\S\n]|,\s|{_SIGN.replace(chr(92) + 's', '')}|:\s*\n|"
    rf"(?:{_alternatives(_ID_WORDS + ' ' + _FILLERS)}){_EDGE}){{0,24}}(?:@\s?)?"
)
"""Signs and words that may lie between a platform's word and a name; never a new sentence."""
NAMING = re.compile(
    rf"(?<![a-z0-9_а-яіїєґ])(?:{_alternatives(_ID_WORDS)}){_EDGE}|(?<![a-z])(?:my|is|mi|meu|mon|мой|мій|"
    rf"это|это|це|soy|是|คือ)(?![a-zа-я])"
)
"""Of these, the words that promise a name."""
ID_WORD = re.compile(rf"(?<![a-z0-9_а-яіїєґ])(?:{_alternatives(_ID_WORDS)}){_EDGE}")
"""Of these, the words for a name or an account."""
COMMON = frozenset(
    # English
    "home work write writes msg msgs message messages messaging direct directly anytime dm dms pm today "
    "tonight tomorrow now first best "
    "me us you him her them we they it its here there this that these those where when who what which why how "
    "for the and only or but not at on is are was be in to a an id app apps call calls calling text texts "
    "texting chat chats "
    "group groups channel channels bot bots number numbers no yes none available availability please "
    "contact contacts add my "
    "your our his their ask with video videos voice audio photo photos pic pics picture pictures story "
    "stories link links "
    "username user name account accounts page pages profile profiles handle info information details "
    "booking bookings "
    "welcome preferred preferably required needed accepted okay ok also too just always never soon later "
    "before after until "
    "from via through using use used users messenger web desktop premium business version download install update "
    "updates support service services team member members follow follows following followers subscribe "
    "join joining joined "
    "send sends sending sent share sharing shared reply replies respond response online offline active "
    "inactive free paid "
    "private public secret secure encrypted conversation conversations between about against because while "
    "during each every "
    "some any all both many more most other others another same such than then very will would can could "
    "should may might "
    "must do does did done have has had get gets got go goes going come comes coming see look looking find "
    "found know like "
    "want wants need needs work works working time times hour hours day days week weeks night nights morning evening "
    "afternoon monday tuesday wednesday thursday friday saturday sunday check enquiries enquiry inquiries "
    "queries question "
    "questions serious thanks thank bye hello hey open close closed daily even instead rather than anymore "
    "again still yet "
    "posts post posted influencer influencers model models marketing ads advert adverts advertising "
    "followers filter filters "
    "streak streaks status notification notifications reading decision decisions election elections "
    "judgement judgment shot "
    "shots manager managers dancing dance drawing height work worker workers cook cooks item items up down "
    "out off over "
    "under between leader strength lost loss box tower booster jammer phone phones mobile cell line lines dial "
    "email mail e-mail facebook instagram whatsapp telegram viber signal wechat snapchat and/or etc "
    "within payments payment accept accepted marketplace server servers lesson lessons interview "
    "interviews mornings evenings "
    "afternoons weekends weekdays worthy everyone everybody someone anyone words word shop store seller "
    "selling delivery "
    "privately discreetly directly quickly instantly immediately whenever wherever faster easier better "
    "fine good great perfect "
    "works working "
    # Spanish, Portuguese, Italian
    "solo somente apenas por para con com sin sem y o e ou de del do da dos das el la los las un una um "
    "uma en em no na nos "
    "escribe escribeme escriba escribir escreva mande manda mandame mensaje mensajes mensagem mensagens "
    "llamada llamadas "
    "llamar llama llame llamame ligue liga ligar chamada chamadas video grupo grupos canal canales numero "
    "numeros gracias "
    "obrigada obrigado favor disponible disponivel siempre sempre ahora agora hoy hoje manana amanha tarde "
    "noche noite dia dias "
    "horas tambien tambem aqui alla contacto contato contactar informacion informacao informes citas cita "
    "reservas reserva fotos "
    "foto aceito acepto responde respondo atiendo atendo atencion atendimento preguntar pregunta pergunte "
    "mas mais precio precos "
    "precios envio enviar envie pase fale falar hablar habla hola ola oferta ofertas trabajo trabalho "
    "servicio servicios "
    "sua suas seu seus tuya tuyo mia mio minha meus nuestra nuestro nosso nossa cuando quando donde onde "
    "este esta esto isso "
    "primero primeiro directo direto previas previa luego despues depois antes cualquier qualquer cuando "
    "scrivi scrivimi solo anche messaggi numero grazie "
    # French, Romanian, German
    "seulement uniquement par pour avec sans et ou le la les un une des du au aux en sur ecrire ecrivez "
    "ecris message appelez "
    "appel appels numero merci disponible toujours maintenant demain soir matin jour jours heures aussi "
    "ici contactez groupe "
    "photos infos rendez-vous svp reponds repondez est moi nous vous votre mon "
    "oricand oricum urgent rapid "
    "doar numai sau si cu fara pentru mesaj mesaje scrie scrieti suna sunati apel apeluri numar multumesc "
    "disponibil mereu acum "
    "azi maine seara dimineata zilnic grup poze detalii programari va rog "
    "nur oder und mit ohne fur bitte schreiben nachricht nachrichten anruf nummer danke gruppe immer jetzt heute "
    # Tagalog, Vietnamese, Indonesian, Turkish (surface forms)
    "lang lamang sa ang mga ng na po opo ako ikaw kami tayo kayo siya mag i-text itext i-message message "
    "tawag tawagan numero "
    "salamat ngayon bukas mamaya dito lahat grupo pwede puwede para kung naman "
    "nhe nha cho em anh chi minh toi khi hoac va voi lien he ket ban nhan tin goi video call so nhom qua "
    "de biet them "
    "trong ngoai ngay luon moi nguoi duoc khong cung "
    "saja atau dan untuk dengan hubungi kirim pesan grup nomor sekarang bisa "
    "sadece veya ile icin mesaj yazin arayin numara simdi grup grubu".split()
)
"""Words behind a platform's name that are nobody's name there."""

ASKING = re.compile(
    r"(?:\b(?:add|find|message|text|dm|hit|reach|contact|follow|write|see|look|buscame|escribeme|agregame|"
    r"encontre|procure|"
    r"chama|chame|ajoute|ecris|gasiti|gasesti|scrie)(?:z|-)?\s?(?:me|moi|nous|us|em|ma)?\s?(?:up\s)?(?:on|"
    r"at|via|by|through|en|no|na|sur|pe|in)"
    r"|\b(?:my|our|mi|meu|mon|al meu|ang)|(?:пиш\w*|ищи\w*|найд\w+|добав\w+|шук\w+)\s(?:мне\s|мені\s|"
    r"меня\s)?(?:в|на|у)|мой|мій|наш)\s$"
)
"""What asks, right before a platform's word, to write there: a name comes next."""
