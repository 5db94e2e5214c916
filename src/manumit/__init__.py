"""Manumit: free software against human trafficking. `import manumit` offers the verbs of the command line to Python.

manumit.run_job(inputs, folder, settings, reporter)   read files into a workspace and find leads
manumit.iter_file(path, settings)                     what one file says, record by record
manumit.read_leads(path)                              the leads of a workspace's lead table
manumit.extract(fields, region)                       what a text mentions, with spans
manumit.write_world(out, seed, scale, difficulty)     a made-up world with its truth
manumit.evaluate(pairs)                               how right leads are against a truth
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_VERBS = {
    "run_job": "manumit.engine.job",
    "iter_file": "manumit.engine.evidence",
    "read_leads": "manumit.engine.leads",
    "extract": "manumit.engine.signals",
    "write_world": "manumit.world",
    "evaluate": "manumit.world",
    "load_settings": "manumit.base.kernel",
}

__all__ = ["__version__", *_VERBS]


def __getattr__(name: str) -> Any:
    """The rooms are entered when a verb is asked for: importing the package stays instant."""
    if name not in _VERBS:
        raise AttributeError(f"module 'manumit' has no attribute {name!r}")
    return getattr(import_module(_VERBS[name]), name)
