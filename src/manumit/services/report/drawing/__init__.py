"""Drawings of the report, as SVG text made on our side: a network, a timeline, a map and the strength bar."""

from manumit.services.report.drawing.bar import strength_bar
from manumit.services.report.drawing.map import map_figure
from manumit.services.report.drawing.network import network_figure
from manumit.services.report.drawing.shapes import DEFINITIONS, icon
from manumit.services.report.drawing.timeline import timeline_figure

__all__ = ["DEFINITIONS", "icon", "map_figure", "network_figure", "strength_bar", "timeline_figure"]
