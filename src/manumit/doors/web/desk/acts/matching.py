"""Takes people into a gallery, has one searched, or a collection of rooms: in the process of a job, without a database.
What was handed in lies sealed in the installation's vault under the id of its use; it is opened in memory alone, and a
batch that was taken in is destroyed when its templates are made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Erased, UsageError, load_settings
from manumit.base.vault import Item, PassphraseHolder, Vault
from manumit.doors.web.desk.acts.collecting import room_collected
from manumit.doors.web.desk.acts.comparing import looked
from manumit.doors.web.desk.acts.portraits import (
    Wall,
    bytes_of,
    in_memory,
    plain,
)
from manumit.doors.web.desk.acts.rooming import room_looked_for
from manumit.doors.web.desk.acts.taking import Taken, handed_in, in_records
from manumit.doors.web.house import House

if TYPE_CHECKING:
    from manumit.engine.biometrics import CaseForm, Gallery, Wrong

Json = dict[str, Any]
Tell = Callable[[str, int, int], None]


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
            named = _lists(asked, house, stack)
            return looked(asked, vault, gallery, Wall(workspace, lists), tell, named)


def _lists(asked: Mapping[str, Any], house: House, stack: ExitStack) -> dict[str, Gallery]:
    """The galleries that a check of this aim may ask and that are there, opened; none for all other uses."""
    from manumit.engine.biometrics import AIMS

    home = house.galleries / asked["slug"]
    return {
        kind: stack.enter_context(opened_gallery(house, asked["slug"], kind))
        for kind in AIMS.get(asked.get("aim", ""), ())
        if (home / kind / "keys").exists()
    }


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
    from manumit.engine.biometrics import NONE_INSTALLED, modality
    from manumit.engine.evidence import Workspace

    if (done := _report(vault, asked["batch"])) is not None:  # a job that was killed after its last step
        return dict(done["told"])
    way = modality(asked["modality"])
    with opened_gallery(house, asked["slug"], asked["kind"], make=True) as gallery:
        taken = Taken(gallery, way, wall, asked.get("added", False))
        every = (
            handed_in(vault, asked["pictures"])
            if asked["pictures"]
            else in_records(gallery, Workspace.open(wall.workspace), asked["kind"])
        )
        total = len(asked["pictures"])
        for done_now, one in enumerate(every):
            tell("enrol", done_now, total)
            taken.take(one)
    told = {"new": taken.new, "known": taken.known, "people": list(taken.people.values())}
    bare = NONE_INSTALLED in way.lacks()  # sealed: a detector may be here by the time somebody reads it
    return _reported(
        asked, vault, told, taken.refused, unlike=taken.unlike, attack=taken.attacks, unguarded=bare
    )


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
    asked: Mapping[str, Any], vault: Vault, told: Json, refused: list[Json], **more: list[Json] | bool
) -> Json:
    """The job's result; what was refused is sealed with what `more` is told, and what was handed in is destroyed."""
    told |= {"refused": len(refused), "use": asked["use"]}
    report = json.dumps({"told": told, "refused": refused, **more}).encode()
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
    """What is told of a batch once it is done: `refused` {name, why} each; of pictures also `unlike` {name, llr},
    `attack` (`acts.taking.Taken.attacks`) and `unguarded`: whether no detector was installed then."""
    with suppress(Erased):
        return _report(vault, batch) or {}
    return {}
