"""Findings weighed into ranked leads: who is possibly in it and in which role, why, what speaks against it,
a calibrated score with interval and base rate, and one sentence a person can act on. A lead is a
question for a person, never a verdict.
"""

from manumit.engine.leads.build import build_leads
from manumit.engine.leads.identify import entity_id
from manumit.engine.leads.model import Counter, Identifier, Lead, LeadFinding, Member, RecordRef
from manumit.engine.leads.store import read_leads

__all__ = [
    "Counter",
    "Identifier",
    "Lead",
    "LeadFinding",
    "Member",
    "RecordRef",
    "build_leads",
    "entity_id",
    "read_leads",
]
