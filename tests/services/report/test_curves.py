"""The curves of an evaluation are whole pictures that say in words what they show."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from manumit.services.report import cmc_svg, det_svg

SVG = "{http://www.w3.org/2000/svg}"


def line(text: str) -> list[tuple[float, float]]:
    found = re.search(r'class="line" points="([^"]*)"', text)
    assert found
    spots = [spot.split(",") for spot in found[1].split()]
    return [(float(x), float(y)) for x, y in spots]


def test_errors_fall_from_left_to_right() -> None:
    text = det_svg([1.0, 0.3, 0.05, 0.001, 0.0], [0.0, 0.01, 0.02, 0.1, 0.4], "Errors <of 3>")
    root = ET.fromstring(text)
    assert root.findtext(f"{SVG}title") == "Errors <of 3>"
    spots = sorted(line(text))
    assert [y for _, y in spots] == sorted(y for _, y in spots)  # lower on the page where FMR is larger
    assert all(0 <= x <= 640 and 0 <= y <= 480 for x, y in spots)


def test_ranks_rise() -> None:
    text = cmc_svg([0.8, 0.9, 0.95, 0.95, 1.0], "Ranks")
    spots = line(text)
    assert len(spots) == 5
    assert [y for _, y in spots] == sorted((y for _, y in spots), reverse=True)
    assert "rank 1: 80.0 %; rank 5: 100.0 %" in text
    assert ET.fromstring(cmc_svg([1.0], "One"))
