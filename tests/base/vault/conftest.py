"""A passphrase holder that hashed once, so that tests that are not about passphrases take no second each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from manumit.base.vault import PassphraseHolder, Vault

PASSPHRASE = "correct horse battery staple"


@pytest.fixture(scope="session")
def holder() -> PassphraseHolder:
    """Derives its identity at its first use, and keeps it."""
    return PassphraseHolder(PASSPHRASE)


@pytest.fixture
def vault(tmp_path: Path, holder: PassphraseHolder) -> Iterator[Vault]:
    """An empty vault."""
    with Vault.create(tmp_path / "v", holder) as made:
        yield made
