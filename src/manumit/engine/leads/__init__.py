"""Findings weighed into ranked leads: who is possibly in it and in which role, why, what speaks against it,
a calibrated score with interval and base rate, and one sentence a person can act on. A lead is a
question for a person, never a verdict. What people found out about leads is read back: `calibrate` says how right
scores were, and a lead that was decided before says so.
"""

from manumit.engine.leads.build import build_leads
from manumit.engine.leads.calibration import FEWEST_DECIDED, PRIOR, Band, Calibration, calibrate
from manumit.engine.leads.identify import entity_id
from manumit.engine.leads.model import Counter, Earlier, Identifier, Lead, LeadFinding, Member, RecordRef
from manumit.engine.leads.store import read_leads

__all__ = [
    "FEWEST_DECIDED",
    "PRIOR",
    "Band",
    "Calibration",
    "Counter",
    "Earlier",
    "Identifier",
    "Lead",
    "LeadFinding",
    "Member",
    "RecordRef",
    "build_leads",
    "calibrate",
    "entity_id",
    "read_leads",
]
