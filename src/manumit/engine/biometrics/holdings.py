"""What a gallery holds: sealed templates of people of one class, what is said of them, and how they leave.

G/victim/            a vault of its own (keys, records.db): one data key a person, gone when the person is erased
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Self

from manumit.base.kernel import Erased, ManumitError, UnreadableInput
from manumit.base.vault import Item, Vault
from manumit.engine.biometrics.biographic import Details
from manumit.engine.biometrics.family import CaseForm
from manumit.engine.biometrics.guarding import ListedPicture
from manumit.engine.biometrics.modalities import Modality
from manumit.engine.biometrics.model import MODALITIES, Template
from manumit.engine.biometrics.tenprints import (
    MOST_PRINTS,
    UNUSED,
    by_finger,
    fits_a_card,
    told_of,
    unused_in,
)
from manumit.engine.biometrics.uses import Uses

DETAILS, FORM = "details", "case form"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What enrolling did: new templates, files that were there before, and those (of a card, prints) refused with the
    reason, in words and as it was raised."""

    new: int
    known: int
    refused: dict[str, str] = field(default_factory=dict)
    errors: dict[str, ManumitError] = field(default_factory=dict)


class Holdings:
    """Everything of one class that is kept."""

    def __init__(self, folder: Path, kind: str, vault: Vault, uses: Uses) -> None:
        self.folder, self.kind, self._vault, self._uses = folder, kind, vault, uses
        self._said: dict[str, Details] | None = None

    @property
    def vault(self) -> Vault:
        """Where it lies, and what else belongs to these people, sealed under their keys."""
        return self._vault

    def close(self) -> None:
        """Let go of the vault."""
        self._vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _changed(self) -> None:
        """Something else is held from now on."""
        self._said = None

    def enrol(
        self,
        pictures: Sequence[tuple[str, Path]],
        way: Modality,
        step: Callable[[int, int], None] = lambda done, total: None,
    ) -> Enrolled:
        """(subject, picture), one after the other; each is on the disk before the next is read, so a killed enrolment
        goes on where it was. A picture that is there already is not read again, unless an earlier version made its
        template: then the new one takes its place. Of a card of prints each is a template, but for those that cannot be
        used: they are told of each time. What is on a list goes, also when it was here before."""
        new, known = 0, 0
        errors: dict[str, ManumitError] = {}
        self._changed()
        for done, (subject, path) in enumerate(pictures):
            step(done, len(pictures))
            name = _template(way.name, subject, _digest(path))
            try:
                self._ask_lists(name, path, way)
                version = self._next(name, way)
                if version is None:
                    known += 1
                    errors |= by_finger(path, self._unused_of(name, path))
                    continue
                templates, unused = way.samples(path)
                fits_a_card(path, len(templates))
                if version > 1 or len(templates) + len(unused) > 1:  # of a card
                    self._note_unused(subject, name, told_of(path, unused))
                    self._drop(name, len(templates))
                # the one that says that this file is there comes last
                for record, one in reversed([*zip(self._names(name), templates, strict=False)]):
                    self._keep(subject, record, one, version)
                new += len(templates)
                errors |= by_finger(path, unused)
            except (UnreadableInput, Erased) as error:
                errors[str(path)] = error
        step(len(pictures), len(pictures))
        refused = {where: f"{error.sentence} {error.hint}".strip() for where, error in errors.items()}
        self._uses.write("enrol", modality=way.name, new=new, refused=len(refused))
        return Enrolled(new, known, refused, errors)

    def _keep(self, subject: str, record: str, one: Template, version: int) -> None:
        """Sealed; of a card that an earlier version of the program left half done, over what is there."""
        way, version = one.modality, max(version, self._after(record))
        self._vault.seal(Item(subject, record, version, one.to_bytes(), _sort(way), {"part": way}))

    def _after(self, record: str) -> int:
        """The version that follows on what is there."""
        known = self._vault.store.get(self._vault.ring.blind(f"record {record}"), None)
        return known.version + 1 if known else 1

    def _note_unused(self, subject: str, name: str, told: bytes) -> None:
        """Why prints of a card cannot be used, told again when it is enrolled again."""
        record = f"{name} {UNUSED}"
        if told or self._has(record):
            self._vault.seal(Item(subject, record, self._after(record), told, UNUSED))

    def _unused_of(self, name: str, path: Path) -> list[UnreadableInput]:
        record = f"{name} {UNUSED}"
        return unused_in(self._vault.read(record).data, path) if self._has(record) else []

    def _drop(self, name: str, found: int) -> None:
        """Of a card, templates of prints that an earlier version of the program found, and this one does not: nothing
        can be compared with them any more."""
        for record in islice(self._names(name), found, MOST_PRINTS):
            if self._has(record):
                self._vault.erase_record(record, "not found by this version of the program")

    def _ask_lists(self, record: str, path: Path, way: Modality) -> None:
        """ListedPicture for what is on a list; where it was taken in before the list came, its template goes."""
        try:
            way.wall(path)
        except ListedPicture:
            for one in self._of_file(record):
                self._vault.erase_record(one, "on a list")
            raise

    def _names(self, name: str) -> Iterator[str]:
        """What the templates of one file are called, the best first: of a card there is one a print. What was erased
        by itself is passed over, as a restored backup erases it again."""
        for number in count(1):
            record = f"{name} {number}" if number > 1 else name
            if number == 1 or self._has(record) or not self._vault.was_erased(record):
                yield record

    def _of_file(self, name: str) -> list[str]:
        """The records of one file that are there."""
        named = (*islice(self._names(name), MOST_PRINTS), f"{name} {UNUSED}")
        return [one for one in named if self._has(one)]

    def _next(self, record: str, way: Modality) -> int | None:
        """The version under which a picture's template is sealed; None when one that can be compared is there.
        UnreadableInput for a picture that was removed."""
        if self._vault.was_erased(record):
            raise UnreadableInput(
                "This picture was removed from this person before.",
                "Take another, or take them in anew.",
                about="removed-before",
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
        self._changed()
        done = self._vault.erase(subject, reason)
        self._uses.write("erase", records=done.records)
        return done.whole

    def remove(self, subject: str, modality: str, digest: str, reason: str) -> bool:
        """Destroy the template of one picture (`digest`: its SHA-256), of a card those of all its prints, of somebody
        of whom others stay; whether no copy of the old key is left that we know of. UsageError when there is none."""
        self._changed()
        record = _template(modality, subject, digest)
        held = self._of_file(record) or [record]
        erased = [self._vault.erase_record(one, reason) for one in held]
        self._uses.write("remove", modality=modality, templates=len(held))
        return all(one.whole for one in erased)

    def describe(self, subject: str, details: Details) -> None:
        """Seal what is said of a person, under the person's key; what was said before is an older version."""
        self._said = None
        self._seal(subject, DETAILS, json.dumps(details.told(), ensure_ascii=False).encode())

    def _seal(self, subject: str, sort: str, told: bytes) -> None:
        record = f"{sort} {subject}"
        self._vault.seal(Item(subject, record, self._after(record), told, sort, {"part": sort}))

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


def _template(modality: str, subject: str, digest: str) -> str:
    """What the template of a picture with this SHA-256 is called."""
    return f"{modality} {subject} {digest}"


def _sort(modality: str) -> str:
    """What retention calls its templates."""
    return f"{modality} template"


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
