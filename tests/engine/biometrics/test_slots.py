"""Models of the operator's: never compared with others, silent until they are calibrated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.biometrics import (
    NONE_INSTALLED,
    Asked,
    ModelSettings,
    Use,
    attacks_on,
    card_for,
    compare_two,
    modality,
    write_pictures,
    write_prints,
)
from manumit.engine.biometrics.face.operator import EYES, FRAME, similarity, upright
from manumit.engine.biometrics.fingerprint import read_template
from manumit.engine.biometrics.fingerprint.itl import read_itl, write_itl
from tests.base.govern.onnx_models import admitted_with, write_detector, write_model
from tests.engine.biometrics.drawings import write_face
from tests.engine.biometrics.fingerprint.ridges import ridges


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "tiny.onnx")


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
    assert way.attack(tmp_path / "not even read") == ()


def test_a_detector_is_asked_and_its_word_is_told(tmp_path: Path) -> None:
    detector = write_detector(tmp_path / "detector.onnx")
    card = {"kind": "attack", "mean": 0, "spread": 255, "threshold": 0.75, "tested": "white paper, APCER 0"}
    keys = admitted_with(tmp_path, detector, **card)
    way = modality("face", ModelSettings(face_attack=str(detector), model_keys=keys))
    assert NONE_INSTALLED not in way.lacks()
    (told,) = way.attack(write_face(tmp_path / "a.png", 1))
    assert told.judged is not None
    assert told.judged.suspected is False
    assert told.judged.tested == "white paper, APCER 0"
    admitted_with(tmp_path, detector, **{**card, "threshold": 0.1})
    from manumit.engine.biometrics import attack

    attack._opened.cache_clear()
    (again,) = way.attack(tmp_path / "a.png")
    assert again.judged is not None
    assert again.judged.suspected is True
    wrong = modality("iris", ModelSettings(iris_attack=str(detector), model_keys=keys))
    (unjudged,) = wrong.attack(tmp_path / "a.png")
    assert str(unjudged.told).startswith("NOT JUDGED: detector.onnx was admitted")
    assert unjudged.why is not None
    assert unjudged.why.told()["about"] == "misplaced-model"


def test_a_detector_that_nobody_admitted_or_that_is_gone_judges_nothing_and_costs_nothing(
    tmp_path: Path,
) -> None:
    ridges(5).save(tmp_path / "p.png", dpi=(500, 500))
    detector = write_detector(tmp_path / "detector.onnx")
    for named in (detector, tmp_path / "gone.onnx"):
        way = modality("fingerprint", ModelSettings(fingerprint_attack=str(named)))
        (said,) = way.attack(tmp_path / "p.png")
        assert said.judged is None
        assert str(said.told).startswith("NOT JUDGED: ")


def test_of_a_card_every_print_is_judged_and_minutiae_alone_cost_the_others_nothing(tmp_path: Path) -> None:
    detector = write_detector(tmp_path / "detector.onnx")
    card = {"kind": "attack", "modality": "fingerprint", "mean": 0, "spread": 255, "tested": "nothing"}
    keys = admitted_with(tmp_path, detector, **card)
    way = modality("fingerprint", ModelSettings(fingerprint_attack=str(detector), model_keys=keys))
    ridges(5).save(tmp_path / "p.png", dpi=(500, 500))
    minutiae = write_prints([read_template(tmp_path / "p.png")], "itl", "M14")
    told_of = next(one for one in read_itl(minutiae) if one.kind == 9)
    shown = [(finger, np.asarray(ridges(finger), np.float64)) for finger in (2, 3)]
    _first, *records = read_itl(write_pictures(shown, 14, "M14", 0, date(2026, 3, 1)))
    told_of = replace(told_of, fields={**told_of.fields, 134: b"7"})
    coarse = replace(records[-1], fields={**records[-1].fields, 9: b"72", 13: b"4"})
    path = tmp_path / "ten.an2"
    path.write_bytes(write_itl([*records, coarse, told_of], "FPT", ("A", "B"), "M14", "20260301"))
    said = way.attack(path)
    assert [(one.finger, one.judged is not None) for one in said] == [(2, True), (3, True), (7, False)]
    assert "whether the finger was real" in str(said[-1].told)
    told = attacks_on([(way, path)])["judged"]
    assert isinstance(told, list)
    assert [one["finger"] for one in told] == [2, 3, 7]
