"""Galleries: sealed templates of people of one class, searched exactly, every search written down.

    G/victim/            a vault of its own (keys, records.db): one data key a person, gone when the person is erased
    G/victim/uses.jsonl  who was searched for, when, for which purpose, on which basis: keyed hashes, no names
    G/victim/ledger      a leaf of each search, decision and handing out (events.jsonl beside it), unless they go into
                         the log of a workspace

A search stays within one class. There is no call that searches two.
"""

from __future__ import annotations

import getpass
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from manumit.base.kernel import Erased, UnreadableInput, UsageError, load_settings, mark_sealed
from manumit.base.vault import Item, KeyHolder, Vault, append_lines
from manumit.engine.biometrics.answers import Answer, Asked, Held, Use, says, search
from manumit.engine.biometrics.biographic import Details
from manumit.engine.biometrics.claims import use_claim
from manumit.engine.biometrics.codes import BITS, codes_of
from manumit.engine.biometrics.decisions import Decisions
from manumit.engine.biometrics.face import face_vectors
from manumit.engine.biometrics.family import CaseForm, Traced, trace_families
from manumit.engine.biometrics.guarding import ListedPicture
from manumit.engine.biometrics.modalities import Modality, Vote, card_for
from manumit.engine.biometrics.model import CLASSES, MODALITIES, REGISTRY, Template
from manumit.engine.biometrics.persons import Probe, compare_people, ratios_of, search_people
from manumit.engine.biometrics.shared_codes import FaceCodes
from manumit.engine.evidence import Claim, Logbook

USES = "uses.jsonl"
DETAILS, FORM = "details", "case form"
EVALUATION = "evaluation"
"""What a use of the class `test` is logged as."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What enrolling did: new templates, files that were there before, and those refused with the reason."""

    new: int
    known: int
    refused: dict[str, str] = field(default_factory=dict)


class Gallery:
    """The gallery of one class, opened."""

    def __init__(self, folder: Path, kind: str, vault: Vault, book: Logbook | None = None) -> None:
        self.folder, self.kind, self._vault = folder, kind, vault
        self._book = book or Logbook(folder, load_settings())
        self.decisions = Decisions(vault, kind, self._claim)
        self._held: dict[tuple[str, ...], Held] = {}
        self._outdated: dict[str, str] = {}
        self._said: dict[str, Details] | None = None

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

    @property
    def vault(self) -> Vault:
        """Where it lies: what else belongs to these people is sealed there, under their keys."""
        return self._vault

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
        goes on where it was. A picture that is there already is not read again, unless an earlier version made its
        template: then the new one takes its place. What is on a list goes, also when it was here before."""
        new, known, refused = 0, 0, {}
        self._held.clear()
        for done, (subject, path) in enumerate(pictures):
            step(done, len(pictures))
            name = _template(way.name, subject, _digest(path))
            try:
                self._ask_lists(name, path, way)
                version = self._next(name, way)
                if version is None:
                    known += 1
                    continue
                data = way.read(path).to_bytes()
                self._vault.seal(Item(subject, name, version, data, _sort(way.name), {"part": way.name}))
                new += 1
            except (UnreadableInput, Erased) as error:
                refused[str(path)] = f"{error.sentence} {error.hint}".strip()
        step(len(pictures), len(pictures))
        self._log("enrol", modality=way.name, new=new, refused=len(refused))
        return Enrolled(new, known, refused)

    def _ask_lists(self, record: str, path: Path, way: Modality) -> None:
        """ListedPicture for what is on a list; where it was taken in before the list came, its template goes."""
        try:
            way.wall(path)
        except ListedPicture:
            if self._has(record):
                self._vault.erase_record(record, "on a list")
            raise

    def _next(self, record: str, way: Modality) -> int | None:
        """The version under which a picture's template is sealed; None when one that can be compared is there.
        UnreadableInput for a picture that was removed."""
        if self._vault.was_erased(record):
            raise UnreadableInput(
                "This picture was removed from this person before.", "Take another, or take them in anew."
            )
        if not self._has(record):
            return 1
        held = self._vault.read(record)
        return held.version + 1 if way.outdated(Template.from_bytes(held.data)) else None

    def _has(self, record: str) -> bool:
        return self._vault.store.get(self._vault.ring.blind(f"record {record}"), None) is not None

    def templates(self, modality: str) -> list[tuple[str, Template]]:
        """(subject, template) of everybody, opened in memory alone."""
        found = [(one.person, Template.from_bytes(one.data)) for one in self._vault.search("part", modality)]
        return sorted(found, key=lambda one: one[0])

    def modalities(self) -> list[str]:
        """Those of which there are templates."""
        there = self._vault.store.sorts()
        return [name for name in MODALITIES if _sort(name) in there]

    def erase(self, subject: str, reason: str) -> bool:
        """Destroy a person's key; whether no copy of it is left that we know of. That somebody left is written down."""
        self._held.clear()
        self._said = None
        done = self._vault.erase(subject, reason)
        self._log("erase", records=done.records)
        return done.whole

    def remove(self, subject: str, modality: str, digest: str, reason: str) -> bool:
        """Destroy the template of one picture (`digest`: its SHA-256) of somebody of whom others stay; whether no copy
        of the old key is left that we know of. UsageError when there is none."""
        self._held.clear()
        done = self._vault.erase_record(_template(modality, subject, digest), reason)
        self._log("remove", modality=modality, templates=1)
        return done.whole

    def describe(self, subject: str, details: Details) -> None:
        """Seal what is said of a person, under the person's key; what was said before is an older version."""
        self._said = None
        self._seal(subject, DETAILS, json.dumps(details.told(), ensure_ascii=False).encode())

    def _seal(self, subject: str, sort: str, told: bytes) -> None:
        record = f"{sort} {subject}"
        known = self._vault.store.get(self._vault.ring.blind(f"record {record}"), None)
        self._vault.seal(Item(subject, record, known.version + 1 if known else 1, told, sort, {"part": sort}))

    def tell(self, subject: str, form: CaseForm) -> None:
        """Seal what is told of a person and of the family, as `describe` does; what of it stands beside pictures is the
        person's details from now on. UsageError for what cannot be used."""
        form.person(subject)
        details = form.details()
        self._seal(subject, FORM, form.to_bytes())
        self.describe(subject, details)

    def form(self, subject: str) -> CaseForm | None:
        """What is told of somebody and of the family; None where nothing is. Erased when the person was."""
        record = f"{FORM} {subject}"
        return CaseForm.from_bytes(self._vault.read(record).data) if self._has(record) else None

    def told(self) -> int:
        """Of how many something is told."""
        return self._vault.store.sorts().get(FORM, 0)

    def forms(self) -> dict[str, CaseForm]:
        """What is told of each person and of the family."""
        return {one.person: CaseForm.from_bytes(one.data) for one in self._vault.search("part", FORM)}

    def details(self) -> dict[str, Details]:
        """What is said of each person, opened once, and kept in memory alone."""
        if self._said is None:
            opened = self._vault.search("part", DETAILS)
            self._said = {one.person: Details.of(json.loads(one.data)) for one in opened}
        return self._said

    def identify(
        self,
        probe: Template,
        way: Modality,
        asked: Asked,
        also: Sequence[tuple[Template, Modality]] = (),
    ) -> Answer:
        """Search, with further pictures of the same person and what is said of them, if given. It is written down
        before the answer is given. UsageError without purpose and basis."""
        asked.use.check(self.kind)
        probes = self._probes([(probe, way), *also], asked)
        details = self.details()
        if also or details or asked.about != Details() or any(held.several for _, held, _ in probes):
            answer = search_people(probes, details, asked, self.kind)
        else:
            answer = search(*probes[0], asked, self.kind)
        line = self._log(
            "identify",
            modality=" ".join([way.name, *(of.name for _, of in also)]),
            details=" ".join(asked.about.told()),
            probe=self._vault.ring.blind("probe " + hashlib.sha256(probe.data).hexdigest()),
            purpose=EVALUATION if self.kind == "test" else asked.use.purpose,
            basis=EVALUATION if self.kind == "test" else asked.use.basis,
            templates=answer.templates,
            threshold_llr=answer.threshold_llr,
            expected_false=answer.expected_false,
            candidates=len(answer.candidates),
            model=" ".join(probe.make),
        )
        self._claim(use_claim("gallery", line))
        ways = dict.fromkeys((way.name, *(of.name for _, of in also)))
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
        line = self._log(
            "trace",
            modality=" ".join(["family", *(of.name for _, of in pictures)]),
            purpose=EVALUATION if self.kind == "test" else asked.use.purpose,
            basis=EVALUATION if self.kind == "test" else asked.use.basis,
            templates=answer.separated,
            threshold_llr=answer.threshold_llr,
            expected_false=answer.expected_false,
            candidates=len(answer.candidates),
        )
        self._claim(use_claim("gallery", line))
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
        line = self._log(
            "compare",
            modality=way.name,
            subject=self._vault.ring.blind("person " + subject),
            purpose=EVALUATION if self.kind == "test" else asked.use.purpose,
            basis=EVALUATION if self.kind == "test" else asked.use.basis,
            templates=len(held),
            faces=len(faces),
        )
        self._claim(use_claim("pair", line))
        return told | {"subject": subject, "llr": llr, "says": says(llr)}

    def second_vote(self, probe: Template, way: Modality, subject: str) -> Vote | None:
        """What the modality's other matcher says of a probe and of that picture of a subject which the first one finds
        most alike; None where there is none."""
        theirs = [one for who, one in self.templates(way.name) if who == subject and one.make == probe.make]
        if way.second is None or not theirs:
            return None
        return way.second(probe, theirs[int(np.argmax(way.scorer(theirs)(probe)))])

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

    def hand_out(self, subject: str, way: Modality, use: Use, form: str, to: str) -> list[Template]:
        """A subject's templates, to leave the gallery in another form. It is written down before they are given.
        UsageError without purpose and basis, or when the gallery has none of this subject."""
        use.check(self.kind)
        found = [one for who, one in self.templates(way.name) if who == subject]
        if not found:
            raise UsageError(f"The gallery of class {self.kind} has no {way.name} of {subject!r}.")
        who = self._vault.ring.blind("person " + subject)
        self._handed(use, to, modality=way.name, form=form, templates=len(found), subject=who)
        return found

    def hand_out_codes(self, key: bytes, use: Use, to: str) -> tuple[list[str], FaceCodes]:
        """(subjects, their revocable codes) of all faces here under a key, a row each: the subjects stay, codes may go.
        It is written down before they are given. UsageError without purpose and basis, or without a face that our own
        model read."""
        use.check(self.kind)
        found = [(who, one) for who, one in self.templates("face") if one.model in REGISTRY]
        if not found:
            raise UsageError(f"The gallery of class {self.kind} has no face of which codes are made.")
        vectors = face_vectors([one for _, one in found])
        made = FaceCodes(codes_of(vectors, key), np.linalg.norm(vectors, axis=1).astype(np.float64))
        self._handed(use, to, modality="face", form=f"codes of {BITS} bits", templates=len(found))
        return [who for who, _ in found], made

    def _handed(self, use: Use, to: str, **told: object) -> None:
        purpose, basis = (EVALUATION if self.kind == "test" else one for one in (use.purpose, use.basis))
        self._claim(use_claim("hand out", self._log("hand out", **told, purpose=purpose, basis=basis, to=to)))

    def note_watch(self, use: Use, key: str, told: Mapping[str, object]) -> None:
        """Write down that pictures were held against a code made here, before what was met is told. `told`: how many
        faces were compared (`templates`), `candidates`, `threshold_llr`, `expected_false`."""
        line = self._log(
            "watch",
            modality="face",
            key=self._vault.ring.blind("face code " + key),
            purpose=EVALUATION if self.kind == "test" else use.purpose,
            basis=EVALUATION if self.kind == "test" else use.basis,
            **told,
        )
        self._claim(use_claim("gallery", line))

    def _of_make(self, make: tuple[str, ...], way: Modality) -> Held:
        """Opened once, and kept in memory until something changes here or the gallery is closed."""
        if make not in self._held:
            every = self.templates(way.name)
            self._held[make] = Held.of([(who, one) for who, one in every if one.make == make], way)
            self._outdated[way.name] = _passed_over(
                [who for who, one in every if way.outdated(one)], way.name
            )
        return self._held[make]

    def _claim(self, claim: Claim) -> None:
        self._book.ensure([claim])

    def uses(self) -> list[dict[str, Any]]:
        """The book of uses, the oldest first; a line that a kill cut off is none."""
        path = self.folder / USES
        lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
        return [json.loads(line) for line in lines]

    def _log(self, what: str, **told: object) -> dict[str, object]:
        line = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "what": what,
            "class": self.kind,
            "by": self._vault.ring.blind("user " + getpass.getuser()),
            **told,
        }
        append_lines(self.folder / USES, [line])
        return line


def _template(modality: str, subject: str, digest: str) -> str:
    """What the template of a picture with this SHA-256 is called."""
    return f"{modality} {subject} {digest}"


def _sort(modality: str) -> str:
    """What retention calls its templates."""
    return f"{modality} template"


def _passed_over(subjects: Sequence[str], modality: str) -> str:
    """What an answer says of templates that could not be searched; nothing when there are none."""
    if not subjects:
        return ""
    return (
        f"NOT SEARCHED: {len(subjects):,} {modality} templates of {len(set(subjects)):,} people, which an earlier"
        " version of this program made. Enrol their pictures again: the new templates take their place."
    )


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
