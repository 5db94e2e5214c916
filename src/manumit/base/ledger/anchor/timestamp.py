"""A time-stamp authority (RFC 3161): a notary's signature over the checkpoint's hash and the time, known to courts."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cryptography.x509 import Certificate

from manumit.base.kernel import MissingPart, UsageError, VerificationFailed, WorkspaceError
from manumit.base.ledger.anchor import Receipt
from manumit.base.ledger.checkpoint import Checkpoint

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

KIND = "rfc3161"
_LONGEST = 1 << 20
"""Bytes of an answer at most."""
_TIMEOUT = 20.0
Ask = Callable[[bytes], bytes]
"""A time-stamp request in DER -> the authority's answer in DER."""


def over_http(url: str) -> Ask:
    """Ask the authority at an address (RFC 3161, 3.4)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url!r} is no address of a time-stamp authority.")
    host, port, path = parts.hostname, parts.port, parts.path or "/"
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection

    def ask(request: bytes) -> bytes:
        connection = kind(host, port, timeout=_TIMEOUT)
        try:
            connection.request("POST", path, request, {"Content-Type": "application/timestamp-query"})
            answer = connection.getresponse()
            data = answer.read(_LONGEST)
        except (OSError, http.client.HTTPException) as error:
            raise WorkspaceError(f"The time-stamp authority cannot be reached: {error}.") from error
        finally:
            connection.close()
        if answer.status != 200:
            raise WorkspaceError(f"The time-stamp authority answers {answer.status}.")
        return data

    return ask


class TimestampAnchor:
    """Anchors at an authority whose root certificates the reader trusts."""

    def __init__(self, roots: Sequence[Certificate], ask: Ask | None = None) -> None:
        """Without `ask` it only verifies."""
        if not roots:
            raise UsageError("At least one root certificate of the authority is needed.")
        self._roots, self._ask = roots, ask

    def anchor(self, checkpoint: Checkpoint) -> Receipt:
        """Have the checkpoint stamped; the stamp is verified before it is taken."""
        if self._ask is None:
            raise UsageError("No time-stamp authority is named.")
        part = _part()
        builder = part.TimestampRequestBuilder().data(str(checkpoint).encode())
        request = builder.hash_algorithm(part.HashAlgorithm.SHA256).build()
        receipt = Receipt(KIND, self._ask(request.as_bytes()))
        self._verified(receipt, checkpoint, request.nonce)
        return receipt

    def verify(self, receipt: Receipt, checkpoint: Checkpoint) -> datetime:
        """When the authority stamped this checkpoint."""
        return self._verified(receipt, checkpoint, None)

    def _verified(self, receipt: Receipt, checkpoint: Checkpoint, nonce: int | None) -> datetime:
        if receipt.kind != KIND:
            raise VerificationFailed(f"This is a receipt of another kind: {receipt.kind}.")
        part = _part()
        try:
            answer: TimeStampResponse = part.decode_timestamp_response(receipt.data)
            verifier = part.VerifierBuilder(roots=list(self._roots), nonce=nonce).build()
            verifier.verify_message(answer, str(checkpoint).encode())
            moment: datetime = answer.tst_info.gen_time
        except (part.VerificationError, ValueError) as error:
            raise VerificationFailed(f"The time stamp does not hold: {error}.") from error
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _part() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise MissingPart(
            "Time stamps need the part `timestamp`.", "Add it: pip install 'manumit[timestamp]'."
        ) from error
    return rfc3161_client
