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

_ROOMS = ("evidence", "signals", "links", "offers", "indicators", "leads")
"""Whose code and data the derived tables are made by."""
_MODELS = ("leads/values.yaml", "leads/weights.yaml", "offers/weights.npz")
_MADE_OF = (".py", ".sql", ".yaml", ".npz")


def keep_log(workspace: Workspace, settings: Settings) -> Logbook:
    """Log what the journals say and the log lacks: files read, pieces set aside, decisions, reveals. In one append."""
    book = Logbook(workspace.path, settings)
    book.ensure(
        chain(custody_claims(workspace, settings), decision_claims(workspace), reveal_claims(workspace))
    )
    return book


def keep_models(book: Logbook) -> None:
    """Log which models made the tables, when they are not those of the last time."""
    body = model_versions()
    ident = f"models:{hashlib.sha256(canonical_json(body)).hexdigest()}"
    book.ensure([Claim("model_version", ident, lambda secret: body, latest=True)])


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
