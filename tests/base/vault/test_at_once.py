"""Threads of a process that open keys together: OpenSSL's Argon2id with several lanes hangs when two derive at once."""

from __future__ import annotations

import subprocess
import sys

CODE = """
from concurrent.futures import ThreadPoolExecutor
from manumit.base.vault.holder import Stretch
with ThreadPoolExecutor(4) as pool:
    made = list(pool.map(lambda salt: Stretch(salt).identity("four random words"), [b"s" * 16] * 4))
print(len({one.private_bytes_raw() for one in made}))
"""


def test_threads_take_turns_at_deriving() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "1"
