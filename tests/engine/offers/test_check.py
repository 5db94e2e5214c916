"""What is said of an offer: the label, the signs, whose direction counts, and where they stand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.engine.offers import Verdict, check_offer, languages, signs
from manumit.engine.offers.finding import observe
from manumit.engine.offers.reading import read


def ids(verdict: Verdict) -> set[str]:
    return {found.id for found in verdict.indicators}


STRONG = [
    ("en", "You pay a processing fee of 900 USD before the flight to the hotel job.", "pays_large"),
    ("en", "We buy the ticket and you work it off in the first six months at the farm.", "owes_debt"),
    ("en", "Your passport is kept by the manager until your contract ends.", "documents_held"),
    ("en", "At immigration say that you are on holiday, the job starts on Monday.", "told_to_lie"),
    ("en", "Good job in another country, just do not tell your parents about it.", "hide_from_family"),
    ("en", "Customer support chat, you live inside a guarded compound near the border.", "closed_compound"),
    ("en", "You will carry a suitcase to Madrid for us, do not open it.", "carries_goods"),
    ("en", "For this job your parents sign as guarantor and put up the house.", "family_guarantee"),
    ("en", "Staff are not allowed to leave the house without permission.", "no_leaving"),
    ("es", "Para el trabajo en el hotel deposita 800 euros para apartar tu cupo.", "pays_large"),
    ("es", "El pasaje se descuenta de tu sueldo cada mes, trabajo de mesera.", "owes_debt"),
    ("pt", "Os passaportes ficam com o gerente até o fim do contrato de trabalho.", "documents_held"),
    ("pt", "A gente compra a passagem e você paga trabalhando na fazenda.", "owes_debt"),
    ("ru", "Паспорта хранятся у начальника до конца контракта, работа на заводе.", "documents_held"),
    ("ru", "На границе скажите, что едете в отпуск, работа в отеле.", "told_to_lie"),
    ("tl", "Ang passport po ay itatago ng amo hanggang matapos ang kontrata.", "documents_held"),
    ("fr", "Votre passeport est gardé par le patron jusqu'à la fin du contrat.", "documents_held"),
    ("ro", "Pașaportul îl ține patronul până la sfârșitul contractului la fermă.", "documents_held"),
    ("uk", "Паспорт забирає бригадир до кінця сезону, робота на фермі.", "documents_held"),
    ("vi", "Hộ chiếu chủ nhà giữ đến hết hợp đồng hai năm, việc nhà.", "documents_held"),
    ("id", "Paspor dipegang majikan sampai kontrak dua tahun selesai, kerja rumah.", "documents_held"),
    ("th", "พาสปอร์ตนายจ้างเก็บไว้จนกว่าจะครบสัญญาสองปี งานแม่บ้าน", "documents_held"),
    ("zh", "护照由雇主保管，两年合同期满归还，做家务的工作。", "documents_held"),
    ("ar", "الجواز يبقى عند الكفيل حتى نهاية العقد سنتين، عمل في المنزل.", "documents_held"),
    ("tl", "Sabihin mo sa immigration na magbabakasyon ka lang, may trabaho doon.", "told_to_lie"),
]


@pytest.mark.parametrize(("lang", "text", "sign"), STRONG)
def test_a_strong_sign_is_enough(lang: str, text: str, sign: str) -> None:
    verdict = check_offer(text)
    assert (verdict.label, verdict.lang) == ("deceptive", lang)
    assert sign in ids(verdict)
    assert verdict.score >= 0.5


DENIED = [
    "We never ask for money and there are no fees for the job at our farm.",
    "You keep your own passport, and the employer pays your visa and flight.",
    "Passports are never taken. Your passport always stays with you at the hotel.",
    "Beware of agents who take your passport or ask for a deposit of 900 USD.",
    "No cobramos nada y no retenemos documentos, trabajo en la finca.",
    "Não cobramos nenhuma taxa. Seu passaporte fica sempre com você no trabalho.",
    "Платить ничего не нужно. Паспорт остается у вас, работа в теплицах.",
    "Walang placement fee. Hindi kami naniningil at ikaw ang may hawak ng passport.",
]


@pytest.mark.parametrize("text", DENIED)
def test_denied_or_turned_round_it_is_no_sign(text: str) -> None:
    verdict = check_offer(text)
    assert verdict.label != "deceptive"
    assert not {name for name in ids(verdict) if signs()[name].kind == "strong"}
    assert verdict.genuine_signs


@pytest.mark.parametrize(
    "text",
    [
        "Hotel maid, 900 a month. And your passport? The boss keeps it until the contract ends.",
        "Trabajo de mesera. ¿Y el pasaporte? Lo guarda la señora hasta terminar el contrato.",
    ],
)
def test_a_strong_sign_may_be_told_in_two_sentences(text: str) -> None:
    verdict = check_offer(text)
    assert "documents_held" in ids(verdict)
    assert verdict.label == "deceptive"


def test_several_weaker_signs_are_enough_together() -> None:
    lure = (
        "Girls 18-23 only, private yacht hostess, no experience, no interview, send full body photos tonight."
    )
    verdict = check_offer(lure)
    assert verdict.label == "deceptive"
    assert "several_together" in ids(verdict)
    one = "Waitress 20-28 for a rooftop bar, nice appearance, photo please. Good tips."
    assert "several_together" not in ids(check_offer(one))
    assert check_offer(one).label == "suspicious"


TAKEN_OFF = [
    ("en", "Room 90 a week, van 45, boots 30 and meals 80 come off your pay, the agency takes 60 more."),
    ("es", "De la paga sacan la cama, la comida, la furgoneta y las botas, y queda muy poco cada mes."),
    ("pt", "Do salário descontam quarto, comida, carrinha e botas, e no fim do mês sobra pouco."),
    ("ru", "Из зарплаты вычитают койку, еду, автобус и сапоги, на руки остается мало."),
    ("tl", "Kaltas sa sahod ang kama, pagkain, bus at bota, konti na lang ang natitira."),
    ("zh", "工资里扣床位、扣伙食、扣车费、扣工服，每个月剩下很少。"),
]


@pytest.mark.parametrize(("lang", "text"), TAKEN_OFF)
def test_a_list_of_what_is_taken_off_is_a_strong_sign(lang: str, text: str) -> None:
    assert "deductions_listed" in ids(check_offer(text, lang))


def test_what_is_free_or_a_single_rent_is_no_list() -> None:
    for text in (
        "Bed, food, bus and boots are free at our farm, the wage is 1,200 a month.",
        "Fruit farm, 12.60 an hour. We take 69 a week for the caravan, and nothing else comes off your wage.",
    ):
        assert "deductions_listed" not in ids(check_offer(text))


def test_a_new_country_told_as_news_is_a_changed_destination() -> None:
    moved = (
        "Good morning! The hotel in Qatar is full, so we found you a place in Lebanon, same flight tonight."
    )
    assert "destination_changed" in ids(check_offer(moved))
    shift = "The shop in Leeds is closed tomorrow, so you are moved to Bradford. Taxi on us, or stay home on full pay."
    assert "destination_changed" not in ids(check_offer(shift))


@pytest.mark.parametrize(
    ("sign", "bad", "good"),
    [
        (
            "told_to_lie",
            "At immigration say you are on holiday and not a word about the kitchen job.",
            "At immigration tell the truth: if anybody told you to say holiday, that was not us. Kitchen job.",
        ),
        (
            "carries_goods",
            "You bring a sealed box to Madrid for us, do not open it, the ticket is paid.",
            "You bring a sealed box of blood samples to the hospital, each with a waybill that the nurse signs.",
        ),
    ],
)
def test_what_else_is_said_takes_a_sign_back(sign: str, bad: str, good: str) -> None:
    assert sign in ids(check_offer(bad))
    assert sign not in ids(check_offer(good))


CARRIED = "You carry a sealed bag to Madrid, do not open it, somebody takes it there."
LIED = "at the border say you are a tourist and tell the officer nothing about the work."
MOVED = "The hotel in Rome is full, you were moved to a club in Cyprus, same flight."


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("carries_goods", f"{CARRIED} The hotel is near the hospital."),
        ("carries_goods", f"The hotel is near the hospital. {CARRIED}"),
        ("carries_goods", f"{CARRIED} The ticket is paid. Cleaners sign each waybill."),
        ("told_to_lie", f"You need a work visa for this and it takes months, so {LIED}"),
        ("told_to_lie", f"I will be honest with you girls, {LIED}"),
        ("told_to_lie", f"I will be honest with you girls. And {LIED}"),
        ("destination_changed", f"{MOVED} No stress, you will love it."),
    ],
)
def test_an_everyday_phrase_switches_no_strong_sign_off(sign: str, text: str) -> None:
    assert {sign} <= ids(check_offer(text, "en"))
    assert "may_decline" not in {found.id for found in check_offer(text, "en").genuine_signs}


@pytest.mark.parametrize(
    "text",
    [
        "Please be honest at the border: show the offer letter. If anybody told you to say holiday, phone us.",
        "If anybody told you to say tourist at the border, phone us. Tell the truth, we have your contract.",
    ],
)
def test_the_truth_beside_a_lie_takes_it_back(text: str) -> None:
    assert "told_to_lie" not in ids(check_offer(text, "en"))


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        (False, "Come by bus 42 to the van 30 stop. The office is in flat 12, house 15. Cleaner wanted."),
        (False, "Hotel job: 40 bed hostel, 12 room house, canteen open 7 to 9, laundry from 10."),
        (False, "Nearby: bus 2.50 euros, meals 8 euros, laundry 5 euros, bed 20 euros. Cleaner wanted."),
        (False, "No debt with us. Come by bus 42, van 30 or bus 2.50, the flat 12 is above the laundry 15."),
        (True, "It goes on your debt: bed 90 euros, van 45 euros, boots 30 euros. Farm work all summer."),
    ],
)
def test_numbers_beside_things_are_no_deductions_unless_they_are_money(listed: bool, text: str) -> None:
    assert ("deductions_listed" in ids(check_offer(text, "en"))) == listed


@pytest.mark.parametrize(
    ("monthly", "text"),
    [
        (1200, "No agency fee, 1200 euros a month, contract from the first day"),
        (0, "The agency fee is 900 euros this month, contract from the first day"),
    ],
)
def test_pay_beside_a_fee_that_nobody_asks_is_pay(monthly: float, text: str) -> None:
    assert [amount.monthly for amount in observe(read(text), text).sums] == [monthly]


def test_nothing_is_called_deceptive_without_a_reason() -> None:
    for text in [text for _, text, _ in STRONG]:
        assert ids(check_offer(text)) - {"nobody_named"}


def test_the_size_of_a_fee_decides() -> None:
    job = "Kitchen helper wanted at the hotel. Pay is 1,500 USD a month. "
    assert "pays_large" in ids(check_offer(job + "You pay a fee of 600 USD first."))
    assert "small_fee" in ids(check_offer(job + "There is a fee of 15 USD for the form."))
    assert check_offer(job + "There is a fee of 15 USD for the form.").label == "suspicious"


def test_papers_held_for_days_are_a_weak_sign() -> None:
    verdict = check_offer("Hotel maid wanted. We keep your passport for two days to register you.")
    assert "documents_days" in ids(verdict)
    assert verdict.label != "deceptive"


@pytest.mark.parametrize(
    "disguised",
    [
        "Your p🔥a🔥s🔥s🔥p🔥o🔥r🔥t is kept by the manager until the contract ends",
        "Your p4ssp0rt is k e p t by the manager until the contract ends",
        "Your pаssроrt is kept by the manager until the contract ends",
        "Your passsssport is keeeept by the manager until the contract ends",
        "Your pass\u200bport is kept by the manager until the contract ends",
        "YOUR ＰＡＳＳＰＯＲＴ is kept by the manager until the contract ends",
    ],
)
def test_disguises_are_seen_through(disguised: str) -> None:
    verdict = check_offer(disguised)
    (found,) = [f for f in verdict.indicators if f.id == "documents_held"][:1]
    assert verdict.label == "deceptive"
    assert disguised[slice(*found.span)].lower().startswith(("p", "ｐ"))


def test_a_genuine_offer_with_tempting_words_stays_genuine() -> None:
    verdict = check_offer(
        "URGENT: cook wanted at Oakbeck Bistro, 14 Mill Street, good pay, room available. 40 hours a week, Monday to"
        " Friday, written contract before you start, paid holidays. WhatsApp +44 7700 900111 or send your CV."
    )
    assert verdict.label == "genuine"
    assert verdict.score <= 0.35


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\u0301\u0301\u0301",
        "job",
        "Munkát keresünk Budapesten, azonnali kezdés, jó fizetés és szállás.",
    ],
)
def test_it_says_when_it_cannot_tell(text: str) -> None:
    verdict = check_offer(text)
    assert verdict.cannot_tell
    assert verdict.label == "suspicious"


def test_every_sign_has_a_source_and_a_use() -> None:
    assert languages() == set("ar en es fr id pt ro ru th tl uk vi zh".split())
    assert all(sign.sources for sign in signs().values())
    assert all(sign.harm and sign.sentence.endswith(".") for sign in signs().values())


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300), st.sampled_from([None, "en", "xx", ""]))
def test_any_text_gets_an_answer_with_spans_in_it(text: str, lang: str | None) -> None:
    verdict = check_offer(text, lang)
    assert 0 <= verdict.score <= 1
    for found in (*verdict.indicators, *verdict.genuine_signs):
        assert 0 <= found.span[0] <= found.span[1] <= len(text)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40), st.sampled_from(["😀", "é", "\u200b", "Ａ", " "]))
def test_spans_are_code_points_of_the_text_as_given(count: int, filler: str) -> None:
    text = filler * count + " Your passport is kept by the manager until the contract ends."
    (found,) = [f for f in check_offer(text).indicators if f.id == "documents_held"][:1]
    assert text[slice(*found.span)] == "passport is kept"


def test_a_dump_takes_no_longer_than_its_length() -> None:
    began = time.process_time()
    for filler in ("passport keep pay fee ", "no ", "a b c ", "9 ", "👉"):
        check_offer(filler * (1_000_000 // len(filler)))
    assert time.process_time() - began < 60
