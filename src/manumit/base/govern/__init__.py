"""Who may, and for which purpose. Policy: `may` asks the Cedar policies of the staff's doors, denied by default, and
`policy_table` makes them readable. Consent: a person agrees that named things about them go to one recipient for one
purpose until a date, and may take that back at any time; `need_consent` is the gate that whatever leaves has to
pass: it answers with the consent, or refuses and says why. Models that an operator brings are admitted by an
administrator's signature (`admit_model`), or refused. Other rooms come in here.
"""

from manumit.base.govern.consent import (
    LONGEST,
    PURPOSES,
    RECIPIENTS,
    WALLED,
    Consent,
    need_consent,
    parse_recipient,
)
from manumit.base.govern.models import OperatorModel, admit_model, read_model_card, sign_model
from manumit.base.govern.policy import (
    ACTIONS,
    LINE_ACTIONS,
    LINE_ROLES,
    PARTS,
    ROLES,
    Asked,
    Row,
    line_policy_text,
    may,
    may_line,
    policy_table,
    policy_text,
    policy_version,
)

__all__ = [
    "ACTIONS",
    "LINE_ACTIONS",
    "LINE_ROLES",
    "LONGEST",
    "PARTS",
    "PURPOSES",
    "RECIPIENTS",
    "ROLES",
    "WALLED",
    "Asked",
    "Consent",
    "OperatorModel",
    "Row",
    "admit_model",
    "line_policy_text",
    "may",
    "may_line",
    "need_consent",
    "parse_recipient",
    "policy_table",
    "policy_text",
    "policy_version",
    "read_model_card",
    "sign_model",
]
