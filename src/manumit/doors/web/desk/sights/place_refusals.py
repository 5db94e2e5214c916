"""Why the engine says nothing of some places, and what to do, by the name that it gives each refusal."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.words import Word

LONGER, LONGER_OR_WIDER = _("Take a longer time."), _("Take a longer time or a wider area.")
LONGITUDE = _("Save it in WGS 84 (EPSG:4326), longitude first.")
LEAVE_OUT = _("Leave it out of the file.")
LOOK = _("Look at the table.")
DATES = _("Write dates as 2016-02-29.")
FINDS = _(
    "Finds need two columns: exposure, how much was looked, above 0, and chance, that the place would be gone to, above"
    " 0 up to 1 (Cells as CSV, for investigators alone, has it)."
)
AS_EXPORTED = _("Take the file as Line exports it: it holds them back, with as many others as it takes.")
TEAMS = _("Allow more teams, or a larger difference.")

_FEW: Final[dict[str, tuple[Word, Word]]] = {
    "few-before": (
        _("Too few events: %(n)s before the forecast begins; it needs %(least)s."),
        _("Take a later beginning, a wider area or several kinds together."),
    ),
    "few-in-area": (
        _("Too few events: %(n)s in the area; a map needs %(least)s."),
        _("Take a longer time, a wider area, or read the events one by one."),
    ),
    "few-in-table": (
        _("Too few events: %(n)s; a map needs %(least)s."),
        _("Take a longer time, a wider area, or read the events one by one."),
    ),
    "few-known-in-area": (
        _(
            "Too few events: %(n)s in the area whose place is known well enough for these cells; a map needs %(least)s."
        ),
        _("Take cells of resolution %(resolution)s or larger: most events are known no better."),
    ),
    "few-reported": (_("Too few events: %(n)s that were reported."), LONGER),
    "few-cases": (_("Too few events: %(n)s; a scan needs %(least)s."), LONGER_OR_WIDER),
    "few-repeats": (_("Too few events: %(n)s; near repeats need %(least)s."), LONGER),
    "few-movements": (_("Too few movements: %(n)s; a model needs %(least)s."), LONGER),
    "few-places": (_("Too few places: %(n)s; a model needs %(least)s."), _("Take a wider area.")),
    "few-stops": (
        _("Too few stops: %(n)s; routes need %(least)s."),
        _("Take more movements, or a wider radius."),
    ),
    "few-months": (
        _("Months of history: %(n)s. They are too few to look %(ahead)s ahead, which needs %(least)s."),
        _("Look at most so many months ahead: %(most)s."),
    ),
    "few-people": (
        _("Too few people: %(n)s; an estimate needs %(least)s."),
        _("Wait for more."),
    ),
    "short-history": (
        _("The history is too short: %(n)s days. To look %(ahead)s days ahead it needs %(least)s."),
        _("Take a shorter horizon."),
    ),
    "short-base": (
        _("Steps of time: %(n)s. What is usual needs %(base)s of them, %(least)s at least, and some after."),
        _("Take a longer time, or shorter steps."),
    ),
    "short-company": (
        _(
            "Journeys whose times are known well enough last %(n)s days: too short to tell company from chance."
        ),
        _("Take so many days at least: %(least)s."),
    ),
    "table-ended": (
        _(
            "The last event is %(n)s days before the forecast begins, in which about %(due)s were due: the table ends"
            " on %(day)s."
        ),
        _("Take a beginning near its end, or a newer table."),
    ),
    "none-reported": (
        _("All events were discovered or inferred, none reported."),
        _("A forecast of them would say where was looked, not where it happens."),
    ),
    "finds-no-column": (
        _("Finds cannot be counted: the table has no column %(columns)s."),
        FINDS,
    ),
    "finds-none": (
        _("Finds cannot be counted: no event was discovered."),
        _("The column channel says discovered of what somebody went and found."),
    ),
    "finds-unknown": (
        _(
            "Nothing was discovered of which is known how much was looked and with which chance. Finds in the table:"
            " %(n)s."
        ),
        FINDS,
    ),
    "finds-elsewhere": (
        _("No find of which exposure and chance are known lies in the area and before the forecast begins."),
        _("Take a later beginning or a wider area, or leave finds out."),
    ),
    "weigh-nothing": (
        _("Nothing that is known before the forecast begins counts: every event weighs 0."),
        _(
            "A find counts for nothing where it was sure that somebody would go: have finds counted by one over the"
            " chance."
        ),
    ),
    "none-in-area": (
        _("No event lies in the area."),
        _("Check that both are WGS 84 degrees, longitude first."),
    ),
    "none-in-window": (
        _("No event of this table lies in the forecast's window and area."),
        _("Hand in what was reported there, up to the window's end."),
    ),
    "no-records": (
        _("No record of this workspace says where and when."),
        _("They come from adverts, sightings, reports."),
    ),
    "few-before-month": (
        _("Too few events: %(n)s before %(month)s; a trend needs %(least)s."),
        _("Take a later beginning or wider regions."),
    ),
    "few-whole-months": (
        _("Whole months of history: %(n)s. They are too few; a trend needs %(least)s."),
        _("Wait for more."),
    ),
    "months-ended": (
        _("The table ends on %(day)s, %(n)s days before %(month)s, in which about %(due)s events were due."),
        _("Take %(next)s as the beginning, or a newer table."),
    ),
    "line-held-back": (
        _("In %(n)s of %(of)s months all counts are held back: too few contacts to say more."),
        _("Wait for more, or ask the line for quarters."),
    ),
}
_MANY: Final[dict[str, tuple[Word, Word]]] = {
    "many-periods": (
        _("Cells by steps of time: %(n)s by %(periods)s are too many (at most %(most)s together)."),
        _("Take longer steps, larger cells or a smaller area."),
    ),
    "many-cells": (
        _("The area has about %(n)s cells at resolution %(resolution)s; a map here takes %(most)s."),
        _("Choose larger cells or a smaller area; `manumit hotspots` and `manumit forecast` take more."),
    ),
    "many-regions": (
        _("Regions: %(n)s. They are too many (at most %(most)s)."),
        _("Take wider ones."),
    ),
    "no-cell": (
        _("No cell of resolution %(resolution)s has its centre in the area."),
        _("Choose smaller cells."),
    ),
}
_FILES: Final[dict[str, tuple[Word, Word]]] = {
    "no-columns": (
        _("%(file)s lacks columns: %(columns)s. It has: %(there)s."),
        _("A table of events has kind, date, lon, lat (WGS 84 degrees)."),
    ),
    "none-usable": (
        _("%(file)s holds no event that can be used: %(why)s."),
        _("See the columns' names and values: dates as 2016-02-29, degrees as -122.6097."),
    ),
    "exchanged": (
        _("%(file)s: lon and lat look exchanged."),
        _("Longitude is x, east; latitude y, north."),
    ),
    "exchanged-columns": (
        _(
            "lon and lat are exchanged, in the table or in the area: the other way round the events lie in it."
        ),
        _("Longitude is x, east, and comes first in GeoJSON; latitude is y, north."),
    ),
    "exchanged-area": (
        _("%(file)s: longitude and latitude look exchanged."),
        _("In GeoJSON longitude comes first."),
    ),
    "no-degrees": (
        _("%(file)s: the coordinates are no degrees."),
        _("Convert them to WGS 84 (EPSG:4326): feet, metres and grid references are not read."),
    ),
    "other-datum": (
        _("%(file)s: the column %(column)s says %(said)s; coordinates must be in WGS 84."),
        _("Convert them to WGS 84 (EPSG:4326): degrees of an older datum lie a hundred metres off."),
    ),
    "area-no-degrees": (_("%(file)s is not in degrees."), LONGITUDE),
    "no-geojson": (_("%(file)s is not GeoJSON."), _("Save the area as GeoJSON in WGS 84 degrees.")),
    "area-other-datum": (_("%(file)s says that it is in %(said)s, not in WGS 84."), LONGITUDE),
    "torn-polygon": (
        _("%(file)s: a polygon cannot be read."),
        _("A ring is at least four points of two numbers, longitude and latitude, the last like the first."),
    ),
    "no-surface": (_("%(file)s encloses nothing."), _("Give a polygon with a surface.")),
    "no-table": (
        _("%(file)s cannot be read as a table."),
        _("Save it as CSV in UTF-8 with a header, or as JSON lines."),
    ),
    "column-twice": (
        _("%(file)s has two columns named %(column)s."),
        _("Rename or remove one of them."),
    ),
    "two-orders": (
        _("The dates are written in two ways: the day first in some rows, the month first in others."),
        DATES,
    ),
    "day-or-month": (
        _("%(said)s can be read in two ways, and no other row tells the day from the month."),
        DATES,
    ),
    "no-kind": (_("There is no kind %(kind)s."), _("The kinds are: %(there)s.")),
    "no-polygon": (_("%(file)s holds no polygon."), _("Give a Polygon or MultiPolygon in GeoJSON.")),
    "no-such-column": (_("%(file)s lacks columns: %(columns)s."), _("The columns are: %(there)s.")),
    "not-every-region": (
        _("%(file)s: not every region has %(column)s."),
        _("The properties are: %(there)s."),
    ),
    "groups-nobody": (
        _("The groups have no people in these cells."),
        _("Check that the cells are the same."),
    ),
    "no-even-choice": (
        _("No choice of so many cells treats the groups alike."),
        _("Choose more cells, or none."),
    ),
    "nothing-known": (
        _("%(file)s: nothing is known of %(column)s anywhere in the area."),
        _("Are cells and area the same?"),
    ),
    "below-nobody": (
        _("%(file)s is no table of people: a number is below 0."),
        _("It needs a place and a number a group."),
    ),
    "no-numbers": (
        _("%(file)s has no rows, or no column of numbers."),
        _("It needs a place and a number a column."),
    ),
    "many-columns": (
        _("%(file)s has too many columns: %(n)s, where %(most)s are taken."),
        _("Take those that matter."),
    ),
    "no-number": (
        _("%(file)s: %(said)s in row %(row)s, column %(column)s, is no number."),
        _("Write numbers with a decimal point; leave unknown ones empty."),
    ),
    "nowhere": (
        _("%(file)s does not say where."),
        _("It needs cell, or lon and lat in WGS 84 degrees."),
    ),
    "no-h3-cell": (
        _("%(file)s: %(said)s is no H3 cell."),
        _("Write ids as H3 does: 8928308280fffff."),
    ),
    "mixed-cells": (_("%(file)s mixes cells of several resolutions."), _("Take one resolution.")),
    "no-region-number": (
        _("%(file)s: no polygon has a number among its properties."),
        _("Give each region a number."),
    ),
    "barred": (
        _("%(file)s: the column %(column)s tells who people are; a forecast must not learn from that."),
        _("Leave it out of the file. To check whom a forecast points at, give it with the groups."),
    ),
    "stands-in": (
        _(
            "%(file)s: the column %(column)s goes with where %(group)s live (correlation %(r)s): it would stand in for"
            " them."
        ),
        LEAVE_OUT,
    ),
    "lists-no-count": (
        _("%(file)s has no column count, or two columns of one name."),
        _("It has a column of 0 and 1 for each list, and count."),
    ),
    "lists-number": (
        _("So many lists cannot be used: %(n)s."),
        _("Give %(least)s to %(most)s."),
    ),
    "lists-values": (_("A list's column holds 0 or 1, the count no negative number."), LOOK),
    "lists-nobody": (
        _("A row with people who are on no list cannot be."),
        _("Leave it out: that number is what is asked."),
    ),
    "lists-apart": (
        _("No model gives an estimate: the lists overlap too little."),
        _("Join lists that say the same, or add one."),
    ),
    "line-small": (_("%(file)s: a count below %(least)s is told (%(month)s, %(what)s)."), AS_EXPORTED),
    "line-follows": (
        _("%(file)s: what is held back in %(month)s by %(what)s follows from the other counts."),
        AS_EXPORTED,
    ),
    "line-gap": (_("%(file)s: %(month)s is missing."), _("Take a file without gaps.")),
    "line-no-sum": (
        _("%(file)s: the counts of %(month)s do not add up to its total."),
        _("Take the file as it was."),
    ),
    "table-gone": (_("The table is gone."), _("Hand it in again.")),
    "sealed-gone": (_("The sealed table is gone."), _("It cannot be scored any more.")),
    "study-gone": (_("What came of the study is gone."), _("Have it worked out again first.")),
}
REFUSALS: Final[dict[str, tuple[Word, Word]]] = {
    **_FEW,
    **_MANY,
    **_FILES,
    "not-fair": (_("No placing of so many teams is that fair."), TEAMS),
    "not-fair-found": (_("No placing of so many teams that fair was found."), TEAMS),
    "no-maps": (
        _("The part for maps is not installed."),
        _("Whoever looks after this installation adds manumit[places]."),
    ),
}
