"""Who may do what: Cedar policies in `desk.cedar`, denied by default. `may` answers one question; `policy_table` gives
the answers for every role, so that people can read the policy and tests can hold the pages to it. Line has a policy of
its own (`line.cedar`, `may_line`).
"""

from manumit.base.govern.policy.line import LINE_ACTIONS, LINE_ROLES, line_policy_text, may_line
from manumit.base.govern.policy.policy import (
    ACTIONS,
    PARTS,
    ROLES,
    Asked,
    Row,
    may,
    policy_table,
    policy_text,
    policy_version,
)

__all__ = [
    "ACTIONS",
    "LINE_ACTIONS",
    "LINE_ROLES",
    "PARTS",
    "ROLES",
    "Asked",
    "Row",
    "line_policy_text",
    "may",
    "may_line",
    "policy_table",
    "policy_text",
    "policy_version",
]
