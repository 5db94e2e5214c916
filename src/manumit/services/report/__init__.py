"""What people read: the report of leads as one HTML page, the table on a terminal, JSON and CSV, masking, and the
court bundle.

A lead is a question for a person: every form says how sure it is, why, and what speaks against it. `masked` covers
possible victims in leads and in the sights of their records; a caller that skips it has logged a purpose. Pages come
from plain strings through one escape, drawings are SVG made here, and nothing is fetched when a page is written
or read.
"""

from manumit.services.report.bundle import Checked, Fault, make_bundle, verify_bundle
from manumit.services.report.exports import leads_csv, leads_json
from manumit.services.report.gather import gather_sights
from manumit.services.report.masking import masked
from manumit.services.report.page import write_report
from manumit.services.report.rows import Row, lead_rows
from manumit.services.report.sight import Measure, ReportMeta, Sight
from manumit.services.report.terminal import print_leads

__all__ = [
    "Checked",
    "Fault",
    "Measure",
    "ReportMeta",
    "Row",
    "Sight",
    "gather_sights",
    "lead_rows",
    "leads_csv",
    "leads_json",
    "make_bundle",
    "masked",
    "print_leads",
    "verify_bundle",
    "write_report",
]
