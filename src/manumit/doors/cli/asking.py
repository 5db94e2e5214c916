"""What the verbs that compare people ask for and answer alike: options, further pictures, what is lacking, the JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import need, result, tell

if TYPE_CHECKING:
    from manumit.doors.cli.known_illegal import Guard
    from manumit.engine.biometrics import Modality

Purpose = Annotated[str, typer.Option("--purpose", help="What for; it is written down.")]
Basis = Annotated[str, typer.Option("--basis", help="On which legal basis: an article, an order, a consent.")]
Calibration = Annotated[
    Path | None,
    typer.Option("--calibration", metavar="CARD.json", help="A card of your own instead of the one shipped."),
]
Out = Annotated[Path | None, typer.Option("--out", help="JSON goes to this file instead of stdout.")]
Child = Annotated[bool, typer.Option("--child", help="A child is searched for: the ratio is capped.")]
Years = Annotated[
    float,
    typer.Option("--years", min=0, help="Years between the pictures, about: over 5 the ratio is capped."),
]
Expected = Annotated[
    float, typer.Option("--expected", min=1e-6, max=10, help="Most false candidates to be expected.")
]
LogOf = Annotated[
    Path | None,
    typer.Option("--workspace", metavar="W", help="The leaf goes into the log of this workspace."),
]
ABOUT = (
    "What is said of the person: 'name=Ana Example; birth_date=1999-02-01; place=Graz; taken_on=2026-03-01'."
)


def further(also: Sequence[str] | None, guard: Guard) -> list[tuple[Modality, Path]]:
    """(modality, file) of each MODALITY=FILE, each behind the lists that `guard` asks. UsageError for what is none."""
    from manumit.base.kernel import UsageError
    from manumit.engine.biometrics import modality

    pairs = [(one, *one.partition("=")) for one in also or []]
    if wrong := [one for one, _, equals, _ in pairs if not equals]:
        raise UsageError(f"{wrong[0]!r} does not say what it is.", "Such as --also fingerprint=finger.png.")
    return [(guard(modality(name)), need(Path(path))) for _, name, _, path in pairs]


def answered(
    told: dict[str, object], pictures: Sequence[tuple[Modality, Path]], out: Path | None, quiet: bool
) -> None:
    """Write an answer, with what it says of presentation attacks and what else this installation lacks, loudly too."""
    from manumit.engine.biometrics import NONE_INSTALLED, attacks_on

    lacks = list(dict.fromkeys(words for way, _ in pictures for words in way.lacks()))
    for words in lacks:
        tell(quiet, f"manumit: {words}")
    told["presentation_attack"] = attacks_on(pictures)
    told["lacks"] = [words for words in lacks if words != NONE_INSTALLED]
    with result(out) as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
