"""A help line's house with Line, and people who work there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.doors.helpline.line.visit import Visitor
from tests.doors.helpline.running import Helpline


@dataclass(frozen=True)
class LineHouse:
    """A running help line with both doors."""

    served: Helpline

    @property
    def home(self) -> Path:
        """Its folder."""
        return self.served.home

    @property
    def base(self) -> str:
        """Line's address."""
        return self.served.line

    @property
    def haven(self) -> str:
        """Haven's address."""
        return self.served.base

    def do(self, deed: str, **told: Any) -> Any:
        """Have something done inside (see hands.py)."""
        return self.served.do(deed, **told)

    def visitor(self, name: str, role: str = "advocate") -> Visitor:
        """Somebody who works here, signed in."""
        return Visitor(self.base).come_in(self.do("link", name=name, role=role))
