"""Numbers that may leave a help line: monthly counts in which no small cell can be read or worked out."""

from manumit.services.support.counting.suppress import LEAST, Counted, suppress

__all__ = ["LEAST", "Counted", "suppress"]
