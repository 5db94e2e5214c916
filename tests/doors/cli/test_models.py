"""`manumit models`: an administrator admits a model, and the list says who did not."""

from __future__ import annotations

from pathlib import Path

from tests.base.govern.onnx_models import admitted_with, card_text, write_detector, write_model
from tests.doors.cli.program import manumit
from tests.engine.biometrics.drawings import write_face


def test_a_model_is_admitted_used_and_silent_until_calibrated(tmp_path: Path) -> None:
    model = write_model(tmp_path / "tiny.onnx")
    (tmp_path / "tiny.json").write_text(card_text())
    setting = {
        "MANUMIT_FACE_MODEL": str(model),
        "MANUMIT_MODEL_KEYS": str(tmp_path / "admins"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    (tmp_path / "admins").write_text("")
    listed = manumit("models", "list", env=setting)
    assert listed.code == 4
    assert "No administrator has admitted" in listed.json()[-1]["refused"]
    asked = ("models", "admit", model, "--card", tmp_path / "tiny.json", "--key", tmp_path / "admin.key")
    assert manumit(*asked).code == 2
    done = manumit(*asked, "--name", "example.org/models")
    assert done.code == 0, done.err
    assert (tmp_path / "admin.key").stat().st_mode & 0o077 == 0
    (tmp_path / "admins").write_text(done.out)
    listed = manumit("models", "list", env=setting)
    assert listed.code == 0
    assert listed.json()[-1]["model"] == "tiny"
    ours = {one["model"]: one for one in listed.json() if one["comes with"] == "manumit"}
    assert set(ours) == {"dlib-resnet", "leader", "mindtct-bozorth3", "manumit-log-gabor"}
    for one in ours.values():
        assert one["licence"]
        assert one["training"]
        assert {"value", "low", "high"} == set(one["calibrated"]["measured"]["eer"])
        assert str(one["calibrated"]["subjects"]) in one["calibrated"]["cohort"]
    assert "NO PRESENTATION ATTACK DETECTION" in listed.err
    for number in (1, 2):
        write_face(tmp_path / f"a_{number}.png", 1, 240 + 20 * number)
    verify = ("verify", tmp_path / "a_1.png", tmp_path / "a_2.png", "--modality", "face", "--purpose", "p")
    told = manumit(*verify, "--basis", "b", env=setting)
    assert (told.code, told.out) == (2, "")
    assert "calibration is for" in told.err
    assert "--card" in told.err


def test_a_detector_is_asked_when_pictures_are_enrolled(tmp_path: Path) -> None:
    detector = write_detector(tmp_path / "detector.onnx")
    card = {"kind": "attack", "mean": 0, "spread": 255, "tested": "nothing"}
    (tmp_path / "in").mkdir()
    write_face(tmp_path / "in" / "a_1.png", 1)
    asked = ("enrol", tmp_path / "in", "--modality", "face", "--class", "test", "--gallery")
    for threshold, suspected in ((0.1, True), (0.99, False)):
        keys = admitted_with(tmp_path, detector, **card, threshold=threshold)
        setting = {"MANUMIT_FACE_ATTACK": str(detector), "MANUMIT_MODEL_KEYS": keys}
        done = manumit(*asked, tmp_path / f"G{threshold}", env=setting)
        assert done.code == 0, done.err
        assert ("an attack is suspected" in done.err) is suspected
        assert "NO PRESENTATION ATTACK DETECTION" not in done.err


def test_a_card_that_is_not_complete_is_refused_and_no_key_is_made(tmp_path: Path) -> None:
    model = write_model(tmp_path / "tiny.onnx")
    (tmp_path / "tiny.json").write_text(card_text(licence=""))
    asked = (
        "models",
        "admit",
        model,
        "--card",
        tmp_path / "tiny.json",
        "--key",
        tmp_path / "k",
        "--name",
        "a",
    )
    done = manumit(*asked)
    assert done.code == 2
    assert "licence is needed" in done.err
    assert not (tmp_path / "k").exists()
    assert not model.with_suffix(".note").exists()
