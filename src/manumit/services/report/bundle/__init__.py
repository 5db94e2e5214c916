"""The court bundle: one ZIP with what a lead rests on, how it was computed, what speaks against it, and proofs that
verify on any machine, offline. `make_bundle` writes its bytes, `verify_bundle` checks all of them; whole originals go
in only sealed to a `Recipient`, who takes them out with `open_originals`.
"""

from manumit.services.report.bundle.make import make_bundle
from manumit.services.report.bundle.originals import Handover, Recipient, RecipientKey, open_originals
from manumit.services.report.bundle.verify import Checked, Fault, verify_bundle

__all__ = [
    "Checked",
    "Fault",
    "Handover",
    "Recipient",
    "RecipientKey",
    "make_bundle",
    "open_originals",
    "verify_bundle",
]
