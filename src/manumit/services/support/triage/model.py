"""The models: two linear ones (danger, intent) over all features, and a small network that looks at every piece of a
conversation and keeps the strongest of each sign. Weights are fitted by `benchmarks/fit_triage.py`; numpy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manumit.services.support.triage.features import (
    ROLES,
    VECTOR,
    Floats,
    Reading,
    concept_pairs,
    concept_row,
    grams,
    vectors,
)
from manumit.services.support.triage.lexicon import LANGUAGES
from manumit.services.support.triage.meaning import MEANING, meaning

LABELS = ("standard", "urgent", "imminent")
INTENTS = (
    "find_shelter", "legal_help", "immigration_question", "medical_help", "document_taken", "wages_owed",
    "report_someone", "missing_person", "talk_to_human", "how_are_my_data_used", "delete_my_data", "leave_quickly",
    "interpreter", "food_or_money", "work_offer_check", "return_to_report", "who_are_you", "thanks_bye",
    "out_of_scope", "none",
)  # fmt: skip
"""What the newest turn asks for; 'none' asks for nothing of these."""
LAST, WHOLE = "last", "whole"
PARTS = {"danger": (LAST, WHOLE), "intent": (LAST,)}
"""Texts whose spellings and concepts each linear model sees."""

SURE = 2.0
"""How far the best intent must be before the second to be taken without meanings: a fifth of the messages of hands that
the fit did not know, and macro-F1 falls by 0.001."""
NEAR = 2.0
"""How near its limit the score of danger must be for meanings to be asked for."""
OF_TUNED = 0.5
"""What the score of the tuned meaning is multiplied with before it is added (chosen on hands left out of the fit)."""
NETWORK = ("into", "bias", "out", "out_bias")
ASK = ("into", "bias", "beside", "beside_bias", "out", "out_bias")
"""Weights of a `Network`, and of an `AskNetwork`."""


@dataclass(frozen=True)
class Seen:
    """The features of one conversation."""

    reading: Reading
    dense: Floats
    """Sentence vectors of `last`, `all` and `asked`, and the most and least of all pieces, one after the other."""
    grams: dict[str, tuple[NDArray[np.int64], Floats]]
    concepts: dict[str, Floats]
    pairs: dict[str, NDArray[np.int64]]
    items: Floats
    """One row a piece: sentence vector, role, concepts."""
    roles: NDArray[np.int64]

    @cached_property
    def meaning(self) -> Floats | None:
        """Both meaning vectors of the newest turn, if they are to be had."""
        return meaning(self.reading.last)

    @property
    def lacks_meaning(self) -> bool:
        """Whether they were asked for and not to be had."""
        return "meaning" in self.__dict__ and self.meaning is None

    def meaning_now(self) -> Floats | None:
        """The same, unless others have to be waited for."""
        return self.meaning if "meaning" in self.__dict__ else meaning(self.reading.last, waits=False)

    def beside(self, meant: Floats) -> Floats:
        """What an `AskNetwork` sees beside the pieces: own meaning, sentence vector behind what was asked, concepts."""
        asked = self.dense[2 * VECTOR : 3 * VECTOR]
        return np.concatenate([meant[:MEANING] * 8, asked * 3, self.concepts[LAST]])


def look(reading: Reading) -> Seen:
    """All features of a conversation."""
    texts = {LAST: reading.last, WHOLE: reading.all}
    row = {name: concept_row(text, reading.languages) for name, text in texts.items()}
    pieces = [text for text, _ in reading.items]
    roles = np.array([role for _, role in reading.items], np.int64)
    told = np.stack([concept_row(text, reading.languages) for text in pieces])
    whole, vector = np.split(vectors([reading.last, reading.all, reading.asked, *pieces]), [3])
    return Seen(
        reading,
        np.concatenate([*whole, vector.max(axis=0), vector.min(axis=0)]),
        {name: grams(text) for name, text in texts.items()},
        row | {WHOLE: np.minimum(row[WHOLE], 1)},
        {LAST: concept_pairs(told[roles % 2 == 0]), WHOLE: concept_pairs(told)},
        np.hstack([vector * 3, np.eye(ROLES, dtype=np.float32)[roles], told]),
        roles,
    )


@dataclass(frozen=True)
class Linear:
    """Weights of a linear model: one column a target."""

    dense: Floats
    grams: dict[str, Floats]
    concepts: dict[str, Floats]
    pairs: dict[str, Floats]
    bias: Floats
    meaning: Floats | None = None

    def score(self, seen: Seen, meant: Floats | None = None) -> Floats:
        """Log-odds of each target, `meant` being the meaning vectors that are gone by."""
        total: Floats = seen.dense @ self.dense + self.bias
        if self.meaning is not None and meant is not None:
            total = total + meant[:MEANING] @ self.meaning
        for name, weights in self.grams.items():
            buckets, counts = seen.grams[name]
            total = total + counts @ weights[buckets]
        for name, weights in self.concepts.items():
            total = total + seen.concepts[name] @ weights + self.pairs[name][seen.pairs[name]].sum(axis=0)
        return total


@dataclass(frozen=True)
class Network:
    """Pieces -> hidden signs; the strongest of each over all pieces and over the newest turn, the newest turn's mean
    -> labels."""

    into: Floats
    bias: Floats
    out: Floats
    out_bias: Floats

    def score(self, seen: Seen) -> Floats:
        """Logits of `LABELS`."""
        hidden = np.maximum(seen.items @ self.into + self.bias, 0)
        newest = hidden[seen.roles % 2 == 0]
        pooled = np.concatenate([hidden.max(axis=0), newest.max(axis=0), newest.mean(axis=0)])
        answer: Floats = pooled @ self.out + self.out_bias
        return answer


@dataclass(frozen=True)
class AskNetwork:
    """A network for intents: the strongest and the mean of hidden signs over the newest turn's pieces, and hidden signs
    of the turn as a whole -> intents."""

    into: Floats
    bias: Floats
    beside: Floats
    beside_bias: Floats
    out: Floats
    out_bias: Floats

    def score(self, seen: Seen, meant: Floats) -> Floats:
        """What it adds to the score of each of `INTENTS`."""
        hidden = np.maximum(seen.items[seen.roles % 2 == 0] @ self.into + self.bias, 0)
        whole = np.maximum(seen.beside(meant) @ self.beside + self.beside_bias, 0)
        pooled = np.concatenate([hidden.max(axis=0), hidden.mean(axis=0), whole])
        answer: Floats = pooled @ self.out + self.out_bias
        return answer


@dataclass(frozen=True)
class Head:
    """Tuned meaning -> intents."""

    middle: Floats
    """What is taken off the tuned vector before."""
    out: Floats
    bias: Floats

    def score(self, meant: Floats) -> Floats:
        """What it adds to the score of each of `INTENTS`."""
        return np.asarray(((meant[MEANING:] - self.middle) @ self.out + self.bias) * OF_TUNED, np.float32)


@dataclass(frozen=True)
class Intents:
    """The models of intents. The meaning vectors cost more than all other signs together: they are asked for only
    where those leave a doubt and, unlike where danger is near its limit, nobody else is waiting for them. Middle ones
    stand for them elsewhere."""

    linear: Linear
    asks: Sequence[AskNetwork]
    middle: Floats
    head: Head | None = None

    def scores(self, seen: Seen) -> Floats:
        """Scores of `INTENTS`."""
        without = self.told(seen, self.middle)
        if is_sure(without) or (meant := seen.meaning_now()) is None:
            return without
        return self.told(seen, meant)

    def told(self, seen: Seen, meant: Floats) -> Floats:
        """Scores by these meaning vectors."""
        total = self.linear.score(seen, meant)
        for network in self.asks:
            total = total + network.score(seen, meant)
        return total if self.head is None else total + self.head.score(meant)


def is_sure(scores: Floats) -> bool:
    """Whether the best is so far before the second that meaning vectors would hardly change it."""
    second, first = np.sort(scores)[-2:]
    return bool(first - second >= SURE)


@dataclass(frozen=True)
class Models:
    """What is shipped."""

    danger: Linear
    intents: Intents
    networks: tuple[Network, ...]
    mix: Floats
    """Of danger: weight of the linear score, of the networks' score, and the constant."""
    middle: Floats
    """The meaning that stands in for one that is not asked for, or not to be had."""
    limits: Floats
    """Scores from which a conversation is imminent, and urgent."""
    own: dict[str, float]
    """What is added to the first limit in a language."""
    intent_limit: float
    """Least best score of an intent that is not taken for a guess."""

    def limit(self, seen: Seen) -> float:
        """From which score the conversation is imminent."""
        return float(self.limits[0]) + self.own.get(seen.reading.languages[0], 0.0)

    def danger_score(self, seen: Seen) -> tuple[float, float]:
        """How imminent, and how far from standard: log-odds. Meanings are asked for near the limit."""
        second = self._network_score(seen)
        found = self._mixed(self.danger.score(seen, self.middle), second)
        if abs(found[0] - self.limit(seen)) <= NEAR and (meant := seen.meaning) is not None:
            found = self._mixed(self.danger.score(seen, meant), second)
        return float(found[0]), float(found[1])

    def _mixed(self, linear: Floats, second: Floats) -> Floats:
        both: Floats = self.mix[:, 0] * linear + self.mix[:, 1] * second + self.mix[:, 2]
        return both

    def _network_score(self, seen: Seen) -> Floats:
        logits = np.mean([network.score(seen) for network in self.networks], axis=0)
        logs = logits - np.logaddexp.reduce(logits)
        imminent = logs[2] - np.logaddexp(logs[0], logs[1] + np.log(0.3))
        beyond = np.logaddexp(logs[1], logs[2]) - logs[0]
        return np.array([imminent, beyond], np.float32)


def pack(linear: Linear, name: str) -> dict[str, NDArray[Any]]:
    """A linear model as arrays to write: spellings as 8-bit steps of a scale a column."""
    out: dict[str, NDArray[Any]] = {
        f"{name}.dense": linear.dense.astype(np.float16),
        f"{name}.bias": linear.bias,
    }
    for part, weights in linear.grams.items():
        scale = np.abs(weights).max(axis=0) / 127 + 1e-9
        out[f"{name}.grams.{part}"] = np.round(weights / scale).astype(np.int8)
        out[f"{name}.scale.{part}"] = scale.astype(np.float32)
    for part in linear.concepts:
        out[f"{name}.concepts.{part}"] = linear.concepts[part].astype(np.float16)
        out[f"{name}.pairs.{part}"] = linear.pairs[part].astype(np.float16)
    if linear.meaning is not None:
        out[f"{name}.meaning"] = linear.meaning.astype(np.float16)
    return out


def unpack(data: Any, name: str) -> Linear:
    """The reverse of `pack`."""
    parts = PARTS[name]
    return Linear(
        data[f"{name}.dense"].astype(np.float32),
        {one: data[f"{name}.grams.{one}"].astype(np.float32) * data[f"{name}.scale.{one}"] for one in parts},
        {one: data[f"{name}.concepts.{one}"].astype(np.float32) for one in parts},
        {one: data[f"{name}.pairs.{one}"].astype(np.float32) for one in parts},
        data[f"{name}.bias"].astype(np.float32),
        data[f"{name}.meaning"].astype(np.float32) if f"{name}.meaning" in data else None,
    )


def _parts(data: Any, name: str, parts: Sequence[str]) -> list[list[Floats]]:
    """The weights of each network of a name."""
    return [
        [data[f"{name}.{at}.{part}"].astype(np.float32) for part in parts]
        for at in range(int(data[f"{name}s"]))
    ]


@cache
def models() -> Models:
    """The weights we ship."""
    source = files("manumit.services.support.triage").joinpath("weights.npz").read_bytes()
    data: Any = np.load(BytesIO(source))
    return Models(
        unpack(data, "danger"),
        Intents(
            unpack(data, "intent"),
            [AskNetwork(*each) for each in _parts(data, "ask", ASK)],
            np.concatenate([data["ask.middle"], data["tuned.middle"]]),
            Head(data["tuned.middle"], data["tuned.out"], data["tuned.bias"]),
        ),
        tuple(Network(*each) for each in _parts(data, "network", NETWORK)),
        data["mix"],
        data["danger.middle"],
        data["limits"],
        dict(zip(LANGUAGES, data["limits.own"].tolist(), strict=True)),
        float(data["intent_limit"]),
    )


def best_intents(scores: Floats, most: int = 3) -> Sequence[tuple[str, float]]:
    """The likeliest intents with their scores (max logit: it rejects better than probabilities do)."""
    order = np.argsort(-scores)[:most]
    return [(INTENTS[at], float(scores[at])) for at in order]
