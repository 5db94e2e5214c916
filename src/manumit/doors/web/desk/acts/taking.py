"""Pictures of people become templates in a gallery, each with a copy to look at, or are refused with the reason: those
that were handed in, and those that records name. In the process of a job, without a database.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import Erased, ManumitError, UnreadableInput, UsageError
from manumit.base.vault import Item, Vault
from manumit.doors.web.desk.acts.cards import fingers_of, judged
from manumit.doors.web.desk.acts.portraits import (
    NAMED_IN,
    Listed,
    Wall,
    bytes_of,
    in_memory,
    named_pictures,
    refusal,
    shown_copy,
)
from manumit.engine.pictures import digests_of

if TYPE_CHECKING:
    from manumit.engine.biometrics import Gallery, Template
    from manumit.engine.biometrics import Modality as Way
    from manumit.engine.evidence import Workspace

Json = dict[str, Any]
SORT: Final = "picture"
"""What the vault calls sealed pictures."""


class Picture:
    """One that was handed in or named in a record. `data` is read when it is its turn; `place`: where it lies."""

    def __init__(self, subject: str, name: str, data: Callable[[], bytes], words: Json, place: str) -> None:
        self.subject, self.name, self.data, self.words, self.place = subject, name, data, words, place


class Taken:
    """What enrolling did so far."""

    def __init__(self, gallery: Gallery, way: Way, wall: Wall, added: bool = False) -> None:
        self._gallery, self._way, self._wall, self._added = gallery, way, wall, added
        self.new = self.known = 0
        self.refused: list[Json] = []
        self.people: dict[str, Json] = {}
        self.unlike: list[Json] = []
        """Faces added to somebody that speak for another person: {name, llr}."""
        self.attacks: list[Json] = []
        """What a detector of presentation attacks suspects, or why it said nothing, as in answers; `n`: the file."""

    def take(self, one: Picture) -> None:
        """A template and a copy to look at of each print or of the picture, or the reason why not."""
        try:
            data = one.data()
            self._wall.stop(data, one.place)
            pieces = self._pieces(one.name, data)
        except Listed as error:
            self._forget(one.subject, data)
            self._refuse(one.name, 0, error)
        except UnreadableInput as error:
            self._refuse(one.name, 0, error)
        except OSError:
            gone = UnreadableInput(
                "The file is not there any more.", "Read the workspace's files again.", about="file-gone"
            )
            self._refuse(one.name, 0, gone)
        else:
            for finger, piece in pieces:
                self._take(one, finger, piece)

    def _refuse(self, file: str, finger: int, error: ManumitError, path: Path | None = None) -> None:
        """`finger`: of a file with several prints, the one that it is about; pages have words for ten."""
        told = {"name": _named(file, finger), **refusal(error, path)}
        if 1 <= finger <= 10:
            told |= {"file": file, "numbers": {**error.numbers, "finger": finger}}
        self.refused.append(told)

    def _pieces(self, name: str, data: bytes) -> list[tuple[int, bytes]]:
        """The picture; of a file with prints each by itself and under its finger, but for those that cannot be read."""
        with in_memory(data) as path:
            return fingers_of(self._way, path, lambda finger, why: self._refuse(name, finger, why, path)) or [
                (0, data)
            ]

    def _take(self, one: Picture, finger: int, data: bytes) -> None:
        name = _named(one.name, finger)
        with in_memory(data) as path:
            try:
                copy = shown_copy(path)  # before its template: what nobody could look at is not held
            except UnreadableInput as error:
                self._refuse(one.name, finger, error, path)
                return
            held = self._held(one.subject)
            done = self._gallery.enrol([(one.subject, path)], self._way)
            for why in done.errors.values():
                self._refuse(one.name, finger, why, path)
                return
            if done.new and held:
                self._compare(name, path, held)
            self._judge(one.name, finger, path)
        self.new, self.known = self.new + done.new, self.known + done.known
        self._keep(one, name, finger, copy, digests_of(data))
        self.people[one.subject] = {"subject": one.subject} | {
            name: one.words[name] for name in ("record_id", "source") if name in one.words
        }

    def _judge(self, file: str, finger: int, path: Path) -> None:
        """A detector refuses nobody: somebody looks. What it has nothing against is not told; why it cannot be asked at
        all is told once."""
        for one in judged(self._way, path, file):
            one["finger"] = finger
            before = [other.get("unjudged") for other in self.attacks]
            if one.get("suspected") or one.get("unjudged") not in [None, *before]:
                self.attacks.append(one)

    def _forget(self, subject: str, data: bytes) -> None:
        """Its template and copy go, which were made before the list came."""
        digest = digests_of(data)["sha256"]
        with suppress(UsageError, Erased):
            self._gallery.remove(subject, self._way.name, digest, "on a list")
        with suppress(UsageError, Erased):
            self._gallery.vault.erase_record(_copy(subject, self._way.name, digest), "on a list")

    def _held(self, subject: str) -> list[Template]:
        """Whoever gets a face more is compared with those held before; of prints and eyes another is another."""
        if not self._added or self._way.name != "face":
            return []
        return [one for who, one in self._gallery.templates("face") if who == subject]

    def _compare(self, name: str, path: Path, held: Sequence[Template]) -> None:
        from manumit.engine.biometrics import Asked, Use, compare_two

        new, how = self._way.read(path), Asked(Use("", ""))
        llrs = [
            float(str(compare_two(new, one, self._way, how)["llr"])) for one in held if one.make == new.make
        ]
        if llrs and max(llrs) < 0:
            self.unlike.append({"name": name, "llr": max(llrs)})

    def _keep(self, one: Picture, name: str, finger: int, copy: bytes, digests: Mapping[str, str]) -> None:
        vault = self._gallery.vault
        about = json.dumps({"name": one.words.get("person", "")}, ensure_ascii=False).encode()
        if not _there(vault, f"about {one.subject}"):
            vault.seal(Item(one.subject, f"about {one.subject}", 1, about, "about"))
        original = digests["sha256"]
        record = _copy(one.subject, self._way.name, original)
        if not _there(vault, record):
            told: Json = {"name": name, "modality": self._way.name, "digest": original, "digests": digests}
            told |= {"finger": finger} if finger else {}
            words = json.dumps(told, ensure_ascii=False).encode()
            vault.seal_file(
                Item(one.subject, record, 1, words, SORT, {"copies": one.subject}), io.BytesIO(copy)
            )


def _named(file: str, finger: int) -> str:
    return f"{file}, finger {finger}" if finger else file


def _copy(subject: str, modality: str, digest: str) -> str:
    return f"copy {subject} {modality} {digest}"


def _there(vault: Vault, record: str) -> bool:
    try:
        vault.read(record)
    except UsageError:
        return False
    return True


def handed_in(vault: Vault, pictures: Sequence[Mapping[str, str]]) -> Iterator[Picture]:
    for one in pictures:
        words: Json = json.loads(vault.read(one["item"]).data)
        yield Picture(
            one["subject"], words["name"], partial(bytes_of, vault, one["item"]), words, one["item"]
        )


def in_records(gallery: Gallery, place: Workspace, wanted: str) -> Iterator[Picture]:
    """Pictures that records of the workspace name, and that lie beside the file they were read from."""
    for kind, column, of in NAMED_IN:
        if of != wanted:
            continue
        for record_id, name, path in named_pictures(place, kind, column):
            # the same picture of the same record is the same subject at every run, and whoever left stays away
            subject = "s" + gallery.vault.ring.blind(f"{kind} {record_id} {name}")[:31]
            words = {"record_id": record_id, "source": kind, "person": ""}
            yield Picture(subject, Path(name).name, path.read_bytes, words, str(path))
