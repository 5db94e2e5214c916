"""Words that mean something to the directory: lists in words/*.yaml, found in texts whatever their case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_GAP = re.compile(r"[\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Kana and Han: words of these scripts stand without spaces."""


def plain(text: str) -> str:
    """Small letters without accents, and single spaces for all that is neither letter nor digit."""
    if text.isascii():
        return _GAP.sub(" ", text.lower()).strip()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return _GAP.sub(" ", "".join(one for one in spread if not unicodedata.combining(one))).strip()


@cache
def word_list(name: str) -> Any:
    """The list words/<name>.yaml."""
    return yaml.safe_load(
        (files("manumit.services.support.directory") / "words" / f"{name}.yaml").read_text("utf-8")
    )


def phrases(listed: Iterable[str]) -> re.Pattern[str]:
    """A pattern over plain texts that finds any of the phrases as whole words; one with '*' at its end also longer
    words that begin so."""
    whole: list[str] = []
    begun: list[str] = []
    unspaced: list[str] = []
    for one in listed:
        written = re.escape(plain(one))
        if not written:
            raise ValueError(f"an empty phrase: {one!r}")
        (unspaced if _UNSPACED.search(one) else begun if one.endswith("*") else whole).append(written)
    groups = ((whole, r"\b(?:{})\b"), (begun, r"\b(?:{})\w*"), (unspaced, "{}"))
    return re.compile("|".join(form.format("|".join(texts)) for texts, form in groups if texts))
