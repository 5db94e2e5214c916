"""Engines, real: Apertium where it is installed (and beside it a program that speaks like it), CTranslate2 on a model
that is built here."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.services.support import Apertium, Argos, Translator, translator_from
from tests.services.support.translation.models import argos
from tests.services.support.translation.pipe import program, stand_in

TIRED = "Hoje tive de trabalhar até tarde, estou cansada."


def test_romance_pairs_alone(tmp_path: Path) -> None:
    assert Apertium(stand_in(tmp_path)).pairs == {("es", "pt"), ("pt", "es")}


def test_a_text_goes_through_pipes_and_comes_back(tmp_path: Path) -> None:
    assert "trabajar hasta tarde, estoy cansada." in Apertium(program(tmp_path)).translate(TIRED, "pt", "es")


@pytest.mark.skipif(shutil.which("apertium") is None, reason="needs Debian's apertium and apertium-es-pt")
@pytest.mark.parametrize(
    "text", ["🙂 *oi* <b>x</b> ^a/b$ [x] @ \\ {}", "a\x00b\x1bc", "linha um\n\nlinha dois", " "]
)
def test_odd_texts_come_through_apertium(text: str) -> None:
    made = Apertium().translate(text, "pt", "es")
    assert [char for char in "🙂<^$[@" if char in text] == [char for char in "🙂<^$[@" if char in made]
    assert made.count("\n") == text.strip().count("\n")


def test_unknown_words_stay_as_they_are(tmp_path: Path) -> None:
    assert Apertium(stand_in(tmp_path)).translate("hoje Zwettl", "pt", "es") == "hoy Zwettl"


def test_a_program_that_fails_or_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Apertium(str(tmp_path / "nothing"))
    bare = tmp_path / "bare"
    bare.write_text('#!/bin/sh\n[ "$1" = -l ] && echo eng-spa || exit 1\n')
    bare.chmod(0o700)
    with pytest.raises(UsageError, match="Romance"):
        Apertium(str(bare))
    bare.write_text('#!/bin/sh\n[ "$1" = -l ] && echo es-pt || exit 1\n')
    with pytest.raises(UnreadableInput):
        Apertium(str(bare)).translate("x", "es", "pt")


def test_a_folder_of_models(tmp_path: Path) -> None:
    engine = Argos(argos(tmp_path / "models"))
    assert engine.pairs == {("en", "es")}
    text = "good morning. how are you today?\n\nthe office opens at nine"
    made = engine.translate(text, "en", "es")
    assert made == engine.translate(text, "en", "es")
    assert made.count("\n") == 2
    assert "\u2581" not in made


def test_no_part_of_a_long_sentence_stands_for_it(tmp_path: Path) -> None:
    engine = Translator((Argos(argos(tmp_path / "models")),))
    assert engine.render("a bus stops there and " * 80, "en", "es", True).barred == "failed"


def test_a_model_that_comes_to_no_end_says_nothing(tmp_path: Path) -> None:
    endless = Translator((Argos(argos(tmp_path / "models", ends=-99.0)),))
    assert endless.render("good morning", "en", "es").barred == "failed"


def test_what_is_no_model_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Argos(tmp_path)
    folder = argos(tmp_path / "models")
    (folder / "translate-en_es" / "sentencepiece.model").write_bytes(b"no model")
    with pytest.raises(UnreadableInput):
        Argos(folder)
    (folder / "translate-en_es" / "metadata.json").write_text(json.dumps({"from_code": "en"}))
    with pytest.raises(UnreadableInput):
        Argos(folder)


def test_the_slot_is_empty_unless_it_is_filled(tmp_path: Path) -> None:
    assert translator_from() is None
    both = translator_from(str(argos(tmp_path / "models")), stand_in(tmp_path))
    assert both is not None
    assert both.knows("en", "es")
    assert both.knows("es", "pt")
    assert not both.knows("en", "pt")
    with pytest.raises(UsageError):
        both.render("hello", "en", "ru")
