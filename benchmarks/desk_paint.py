"""How soon the Desk's graph is painted in headless Chromium: from the start of navigation to the first painted frame.

    python benchmarks/desk_paint.py [--rounds 5] [--chromium /usr/bin/chromium]

Made-up scenes (seed 1) from a server on loopback, each round in a new browser context with an empty cache; WebGL is
drawn in software (SwiftShader). Needs the built browser part (`npm ci --ignore-scripts && node build.mjs`).
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.doors.web.front.serving import scene_bytes, served  # noqa: E402

FLAGS = (
    "--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --ignore-gpu-blocklist "
    "--disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()
SCENES = {
    "40 nodes": "nodes=40",
    "2,000 nodes, all drawn": "nodes=2000",
    "20,000 nodes, grouped (as it opens)": "nodes=20000",
    "20,000 nodes, overview": "nodes=20000&overview=1",
}
PAINTED = "m-graph[data-painted]"
TIMES = """() => ({
  words: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  scene: performance.getEntriesByType("resource").find((one) => one.name.includes("scene.json")).responseEnd,
  graph: Number(document.querySelector("m-graph").dataset.painted),
})"""


def once(browser: Browser, address: str) -> dict[str, float]:
    """Milliseconds since the start of navigation: first words, scene there, graph painted."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    try:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(PAINTED, state="attached", timeout=60_000)
        told: dict[str, float] = page.evaluate(TIMES)
        return told
    finally:
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chromium", default=shutil.which("chromium") or "/usr/bin/chromium")
    asked = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {asked.rounds} rounds"
    )
    print(f"{'scene':38} {'first words':>12} {'scene there':>12} {'painted':>9} {'best':>7}   (ms)")
    with served() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        for name, query in SCENES.items():
            scene_bytes(int(query.split("&")[0].removeprefix("nodes=")))  # made before the clock runs
            times = [once(browser, f"{base}/page?{query}") for _ in range(asked.rounds)]
            words, scene, graph = (median(one[key] for one in times) for key in ("words", "scene", "graph"))
            best = min(one["graph"] for one in times)
            print(f"{name:38} {words:12.0f} {scene:12.0f} {graph:9.0f} {best:7.0f}")


if __name__ == "__main__":
    main()
