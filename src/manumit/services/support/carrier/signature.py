"""Whether a request is the carrier's: X-Twilio-Signature, an HMAC-SHA1 over address and form under the account's token
(Twilio, "Webhooks security": the address as it was asked, then every field's name and value in the order of names)."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha1

Form = Mapping[str, Sequence[str]]
"""Names with all their values."""


def carrier_signature(token: str, address: str, form: Form) -> str:
    """What the carrier writes into its header."""
    told = "".join(name + value for name in sorted(form) for value in sorted(set(form[name])))
    return b64encode(
        hmac.new(token.encode(), f"{address}{told}".encode("utf-8", "replace"), sha1).digest()
    ).decode()


def carrier_signed(token: str, address: str, form: Form, given: str) -> bool:
    """Whether `given` is that signature. An empty token signs nothing."""
    return bool(token) and hmac.compare_digest(
        carrier_signature(token, address, form).encode(), given.encode("utf-8", "replace")
    )
