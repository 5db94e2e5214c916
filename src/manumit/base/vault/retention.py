"""How long each sort of record is kept: a YAML file such as

keep:
  chat: 24h
  report: 730d
  care: 10y
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from manumit.base.kernel import UsageError

_SECONDS = {"h": 3600, "d": 86_400, "y": 31_557_600}
"""A year is 365.25 days."""
_SPAN = re.compile(r"([1-9][0-9]{0,5})([hdy])")


def load_policy(path: Path) -> Mapping[str, int]:
    """Seconds by sort. UsageError says what is wrong."""
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}", "It is YAML; `keep:` holds a line a sort."
        ) from error
    if not isinstance(told, dict) or set(told) != {"keep"} or not isinstance(told["keep"], dict):
        raise UsageError(f"{path} has no list `keep`.", "Such as: keep: {chat: 24h, report: 730d}.")
    return {str(sort): _seconds(path, sort, span) for sort, span in told["keep"].items()}


def _seconds(path: Path, sort: object, span: object) -> int:
    match = _SPAN.fullmatch(str(span))
    if not match:
        raise UsageError(f"{path}: {span!r} for {sort} is no span of time.", "Write 24h, 30d or 2y.")
    return int(match[1]) * _SECONDS[match[2]]
