"""`manumit triage`: who has to be answered first."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import need, result


def triage(
    messages: Annotated[
        Path,
        typer.Argument(
            metavar="M.jsonl", help="JSON lines: id, text and, if known, lang and context (earlier turns)."
        ),
    ],
    out: Annotated[Path | None, typer.Option("--out", help="JSON lines: id, label, intent, reasons.")] = None,
    model: Annotated[
        str,
        typer.Option(
            "--second",
            "--model",
            help="A larger classifier of yours: FILE.onnx with tokenizer.json and classifier.json beside it, or an"
            " address on this machine. It can only raise a label.",
        ),
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Say of each message to a help line how urgent the conversation is so far, and what is asked for.

    Example: manumit triage messages.jsonl --out judged.jsonl
    """
    import json
    import os
    import sys

    # Before numpy is imported: the products of one message are small, and threads would only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

    from manumit.base.kernel import Problem
    from manumit.services.support import pin_of, second_from, triage_lines

    problems = 0
    second = second_from(model) if model else None
    if model.endswith(".onnx") and not quiet:
        print(f"MANUMIT_HELPLINE_TRIAGE_SHA256={pin_of(Path(model))}", file=sys.stderr)
    with need(messages).open("rb") as source, result(out) as stream:
        for item in triage_lines(source, second):
            if isinstance(item, Problem):
                problems += 1
                print(json.dumps({"file": str(messages), **item.shape()}), file=sys.stderr)
            else:
                stream.write(json.dumps(item, ensure_ascii=False) + "\n")
    return 3 if problems else 0
