"""`manumit identify` and `manumit verify`: who may this be, and are these two the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.enrol import ClassName, ModalityName, gallery_holder
from manumit.doors.cli.output import need, result, tell
from manumit.doors.cli.unlock import PassphraseFile

if TYPE_CHECKING:
    from manumit.engine.biometrics import Modality

Purpose = Annotated[str, typer.Option("--purpose", help="What for; it is written down.")]
Basis = Annotated[str, typer.Option("--basis", help="On which legal basis: an article, an order, a consent.")]
Calibration = Annotated[
    Path | None,
    typer.Option("--calibration", metavar="CARD.json", help="A card of your own instead of the one shipped."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")]
Out = Annotated[Path | None, typer.Option("--out", help="JSON goes to this file instead of stdout.")]
Child = Annotated[bool, typer.Option("--child", help="A child is searched for: the ratio is capped.")]
Years = Annotated[
    float,
    typer.Option("--years", min=0, help="Years between the pictures, about: over 5 the ratio is capped."),
]


def identify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A picture of one person.")],
    gallery: Annotated[Path, typer.Option("--gallery", metavar="G", help="Folder of the galleries.")],
    kind: Annotated[
        ClassName | None, typer.Option("--class", help="Which gallery; needed when there are several.")
    ] = None,
    modality: Annotated[
        ModalityName | None, typer.Option("--modality", help="Needed when a gallery holds several.")
    ] = None,
    purpose: Purpose = "",
    basis: Basis = "",
    expected: Annotated[
        float, typer.Option("--expected", min=1e-6, max=10, help="Most false candidates to be expected.")
    ] = 1.0,
    child: Child = False,
    years: Years = 0.0,
    calibration: Calibration = None,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Search one gallery for a person. No candidate is the usual answer; a candidate is a question for two people.

    llr is a natural log-likelihood ratio: how much likelier the pictures are if it is the same person. expected_false
    is how many wrong people such a search names on average. Purpose and legal basis are needed (not in class test), and
    every search is written down.

    Example: manumit identify found.jpg --gallery G --class missing --purpose "case 14" --basis "consent of the family"
    """
    from manumit.base.kernel import UnreadableInput
    from manumit.engine.biometrics import Asked, Gallery, Use, as_json
    from manumit.engine.biometrics import modality as modality_named

    need(file)
    where = _only(
        [one.value for one in ClassName if (need(gallery) / one.value / "keys").exists()], kind, "class"
    )
    use = Use(purpose, basis)
    use.check(where)
    with Gallery.open(gallery, where, gallery_holder(gallery, where, passphrase_file)) as opened:
        way = modality_named(_only(opened.modalities(), modality, "modality"))
        asked = Asked(use, expected, child, years, calibration)
        try:
            told = as_json(opened.identify(way.read(file), way, asked))
            told["presentation_attack"] = way.attack(file)
        except UnreadableInput as error:
            why = f"{error.sentence} {error.hint}"
            told = {
                "candidates": [],
                "expected_false": 0.0,
                "threshold_llr": None,
                "quality": 0.0,
                "why_none": why,
            }
            tell(False, f"manumit: {why}")
    told["lacks"] = _lacks(way, quiet)
    with result(out) as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    if told["why_none"] is None:
        tell(quiet, "manumit: two people look at a candidate, each alone, then together. It is no identity.")
    return 3 if told["quality"] == 0.0 else 0


def _lacks(way: Modality, quiet: bool) -> list[str]:
    """What this installation lacks, in the answer and loudly."""
    for words in way.lacks():
        tell(quiet, f"manumit: {words}")
    return list(way.lacks())


def _only(there: list[str], said: ClassName | ModalityName | None, what: str) -> str:
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


def verify(
    a: Annotated[Path, typer.Argument(metavar="A", help="A picture of one person.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Another picture.")],
    modality: Annotated[ModalityName, typer.Option("--modality", help="What is compared.")],
    purpose: Purpose = "",
    basis: Basis = "",
    child: Child = False,
    years: Years = 0.0,
    calibration: Calibration = None,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """Compare two pictures: a likelihood ratio and what it means in words, never a yes or no.

    Purpose and legal basis are needed, and written down.

    Example: manumit verify passport.jpg traveller.jpg --modality face --purpose "border check" --basis "Art. 8 SBC"
    """
    from manumit.base.kernel import UnreadableInput
    from manumit.doors.cli.use_log import log_use
    from manumit.engine.biometrics import Asked, Use, compare_two
    from manumit.engine.biometrics import modality as modality_named

    use = Use(purpose, basis)
    use.check("verify")
    way = modality_named(modality.value)
    log_use("verify", purpose, basis, [need(a), need(b)])
    try:
        one, other = way.read(a), way.read(b)
        told = compare_two(one, other, way, Asked(use, child=child, years=years, card=calibration))
        if way.second is not None:
            told["second_vote"] = way.second(one, other)
        told["presentation_attack"] = [way.attack(each) for each in (a, b)]
    except UnreadableInput as error:
        told = {"llr": None, "says": None, "quality": 0.0, "why_none": f"{error.sentence} {error.hint}"}
        tell(False, f"manumit: {told['why_none']}")
    told["lacks"] = _lacks(way, quiet)
    with result(out) as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 3 if told["why_none"] else 0
