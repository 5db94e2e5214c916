"""What scripts say, by key, in the reader's language. The texts stand in assets/words.json, beside the scripts that ask
for them; the catalogues hold their translations like those of any other text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.utils.translation import gettext

_WORDS = Path(__file__).resolve().parents[1] / "assets" / "words.json"


def script_words() -> dict[str, str]:
    """Every key with its text, translated."""
    return {key: gettext(text) for key, (text, _) in listed().items()}


@cache
def listed() -> Mapping[str, tuple[str, str]]:
    """By key: the English text, and the note for translators."""
    return {key: (text, note) for key, (text, note) in json.loads(_WORDS.read_text("utf-8")).items()}
