"""The log of a workspace kept up to date: what its journals say, and which models made its tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

from manumit import __version__
from manumit.base.kernel import Settings
from manumit.engine.evidence import Claim, Logbook, Workspace, canonical_json, custody_claims, reveal_claims
from manumit.engine.watch import decision_claims

_ROOMS = ("evidence", "pictures", "signals", "links", "offers", "indicators", "leads")
"""Whose code and data the derived tables are made by."""
_MODELS = ("leads/values.yaml", "leads/weights.yaml", "offers/weights.npz")
_MADE_OF = (".py", ".sql", ".yaml", ".npz")


def keep_log(workspace: Workspace, settings: Settings, models: bool = False) -> Logbook:
    """Log in one append what the journals say and the log lacks: files read, pieces set aside, decisions, reveals; with
    `models`, which models made the tables, when they are not those of the last time."""
    book = Logbook(workspace.path, settings)
    journals = custody_claims(workspace, settings), decision_claims(workspace), reveal_claims(workspace)
    book.ensure(chain(*journals, [_models()] if models else []))
    return book


def log_rotation(folder: Path, settings: Settings, ring: str, epoch: int) -> None:
    """Log that the keys of a workspace are of another epoch now."""
    claim = Claim("key_rotated", f"keys:{ring}:{epoch}", lambda secret: {"epoch": epoch})
    Logbook(folder, settings).ensure([claim])


def _models() -> Claim:
    body = model_versions()
    ident = f"models:{hashlib.sha256(canonical_json(body)).hexdigest()}"
    return Claim("model_version", ident, lambda secret: body, latest=True)


def model_versions() -> dict[str, Any]:
    """Program version, and sha256 of the weights and of each room's code and data."""
    root = Path(str(files("manumit.engine")))
    return {
        "program": __version__,
        "weights": {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in _MODELS},
        "rooms": {room: _digest(root / room) for room in _ROOMS},
    }


def _digest(room: Path) -> str:
    digest = hashlib.sha256()
    for path in _made_of(room):
        digest.update(path.relative_to(room).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _made_of(room: Path) -> Iterator[Path]:
    return (path for path in sorted(room.rglob("*")) if path.suffix in _MADE_OF)
