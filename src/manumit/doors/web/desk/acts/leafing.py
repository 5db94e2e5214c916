"""Files of places are leafed through while the form waits: what would end the job is said beside the field at once. Of
files that take longer the job says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit.base.kernel import ManumitError, UsageError
from manumit.doors.web.desk.acts.naming import naming
from manumit.doors.web.desk.models import Study

if TYPE_CHECKING:
    from manumit.doors.web.desk.acts.asking import Handed
    from manumit.engine.places import Area, Cells, Events

LARGEST: Final = 4 * 2**20
"""Bytes of a file that is read while somebody waits: about a hundred thousand events, half a second."""

MOST_CELLS: Final = 20_000
"""To which numbers are laid while somebody waits: about half a second."""


def leaf_through(wanted: Mapping[str, Any], intake: Handed, drawn: bool, counts: Sequence[str] = ()) -> None:
    """Errors, each with its field, where the table or the outline of a study cannot be used: not readable, degrees
    exchanged or of another system, days that nobody can tell, a kind that is not there or has too few events; or what
    goes with it cannot. `drawn`: the area was drawn by us around a town; `counts`: columns of what places are like that
    count something."""
    area = None
    path = _small(intake, "area")
    if path:
        with _beside("around" if drawn else "area", path):
            area = _area(path)
            cells = (
                _cells(area, wanted["resolution"]) if {"groups", "covariates"} & set(intake.fields) else None
            )
        if cells is not None:
            leaf_columns(cells, counts, intake)
    leaf_regions(intake)
    path = _small(intake, "events") if wanted["source"] == Study.Source.TABLE else None
    if path:
        leaf_table(path, wanted["kind"], area, "events")


def leaf_regions(intake: Handed) -> None:
    """The same of polygons by which months are told."""
    from manumit.engine.places import names_of_regions

    if path := _small(intake, "regions"):
        with _beside("regions", path):
            names_of_regions(path)


def leaf_columns(cells: Cells, counts: Sequence[str], intake: Handed) -> None:
    """The same of people of each group and of what places are like. What the larger cells of pages say otherwise, the
    job says."""
    from manumit.engine.places import expect_people, read_covariates, read_groups

    groups = None
    if path := _small(intake, "groups"):
        with _beside("groups", path):
            groups = read_groups(path, cells)
            expect_people(groups)
    if path := _small(intake, "covariates"):
        try:
            with _beside("covariates", path):
                read_covariates(path, cells, counts, groups)
        except UsageError as error:
            if error.about == "no-such-column":
                error.field = "counts"
            raise


def leaf_table(path: Path, kind: str, area: Area | None, field: str) -> None:
    """The same of a table of events alone."""
    from manumit.engine.places import expect_around, read_events

    if path.stat().st_size > LARGEST:
        return
    with _beside(field, path):
        events = read_events(path)
    with _beside("kind" if field == "events" else field, path):
        events = events.of_kind(kind) if kind else events
    if area:
        with _beside(field, path):
            expect_around(events, area)
    if field == "events":
        with _beside("kind" if kind else field, path):
            _expect_enough(events)


def _area(path: Path) -> Area:
    from manumit.engine.places import Area

    return Area.read(path)


def _cells(area: Area, resolution: int) -> Cells | None:
    """None where there are too many to wait for."""
    import h3

    few = area.km2 / h3.average_hexagon_area(resolution, "km^2") <= MOST_CELLS
    return area.cells(resolution) if few else None


def _expect_enough(events: Events) -> None:
    from manumit.engine.places import LEAST_FOR_MAP

    if len(events) < LEAST_FOR_MAP:
        raise UsageError(
            f"Too few events: {len(events)}; a map needs {LEAST_FOR_MAP}.",
            "Take a longer time, a wider area, or read the events one by one.",
            about="few-in-table",
            numbers={"n": len(events), "least": LEAST_FOR_MAP},
        )


def _small(intake: Handed, name: str) -> Path | None:
    """A file that was handed in and can be read at once."""
    path = intake.folder / intake.fields[name] if name in intake.fields else None
    return path if path and path.stat().st_size <= LARGEST else None


@contextmanager
def _beside(field: str, path: Path) -> Iterator[None]:
    """What is refused inside stands beside the field, the file named as people do."""
    try:
        with naming([path]):
            yield
    except ManumitError as error:
        error.field = field
        raise
