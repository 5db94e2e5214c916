"""Models of the operator's: admitted by a signature, never compared with others, silent until they are calibrated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from manumit.base.kernel import Refused, UnreadableInput, UsageError, VerificationFailed
from manumit.base.ledger import KeyPair
from manumit.engine.biometrics import (
    NONE_INSTALLED,
    Asked,
    ModelSettings,
    Use,
    admit,
    card_for,
    compare_two,
    modality,
    signed,
)
from manumit.engine.biometrics.face.operator import EYES, FRAME, similarity, upright
from manumit.engine.biometrics.slots import read_slot
from tests.engine.biometrics.drawings import write_face
from tests.engine.biometrics.slots import CARD, admitted_with, card_text, write_detector, write_model


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "tiny.onnx")


def test_a_model_that_an_administrator_signed_for_is_opened(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    slot, data = admit(model, keys)
    assert (slot.model, slot.licence) == ("tiny", "CC0-1.0")
    assert data == model.read_bytes()


def test_without_keys_or_note_it_is_refused(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    with pytest.raises(Refused, match="no administrator may admit"):
        admit(model, "")
    model.with_suffix(".note").unlink()
    with pytest.raises(Refused, match="No administrator has admitted") as caught:
        admit(model, keys)
    assert "manumit models admit" in caught.value.hint


def test_somebody_elses_signature_admits_nothing(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    note = signed(model, CARD, KeyPair.generate("example.org/models"))
    model.with_suffix(".note").write_text(str(note), "utf-8")
    with pytest.raises(Refused, match="signed by nobody"):
        admit(model, keys)


def test_changed_files_and_changed_notes_are_seen(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    note = model.with_suffix(".note")
    whole = note.read_text("utf-8")
    note.write_text(whole.replace("CC0-1.0", "CC0-2.0"), "utf-8")
    with pytest.raises(VerificationFailed, match="does not hold"):
        admit(model, keys)
    note.write_text(whole, "utf-8")
    write_model(model, seed=2)
    with pytest.raises(VerificationFailed, match="not the file that was admitted"):
        admit(model, keys)


def test_a_signature_over_something_else_is_none_over_a_model(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    pair = KeyPair.load(tmp_path / "admin.key")
    text = card_text() + "\n"
    model.with_suffix(".note").write_text(f"{text}\n{pair.sign(text)}", "utf-8")
    with pytest.raises(VerificationFailed, match="something else"):
        admit(model, keys)


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
        signed(tmp_path / "outside.onnx", CARD, KeyPair.generate("a"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"licence": " "},
        {"model": "Tiny model"},
        {"kind": "other"},
        {"modality": "gait"},
        {"modality": "iris"},
        {"kind": "attack"},
        {"colour": "CMYK"},
        {"spread": 0},
        {"training": ""},
        {"made_up": 1},
        {"mean": "many"},
    ],
)
def test_cards_that_are_not_complete_are_refused(wrong: dict[str, object]) -> None:
    assert read_slot(card_text(sha256="0" * 64)).kind == "embedding"
    with pytest.raises(UsageError):
        read_slot(card_text(sha256="0" * 64, **wrong))


def test_five_points_lay_a_face_into_the_frame() -> None:
    """A mark at the eyes of a turned and scaled picture comes to lie where the frame has its eyes."""
    turn = np.radians(25)
    move = 2.3 * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    points = FRAME @ move.T + np.array([200, 60])
    fitted = similarity(FRAME, points)
    assert np.allclose(fitted[:, :2], move)
    assert np.allclose(fitted[:, 2], [200, 60])
    picture = np.zeros((500, 500, 3), np.uint8)
    for number, eye in enumerate(EYES @ move.T + np.array([200, 60])):
        x, y = eye.round().astype(int)
        picture[y - 4 : y + 5, x - 4 : x + 5, number] = 255
    chip = upright(picture, points)
    assert chip.shape == (112, 112, 3)
    for number, eye in enumerate(EYES):
        rows, columns = np.nonzero(chip[..., number] > 128)
        assert (columns.mean(), rows.mean()) == pytest.approx(tuple(eye), abs=1.0)


def test_templates_of_two_models_are_never_compared(model: Path, tmp_path: Path) -> None:
    picture = write_face(tmp_path / "a.png", 1)
    keys = admitted_with(tmp_path, model)
    other = write_model(tmp_path / "other.onnx", seed=2)
    admitted_with(tmp_path, other)  # the same name and version, other numbers
    ways = [
        modality("face", ModelSettings(face_model=str(one), model_keys=keys)) for one in (model, other)
    ] + [modality("face", ModelSettings())]
    made = [way.read(picture) for way in ways]
    assert len({one.make for one in made}) == 3
    for one in made[1:]:
        with pytest.raises(UsageError, match="different makes"):
            compare_two(made[0], one, ways[0], Asked(Use("", "")))


def test_a_new_model_tells_no_ratio_before_it_is_calibrated(model: Path, tmp_path: Path) -> None:
    keys = admitted_with(tmp_path, model)
    way = modality("face", ModelSettings(face_model=str(model), model_keys=keys))
    one = way.read(write_face(tmp_path / "a.png", 1))
    again = way.read(write_face(tmp_path / "b.png", 1, 300))
    assert way.scorer([again])(one)[0] > 0.95
    with pytest.raises(UsageError, match="calibration is for") as caught:
        compare_two(one, again, way, Asked(Use("", "")))
    assert "--card" in caught.value.hint
    with pytest.raises(UsageError):
        card_for("face", None, one.make)


def test_a_model_for_something_else_or_another_size_is_refused(tmp_path: Path) -> None:
    small = write_model(tmp_path / "small.onnx", side=64)
    keys = admitted_with(tmp_path, small)
    with pytest.raises(UnreadableInput, match="not 1 x 3 x 112"):
        modality("face", ModelSettings(face_model=str(small), model_keys=keys))
    detector = write_detector(tmp_path / "detector.onnx")
    keys = admitted_with(tmp_path, detector, kind="attack", tested="nothing")
    with pytest.raises(UnreadableInput, match="admitted as attack"):
        modality("face", ModelSettings(face_model=str(detector), model_keys=keys))
    (tmp_path / "none.onnx").write_bytes(b"no model at all")
    keys = admitted_with(tmp_path, tmp_path / "none.onnx")
    with pytest.raises(UnreadableInput, match="no ONNX model"):
        modality("face", ModelSettings(face_model=str(tmp_path / "none.onnx"), model_keys=keys))


@pytest.mark.parametrize("name", ["face", "fingerprint", "iris"])
def test_where_no_detector_of_attacks_is_every_modality_says_so(name: str, tmp_path: Path) -> None:
    way = modality(name, ModelSettings())
    assert NONE_INSTALLED in way.lacks()
    assert way.attack(tmp_path / "not even read") == NONE_INSTALLED


def test_a_detector_is_asked_and_its_word_is_told(tmp_path: Path) -> None:
    detector = write_detector(tmp_path / "detector.onnx")
    card = {"kind": "attack", "mean": 0, "spread": 255, "threshold": 0.75, "tested": "white paper, APCER 0"}
    keys = admitted_with(tmp_path, detector, **card)
    way = modality("face", ModelSettings(face_attack=str(detector), model_keys=keys))
    assert NONE_INSTALLED not in way.lacks()
    told = way.attack(write_face(tmp_path / "a.png", 1))
    assert isinstance(told, dict)
    assert told["suspected"] is False
    assert told["tested"] == "white paper, APCER 0"
    admitted_with(tmp_path, detector, **{**card, "threshold": 0.1})
    from manumit.engine.biometrics import attack

    attack._opened.cache_clear()
    again = way.attack(tmp_path / "a.png")
    assert isinstance(again, dict)
    assert again["suspected"] is True
    wrong = modality("iris", ModelSettings(iris_attack=str(detector), model_keys=keys))
    assert "NOT JUDGED" in str(wrong.attack(tmp_path / "a.png"))
