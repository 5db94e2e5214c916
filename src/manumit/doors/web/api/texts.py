"""Texts of a call as files, as a form hands them in."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from manumit.base.kernel import ManumitError
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.intake import STAGED
from manumit.doors.web.desk.gate import Here

_TABLES: Final = ("events", "line", "ways", "lists")
"""Texts that are tables; of the others a brace in front tells GeoJSON."""


@dataclass
class Written:
    """Files in `folder`, by field."""

    folder: Path
    fields: dict[str, str] = field(default_factory=dict)
    refused: ManumitError | None = None


@contextmanager
def written(here: Here, texts: Mapping[str, str]) -> Iterator[Written]:
    """What nobody moved elsewhere by the end is gone."""
    handed = Written(jobs.uploads(here.ws) / f"{STAGED}{secrets.token_hex(8)}")
    try:
        handed.folder.mkdir(mode=0o700, parents=True)
        for name, text in texts.items():
            if text:
                form = (
                    "geojson"
                    if name not in _TABLES and text.lstrip("\ufeff \r\n\t").startswith("{")
                    else "csv"
                )
                handed.fields[name] = f"{name}.{form}"
                (handed.folder / handed.fields[name]).write_text(text, "utf-8", "surrogatepass")
        yield handed
    finally:
        shutil.rmtree(handed.folder, ignore_errors=True)
