"""What scripts say, by key, in the reader's language. The texts stand in assets/words.json, beside the scripts that ask
for them; the catalogues hold their translations like those of any other text.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.utils.translation import gettext

WORDS = Path(__file__).resolve().parents[1] / "assets" / "words.json"


def script_words() -> dict[str, str]:
    """Every key with its text, translated."""
    return {key: gettext(text) for key, text in _texts().items()}


@cache
def _texts() -> dict[str, str]:
    return {key: text for key, (text, _note) in json.loads(WORDS.read_text("utf-8")).items()}
