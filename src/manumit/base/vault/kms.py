"""The organisation's key in a key service that speaks the Transit protocol of HashiCorp Vault and OpenBao.

One named key of type aes256-gcm96 a keyring, one version an epoch. Rotating makes a version; retiring raises the least
version and trims the older ones, which the service then destroys.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from manumit.base.kernel import UsageError, VaultError, VerificationFailed, WrongKey
from manumit.base.vault.holder import Label

if TYPE_CHECKING:
    from urllib.error import HTTPError

_TIMEOUT = 20.0
_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Transit:
    """One Transit engine: its address (`https://kms.example.org/v1/transit`) and a token."""

    address: str
    token: str = field(repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
            raise UsageError(
                f"{self.address} is not an https address.",
                "A key service is asked over TLS, or on this machine.",
            )

    def ask(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """POST (GET without a body); the `data` of the answer. WrongKey, VerificationFailed or VaultError."""
        import ssl
        from urllib.error import HTTPError, URLError
        from urllib.request import Request, urlopen

        request = Request(
            f"{self.address.rstrip('/')}/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"X-Vault-Token": self.token, "Content-Type": "application/json"},
        )
        secure = ssl.create_default_context() if self.address.startswith("https") else None
        try:
            with urlopen(request, timeout=_TIMEOUT, context=secure) as answer:
                text = answer.read()
            data = json.loads(text)["data"] if text else {}
            return data if isinstance(data, dict) else {}
        except HTTPError as error:
            raise _refusal(path, error) from error
        except (URLError, TimeoutError, OSError, ValueError, KeyError, TypeError) as error:
            raise VaultError(
                f"The key service at {self.address} cannot be asked ({error}).",
                "Check the address and the network.",
            ) from error


def _refusal(path: str, error: HTTPError) -> Exception:
    try:
        said = "; ".join(json.loads(error.read())["errors"])
    except (ValueError, KeyError, TypeError, OSError):
        said = error.reason
    if error.code in (401, 403):
        return WrongKey(f"The key service refuses the token: {said}", "Ask for one that may use this key.")
    if error.code == 400 and path.startswith("decrypt/"):
        return VerificationFailed(
            f"The key service does not open the epoch's key: {said}", "Its version may have been destroyed."
        )
    return VaultError(f"The key service says {error.code}: {said}")


@dataclass(frozen=True)
class TransitKey:
    """One version of a key in the service."""

    label: Label
    transit: Transit

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """The service's own ciphertext, `vault:v3:...`."""
        body = {
            "plaintext": b64encode(key).decode(),
            "associated_data": b64encode(context).decode(),
            "key_version": int(self.label["version"]),
        }
        return str(self.transit.ask(f"encrypt/{self.label['key']}", body)["ciphertext"]).encode()

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """VerificationFailed when the service does not open it."""
        body = {"ciphertext": wrapped.decode("ascii"), "associated_data": b64encode(context).decode()}
        return b64decode(self.transit.ask(f"decrypt/{self.label['key']}", body)["plaintext"])


class TransitHolder:
    """Organisation keys in a key service."""

    def __init__(self, transit: Transit) -> None:
        self._transit = transit

    @classmethod
    def from_environment(cls, address: str) -> TransitHolder:
        """The token is read from VAULT_TOKEN."""
        token = os.environ.get("VAULT_TOKEN", "")
        if not token:
            raise UsageError("There is no token for the key service.", "Put it into VAULT_TOKEN.")
        return cls(Transit(address, token))

    def create(self, folder: Path, ring: str) -> TransitKey:
        """A new version of the ring's key; the first makes the key."""
        name = f"manumit-{ring}"
        try:
            self._transit.ask(f"keys/{name}")
        except VaultError:
            self._transit.ask(f"keys/{name}", {"type": "aes256-gcm96"})
        else:
            self._transit.ask(f"keys/{name}/rotate", {})
        version = int(self._transit.ask(f"keys/{name}")["latest_version"])
        label = {"kind": "transit", "address": self._transit.address, "key": name, "version": str(version)}
        return TransitKey(label, self._transit)

    def open(self, folder: Path, label: Label) -> TransitKey:
        """The version that an epoch was made with."""
        if label.get("kind") != "transit":
            raise WrongKey(
                f"These keys are not in a key service, but under a {label.get('kind')}.", "Open them so."
            )
        return TransitKey(dict(label), self._transit)

    def retire(self, ring: str, keep: Label | None) -> None:
        """Destroy the versions before the one to keep; all of them, with the key, when there is none to keep."""
        name = f"manumit-{ring}"
        if keep is None:
            self._transit.ask(f"keys/{name}/config", {"deletion_allowed": True})
            self._transit.ask(f"keys/{name}/delete", {})
            return
        least = int(keep["version"])
        config = {"min_decryption_version": least, "min_encryption_version": least}
        self._transit.ask(f"keys/{name}/config", config)
        self._transit.ask(f"keys/{name}/trim", {"min_available_version": least})
