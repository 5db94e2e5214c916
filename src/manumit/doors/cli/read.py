"""`manumit read`: what files say, as normalised records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import need, result


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files in any supported format.")],
    mapping: Annotated[
        Path | None, typer.Option("--map", help="YAML: glob -> kind, column names, currency, time origin.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write here instead of stdout.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Print normalised records as JSON lines; problems as JSON lines on stderr.

    Example: manumit read statement.xml flights.edi > records.jsonl
    """
    import json
    import sys
    from dataclasses import asdict

    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import Quarantined, iter_file, load_mapping, to_json

    settings, chosen, problems = load_settings(), load_mapping(mapping) if mapping else None, 0
    with result(out) as stream:
        for path in files:
            for item in iter_file(need(path), settings, chosen):
                if isinstance(item, Quarantined):
                    problems += not item.kept
                    print(json.dumps(asdict(item), ensure_ascii=False, default=str), file=sys.stderr)
                else:
                    stream.write(to_json(item) + "\n")
    return 3 if problems else 0
