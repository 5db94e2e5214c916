"""The signs we look for: read from `catalogue/`, each with its source and the harm a false alarm does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from manumit.base.kernel import UsageError
from manumit.engine.offers.patterns import Pattern, pattern

KINDS = ("strong", "weak", "genuine")
_NEEDED = ("id", "sentence", "source", "harm")
WHOLE = "whole:"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign in an offer. `whole` patterns may be spread over the text; `negated` is the sign its denial gives; a
    concept of `unless` in its sentence or one beside it takes it back."""

    id: str
    kind: str
    sentence: str
    sources: tuple[str, ...]
    harm: str
    weight: float
    patterns: tuple[Pattern, ...]
    whole: tuple[Pattern, ...]
    sized: bool
    negated: str
    unless: tuple[str, ...]


def _sign(raw: Mapping[str, Any], kind: str) -> Sign:
    missing = [key for key in _NEEDED if not raw.get(key)]
    if missing:
        raise UsageError(
            f"sign {raw.get('id')!r}: no {', '.join(missing)}", "Correct the catalogue of offers."
        )
    texts = raw.get("patterns", ())
    try:
        shapes = tuple(pattern(text) for text in texts if not text.startswith(WHOLE))
        whole = tuple(pattern(text[len(WHOLE) :]) for text in texts if text.startswith(WHOLE))
    except ValueError as error:
        raise UsageError(f"sign {raw['id']!r}: {error}", "Correct the catalogue of offers.") from error
    cited = tuple(f"{s['document']} ({s['year']}), {s['paragraph']}" for s in raw["source"])
    return Sign(
        raw["id"],
        kind,
        raw["sentence"],
        cited,
        raw["harm"],
        float(raw.get("weight", 1.0)),
        shapes,
        whole,
        bool(raw.get("sized", False)),
        raw.get("negated", ""),
        tuple(raw.get("unless", "").split()),
    )


@cache
def signs() -> Mapping[str, Sign]:
    """Every sign by id."""
    folder = files("manumit.engine.offers").joinpath("catalogue")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = [
        _sign(raw, kind)
        for kind in KINDS
        for raw in yaml.load(folder.joinpath(f"{kind}.yaml").read_text("utf-8"), Loader=loader)
    ]
    return {sign.id: sign for sign in found}
