"""A made-up study of places with as many cells as wanted, as the Desk tells it to its map; the page that shows it, and
what a page does while its map is moved."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import h3
import numpy as np

PAGE = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Places</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="csrf-token" content="token">
<link rel="stylesheet" href="$base_css"><link rel="stylesheet" href="$desk_css">
<link rel="stylesheet" href="$scene_css"><link rel="stylesheet" href="$places_css">
<script type="application/json" id="words">$words</script><script src="$theme_js"></script>
<script type="module" src="$desk_js"></script><script type="module" src="$places_js"></script></head>
<body><main id="main"><h1>Places</h1>
<m-places src="/cells.json?cells=$cells" picture-url="/picture" cells-url="/cells.csv"></m-places></main></body>
</html>"""
MOVE = """async ({ steps, zoom }) => {
  const { map, shapes, box } = document.querySelector("m-places").map;
  const gl = map.getCanvas().getContext("webgl2");
  const [[west, south], [east, north]] = shapes.bounds;
  const middle = [(west + east) / 2, (south + north) / 2];
  map.jumpTo({ center: middle, zoom: map.getZoom() + zoom });
  await new Promise((done) => map.once("idle", done));
  const painted = () => {
    const { drawingBufferWidth: wide, drawingBufferHeight: tall } = gl;
    const bytes = new Uint8Array(4 * wide * tall);
    gl.readPixels(0, 0, wide, tall, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    return { wide, tall, bytes };
  };
  const ground = document.querySelector("m-places").inks;
  const of = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const plain = [of(ground.sea), of(ground.land)];
  const blank = () => {
    const { wide, tall, bytes } = painted();
    let [asked, empty] = [0, 0];
    for (let i = 1; i < 24; i++) for (let j = 1; j < 24; j++) {
      const [x, y] = [Math.floor((i * wide) / 24), Math.floor((j * tall) / 24)];
      const at = 4 * (y * wide + x);
      const { lng, lat } = map.unproject([x / devicePixelRatio, (tall - y) / devicePixelRatio]);
      const [far, up] = [(2 * (lng - middle[0])) / (east - west), (2 * (lat - middle[1])) / (north - south)];
      if (Math.hypot(far, up) > 0.8) continue; // the cells are a hexagon of hexagons
      asked++;
      if (plain.some((one) => one.every((part, k) => part === bytes[at + k]))) empty++;
    }
    return [asked, empty];
  };
  let [asked, empty, worst] = [0, 0, 0];
  const frames = [];
  const own = [];
  const began = { at: 0 };
  map.on("render", () => {
    own.push(performance.now() - began.at);
    if (!document.querySelector("m-places").dataset.look) return;
    const [some, none] = blank();
    asked += some; empty += none; worst = Math.max(worst, some ? none / some : 0);
  });
  let last = performance.now();
  for (let step = 0; step < steps; step++) {
    const turn = (2 * Math.PI * step) / steps;
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
    began.at = performance.now();
    const [across, up] = [0.3 * (east - west) * Math.cos(turn), 0.3 * (north - south) * Math.sin(turn)];
    map.jumpTo({ center: [middle[0] + across, middle[1] + up] });
  }
  await new Promise(requestAnimationFrame);
  return { frames: frames.slice(1), asked, empty, worst, renders: own.length };
}"""
"""Moves the map in a circle, a step a frame, and (with `data-look` set) asks on every frame whether points inside the
area are painted: {frames: ms, asked, empty: points, worst: share of a frame's points that were blank}."""


@lru_cache(maxsize=2)
def study(size: int) -> bytes:
    """At least so many cells round a point, resolution 8: half of them with events."""
    dealt = np.random.default_rng(1)
    rings = int(np.ceil((-3 + np.sqrt(9 + 12 * (size - 1))) / 6))
    cells = sorted(h3.grid_disk(h3.latlng_to_cell(53.8, -1.55, 8), rings))
    size = len(cells)
    middles = np.array([h3.cell_to_latlng(one) for one in cells])
    seen = dealt.poisson(dealt.gamma(0.5, 3, size))
    expected = np.round(dealt.gamma(0.5, 0.4, size), 4)
    stands = np.where(seen > 12, "hot", np.where(seen == 0, "cold", "none"))
    at, when = np.nonzero(dealt.random((size, 12)) < 0.1)
    visit = np.where(expected > np.quantile(expected, 0.955), "forecast", "")
    told: dict[str, Any] = {
        "title": "Made up", "resolution": 8, "cells": cells, "lon": np.round(middles[:, 1], 5).tolist(),
        "lat": np.round(middles[:, 0], 5).tolist(), "seen": seen.tolist(), "expected": expected.tolist(),
        "low": [0] * size, "high": (seen + 2).tolist(), "class": np.where(seen > 12, "hot", "none").tolist(),
        "stands": stands.tolist(), "visit": visit.tolist(), "q": np.round(dealt.random(size), 3).tolist(),
        "thin": (seen < 1).tolist(), "hidden": [False] * size,
        "edges": [f"2025-{month:02}-01" for month in range(1, 13)] + ["2026-01-01"],
        "periods": [at.tolist(), when.tolist(), np.ones(len(at)).tolist()],
        "classes": {"hot": "hot over the whole time", "none": "neither hot nor cold"},
        "visits": {"forecast": "By the forecast", "chance": "By chance", "": "Not this time"},
        "standings": {"hot": "Hot now", "whole": "Hot", "was": "Before", "none": "Neither", "cold": "Cold"},
        "stamp": ["Made up."], "handling": "Nobody's",
        "towns": [{"name": "Middleton", "lon": -1.55, "lat": 53.8}],
    }  # fmt: skip
    return json.dumps(told, separators=(",", ":")).encode()
