"""Near-duplicate templates, ours and peers side by side.

    pip install --target peers gaoya datasketch sparse-dot-topn
    PYTHONPATH=peers python benchmarks/templates.py --seeds 1 2 3 --sizes 15000 --levels none light heavy

rensa and scikit-learn come with Manumit; the other peers are for this program alone and go into a folder of their own
(or `--peers` names an interpreter that has them all). A peer that is not there has a line that says so.
Corpora are made up (benchmarks/corpora); each method runs in a process of its own on one core, so seconds and memory
are its own; texts a second are counted in seconds of the processor, so that a busy machine slows no method. Ratios:
what ours has, divided by what the peer has. `--noise rewriting` takes the second hand's noise. `--by-language` adds
the adjusted Rand index of each language, `--examples N` shows N pairs that ours split and N that it merged. A run over
`--limit` seconds is stopped and has a line as well. With `--json` every run is kept as it ends, and one of the same
method on the same corpus is not made again: several hours' work may be stopped and gone on with. The peers' thresholds
are in benchmarks/corpora/methods.py; 1,000,000 adverts are made only when asked for (`--sizes 1000000 --methods ours`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from statistics import mean
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.corpora import ALIKE, LANGUAGES, LEVELS, NOISES, write  # noqa: E402
from benchmarks.corpora.methods import NEEDS  # noqa: E402
from benchmarks.corpora.scores import Scores, scores  # noqa: E402

METHODS = tuple(NEEDS)
ONE_CORE = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS", "MANUMIT_THREADS"),
    "1",
)


@dataclass(frozen=True)
class Run:
    method: str
    seed: int
    size: int
    level: str
    corpus: str  # its SHA-256
    scores: Scores
    seconds: float
    cpu_seconds: float
    extract_seconds: float | None
    peak_mib: float
    adverts: int
    by_language: dict[str, Scores]


@dataclass(frozen=True)
class Refusal:
    """Why there is no run of a method."""

    method: str
    size: int
    level: str
    why: str


def _rows(corpus: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]


def kept_runs(path: Path | None) -> list[Run]:
    """Runs that are in the file of an earlier call."""
    if path is None or not path.exists():
        return []
    return [
        Run(
            **{
                **told,
                "scores": Scores(**told["scores"]),
                "by_language": {name: Scores(**one) for name, one in told["by_language"].items()},
            }
        )
        for told in json.loads(path.read_text("utf-8"))
    ]


def run_method(method: str, corpus: Path, python: str, limit: int, extract: bool) -> dict[str, Any] | str:
    """The method's answer, or why there is none."""
    out = corpus.with_suffix(f".{method}.json")
    command = [python, str(ROOT / "benchmarks/corpora/methods.py"), method, str(corpus), str(out)]
    path = os.pathsep.join((str(ROOT / "src"), os.environ.get("PYTHONPATH", "")))
    try:
        done = subprocess.run(
            command + ["--extract"] * extract,
            env={**os.environ, **ONE_CORE, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {limit} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no message"])[-1]
    answer: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return answer


def judged(rows: Sequence[dict[str, Any]], labels: Sequence[str]) -> Scores:
    return scores([row["template"] for row in rows], labels, [row["single"] for row in rows])


def by_language(rows: Sequence[dict[str, Any]], labels: Sequence[str]) -> dict[str, Scores]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        places[row["language"]].append(at)
    return {
        language: judged([rows[at] for at in some], [labels[at] for at in some])
        for language, some in sorted(places.items())
    }


def failures(rows: Sequence[dict[str, Any]], labels: Sequence[str], wanted: int) -> Iterator[str]:
    """Pairs of texts, at most one a template: of one template but in two clusters, then the other way round."""
    for title, same, other in (("split", "template", "found"), ("merged", "found", "template")):
        groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for row, label in zip(rows, labels, strict=True):
            told = {**row, "found": label}
            groups[row["language"], told[same]].append(told)
        shown: dict[str, int] = defaultdict(int)
        for (language, _), members in sorted(groups.items(), key=lambda item: -len(item[1])):
            first = members[0]
            odd = next((one for one in members if one[other] != first[other]), None)
            if odd and shown[language] < wanted:
                shown[language] += 1
                pair = f"{first['template']} / {odd['template']}"
                yield f"- {title} ({language}, {pair})\n  - {first['text']}\n  - {odd['text']}"


def _table(runs: Sequence[Run], refusals: Sequence[Refusal]) -> Iterator[str]:
    yield (
        "| adverts | noise | method | seeds | ARI | pair P | pair R | B3 P | B3 R | largest (true) | lone taken "
        "| wall s | texts/cpu s | with extract | peak MiB | ours: ARI | speed | memory |"
    )
    yield "|" + "---|" * 18
    cells: dict[tuple[int, str], dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        cells[run.size, run.level][run.method].append(run)
    for (size, level), methods in cells.items():
        ours = methods.get("ours")
        for name, some in methods.items():
            yield _line(size, level, name, some, None if name == "ours" else ours)
        for one in refusals:
            if (one.size, one.level) == (size, level):
                yield f"| {size:,} | {level} | {one.method} | {one.why} |" + " |" * 14


def _ari(runs: Sequence[Run]) -> float:
    return mean(run.scores.ari for run in runs)


def _speed(runs: Sequence[Run]) -> float:
    """Texts a second of the processor."""
    return sum(run.adverts for run in runs) / sum(run.cpu_seconds for run in runs)


def _peak(runs: Sequence[Run]) -> float:
    return max(run.peak_mib for run in runs)


def _ratio(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.2f} x" if theirs > 0.001 else "-"


def _line(size: int, level: str, name: str, some: Sequence[Run], ours: Sequence[Run] | None) -> str:
    def of(measure: str) -> float:
        return mean(float(getattr(run.scores, measure)) for run in some)

    wall = mean(run.seconds for run in some)
    extracts = [run.extract_seconds for run in some if run.extract_seconds is not None]
    seconds = sum(run.cpu_seconds for run in some) + sum(extracts)
    both = f"{sum(run.adverts for run in some) / seconds:,.0f}" if extracts else ""
    largest = max(some, key=lambda run: run.scores.largest / run.scores.largest_true).scores
    ari = [run.scores.ari for run in some]
    spread = f" ({min(ari):.3f} to {max(ari):.3f})" if len(ari) > 1 else ""
    ratios = " | ".join(
        _ratio(of_runs(ours), of_runs(some)) if ours else "" for of_runs in (_ari, _speed, _peak)
    )
    return (
        f"| {size:,} | {level} | {name} | {len(some)} | {mean(ari):.4f}{spread} "
        f"| {of('pair_precision'):.4f} | {of('pair_recall'):.4f} | {of('b3_precision'):.4f} | {of('b3_recall'):.4f} "
        f"| {largest.largest} ({largest.largest_true}) | {of('contaminated'):.2%} | {wall:.1f} "
        f"| {_speed(some):,.0f} | {both} | {_peak(some):,.0f} | {ratios} |"
    )


def _language_table(runs: Sequence[Run]) -> Iterator[str]:
    languages = sorted({language for run in runs for language in run.by_language})
    yield "| adverts | noise | method | " + " | ".join(languages) + " |"
    yield "|" + "---|" * (3 + len(languages))
    cells: dict[tuple[int, str, str], list[Run]] = defaultdict(list)
    for run in runs:
        cells[run.size, run.level, run.method].append(run)
    for (size, level, method), some in cells.items():
        told = (
            f"{mean(r.by_language[one].ari for r in some if one in r.by_language):.3f}" for one in languages
        )
        yield f"| {size:,} | {level} | {method} | " + " | ".join(told) + " |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1500, 15000])
    parser.add_argument("--levels", nargs="+", choices=list(LEVELS), default=list(LEVELS))
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    parser.add_argument(
        "--noise", choices=NOISES, default=NOISES[0], help="whose noise: by token, or by rewriting"
    )
    parser.add_argument("--alike", type=float, default=ALIKE, help="how alike two texts may be (0.45: harsh)")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument(
        "--peers", help="an interpreter that has the peers (default: this one)", default=sys.executable
    )
    parser.add_argument("--limit", type=int, default=1800, help="seconds a method may take on one corpus")
    parser.add_argument(
        "--extract", action="store_true", help="time extraction of the same texts beside ours"
    )
    parser.add_argument("--by-language", action="store_true")
    parser.add_argument("--examples", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the corpora and the labels")
    parser.add_argument("--json", type=Path, help="keep every run there, and do not make it again")
    return parser.parse_args()


def _measure(wish: argparse.Namespace, folder: Path, known: Sequence[Run]) -> Iterator[Run | Refusal]:
    for size in wish.sizes:
        for level in wish.levels:
            for seed in wish.seeds:
                corpus = folder / f"{size}-{level}-{seed}-{wish.noise}.jsonl"
                adverts = write(corpus, seed, size, level, tuple(wish.languages), wish.alike, wish.noise)
                digest = sha256(corpus.read_bytes()).hexdigest()
                for method in wish.methods:
                    earlier = next(
                        (one for one in known if (one.method, one.corpus) == (method, digest)), None
                    )
                    told = earlier or _one(wish, method, corpus, (seed, size, level, digest, adverts))
                    said = f"ARI {told.scores.ari:.4f}" if isinstance(told, Run) else told.why
                    print(f"{method} {size} {level} {seed}: {said}", file=sys.stderr)
                    yield told


def _one(
    wish: argparse.Namespace, method: str, corpus: Path, about: tuple[int, int, str, str, int]
) -> Run | Refusal:
    """One method on one corpus; `about` it: seed, size, level, digest, adverts."""
    seed, size, level, digest, adverts = about
    python = sys.executable if method == "ours" else wish.peers
    answer = run_method(method, corpus, python, wish.limit, wish.extract)
    if isinstance(answer, str):
        return Refusal(method, size, level, answer)
    rows, labels = _rows(corpus), answer["labels"]
    if method == "ours" and wish.examples:
        print(f"\nExamples, {size} adverts, {level} noise, seed {seed}:\n")
        print("\n".join(failures(rows, labels, wish.examples)))
    return Run(
        method,
        seed,
        size,
        level,
        digest,
        judged(rows, labels),
        answer["seconds"],
        answer["cpu_seconds"],
        answer["extract_seconds"],
        answer["peak_mib"],
        adverts,
        by_language(rows, labels),
    )


def main() -> int:
    wish = _arguments()
    known = kept_runs(wish.json)
    runs: list[Run] = []
    refusals: list[Refusal] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = wish.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for told in _measure(wish, folder, known):
            if isinstance(told, Refusal):
                refusals.append(told)
                continue
            runs.append(told)
            if wish.json:
                others = [one for one in known if one not in runs]
                wish.json.write_text(json.dumps([asdict(one) for one in [*others, *runs]], indent=1), "utf-8")
    print("\n".join(_table(runs, refusals)))
    if wish.by_language:
        print()
        print("\n".join(_language_table(runs)))
    return 0 if runs else 1


if __name__ == "__main__":
    sys.exit(main())
