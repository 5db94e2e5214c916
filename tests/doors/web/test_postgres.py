"""Everything of this folder that meets the database, once more on PostgreSQL: in a process of its own, on a server of
its own (by hand: MANUMIT_TEST_DATABASE=postgres pytest tests/doors/web).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.base.ledger.cluster import program

OURS = ("MANUMIT_HOME", "MANUMIT_DATABASE", "DJANGO_SETTINGS_MODULE")
"""What conftest.py set for this process."""


@pytest.mark.postgres
@pytest.mark.slow
def test_the_same_tests_pass_on_postgresql(evidence: Path) -> None:
    if program("initdb") is None:
        pytest.skip("no PostgreSQL; Debian's package is `postgresql`")
    environ = {name: value for name, value in os.environ.items() if name not in OURS}
    environ |= {"MANUMIT_TEST_DATABASE": "postgres", "MANUMIT_TEST_EVIDENCE": str(evidence.parent)}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--tb=short",
            "--show-capture=no",
            "-p",
            "no:cacheprovider",
            str(Path(__file__).parent),
        ],
        env=environ,
        capture_output=True,
        text=True,
        timeout=800,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert int(re.findall(r"(\d+) passed", done.stdout)[-1]) > 100
