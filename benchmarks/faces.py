"""Faces: how well unseen people are told apart, and whether the ratios and the expected false candidates hold.

    python benchmarks/faces.py --data DIR            # DIR/subject/picture; prints tables
    python benchmarks/faces.py --data DIR --fit OUT  # the centre and card that are shipped, of all subjects
    python benchmarks/faces.py --million             # 1:N over a million made-up templates, one core

Subjects are split in halves: centre and calibration of one, report on the other, both ways; then over random halves.
Then every two subjects are read by a card of all others, and the ratios of all these pairs are judged together, beside
what ratios that are just right would show on so many pairs.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

from manumit.base.kernel import PoorCapture  # noqa: E402
from manumit.engine.biometrics.answers import Asked, Held, Use, search  # noqa: E402
from manumit.engine.biometrics.calibration import Card, fit_card  # noqa: E402
from manumit.engine.biometrics.codes import codes_alike, codes_of  # noqa: E402
from manumit.engine.biometrics.face import face_vectors, raw_vectors, read_face  # noqa: E402
from manumit.engine.biometrics.measures import Pairs, cllr, equal_error, fnmr_at, least_cllr  # noqa: E402
from manumit.engine.biometrics.modalities import Modality, card_for  # noqa: E402
from manumit.engine.biometrics.model import Template  # noqa: E402
from manumit.engine.biometrics.persons import search_people  # noqa: E402
from manumit.engine.biometrics.weighing import Weighed  # noqa: E402

Names = npt.NDArray[np.str_]
Vectors = npt.NDArray[np.float32]
CONDITION = "studio-like: one face, near the front, even light, grey, about 45 pixels between the eyes"
SEED, HALVES = 1, 20


def read_all(data: Path) -> tuple[list[Template], Names]:
    """Templates and subjects of DIR/subject/picture; who is refused is told."""
    templates, names = [], []
    began, seen = time.perf_counter(), 0
    for path in sorted(one for one in data.glob("*/*") if one.is_file()):
        seen += 1
        try:
            templates.append(read_face(path))
            names.append(path.parent.name)
        except PoorCapture as error:
            print("refused:", error.sentence)
    took = time.perf_counter() - began
    print(f"{seen} pictures, {seen - len(templates)} refused, {seen / took:.2f} faces/s (one core)")
    return templates, np.array(names)


def centre_of(raw: Vectors, names: Names) -> Vectors:
    """The mean of the subjects' means."""
    means = [raw[names == one].mean(axis=0) for one in np.unique(names)]
    return np.asarray(np.mean(means, axis=0), np.float32)


def paired(vectors: Vectors, names: Names) -> Pairs:
    """Every pair once."""
    _, number = np.unique(names, return_inverse=True)
    a, b = np.triu_indices(len(names), 1)
    return Pairs((vectors @ vectors.T)[a, b].astype(np.float64), number[a], number[b])


def left_out(templates: list[Template], names: Names) -> Pairs:
    """Pairs of a cohort as strangers would score: each two subjects centred by the mean of the others."""
    raw, subjects = raw_vectors(templates), np.unique(names)
    score, left, right = [], [], []
    for one in range(len(subjects)):
        for two in range(one, len(subjects)):
            pair = np.isin(names, subjects[[one, two]])
            at = np.flatnonzero(pair)
            vectors = face_vectors([templates[n] for n in at], centre_of(raw[~pair], names[~pair]))
            mine, other = names[at] == subjects[one], names[at] == subjects[two]
            table = vectors[mine] @ vectors[other].T
            found = table[np.triu_indices(len(table), 1)] if one == two else table.ravel()
            score.append(found)
            left += [one] * len(found)
            right += [two] * len(found)
    return Pairs(np.concatenate(score).astype(np.float64), np.array(left), np.array(right))


def half(templates: list[Template], names: Names, dev: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Fit on one half of the subjects, measure on the other."""
    ours = [one for one, is_dev in zip(templates, dev, strict=True) if is_dev]
    card = fit_card(left_out(ours, names[dev]), ours[0].make, CONDITION, "one half", draws=0)
    centre = centre_of(raw_vectors(ours), names[dev])
    rest = [one for one, is_dev in zip(templates, dev, strict=True) if not is_dev]
    who, vectors = names[~dev], face_vectors(rest, centre)
    pairs = paired(vectors, who)
    genuine, impostor = pairs.score[pairs.same], pairs.score[~pairs.same]
    raw = raw_vectors(rest)
    a, b = np.triu_indices(len(who), 1)
    distance = -np.linalg.norm(raw[a] - raw[b], axis=1).astype(np.float64)
    told = {
        "EER %": 100 * equal_error(genuine, impostor),
        "EER % of plain distance": 100 * equal_error(distance[pairs.same], distance[~pairs.same]),
        "FNMR@FMR 1e-2 %": 100 * fnmr_at(genuine, impostor, 1e-2),
        "FNMR@FMR 1e-3 %": 100 * fnmr_at(genuine, impostor, 1e-3),
        "rank-1 %": 100 * rank_one(vectors, who),
        "Cllr": cllr(card.llr(genuine), card.llr(impostor)),
        "Cllr, least": least_cllr(genuine, impostor),
    }
    return told | codes(vectors, pairs) | open_set(rest, who, card, centre)


def two_left_out(templates: list[Template], names: Names) -> dict[str, float]:
    """Ratios of every two subjects by a card of all others, together."""
    subjects, llr, scores, left, right = np.unique(names), [], [], [], []
    for one in range(len(subjects)):
        for two in range(one, len(subjects)):
            out = np.isin(names, subjects[[one, two]])
            others = [templates[n] for n in np.flatnonzero(~out)]
            card = fit_card(left_out(others, names[~out]), others[0].make, CONDITION, "all but two", draws=0)
            mine = [templates[n] for n in np.flatnonzero(out)]
            found = paired(face_vectors(mine, centre_of(raw_vectors(others), names[~out])), names[out])
            keep = found.same if one == two else ~found.same
            scores.append(found.score[keep])
            llr.append(card.llr(found.score[keep]))
            left += [one] * int(keep.sum())
            right += [two] * int(keep.sum())
    pairs = Pairs(np.concatenate(scores), np.array(left), np.array(right))
    some, ratios = Weighed.of(pairs, np.concatenate(llr)), np.concatenate(llr)
    perfect = np.quantile(some.over_least_if_perfect(np.random.default_rng(SEED), 100), (0.5, 0.025, 0.975))
    cost, least = cllr(ratios[pairs.same], ratios[~pairs.same]), some.once().least_cllr
    return {
        "EER %": 100 * some.once().equal_error,
        "Cllr": cost,
        "Cllr, least": least,
        "Cllr over least": cost / least,
        "the same, were the ratios right": float(perfect[0]),
        "low": float(perfect[1]),
        "high": float(perfect[2]),
    }


def rank_one(vectors: Vectors, who: Names) -> float:
    """How often the nearest other picture is of the same person."""
    table = vectors @ vectors.T
    np.fill_diagonal(table, -2)
    return float((who[table.argmax(axis=1)] == who).mean())


def codes(vectors: Vectors, pairs: Pairs) -> dict[str, float]:
    """Error of the 512-bit codes over ten keys, and between two keys."""
    a, b = np.triu_indices(len(vectors), 1)
    within, across = [], []
    for n in range(10):
        one, other = (codes_of(vectors, f"key {n} {side} ".encode() * 2) for side in "ab")
        same_key, two_keys = codes_alike(one, one)[a, b], codes_alike(one, other)[a, b]
        within.append(100 * equal_error(same_key[pairs.same], same_key[~pairs.same]))
        across.append(100 * equal_error(two_keys[pairs.same], two_keys[~pairs.same]))
    return {"code EER %": float(np.mean(within)), "cross-key EER %": float(np.mean(across))}


def open_set(templates: list[Template], who: Names, card: Card, centre: Vectors) -> dict[str, float]:
    """Every picture once as probe, its person in the gallery by the other pictures; then its person left out."""

    def scorer(held: object) -> object:
        gallery = face_vectors(held, centre)  # type: ignore[arg-type]
        return lambda probe: (gallery @ face_vectors([probe], centre)[0]).astype(np.float64)

    way = Modality("face", read_face, scorer)  # type: ignore[arg-type]
    asked = Asked(Use("", ""))
    false, missed, stated, low, high, wrong_without = [], [], [], [], [], []
    for at, probe in enumerate(templates):
        held = [(str(who[n]), one) for n, one in enumerate(templates) if n != at]
        answer = search_people([(probe, Held.of(held, way), card)], {}, asked, "test")
        named = {one.subject for one in answer.candidates}
        false.append(len(named - {str(who[at])}))
        missed.append(str(who[at]) not in named)
        stated.append(answer.expected_false)
        low.append(answer.expected_false_interval[0])
        high.append(answer.expected_false_interval[1])
        others = [one for one in held if one[0] != who[at]]
        alone = search_people([(probe, Held.of(others, way), card)], {}, asked, "test")
        wrong_without.append(len(alone.candidates))
    return {
        "false candidates a search": float(np.mean(false)),
        "the same, person not enrolled": float(np.mean(wrong_without)),
        "stated": float(np.mean(stated)),
        "stated, low": float(np.mean(low)),
        "stated, high": float(np.mean(high)),
        "missed %": 100 * float(np.mean(missed)),
    }


def million() -> None:
    """Exact search over a million templates."""
    dice = np.random.default_rng(SEED)
    raw = dice.standard_normal((1_000_000, 128), np.float32)
    held = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    ready = Held(tuple(map(str, range(len(held)))), len(held), lambda probe: held @ raw_vectors([probe])[0])
    card = card_for("face", None)
    took, lost = [], 0
    for at in range(0, 900_000, 100_000):
        probe = Template("face", "dlib-resnet", "1", "made up", 1.0, held[at].tobytes())
        began = time.perf_counter()
        answer = search(probe, ready, card, Asked(Use("", "")), "test")
        took.append(time.perf_counter() - began)
        lost += str(at) not in {one.subject for one in answer.candidates}
    print(
        f"1:N over 1,000,000 x 128: {1000 * float(np.median(took)):.0f} ms (median of 9, one core), {lost} of 9 lost"
    )


def main() -> None:
    """Print tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--fit", type=Path)
    parser.add_argument("--million", action="store_true")
    given = parser.parse_args()
    if given.million:
        million()
    if given.data is None:
        return
    templates, names = read_all(given.data)
    subjects = np.unique(names)
    if given.fit:
        raw = raw_vectors(templates)
        (given.fit / "face-centre.f32").write_bytes(centre_of(raw, names).astype("<f4").tobytes())
        cohort = f"{len(subjects)} subjects of the AT&T (ORL) set of faces, {len(names)} pictures"
        refused = 1 - len(names) / sum(one.is_file() for one in given.data.glob("*/*"))
        make = templates[0].make
        card = fit_card(left_out(templates, names), make, CONDITION, cohort, failure_to_enrol=refused)
        (given.fit / "face.json").write_text(card.to_json(), "utf-8")
        return
    fixed = [half(templates, names, np.isin(names, subjects[start::2])) for start in (0, 1)]
    dice = np.random.default_rng(SEED)
    some = []
    for _ in range(HALVES):
        drawn = dice.permutation(subjects)[: len(subjects) // 2]
        some.append(half(templates, names, np.isin(names, drawn)))
    print(f"{'':<34}{'odd->even':>12}{'even->odd':>12}{f'mean of {HALVES}':>14}{'90 % below':>14}")
    for key in fixed[0]:
        every = [one[key] for one in some]
        print(
            f"{key:<34}{fixed[0][key]:>12.4f}{fixed[1][key]:>12.4f}"
            f"{np.mean(every):>14.4f}{np.quantile(every, 0.9):>14.4f}"
        )
    print(f"every two of {len(subjects)} subjects, by a card of the others")
    for key, value in two_left_out(templates, names).items():
        print(f"{key:<34}{value:>12.4f}")


if __name__ == "__main__":
    main()
