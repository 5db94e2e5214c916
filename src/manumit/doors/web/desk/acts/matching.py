"""Takes people into a gallery, has one searched, or a collection of rooms: in the process of a job, without a database.
What was handed in lies sealed in the installation's vault under the id of its use; it is opened in memory alone, and a
batch that was taken in is destroyed when its templates are made.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import Erased, UnreadableInput, UsageError, load_settings
from manumit.base.vault import Item, PassphraseHolder, Vault
from manumit.doors.web.desk.acts.collecting import room_collected
from manumit.doors.web.desk.acts.comparing import looked
from manumit.doors.web.desk.acts.portraits import (
    NAMED_IN,
    Listed,
    Wall,
    bytes_of,
    in_memory,
    named_pictures,
    plain,
    shown_copy,
)
from manumit.doors.web.desk.acts.rooming import room_looked_for
from manumit.doors.web.house import House
from manumit.engine.pictures import digests_of

if TYPE_CHECKING:
    from manumit.engine.biometrics import CaseForm, Gallery, Template, Wrong
    from manumit.engine.biometrics import Modality as Way
    from manumit.engine.evidence import Workspace

Json = dict[str, Any]
Tell = Callable[[str, int, int], None]
SORT: Final = "picture"


def work(asked: Mapping[str, Any], house: House, workspace: Path, tell: Tell) -> Json:
    """Do what was asked for; the job's result, which names nobody. Lists of pictures that must not be looked at are
    asked anew each time; one that cannot be read stops everything."""
    from manumit.engine.pictures import lists_of

    lists = lists_of(load_settings())
    with _opened(house.vault, house.secret("vault.secret")) as vault:
        if asked["what"] == "enrol":
            return _enrol(asked, house, vault, Wall(workspace, lists), tell)
        if asked["what"] == "room":
            return room_looked_for(asked, vault, Wall(workspace, lists), lists, tell)
        if asked["what"] == "collect":
            return room_collected(asked, vault, Wall(workspace, lists), lists, tell)
        if asked["what"] == "forms":
            return _take_forms(asked, house, vault, tell)
        with ExitStack() as stack:
            gallery = (
                stack.enter_context(opened_gallery(house, asked["slug"], asked["kind"]))
                if asked["kind"]
                else None
            )
            return looked(asked, vault, gallery, Wall(workspace, lists), tell)


def secret_of(house: House, slug: str, kind: str) -> str:
    """What opens the gallery of one class in a workspace."""
    return house.secret(f"gallery-{slug}-{kind}.secret")


@contextmanager
def opened_gallery(house: House, slug: str, kind: str, make: bool = False) -> Iterator[Gallery]:
    """The gallery of a class, for one job."""
    from manumit.engine.biometrics import Gallery

    holder = PassphraseHolder(secret_of(house, slug, kind))
    with Gallery.open(house.galleries / slug, kind, holder, make=make) as gallery:
        yield gallery


@contextmanager
def _opened(folder: Path, passphrase: str) -> Iterator[Vault]:
    with Vault.open(folder, PassphraseHolder(passphrase)) as vault:
        yield vault


# --- Taking people in


def _enrol(asked: Mapping[str, Any], house: House, vault: Vault, wall: Wall, tell: Tell) -> Json:
    from manumit.engine.biometrics import modality
    from manumit.engine.evidence import Workspace

    if (done := _report(vault, asked["batch"])) is not None:  # a job that was killed after its last step
        return dict(done["told"])
    way = modality(asked["modality"])
    with opened_gallery(house, asked["slug"], asked["kind"], make=True) as gallery:
        taken = _Taken(gallery, way, wall, asked.get("added", False))
        every = (
            _handed_in(vault, asked["pictures"])
            if asked["pictures"]
            else _in_records(gallery, Workspace.open(wall.workspace), asked["kind"])
        )
        total = len(asked["pictures"])
        for done_now, one in enumerate(every):
            tell("enrol", done_now, total)
            taken.take(one)
    told = {"new": taken.new, "known": taken.known, "people": list(taken.people.values())}
    return _reported(asked, vault, told, taken.refused, taken.unlike)


def _take_forms(asked: Mapping[str, Any], house: House, vault: Vault, tell: Tell) -> Json:
    """Case forms, of one or of many: each a person."""
    from manumit.engine.biometrics import CaseForm

    if (done := _report(vault, asked["batch"])) is not None:
        return dict(done["told"])
    refused: list[Json] = []
    data = [bytes_of(vault, item) for item in asked["items"]]
    with ExitStack() as stack:
        gallery = stack.enter_context(opened_gallery(house, asked["slug"], asked["kind"], make=True))
        forms, blind = {}, gallery.vault.ring.blind
        if asked["subject"]:
            forms[asked["subject"]] = CaseForm.from_bytes(data[0])
        else:
            files = [stack.enter_context(in_memory(one)) for one in data]
            read, wrong = _forms_in(files)
            # the same number at every run, should this one be killed
            forms = {"s" + blind(f"{asked['batch']} {ident}")[:31]: form for ident, form in read.items()}
            names = {
                str(file): json.loads(vault.read(item).data)["name"]
                for file, item in zip(files, asked["items"], strict=True)
            }
            refused = [
                {"name": f"{names[one.file]}, {one.line}", "why": f"{one.reason}. {one.hint}"}
                for one in wrong
            ]
        for at, (subject, form) in enumerate(forms.items()):
            tell("enrol", at, len(forms))
            gallery.tell(subject, form)
    told = {"new": len(forms), "known": 0, "people": [{"subject": one} for one in forms]}
    return _reported(asked, vault, told, refused)


def _forms_in(files: Sequence[Path]) -> tuple[dict[str, CaseForm], tuple[Wrong, ...]]:
    from manumit.engine.biometrics import read_case_forms

    try:
        return read_case_forms(files[0], files[1:])
    except UsageError as error:
        name = next((one for one in files if str(one) in error.sentence), files[0])
        raise UsageError(plain(error.sentence.replace(str(name), "A file"), name), error.hint) from error


def _reported(
    asked: Mapping[str, Any], vault: Vault, told: Json, refused: list[Json], unlike: Sequence[Json] = ()
) -> Json:
    """The job's result; what was refused is sealed, and what was handed in is destroyed."""
    told |= {"refused": len(refused), "use": asked["use"]}
    report = json.dumps({"told": told, "refused": refused, "unlike": list(unlike)}).encode()
    vault.seal(Item(f"{asked['batch']}-report", f"{asked['batch']}-report", 1, report, "enrolment"))
    with suppress(UsageError):  # nothing was handed in: taken from records
        vault.erase(asked["batch"], "the templates are made")
    return told


def _report(vault: Vault, batch: str) -> Json | None:
    try:
        told: Json = json.loads(vault.read(f"{batch}-report").data)
    except UsageError:
        return None
    return told


def report_of(vault: Vault, batch: str) -> Json:
    """What is told of a batch once it is done: `refused` {name, why} each, `unlike` {name, llr}."""
    with suppress(Erased):
        return _report(vault, batch) or {}
    return {}


class _Picture:
    """One that was handed in or named in a record. `data` is read when it is its turn; `place`: where it lies."""

    def __init__(self, subject: str, name: str, data: Callable[[], bytes], words: Json, place: str) -> None:
        self.subject, self.name, self.data, self.words, self.place = subject, name, data, words, place


class _Taken:
    """What enrolling did so far."""

    def __init__(self, gallery: Gallery, way: Way, wall: Wall, added: bool = False) -> None:
        self._gallery, self._way, self._wall, self._added = gallery, way, wall, added
        self.new = self.known = 0
        self.refused: list[Json] = []
        self.people: dict[str, Json] = {}
        self.unlike: list[Json] = []
        """Faces added to somebody that speak for another person: {name, llr}."""

    def take(self, one: _Picture) -> None:
        """A template and a copy to look at of each print or of the picture, or the reason why not."""
        try:
            data = one.data()
            self._wall.stop(data, one.place)
            pieces = self._pieces(one.name, data)
        except Listed as error:
            self._forget(one.subject, data)
            self._refuse(one.name, f"{error.sentence} {error.hint}")
        except UnreadableInput as error:
            self._refuse(one.name, f"{error.sentence} {error.hint}")
        except OSError:
            self._refuse(one.name, "The file is not there any more. Read the workspace's files again.")
        else:
            for name, piece in pieces:
                self._take(one, name, piece)

    def _refuse(self, name: str, why: str) -> None:
        self.refused.append({"name": name, "why": why})

    def _pieces(self, name: str, data: bytes) -> list[tuple[str, bytes]]:
        """The picture; of a file with prints each by itself, as `prints unpack` takes it apart."""
        from manumit.engine.biometrics import is_print_file, unpacked

        if self._way.name != "fingerprint" or not is_print_file(data[:32]):
            return [(name, data)]
        with in_memory(data) as path:
            try:
                found = list(unpacked(path))
            except UnreadableInput as error:
                raise type(error)(plain(error.sentence, path), error.hint) from error
        several = len(found) > 1
        return [(f"{name}, finger {finger}" if several else name, one) for finger, _end, one in found]

    def _take(self, one: _Picture, name: str, data: bytes) -> None:
        with in_memory(data) as path:
            try:
                copy = shown_copy(path)  # before its template: what nobody could look at is not held
            except UnreadableInput as error:
                self._refuse(name, plain(f"{error.sentence} {error.hint}", path))
                return
            held = self._held(one.subject)
            done = self._gallery.enrol([(one.subject, path)], self._way)
            if why := plain("".join(done.refused.values()), path):
                self._refuse(name, why)
                return
            if done.new and held:
                self._compare(name, path, held)
        self.new, self.known = self.new + done.new, self.known + done.known
        self._keep(one, name, copy, digests_of(data))
        self.people[one.subject] = {"subject": one.subject} | {
            name: one.words[name] for name in ("record_id", "source") if name in one.words
        }

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

    def _keep(self, one: _Picture, name: str, copy: bytes, digests: Mapping[str, str]) -> None:
        vault = self._gallery.vault
        about = json.dumps({"name": one.words.get("person", "")}, ensure_ascii=False).encode()
        if not _there(vault, f"about {one.subject}"):
            vault.seal(Item(one.subject, f"about {one.subject}", 1, about, "about"))
        original = digests["sha256"]
        record = _copy(one.subject, self._way.name, original)
        if not _there(vault, record):
            told = {"name": name, "modality": self._way.name, "digest": original, "digests": digests}
            words = json.dumps(told, ensure_ascii=False).encode()
            vault.seal_file(
                Item(one.subject, record, 1, words, SORT, {"copies": one.subject}), io.BytesIO(copy)
            )


def _copy(subject: str, modality: str, digest: str) -> str:
    return f"copy {subject} {modality} {digest}"


def _there(vault: Vault, record: str) -> bool:
    try:
        vault.read(record)
    except UsageError:
        return False
    return True


def _handed_in(vault: Vault, pictures: Sequence[Mapping[str, str]]) -> Iterator[_Picture]:
    for one in pictures:
        words: Json = json.loads(vault.read(one["item"]).data)
        yield _Picture(
            one["subject"], words["name"], partial(bytes_of, vault, one["item"]), words, one["item"]
        )


def _in_records(gallery: Gallery, place: Workspace, wanted: str) -> Iterator[_Picture]:
    """Pictures that records of the workspace name, and that lie beside the file they were read from."""
    for kind, column, of in NAMED_IN:
        if of != wanted:
            continue
        for record_id, name, path in named_pictures(place, kind, column):
            # the same picture of the same record is the same subject at every run, and whoever left stays away
            subject = "s" + gallery.vault.ring.blind(f"{kind} {record_id} {name}")[:31]
            words = {"record_id": record_id, "source": kind, "person": ""}
            yield _Picture(subject, Path(name).name, path.read_bytes, words, str(path))
