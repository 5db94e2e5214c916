"""`manumit enrol`: pictures become sealed templates of a gallery."""

from __future__ import annotations

import csv
import secrets
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.known_illegal import Illegal, guard
from manumit.doors.cli.output import need, tell
from manumit.doors.cli.unlock import PassphraseFile, secret

if TYPE_CHECKING:
    from manumit.base.vault import KeyHolder
    from manumit.engine.biometrics import Details, Modality

KEY_BESIDE = "passphrase"
"""File in a gallery's folder that holds a drawn passphrase, where nobody chose one."""


class ModalityName(StrEnum):
    """What is compared."""

    face = "face"
    fingerprint = "fingerprint"
    iris = "iris"


class ClassName(StrEnum):
    """Who is in a gallery."""

    victim = "victim"
    missing = "missing"
    suspect = "suspect"
    staff = "staff"
    test = "test"


Folder = Annotated[
    Path,
    typer.Argument(
        metavar="DIR",
        help="Pictures: DIR/subject/picture, or DIR/subject_number.jpg. Prints also as .wsq, .fmr, .an2, .nist,"
        " .eft. Nothing is changed there.",
    ),
]
Home = Annotated[Path, typer.Option("--gallery", metavar="G", help="Folder of the galleries; made if new.")]
OfClass = Annotated[
    ClassName,
    typer.Option("--class", help="Who these people are: a gallery each, never searched together."),
]
Said = Annotated[
    Path | None,
    typer.Option(
        "--details",
        metavar="P.csv",
        help="What is said of these people, sealed too: subject,name,birth_date,age,age_on,place,seen_on,taken_on.",
    ),
]


def enrol(
    folder: Folder,
    gallery: Home,
    modality: Annotated[ModalityName, typer.Option("--modality", help="What is compared.")],
    kind: OfClass,
    details: Said = None,
    known_illegal: Illegal = None,
    passphrase_file: PassphraseFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")] = False,
) -> int:
    """Make a sealed template of each picture. The subject is the folder, else the file's name before the last `_`.

    Pictures from which nobody can be told are refused, each with what to do better. A stopped enrolment goes on where
    it was: what is there is not read again, unless an earlier version of the program made its template. Each person has
    a key of their own, under the passphrase of the gallery. What is on a LIST is not read, and goes if it was here.

    Example: manumit enrol photos/ --gallery G --modality face --class missing --passphrase-file pass.txt
    """
    from manumit.base.kernel import UsageError
    from manumit.doors.cli.progress import reporter
    from manumit.engine.biometrics import NONE_INSTALLED, Gallery
    from manumit.engine.biometrics import modality as modality_named

    pictures = labelled(need(folder))
    if not pictures:
        raise UsageError(
            f"There is no picture in {folder}.", "Put them in DIR/subject/, or name them subject_1.jpg."
        )
    way = guard(known_illegal)(modality_named(modality.value))
    said = described(need(details)) if details else {}
    holder = gallery_holder(gallery, kind.value, passphrase_file, make=True)
    with (
        Gallery.open(gallery, kind.value, holder, make=True) as opened,
        reporter(quiet) as shown,
    ):
        done = opened.enrol(pictures, way, lambda at, total: shown.stage("enrol", at, total))
        for subject, one in said.items():
            opened.describe(subject, one)
    for path, why in done.refused.items():
        print(f"manumit: refused: {why if path in why else f'{path}: {why}'}", file=sys.stderr)
    for words in way.lacks():
        tell(quiet, f"manumit: {words}")
    if NONE_INSTALLED not in way.lacks():
        _suspected([path for _, path in pictures if str(path) not in done.refused], way)
    tell(
        quiet,
        f"manumit: {done.new} enrolled, {done.known} there before, {len(done.refused)} refused, of"
        f" {len({who for who, _ in pictures})} subjects.",
    )
    return 3 if done.refused else 0


def described(path: Path) -> dict[str, Details]:
    """What a file says of each subject. UsageError for a column or a value that is none."""
    from manumit.base.kernel import UsageError
    from manumit.engine.biometrics import Details

    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    if not rows or "subject" not in rows[0]:
        raise UsageError(f"{path} has no column subject.", "One row a person, with a header.")
    return {
        row["subject"]: Details.of({name: value or "" for name, value in row.items() if name != "subject"})
        for row in rows
    }


def _suspected(pictures: list[Path], way: Modality) -> None:
    """What the operator's detector thinks of those enrolled. It refuses nobody: somebody looks."""
    from manumit.engine.biometrics import finger_named

    for path in pictures:
        for one in way.attack(path):
            if not one.judged or one.judged.suspected:
                what = f"{path}: {finger_named(one.finger)}" if one.finger else path
                print(
                    f"manumit: {what}: {'an attack is suspected' if one.judged else one.told}",
                    file=sys.stderr,
                )


def labelled(folder: Path) -> list[tuple[str, Path]]:
    """(subject, file) below a folder, in the order of their paths; hidden files are left out."""
    files = sorted(
        one
        for one in folder.rglob("*")
        if one.is_file() and not any(part.startswith(".") for part in one.relative_to(folder).parts)
    )
    return [(subject_of(folder, one), one) for one in files]


def subject_of(folder: Path, file: Path) -> str:
    """The folder it lies in, else what stands before the last `_` of its name."""
    inside = file.relative_to(folder).parent
    return inside.as_posix() if inside.parts else file.stem.rpartition("_")[0] or file.stem


def gallery_holder(home: Path, kind: str, passphrase_file: Path | None, make: bool = False) -> KeyHolder:
    """What opens a gallery: a passphrase, else one that was drawn and lies beside it, with a warning."""
    from manumit.base.kernel import UsageError
    from manumit.base.vault import PassphraseHolder, write_whole

    folder, beside = home / kind, home / f"{kind}.{KEY_BESIDE}"
    if (folder / "keys").exists():
        return PassphraseHolder(
            secret(passphrase_file or (beside if beside.exists() else None), "passphrase")
        )
    if not make:
        raise UsageError(f"{home} has no gallery of class {kind}.", "Make it with `manumit enrol`.")
    if passphrase_file is not None:
        return PassphraseHolder(secret(passphrase_file, "passphrase"))
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not beside.exists():
        write_whole(beside, f"{secrets.token_hex(32)}\n".encode())
    if kind != "test":
        print(
            f"manumit: no passphrase was given: the key of this gallery lies in {beside}. Whoever copies the folder can"
            " read it. Give --passphrase-file, or keep that file elsewhere and name it so.",
            file=sys.stderr,
        )
    return PassphraseHolder(secret(beside, "passphrase"))
