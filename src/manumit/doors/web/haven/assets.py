"""The built files, by their plain names."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings


def listed() -> dict[str, str]:
    """File name by plain name ('haven.js': 'haven-AB12CD34.js'); read again when it was built again."""
    path: Path = settings.ASSETS / "manifest.json"
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, at: int) -> dict[str, str]:
    return {name: told["file"] for name, told in json.loads(path.read_bytes()).items()}


def address(name: str) -> str:
    """Where a file is served."""
    return f"/static/{listed()[name]}"
