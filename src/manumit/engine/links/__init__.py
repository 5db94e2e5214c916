"""Records become comparable and connected: near-duplicate templates, one table each of holders, transfers, listings,
journeys and stays, and ties between entities with a probability and a word. A hub guard keeps shared
phones, agencies and common names from chaining strangers together. `grow` joins new adverts to templates kept in a
folder; `operators_of` says which adverts one hand posts, `operators_grown` together with those of earlier runs.
"""

from manumit.engine.links.build import LINK_TABLES, build_links
from manumit.engine.links.operators import Link, Operators, operators_of
from manumit.engine.links.operators_growth import operators_grown
from manumit.engine.links.operators_kept import load_kept
from manumit.engine.links.operators_notices import Notices
from manumit.engine.links.operators_table import operators_stage
from manumit.engine.links.scene import define_macros
from manumit.engine.links.spool import Spool
from manumit.engine.links.style import habits, hidden, skeleton
from manumit.engine.links.template_reading import Mark, Reading, TemplateView, template_views
from manumit.engine.links.template_shape import Shape, shape_of
from manumit.engine.links.templates import Cluster, Clusters, cluster, clusters_of, compare, templates_stage
from manumit.engine.links.templates_growth import Grown, grow

__all__ = [
    "LINK_TABLES",
    "Cluster",
    "Clusters",
    "Grown",
    "Link",
    "Mark",
    "Notices",
    "Operators",
    "Reading",
    "Shape",
    "Spool",
    "TemplateView",
    "build_links",
    "cluster",
    "clusters_of",
    "compare",
    "define_macros",
    "grow",
    "habits",
    "hidden",
    "load_kept",
    "operators_grown",
    "operators_of",
    "operators_stage",
    "shape_of",
    "skeleton",
    "template_views",
    "templates_stage",
]
