"""Galleries: sealed templates of people of one class, searched exactly, every search written down.

    G/victim/            what it holds (holdings.py)
    G/victim/uses.jsonl  what it was asked and by whom (uses.py)
    G/victim/ledger      a leaf of each search, decision and handing out (events.jsonl beside it), unless they go into
                         the log of a workspace

A search stays within one class. No call searches two together; a check of an identity asks one by one those that were
opened to it (checking.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from manumit.base.kernel import UsageError, load_settings, mark_sealed
from manumit.base.vault import KeyHolder, Vault
from manumit.engine.biometrics.answers import Answer, Asked, Held, says, search
from manumit.engine.biometrics.biographic import Details
from manumit.engine.biometrics.decisions import Decisions
from manumit.engine.biometrics.family import CaseForm, Traced, trace_families
from manumit.engine.biometrics.handing_out import HandingOut
from manumit.engine.biometrics.modalities import Modality, Vote, card_for
from manumit.engine.biometrics.model import CLASSES, Template
from manumit.engine.biometrics.openings import Openings
from manumit.engine.biometrics.persons import Probe, compare_people, ratios_of, search_people
from manumit.engine.biometrics.uses import Uses
from manumit.engine.evidence import Logbook


class Gallery(HandingOut):
    """The gallery of one class, opened: what it holds, and what it answers."""

    def __init__(self, folder: Path, kind: str, vault: Vault, book: Logbook | None = None) -> None:
        uses = Uses(folder, kind, vault.ring.blind, book or Logbook(folder, load_settings()))
        super().__init__(folder, kind, vault, uses)
        self.decisions = Decisions(vault, kind, uses.claim)
        self.openings = Openings(folder, kind, uses)
        self._held: dict[tuple[str, ...], Held] = {}
        self._outdated: dict[str, str] = {}

    @classmethod
    def open(
        cls, home: Path, kind: str, holder: KeyHolder, make: bool = False, book: Logbook | None = None
    ) -> Gallery:
        """Open the class's gallery in `home`, or make it. Leaves go into the log of `book`, else into one of its own.
        UsageError when it is not there."""
        if kind not in CLASSES:
            raise UsageError(f"There is no class {kind!r}.", f"One of {', '.join(CLASSES)}.")
        folder = home / kind
        if (folder / "keys").exists():
            return cls(folder, kind, Vault.open(folder, holder), book)
        if not make:
            raise UsageError(f"{home} has no gallery of class {kind}.", "Make it with `manumit enrol`.")
        folder.mkdir(mode=0o700, parents=True)
        mark_sealed(folder)
        return cls(folder, kind, Vault.create(folder, holder), book)

    def uses(self) -> list[dict[str, Any]]:
        """The book of uses, the oldest first."""
        return self._uses.lines()

    def _changed(self) -> None:
        super()._changed()
        self._held.clear()

    def identify(
        self,
        probe: Template,
        way: Modality,
        asked: Asked,
        also: Sequence[tuple[Template, Modality]] = (),
    ) -> Answer:
        """Search, with further pictures of the same person and what is said of them, if given. It is written down
        before the answer is given. UsageError without purpose and basis."""
        return self._looked("identify", [(probe, way), *also], asked)

    def ask_list(
        self, aim: str, read: Sequence[tuple[Template, Modality]], asked: Asked, today: date
    ) -> Answer | None:
        """Search for whoever is checked, as `identify` does, where this gallery is open to checks with this aim; None
        where it is not: nothing is searched then. UsageError without purpose and basis."""
        asked.use.check(self.kind)
        opening = self.openings.standing(today)
        if opening is None or aim not in opening.aims:
            return None
        return self._looked("check list", read, asked, aim=aim, opened_on=opening.basis)

    def _looked(
        self, what: str, read: Sequence[tuple[Template, Modality]], asked: Asked, **more: str
    ) -> Answer:
        """The answer to pictures of one person, written down before it is given."""
        asked.use.check(self.kind)
        probes = self._probes(read, asked)
        details = self.details()
        if len(read) > 1 or details or asked.about != Details() or any(held.several for _, held, _ in probes):
            answer = search_people(probes, details, asked, self.kind)
        else:
            answer = search(*probes[0], asked, self.kind)
        probe = read[0][0]
        self._uses.log(
            "list" if more else "gallery",
            what,
            asked.use,
            modality=" ".join(of.name for _, of in read),
            details=" ".join(asked.about.told()),
            probe=self._vault.ring.blind("probe " + hashlib.sha256(probe.data).hexdigest()),
            templates=answer.templates,
            threshold_llr=answer.threshold_llr,
            expected_false=answer.expected_false,
            candidates=len(answer.candidates),
            model=" ".join(probe.make),
            **more,
        )
        ways = dict.fromkeys(of.name for _, of in read)
        outdated = filter(None, [self._outdated[name] for name in ways])
        return replace(answer, cautions=(*answer.cautions, *outdated))

    def trace(
        self,
        request: CaseForm,
        asked: Asked,
        pictures: Sequence[tuple[Template, Modality]] = (),
        without: str = "",
    ) -> Traced:
        """Who of those told of here may be the one that a family seeks, but for `without`; `pictures` are of who is
        sought. It is written down before the answer is given. UsageError without purpose and basis."""
        asked.use.check(self.kind)
        people = [form.person(who) for who, form in sorted(self.forms().items()) if who != without]
        sought = request.person("the sought one", seeks=True)
        alike = ratios_of(self._probes(pictures, asked), [one.id for one in people])
        told = {(who, sought.id): ratios for who, ratios in alike.items()}
        answer = next(trace_families(people, [sought], asked.expected, told))
        self._uses.log(
            "gallery",
            "trace",
            asked.use,
            modality=" ".join(["family", *(of.name for _, of in pictures)]),
            templates=answer.separated,
            threshold_llr=answer.threshold_llr,
            expected_false=answer.expected_false,
            candidates=len(answer.candidates),
        )
        return answer

    def compare(
        self, faces: Sequence[Template], way: Modality, asked: Asked, subject: str
    ) -> dict[str, object]:
        """What one picture says of one person here: of several faces in it, the most alike, its ratio lowered for their
        number. It is written down before the answer is given. UsageError without purpose, basis or a template of this
        make."""
        asked.use.check(self.kind)
        held = [one for who, one in self.templates(way.name) if who == subject and one.make == faces[0].make]
        if not held:
            raise UsageError(
                f"The gallery of class {self.kind} has no {way.name} of this make of this person.",
                "Enrol their picture again: this version makes a template of its own.",
            )
        theirs, details = [(one, way) for one in held], self.details().get(subject, Details())
        every = [compare_people([(one, way)], theirs, details, asked) for one in faces]
        told = max(every, key=lambda one: float(str(one["llr"])))
        llr = round(float(str(told["llr"])) - float(np.log(len(faces))), 3)
        self._uses.log(
            "pair",
            "compare",
            asked.use,
            modality=way.name,
            subject=self._vault.ring.blind("person " + subject),
            templates=len(held),
            faces=len(faces),
        )
        return told | {"subject": subject, "llr": llr, "says": says(llr)}

    def second_vote(self, probes: Sequence[Template], way: Modality, subject: str) -> Vote | None:
        """What the modality's other matcher says of a probe and of that picture of a subject which the first one finds
        most alike; of several probes, which finger each is of not being known, the vote that speaks most for the
        subject, lowered for their number. None where there is none."""
        if way.second is None:
            return None
        held = [one for who, one in self.templates(way.name) if who == subject]
        votes: list[Vote] = []
        for probe in probes:
            theirs = [one for one in held if one.make == probe.make]
            if theirs and (vote := way.second(probe, theirs[int(np.argmax(way.scorer(theirs)(probe)))])):
                votes.append(vote)
        best = max(votes, key=lambda vote: float(str(vote["llr"])), default=None)
        return best and best | {"llr": round(float(str(best["llr"])) - float(np.log(len(votes))), 3)}

    def _probes(self, read: Sequence[tuple[Template, Modality]], asked: Asked) -> list[Probe]:
        """Each with what it is compared with, and how. A card of one's own is for the first one's modality."""
        return [
            (
                one,
                self._of_make(one.make, of),
                card_for(of.name, asked.card if of == read[0][1] else None, one.make),
            )
            for one, of in read
        ]

    def _of_make(self, make: tuple[str, ...], way: Modality) -> Held:
        """Opened once, and kept in memory until something changes here or the gallery is closed."""
        if make not in self._held:
            every = self.templates(way.name)
            self._held[make] = Held.of([(who, one) for who, one in every if one.make == make], way)
            self._outdated[way.name] = _passed_over(
                [who for who, one in every if way.outdated(one)], way.name
            )
        return self._held[make]


def _passed_over(subjects: Sequence[str], modality: str) -> str:
    """What an answer says of templates that could not be searched; nothing when there are none."""
    if not subjects:
        return ""
    return (
        f"NOT SEARCHED: {len(subjects):,} {modality} templates of {len(set(subjects)):,} people, which an earlier"
        " version of this program made. Enrol their pictures again: the new templates take their place."
    )
