"""`manumit bench`: how well a method does on a set that you have, with the answers written out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.bench_identify import bench_identify
from manumit.doors.cli.output import need, result

bench = typer.Typer(name="bench", no_args_is_help=True, help="Measure a method on a set that you have.")


bench.command(name="identify")(bench_identify)


@bench.command()
def intents(
    train: Annotated[
        Path, typer.Option("--train", help="Folder with lists of [text, intent] in JSON: train, val.")
    ],
    test: Annotated[
        Path, typer.Option("--test", help="Folder with such lists: test; 'oos' is outside every intent.")
    ],
    out: Annotated[Path | None, typer.Option("--out", help="JSON lines: text, truth, intent, score.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Learn intents from one set and answer another: sentence vectors beside spellings, max logit with a reject.

    Example: manumit bench intents --train clinc150 --test clinc150-test --out answers.jsonl
    """
    import json
    import sys

    from manumit.services.support import OUTSIDE, read_pairs
    from manumit.services.support import train as learn

    def say(text: str) -> None:
        if not quiet:
            print(text, file=sys.stderr, flush=True)

    folder = need(train)
    pairs = read_pairs(folder, "train")
    has_held = folder.is_dir() and any("val" in one.stem for one in folder.glob("*.json"))
    held = read_pairs(folder, "val") if has_held else []
    asked = read_pairs(need(test), "test")
    say(f"Learning from {len(pairs) + len(held):,} texts.")
    model = learn(pairs, held)
    right = inside = found = outside = 0
    with result(out) as stream:
        for (text, truth), (intent, score) in zip(
            asked, model.answers([text for text, _ in asked]), strict=True
        ):
            row = {"text": text, "truth": truth, "intent": intent, "score": round(score, 4)}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            outside += truth == OUTSIDE
            inside += truth != OUTSIDE
            found += truth == OUTSIDE == intent
            right += truth != OUTSIDE and truth == intent
    say(f"In scope: {right} of {inside} right. Outside: {found} of {outside} found.")
    return 0
