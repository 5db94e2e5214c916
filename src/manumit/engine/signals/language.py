"""The language of a text: by script where a script tells it, else py3langid (naive Bayes over byte n-grams)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SCRIPTS = (
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("ka", re.compile("[\u10d0-\u10fa]")),
    ("hy", re.compile("[\u0561-\u0587]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("am", re.compile("[\u1200-\u137f]")),
    ("bn", re.compile("[\u0985-\u09b9]")),
    ("ta", re.compile("[\u0b85-\u0bb9]")),
    ("lo", re.compile("[\u0e81-\u0edf]")),
)
_BALKAN = re.compile(
    "[ђјљњћџѓќѕ]", re.IGNORECASE
)  # letters that Serbian and Macedonian have and Russian lacks
_SURE_BULGARIAN = 0.95
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LANGUAGES = (
    "ar bg bn cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv mk ms nl no pl pt ro ru sk sl "
    "sq sr sv sw th tl tr uk ur vi zh"
).split()  # of the 97 it knows: rare ones steal short texts of these
_NOISE = re.compile(r"https?://\S+|[\w.+-]+@\S+|[@#]\w+|[\d+()]+")
_SURE_SHARE = 0.5  # of the letters in one script: then the script alone decides
_SHORTEST = 12  # letters; below that a guess says little


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier


def _cyrillic(text: str, share: float) -> tuple[str, float] | None:
    lowered = text.lower()
    if any(char in lowered for char in "іїєґ"):
        return ("be", 0.9 * share) if "ў" in lowered else ("uk", 0.95 * share)
    if any(char in lowered for char in "ыэё"):
        return "ru", 0.95 * share
    return None


def language(text: str) -> tuple[str, float]:
    """ISO 639-1 code and a confidence; ('und', 0.0) where there are no letters to go by."""
    plain = _NOISE.sub(" ", text)
    letters = sum(map(str.isalpha, plain))
    if not letters:
        return "und", 0.0
    if not plain.isascii():
        for code, script in _SCRIPTS:
            share = len(script.findall(plain)) / letters
            if share > (0.1 if code == "ja" else _SURE_SHARE):
                return code, round(min(0.99, 0.5 + share / 2), 3)
        share = len(_CYRILLIC.findall(plain)) / letters
        known = _cyrillic(plain, min(1.0, share)) if share > _SURE_SHARE else None
        if known:
            return known[0], round(known[1], 3)
    code, probability = _identifier().classify(plain)
    if (
        code in ("sr", "mk", "bg")
        and not _BALKAN.search(plain)
        and (code != "bg" or probability < _SURE_BULGARIAN)
    ):
        code, probability = ("ru", 0.6) if _CYRILLIC.search(plain) else (code, probability)
    trust = min(1.0, letters / _SHORTEST)
    return str(code), round(float(probability) * trust, 3)
