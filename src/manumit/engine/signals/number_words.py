"""Number words of further languages, as they read on the surface: lower case, Latin accents dropped.

A '?' marks a word that means something else in another language ('hat', 'sex', 'do'): it stands for a digit only beside
another number word of its own language.
"""

from __future__ import annotations

from collections import defaultdict

# Digits 0-9 per language; '/' parts variants.
UNIT_LINES = {
    "pl": "zero jeden?/jedna/jedno dwa/dwie trzy cztery piec szesc siedem osiem dziewiec",
    "cs": "nula jedna/jeden?/jedno dva/dve tri ctyri/styri pet?/pat? sest sedm/sedem osm/osem devet/devat",
    "sh": "nula jedan/jedna/jedno dva/dvije/dve tri cetiri pet? sest sedam osam devet",
    "sr": "нула један/једна/једно два/две три четири пет шест седам осам девет",
    "sl": "nic?/nula ena?/ena dva/dve tri stiri pet? sest sedem osem devet",
    "bg": "нула едно/един/една/еден две/два три четири пет шест седем/седум осем/осум девет",
    "be": "нуль адзин/адна два/дзве тры чатыры пяць шэсць сем восем дзевяць",
    "nl": "nul een? twee drie vier vijf zes zeven acht negen",
    "sv": "noll ett?/en? tva tre fyra fem sex? sju atta nio",
    "da": "nul/null en?/et? to? tre fire? fem seks? syv/sju otte/atte ni?",
    "fi": "nolla yksi/yks kaksi/kaks kolme/kol? nelja/nel? viisi/viis kuusi/kuus seitseman kahdeksan yhdeksan/ysi",
    "et": "null uks kaks kolm neli viis kuus seitse kaheksa uheksa",
    "lt": "nulis vienas du? trys keturi penki sesi septyni astuoni devyni",
    "lv": "nulle? viens? divi tris cetri pieci sesi septini astoni devini",
    "hu": "nulla? egy? ketto/ket? harom negy ot? hat? het? nyolc kilenc",
    "el": "μηδεν ενα/μια δυο τρια/τρεις τεσσερα/τεσσερις πεντε εξι επτα/εφτα οκτω/οχτω εννια/εννεα",
    "sq": "zero nje dy? tre kater? pese? gjashte shtate tete? nente",
    "ca": "zero u?/un dos tres quatre cinc sis? set? vuit nou?",
    "gl": "cero un/unha dous/duas tres catro cinco seis sete oito nove",
    "is": "null einn/eitt tveir/tvo þrir/þrju fjorir/fjogur fimm sex? sjo atta niu",
    "az": "sifir bir iki uc dord bes alti yeddi səkkiz doqquz",
    "uz": "nol bir ikki uch to'rt/tort? besh olti yetti sakkiz to'qqiz",
    "kk": "нөл бір екі үш төрт бес алты жеті сегіз тоғыз",
    "ky": "нөл бир эки үч төрт беш алты жети сегиз тогуз",
    "mn": "тэг нэг хоёр гурав дөрөв тав зургаа долоо найм ес",
    "hy": "զրո մեկ երկու երեք չորս հինգ վեց յոթ ութ ինը/ինն",
    "he": "אפס אחת/אחד שתיים/שתים/שניים/שני שלוש/שלושה ארבע/ארבעה חמש/חמישה שש/שישה/ששה שבע/שבעה שמונה תשע/תשעה",
    "ar": "زيرو/صفر واحده/واحدة/وحدة اثنين/إثنين/اتنين/تنين ثلاثه/تلاتة/تلاته/ثلاث اربعه/أربعه/اربع خمسه/خمس "
    "سته/ست سبعه/سبع تمانية/تمانيه/ثمانيه/ثمان تسعه/تسع",
    "fa": "صفر یک/يك دو سه چهار پنج شش/شیش هفت هشت نه",
    "ur": "صفر/زیرو ایک دو تین چار پانچ/پانج چھ/چھے/چھہ سات آٹھ نو",
    "ps": "صفر یو دوه درې څلور پنځه شپږ اووه اته نهه",
    "hi": "जीरो/ज़ीरो/सिफर वन/एक दो तीन चार पाच छ/छ: सात आठ नौ/नौं",
    "mr": "शून्य एक दोन तीन चार पाच सहा सात आठ नऊ",
    "ne": "शून्य एक दुई तीन चार पाँच छ सात आठ नौ",
    "bn": "শূন্য/শুন্য/জিরো এক দুই/দু তিন চার পাঁচ/পাচ ছয়/ছয় সাত আট নয়/নয়",
    "gu": "શૂન્ય એક બે ત્રણ ચાર પાંચ છ સાત આઠ નવ",
    "pa": "ਸਿਫਰ/ਜ਼ੀਰੋ ਇੱਕ/ਇਕ ਦੋ ਤਿੰਨ ਚਾਰ ਪੰਜ ਛੇ ਸੱਤ ਅੱਠ ਨੌਂ/ਨੌ",
    "ta": "பூஜ்யம்/பூஜ்ஜியம்/சைபர் ஒன்று இரண்டு மூன்று நான்கு/நாலு ஐந்து/அஞ்சு ஆறு ஏழு எட்டு ஒன்பது",
    "te": "సున్నా/సున్న ఒకటి రెండు మూడు నాలుగు ఐదు ఆరు ఏడు ఎనిమిది తొమ్మిది",
    "kn": "ಸೊನ್ನೆ ಒಂದು ಎರಡು ಮೂರು ನಾಲ್ಕು ಐದು ಆರು ಏಳು ಎಂಟು ಒಂಬತ್ತು",
    "ml": "പൂജ്യം ഒന്ന് രണ്ട് മൂന്ന് നാല് അഞ്ച് ആറ് ഏഴ് എട്ട് ഒമ്പത്/ഒൻപത്",
    "si": "බිංදුව/බින්දුව එක දෙක තුන හතර පහ හය හත අට නවය",
    "ms": "kosong/sifar satu dua tiga empat lima enam tujuh/tuju lapan/delapan sembilan",
    "ceb": "sero usa? duha tulo upat lima unom pito walo siyam",
    "sw": "sifuri moja? mbili tatu? nne tano? sita? saba? nane tisa",
    "ha": "sifili daya biyu uku? hudu biyar shida bakwai takwas tara?",
    "so": "eber kow laba? saddex afar shan? lix toddoba siddeed sagaal",
    "ht": "zewo youn/en? de? twa kat? senk sis? set? uit nef",
    "hi-latin": "shunya/shoonya/jiro/zero/ziro ek do? teen?/tin? chaar/char? paanch/panch/paach "
    "chhe/chhah/chah/che?/chha saat/sat? aath/aat? nau/nou?",
    "ar-latin": "sifr/zero wahad/wahed/wahid/wa7ed itnen/etnen/tnein/tlein? tlata/talata/thalatha arba3a/arbaa "
    "khamsa/5amsa sitta/setta? saba3a/sab3a/sabaa tamanya/tmanya tis3a/tes3a/tesaa",
    "el-latin": "miden ena? dio?/dyo tria? tessera/tesera pente? exi?/eksi epta/efta okto ennea/ennia",
    "ru-latin": "nol odin dva tri chetyre pyat shest sem? vosem devyat",
    "ja-latin": "zero/rei?/maru? ichi? ni? san? yon?/shi? go? roku? nana?/shichi hachi? kyu/kyuu/ku?",
    "roman": "0 i? ii? iii? iv? v? vi? vii? viii? ix?",
    # scripts without spaces between words, or whose letters stand close to digits
    "ja": "ゼロ/ぜろ 一 二 三 四 五 六 七 八 九",
    "am": "ዜሮ አንድ ሁለት ሶስት/ሦስት አራት አምስት ስድስት ሰባት ስምንት ዘጠኝ",
    "ka": "ნული ერთი ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა",
    "lo": "ສູນ ໜຶ່ງ/ຫນຶ່ງ/ນຶ່ງ ສອງ ສາມ ສີ່ ຫ້າ ຫົກ ເຈັດ ແປດ ເກົ້າ",
    "km": "សូន្យ មួយ ពីរ បី បួន ប្រាំ ប្រាំមួយ ប្រាំពីរ/ប្រាំពិល ប្រាំបី ប្រាំបួន",
    "my": "သုည တစ် နှစ် သုံး လေး ငါး ခြောက် ခုနစ်/ခုနှစ် ရှစ် ကိုး",
}
IN_RUNS = ("ja", "am", "ka", "lo", "km", "my")
TEENS = {
    "de": "zehn elf zwolf/zwoelf dreizehn vierzehn funfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn",
    "it": "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "nl": "tien? elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "pl": "dziesiec jedenascie dwanascie trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie "
    "dziewietnascie",
    "cs": "deset jedenact dvanact trinact ctrnact patnact sestnact sedmnact osmnact devatenact",
    "sk": "desat jedenast dvanast trinast strnast patnast sestnast sedemnast osemnast devatnast",
    "sh": "deset jedanaest dvanaest trinaest cetrnaest petnaest sesnaest sedamnaest osamnaest devetnaest",
    "sr": "десет једанаест дванаест тринаест четрнаест петнаест шеснаест седамнаест осамнаест деветнаест",
    "bg": "десет единадесет/единайсет дванадесет/дванайсет тринадесет/тринайсет четиринадесет/четиринайсет "
    "петнадесет/петнайсет шестнадесет/шестнайсет седемнадесет/седемнайсет осемнадесет/осемнайсет "
    "деветнадесет/деветнайсет",
    "sv": "tio? elva tolv tretton fjorton femton sexton sjutton arton nitton",
    "hu": "tiz tizenegy tizenketto tizenharom tizennegy tizenot tizenhat tizenhet tizennyolc tizenkilenc",
    "el": "δεκα εντεκα/ενδεκα δωδεκα δεκατρια δεκατεσσερα δεκαπεντε δεκαεξι/δεκαξι δεκαεπτα/δεκαεφτα "
    "δεκαοκτω/δεκαοχτω δεκαεννια/δεκαεννεα",
    "fa": "ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده/هیجده نوزده",
    "pt": "dez onze doze treze quatorze quinze dezasseis dezassete dezoito dezanove",
}
TENS = {
    "de": "zwanzig dreissig vierzig funfzig/fuenfzig sechzig siebzig achtzig neunzig",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "pl": "dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat "
    "dziewiecdziesiat",
    "cs": "dvacet tricet ctyricet padesat sedesat sedmdesat osmdesat devadesat",
    "sk": "dvadsat tridsat styridsat patdesiat sestdesiat sedemdesiat osemdesiat devatdesiat",
    "sh": "dvadeset trideset cetrdeset pedeset sezdeset sedamdeset osamdeset devedeset",
    "sr": "двадесет тридесет четрдесет педесет шездесет седамдесет осамдесет деведесет",
    "bg": "двадесет/двайсет тридесет/трийсет четиридесет/четирийсет петдесет шестдесет/шейсет седемдесет осемдесет "
    "деветдесет",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio attio nittio",
    "no": "tjue tretti forti/forr femti seksti sytti atti nitti",
    "da": "tyve tredive fyrre/fyrretyve halvtreds/halvtredsindstyve tresindstyve halvfjerds firs/firsindstyve halvfems",
    "hu": "husz harminc negyven otven hatvan hetven nyolcvan kilencven",
    "el": "εικοσι τριαντα σαραντα πενηντα εξηντα εβδομηντα ογδοντα ενενηντα",
    "tr": "yirmi otuz kirk elli altmis yetmis seksen doksan",
    "az": "iyirmi otuz qirx elli altmis yetmis seksen doxsan",
    "fa": "بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
    "he": "עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים",
    "sw": "ishirini thelathini arobaini hamsini sitini sabini themanini tisini",
    "fr": "vingt trente quarante cinquante soixante septante huitante/octante nonante",
}
HUNDREDS = {
    "pl": "sto dwiescie trzysta czterysta piecset szescset siedemset osiemset dziewiecset",
    "sh": "stotinu dvesta/dvjesto/dvjesta trista/tristo cetiristo petsto seststo sedamsto osamsto devetsto",
    "bg": "сто двеста триста четиристотин петстотин шестстотин седемстотин осемстотин деветстотин",
    "sr": "стотину двеста триста четиристо петсто шестсто седамсто осамсто деветсто",
    "el": "εκατο/εκατον διακοσια τριακοσια τετρακοσια πεντακοσια εξακοσια επτακοσια/εφτακοσια οκτακοσια/οχτακοσια "
    "εννιακοσια",
    "fa": "صد/یکصد دویست سیصد چهارصد پانصد ششصد/شیشصد هفتصد هشتصد نهصد",
}
PLURALS = {
    "en": "zeros/zeroes/ohs ones twos threes fours fives sixes sevens eights nines",
    "es": "ceros unos doses treses cuatros cincos seises sietes ochos nueves",
    "pt": "zeros uns dois tres quatros cincos seis setes oitos noves",
    "fr": "zeros uns deux trois quatre cinq six sept huit neuf",
    "de": "nullen einsen zweien/zweier dreien/dreier vieren/vierer funfen/funfer sechsen/sechser siebenen/siebener "
    "achten/achter neunen/neuner",
    "it": "zeri uni due tre quattro cinque sei sette otto nove",
    "ru": "нуля/нулей/нули/ноля/нолей единицы/единички двойки/двоек тройки/троек четверки/четвёрки/четверок "
    "пятерки/пятёрки/пятерок шестерки/шестёрки/шестерок семерки/семёрки/семерок восьмерки/восьмёрки/восьмерок "
    "девятки/девяток",
    "uk": "нулі/нулів одиниці двійки трійки четвірки п'ятірки шістки сімки вісімки дев'ятки",
    "pl": "zera/zer jedynki dwojki trojki czworki piatki szostki siodemki osemki dziewiatki",
    "cs": "nuly jednicky dvojky trojky ctyrky petky sestky sedmicky osmicky devitky",
    "nl": "nullen enen tweeen drieen vieren vijven zessen zevens achten negens",
    "ro": "zerouri unu doi trei patru cinciuri sasuri septari opturi noua",
    "sv": "nollor ettor tvaor treor fyror femmor sexor sjuor attor nior",
}
TIMES = frozenset(
    "times veces vezes fois volte mal раза раз рази разів razy krat keer ganger kez kere ori kali beses lan φορες пъти "
    "puta مرات پار بار مرة פעמים".split()
)
"""'Three times zero', 'cero tres veces'."""
TIMES_TEN, AND_TEN = frozenset(["puluh", "muoi"]), frozenset(["belas"])
"""'Dua puluh satu', 'hai mươi mốt': after a digit in words; 'dua belas' is twelve."""


def numbered(line: str, first: int, step: int = 1) -> list[tuple[str, str]]:
    """Each word of a line, '/' parting variants, with its number."""
    return [
        (word, str(first + at * step))
        for at, variants in enumerate(line.split())
        for word in variants.split("/")
    ]


def table(source: dict[str, str], first: int, step: int = 1) -> dict[str, str]:
    """Word -> number, without the words that mean something else, too."""
    return {
        word: number
        for line in source.values()
        for word, number in numbered(line, first, step)
        if not word.endswith("?")
    }


def _homonyms() -> dict[str, list[tuple[str, frozenset[str]]]]:
    told: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for line in UNIT_LINES.values():
        words = numbered(line, 0)
        own = frozenset(word.rstrip("?") for word, _ in words)
        for word, digit in words:
            if word.endswith("?"):
                told[word[:-1]].append((digit, own))
    return dict(told)


UNITS = table({name: line for name, line in UNIT_LINES.items() if name != "roman"}, 0)
PLURAL = {word: digit for word, digit in table(PLURALS, 0).items() if word not in UNITS}
HOMONYMS = _homonyms()
"""Word -> the digits it may stand for, each with the other words of that language."""
RUNS = table({name: UNIT_LINES[name] for name in IN_RUNS}, 0)
