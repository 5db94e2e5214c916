"""Manumit: free software against human trafficking. The verbs of the command line, for Python."""

__version__ = "0.1.0"
