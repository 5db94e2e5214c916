"""`manumit trace-family`: who of the separated may be the one a family seeks."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.asking import Basis, LogOf, Purpose
from manumit.doors.cli.output import Quiet, need, result, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manumit.engine.biometrics import Traced

Separated = Annotated[
    Path,
    typer.Argument(
        metavar="SEPARATED.csv",
        help="id and any of name,other_names,sex,birth_date,age,age_on,origin,languages,separated_on,separated_at.",
    ),
]
Requests = Annotated[
    Path,
    typer.Argument(
        metavar="REQUESTS.csv",
        help="The same of who is sought, and of who seeks: relation (what the sought one is to them: daughter),"
        " seeker_name,seeker_other_names,seeker_sex,seeker_birth_date,seeker_age.",
    ),
]
Relatives = Annotated[
    list[Path] | None,
    typer.Option(
        "--relatives",
        metavar="R.csv",
        help="Relatives of both, one a row: of (an id of either file),relation (mother),name,other_names,sex,"
        "birth_date,age,age_on,to (seeker: a relative of who seeks). May be repeated.",
    ),
]
Ratios = Annotated[
    Path | None,
    typer.Option(
        "--gallery-llr",
        metavar="S.csv",
        help="Ratios of pictures, as `compare` writes them: a,b,llr[,modality].",
    ),
]
Expected = Annotated[
    float,
    typer.Option("--expected", min=1e-6, max=10, help="Most false candidates to be expected of a request."),
]
Lines = Annotated[Path | None, typer.Option("--out", help="JSON lines: one a request.")]


def trace_family(
    separated: Separated,
    requests: Requests,
    kin: Relatives = None,
    ratios: Ratios = None,
    purpose: Purpose = "",
    basis: Basis = "",
    expected: Expected = 1.0,
    workspace: LogOf = None,
    out: Lines = None,
    quiet: Quiet = False,
) -> int:
    """Match people separated from their family with the requests of relatives. No candidate is the usual answer.

    What is said of the sought one, and each relative who both sides tell of, is weighed by names in any script, ages,
    places and dates. llr is a natural log-likelihood ratio. A candidate is a question for two people, who hear the
    child: no proof of kinship. Purpose and legal basis are needed, and written down, with a leaf of a log.

    Example: manumit trace-family separated.csv requests.csv --relatives kin.csv --purpose "tracing, camp 3"
    --basis "consent of the families" --out found.jsonl
    """
    from manumit.doors.cli.use_log import log_leaf, log_use
    from manumit.engine.biometrics import Use, read_families, read_ratios, trace_families

    Use(purpose, basis).check("missing")
    files = [need(one) for one in (separated, requests, *(kin or []), *([ratios] if ratios else []))]
    families = read_families(separated, requests, kin or [])
    pictures, unread = read_ratios(ratios, families) if ratios else ({}, ())
    wrong = (*families.wrong, *unread)
    for one in wrong:
        print(json.dumps(asdict(one), ensure_ascii=False), file=sys.stderr)
    people, total = len(families.separated), len(families.sought)
    line = log_use("trace-family", purpose, basis, files, separated=people, requests=total)
    log_leaf("family", line, workspace)
    some = _write(trace_families(families.separated, families.sought, expected, pictures), total, out, quiet)
    tell(
        quiet,
        f"manumit: {total} requests, {some} with candidates, of {people} separated people;"
        f" {len(wrong)} rows left out. Two people look at a candidate, each alone, then together.",
    )
    return 3 if wrong else 0


def _write(answers: Iterable[Traced], total: int, out: Path | None, quiet: bool) -> int:
    """A line an answer; how many have candidates."""
    from manumit.doors.cli.progress import reporter

    some = 0
    with result(out) as stream, reporter(quiet) as shown:
        for at, answer in enumerate(answers):
            shown.stage("trace", at, total)
            some += bool(answer.candidates)
            stream.write(json.dumps(asdict(answer), ensure_ascii=False) + "\n")
    return some
