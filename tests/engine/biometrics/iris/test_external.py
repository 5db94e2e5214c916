"""The adapter for a program of the operator's, with a tiny real one: it hashes the picture into bits."""

from __future__ import annotations

import os
import shlex
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manumit.base.kernel import MissingPart, PoorCapture, UnreadableInput, UsageError, VerificationFailed
from manumit.engine.biometrics import Asked, ModelSettings, Template, Use, compare_two, modality

PROGRAM = """
import base64, io, json, os, sys, time
import numpy as np
from PIL import Image
asked = json.loads(sys.stdin.readline())
assert asked["protocol"] == 1
grey = np.asarray(Image.open(io.BytesIO(base64.b64decode(asked["picture"]))), float)
shape = (2, 16, 128)
rows = np.asarray(Image.fromarray(grey.astype(np.uint8)).resize((128, 16)), float)
bits = np.stack([rows > np.median(rows), np.roll(rows, 1, axis=1) > np.median(rows)])
def packed(these):
    return base64.b64encode(np.packbits(these).tobytes()).decode()
told = {"model": "tiny", "version": "1", "planes": 2, "rows": 16, "columns": 128, "quality": 0.9,
        "code": packed(bits), "mask": packed(np.ones(shape, bool))}
EXTRA
print(json.dumps(told))
"""


def program(folder: Path, extra: str = "", seconds: float = 60) -> ModelSettings:
    path = folder / "reader.py"
    path.write_text(PROGRAM.replace("EXTRA", extra))
    return ModelSettings(iris_program=shlex.join([sys.executable, "-I", str(path)]), iris_seconds=seconds)


def picture(path: Path, seed: int, turn: int = 0) -> Path:
    grey = np.random.default_rng(seed).integers(0, 256, (16, 128), np.uint8)
    Image.fromarray(np.kron(np.roll(grey, turn, axis=1), np.ones((10, 5), np.uint8))).save(path)
    return path


def test_codes_of_the_program_are_compared_over_turns(tmp_path: Path) -> None:
    way = modality("iris", program(tmp_path))
    one, turned, other = (
        way.read(picture(tmp_path / f"{n}.png", seed, turn))
        for n, (seed, turn) in enumerate(((1, 0), (1, 9), (2, 0)))
    )
    assert one.make[:3] == ("iris", "tiny", "1")
    itself, again, stranger = way.scorer([one, turned, other])(one)
    assert itself == 0.5
    assert again > 0.4 > 0.2 > stranger
    assert way.scorer([one])(turned)[0] == pytest.approx(again)
    with pytest.raises(UsageError, match="calibration is for"):
        compare_two(one, turned, way, Asked(Use("", "")))


def test_its_refusal_is_handed_on_with_its_hint(tmp_path: Path) -> None:
    way = modality("iris", program(tmp_path, 'told = {"refused": "the eye is closed", "hint": "open it"}'))
    with pytest.raises(PoorCapture, match="the eye is closed") as caught:
        way.read(picture(tmp_path / "a.png", 1))
    assert caught.value.hint == "open it"


@pytest.mark.parametrize(
    "extra",
    [
        "told = []",
        "told = 7",
        'told["code"] = "no base64"',
        'told["code"] = told["code"][:40]',
        'told["planes"] = 0',
        'told["planes"] = 10**30',
        'told["rows"] = -16',
        'told["quality"] = 2',
        'told["quality"] = float("nan")',
        'del told["mask"]',
        "sys.exit(3)",
        'print("words")',
        'print("x" * (1 << 21))',
    ],
)
def test_nonsense_is_refused(tmp_path: Path, extra: str) -> None:
    way = modality("iris", program(tmp_path, extra))
    with pytest.raises(UnreadableInput):
        way.read(picture(tmp_path / "a.png", 1))


def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path: Path) -> None:
    child = f"""
import subprocess
started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
open({str(tmp_path / "child")!r}, "w").write(str(started.pid))
time.sleep(300)
"""
    way = modality("iris", program(tmp_path, child, seconds=8))
    began = time.monotonic()
    with pytest.raises(UnreadableInput, match="within 8 seconds"):
        way.read(picture(tmp_path / "a.png", 1))
    assert time.monotonic() - began < 60
    state = Path(f"/proc/{(tmp_path / 'child').read_text()}/stat")
    while time.monotonic() - began < 60 and _runs(state):
        time.sleep(0.05)
    assert not _runs(state)


def _runs(state: Path) -> bool:
    """A killed process goes when the system gets to it."""
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_sees_nothing_of_our_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANUMIT_SECRET_OF_OURS", "word")
    seen = tmp_path / "seen"
    way = modality("iris", program(tmp_path, f"open({str(seen)!r}, 'w').write(repr(dict(os.environ)))"))
    way.read(picture(tmp_path / "a.png", 1))
    assert "MANUMIT" not in seen.read_text()
    assert os.environ["MANUMIT_SECRET_OF_OURS"] == "word"


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    for command in (str(tmp_path / "nobody"), "'unclosed"):
        way = modality("iris", ModelSettings(iris_program=command))
        with pytest.raises(MissingPart, match="could not be started"):
            way.read(picture(tmp_path / "a.png", 1))


def test_a_damaged_template_is_seen(tmp_path: Path) -> None:
    way = modality("iris", program(tmp_path))
    one = way.read(picture(tmp_path / "a.png", 1))
    for data in (one.data[:-1], b"", one.data + b"x"):
        with pytest.raises(VerificationFailed):
            way.scorer([Template(*one.make, 0.9, data)])
