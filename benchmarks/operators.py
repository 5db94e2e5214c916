"""Operators: how well adverts of one hand are found together, and how well one is told by style alone.

    python benchmarks/operators.py own:/tmp/w621 other:/tmp/o22 ... [--five] [--leave-out SORT ...] [--quick]

Worlds are folders with input/ and truth/ (`own:` made by `manumit world`). *Pairs*: pairwise F1 over the operations'
adverts, over all adverts whose poster is known, and over these with everybody else's adverts counted as strangers;
intervals from a bootstrap over posters. Beside it: components of shared phones, and character 2-5-gram tf-idf with
cosine (its threshold the best for the world in hand, in its favour). *Retrieval*: contacts, names, places, prices and
pictures masked, copies of one text collapsed, each poster's later half sought among everybody's earlier halves.
`--five` keeps ad_id, posted_at, source, title and text alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import comb
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from benchmarks.operator_worlds import FIVE, Advert, World, read_world
from manumit.engine.links import clusters_of, compare, operators_of
from manumit.engine.links.operators import scene_of
from manumit.engine.links.operators_evidence import CONTACTLESS, SORTS, Scene, words_of
from manumit.engine.links.operators_weights import WEIGHTS, weights
from manumit.engine.links.style import hidden
from manumit.engine.links.templates import Compared

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
STYLE = ("phrases", "habits", "likeness", "form", "other_form")
"""Evidence that is left when identifiers, names, pictures, places, times and prices are masked."""
RESAMPLES = 500
Groups = Mapping[str, object]


def counts(found: Groups, hand: Mapping[str, str], strangers: Iterable[str]) -> NDArray[np.float64]:
    """One row a poster: pairs rightly found, pairs found (half of one across two posters), pairs there are."""
    members: dict[object, Counter[str]] = defaultdict(Counter)
    for ad_id, who in hand.items():
        members[found[ad_id]][who] += 1
    beside = Counter(found[ad_id] for ad_id in strangers)
    rows: dict[str, NDArray[np.float64]] = {}
    for who, count in Counter(hand.values()).items():
        rows[who] = np.array([0.0, 0.0, comb(count, 2)])
    for group, inside in members.items():
        total = sum(inside.values())
        for who, count in inside.items():
            rows[who] += (
                comb(count, 2),
                comb(count, 2) + count * (total - count) / 2 + count * beside[group],
                0,
            )
    return np.stack([rows[who] for who in sorted(rows)])


def score(rows: NDArray[np.float64]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    right, found, there = rows.sum(axis=0)
    precision, recall = right / found if found else 1.0, right / there if there else 1.0
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-12)


def interval(rows: NDArray[np.float64]) -> tuple[float, float]:
    """90 % interval of F1, posters drawn with replacement."""
    rng = np.random.default_rng(1)
    drawn = [score(rows[rng.integers(0, len(rows), len(rows))])[2] for _ in range(RESAMPLES)]
    return float(np.quantile(drawn, 0.05)), float(np.quantile(drawn, 0.95))


def components(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Connected components, by union-find."""
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    for one, other in pairs:
        parent[root(one)] = root(other)
    return [root(at) for at in range(count)]


def by_phone(world: World) -> dict[str, int]:
    """What most tools do: adverts with a phone in common, and with those, and so on."""
    first: dict[str, int] = {}
    pairs = []
    for at, advert in enumerate(world.adverts):
        for phone in {one.value for one in advert.mentions if one.kind == "phone"}:
            pairs.append((at, first.setdefault(phone, at)))
    return dict(zip((one.ad_id for one in world.adverts), components(len(world.adverts), pairs), strict=True))


def masked(advert: Advert) -> str:
    """Title and text with a sign for every mention."""
    return "\n".join(
        hidden(
            str(advert.columns.get(name) or ""),
            [(one.start, one.end, one.kind) for one in advert.mentions if one.field == name],
        )
        for name in ("title", "text")
    )


def tfidf(texts: Sequence[str]):  # type: ignore[no-untyped-def]
    """Rows of character 2-5-gram tf-idf, unit length."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer="char", ngram_range=(2, 5), sublinear_tf=True, min_df=2).fit_transform(
        texts
    )


def by_tfidf(world: World, hand: Mapping[str, str]) -> dict[str, int]:
    """Components of cosines above the threshold that is best for this world's known adverts."""
    rows = tfidf([one.text for one in world.adverts])
    ids = [one.ad_id for one in world.adverts]
    near: list[tuple[int, int, float]] = []
    for at in range(0, len(ids), 500):
        block = (rows[at : at + 500] @ rows.T).tocoo()
        kept = block.data >= THRESHOLDS[0]
        near += zip(
            (block.row[kept] + at).tolist(), block.col[kept].tolist(), block.data[kept].tolist(), strict=True
        )
    tries = (
        components(len(ids), ((a, b) for a, b, cosine in near if cosine >= least)) for least in THRESHOLDS
    )
    found = [dict(zip(ids, labels, strict=True)) for labels in tries]
    return max(found, key=lambda one: score(counts(one, hand, ()))[2])


def pairs_table(world: World, compared: Compared, quick: bool) -> None:
    """Pairwise F1 of each method in three readings, ours over each."""
    operations, known = world.known(operations_only=True), world.known()
    strangers = [one.ad_id for one in world.adverts if not one.sort]
    readings = (
        ("operations", operations, []),
        ("known posters", known, []),
        ("and strangers", known, strangers),
    )
    methods: dict[str, Groups] = {
        "ours": operators_of(compared, world.notices()).operator_of,
        "components by phone": by_phone(world),
    }
    if not quick:
        methods["tf-idf"] = by_tfidf(world, known)
    print("| adverts of | method | precision | recall | F1 | 90 % interval | ours is |")
    print("|---|---|---|---|---|---|---|")
    for reading, hand, others in readings:
        best = 0.0
        for method, found in methods.items():
            rows = counts(found, hand, others)
            precision, recall, f1 = score(rows)
            best = best or f1
            low, high = interval(rows)
            ratio = f"{best / max(f1, 1e-9):.2f} x"
            shown = " | ".join(f"{value:.3f}" for value in (precision, recall, f1))
            print(f"| {reading} | {method} | {shown} | {low:.3f} to {high:.3f} | {ratio} |")


def halves(world: World, copy_of: Mapping[str, object]) -> tuple[list[int], list[int]]:
    """(sought, gallery): of each poster's adverts, one of all copies, the later half and the earlier; strangers' are
    gallery."""
    once: dict[tuple[str, object], int] = {}
    for at, advert in enumerate(world.adverts):
        if advert.hand or not advert.sort:
            once.setdefault((advert.hand or advert.ad_id, copy_of[advert.ad_id]), at)
    mine: dict[str, list[int]] = defaultdict(list)
    for at in once.values():
        mine[world.adverts[at].hand].append(at)
    gallery, sought = mine.pop("", []), []
    for texts in mine.values():
        texts.sort(key=lambda at: str(world.adverts[at].columns.get("posted_at")))
        gallery += texts[: (len(texts) + 1) // 2]
        sought += texts[(len(texts) + 1) // 2 :]
    return sought, gallery


def retrieval_table(world: World, compared: Compared) -> None:
    """R-precision, MRR, macro-F1 of the nearest known poster, true positives at 1 % false ones; copies are adverts of
    the same masked words, or (harder) of one template."""
    words = dict(zip(compared.ids, compared.texts.of_text, strict=True))
    print("\n| copies | method | R-precision | MRR | macro-F1 | TPR at 1 % FPR |\n|---|---|---|---|---|---|")
    for copies, copy_of in (("same words", words), ("one template", clusters_of(compared).template_of)):
        sought, gallery = halves(world, copy_of)
        found = _retrieved(world, compared, sought, gallery)
        title = (
            f"{copies}: {len(sought)} of {len({world.adverts[at].hand for at in sought})} in {len(gallery)}"
        )
        for method, values in found.items():
            print(
                f"| {title} | {method} | "
                + " | ".join("-" if value != value else f"{value:.3f}" for value in values)
                + " |"
            )


def _retrieved(
    world: World, compared: Compared, sought: Sequence[int], gallery: Sequence[int]
) -> dict[str, NDArray[np.float64]]:
    hand = np.array([one.hand for one in world.adverts])
    scene = scene_of(compared.ids, compared.texts, world.notices())
    place = {ad_id: at for at, ad_id in enumerate(compared.ids)}
    rows = tfidf([masked(one) for one in world.adverts])
    by_method = {
        "ours, style alone": np.stack([_styles(scene, place, world, one, gallery) for one in sought]),
        "tf-idf": np.asarray((rows[sought] @ rows[gallery].T).todense()),
    }
    found = {method: measured(near, hand[sought], hand[gallery]) for method, near in by_method.items()}
    found["ours over tf-idf"] = found["ours, style alone"] / np.where(
        found["tf-idf"] > 0, found["tf-idf"], np.nan
    )
    return found


def _styles(
    scene: Scene, place: Mapping[str, int], world: World, one: int, gallery: Sequence[int]
) -> NDArray[np.float64]:
    given = weights()[:CONTACTLESS] * np.array([sort in STYLE for sort in SORTS[:CONTACTLESS]])
    those = np.array([place[world.adverts[at].ad_id] for at in gallery])
    this = np.full(len(those), place[world.adverts[one].ad_id])
    return np.asarray(words_of(scene, this, those) @ given, np.float64)


def measured(
    near: NDArray[np.float64], who: NDArray[np.str_], whose: NDArray[np.str_]
) -> NDArray[np.float64]:
    """R-precision, MRR, macro-F1, TPR at 1 % FPR of a matrix of likeness; `who` sought (rows), `whose` gallery."""
    same = who[:, None] == whose[None, :]
    order = np.argsort(-near, axis=1, kind="stable")
    ranked = np.take_along_axis(same, order, axis=1)
    relevant = same.sum(axis=1)
    precision = [ranked[at, : relevant[at]].mean() for at in range(len(who))]
    mrr = 1.0 / (ranked.argmax(axis=1) + 1)
    known = np.flatnonzero(whose != "")
    told = whose[known[near[:, known].argmax(axis=1)]]
    f1 = [
        2 * ((told == one) & (who == one)).sum() / ((told == one).sum() + (who == one).sum())
        for one in set(who)
    ]
    cut = np.quantile(near[~same], 0.99)
    return np.array([np.mean(precision), mrr.mean(), np.mean(f1), (near[same] > cut).mean()])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("worlds", nargs="+", metavar="own:DIR|other:DIR")
    parser.add_argument("--five", action="store_true")
    parser.add_argument("--leave-out", nargs="*", choices=SORTS, default=[])
    parser.add_argument("--quick", action="store_true", help="no tf-idf and no retrieval")
    given = parser.parse_args()
    WEIGHTS.update(dict.fromkeys(given.leave_out, 0.0))
    for name in given.worlds:
        sort, _, folder = name.partition(":")
        world = read_world(Path(folder), sort == "own", FIVE if given.five else None)
        texts = world.texts()
        compared = compare(list(texts), list(texts.values()))
        print(f"\n#### {name}, {len(texts)} adverts{', five columns' * given.five}\n")
        pairs_table(world, compared, given.quick)
        if not given.quick:
            retrieval_table(world, compared)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
