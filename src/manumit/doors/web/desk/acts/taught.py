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
    """What a forecast of the `cells` learns from: `every` kind of event that was reported, and finds, weighed, where
    that is asked for (`finds`: how many of the kind), without those at points that stand for 'somewhere here'
    (`spikes`); or why there is nothing (`refused`)."""

    every: Events
    kind: str
    cells: Cells
    spikes: Spikes
    finds: int = 0
    refused: Json | None = None

    @classmethod
    def of(cls, every: Events, asked: Mapping[str, Any], cells: Cells, origin: float) -> Taught:
        """Finds count in the cells and before the origin alone. UsageError where finds are to be counted of which too
        little is known."""
        from manumit.engine.places import known_before, learnt_events

        kind, learner = asked["kind"], asked.get("discovered") or None
        finds, refused = 0, None
        try:
            within = known_before(every, cells, origin) if learner else None
            every, finds = learnt_events(every, learner, kind, within)
        except Refused as error:
            refused = error.told()
        events, spikes = apart(every, cells, kind, origin)
        return cls(events, kind, cells, spikes, finds, refused)

    @property
    def mine(self) -> Events:
        """Those of the kind."""
        return self.every.of_kind(self.kind) if self.kind else self.every

    @property
    def points(self) -> Spikes:
        """Points of the kind that stand for 'somewhere here' among what the forecast learns from."""
        return {name: one for name, one in self.spikes.items() if not self.kind or name == self.kind}

    def history(self) -> History:
        """Events of the kind in the cells, beside those of other kinds."""
        from manumit.engine.places import History, other_kinds

        return History.of(self.mine, self.cells, other_kinds(self.every, self.kind) if self.kind else None)

    def reported(self, origin: float) -> NDArray[np.float64]:
        """Of the kind, what was reported a cell before the origin: the count of all history."""
        from manumit.engine.places import CHANNELS, History

        mine = self.mine
        told = mine.where(mine.channel == CHANNELS.index("reported"))
        return History.of(told, self.cells).between(-1e9, origin)

    def hours(self) -> NDArray[np.float64] | None:
        """How much was looked in each cell, where finds of the kind count."""
        from manumit.engine.places import usual_hours

        return usual_hours(self.mine, self.cells) if self.finds else None
