"""What verbs that read files of adverts are told in the same way: the country of numbers, and names of columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.base.kernel import UsageError

if TYPE_CHECKING:
    from manumit.engine.evidence import FileMap

Region = Annotated[
    str | None,
    typer.Option("--region", metavar="CC", help="Country of numbers without a country code: GB, Spain."),
]
Mapping = Annotated[
    Path | None, typer.Option("--map", help="YAML: glob -> kind, column names, currency, time origin.")
]


def country(said: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a country told by its code or name; UsageError when it is neither."""
    if said is None:
        return None
    from manumit.engine.signals import country_of

    code = country_of(said)
    if code is None:
        raise UsageError(f"--region: {said!r} is no country.", "Write its code or name: GB, Spain.")
    return code


def mapped(path: Path | None) -> FileMap | None:
    """The names of columns that a file of --map tells."""
    from manumit.engine.evidence import load_mapping

    return load_mapping(path) if path else None
