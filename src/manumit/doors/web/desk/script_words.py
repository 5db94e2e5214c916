"""What scripts say, by key (assets/words.json lists the keys that they ask for; a test compares)."""

from __future__ import annotations

from typing import Final

from manumit.doors.web.desk.words import Word

SCRIPT_WORDS: Final[dict[str, Word]] = {}
