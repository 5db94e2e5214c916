"""In CI a skipped test fails the run, loudly; elsewhere it is only listed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bootstrap.house import REPOSITORY

SKIPPED = "import pytest\n\n@pytest.mark.skip(reason='no such server')\ndef test_hole():\n    pass\n"
MODULE_SKIPPED = "import pytest\npytest.importorskip('a_module_nobody_has')\n"
EXPECTED_FAILURE = (
    "import pytest\n\n@pytest.mark.xfail(reason='known')\ndef test_known():\n    assert False\n"
)


def run_pytest(folder: Path, text: str, ci: str | None) -> "subprocess.CompletedProcess[str]":
    shutil.copy(REPOSITORY / "tests" / "conftest.py", folder / "conftest.py")
    (folder / "test_one.py").write_text("def test_sound():\n    pass\n\n" + text)
    env = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS")}
    if ci is not None:
        env["CI"] = ci
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(folder),
            str(folder),
        ],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("text", [SKIPPED, MODULE_SKIPPED], ids=["one test", "a module"])
def test_a_skip_fails_in_ci(tmp_path: Path, text: str) -> None:
    done = run_pytest(tmp_path, text, ci="true")
    assert done.returncode == 9, done.stdout
    assert "skipped tests count as failures here" in done.stdout
    assert "SKIPPED" in done.stdout
    assert "no such server" in done.stdout or "a_module_nobody_has" in done.stdout


@pytest.mark.parametrize("ci", [None, "", "false"])
def test_a_skip_is_allowed_elsewhere(tmp_path: Path, ci: str | None) -> None:
    assert run_pytest(tmp_path, SKIPPED, ci).returncode == 0


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, EXPECTED_FAILURE, ci="true").returncode == 0
