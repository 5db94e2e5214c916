"""A PKCS#11 token holds the organisation's key: Debian's softhsm2, in a process of its own (it has one token store)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MODULES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
)
SCRIPT = """
import shutil, sys
from pathlib import Path
import pkcs11
from manumit.base.kernel import ManumitError
from manumit.base.vault import Item, PassphraseHolder, TokenHolder, Vault
module, folder = Path(sys.argv[1]), Path(sys.argv[2])

def refused(call):
    try:
        call()
    except ManumitError as error:
        return f"{error.code}: {error.sentence}"
    raise AssertionError("it was not refused")

def keys():
    secret = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.SECRET_KEY}
    return [one.label for one in holder._session.get_objects(secret)]

wrong = refused(lambda: TokenHolder(module, "org", "654321"))
assert wrong.startswith("wrong-key") and "PIN" in wrong, wrong
assert refused(lambda: TokenHolder(module, "nobody", "123456")).startswith("vault")
assert refused(lambda: TokenHolder(folder / "no.so", "org", "123456")).startswith("vault")
holder = TokenHolder(module, "org", "123456")
assert "open in this process already" in refused(lambda: TokenHolder(module, "org", "123456"))
with Vault.create(folder / "v", holder) as vault:
    vault.seal(Item("Ana", "one", 1, b"hello"))
    vault.seal(Item("Bo", "two", 1, b"hi"))
    assert not list(folder.rglob("organisation.age"))
    (first,) = keys()
    shutil.copytree(folder / "v", folder / "copied")
    vault.erase("Ana", "asked for")
    (second,) = keys()
    assert first != second and second.startswith(f"manumit:{vault.ring.id}:")
with Vault.open(folder / "v", holder) as again:
    assert again.read("two").data == b"hi"
copied = refused(lambda: Vault.open(folder / "copied", holder))
assert "not in the token" in copied, copied
other = PassphraseHolder("correct horse battery staple")
with Vault.open(folder / "v", holder) as vault:
    vault.rotate(other)
assert keys() == []
assert "not in a token" in refused(lambda: Vault.open(folder / "v", holder))
with Vault.open(folder / "v", other) as vault:
    assert vault.read("two").data == b"hi"
    vault.rotate(holder)
with Vault.open(folder / "v", holder) as vault:
    assert vault.read("two").data == b"hi"
holder.close()
print("sound")
"""


@pytest.fixture
def token(tmp_path: Path) -> dict[str, str]:
    """A token `org` with the PIN 123456; skipped where softhsm2 is not installed."""
    if shutil.which("softhsm2-util") is None:
        pytest.skip("softhsm2 is not installed (apt-get install softhsm2)")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    environ = {**os.environ, "SOFTHSM2_CONF": str(tmp_path / "softhsm2.conf")}
    made = [
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "org",
        "--pin",
        "123456",
        "--so-pin",
        "123456",
    ]
    subprocess.run(made, env=environ, check=True, capture_output=True)
    return {**environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_a_token_holds_the_key(token: dict[str, str], tmp_path: Path) -> None:
    module = next(path for path in MODULES if path.exists())
    command = [sys.executable, "-W", "error", "-c", SCRIPT, str(module), str(tmp_path / "data")]
    (tmp_path / "data").mkdir()
    done = subprocess.run(command, env=token, capture_output=True, text=True, timeout=120)
    assert done.stdout == "sound\n", done.stderr
