"""The talk, sealed reports and the queue, once more on PostgreSQL: in a process of its own, with help lines on a server
of its own (by hand: MANUMIT_TEST_DATABASE=postgres pytest tests/doors/helpline)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.base.ledger.cluster import program
from tests.doors.helpline.databases import POSTGRES

HERE = Path(__file__).parent
AGAIN = ("test_talk.py", "test_note_sealed.py", "line/test_queue.py", "line/test_unheard.py")
"""What meets the database most; pages, browsers and the wall meet it no differently. Floods and the advocates' tests
are for the run by hand: CI has two cores and forty minutes."""


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.skipif(POSTGRES, reason="this is that run")
def test_the_same_tests_pass_on_postgresql() -> None:
    if program("initdb") is None:
        pytest.skip("no PostgreSQL; Debian's package is `postgresql`")
    call = [sys.executable, "-m", "pytest", "-q", "--tb=short", "--show-capture=no", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*call, "-k", "not flood", *(str(HERE / one) for one in AGAIN)],
        env=os.environ | {"MANUMIT_TEST_DATABASE": "postgres"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert int(re.findall(r"(\d+) passed", done.stdout)[-1]) > 40
