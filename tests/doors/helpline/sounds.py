"""Recordings for tests: a real WAV file of a quiet tone under the name of a text."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

from manumit.doors.web.haven.recordings import Spoken

RATE = 8000


def record(folder: Path, said: Spoken, seconds: float = 1.0) -> Path:
    """The recording of a text, as an operator would put it there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{said.name}.wav"
    tone = (int(400 * math.sin(440 * 2 * math.pi * at / RATE)) for at in range(int(seconds * RATE)))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(struct.pack("<h", one) for one in tone))
    return path
