"""Numbers by ear, told twice, with a sign around each digit, from the end, in parts, with two readings; addresses and
names with their signs told; and the numbers of papers, prices and measures that look like them."""

from __future__ import annotations

import pytest

from manumit.engine.signals import extract
from manumit.engine.signals.model import Mention
from manumit.engine.signals.number_compounds import PAIRS
from manumit.engine.signals.number_sounds import BY_EAR, SLIPS
from manumit.engine.signals.numerals import NUMBER_WORDS

KINDS = frozenset(["phone", "email", "handle", "url"])


def found(text: str, region: str = "US") -> list[Mention]:
    return list(extract({"text": text}, region, KINDS))


@pytest.mark.parametrize(
    ("text", "region", "value"),
    [
        ("ring faiv oh faiv faiv faiv faiv oh wan too ait", "US", "+15055550128"),
        ("txt tu oh tu fife fife fife zeero wun sicks nain now", "US", "+12025550169"),
        ("Handy nul einz siebn einz drei neun zwei nul nul acht fier", "DE", "+491713920084"),
        ("zvoni восим девять адин два пять пять пять ноль адин читыре пять", "RU", "+79125550145"),
        ("5 (five) 0 (zero) 5 (five) 555 (five five five) 01 (zero one) 7 (seven) 7 (seven)", "US", "+15055550177"),
        ("5 five 0 zero 5 five 5 five 5 five 5 five 0 zero 1 one 7 seven 8 eight", "US", "+15055550178"),
        ("55 00 55 55 55 55 00 11 77 99", "US", "+15055550179"),
        ("my no 0077770000990000774411", "GB", "+447700900741"),
        ("5x0x5x5x5x5x0x1x8x0", "US", "+15055550180"),
        ("505 x 555 x 0181", "US", "+15055550181"),
        ("#5#0#5#5#5#5#0#1#8#2# babe", "US", "+15055550182"),
        ("'5' '0' '5' '5' '5' '5' '0' '1' '8' '3'", "US", "+15055550183"),
        ("read backward 4810555505 ok", "US", "+15055550184"),
        ("od prawej do lewej: 510555215", "PL", "+48512555015"),
        ("Nummer umgekehrt: 68002931710", "DE", "+491713920086"),
        ("area code 505, then 555, last four 0185", "US", "+15055550185"),
        ("empieza por 612 sigue 555 y acaba en 043", "ES", "+34612555043"),
        ("cell trecentoventi cinquecentocinquantacinque zero uno ottantasei", "IT", "+393205550186"),
        ("нуль шістдесят сім п'ять п'ять п'ять нуль один вісімдесят сім", "UA", "+380675550187"),
        ("z3ro six tr3nte n3uf 98 qu4rante trois 44", "FR", "+33639984344"),
        ("se7en zero thr3e 555 01 8 9", "US", "+17035550189"),
        ("ゼロキュウゼロ ゴゴゴゼロ ゼロイチキュウゼロ", "JP", "+819055500190"),
        ("5O5-SSS-OI9I new", "US", "+15055550191"),
        ("0 double7 double0 9 double0 192", "GB", "+447700900192"),
        ("505,555,0193 call", "US", "+15055550193"),
        ("5+0+5+5+5+5+0+1+9+4", "US", "+15055550194"),
        ("five oh five then double five five then oh one nine five", "US", "+15055550195"),
        ("null eins sieben eins drei neun zwo doppelnull doppelacht", "DE", "+491713920088"),
        ("☎まるはちまる ごごごまる まるいちきゅうろく", "JP", "+818055500196"),
        ("here 4/12-4/19 505.555.0197", "US", "+15055550197"),
        ("flipped: 89100900770", "GB", "+447700900198"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_meant(text: str, region: str, value: str) -> None:
    assert [one.value for one in found(text, region) if one.kind == "phone"] == [value]


@pytest.mark.parametrize(
    ("text", "region", "kind", "value"),
    [
        ("tess apenstaartje example punt nl", "NL", "email", "tess@example.nl"),
        ("tess (at symbol) example (dot) com", "US", "email", "tess@example.com"),
        ("vika сабака example.ru", "RU", "email", "vika@example.ru"),
        ("t (крапка) me / olga_lviv", "UA", "handle", "telegram:olga_lviv"),
        ("+薇 yoyo_88", "CN", "handle", "wechat:yoyo_88"),
        ("telegram sol guion bajo azul", "ES", "handle", "telegram:sol_azul"),
        ("тeлeгpaм @olya_nsk", "RU", "handle", "telegram:olya_nsk"),
    ],
)
def test_signs_told_in_words(text: str, region: str, kind: str, value: str) -> None:
    assert (kind, value) in [(one.kind, one.value) for one in found(text, region)]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("one hour 4000 two 7000 night 12000", "RU"),
        ("стоит 4000 два 12000", "RU"),
        ("120 for 30, 220 for 60, 400 for 120", "US"),
        ("from 0800 to 2200", "US"),
        ("I say to you: too free to act for free", "US"),
        ("I am free for one or two to three", "US"),
        ("1200 2 saat 2200 gece", "TR"),
        ("B92 T172 age24", "JP"),
        ("camera D750 S/N 3028164537", "US"),
        ("table 120x60x75, 90x200x22 cm", "DE"),
        ("firmware 2022.04.18.2210", "US"),
        ("36.6 37.1 38.4 in the morning", "US"),
        ("B87654321", "ES"),
        ("P.IVA 09876543210", "IT"),
        ("VAT GB 987 6543 21", "GB"),
        ("NISS 298765432", "PT"),
        ("USt-IdNr. 287654321", "DE"),
        ("orgnr 5569876543", "SE"),
        ("ОГРНИП 298765432", "RU"),
        ("เลขบัตร 298765432", "TH"),
        ("マイナンバー 298765432", "JP"),
        ("try 1234567890", "US"),
    ],
)
def test_no_telephone(text: str, region: str) -> None:
    assert not [one for one in found(text, region) if one.kind == "phone"]


def test_two_readings_that_are_as_good_are_told_with_less_confidence() -> None:
    sure = found("нуль шістдесят сім п'ять п'ять п'ять нуль один вісімдесят сім", "UA")[0]
    straight = found("3920086171", "DE")[0]
    beside = found("reverse it: 1716800293", "DE")
    assert sure.confidence > 0.85
    assert straight.confidence > max(one.confidence for one in beside if one.kind == "phone")


def test_words_by_ear_are_no_number_words() -> None:
    assert not set(BY_EAR) & (set(NUMBER_WORDS) | set(SLIPS))
    assert set(BY_EAR.values()) == set("0123456789")


def test_hundreds_in_one_word() -> None:
    assert {PAIRS[word] for word in ("cinquecentododici", "funfhundertzwolf", "otszaztizenketto")} == {"512"}


@pytest.mark.parametrize(
    "text",
    [
        "0x7" * 40_000,
        "0x7x" * 30_000,
        "#7" * 60_000,
        '"7" ' * 30_000,
        "7 (seven) " * 12_000,
        "tu wan " * 20_000,
        "free to act " * 12_000,
        "backwards 55 " * 9_000,
        "ゴ" * 120_000,
        "55 " * 40_000,
        "fifty five " * 11_000,
        "area code 1 last " * 7_000,
    ],
)
def test_such_rows_without_end_take_time_by_their_length(text: str) -> None:
    from time import process_time

    begun = process_time()
    found(text)
    assert process_time() - begun < 12  # seconds; quadratic time would be minutes
