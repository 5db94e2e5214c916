"""Who may, and for which purpose. Today: consent. A person agrees that named things about them go to one recipient
for one purpose until a date, and may take that back at any time. `need_consent` is the gate that whatever leaves has to
pass; it answers with the consent, or refuses and says why. Other rooms come in here.
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

__all__ = [
    "LONGEST",
    "PURPOSES",
    "RECIPIENTS",
    "WALLED",
    "Consent",
    "need_consent",
    "parse_recipient",
]
