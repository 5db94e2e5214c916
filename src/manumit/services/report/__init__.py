"""What people read: the report of leads as one HTML page, the table on a terminal, JSON and CSV, and masking; the
templates of adverts with their slots, as a page and on a terminal; the court bundle.

A lead is a question for a person: every form says how sure it is, why, and what speaks against it. `masked` covers
possible victims in leads and in the sights of their records, `Cover` in what the index gives; a caller that skips it
has logged a purpose. Pages come from plain strings through one escape, drawings are SVG made here, and nothing is
fetched when a page is written or read.
"""

from manumit.services.report.bundle import (
    Checked,
    Fault,
    Handover,
    Recipient,
    RecipientKey,
    make_bundle,
    open_originals,
    verify_bundle,
)
from manumit.services.report.decided import calibration_said, earlier_said
from manumit.services.report.drawing.curves import cmc_svg, det_svg
from manumit.services.report.exports import leads_csv, leads_json, safe_cell
from manumit.services.report.gather import gather_sights
from manumit.services.report.masking import Cover, Known, Masking, masked, masked_wordings
from manumit.services.report.page import write_report
from manumit.services.report.questions import Question
from manumit.services.report.questions import questions as questions_of
from manumit.services.report.rows import Row, lead_rows
from manumit.services.report.sight import Measure, ReportMeta, Sight
from manumit.services.report.templates_page import write_templates_page
from manumit.services.report.templates_terminal import print_templates
from manumit.services.report.terminal import print_leads
from manumit.services.report.wording import Part, Wording, gather_wordings
from manumit.services.report.words import ROLE_ORDER

__all__ = [
    "ROLE_ORDER",
    "Checked",
    "Cover",
    "Fault",
    "Handover",
    "Known",
    "Masking",
    "Measure",
    "Part",
    "Question",
    "Recipient",
    "RecipientKey",
    "ReportMeta",
    "Row",
    "Sight",
    "Wording",
    "calibration_said",
    "cmc_svg",
    "det_svg",
    "earlier_said",
    "gather_sights",
    "gather_wordings",
    "lead_rows",
    "leads_csv",
    "leads_json",
    "make_bundle",
    "masked",
    "masked_wordings",
    "open_originals",
    "print_leads",
    "print_templates",
    "questions_of",
    "safe_cell",
    "verify_bundle",
    "write_report",
    "write_templates_page",
]
