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
    from manumit.engine.biometrics import Modality, Template
    from manumit.engine.evidence import Logbook

Purpose = Annotated[str, typer.Option("--purpose", help="What for; it is written down.")]
Basis = Annotated[str, typer.Option("--basis", help="On which legal basis: an article, an order, a consent.")]
Calibration = Annotated[
    Path | None,
    typer.Option("--calibration", metavar="CARD.json", help="A card of your own instead of the one shipped."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")]
Out = Annotated[Path | None, typer.Option("--out", help="JSON goes to this file instead of stdout.")]
Child = Annotated[bool, typer.Option("--child", help="A child is searched for: the ratio is capped.")]
ABOUT = (
    "What is said of the person: 'name=Ana Example; birth_date=1999-02-01; place=Graz; taken_on=2026-03-01'."
)
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
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="MODALITY=FILE", help="A further picture of the same person; often."),
    ] = None,
    about: Annotated[str, typer.Option("--about", metavar="DETAILS", help=ABOUT)] = "",
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace", metavar="W", help="The leaf goes into its log instead of the gallery's own."
        ),
    ] = None,
    calibration: Calibration = None,
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
    from manumit.base.kernel import UnreadableInput
    from manumit.engine.biometrics import Asked, Details, Gallery, Use, as_json
    from manumit.engine.biometrics import modality as modality_named

    need(file)
    where = _only(
        [one.value for one in ClassName if (need(gallery) / one.value / "keys").exists()], kind, "class"
    )
    use = Use(purpose, basis)
    use.check(where)
    holder = gallery_holder(gallery, where, passphrase_file)
    with Gallery.open(gallery, where, holder, book=_book(workspace)) as opened:
        way = modality_named(_only(opened.modalities(), modality, "modality"))
        asked = Asked(use, expected, child, years, calibration, Details.parse(about))
        others = [(modality_named(name), path) for name, path in _further(also or [])]
        try:
            read = [(of.read(path), of) for of, path in others]
            told = as_json(opened.identify(way.read(file), way, asked, read))
            told["presentation_attack"] = [of.attack(path) for of, path in ((way, file), *others)]
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


def _book(workspace: Path | None) -> Logbook | None:
    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import Logbook, Workspace

    return Logbook(Workspace.open(need(workspace)).path, load_settings()) if workspace else None


def _further(also: list[str]) -> list[tuple[str, Path]]:
    """(modality, file) of each --also. UsageError for what is none."""
    from manumit.base.kernel import UsageError

    pairs = [one.partition("=") for one in also]
    if wrong := [one for one, (_, equals, _) in zip(also, pairs, strict=True) if not equals]:
        raise UsageError(f"{wrong[0]!r} does not say what it is.", "Such as --also fingerprint=finger.png.")
    return [(name, need(Path(path))) for name, _, path in pairs]


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
    also_a: Annotated[
        list[str] | None,
        typer.Option(
            "--also-a", metavar="MODALITY=FILE", help="A further picture of the first person; often."
        ),
    ] = None,
    also_b: Annotated[
        list[str] | None,
        typer.Option("--also-b", metavar="MODALITY=FILE", help="The same of the second."),
    ] = None,
    about_a: Annotated[str, typer.Option("--about-a", metavar="DETAILS", help=ABOUT)] = "",
    about_b: Annotated[
        str, typer.Option("--about-b", metavar="DETAILS", help="The same of the second.")
    ] = "",
    calibration: Calibration = None,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """Compare two pictures: a likelihood ratio and what it means in words, never a yes or no.

    Further pictures, and what is said of both, are weighed with them, each shown as a part. Purpose and legal basis are
    needed, and written down.

    Example: manumit verify passport.jpg traveller.jpg --modality face --purpose "border check" --basis "Art. 8 SBC"
    """
    from manumit.base.kernel import UnreadableInput
    from manumit.doors.cli.use_log import log_use
    from manumit.engine.biometrics import Asked, Details, Use, compare_people, compare_two
    from manumit.engine.biometrics import modality as modality_named

    use = Use(purpose, basis)
    use.check("verify")
    way = modality_named(modality.value)
    asked = Asked(use, child=child, years=years, card=calibration, about=Details.parse(about_a))
    theirs = Details.parse(about_b)
    sides = [[(modality.value, need(one)), *_further(also or [])] for one, also in ((a, also_a), (b, also_b))]
    log_use("verify", purpose, basis, [path for side in sides for _, path in side])
    try:
        if also_a or also_b or about_a or about_b:
            left, right = ([_read(name, path) for name, path in side] for side in sides)
            told = compare_people(left, right, theirs, asked)
        else:
            one, other = way.read(a), way.read(b)
            told = compare_two(one, other, way, asked)
            if way.second is not None:
                told["second_vote"] = way.second(one, other)
        told["presentation_attack"] = [
            modality_named(name).attack(path) for side in sides for name, path in side
        ]
    except UnreadableInput as error:
        told = {"llr": None, "says": None, "quality": 0.0, "why_none": f"{error.sentence} {error.hint}"}
        tell(False, f"manumit: {told['why_none']}")
    told["lacks"] = _lacks(way, quiet)
    with result(out) as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 3 if told["why_none"] else 0


def _read(name: str, path: Path) -> tuple[Template, Modality]:
    from manumit.engine.biometrics import modality as modality_named

    way = modality_named(name)
    return way.read(path), way
