"""Galleries: sealed templates of people of one class, searched exactly, every search written down.

    G/victim/            a vault of its own (keys, records.db): one data key a person, gone when the person is erased
    G/victim/uses.jsonl  who was searched for, when, for which purpose, on which basis: keyed hashes, no names

A search stays within one class. There is no call that searches two.
"""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from manumit.base.kernel import Erased, PoorCapture, UsageError, mark_sealed
from manumit.base.vault import Item, KeyHolder, Vault, append_lines
from manumit.engine.biometrics.calibration import Card
from manumit.engine.biometrics.decisions import Decisions
from manumit.engine.biometrics.modality import Modality, card_for
from manumit.engine.biometrics.model import CLASSES, Template

USES = "uses.jsonl"
SORT = "template"
"""What retention calls templates."""
EVALUATION = "evaluation"
"""What a use of the class `test` is logged as."""
UNMEASURED_LLR = float(np.log(10))
"""Of a child, and over years between two pictures, nothing is measured here: no ratio says more than 10."""
YEARS = 5.0


@dataclass(frozen=True, slots=True)
class Use:
    """Why a gallery is searched."""

    purpose: str
    basis: str

    def check(self, kind: str) -> None:
        """UsageError without both, except in the class `test`."""
        if kind != "test" and not (self.purpose.strip() and self.basis.strip()):
            raise UsageError(
                "A search for a person needs a purpose and a legal basis.",
                "Say --purpose 'missing person 2026-14' --basis 'consent of the family', or the article or order.",
            )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the one: a question for two people, never an identity."""

    subject: str
    llr: float
    says: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives."""

    candidates: tuple[Candidate, ...]
    expected_false: float
    expected_false_interval: tuple[float, float]
    threshold_llr: float
    quality: float
    why_none: str | None
    gallery: str
    templates: int
    subjects: int
    condition: str
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How to search: at most so many false candidates are expected; a child, or years between the pictures, cap what a
    ratio may say."""

    use: Use
    expected: float = 1.0
    child: bool = False
    years: float = 0.0
    card: Path | None = None

    def cautions(self) -> tuple[str, ...]:
        """What makes the answer weaker than it looks."""
        told = []
        if self.child:
            told.append("a child: faces change fast and errors are many; the ratio is capped at 10")
        if self.years > YEARS:
            told.append(f"{self.years:g} years between the pictures: not measured; the ratio is capped at 10")
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What enrolling did: new templates, files that were there before, and those refused with the reason."""

    new: int
    known: int
    refused: dict[str, str] = field(default_factory=dict)


class Gallery:
    """The gallery of one class, opened."""

    def __init__(self, folder: Path, kind: str, vault: Vault) -> None:
        self.folder, self.kind, self._vault = folder, kind, vault
        self.decisions = Decisions(vault)

    @classmethod
    def open(cls, home: Path, kind: str, holder: KeyHolder, make: bool = False) -> Gallery:
        """Open the class's gallery in `home`, or make it. UsageError when it is not there."""
        if kind not in CLASSES:
            raise UsageError(f"There is no class {kind!r}.", f"One of {', '.join(CLASSES)}.")
        folder = home / kind
        if (folder / "keys").exists():
            return cls(folder, kind, Vault.open(folder, holder))
        if not make:
            raise UsageError(f"{home} has no gallery of class {kind}.", "Make it with `manumit enrol`.")
        folder.mkdir(mode=0o700, parents=True)
        mark_sealed(folder)
        return cls(folder, kind, Vault.create(folder, holder))

    def close(self) -> None:
        """Let go of the vault."""
        self._vault.close()

    def __enter__(self) -> Gallery:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def enrol(
        self,
        pictures: Sequence[tuple[str, Path]],
        way: Modality,
        step: Callable[[int, int], None] = lambda done, total: None,
    ) -> Enrolled:
        """(subject, picture), one after the other; each is on the disk before the next is read, so a killed enrolment
        goes on where it was. A picture that is there already is not read again."""
        new, known, refused = 0, 0, {}
        for done, (subject, path) in enumerate(pictures):
            step(done, len(pictures))
            name = f"{way.name} {subject} {_digest(path)}"
            if self._has(name):
                known += 1
                continue
            try:
                template = way.read(path)
                self._vault.seal(Item(subject, name, 1, template.to_bytes(), SORT, {"part": way.name}))
                new += 1
            except (PoorCapture, Erased) as error:
                refused[str(path)] = f"{error.sentence} {error.hint}".strip()
        step(len(pictures), len(pictures))
        self._log("enrol", modality=way.name, new=new, refused=len(refused))
        return Enrolled(new, known, refused)

    def _has(self, record: str) -> bool:
        return self._vault.store.get(self._vault.ring.blind(f"record {record}"), None) is not None

    def templates(self, modality: str) -> list[tuple[str, Template]]:
        """(subject, template) of everybody, opened in memory alone."""
        found = [(one.person, Template.from_bytes(one.data)) for one in self._vault.search("part", modality)]
        return sorted(found, key=lambda one: one[0])

    def modalities(self) -> list[str]:
        """Those of which there are templates."""
        return [name for name in ("face", "fingerprint", "iris") if self._vault.search("part", name)]

    def erase(self, subject: str, reason: str) -> bool:
        """Destroy a person's key; whether no copy of it is left that we know of."""
        return self._vault.erase(subject, reason).whole

    def identify(self, probe: Template, way: Modality, asked: Asked) -> Answer:
        """Search. It is written down before the answer is given. UsageError without purpose and basis."""
        asked.use.check(self.kind)
        card = card_for(way.name, asked.card, probe.make)
        held = [(who, one) for who, one in self.templates(way.name) if one.make == probe.make]
        answer = search(probe, held, way, card, asked, self.kind)
        self._log(
            "identify",
            modality=way.name,
            probe=self._vault.ring.blind("probe " + hashlib.sha256(probe.data).hexdigest()),
            purpose=EVALUATION if self.kind == "test" else asked.use.purpose,
            basis=EVALUATION if self.kind == "test" else asked.use.basis,
            templates=answer.templates,
            threshold_llr=answer.threshold_llr,
            expected_false=answer.expected_false,
            candidates=len(answer.candidates),
            model=" ".join(probe.make),
        )
        return answer

    def _log(self, what: str, **told: object) -> None:
        line = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "what": what,
            "class": self.kind,
            "by": self._vault.ring.blind("user " + getpass.getuser()),
            **told,
        }
        append_lines(self.folder / USES, [line])


def search(
    probe: Template,
    held: Sequence[tuple[str, Template]],
    way: Modality,
    card: Card,
    asked: Asked,
    kind: str,
) -> Answer:
    """Exact 1:N. A subject scores as its best template; who stays under the threshold is not named."""
    subjects = [who for who, _ in held]
    count, people = len(held), len(set(subjects))
    score = card.threshold(count, asked.expected)
    threshold = float(card.llr(np.array([score]))[0])
    most = card.expected_false(score, count, people)
    scores = way.scorer([one for _, one in held])(probe) if held else np.zeros(0)
    best: dict[str, float] = {}
    for at in np.flatnonzero(scores >= score):
        best[subjects[at]] = max(best.get(subjects[at], -np.inf), float(scores[at]))
    cautions = asked.cautions()
    ranked = sorted(best.items(), key=lambda one: -one[1])
    llrs = card.llr(np.array([value for _, value in ranked]))
    if cautions:
        llrs = np.minimum(llrs, UNMEASURED_LLR)
    candidates = tuple(
        Candidate(who, round(float(llr), 3), says(float(llr)))
        for (who, _), llr in zip(ranked, llrs, strict=True)
    )
    why = None if candidates else _why_none(count, kind, way.name)
    return Answer(
        candidates,
        round(most[0], 6),
        (round(most[1], 6), round(most[2], 6)),
        round(threshold, 3),
        probe.quality,
        why,
        kind,
        count,
        people,
        card.condition,
        cautions,
    )


def compare_two(a: Template, b: Template, way: Modality, asked: Asked) -> dict[str, object]:
    """1:1. UsageError for templates of different makes."""
    if a.make != b.make:
        raise UsageError("These templates are of different makes.", "Make both anew.")
    card = card_for(way.name, asked.card, a.make)
    cautions = asked.cautions()
    llr = float(card.llr(way.scorer([b])(a))[0])
    llr = min(llr, UNMEASURED_LLR) if cautions else llr
    return {
        "llr": round(llr, 3),
        "says": says(llr),
        "quality": min(a.quality, b.quality),
        "why_none": None,
        "condition": card.condition,
        "cautions": cautions,
    }


def _why_none(count: int, kind: str, modality: str) -> str:
    if not count:
        return f"The gallery of class {kind} holds no {modality} templates of this make."
    return (
        f"Nobody of {count:,} templates is alike enough for so few false candidates. That is the usual answer; it does"
        " not mean that the person is not in the gallery."
    )


_BANDS = (
    (2, "no support for either"),
    (10, "weak support"),
    (100, "moderate support"),
    (1e3, "moderately strong support"),
    (1e4, "strong support"),
    (1e6, "very strong support"),
)


def says(llr: float) -> str:
    """A likelihood ratio in words (ENFSI Guideline for Evaluative Reporting, 2015, table of verbal equivalents)."""
    ratio = float(np.exp(min(abs(llr), 700.0)))
    words = next((words for below, words in _BANDS if ratio < below), "extremely strong support")
    if ratio < _BANDS[0][0]:
        return words
    return f"{words} for the {'same person' if llr > 0 else 'view that they are two people'}"


def as_json(answer: Answer) -> dict[str, object]:
    """The contract's names first (design, 6)."""
    return asdict(answer)


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
