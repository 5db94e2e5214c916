"""Sketches of many pictures while they are compared: in one file in a folder that is emptied afterwards, since they
hold small grey copies. One that is not there is made again from the picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import numpy as np

from manumit.engine.pictures.sketch import COPY_SIDE, Sketch

Again = Callable[[str], Sketch | None]
"""Makes the sketch of a picture again, by its name; None where that cannot be done any more."""


class Spill:
    """Sketches by name."""

    def __init__(self, path: Path, again: Again) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._again = path, again
        self._file = path.open("w+b")
        self._known: dict[str, tuple[int, int, float]] = {}

    def __enter__(self) -> Spill:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def put(self, name: str, sketch: Sketch) -> None:
        """Keep one."""
        at = self._file.seek(0, 2)
        for part in (sketch.points.astype(np.float32), sketch.descriptions, sketch.copy):
            self._file.write(np.ascontiguousarray(part).tobytes())
        self._known[name] = (at, len(sketch.points), sketch.shape)

    def get(self, name: str) -> Sketch | None:
        """The sketch, out of the file or made again."""
        if name not in self._known:
            made = self._again(name)
            if made is not None:
                self.put(name, made)
            return made
        at, count, shape = self._known[name]
        self._file.seek(at)
        sizes = (count * 8, count * 128, COPY_SIDE * COPY_SIDE)
        points, descriptions, copy = (self._file.read(size) for size in sizes)
        return Sketch(
            np.frombuffer(points, np.float32).reshape(count, 2),
            np.frombuffer(descriptions, np.uint8).reshape(count, 128),
            np.frombuffer(copy, np.uint8).reshape(COPY_SIDE, COPY_SIDE),
            shape,
        )
