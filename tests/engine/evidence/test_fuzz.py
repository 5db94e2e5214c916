"""Ten thousand coverage-guided inputs for each reader (atheris, see benchmarks/fuzz_readers.py)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
READERS = (
    "pnrgov", "paxlst", "iso20022", "webpage", "warc", "mail", "jsonlines", "delimited", "freetext", "archive",
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_only_records_and_quarantine_come_out(reader: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "benchmarks" / "fuzz_readers.py"),
        reader,
        "-runs=10000",
        "-max_len=512",
        "-seed=1",
        f"-artifact_prefix={tmp_path}/",
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=300,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
