"""One frozen settings object, built at the edge from MANUMIT_* and passed in. No globals."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

from manumit.base.kernel.errors import UsageError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may set. Each field is read from MANUMIT_<FIELD>."""

    memory_gb: float = 4.0
    """Most memory the table engine may use, in GiB."""
    threads: int = 0
    """Threads of the table engine; 0 = as many as the machine has."""
    max_line_mb: int = 64
    """Longest line or message that is read, in MiB; longer ones go to quarantine."""
    max_inflate_ratio: int = 200
    """Most a compressed file may grow (zip bombs); larger ones go to quarantine."""
    max_inflate_mb: int = 65536
    """Largest size of a decompressed file, in MiB."""
    keys: str = ""
    """Folder of the private keys of workspaces' logs; empty: `ledger-keys/` in each workspace. Elsewhere is safer."""
    organisation: str = "local"
    """Who keeps the log, as its entries name it: small letters, digits, dots and hyphens."""
    known_illegal: str = ""
    """Lists of hashes of pictures that must not be looked at: files, with the system's path separator (`:`) between."""


Kind = TypeVar("Kind", bound="DataclassInstance")
_LEAST: Mapping[str, float] = {"memory_gb": 0.01, "threads": 0, "upload_gb": 0.001, "secure": 0}
"""The least that makes sense; 1 where nothing is named."""
_MOST: Mapping[str, float] = {"memory_gb": 1_000_000, "threads": 256}
"""The most that the engine bears; 1,000,000,000 where nothing is named."""


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; every wrong value is reported, together."""
    return settings_from(Settings, environ)


def settings_from(kind: type[Kind], environ: Mapping[str, str] | None = None) -> Kind:
    """A room's own settings, a dataclass of texts and numbers, each read from MANUMIT_<FIELD>."""
    source = os.environ if environ is None else environ
    values: dict[str, int | float | str] = {}
    wrong: list[str] = []
    for field in fields(kind):
        text = source.get(f"MANUMIT_{field.name.upper()}")
        if text is None:
            continue
        if field.type == "str":
            values[field.name] = text
            continue
        least, most = _LEAST.get(field.name, 1), _MOST.get(field.name, 1_000_000_000)
        try:
            value = float(text) if field.type == "float" else int(text)
        except ValueError:
            wrong.append(f"MANUMIT_{field.name.upper()}={text!r} is not a number")
        else:
            if not least <= value <= most:
                wrong.append(f"MANUMIT_{field.name.upper()}={text!r} is not between {least} and {most:,}")
            values[field.name] = value
    if wrong:
        raise UsageError("; ".join(wrong), "Correct or unset these environment variables.")
    return kind(**values)
