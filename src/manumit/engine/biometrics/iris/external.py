"""Irises read by a program of the operator's (open-iris and its like): a process apart, JSON in and JSON out.

For each picture the program is started; it gets one line of JSON on stdin and answers with one on stdout:

    {"protocol": 1, "picture": "<base64 of an 8-bit grey PNG>"}
    {"model": "open-iris", "version": "1.11.2", "planes": 4, "rows": 16, "columns": 256,
     "code": "<base64>", "mask": "<base64>", "quality": 0.9}
    {"refused": "the eye is closed", "hint": "open it wide"}

Bits are packed, the first the highest of its byte, in the order planes, rows, columns; columns go around the ring; a
mask bit says that the code's can be trusted. Codes are compared here: masked Hamming distance over turns of the head.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import shlex
import signal
import struct
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import MissingPart, PoorCapture, UnreadableInput, VerificationFailed
from manumit.engine.biometrics.iris.template import grey_picture
from manumit.engine.biometrics.model import Template

PROTOCOL: Final = 1
LONGEST_ANSWER: Final = 1 << 20
FEWEST_BITS, MOST_BITS = 512, 1 << 16
TURN: Final = 42.0
"""Degrees tried each way: open-iris tries 15 of 256 columns (21 degrees); pictures from the side need more."""
TYPICAL: Final = 0.5
"""Share of the bits compared at which the likeness is taken as it is; with fewer it is drawn towards chance (Daugman
2007)."""
HEAD: Final = struct.Struct("<4s3H")
MAGIC: Final = b"MNXI"
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")
"""What the program sees of our environment: no key, no passphrase, no setting."""
Floats = npt.NDArray[np.float64]


def reader(command: str, seconds: float) -> Callable[[Path], Template]:
    """Reads pictures by the program. MissingPart when it is not there, UnreadableInput when it answers nonsense."""

    def read(path: Path) -> Template:
        return _template(path, _asked(command, seconds, _png(path)))

    return read


def _png(path: Path) -> bytes:
    from PIL import Image

    target = BytesIO()
    Image.fromarray(grey_picture(path)).save(target, "PNG")
    return target.getvalue()


def _asked(command: str, seconds: float, picture: bytes) -> dict[str, Any]:
    line = json.dumps({"protocol": PROTOCOL, "picture": base64.b64encode(picture).decode()}) + "\n"
    kept = {name: value for name, value in os.environ.items() if name in _KEPT}
    with tempfile.TemporaryFile() as out:
        try:
            called = subprocess.Popen(
                shlex.split(command), stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL, env=kept,
                start_new_session=True,
            )  # fmt: skip
        except (OSError, ValueError) as error:
            raise MissingPart(
                f"The iris program could not be started: {error}.",
                "Correct MANUMIT_IRIS_PROGRAM.",
                about="no-iris-program",
            ) from error
        try:
            called.communicate(line.encode(), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableInput(
                f"The iris program did not answer within {seconds:g} seconds.",
                "Allow it more with MANUMIT_IRIS_SECONDS, or look at what it does.",
                about="slow-iris-program",
                numbers={"seconds": f"{seconds:g}"},
            ) from error
        finally:
            _end(called)
        size = out.tell()
        out.seek(0)
        answer = out.read(LONGEST_ANSWER + 1)
    if called.returncode or size > LONGEST_ANSWER:
        raise UnreadableInput(
            f"The iris program failed (exit status {called.returncode}, {size} bytes).",
            "Try it by hand.",
            about="failed-iris-program",
            numbers={"status": str(called.returncode)},
        )
    try:
        told = json.loads(answer)
    except ValueError as error:
        raise UnreadableInput(
            "The iris program's answer is no JSON.", "Try it by hand.", about="odd-iris-program"
        ) from error
    if not isinstance(told, dict):
        raise UnreadableInput(
            "The iris program's answer is no JSON object.", "Try it by hand.", about="odd-iris-program"
        )
    return told


def _end(called: subprocess.Popen[bytes]) -> None:
    """The program and whatever it started: its own session, so nobody else's."""
    with suppress(ProcessLookupError):
        os.killpg(called.pid, signal.SIGKILL)
    called.wait()


def _template(path: Path, told: dict[str, Any]) -> Template:
    if "refused" in told:
        raise PoorCapture(
            f"{path}: {told['refused']}",
            str(told.get("hint") or "Take it again."),
            about="iris-program-refused",
            numbers={"said": f"{told['refused']} {told.get('hint') or ''}".strip()},
        )
    try:
        model, version, quality = str(told["model"]), str(told["version"]), float(told["quality"])
        shape = tuple(int(told[name]) for name in ("planes", "rows", "columns"))
        code, mask = (base64.b64decode(told[name], validate=True) for name in ("code", "mask"))
        bits = int(np.prod(shape))
        if min(shape) < 1 or max(shape) > 4096 or not FEWEST_BITS <= bits <= MOST_BITS:
            raise ValueError(f"{shape} bits")
        if len(code) != len(mask) or len(code) != (bits + 7) // 8 or not 0 <= quality <= 1:
            raise ValueError("lengths or quality do not fit")
    except (KeyError, TypeError, ValueError, OverflowError, binascii.Error) as error:
        raise UnreadableInput(
            f"The iris program's answer cannot be used: {error}.",
            "See its protocol.",
            about="odd-iris-program",
        ) from error
    steps = f"external {PROTOCOL}; {shape}; {TURN} {TYPICAL}"
    preprocessing = hashlib.sha256(steps.encode()).hexdigest()[:16]
    return Template("iris", model, version, preprocessing, quality, HEAD.pack(MAGIC, *shape) + code + mask)


def _bits(template: Template) -> npt.NDArray[np.bool_]:
    """2 x planes x rows x columns: code, mask."""
    try:
        magic, planes, rows, columns = HEAD.unpack_from(template.data)
        count = planes * rows * columns
        packed = np.frombuffer(template.data, np.uint8, offset=HEAD.size).reshape(2, -1)
        if magic != MAGIC or packed.shape[1] != (count + 7) // 8:
            raise ValueError("lengths do not fit")
    except (struct.error, ValueError) as error:
        raise VerificationFailed(
            "This is no template of the iris program's.", "Enrol the picture anew."
        ) from error
    return np.unpackbits(packed, axis=1, count=count).astype(bool).reshape(2, planes, rows, columns)


def scorer(templates: Sequence[Template]) -> Callable[[Template], Floats]:
    """0.5 minus the Hamming distance at the best turn, drawn towards 0 where few bits can be compared."""
    held = [_bits(one) for one in templates]

    def compare(probe: Template) -> Floats:
        asked = _bits(probe)
        reach = int(TURN / 360 * asked.shape[-1])
        turned = [np.roll(asked, step, axis=-1) for step in range(-reach, reach + 1)]
        return np.array([max(_alike(one, other) for one in turned) for other in held], np.float64)

    return compare


def _alike(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> float:
    both = one[1] & other[1]
    compared = int(both.sum())
    differing = int(((one[0] ^ other[0]) & both).sum())
    if not compared:
        return 0.0
    return float((0.5 - differing / compared) * np.sqrt(min(1.0, compared / both.size / TYPICAL)))
