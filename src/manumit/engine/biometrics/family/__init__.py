"""Family tracing: people separated from their family, and what relatives say of whom they look for.

No kinship is told from bodies: what is compared is what people say of themselves and of each other.
"""

from manumit.engine.biometrics.family.forms import KIN, PERSON, CaseForm, read_case_forms
from manumit.engine.biometrics.family.ratios import read_ratios
from manumit.engine.biometrics.family.relations import WORDS as RELATIONS
from manumit.engine.biometrics.family.rows import Families, Wrong, read_families
from manumit.engine.biometrics.family.tracing import Found, Traced, trace_families

__all__ = [
    "KIN",
    "PERSON",
    "RELATIONS",
    "CaseForm",
    "Families",
    "Found",
    "Traced",
    "Wrong",
    "read_case_forms",
    "read_families",
    "read_ratios",
    "trace_families",
]
