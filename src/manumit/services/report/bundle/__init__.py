"""The court bundle: one ZIP with what a lead rests on, how it was computed, what speaks against it, and proofs that
verify on any machine, offline. `make_bundle` writes its bytes, `verify_bundle` checks all of them.
"""

from manumit.services.report.bundle.make import make_bundle
from manumit.services.report.bundle.verify import Checked, Fault, verify_bundle

__all__ = ["Checked", "Fault", "make_bundle", "verify_bundle"]
