"""`manumit identify`: who may this be, among those of one gallery."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.asking import (
    ABOUT,
    Basis,
    Calibration,
    Child,
    Expected,
    LogOf,
    Out,
    Purpose,
    Years,
    answered,
    further,
)
from manumit.doors.cli.enrol import ClassName, ModalityName, gallery_holder
from manumit.doors.cli.known_illegal import Illegal, guard
from manumit.doors.cli.output import Quiet, need, tell
from manumit.doors.cli.unlock import PassphraseFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manumit.engine.biometrics import Asked, Gallery, Modality, Template

Picture = Annotated[Path, typer.Argument(metavar="FILE", help="A picture of one person.")]
Home = Annotated[Path, typer.Option("--gallery", metavar="G", help="Folder of the galleries.")]
OfClass = Annotated[
    ClassName | None, typer.Option("--class", help="Which gallery; needed when there are several.")
]
OfModality = Annotated[
    ModalityName | None, typer.Option("--modality", help="Needed when a gallery holds several.")
]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="MODALITY=FILE", help="A further picture of the same person; often."),
]
About = Annotated[str, typer.Option("--about", metavar="DETAILS", help=ABOUT)]


def identify(
    file: Picture,
    gallery: Home,
    kind: OfClass = None,
    modality: OfModality = None,
    purpose: Purpose = "",
    basis: Basis = "",
    expected: Expected = 1.0,
    child: Child = False,
    years: Years = 0.0,
    also: Also = None,
    about: About = "",
    workspace: LogOf = None,
    calibration: Calibration = None,
    known_illegal: Illegal = None,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Search one gallery for a person. No candidate is the usual answer; a candidate is a question for two people.

    llr is a natural log-likelihood ratio: how much likelier the pictures are if it is the same person. expected_false
    is how many wrong people such a search names on average. Purpose and legal basis are needed (not in class test), and
    every search is written down. Further pictures and what is said of the person are weighed with it, each shown.

    Example: manumit identify found.jpg --gallery G --class missing --purpose "case 14" --basis "consent of the family"
    """
    from manumit.doors.cli.use_log import book_of
    from manumit.engine.biometrics import Asked, Details, Gallery, Use
    from manumit.engine.biometrics import modality as modality_named

    need(file)
    there = [one.value for one in ClassName if (need(gallery) / one.value / "keys").exists()]
    where = only(there, kind, "class")
    use = Use(purpose, basis)
    use.check(where)
    behind = guard(known_illegal, workspace)
    holder = gallery_holder(gallery, where, passphrase_file)
    with Gallery.open(gallery, where, holder, book=book_of(workspace) if workspace else None) as opened:
        way = behind(modality_named(only(opened.modalities(), modality, "modality")))
        asked = Asked(use, expected, child, years, calibration, Details.parse(about))
        pictures = [(way, file), *further(also, behind)]
        told = _searched(opened, pictures, asked)
    answered(told, pictures, out, quiet)
    if told["why_none"] is None:
        tell(quiet, "manumit: two people look at a candidate, each alone, then together. It is no identity.")
    return 3 if told["quality"] == 0.0 else 0


def _searched(opened: Gallery, pictures: Sequence[tuple[Modality, Path]], asked: Asked) -> dict[str, object]:
    """The answer of a gallery, or why no picture can be used. Of a card of prints, each is a picture."""
    from dataclasses import replace

    from manumit.engine.biometrics import as_json

    read, unused = read_of(pictures)
    if not read:
        for why in unused:
            tell(False, f"manumit: {why}")
        return {
            "candidates": [],
            "expected_false": 0.0,
            "threshold_llr": None,
            "quality": 0.0,
            "why_none": " ".join(unused),
        }
    told = opened.identify(*read[0], asked, read[1:])
    return as_json(replace(told, cautions=(*told.cautions, *unused)))


def read_of(
    pictures: Sequence[tuple[Modality, Path]],
) -> tuple[list[tuple[Template, Modality]], list[str]]:
    """Templates of pictures of one person, of a card of prints one of each; and why others cannot be used."""
    from manumit.base.kernel import UnreadableInput

    read: list[tuple[Template, Modality]] = []
    unused: list[UnreadableInput] = []
    for way, path in pictures:
        try:
            templates, why = way.samples(path)
        except UnreadableInput as error:
            unused.append(error)
        else:
            read += [(one, way) for one in templates]
            unused += why
    return read, [f"{one.sentence} {one.hint}".strip() for one in unused]


def only(there: list[str], said: ClassName | ModalityName | None, what: str) -> str:
    """The one that was said, or the only one there is."""
    from manumit.base.kernel import UsageError

    if said is not None:
        return str(said.value)
    if len(there) != 1:
        raise UsageError(
            f"There are several galleries: {', '.join(there)}."
            if there
            else f"There is nothing to search by {what}.",
            f"Say --{what}: one is searched at a time." if there else "Fill a gallery with `manumit enrol`.",
        )
    return there[0]
