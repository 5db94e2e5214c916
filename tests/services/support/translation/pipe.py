"""A program that speaks as `apertium` does: `-l` lists its pairs, MODE translates stdin to stdout, a word that it does
not know is marked with a star. For machines without Apertium; where that is installed, tests ask it itself."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

WORDS = {
    "pt-es": {
        "hoje": "hoy",
        "tive": "tuve",
        "de": "que",
        "trabalhar": "trabajar",
        "até": "hasta",
        "tarde": "tarde",
        "estou": "estoy",
        "cansada": "cansada",
    },
    "es-pt": {
        "cuántos": "quantos",
        "días": "dias",
        "trabajó": "trabalhou",
        "sin": "sem",
        "cobrar": "cobrar",
    },
}
BODY = """#!{python}
import re, sys
WORDS = {words!r}
if sys.argv[1:] == ["-l"]:
    print("  es-pt\\n  pt-es\\n  eng-spa")
else:
    known = WORDS[sys.argv[1]]
    back = {{v: k for k, v in WORDS["es-pt"].items()}}
    def one(match):
        word = match[0]
        made = known.get(word.lower()) or back.get(word.lower())
        return "*" + word if made is None else made.capitalize() if word[0].isupper() else made
    told = re.sub(r"[^\\W\\d_]+", one, sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(told.replace("¿", "").encode())
"""


def program(folder: Path) -> str:
    """Apertium with its pair of Spanish and Portuguese where there is one, else a program that speaks like it."""
    found = shutil.which("apertium")
    if found and Path("/usr/share/apertium/modes/es-pt.mode").exists():
        return found
    return stand_in(folder)


def stand_in(folder: Path) -> str:
    """The program, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "apertium"
    body = folder / "apertium.py"
    body.write_text(BODY.format(python=sys.executable, words=WORDS), "utf-8")
    call = f'exec {shlex.quote(sys.executable)} {shlex.quote(str(body))} "$@"'  # a path may hold a blank
    path.write_text(f"#!/bin/sh\n{call}\n", "utf-8")
    path.chmod(0o700)
    return str(path)
