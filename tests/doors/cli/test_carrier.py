"""The verb as a process: it says how the help line is to be started, and its page shows a telephone."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from urllib.parse import urlencode


def test_a_telephone_to_try_with() -> None:
    call = [
        sys.executable,
        "-m",
        "manumit",
        "carrier",
        "--haven",
        "http://127.0.0.1:9",
        "--port",
        "0",
        "--quiet",
    ]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told = dict(process.stdout.readline().strip().split("=", 1) for _ in range(5))
        try:
            here = told["MANUMIT_HELPLINE_CARRIER"]
            form = urlencode({"number": "+447700900001", "body": "<i>hello</i>"}).encode()
            asked = urllib.request.Request(f"{here}/text", form, {"Accept": "application/json"})
            with urllib.request.urlopen(asked, timeout=10) as answer:
                assert json.load(answer) == {"statuses": [0]}  # no help line there
            with urllib.request.urlopen(here, timeout=10) as page:
                assert "&lt;i&gt;hello&lt;/i&gt;" in page.read().decode()
            with urllib.request.urlopen(f"{here}/state.json", timeout=10) as state:
                assert json.load(state)["texts"][0]["number"] == "+447700900001"
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert len(told["MANUMIT_HELPLINE_CARRIER_TOKEN"]) == 32
