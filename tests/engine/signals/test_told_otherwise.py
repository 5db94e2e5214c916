"""Identifiers in words of further languages, counted, summed, backwards, in parts and over fields; and what only looks
like them."""

from __future__ import annotations

from time import process_time

import pytest

from manumit.engine.signals import extract
from manumit.engine.signals.number_compounds import PAIRS
from manumit.engine.signals.number_words import HOMONYMS, UNITS

IDENTIFIERS = frozenset(["phone", "email", "handle", "wallet", "url", "iban"])


def said(text: str, region: str | None = None, **more: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in extract({"text": text, **more}, region, IDENTIFIERS)]


@pytest.mark.parametrize(
    ("text", "region", "phone"),
    [
        ("sześć zero dwa, siedem siedem siedem, zero jeden cztery", "PL", "+48602777014"),
        ("sześćset dwa, trzysta czterdzieści pięć, zero dwanaście", "PL", "+48602345012"),
        ("bel nul zes twee drie acht acht, nul een zeven vijf", "NL", "+31623880175"),
        ("zavolejte šest nula osm, tři tři čtyři, devět jedna dva", "CZ", "+420608334912"),
        ("ring noll sju noll, ett sju fyra, noll sex sju åtta", "SE", "+46701740678"),
        ("soita nolla neljä nolla, viisi viisi viisi, nolla yksi yhdeksän", "FI", "+35840555019"),
        ("ring otteogtyve, nioghalvfems, tolv, fireogtyve", "DK", "+4528991224"),
        ("hívj: nulla hat húsz, négy öt hat, hét nyolc egy kettő", "HU", "+36204567812"),
        ("κάλεσε έξι εννέα εφτά, δύο δύο τρία, τέσσερα οκτώ ένα μηδέν", "GR", "+306972234810"),
        ("звъни нула осемдесет и седем, шест шест пет, нула четири едно две", "BG", "+359876650412"),
        ("зови нула шест три, пет пет четири, нула један осам", "RS", "+38163554018"),
        ("chiama tre trentotto, quarantuno, settantasette, ventitré, sei", "IT", "+393384177236"),
        ("null eins siebenundsiebzig, vier null eins, zwoundfünfzig, elf", "DE",
         "+491774015211"),
        ("appelle zéro six dix-sept vingt et un septante-deux nonante", "FR", "+33617217290"),
        ("سعر مناسب زنگ صفر نهصد و سی و پنج، دویست و بیست و یک، چهل و چهار، ده", "IR", "+989352214410"),
        ("फोन आठ नौ सात, शून्य शून्य एक, दो तीन चार पांच", "IN", "+918970012345"),
        ("ফোন শূন্য এক আট এক নয় চার চার শূন্য এক দুই পাঁচ", "BD", "+8801819440125"),
        ("call aath nau saat, shunya shunya ek, do teen chaar paanch", "IN", "+918970012345"),
        ("חייגו אפס חמש ארבע, שלוש שלוש שתיים, שבע אחת אפס שש", "IL", "+972543327106"),
        ("ስልክ ዜሮ ዘጠኝ ሁለት ሁለት ሦስት አራት ዜሮ አምስት ስድስት አንድ", "ET", "+251922340561"),
        ("WA kosong lapan dua belas, tiga puluh satu, empat lima, enam tujuh", "ID", "+62812314567"),
        ("marca treinta y tres, dos veces el cinco, tres ceros, doce, cuatro", "MX", "+523355000124"),
        ("call oh seven seven, three zeros, nine, zero three times, one", "GB", "+447700090001"),
        ("tutor: 0 VII VII 0 0 IX 0 0 II IV VIII", "GB", "+447700900248"),
        ("It's 07 then 700 and then 900 then 815", "GB", "+447700900815"),
        ("gardening, 07700 900 (520+3)", "GB", "+447700900523"),
        ("täglich 0171 39200 40 + 2", "DE", "+491713920042"),
        ("my phone, reversed: 32100 900 770", "GB", "+447700900123"),
        ("numero al contrario: 765 432 216", "ES", "+34612234567"),
        ("07700 900 334, the last digit is one more than written", "GB", "+447700900335"),
        ("06 39 98 12 34, le dernier chiffre est un de moins", "FR", "+33639981233"),
        ("It starts with 07700, I bake bread, and it ends with 900 713.", "GB", "+447700900713"),
        ("zuerst 0171, dann 392, zuletzt 0046", "DE", "+491713920046"),
        ("call 800-555-CAKE for cakes", "US", "+18005552253"),
        ("Only £07700.900.334 for work!", "GB", "+447700900334"),
        ("Rs 98765,00777/- only", "IN", "+919876500777"),
        ("cel 045 55 1234 0199", "MX", "+525512340199"),
        ("ligue 0xx21 98765-0101", "BR", "+5521987650101"),
    ],
)  # fmt: skip
def test_phones(text: str, region: str, phone: str) -> None:
    assert said(text, region) == [("phone", phone)]


def test_numbers_that_share_their_beginning() -> None:
    assert said("0722 555 071 / 72 / 73", "RO") == [("phone", f"+4072255507{last}") for last in (1, 2, 3)]
    assert said("0171 3920060 oder -61", "DE") == [("phone", "+491713920060"), ("phone", "+491713920061")]
    assert said("call 07700 900 123, 18 years, 24/7", "GB") == [("phone", "+447700900123")]


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("dana שטרודל example נקודה com", "dana@example.com"),
        ("nour آت example دوت كوم", "nour@example.com"),
        ("reza ات ساین example نقطه com", "reza@example.com"),
        ("lena παπάκι example τελεία gr", "lena@example.gr"),
        ("aino miukumauku example piste fi", "aino@example.fi"),
        ("ravi77 at the rate of example dot com", "ravi77@example.com"),
        ("minji골뱅이example닷컴", "minji@example.com"),
        ("mail zz.bakery.4471 at gmail", "zz.bakery.4471@gmail.com"),
        ("пишите zz_pirog7 собака яндекс", "zz_pirog7@yandex.ru"),
        ("moc.elpmaxe@nitsuj (read it backwards)", "justin@example.com"),
        ("annaNOSPAM@example.com", "anna@example.com"),
        ("kimXYZ@example.com, remove XYZ", "kim@example.com"),
    ],
)
def test_emails(text: str, email: str) -> None:
    assert said(text) == [("email", email)]


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("telegram: kate underscore green 55", ["telegram:kate_green55"]),
        ("insta: bob dot baker guion bajo 7", ["instagram:bob.baker_7"]),
        ("signal:  m i n t _ f o x 7", ["signal:mint_fox7"]),
        ("insta arroba luz.clara9", ["instagram:luz.clara9"]),
        ("snap and insta: lime.zest_8", ["instagram:lime.zest_8", "snapchat:lime.zest_8"]),
        ("תוסיפו טלגרם: dana_k77", ["telegram:dana_k77"]),
        ("تلگرام: narges_t55", ["telegram:narges_t55"]),
    ],
)
def test_handles(text: str, handles: list[str]) -> None:
    assert sorted(said(text)) == [("handle", handle) for handle in handles]


def test_a_number_over_two_fields() -> None:
    told = extract(
        {"title": "Pies 07700", "text": "the rest: 900612, the beginning is in the title"}, "GB", IDENTIFIERS
    )
    assert [(one.field, one.kind, one.value, one.start, one.end) for one in told] == [
        ("text", "phone", "+447700900612", 10, 16)
    ]
    assert said("bread and pies 07700", "GB", contact="900 613") == [("phone", "+447700900613")]
    assert said("see above, 3 beds since 2025", "GB", title="2 rooms 120", contact="55") == []


@pytest.mark.parametrize(
    "text",
    [
        "My face is red, my disc hurts, fire in the hat, sex on the set, do en et de",
        "en venta de 3 en 3, de 2 a 5, set de 6 tazas, do re mi",
        "Look at the dot in the sky, meet at gmail office, at the rate of 5 a day",
        "first floor 07, 3 rooms, ends 31 August 2025, last 2 weeks",
        "three times a day, two times five is ten, four zeros in 10000",
        "jeden Tag, jeder Mann, moja mama, sita sings, viens chez moi, tete a tete",
    ],
)
def test_no_identifiers(text: str) -> None:
    assert said(text, "GB") == []


def test_tens_and_ones_in_one_word() -> None:
    told = {
        "siebenundvierzig": "47",
        "ventitre": "23",
        "huszonegy": "21",
        "nioghalvfems": "99",
        "tweeenzestig": "62",
    }
    assert {word: PAIRS.get(word) for word in told} == told
    assert not {"hat", "sex", "fire", "do"} & UNITS.keys()
    assert {"hat", "sex", "fire", "do"} <= HOMONYMS.keys()


@pytest.mark.parametrize(
    ("text", "region", "phone"),
    [
        ("Mia 06 12 34 56 78 +1 copine", "FR", "+33612345678"),
        ("call 07700 900 123 + 1 friend", "GB", "+447700900123"),
        ("Tel 030 123 45 67 + 1 Frau", "DE", "+49301234567"),
        ("手机13812341234 尾数1234 加我微信", "CN", "+8613812341234"),
        ("Call 07700900118, 23, blonde", "GB", "+447700900118"),
        ("Age 18. 415 555 2618, 24, 36D", "US", "+14155552618"),
        ("call 415 555 2671, 80", "US", "+14155552671"),
    ],
)
def test_what_stands_behind_a_number_is_no_part_of_it(text: str, region: str, phone: str) -> None:
    assert said(text, region) == [("phone", phone)]


@pytest.mark.parametrize("text", ["手机13812341234 尾数加1", "手机13812341234 最后一位大一"])
def test_a_last_digit_is_one_more(text: str) -> None:
    assert said(text, "CN") == [("phone", "+8613812341235")]


def test_numbers_behind_commas_share_their_beginning_where_they_follow_each_other() -> None:
    assert said("0722 555 071, 72", "RO") == [("phone", "+40722555071"), ("phone", "+40722555072")]
    assert said("0722 555 071, 77, 79", "RO") == [("phone", f"+407225550{last}") for last in (71, 77, 79)]


@pytest.mark.parametrize(
    ("text", "region", "told"),
    [
        ("07700 900 (340+1) call", "GB", "07700 900 (340+1)"),
        ("0171 39200 40 + 2, gern", "DE", "0171 39200 40 + 2"),
        ("07700 (9001 + 120) 23 call", "GB", "07700 (9001 + 120) 23"),
    ],
)
def test_a_number_holds_its_whole_sum(text: str, region: str, told: str) -> None:
    assert [text[one.start : one.end] for one in extract({"text": text}, region, IDENTIFIERS)] == [told]


@pytest.mark.parametrize("region", [None, "US", "TH"])
@pytest.mark.parametrize(
    "text", ["Massage 250-300-euro", "250-350-baht", "per night 250-300-cash only", "250-300-hour"]
)
def test_prices_with_a_word_behind_are_not_dialled(text: str, region: str | None) -> None:
    assert said(text, region) == []


def test_without_a_region_letters_are_dialled_where_a_telephone_is_promised() -> None:
    assert said("call 800-555-CAKE") == [("phone", "+18005552253")]
    assert said("model 800-555-CAKE") == []


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("please remove me from your list, mehmet.k@site.org", "mehmet.k@site.org"),
        ("Please remove mehmet from your list: mehmet.k@site.org", "mehmet.k@site.org"),
        ("Delete all photos! small@site.org", "small@site.org"),
        ("DELETE ALL PHOTOS! SMALL@SITE.ORG", "small@site.org"),
        ("delete com mia@site.com", "mia@site.com"),
        ("remove 'com' mia@site.com", "mia@site.com"),
        ("mia@site.org, remove 'mia'", "mia@site.org"),
        ("mia.oven@site.org, remove oven", "mia@site.org"),
        ("oven-mia@site.org (remove oven from the address)", "mia@site.org"),
        ("miaoven@site.org, remove 'oven'", "mia@site.org"),
        ("miaoven@site.org, remove the word oven to write to me", "mia@site.org"),
        ("mia@XYZsite.org, just remove XYZ when you write", "mia@site.org"),
    ],
)
def test_a_word_is_taken_out_of_an_address_only_where_it_is_meant(text: str, email: str) -> None:
    assert said(text) == [("email", email)]


def test_many_addresses_at_providers_are_read_in_little_time() -> None:
    text = " ".join(f"mia_{number}@gmail.com, lea_{number} at gmail" for number in range(1500))
    started = process_time()
    assert len(said(text)) == 3000
    assert process_time() - started < 10


@pytest.mark.parametrize(
    "text",
    [
        "face mask new_style2",
        "disc dj_mike9",
        "face to face with anna_92",
        "телек на кухне lg_tv55",
        "anna_92 in the face",
    ],
)
def test_words_that_mean_something_else_are_a_platforms_only_with_a_sign(text: str) -> None:
    assert said(text) == []


def test_the_same_name_on_many_platforms() -> None:
    assert said("face: mia_92") == [("handle", "facebook:mia_92")]
    for text in (
        "telegram, viber and line: mia_92",
        "line, telegram, and viber: mia_92",
        "viber / line / telegram my name is mia_92",
    ):
        assert sorted(said(text)) == [("handle", f"{name}:mia_92") for name in ("line", "telegram", "viber")]
