"""A chart as a file: FollowTheMoney entities, GraphML, GEXF, SVG, CSV, PDF. All are made of one `Graph`, which holds
what may be seen (masked where it must be), says how and when it was made, and has a hash that stands in every file.
"""

from manumit.doors.web.desk.exports.forms import FORMS, Form
from manumit.doors.web.desk.exports.graph import Edge, Graph, Node

__all__ = ["FORMS", "Edge", "Form", "Graph", "Node"]
