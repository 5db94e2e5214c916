"""Apertium, an external program: rules, so that the same text always comes out the same. Between Romance languages
alone: from English it made 'I am not safe' into 'No soy seguro'."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from manumit.base.kernel import UnreadableInput, UsageError

ROMANCE = frozenset({"es", "fr", "pt", "ro"})
PATIENCE = 15.0
"""Seconds for a text of a few hundred words."""
_THREE = {"spa": "es", "por": "pt", "fra": "fr", "ron": "ro"}
_UNKNOWN = re.compile(r"\*(?=\w)")
"""How the program marks words that it does not know and leaves as they are."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Apertium:
    """The program at `path`, or of that name. Asked through pipes; it writes nothing to the disk."""

    def __init__(self, path: str = "apertium") -> None:
        found = shutil.which(path)
        if found is None:
            raise UsageError(f"There is no program {path!r}.", "Debian: apt install apertium apertium-es-pt.")
        self._path = found
        self._modes = dict(self._listed())
        if not self._modes:
            raise UsageError(f"{found} has no pair of Romance languages.", "Such as apertium-es-pt.")

    @property
    def name(self) -> str:
        """As it stands in the label."""
        return "Apertium"

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Those that are installed, among Romance languages."""
        return frozenset(self._modes)

    def translate(self, text: str, source: str, target: str) -> str:
        """The text; UnreadableInput where the program fails or takes too long."""
        told = self._run([self._modes[source, target]], _CONTROL.sub(" ", text))
        return _UNKNOWN.sub("", told).strip()

    def _listed(self) -> list[tuple[tuple[str, str], str]]:
        """((from, to), mode): 'es-pt', 'spa-por'."""
        modes = []
        for mode in self._run(["-l"], "").split():
            ends = tuple(_THREE.get(one, one) for one in mode.split("-"))
            if len(ends) == 2 and set(ends) <= ROMANCE:
                modes.append(((ends[0], ends[1]), mode))
        return modes

    def _run(self, arguments: list[str], text: str) -> str:
        clean = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(
                [self._path, *arguments],
                input=text.encode("utf-8", "replace"),
                capture_output=True,
                env=clean,
                timeout=PATIENCE,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise UnreadableInput(f"{self._path} failed: {type(error).__name__}.") from error
        return done.stdout.decode("utf-8", "replace")
