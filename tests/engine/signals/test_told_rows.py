"""Telephones told in rows of number words with slips, in any of the languages, in sums and with words between; in
parts; with what a page leaves between; and the prose, counts and labels that are none."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from manumit.engine.signals import extract
from manumit.engine.signals.number_likeness import near
from manumit.engine.signals.number_sums import Step, told
from manumit.engine.signals.number_tongues import Part, glued_in, parted, tongue

IDENTIFIERS = frozenset(["phone", "email", "handle", "wallet", "url", "iban"])


def said(text: str, region: str | None = None) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in extract({"text": text}, region, IDENTIFIERS)]


@pytest.mark.parametrize(
    ("text", "region", "phone"),
    [
        ("ring two zero one fie five eigth five zreo one four", "US", "+12015585014"),
        ("two zero one baby five five baby nine two nine baby nine two", "US", "+12015592992"),
        ("tel: tre fire fire fem seks et et fem", "DK", "+4534456115"),
        ("fire null seks seks tre hundre og tjueni null", "NO", None),
        ("tel nulla hat kettő nulla egy öt öt hat egy kilenc nulla", "HU", "+36201556190"),
        ("восем нуль два дзевяноста чатыры дзевяноста тры шэсцьдзясят восемдзесят тры", "BY", "+375294936083"),
        ("nulis, šešiasdešimt vienas, šešiasdešimt šeši, penkiasdešimt penki, aštuoniasdešimt aštuoni", "LT",
         "+37061665588"),
        ("جوال صفر خمسين خمسة وخمسين خمسين اربعتاشر اثنين", "SA", "+966505550142"),
        ("אפס חמש אפס שתיים שלושים וארבע חמישים ואחת אפס שש", "IL", "+972502345106"),
        ("nol - delapan ratus dua belas - tiga - delapan puluh dua - delapan - nol delapan", "ID", "+62812382808"),
        ("seis doce, treinat y cuatro, cero nueve, ochenta y siete", "ES", "+34612340987"),
        ("tel trefirefirefemseksetetfem", "DK", "+4534456115"),
        ("šest0jedna123dvačtyři1", "CZ", "+420601123241"),
        ("two hundred and one, five hundred and fifty-five, ninety-two eighty-eight", "US", "+12015559288"),
        ("tel nula dеvat jеdеn dva jеden pаt раt tri jеden nula", "SK", "+421912155310"),
        ("DDD 31 número 95550 1491", "BR", "+5531955501491"),
        ("I am on 5550126 (area code 305)", "US", "+13055550126"),
        ("country code forty four, number 7700 900 771", "AE", "+447700900771"),
        ("call <b>2</b><i>0</i><b>2</b> <span>555</span>0<u>1</u>5<u>5</u>", "US", "+12025550155"),
        ("[b]07[/b][i]700[/i] [b]900[/b][i]339[/i]", "GB", "+447700900339"),
        ("0b7e4t0h0h1c2f5u1w6a7n", "GB", "+447400125167"),
        ("04 % 12 % 862 % 521", "AU", "+61412862521"),
        ("#202 #555 #0136 #newintown", "US", "+12025550136"),
    ],
)  # fmt: skip
def test_phones(text: str, region: str, phone: str | None) -> None:
    assert said(text, region) == ([("phone", phone)] if phone else [])


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("one hundred twenty five dollars an hour, two hundred fifty for two, six hundred all night", "US"),
        ("twenty one, twenty two or twenty three years old, five foot six, one hundred ten pounds", "US"),
        ("un due tre stella quattro cinque sei sette otto nove dieci", "IT"),
        ("we need one cook, two waiters, three cleaners, four drivers, five guards and six helpers", "US"),
        ("confirmation number is 3055550199, keep it", "US"),
        ("payroll 0770 0900 12", "GB"),
        ("Número de póliza 612345678", "ES"),
        ("the tracking number is nine four zero zero one one one eight nine nine", "US"),
        ("discount 50 % 30 % 20 % 15 % 10 %", "US"),
        ("whatsapp twenty", "US"),
        ("Mon-Fri 0900 2100 Sat 1000 1800 Sun 1100 1700", "GB"),
        ("ver 10.0.19045.3803", "US"),
        ("Hauptstr. 112-114, 50667 Köln", "DE"),
        ("anuncio nº 612345098 renovado hoy", "ES"),
        ("party @ 9pm @ the lake", "US"),
        ("حصل على 01012345678 صوت تقريبا", "EG"),
    ],
)
def test_what_is_none(text: str, region: str) -> None:
    assert said(text, region) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("mailto:nina%2Ejobs%40example.com", "email", "nina.jobs@example.com"),
        ("Konto DE89/3704/0044/0532/0130/00", "iban", "DE89370400440532013000"),
        ("Konto DE89 _ 3704 _ 0044 _ 0532 _ 0130 _ 00", "iban", "DE89370400440532013000"),
        ("DE89 3704 0O44 O532 O130 OO", "iban", "DE89370400440532013000"),
    ],
)
def test_addresses(text: str, kind: str, value: str) -> None:
    assert said(text) == [(kind, value)]


def test_a_wrong_checksum_is_no_iban_however_it_is_written() -> None:
    assert all(kind != "iban" for kind, _ in said("Konto DE89/3704/0044/0532/0130/01"))


def test_a_span_holds_the_tags_between() -> None:
    text = "ring <b>202</b> <i>555</i> 0155 now"
    (one,) = extract({"text": text}, "US", IDENTIFIERS)
    assert text[one.start : one.end] == "202</b> <i>555</i> 0155"


def _steps(words: Sequence[str], name: str) -> list[Step]:
    return [Step(((tongue(name)[word], 0.0),), 0, 0, 9.0) for word in words]


def test_sums_of_words() -> None:
    steps = _steps("two hundred and six".split(), "en")
    assert {digits for digits, _ in told(steps, 0, steps[0].readings[0][0])} == {"2", "200", "206"}
    steps = _steps(["خمسة", "و", "ثلاثين"], "ar")
    assert ("35", 3) in told(steps, 0, steps[0].readings[0][0])


def test_words_written_together() -> None:
    assert [part.value for part in parted("fireogfyrre", tongue("da"))] == [4, 0, 40]
    assert parted("fireandfyrre", tongue("da")) == []
    assert glued_in("trefirefire") == 3
    assert glued_in("message") == glued_in("sunset") == 0


def test_what_is_nearly_a_word() -> None:
    assert near("sevne", "en")[0][0] == Part("unit", 7)
    assert near("katre", "fr")[0][0] == Part("unit", 4)
    assert near("f1r3", "no")[0][0] == Part("unit", 4)
    assert near("bedroom", "en") == ()


@pytest.mark.parametrize(
    ("text", "region", "phone"),
    [
        ("incall number: 202 555 0155", "US", "+12025550155"),
        ("escort number 202 555 0155", "US", "+12025550155"),
        ("agency number 202 555 0155", "US", "+12025550155"),
        ("boss number 07700 900123", "GB", "+447700900123"),
        ("sister number 07700 900 123", "GB", "+447700900123"),
        ("numero de la agencia 612 345 678", "ES", "+34612345678"),
        ("номер администратора 8 912 345 67 89", "RU", "+79123456789"),
        ("numer agencji 501 234 567", "PL", "+48501234567"),
        ("رقم المندوب 0501234567", "SA", "+966501234567"),
        ("manager number +44 7700 900123", None, "+447700900123"),
    ],
)
def test_the_number_of_somebody_is_a_telephone(text: str, region: str | None, phone: str) -> None:
    assert said(text, region) == [("phone", phone)]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("product code 305: 5550126", "US"),
        ("order code 305 ref 555 0126", "US"),
        ("kod 22, cena 555 01 26", "PL"),
        ("código 31, pedido 95550 1491", "BR"),
        ("area code 305, order 5550126", "US"),
    ],
)
def test_other_codes_make_no_whole_number(text: str, region: str) -> None:
    assert not any(value.startswith("+") and "?" not in value for _, value in said(text, region))


def test_a_gate_code_is_none_of_the_number_behind_it() -> None:
    assert ("phone", "+13055550126") not in said("gate code 305, call me at 555 0126", "US")
    assert ("phone", "+447700900771") not in said("the country code 44, room 7700 900 771", "US")
    assert said("area code 305, call me at 555 0126", "US") == [("phone", "+13055550126")]


@pytest.mark.parametrize("name", ["onetwothree", "onetwothree123", "four_seven_eight", "seven.seven.seven"])
def test_a_name_of_few_number_words_is_a_name(name: str) -> None:
    [(kind, value)] = said(f"telegram @{name}")
    assert (kind, value.partition(":")[2]) == ("handle", name)


@pytest.mark.parametrize("text", ["call me " + "12|" * 12_000 + ", 202", "tel:" * 30_000 + " %41"])
def test_signs_without_end_take_time_by_their_length(text: str) -> None:
    began = time.process_time()
    said(text, "US")
    assert time.process_time() - began < 8


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("turnos: seis a dos, dos a diez, diez a seis, cuatro libres", "ES"),
        ("De ocho a tres, de tres a diez, de diez a seis, dos días libres", "MX"),
        ("venceu três a um, perdeu dois a um, empatou dois a dois, venceu quatro a zero, nove a oito", "BR"),
        ("null sieben Uhr dreißig, null acht Uhr fünfzehn, null neun Uhr fünfundvierzig", "DE"),
        ("null Komma sieben, null Komma acht, null Komma neun, null Komma fünf", "DE"),
        ("zéro à six mois: trois repas; sept à douze mois: quatre repas; un à deux ans: cinq", "FR"),
        ("three of five, two of six, one of nine, four of eight, seven of nine said yes", "US"),
        ("Room two one two, room three one four, room five oh six, all upstairs", "US"),
        ("tres y quince, cuatro y veinte, cinco y treinta, seis y cinco", "CO"),
        ("prefix 212 and 5550126 units sold", "US"),
        ("in the 305 area code 5550126 homes", "US"),
        ("код города 495 и 1234567 жителей", "RU"),
        ("DDD 11 e 98765 4321 reais", "BR"),
        ("units #202 #304 #1105 for rent", "US"),
        ("<td>612</td><td>345</td><td>678</td>", "ES"),
        ("hash 3f4a5b6c7d8e9f0a1b2", "US"),
    ],
)
def test_shifts_scores_hours_shares_cells_and_rooms_are_no_telephones(text: str, region: str) -> None:
    assert not [value for kind, value in said(text, region) if kind == "phone"]


@pytest.mark.parametrize(
    ("text", "region", "found"),
    [
        ('<div data-phone="+447700900123">Call me</div>', None, ("phone", "+447700900123")),
        ("<!-- 07700 900123 -->", "GB", ("phone", "+447700900123")),
        ('<li data-href="https://t.me/anna_xx">x</li>', "GB", ("handle", "telegram:anna_xx")),
        ("email: <i anna@example.com>", "GB", ("email", "anna@example.com")),
        ("[quote=07700900123]x[/quote]", "GB", ("phone", "+447700900123")),
        ("Maria number 52 55 1234 5678", "US", ("phone", "+525512345678")),
        ("driver number 0917 123 4567", "US", ("phone", "+?09171234567")),
        ("tlf. 2200 1145", "NO", ("phone", "+4722001145")),
        ("08-123, 45678 ring mig", "SE", ("phone", "+46812345678")),
    ],
)
def test_what_stands_in_a_tag_or_behind_a_name_is_kept(
    text: str, region: str | None, found: tuple[str, str]
) -> None:
    assert found in said(text, region)
