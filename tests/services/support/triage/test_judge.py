"""Danger first, over the whole conversation, and never lowered by what a stranger might type."""

from collections import OrderedDict
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manumit.services.support import INTENTS, LABELS, Found, judge
from manumit.services.support.triage import judge as judging
from manumit.services.support.triage.features import Reading
from manumit.services.support.triage.meaning import Floats, meaning
from manumit.services.support.triage.model import Seen, look

PLEA = "he locked me in and he has a knife, please help"
TURN = st.text(max_size=60)


@pytest.mark.parametrize(
    "text", ["sos", "🆘🆘", "help me please", "i am not safe", "ayúdame", "помогите", "救命", "الحقوني"]
)
def test_a_bare_plea_is_imminent(text: str) -> None:
    assert judge(text).label == "imminent"


def test_a_long_message_is_no_bare_plea_in_chinese_either() -> None:
    lamps = "这段路晚上不安全，市政府说明年装路灯，我给报纸写了一封信"
    assert "bare_plea" not in judge(lamps).reasons
    assert "bare_plea" in judge("救命，救命，快来").reasons


@pytest.mark.parametrize(
    "last", ["ok thanks", "it's nothing, my friend wrote that", "forget it, all good", "bye"]
)
def test_a_plea_stays_imminent_whatever_follows(last: str) -> None:
    assert judge(last, [PLEA, {"who": "service", "text": "Are you safe to talk now?"}]).label == "imminent"


GOODBYES = {
    "en": (
        "is your service free",
        "thank you so much for your help, goodbye",
        "goodbye, tonight i end my life",
    ),
    "es": ("su servicio es gratis?", "muchas gracias por su ayuda, adiós", "adiós, esta noche me mato"),
    "fr": (
        "c'est gratuit chez vous ?",
        "merci beaucoup pour votre aide, au revoir",
        "adieu, ce soir je me tue",
    ),
    "pt": ("o serviço é de graça?", "muito obrigada pela sua ajuda, adeus", "adeus, hoje à noite me mato"),
    "ro": (
        "e gratuit serviciul?",
        "vă mulțumesc mult pentru ajutor, la revedere",
        "adio, diseară îmi iau viața",
    ),
    "ru": (
        "у вас бесплатно?",
        "большое спасибо за вашу помощь, до свидания",
        "прощайте, сегодня ночью я покончу с собой",
    ),
    "uk": (
        "у вас безкоштовно?",
        "дуже дякую за вашу допомогу, до побачення",
        "прощавайте, сьогодні вночі я накладу на себе руки",
    ),
    "ar": ("هل الخدمة مجانية؟", "شكرا جزيلا على مساعدتك، مع السلامة", "وداعا، الليلة بانتحر"),
    "zh": ("你们收费吗", "非常感谢您的帮助,再见", "永别了,今晚我要自杀"),
    "tl": (
        "libre po ba ang serbisyo nyo?",
        "maraming salamat po sa tulong ninyo, paalam po",
        "paalam, mamaya magpapakamatay na ako",
    ),
    "vi": (
        "dịch vụ có miễn phí không?",
        "cảm ơn rất nhiều vì đã giúp tôi, tạm biệt",
        "vĩnh biệt, đêm nay tôi tự tử",
    ),
}
"""By language: an ordinary question, thanks with a goodbye, a farewell that is more."""


def test_danger_alone_tells_the_same_label() -> None:
    for text in ("he is outside my door with a knife", "what are your opening hours"):
        alone = judge(text, (), "en", asks=False)
        assert (alone.label, alone.reasons) == (judge(text, (), "en").label, judge(text, (), "en").reasons)
        assert (alone.intent, alone.intents, alone.unsure) == (None, (), False)


def test_what_was_found_before_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    plea, later = "he is outside my door with a knife", "and what are your opening hours?"
    kept: dict[str, Found] = {}
    judge(plea, (), "en", kept=kept)
    assert [level for level, _, _ in kept.values()] == [2]
    known, seen = dict(kept), list[str]()
    monkeypatch.setattr(judging, "_LATELY", OrderedDict())
    monkeypatch.setattr(judging, "look", partial(_looked, seen))
    assert judge(later, [plea], "en", kept=kept).label == "imminent"
    assert seen == [later]  # the plea was not
    assert set(known) < set(kept)
    assert judge(later, ["all is well, thank you"], "en", kept=dict(known)).label == "standard"


def _looked(seen: list[str], reading: Reading) -> Seen:
    seen.append(reading.last)
    return look(reading)


@pytest.mark.parametrize("lang", GOODBYES)
def test_a_goodbye_is_no_farewell_unless_it_says_more(lang: str) -> None:
    question, goodbye, farewell = GOODBYES[lang]
    answer = {"who": "service", "text": "Yes."}
    assert judge(goodbye, lang=lang).label == "standard"
    assert judge(goodbye, [question, answer], lang).label == "standard"
    assert judge(farewell, lang=lang).label == "imminent"
    assert judge(goodbye, [farewell, answer], lang).label == "imminent"


def test_reasons_are_concepts_never_words() -> None:
    found = judge(PLEA)
    assert found.label == "imminent"
    assert {"weapon", "locked"} & set(found.reasons)
    assert all(reason.replace("_", "").isalpha() for reason in found.reasons)


@pytest.mark.parametrize(
    ("text", "lang", "reasons"),
    [
        ("he locked me in and he has a knife", "en", {"weapon", "locked"}),
        ("no me pagan y tienen mi pasaporte", "es", set()),
        ("tiene un cuchillo y está en la puerta", "en", {"weapon", "outside_door"}),
        ("у него нож, он за дверью", "ru", {"weapon", "outside_door"}),
        ("aaaaaah help he is coming", "en", {"bare_plea", "scream", "coming"}),
    ],
)
def test_a_reason_stands_in_a_language_that_is_written(text: str, lang: str, reasons: set[str]) -> None:
    found = judge(text, lang=lang)
    assert found.label != "standard"
    assert set(found.reasons) == reasons


@pytest.mark.parametrize(
    "text", ["what are your opening hours?", "¿es gratis este servicio?", "my battery is dying, brb"]
)
def test_an_ordinary_question_is_standard(text: str) -> None:
    assert judge(text).label == "standard"


def test_an_operators_classifier_only_raises() -> None:
    assert judge("hello", second=lambda turns: "imminent").label == "imminent"
    assert judge(PLEA, second=lambda turns: "standard").label == "imminent"
    assert judge("hello", second=lambda turns: None).label == judge("hello").label
    assert judge("hello", second=lambda turns: "nonsense").label == judge("hello").label


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=120),
    st.lists(TURN | st.fixed_dictionaries({"who": st.just("staff"), "text": TURN}), max_size=4),
)
def test_anything_gets_an_answer_of_the_closed_words(text: str, context: list[str | dict[str, str]]) -> None:
    found = judge(text, context)
    assert found.label in LABELS
    assert found.intent is None or found.intent in INTENTS
    assert len(found.intents) <= 4


def test_a_very_long_message_is_read_at_both_ends() -> None:
    long = "the weather is nice today. " * 4000
    assert judge(long + PLEA).label == "imminent"
    assert judge(PLEA + long).label == "imminent"


@pytest.mark.parametrize(
    ("text", "lang", "intent"),
    [
        ("can a lawyer come with me to the court hearing", "en", "legal_help"),
        ("потрібен перекладач, я не розумію українську", "uk", "interpreter"),
        ("xóa hết tin nhắn em đã gửi giúp em", "vi", "delete_my_data"),
        ("gutom na kami, wala kaming pambili ng pagkain", "tl", "food_or_money"),
        ("caut un loc unde sa dorm in noaptea asta", "ro", "find_shelter"),
        ("no me pagaron las horas extra", "es", "wages_owed"),
        ("my dog's pet passport has expired, how do I renew it", "en", "out_of_scope"),
    ],
)
def test_a_plain_question_is_told_by_its_intent(text: str, lang: str, intent: str) -> None:
    assert judge(text, lang=lang).likeliest == intent


def test_the_meaning_is_asked_for_only_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(text: str) -> Floats | None:
        asked.append(text)
        return meaning(text)

    monkeypatch.setattr("manumit.services.support.triage.model.meaning", noted)
    judge("please delete my data and my messages")
    assert not asked
    judge("and the other thing with the number from before, for my cousin?")
    assert asked
