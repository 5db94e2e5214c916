"""What a study's forecast learns from. Runs in the process of a job, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Refused
from manumit.doors.web.desk.acts.outcomes import apart

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Cells, Events, History, Spikes

Json = dict[str, Any]


@dataclass(frozen=True)
class Taught:
    """What a forecast learns from: `every` kind of event that was reported, and finds, weighed, where that is asked for
    (`finds`: how many of the kind); or why there is nothing (`refused`)."""

    every: Events
    kind: str
    finds: int
    refused: Json | None = None

    @classmethod
    def of(cls, every: Events, asked: Mapping[str, Any], within: NDArray[np.bool_]) -> Taught:
        """Finds count `within` alone, in the area and before the origin. UsageError where finds are to be counted of
        which too little is known."""
        from manumit.engine.places import learnt_events

        try:
            events, finds = learnt_events(every, asked.get("discovered") or None, asked["kind"], within)
        except Refused as error:
            return cls(every, asked["kind"], 0, error.told())
        return cls(events, asked["kind"], finds)

    def history(self, cells: Cells, origin: float) -> History:
        """Events of the kind in the cells, beside those of other kinds; none at points that stand for 'somewhere
        here'."""
        from manumit.engine.places import History, other_kinds

        events, _ = apart(self.every, cells, self.kind, origin)
        mine = events.of_kind(self.kind) if self.kind else events
        return History.of(mine, cells, other_kinds(events, self.kind) if self.kind else None)

    def points(self, cells: Cells, before: float) -> Spikes:
        """Points of the kind that stand for 'somewhere here' among what the forecast learns from."""
        mine = self.every.of_kind(self.kind) if self.kind else self.every
        return apart(mine, cells, self.kind, before)[1]

    def reported(self, cells: Cells, origin: float) -> NDArray[np.float64]:
        """Of the kind, what was reported a cell before the origin: the count of all history."""
        from manumit.engine.places import CHANNELS, History

        events, _ = apart(self.every, cells, self.kind, origin)
        mine = events.of_kind(self.kind) if self.kind else events
        told = mine.where(mine.channel == CHANNELS.index("reported"))
        return History.of(told, cells).between(-1e9, origin)
