"""Where and when: events and areas become a cube of H3 cells and periods; hot and cold places, how they came to be,
and what to expect next, each with its uncertainty. It takes a table of events and an area and knows nothing of who
they come from; movements alone are followed by traveller. What comes out is for outreach, inspection and services:
cells, never persons. Other rooms come in here.
"""

from manumit.engine.places.ahead import FALSE_A_YEAR, MOST_SHARED, Outlook, outlook, rises
from manumit.engine.places.allocation import Placed, allocate, hours_between
from manumit.engine.places.area import Area, Cells
from manumit.engine.places.barred import barred, other_kinds, stands_for
from manumit.engine.places.changes import Alarms, alarms
from manumit.engine.places.clusters import MOST_PLACES, Cluster, scan
from manumit.engine.places.columns import read_covariates, read_groups
from manumit.engine.places.cube import (
    PERIODS,
    Cube,
    cube_of,
    expect_around,
    expect_inside,
    located,
    periods_back,
)
from manumit.engine.places.emerging import CLASSES, classify, trend
from manumit.engine.places.events import CHANNELS, Events, Problem, names_of_events, read_events
from manumit.engine.places.exploring import VISITED, Visits, days_unseen, visits
from manumit.engine.places.fairness import GroupRow, by_group, even_top, expect_people, gate, suppressed
from manumit.engine.places.feedback import EXPLORED, Drift, simulate, urn
from manumit.engine.places.fields import is_lines
from manumit.engine.places.finds import (
    COUNTED,
    LEARNERS,
    Learner,
    expect_find_columns,
    known_before,
    learnt_events,
    usual_hours,
    weighed_finds,
)
from manumit.engine.places.flows import Flows, gravity
from manumit.engine.places.forecast import Forecast, look_ahead, past_origins, window_at
from manumit.engine.places.helpline import KEPT_BACK, Told, is_helpline, outlook_of, read_helpline, tables_of
from manumit.engine.places.history import History
from manumit.engine.places.hotspots import SIGNIFICANT, Local, gi_star, gi_star_through_time, local_moran
from manumit.engine.places.journeys import BEYOND, Journeys, Manner, beyond, follow, told_to_others
from manumit.engine.places.knox import Knox, expect_events, near_repeats
from manumit.engine.places.laid import Columns
from manumit.engine.places.lists import read_lists
from manumit.engine.places.measures import (
    accuracy_index,
    deviance,
    efficiency_index,
    information_gain,
    paired_interval,
    top_cells,
)
from manumit.engine.places.members import Member
from manumit.engine.places.movements import Movements, read_movements
from manumit.engine.places.needs import Ground, read_ground
from manumit.engine.places.plane import on_a_plane
from manumit.engine.places.pool import Pool, helps
from manumit.engine.places.precision import (
    Spikes,
    precise,
    spikes_by_kind,
    without_points,
    without_spikes,
)
from manumit.engine.places.prevalence import CRITICISMS, Model, Prevalence, estimate
from manumit.engine.places.publishing import Verdict, may_publish
from manumit.engine.places.reckoning import Reckoning, Row, reckon
from manumit.engine.places.records import erasures, events_of
from manumit.engine.places.regions import in_regions, names_of_regions, regions_at
from manumit.engine.places.repeats import copies, repeated_points
from manumit.engine.places.rising import Rising, watch_rises
from manumit.engine.places.routes import Route
from manumit.engine.places.saying import counted
from manumit.engine.places.scanning import Scanned, find_clusters
from manumit.engine.places.search import LEAST_EVENTS as LEAST_FOR_MAP
from manumit.engine.places.search import Found, find_hotspots
from manumit.engine.places.seasons import spans_years, yearly_waves
from manumit.engine.places.series import Tree, month_name, month_of, tree_from, tree_of
from manumit.engine.places.tails import false_discovery, tail_p
from manumit.engine.places.travels import Sightings, read_sightings, tells_travellers
from manumit.engine.places.trips import Trips, read_trips, trips_of
from manumit.engine.places.ways import Ways, read_ways
from manumit.engine.places.window import Window
from manumit.engine.places.withholding import withheld

__all__ = [
    "BEYOND",
    "CHANNELS",
    "CLASSES",
    "COUNTED",
    "CRITICISMS",
    "EXPLORED",
    "FALSE_A_YEAR",
    "KEPT_BACK",
    "LEARNERS",
    "LEAST_FOR_MAP",
    "MOST_PLACES",
    "MOST_SHARED",
    "PERIODS",
    "SIGNIFICANT",
    "VISITED",
    "Alarms",
    "Area",
    "Cells",
    "Cluster",
    "Columns",
    "Cube",
    "Drift",
    "Events",
    "Flows",
    "Forecast",
    "Found",
    "Ground",
    "GroupRow",
    "History",
    "Journeys",
    "Knox",
    "Learner",
    "Local",
    "Manner",
    "Member",
    "Model",
    "Movements",
    "Outlook",
    "Placed",
    "Pool",
    "Prevalence",
    "Problem",
    "Reckoning",
    "Rising",
    "Route",
    "Row",
    "Scanned",
    "Sightings",
    "Spikes",
    "Told",
    "Tree",
    "Trips",
    "Verdict",
    "Visits",
    "Ways",
    "Window",
    "accuracy_index",
    "alarms",
    "allocate",
    "barred",
    "beyond",
    "by_group",
    "classify",
    "copies",
    "counted",
    "cube_of",
    "days_unseen",
    "deviance",
    "efficiency_index",
    "erasures",
    "estimate",
    "even_top",
    "events_of",
    "expect_around",
    "expect_events",
    "expect_find_columns",
    "expect_inside",
    "expect_people",
    "false_discovery",
    "find_clusters",
    "find_hotspots",
    "follow",
    "gate",
    "gi_star",
    "gi_star_through_time",
    "gravity",
    "helps",
    "hours_between",
    "in_regions",
    "information_gain",
    "is_helpline",
    "is_lines",
    "known_before",
    "learnt_events",
    "local_moran",
    "located",
    "look_ahead",
    "may_publish",
    "month_name",
    "month_of",
    "names_of_events",
    "names_of_regions",
    "near_repeats",
    "on_a_plane",
    "other_kinds",
    "outlook",
    "outlook_of",
    "paired_interval",
    "past_origins",
    "periods_back",
    "precise",
    "read_covariates",
    "read_events",
    "read_ground",
    "read_groups",
    "read_helpline",
    "read_lists",
    "read_movements",
    "read_sightings",
    "read_trips",
    "read_ways",
    "reckon",
    "regions_at",
    "repeated_points",
    "rises",
    "scan",
    "simulate",
    "spans_years",
    "spikes_by_kind",
    "stands_for",
    "suppressed",
    "tables_of",
    "tail_p",
    "tells_travellers",
    "told_to_others",
    "top_cells",
    "tree_from",
    "tree_of",
    "trend",
    "trips_of",
    "urn",
    "usual_hours",
    "visits",
    "watch_rises",
    "weighed_finds",
    "window_at",
    "withheld",
    "without_points",
    "without_spikes",
    "yearly_waves",
]
