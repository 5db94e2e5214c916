"""What no machine translates: every sentence of the closed set in every language, danger as it is written, what an
advocate says about it, consent; and that everyday words pass, or the guard would be a wall."""

from __future__ import annotations

from pathlib import Path

import pytest

from manumit.services.support import LOCALES, Translator, barred, shipped_content
from manumit.services.support.translation.apertium import Apertium
from manumit.services.support.translation.guard import KINDS
from tests.services.support.translation.pipe import program

EVERYDAY = {
    "en": ["How are you today? I am here to read.", "The office opens at 9 and bus 14 stops there."],
    "es": [
        "¿Cómo está hoy? Estoy aquí para leerle.",
        "Hay una oficina que abre a las 9 y puede llegar con el autobús 14.",
        "¿Cuántos días trabajó sin cobrar?",
        "Tenemos un abogado que habla su idioma los martes.",
    ],
    "fr": ["Comment allez-vous aujourd'hui ?", "Le bureau ouvre à 9 heures, le bus 14 s'arrête devant."],
    "ru": ["Как вы сегодня?", "Автобус 14 идёт туда каждый час."],
}
CONSENT = {
    "en": "Do you agree that I tell the clinic?",
    "es": "¿Está de acuerdo con que se lo cuente a la clínica?",
    "fr": "Est-ce que vous autorisez la clinique à lire ceci ?",
    "pt": "Você concorda que eu conte à clínica?",
    "ru": "Вы согласны, чтобы я рассказала клинике?",
    "uk": "Ви даєте згоду, щоб я розповіла клініці?",
    "ar": "هل أنت موافق على أن أخبر العيادة؟",
    "zh": "你同意我告诉诊所吗？",
    "tl": "Pumapayag ka ba na sabihin ko sa klinika?",
    "vi": "Bạn có đồng ý để tôi nói với phòng khám không?",
    "ro": "Ești de acord să spun clinicii?",
}
SAFETY = {
    "en": "Lock the door and hide",
    "es": "Salga por la puerta de atrás",
    "fr": "Appelez la police",
    "pt": "Ele tem uma arma?",
    "ru": "Вам угрожают?",
    "uk": "Викличте поліцію",
    "ar": "هل معه سكين؟",
    "zh": "你现在有危险吗？",
    "tl": "May baril ba siya?",
    "vi": "Anh ta có dao không?",
    "ro": "Are un cuțit?",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_of_the_closed_set_is_ever_translated(locale: str) -> None:
    for one in shipped_content():
        if one.locale == locale and one.kind in KINDS and not one.content_id.startswith("sms_"):
            found = barred(one.text, locale, ours=True)
            assert found is not None, one.content_id


@pytest.mark.parametrize("locale", LOCALES)
def test_consent_and_safety_in_an_advocates_words(locale: str) -> None:
    for text, why in ((CONSENT[locale], "consent"), (SAFETY[locale], "danger")):
        found = barred(text, locale, ours=True)
        assert found is not None, text
        assert found.why in (why, "reply")


def test_danger_as_it_is_written_is_told_in_closed_words() -> None:
    found = barred("ele está atrás da porta com uma faca", "pt")
    assert found is not None
    assert (found.why, "weapon" in found.reasons) == ("danger", True)


def test_a_reply_typed_from_memory_is_found() -> None:
    found = barred("En que pais estas?", "es", ours=True)
    assert found is not None
    assert found.why == "reply"
    assert found.reply in ("ask_country", "voice_country")


@pytest.mark.parametrize("locale", EVERYDAY)
def test_everyday_words_pass(locale: str) -> None:
    assert [text for text in EVERYDAY[locale] if barred(text, locale, ours=True)] == []


def test_a_changed_number_is_no_translation(tmp_path: Path) -> None:
    class Careless:
        name, pairs = "careless", frozenset({("en", "es"), ("es", "en")})

        def translate(self, text: str, source: str, target: str) -> str:
            """As it must not be."""
            return text.replace("9", "19")

    assert Translator((Careless(),)).render("The office opens at 9.", "en", "es", True).barred == "number"
    assert Translator((Careless(),)).render("Room ٣.", "en", "es", True).text == "Room ٣."
    assert Translator((Careless(),)).render("x" * 2001, "en", "es").barred == "long"
    real = Translator((Apertium(program(tmp_path)),))
    made = real.render("¿Cuántos días trabajó sin cobrar?", "es", "pt", ours=True)
    assert (made.text, made.engine) == ("Quantos dias trabalhou sem cobrar?", "Apertium")
    assert made.back.endswith("uántos días trabajó sin cobrar?")
