"""A small house for each test: the real `manumit` script, a tiny program and a tiny lock; no network."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

# All that the script may call besides Python and an installer. A test fails when it starts to need more.
TOOLS = ("cat", "cksum", "dirname", "mkdir", "mv", "readlink", "rm", "sh")

PROGRAM = """
import json, os, sys
import lodger
print(json.dumps({"args": sys.argv[1:], "cwd": os.getcwd(), "lodger": lodger.VERSION, "file": __file__}))
print(sys.stdin.read(), end="")
sys.exit(int(os.environ.get("LEAVE_WITH", "0")))
"""

WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"

FAKE_PYTEST = """
import json, os, sys
print(json.dumps({"pytest": sys.argv[1:], "cwd": os.getcwd()}))
sys.exit(5)
"""


@dataclass
class House:
    """One copy of the project in miniature."""

    root: Path
    bin: Path
    wheels: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def script(self) -> Path:
        return self.root / "manumit"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def site(self) -> Path:
        (found,) = self.venv.glob("lib/python3*/site-packages")
        return found

    @property
    def env(self) -> dict[str, str]:
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        mine = {"PATH": str(self.bin), "HOME": str(self.bin), "MANUMIT_PYTHON": sys.executable}
        return {**offline, **mine, **self.extra}

    def start(
        self, *args: str, cwd: Path | None = None, script: Path | None = None, stdin: int = subprocess.PIPE
    ) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [str(script or self.script), *args],
            cwd=cwd or self.root,
            env=self.env,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def call(
        self, *args: str, cwd: Path | None = None, script: Path | None = None, stdin: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        with self.start(*args, cwd=cwd, script=script) as process:
            out, err = process.communicate(stdin, timeout=240)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def put_tool(self, name: str, text: str) -> Path:
        """A program of our own on the house's PATH."""
        path = self.bin / name
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return path

    def lock(self, version: str, name: str = "demo", digest: str | None = None) -> None:
        """Make the lock name `lodger` in this version."""
        digest = digest or build_wheel(self.wheels, version)
        (self.root / "requirements" / f"{name}.txt").write_text(f"lodger=={version} --hash=sha256:{digest}\n")


def build_wheel(folder: Path, version: str) -> str:
    """Write lodger-VERSION as a wheel and return its sha256."""
    name = f"lodger-{version}"
    files = {
        "lodger.py": f"VERSION = {version!r}\n",
        f"{name}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: lodger\nVersion: {version}\n",
        f"{name}.dist-info/WHEEL": WHEEL,
    }
    rows = [f"{path},{_record_digest(text)},{len(text)}" for path, text in files.items()]
    files[f"{name}.dist-info/RECORD"] = "\n".join([*rows, f"{name}.dist-info/RECORD,,"]) + "\n"
    wheel = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def _record_digest(text: str) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def build_house(folder: Path) -> House:
    """A house in a folder whose name has spaces and a quote, with nothing installed yet."""
    house = House(root=folder / "a house, Ana's  own", bin=folder / "bin", wheels=folder / "wheels")
    for part in (house.root / "requirements", house.root / "src" / "manumit", house.bin, house.wheels):
        part.mkdir(parents=True)
    shutil.copy(REPOSITORY / "manumit", house.script)
    (house.root / "pyproject.toml").write_text("[project]\nname = 'manumit'\n")
    (house.root / "src" / "manumit" / "__init__.py").touch()
    (house.root / "src" / "manumit" / "__main__.py").write_text(PROGRAM)
    (house.root / "pytest.py").write_text(FAKE_PYTEST)
    house.lock("1.0", "demo")
    house.lock("1.0", "dev")
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, f"this machine has no {tool}"
        (house.bin / tool).symlink_to(found)
    return house


def told(out: str) -> dict[str, object]:
    """What the tiny program said on its first line of stdout."""
    said = json.loads(out.splitlines()[0])
    assert isinstance(said, dict)
    return said
