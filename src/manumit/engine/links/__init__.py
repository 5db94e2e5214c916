"""Records become comparable and connected: near-duplicate templates, one table each of holders, transfers, listings,
journeys and stays, and ties between entities with a probability and a word. A hub guard keeps shared
phones, agencies and common names from chaining strangers together.
"""

from manumit.engine.links.build import LINK_TABLES, build_links
from manumit.engine.links.scene import define_macros
from manumit.engine.links.templates import cluster, templates_stage

__all__ = ["LINK_TABLES", "build_links", "cluster", "define_macros", "templates_stage"]
