"""Masking: names, phones, handles, accounts and documents of possible victims are covered wherever they are written.

A person becomes 'someone (A)' with one letter a lead; a phone keeps two digits, a handle its platform, an account two
characters. Who is masked: every member that is a possible victim in any lead, every person whose role is not known,
and every account, phone or handle of unknown role unless all its ties lead to people who are shown. Entity ids stay.
Nothing here asks for permission: revealing is leaving this step out, for a stated purpose that the caller logs.
"""

from manumit.services.report.masking.looked_up import Cover, Known
from manumit.services.report.masking.masked import Masking, masked, masked_wordings

__all__ = ["Cover", "Known", "Masking", "masked", "masked_wordings"]
