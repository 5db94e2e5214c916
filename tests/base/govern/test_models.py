"""Models of an operator's are admitted by a signature over card and file, or not opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from manumit.base.govern import admit_model, read_model_card, sign_model
from manumit.base.kernel import Refused, UnreadableInput, UsageError, VerificationFailed
from manumit.base.ledger import KeyPair
from tests.base.govern.onnx_models import CARD, admitted_with, card_text, write_model


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "tiny.onnx")


def test_a_model_that_an_administrator_signed_for_is_opened(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    card, data = admit_model(model, keys)
    assert (card.model, card.licence) == ("tiny", "CC0-1.0")
    assert data == model.read_bytes()


def test_without_keys_or_note_it_is_refused(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    with pytest.raises(Refused, match="no administrator may admit"):
        admit_model(model, "")
    model.with_suffix(".note").unlink()
    with pytest.raises(Refused, match="No administrator has admitted") as caught:
        admit_model(model, keys)
    assert "manumit models admit" in caught.value.hint


def test_somebody_elses_signature_admits_nothing(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    note = sign_model(model, CARD, KeyPair.generate("example.org/models"))
    model.with_suffix(".note").write_text(str(note), "utf-8")
    with pytest.raises(Refused, match="signed by nobody"):
        admit_model(model, keys)


def test_changed_files_and_changed_notes_are_seen(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    note = model.with_suffix(".note")
    whole = note.read_text("utf-8")
    note.write_text(whole.replace("CC0-1.0", "CC0-2.0"), "utf-8")
    with pytest.raises(VerificationFailed, match="does not hold"):
        admit_model(model, keys)
    note.write_text(whole, "utf-8")
    write_model(model, seed=2)
    with pytest.raises(VerificationFailed, match="not the file that was admitted"):
        admit_model(model, keys)


def test_a_signature_over_something_else_is_none_over_a_model(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    pair = KeyPair.load(tmp_path / "admin.key")
    text = card_text() + "\n"
    model.with_suffix(".note").write_text(f"{text}\n{pair.sign(text)}", "utf-8")
    with pytest.raises(VerificationFailed, match="something else"):
        admit_model(model, keys)


def test_weights_in_another_file_are_refused(model: Path, tmp_path: Path) -> None:
    import onnx

    onnx.save(
        onnx.load(model),
        tmp_path / "outside.onnx",
        save_as_external_data=True,
        size_threshold=0,
        location="w.bin",
    )
    with pytest.raises(UnreadableInput, match="another file"):
        sign_model(tmp_path / "outside.onnx", CARD, KeyPair.generate("a"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"licence": " "},
        {"model": "Tiny model"},
        {"kind": "other"},
        {"modality": "gait"},
        {"modality": "iris"},
        {"kind": "attack", "modality": "room", "tested": "x"},
        {"mean": [1, 2]},
        {"spread": [1, 2, 0]},
        {"kind": "attack"},
        {"colour": "CMYK"},
        {"spread": 0},
        {"training": ""},
        {"made_up": 1},
        {"mean": "many"},
    ],
)
def test_cards_that_are_not_complete_are_refused(wrong: dict[str, object]) -> None:
    assert read_model_card(card_text(sha256="0" * 64)).kind == "embedding"
    of_rooms = {"modality": "room", "mean": [123.7, 116.3, 103.5], "spread": [58.4, 57.1, 57.4]}
    assert read_model_card(card_text(sha256="0" * 64, **of_rooms)).mean == (123.7, 116.3, 103.5)
    with pytest.raises(UsageError):
        read_model_card(card_text(sha256="0" * 64, **wrong))
