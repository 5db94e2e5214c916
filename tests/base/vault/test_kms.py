"""A key service holds the organisation's key: rotation, erasure, refusals and outages over real HTTP."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError, VaultError, VerificationFailed, WrongKey
from manumit.base.vault import Item, PassphraseHolder, Transit, TransitHolder, Vault
from tests.base.vault.transit import TOKEN, Engine, transit_server


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def service(engine: Engine) -> Iterator[TransitHolder]:
    with transit_server(engine) as address:
        yield TransitHolder(Transit(address, TOKEN))


def test_records_open_with_the_service_and_old_versions_are_destroyed(
    engine: Engine, service: TransitHolder, tmp_path: Path
) -> None:
    with Vault.create(tmp_path / "v", service) as vault:
        vault.seal(Item("Ana", "one", 1, b"hello"))
        vault.seal(Item("Bo", "two", 1, b"hi"))
        shutil.copytree(tmp_path / "v", tmp_path / "copied")
        vault.erase("Ana", "asked for")
        vault.rotate()
    ((name, versions),) = engine.keys.items()
    assert list(versions) == [3]
    assert name == f"manumit-{vault.ring.id}"
    with Vault.open(tmp_path / "v", service) as again:
        assert again.read("two").data == b"hi"
    with pytest.raises(
        VerificationFailed, match="too old"
    ):  # every file was copied before, and it does not help
        Vault.open(tmp_path / "copied", service)


def test_the_service_is_asked_once_an_epoch(engine: Engine, service: TransitHolder, tmp_path: Path) -> None:
    with Vault.create(tmp_path / "v", service) as vault:
        vault.seal_many([Item(f"p{n}", f"r{n}", 1, b"x") for n in range(50)])
        engine.asked.clear()
        vault.erase("p7", "asked for")
    assert len([path for path in engine.asked if path.startswith(("encrypt", "decrypt"))]) == 1


def test_from_a_passphrase_to_the_service_and_back(
    engine: Engine, service: TransitHolder, holder: PassphraseHolder, tmp_path: Path
) -> None:
    with Vault.create(tmp_path / "v", holder) as vault:
        vault.seal(Item("Ana", "one", 1, b"hello"))
        vault.rotate(service)
    assert not list((tmp_path / "v").rglob("organisation.age"))
    with pytest.raises(WrongKey, match="transit"):
        Vault.open(tmp_path / "v", holder)
    with Vault.open(tmp_path / "v", service) as vault:
        assert vault.read("one").data == b"hello"
        vault.rotate(holder)
    assert engine.keys == {}
    with Vault.open(tmp_path / "v", holder) as vault:
        assert vault.read("one").data == b"hello"


def test_refusals_and_outages_are_told(engine: Engine, service: TransitHolder, tmp_path: Path) -> None:
    Vault.create(tmp_path / "v", service).close()
    with transit_server(engine) as address:
        with pytest.raises(WrongKey, match="permission denied"):
            Vault.open(tmp_path / "v", TransitHolder(Transit(address, "s.other")))
        gone = TransitHolder(Transit(address, TOKEN))
    with pytest.raises(VaultError, match="cannot be asked"):
        Vault.open(tmp_path / "v", gone)


def test_a_service_is_not_asked_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="https"):
        Transit("http://kms.example.org/v1/transit", TOKEN)
    monkeypatch.delenv("VAULT_TOKEN", raising=False)
    with pytest.raises(UsageError, match="token"):
        TransitHolder.from_environment("https://kms.example.org/v1/transit")
    monkeypatch.setenv("VAULT_TOKEN", TOKEN)
    assert TransitHolder.from_environment("https://kms.example.org/v1/transit")
