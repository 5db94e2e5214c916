"""Writes OUT/adverts.csv (what the extractor reads) and OUT/truth.csv (what it does not).

python -m benchmarks.identifiers_unseen OUT --seed 1 [--scale 1.0]
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.identifiers_unseen import items
from benchmarks.identifiers_unseen.adverts import Advert
from benchmarks.identifiers_unseen.wallets import MAKERS, WRONG
from benchmarks.identifiers_unseen.words.handles import AT_DOT, PLATFORMS
from benchmarks.identifiers_unseen.words.negatives import NEGATIVES

Make = Callable[[Random, str], Advert]
PHONES = {
    "clean_international": 300, "clean_national": 420, "no_region": 90, "link": 60,
    "fullwidth": 80, "arabic_indic": 80, "devanagari": 60, "other_scripts": 50, "styled": 90, "keycaps": 80,
    "doubled": 40, "mixed": 120, "glued": 120, "letters": 100, "lookalikes": 60, "lines": 110, "emoji": 120,
    "words": 80, "zero_width": 70, "combining": 50, "separators": 110,
}  # fmt: skip


def quotas() -> dict[str, tuple[int, Make]]:
    """How many adverts of each class, and who makes them."""
    plan: dict[str, tuple[int, Make]] = {
        f"phone_{name}": (count, items.phone) for name, count in PHONES.items()
    }
    plan |= {f"phone_spelled_{lang}": (48, items.phone) for lang in AT_DOT}
    plan |= {"beyond_tens": (60, items.tens), "email_clean": (170, items.email)}
    plan |= {f"email_at_dot_{lang}": (20, items.email) for lang in AT_DOT}
    plan |= {f"email_{way}": (30, items.email) for way in ("spaced", "zero_width", "wide")}
    plan |= {f"handle_{platform}": (48, items.handle) for platform in PLATFORMS}
    plan |= {
        "handle_disguised": (110, items.handle),
        "handle_link": (80, items.handle),
        "handle_bare": (40, items.handle),
    }
    plan |= {"url_clean": (90, items.url), "url_onion": (60, items.url), "url_short": (80, items.url)}
    plan |= {"url_defanged": (60, items.url), "iban_right": (130, items.iban), "wrong_iban": (90, items.iban)}
    plan |= {f"wallet_{name}": (50, items.wallet) for name in (*MAKERS, "zero_width")}
    plan |= {f"wrong_{name}": (32, items.wallet) for name in WRONG}
    return plan | dict.fromkeys(NEGATIVES, (70, items.negative))


def adverts(seed: int, scale: float = 1.0) -> list[tuple[str, Advert]]:
    """(class, advert), in the order of a feed, not of the classes."""
    made = []
    for group, (count, make) in quotas().items():
        rng = Random(f"{seed} {group}")
        made += [(group, make(rng, group)) for _ in range(max(1, round(count * scale)))]
    Random(seed).shuffle(made)
    return made


def write(out: Path, seed: int, scale: float = 1.0) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with (
        (out / "adverts.csv").open("w", encoding="utf-8", newline="") as ads,
        (out / "truth.csv").open("w", encoding="utf-8", newline="") as truths,
    ):
        seen, known = csv.writer(ads), csv.writer(truths)
        seen.writerow(["ad_id", "title", "text", "contact", "location", "region"])
        known.writerow(["ad_id", "field", "kind", "value", "start", "end", "class", "advert_class"])
        for number, (group, advert) in enumerate(adverts(seed, scale), 1):
            ad_id, fields = f"a{number:05}", advert.fields
            seen.writerow(
                [ad_id, fields["title"], fields["text"], fields["contact"], advert.location, advert.region]
            )
            for t in advert.truth:
                known.writerow([ad_id, t.field, t.kind, t.value, t.start, t.end, t.group, group])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="1.0 is about 6,000 adverts")
    options = parser.parse_args()
    write(options.out, options.seed, options.scale)


if __name__ == "__main__":
    main()
