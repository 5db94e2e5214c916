"""`manumit compare`: every pair of a folder, to measure how well people are told apart."""

from __future__ import annotations

import csv
import itertools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.enrol import ModalityName, labelled
from manumit.doors.cli.known_illegal import Illegal, guard
from manumit.doors.cli.output import need, result, tell

if TYPE_CHECKING:
    from manumit.engine.biometrics import Card, Modality, Template


def compare(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Pictures: DIR/subject/picture, or DIR/subject_number.jpg.")
    ],
    modality: Annotated[ModalityName, typer.Option("--modality", help="What is compared.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="CSV: a,b,score,llr; stdout without it. Larger = more alike.")
    ] = None,
    card: Annotated[
        Path | None,
        typer.Option(
            "--card", metavar="CARD.json", help="Fit a calibration card on these subjects and write it here."
        ),
    ] = None,
    condition: Annotated[
        str, typer.Option("--condition", help="For --card: how the pictures were taken, in words.")
    ] = "not said",
    calibration: Annotated[
        Path | None,
        typer.Option(
            "--calibration", metavar="CARD.json", help="A card of your own instead of the one shipped."
        ),
    ] = None,
    known_illegal: Illegal = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")] = False,
) -> int:
    """Compare every picture with every other: an evaluation, logged as one, that names nobody.

    Example: manumit compare test-faces/ --modality face --out scores.csv
    """
    from manumit.base.kernel import UsageError
    from manumit.engine.biometrics import card_for
    from manumit.engine.biometrics import modality as modality_named

    way = guard(known_illegal)(modality_named(modality.value))
    log_evaluation("compare", quiet)
    read, refused = read_pictures(folder, way, quiet)
    if len(read) < 2:
        raise UsageError(f"{folder} has no two pictures to compare.", "See above for what was refused.")
    used = None if card else card_for(way.name, calibration, read[0][2].make)
    fte = refused / (refused + len(read))
    used = _write(read, way, used, card, condition, out, fte)
    tell(
        quiet,
        f"manumit: {len(read)} pictures, {len(read) * (len(read) - 1) // 2:,} pairs, {refused} refused."
        f" Calibration: {used.condition}.",
    )
    return 3 if refused else 0


def log_evaluation(what: str, quiet: bool) -> None:
    """An evaluation names nobody: a machine without a home may measure, too."""
    from manumit.base.kernel import VaultError
    from manumit.doors.cli.use_log import log_use

    try:
        log_use(what, "evaluation", "evaluation", [])
    except (OSError, VaultError) as error:
        tell(quiet, f"manumit: this evaluation is not logged: {error}")


def read_pictures(folder: Path, way: Modality, quiet: bool) -> tuple[list[tuple[str, str, Template]], int]:
    """(path in the folder, subject, template) of what can be read, and how many were refused, each told on stderr."""
    from manumit.base.kernel import UnreadableInput
    from manumit.doors.cli.progress import reporter

    pictures = labelled(need(folder))
    read: list[tuple[str, str, Template]] = []
    refused = 0
    with reporter(quiet) as shown:
        for at, (subject, path) in enumerate(pictures):
            shown.stage("read", at, len(pictures))
            try:
                read.append((path.relative_to(folder).as_posix(), subject, way.read(path)))
            except UnreadableInput as error:
                refused += 1
                print(f"manumit: refused: {error.sentence} {error.hint}", file=sys.stderr)
    return read, refused


def _write(
    read: list[tuple[str, str, Template]],
    way: Modality,
    used: Card | None,
    card: Path | None,
    condition: str,
    out: Path | None,
    failure_to_enrol: float,
) -> Card:
    import numpy as np

    from manumit.engine.biometrics import Pairs, fit_card

    scorer = way.scorer([one for _, _, one in read])
    rows = [scorer(one)[at + 1 :] for at, (_, _, one) in enumerate(read)]
    score = np.concatenate(rows)
    if used is None:
        numbers = {who: n for n, who in enumerate(sorted({who for _, who, _ in read}))}
        subject = np.array([numbers[who] for _, who, _ in read])
        a, b = np.triu_indices(len(read), 1)
        used = fit_card(
            Pairs(score, subject[a], subject[b]),
            read[0][2].make,
            condition,
            f"{len(numbers)} subjects",
            failure_to_enrol=failure_to_enrol,
        )
        assert card is not None
        with result(card) as stream:
            stream.write(used.to_json())
    with result(out) as stream:
        writer = csv.writer(stream)
        writer.writerow(["a", "b", "score", "llr"])
        pairs = itertools.combinations((name for name, _, _ in read), 2)
        for (one, two), value, llr in zip(pairs, score, used.llr(score), strict=True):
            writer.writerow([one, two, f"{value:.6f}", f"{llr:.4f}"])
    return used
