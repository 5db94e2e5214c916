"""Which holder opens the keys of a folder: the keyring says what kind it is, the caller where its secret comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from manumit.base.kernel import VaultError
from manumit.base.vault.holder import KeyHolder, PassphraseHolder
from manumit.base.vault.keyring import Keyring
from manumit.base.vault.kms import TransitHolder
from manumit.base.vault.pkcs11 import TokenHolder


def holder_for(folder: Path, secret: Callable[[str], str], tries: Path | None = None) -> KeyHolder:
    """What holds the keys of a folder; `secret` is asked for a 'passphrase' or a 'PIN' where one is needed. `tries`:
    where wrong tries are counted."""
    label = Keyring.held_by(folder)
    kind = label.get("kind")
    if kind == "passphrase":
        return PassphraseHolder(secret("passphrase"), tries)
    if kind == "pkcs11":
        return TokenHolder(Path(label["module"]), label["token"], secret("PIN"))
    if kind == "transit":
        return TransitHolder.from_environment(label["address"])
    raise VaultError(
        f"{folder} has keys under {kind!r}, which this program does not know.", "Use a newer program."
    )
