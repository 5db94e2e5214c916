"""`manumit verify`: are two pictures of one person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.asking import (
    ABOUT,
    Basis,
    Calibration,
    Child,
    LogOf,
    Out,
    Purpose,
    Years,
    answered,
    further,
)
from manumit.doors.cli.enrol import ModalityName
from manumit.doors.cli.identify import read_of
from manumit.doors.cli.known_illegal import Illegal, guard
from manumit.doors.cli.output import Quiet, need, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manumit.engine.biometrics import Asked, Details, Modality

    Side = Sequence[tuple[Modality, Path]]

One = Annotated[Path, typer.Argument(metavar="A", help="A picture of one person.")]
Other = Annotated[Path, typer.Argument(metavar="B", help="Another picture.")]
OfModality = Annotated[ModalityName, typer.Option("--modality", help="What is compared.")]
AlsoOne = Annotated[
    list[str] | None,
    typer.Option("--also-a", metavar="MODALITY=FILE", help="A further picture of the first person; often."),
]
AlsoOther = Annotated[
    list[str] | None, typer.Option("--also-b", metavar="MODALITY=FILE", help="The same of the second.")
]
AboutOne = Annotated[str, typer.Option("--about-a", metavar="DETAILS", help=ABOUT)]
AboutOther = Annotated[str, typer.Option("--about-b", metavar="DETAILS", help="The same of the second.")]


def verify(
    a: One,
    b: Other,
    modality: OfModality,
    purpose: Purpose = "",
    basis: Basis = "",
    child: Child = False,
    years: Years = 0.0,
    also_a: AlsoOne = None,
    also_b: AlsoOther = None,
    about_a: AboutOne = "",
    about_b: AboutOther = "",
    workspace: LogOf = None,
    calibration: Calibration = None,
    known_illegal: Illegal = None,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """Compare two pictures: a likelihood ratio and what it means in words, never a yes or no.

    Further pictures, and what is said of both, are weighed with them, each shown as a part. Purpose and legal basis are
    needed, and written down, with a leaf of a log.

    Example: manumit verify passport.jpg traveller.jpg --modality face --purpose "border check" --basis "Art. 8 SBC"
    """
    from manumit.doors.cli.use_log import log_leaf, log_use
    from manumit.engine.biometrics import Asked, Details, Use
    from manumit.engine.biometrics import modality as modality_named

    use = Use(purpose, basis)
    use.check("verify")
    behind = guard(known_illegal, workspace)
    way = behind(modality_named(modality.value))
    asked = Asked(use, child=child, years=years, card=calibration, about=Details.parse(about_a))
    theirs = Details.parse(about_b)
    left, right = ([(way, need(one)), *further(also, behind)] for one, also in ((a, also_a), (b, also_b)))
    both = [*left, *right]
    named = " ".join(dict.fromkeys(of.name for of, _ in both))
    log_leaf("pair", log_use("verify", purpose, basis, [path for _, path in both], modality=named), workspace)
    told = _compared(left, right, theirs, asked, alone=not (also_a or also_b or about_a or about_b))
    answered(told, both, out, quiet)
    return 3 if told["why_none"] else 0


def _compared(left: Side, right: Side, theirs: Details, asked: Asked, alone: bool) -> dict[str, object]:
    """The ratio of two people, or of two pictures `alone`, with the second vote where there is one; or why not."""
    from manumit.engine.biometrics import compare_people, compare_two

    (mine, bad), (other, too) = read_of(left), read_of(right)
    unused = [*bad, *too]
    if not mine or not other:
        for why in unused:
            tell(False, f"manumit: {why}")
        return {"llr": None, "says": None, "quality": 0.0, "why_none": " ".join(unused)}
    if not alone or len(mine) + len(other) > 2:
        told = compare_people(mine, other, theirs, asked)
    else:
        ((one, way), (two, _)) = mine[0], other[0]
        told = compare_two(one, two, way, asked)
        if way.second is not None:
            told["second_vote"] = way.second(one, two)
    said = told["cautions"]
    assert isinstance(said, tuple)
    return {**told, "cautions": (*said, *unused)}
