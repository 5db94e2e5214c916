"""Runs as `python benchmarks/other_hands OUT` and as `python -m benchmarks.other_hands OUT`."""

import importlib
import sys
from pathlib import Path

package = __package__
if not package:
    folder = Path(__file__).resolve().parent
    sys.path[0] = str(folder.parent)
    package = folder.name

if __name__ == "__main__":
    raise SystemExit(importlib.import_module(f"{package}.cli").main())
