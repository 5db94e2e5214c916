"""`manumit bench identify`: rates, ranks and ratios of a modality, with intervals by subject and pictures of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.asking import Calibration, Out
from manumit.doors.cli.compare import log_evaluation, read_pictures
from manumit.doors.cli.enrol import ModalityName
from manumit.doors.cli.known_illegal import guard
from manumit.doors.cli.output import Quiet, need, result, tell

if TYPE_CHECKING:
    from manumit.engine.biometrics import Card, Cohort


Folder = Annotated[
    Path | None,
    typer.Argument(metavar="[DIR]", help="Pictures: DIR/subject/picture, or DIR/subject_number.jpg."),
]
Scores = Annotated[
    Path | None,
    typer.Option(
        "--scores", metavar="S.csv", help="Instead of pictures: a,b,score[,llr], as compare writes it."
    ),
]
OfModality = Annotated[
    ModalityName | None, typer.Option("--modality", help="What is compared; needed with pictures.")
]
Groups = Annotated[
    Path | None,
    typer.Option("--groups", metavar="G.csv", help="subject,group: rates of each group, at one threshold."),
]
Fmr = Annotated[
    float,
    typer.Option("--fmr", min=1e-6, max=0.5, help="For --groups: the threshold has this FMR overall."),
]
Refused = Annotated[
    int, typer.Option("--refused", min=0, help="With --scores: how many pictures gave no template.")
]
Plots = Annotated[
    Path | None, typer.Option("--plots", metavar="DIR", help="det.svg and cmc.svg are drawn here.")
]
Seed = Annotated[int, typer.Option("--seed", help="Of the bootstrap.")]


def bench_identify(
    folder: Folder = None,
    scores: Scores = None,
    modality: OfModality = None,
    groups: Groups = None,
    fmr: Fmr = 1e-3,
    refused: Refused = 0,
    plots: Plots = None,
    calibration: Calibration = None,
    seed: Seed = 0,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """Measure how well people are told apart: FNMR at FMR, open-set FNIR at FPIR, ranks, failure to enrol, Cllr.

    Each with an interval of a bootstrap by subject. Groups of fewer than 30 subjects get no rate. With pictures, `card`
    says on whom the calibration was fitted, and how good it was there.

    Example: manumit bench identify test-faces/ --modality face --plots plots --out report.json
    """
    from manumit.base.kernel import UsageError
    from manumit.engine.biometrics import by_group, evaluated, threshold_at

    if (folder is None) == (scores is None):
        raise UsageError(
            "Give pictures or --scores, one of them.", "manumit bench identify DIR --modality face"
        )
    if scores is not None:
        cohort, card = _from_scores(need(scores), refused), None
    else:
        assert folder is not None
        cohort, card = _from_pictures(folder, modality, calibration, quiet)
    told = evaluated(cohort, seed)
    if card is not None:
        told["card"] = card.told
    if groups is not None:
        told["groups"] = by_group(cohort, _groups(need(groups)), threshold_at(cohort, fmr), seed)
    if plots is not None:
        _draw(told, plots)
    with result(out) as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    tell(
        quiet, f"manumit: {told['subjects']} subjects, {told['pictures']} pictures, {cohort.refused} refused."
    )
    return 3 if cohort.refused and scores is None else 0


def _from_pictures(
    folder: Path, modality: ModalityName | None, calibration: Path | None, quiet: bool
) -> tuple[Cohort, Card]:
    """All pairs of a folder, and the card that read them."""
    import numpy as np

    from manumit.base.kernel import UsageError
    from manumit.engine.biometrics import Cohort, card_for, checked
    from manumit.engine.biometrics import modality as modality_named

    if modality is None:
        raise UsageError("Say what is compared.", "--modality face, fingerprint or iris.")
    way = guard(None)(modality_named(modality.value))
    log_evaluation("bench identify", quiet)
    read, refused = read_pictures(folder, way, quiet)
    if not read:
        raise UsageError(f"{folder} has no picture that can be compared.", "See above for what was refused.")
    card = card_for(way.name, calibration, read[0][2].make)
    scorer = way.scorer([one for _, _, one in read])
    table = np.stack([scorer(one) for _, _, one in read])
    ratios = card.llr(table.ravel()).reshape(table.shape)
    return checked(Cohort(table, [who for _, who, _ in read], refused, ratios)), card


def _from_scores(path: Path, refused: int) -> Cohort:
    from manumit.base.kernel import UsageError
    from manumit.engine.biometrics import cohort_of

    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = [
                (row["a"], row["b"], float(row["score"]), float(row["llr"]) if row.get("llr") else None)
                for row in csv.DictReader(source)
            ]
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise UsageError(
            f"{path} has no columns a, b, score: {error}.", "`manumit compare --out` writes it."
        ) from error
    return cohort_of(rows, _subject, refused)


def _subject(name: str) -> str:
    path = PurePosixPath(name)
    return path.parent.as_posix() if path.parent.name else path.stem.rpartition("_")[0] or path.stem


def _groups(path: Path) -> dict[str, str]:
    from manumit.base.kernel import UsageError

    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    if not rows or not {"subject", "group"} <= set(rows[0]):
        raise UsageError(f"{path} has no columns subject, group.", "One row a subject.")
    return {row["subject"]: row["group"] for row in rows}


def _draw(told: dict[str, object], folder: Path) -> None:
    from manumit.services.report import cmc_svg, det_svg

    det, cmc = told["det"], told["cmc"]
    assert isinstance(det, dict)
    assert isinstance(cmc, list)
    folder.mkdir(parents=True, exist_ok=True)
    title = f"{told['subjects']} subjects, {told['pictures']} pictures"
    with result(folder / "det.svg") as stream:
        stream.write(det_svg(det["fmr"], det["fnmr"], f"Errors: {title}"))
    with result(folder / "cmc.svg") as stream:
        stream.write(cmc_svg(cmc, f"Ranks: {title}"))
