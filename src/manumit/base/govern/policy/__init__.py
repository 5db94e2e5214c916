"""Who may do what: Cedar policies in `desk.cedar`, denied by default. `may` answers one question; `policy_table` gives
the answers for every role, so that people can read the policy and tests can hold the pages to it.
"""

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
    "PARTS",
    "ROLES",
    "Asked",
    "Row",
    "may",
    "policy_table",
    "policy_text",
    "policy_version",
]
