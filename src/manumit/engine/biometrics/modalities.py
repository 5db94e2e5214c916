"""The three modalities behind one face: read a picture, compare one template with many, the calibration card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from manumit.base.kernel import MissingPart, UnreadableInput, UsageError, settings_from
from manumit.engine.biometrics.attack import NONE_INSTALLED, Verdict, detector_of, verdicts
from manumit.engine.biometrics.bounded import Lay
from manumit.engine.biometrics.calibration import Card, read_card
from manumit.engine.biometrics.measures import Floats
from manumit.engine.biometrics.model import MODALITIES, Template
from manumit.engine.biometrics.slots import Settings

Scorer = Callable[[Template], Floats]
"""Scores of a probe against every template that the scorer was made with; larger = more alike."""


Samples = tuple[list[Template], list[UnreadableInput]]
"""Templates of all that a file shows, the best first, and why others of it could not be used."""
Vote = dict[str, object]
"""Of a second matcher: which, its log-likelihood ratio, and the people it was fitted on in words."""


def _nothing() -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Modality:
    """One way of telling people apart."""

    name: str
    read: Callable[[Path], Template]
    scorer: Callable[[Sequence[Template]], Scorer]
    make: tuple[str, str, str, str] | None = None
    """Of the templates that its own model gives today; None when another program's are taken as they come."""
    second: Callable[[Template, Template], Vote | None] | None = None
    """A matcher that shares nothing with the first: a second opinion, never part of the score."""
    every: Callable[[Path], Samples] | None = None
    """Reads files that hold several of a kind, as ten-print cards do."""
    attack: Callable[[Path], tuple[Verdict, ...]] = lambda path: ()
    """Whether a picture, or each print of a card, looks like an attack (a detector's word); nothing where no detector
    is installed."""
    wall: Callable[[Path], None] = lambda path: None
    """Raises ListedPicture for what is on a list of pictures that must not be looked at (see guarding.py)."""
    lay: Lay | None = None
    """Of templates whose score is a scalar product, the vectors."""
    exact: int = 1_000_000
    """Templates up to which a search compares each to the end (needs `lay` beyond)."""
    lacks: Callable[[], tuple[str, ...]] = _nothing
    """What this installation lacks and every answer has to say."""

    def samples(self, path: Path) -> Samples:
        """Of a file with several prints a template each, of a picture one. UnreadableInput where none can be used."""
        return self.every(path) if self.every is not None else ([self.read(path)], [])

    def outdated(self, template: Template) -> bool:
        """Whether an earlier version of the same model made it: it cannot be compared with those of today."""
        return self.make is not None and template.model == self.make[1] and template.make != self.make


def modality(name: str, settings: Settings | None = None) -> Modality:
    """By name. UsageError for an unknown one, MissingPart for one whose part is not there. `settings`: of the
    environment when not given."""
    if name not in MODALITIES:
        raise UsageError(f"There is no modality {name!r}.", f"One of {', '.join(MODALITIES)}.")
    chosen = settings or settings_from(Settings)
    return _with_detector(_plain(name, chosen), chosen)


def _with_detector(way: Modality, chosen: Settings) -> Modality:
    """A picture's word on presentation attacks, and the loud word where nothing looks for them."""
    absent = () if detector_of(way.name, chosen) else (NONE_INSTALLED,)

    def attack(path: Path) -> tuple[Verdict, ...]:
        return verdicts(path, way.name, chosen)

    return replace(way, attack=attack, lacks=lambda: (*absent, *way.lacks()))


def attacks_on(pictures: Sequence[tuple[Modality, Path]]) -> dict[str, object]:
    """What an answer says of presentation attacks, once: for which modalities nothing looks for them, and what a
    detector says of each picture of the others."""
    bare = {way.name for way, _ in pictures if NONE_INSTALLED in way.lacks()}
    return {
        "none_installed_for": sorted(bare),
        "says": NONE_INSTALLED if bare else None,
        "judged": [
            {"picture": path.name}
            | ({"finger": one.finger} if one.finger else {})
            | {"verdict": asdict(one.judged) if one.judged else one.told}
            for way, path in pictures
            if way.name not in bare
            for one in way.attack(path)
        ],
    }


def _plain(name: str, chosen: Settings) -> Modality:
    if name == "face":
        return _face(chosen)
    if name == "iris" and chosen.iris_program:
        from manumit.engine.biometrics.iris import external

        return Modality("iris", external.reader(chosen.iris_program, chosen.iris_seconds), external.scorer)
    try:
        part: Any = import_module(f"manumit.engine.biometrics.{name}")
    except ImportError as error:
        raise MissingPart(
            f"The part for modality {name} is not in this installation.", "Faces work: --modality face."
        ) from error
    if name == "fingerprint":
        return Modality(
            name,
            part.read_template,
            part.scorer,
            part.MAKE,
            second=_second_vote,
            every=part.read_templates,
            lacks=_prints_lack,
        )
    return Modality(name, part.read_template, part.scorer, part.MAKE)


def _second_vote(a: Template, b: Template) -> Vote | None:
    from manumit.engine.biometrics.fingerprint import SECOND_MAKE, second_vote

    score = second_vote(a, b)
    if score is None:
        return None
    card = card_for("fingerprint-second", None, SECOND_MAKE)
    llr = float(card.llr(np.array([score]))[0])
    return {"matcher": "MINDTCT + Bozorth3", "llr": round(llr, 3), "cohort": card.cohort}


def _prints_lack() -> tuple[str, ...]:
    from manumit.engine.biometrics.fingerprint import ABSENT, library

    return () if library() is not None else (ABSENT,)


def _face(chosen: Settings) -> Modality:
    if chosen.face_model:
        from manumit.engine.biometrics.face import operator

        read = operator.face_reader(Path(chosen.face_model), chosen.model_keys)
        return Modality("face", read, operator.scorer, lay=operator.vectors, exact=chosen.gallery_exact)
    from manumit.engine.biometrics.face import MAKE, face_vectors, read_face

    return Modality("face", read_face, face_scorer, MAKE, lay=face_vectors, exact=chosen.gallery_exact)


def face_scorer(templates: Sequence[Template]) -> Scorer:
    """Exact: every template is compared, in one product of a matrix and a vector."""
    from manumit.engine.biometrics.face import face_vectors

    gallery = face_vectors(templates)
    return lambda probe: (gallery @ face_vectors([probe])[0]).astype(np.float64)


CARDS = (*MODALITIES, "fingerprint-second")
"""What is shipped."""


@cache
def shipped_card(name: str) -> Card:
    """The card that is used unless another is given: read in docs/explanation/biometrics.md on whom it was fitted."""
    source = files("manumit.engine.biometrics") / "cards" / f"{name}.json"
    if not source.is_file():
        raise MissingPart(
            f"No calibration is shipped for modality {name}.",
            "Fit one on labelled pictures: `manumit compare DIR --card CARD.json`, then --calibration CARD.json.",
        )
    with as_file(source) as path:
        return read_card(path)


def card_for(name: str, path: Path | None, make: tuple[str, str, str, str] | None = None) -> Card:
    """The card named, or the one shipped. UsageError when it is of another make than the templates."""
    card = read_card(path) if path is not None else shipped_card(name)
    of = (card.modality, card.model, card.version, card.preprocessing)
    if make is not None and of != make:
        raise UsageError(
            f"The calibration is for {' '.join(of)}, the templates are of {' '.join(make)}.",
            f"Fit one on labelled pictures: `manumit compare DIR --modality {card.modality} --card CARD.json`, then"
            " --calibration CARD.json. Until then no ratio is told.",
        )
    return card
