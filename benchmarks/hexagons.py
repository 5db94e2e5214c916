"""How a map of many cells opens and moves in headless Chromium.

    python benchmarks/hexagons.py [--cells 1000 30000 100000] [--steps 60] [--chromium /usr/bin/chromium]

A made-up study (seed 1) from a server on loopback. The map is moved in a circle, a step a frame, once over the whole
area and once so near that a fiftieth of it is seen. WebGL is drawn in software (SwiftShader), on the processor: a
graphics card is many times as fast. `blank`: of 23 x 23 points a frame that lie inside the area, those that showed the
ground. `answer`: from a class chosen in the legend to the next painted frame. Needs the built browser part.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import time
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.doors.web.front.cells import MOVE, study  # noqa: E402
from tests.doors.web.front.conftest import FLAGS  # noqa: E402
from tests.doors.web.front.serving import served  # noqa: E402

ANSWER = """async () => {
  const places = document.querySelector("m-places");
  const began = performance.now();
  document.querySelectorAll(".places-class")[3].click();
  await new Promise((done) => places.map.map.once("render", done));
  const took = performance.now() - began;
  places.choose([]);
  return took;
}"""


def moved(page: Page, steps: int, zoom: float) -> str:
    """Frame times without looking, then blank points while looking."""
    told = page.evaluate(MOVE, {"steps": steps, "zoom": zoom})
    page.evaluate("document.querySelector('m-places').dataset.look = '1'")
    looked = page.evaluate(MOVE, {"steps": steps // 3, "zoom": 0})
    page.evaluate("delete document.querySelector('m-places').dataset.look")
    page.evaluate("document.querySelector('m-places').map.fit()")
    page.wait_for_timeout(500)
    slow = quantiles(told["frames"], n=20)[-1]
    return f"{median(told['frames']):8.0f} {slow:7.0f} {looked['empty']:6}/{looked['asked']:<7}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cells", type=int, nargs="+", default=[1_000, 30_000, 100_000])
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--chromium", default=shutil.which("chromium") or "/usr/bin/chromium")
    asked = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {asked.steps} frames"
    )
    print(
        f"{'cells':>8} {'JSON MB':>8} {'opened s':>9} {'answer ms':>10}   {'far: median, 95 %, blank':>26}   near"
    )
    with served() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        for cells in asked.cells:
            size = len(study(cells)) / 1e6
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            page.set_default_timeout(300_000)
            began = time.perf_counter()
            page.goto(f"{base}/cells?cells={cells}")
            page.wait_for_selector("m-places[data-painted]", state="attached")
            opened = time.perf_counter() - began
            answer = page.evaluate(ANSWER)
            far, near = moved(page, asked.steps, 0), moved(page, asked.steps, 2.8)
            print(f"{cells:8,} {size:8.1f} {opened:9.1f} {answer:10.0f}   {far} {near}", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
