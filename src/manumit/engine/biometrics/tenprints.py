"""Cards of prints: how many they may hold, and why some could not be used, by finger: sealed beside those that could,
so that whoever enrols the card again is told again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from manumit.base.kernel import ManumitError, PoorCapture, UnreadableInput
from manumit.engine.biometrics.fingerprint.print import finger_named

MOST_PRINTS: Final = 20
"""Of a card: ten rolled, ten plain."""
UNUSED: Final = "unused prints"
"""What retention calls them."""
_HERE: Final = "\0"
"""In the place of the file's name, which may be another by then."""


def fits_a_card(path: Path, prints: int) -> None:
    """UnreadableInput for a file with more prints than the card of one person has."""
    if prints > MOST_PRINTS:
        raise UnreadableInput(
            f"{path} holds {prints} prints: more than the card of one person.",
            "Hand in the best of them.",
            about="crowded-card",
            numbers={"most": MOST_PRINTS},
        )


def by_finger(path: Path, unused: Sequence[UnreadableInput]) -> dict[str, ManumitError]:
    """Each under its file and finger: `card.an2: right thumb`; under its number where the finger is not known."""
    found: dict[str, ManumitError] = {}
    for number, why in enumerate(unused, 1):
        finger = why.numbers.get("finger")
        name = f"{path}: {finger_named(finger)}" if isinstance(finger, int) else f"{path} ({number})"
        found[f"{name} ({number})" if name in found else name] = why
    return found


def told_of(path: Path, unused: Sequence[UnreadableInput]) -> bytes:
    """To be sealed; nothing for none."""
    told = [
        {
            "poor": isinstance(one, PoorCapture),
            "sentence": one.sentence.replace(str(path), _HERE),
            "hint": one.hint,
            "about": one.about,
            "numbers": one.numbers,
        }
        for one in unused
    ]
    return json.dumps(told, ensure_ascii=False).encode() if told else b""


def unused_in(data: bytes, path: Path) -> list[UnreadableInput]:
    """What was sealed, of the file as it is called now."""
    return [_again(path, **one) for one in (json.loads(data) if data else ())]


def _again(
    path: Path, poor: bool, sentence: str, hint: str, about: str, numbers: dict[str, str | float]
) -> UnreadableInput:
    kind = PoorCapture if poor else UnreadableInput
    return kind(sentence.replace(_HERE, str(path)), hint, about=about, numbers=numbers)
