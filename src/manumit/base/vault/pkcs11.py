"""The organisation's key in a PKCS#11 token (a smart card, a hardware security module): it never leaves the token.

A token destroys an object for good, so that the keys of an old epoch cannot be opened even by whoever copied every file
before. Needs the `[hsm]` extra (python-pkcs11).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from manumit.base.kernel import MissingPart, VaultError, VerificationFailed, WrongKey
from manumit.base.vault.holder import Label
from manumit.base.vault.sealing import NONCE

_TAG_BITS = 128


@dataclass(frozen=True)
class TokenKey:
    """An AES-256 key in a token, as one session sees it."""

    label: Label
    handle: Any

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """nonce, ciphertext, tag; made by the token (CKM_AES_GCM)."""
        nonce = os.urandom(NONCE)
        return nonce + bytes(self._gcm("encrypt", nonce, key, context))

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """VerificationFailed when the token refuses it."""
        return bytes(self._gcm("decrypt", wrapped[:NONCE], wrapped[NONCE:], context))

    def _gcm(self, act: str, nonce: bytes, data: bytes, context: bytes) -> Any:
        import pkcs11

        how = {
            "mechanism": pkcs11.Mechanism.AES_GCM,
            "mechanism_param": pkcs11.GCMParams(nonce, context, _TAG_BITS),
        }
        try:
            return getattr(self.handle, act)(data, **how)
        except pkcs11.PKCS11Error as error:
            raise VerificationFailed(
                f"The token does not {act} the epoch's key ({type(error).__name__}).",
                "Is it the token that these keys were made with?",
            ) from error


class TokenHolder:
    """Organisation keys in one token, named manumit:<ring>:<random>."""

    def __init__(self, module: Path, token: str, pin: str) -> None:
        """`module`: the token's PKCS#11 library. WrongKey when the PIN is not right; the token counts wrong ones."""
        try:
            import pkcs11
        except ImportError as error:
            raise MissingPart(
                "Keys in a token need python-pkcs11.", "Install it with: pip install 'manumit[hsm]'"
            ) from error
        try:
            library = pkcs11.lib(str(module))
            self._session = library.get_token(token_label=token).open(rw=True, user_pin=pin)
        except (pkcs11.PinIncorrect, pkcs11.PinLocked, pkcs11.PinInvalid, pkcs11.PinLenRange) as error:
            raise WrongKey(
                f"The token {token} refuses the PIN ({type(error).__name__}).",
                "A token locks itself after a few wrong ones.",
            ) from error
        except pkcs11.UserAlreadyLoggedIn as error:
            raise VaultError(
                f"The token {token} is open in this process already.", "One holder serves the whole process."
            ) from error
        except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
            raise VaultError(
                f"The token {token} cannot be opened ({type(error).__name__}: {error}).",
                "Check the path of its library, and that it is plugged in.",
            ) from error
        self._module, self._token = str(module), token

    def create(self, folder: Path, ring: str) -> TokenKey:
        """Generate a key in the token: it cannot be read out."""
        import pkcs11

        name = f"manumit:{ring}:{os.urandom(8).hex()}"
        try:
            handle = self._session.generate_key(
                pkcs11.KeyType.AES,
                256,
                label=name,
                store=True,
                capabilities=pkcs11.MechanismFlag.ENCRYPT | pkcs11.MechanismFlag.DECRYPT,
                template={pkcs11.Attribute.EXTRACTABLE: False, pkcs11.Attribute.SENSITIVE: True},
            )
        except pkcs11.PKCS11Error as error:
            raise VaultError(f"The token makes no key ({type(error).__name__}).", "Is it full?") from error
        label = {"kind": "pkcs11", "module": self._module, "token": self._token, "key": name}
        return TokenKey(label, handle)

    def open(self, folder: Path, label: Label) -> TokenKey:
        """The key that an epoch was made with."""
        import pkcs11

        if label.get("kind") != "pkcs11":
            raise WrongKey(
                f"These keys are not in a token, but under a {label.get('kind')}.", "Open them so."
            )
        try:
            handle = self._session.get_key(object_class=pkcs11.ObjectClass.SECRET_KEY, label=label["key"])
        except (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned, KeyError) as error:
            raise WrongKey(
                f"The key of this epoch is not in the token {self._token}.",
                "Another token, or a copy of keys whose epoch is over.",
            ) from error
        return TokenKey(dict(label), handle)

    def retire(self, ring: str, keep: Label | None) -> None:
        """Destroy every key of the ring in the token but one."""
        import pkcs11

        kept = keep["key"] if keep is not None else ""
        found = self._session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.SECRET_KEY})
        objects: list[Any] = list(found)
        for handle in objects:
            if handle.label.startswith(f"manumit:{ring}:") and handle.label != kept:
                handle.destroy()

    def close(self) -> None:
        """End the session."""
        self._session.close()
