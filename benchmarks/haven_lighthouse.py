"""Haven under Lighthouse: performance and accessibility of its pages on a middling phone with slow 4G.

    python benchmarks/haven_lighthouse.py                 all main pages, a line each; exit code 1 below 95
    python benchmarks/haven_lighthouse.py /find /talk --runs 3 --out scores.json

Lighthouse 12.8.2 comes through npx (it is no part of the set-up; version 13 needs a newer Node), the browser is
Debian's chromium. Its mobile preset: 150 ms round trips, 1.6 Mbit/s, a four times slower processor, simulated. With
several runs the median counts. `/find` is loaded as it is before a question; the directory is the invented one, all
vouched for.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = (
    "/",
    "/talk",
    "/find",
    "/numbers",
    "/rights",
    "/rights/basics",
    "/signs",
    "/offer",
    "/plan",
    "/phone",
    "/language",
)
KINDS = ("performance", "accessibility")
TRIES = 3
LEAST = 95
"""Of 100, in both (the issue)."""
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "directory"


@contextmanager
def haven(folder: Path) -> Iterator[str]:
    """A help line with the invented directory; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home, base = folder / "home", f"http://127.0.0.1:{port}"
    environ = os.environ | {"MANUMIT_HELPLINE_AREA": "GB"}
    call = [sys.executable, "-m", "manumit"]
    served = [*call, "helpline", "--home", str(home), "--haven-port", str(port), "--no-line"]
    with (folder / "haven.log").open("wb") as said:
        server = subprocess.Popen(served, env=environ, stdout=said, stderr=said)
    try:
        until = time.monotonic() + 90
        while time.monotonic() < until:
            with suppress(OSError), urllib.request.urlopen(f"{base}/icon.svg", timeout=5):
                break
            time.sleep(0.2)
        else:
            raise SystemExit((folder / "haven.log").read_text())
        _stock([*call, "directory"], home)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=20)


def _stock(call: list[str], home: Path) -> None:
    where = ["--home", str(home)]
    subprocess.run([*call, "import", str(EXAMPLE), *where], check=False, capture_output=True)
    listed = subprocess.run(
        [*call, "list", *where, "--format", "json"], check=True, capture_output=True, text=True
    )
    for one in map(json.loads, listed.stdout.splitlines()):
        if one["status"] == "waiting":
            marked = [*call, "mark", one["id"], "--by", "A. Checker", *where]
            subprocess.run(marked, check=True, capture_output=True)


def measured(address: str, out: Path) -> dict[str, Any]:
    """Scores of 100, seconds to the first and the largest paint, bytes sent, and what fell short."""
    call = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={out}"]
    call += [f"--only-categories={','.join(KINDS)}", "--chrome-flags=--headless=new --no-sandbox"]
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    for left in reversed(range(TRIES)):  # on a busy machine the browser may not get ready in time
        ran = subprocess.run(
            call, env=os.environ | {"CHROME_PATH": browser}, capture_output=True, text=True, check=False
        )
        if not ran.returncode:
            break
        print(ran.stderr[-2000:] or ran.stdout[-2000:], file=sys.stderr)
        if not left:
            raise SystemExit(f"Lighthouse could not measure {address}.")
    told = json.loads(out.read_bytes())
    audits = told["audits"]
    return {
        **{kind: round(100 * told["categories"][kind]["score"]) for kind in KINDS},
        "first_paint": audits["first-contentful-paint"]["numericValue"] / 1000,
        "largest_paint": audits["largest-contentful-paint"]["numericValue"] / 1000,
        "bytes": audits["total-byte-weight"]["numericValue"],
        "short": sorted(
            ref["id"]
            for kind in KINDS
            for ref in told["categories"][kind]["auditRefs"]
            if ref["weight"]
            and (audits[ref["id"]]["score"] or 0) < 0.9
            and audits[ref["id"]]["score"] is not None
        ),
    }


def main() -> int:
    """Measure, print, and say whether every page is good enough."""
    wanted = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    wanted.add_argument("pages", nargs="*", default=PAGES)
    wanted.add_argument("--runs", type=int, default=1)
    wanted.add_argument("--out", type=Path)
    asked = wanted.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder, haven(Path(folder)) as base:
        print(
            f"{'page':16}{'performance':>12}{'accessibility':>14}{'first':>8}{'largest':>8}{'kB':>7}  fell short"
        )
        for page in asked.pages:
            runs = [measured(base + page, Path(folder) / "one.json") for _ in range(asked.runs)]
            middle = {
                name: statistics.median(one[name] for one in runs) for name in runs[0] if name != "short"
            }
            row = {"page": page, **middle, "short": sorted({name for one in runs for name in one["short"]})}
            rows.append(row)
            print(
                f"{page:16}{row['performance']:12.0f}{row['accessibility']:14.0f}{row['first_paint']:7.1f}s"
                f"{row['largest_paint']:7.1f}s{row['bytes'] / 1000:7.1f}  {' '.join(row['short'])}",
                flush=True,
            )
    if asked.out:
        asked.out.write_text(json.dumps(rows, indent=1), "utf-8")
    return int(any(row[kind] < LEAST for row in rows for kind in KINDS))


if __name__ == "__main__":
    sys.exit(main())
