"""`manumit check-offers`: what job offers promise and ask, offer by offer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import counted, need, result, tell


def check_offers(
    offers: Annotated[
        Path, typer.Argument(metavar="F.jsonl", help="JSON lines: id, text and, if known, lang (ISO 639-1).")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="JSON lines: id, label, score, indicators and more.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Warn of deceptive job offers: a label, a score, the words it rests on. A warning, not a finding about anyone.

    Example: manumit check-offers offers.jsonl --out checked.jsonl
    """
    import json
    import sys
    from collections import Counter

    from manumit.base.kernel import Problem
    from manumit.engine.offers import check_lines

    problems, labels = 0, Counter[str]()
    with need(offers).open("rb") as source, result(out) as stream:
        for item in check_lines(source):
            if isinstance(item, Problem):
                problems += 1
                print(json.dumps({"file": str(offers), **item.shape()}), file=sys.stderr)
            else:
                stream.write(json.dumps(item) + "\n")
                labels[str(item["label"])] += 1
    tell(
        quiet or not sys.stderr.isatty(),  # programs read the problems there, a line of JSON each
        f"manumit: {counted(labels.total(), 'offer')}: {labels['deceptive']:,} deceptive,"
        f" {labels['suspicious']:,} suspicious, {labels['genuine']:,} genuine"
        " (a warning to a reader, not a finding about anyone)."
        + f" {counted(problems, 'line')} could not be read, see above."
        * bool(problems),
    )
    return 3 if problems else 0
