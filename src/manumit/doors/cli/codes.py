"""`manumit codes`: do we both know this person? Two agencies compare codes of faces under one key, and no face."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.asking import Basis, Expected, LogOf, Out, Purpose
from manumit.doors.cli.enrol import ClassName, gallery_holder
from manumit.doors.cli.output import Quiet, need, result, tell
from manumit.doors.cli.unlock import PassphraseFile

if TYPE_CHECKING:
    from manumit.engine.biometrics import FaceCodes

codes = typer.Typer(
    name="codes", no_args_is_help=True, help="Codes of faces, with which two agencies find whom both know."
)
KeyFile = Annotated[
    Path,
    typer.Option("--key", metavar="FILE", help="The key that both agencies hold; never sent with codes."),
]


@codes.command("key")
def key(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The key; only you can read it.")],
    quiet: Quiet = False,
) -> int:
    """Draw a key for one question of two agencies. A new key makes new codes that are unlike all of before.

    Give it to the other agency by another way than the codes: whoever has both has nearly the faces.

    Example: manumit codes key --out question-77.key
    """
    import secrets

    from manumit.base.kernel import UsageError
    from manumit.base.vault import write_whole

    if out.exists():
        raise UsageError(f"{out} is there already.", "A key that is overwritten opens nothing any more.")
    write_whole(out, f"{secrets.token_hex(32)}\n".encode())
    tell(quiet, f"manumit: a key in {out}. Both agencies need it; destroy it when the question is answered.")
    return 0


@codes.command("make")
def make(
    gallery: Annotated[Path, typer.Option("--gallery", metavar="G", help="Folder of the galleries.")],
    kind: Annotated[ClassName, typer.Option("--class", help="Which gallery.")],
    secret_key: KeyFile,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="C.jsonl", help="Codes: row, code, length. Only you can read it."),
    ],
    to: Annotated[str, typer.Option("--to", help="Who gets it; it is written down.")],
    purpose: Purpose = "",
    basis: Basis = "",
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Make a code of 512 bits of each face of a gallery. Who stands behind a row stays here, in C.subjects.csv.

    Purpose and legal basis are needed (not in class test), and it is written to the gallery's log before the file is
    there. Codes are personal data, as faces are: send them sealed, and never with the key.

    Example: manumit codes make --gallery G --class missing --key question-77.key --out ours.jsonl --to "border police"
    --purpose "request 77" --basis "court order 12/26"
    """
    from manumit.base.kernel import UsageError
    from manumit.base.vault import write_whole
    from manumit.engine.biometrics import Gallery, Use

    beside = out.with_suffix(".subjects.csv")
    for one in (out, beside):
        if one.exists():
            raise UsageError(f"{one} is there already.", "Rows of the codes that were sent are named by it.")
    use = Use(purpose, basis)
    use.check(kind.value)
    drawn = need(secret_key).read_bytes().strip()
    holder = gallery_holder(need(gallery), kind.value, passphrase_file)
    with Gallery.open(gallery, kind.value, holder) as opened:
        subjects, made = opened.hand_out_codes(drawn, use, to)
    rows = enumerate(zip(made.codes, made.lengths, strict=True), 1)
    lines = [
        json.dumps({"row": row, "code": code.tobytes().hex(), "length": round(float(length), 4)})
        for row, (code, length) in rows
    ]
    known = StringIO()
    csv.writer(known).writerows([("row", "subject"), *enumerate(subjects, 1)])
    write_whole(beside, known.getvalue().encode())
    write_whole(out, ("\n".join(lines) + "\n").encode())
    tell(quiet, f"manumit: {len(lines)} codes in {out}, for {to}. Who they are stays here: {beside}.")
    return 0


@codes.command("compare")
def compare(
    ours: Annotated[Path, typer.Argument(metavar="OURS.jsonl", help="Codes of one's own.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS.jsonl", help="Codes of the other agency.")],
    expected: Expected = 1.0,
    purpose: Purpose = "",
    basis: Basis = "",
    workspace: LogOf = None,
    out: Out = None,
    quiet: Quiet = False,
) -> int:
    """Name the rows of two lists that may be one person. None is the usual answer; a pair is a question for people of
    both agencies.

    JSON: pairs {ours, theirs, llr, says}, how many comparisons, expected_false, threshold_llr. Under two different keys
    nobody is found. Purpose and legal basis are needed, and written down with a leaf of a log. The ratio is that of the
    card which comes with the program.

    Example: manumit codes compare ours.jsonl theirs.jsonl --purpose "request 77" --basis "court order 12/26"
    """
    from manumit.doors.cli.use_log import log_leaf, log_use
    from manumit.engine.biometrics import Use, faces_of_both

    Use(purpose, basis).check("codes")
    left, right = (_read(need(path)) for path in (ours, theirs))
    line = log_use("codes compare", purpose, basis, [ours, theirs], modality="face")
    log_leaf("pair", line, workspace)
    told = faces_of_both(left[1], right[1], expected)
    pairs: Any = told["pairs"]
    for pair in pairs:
        pair |= {"ours": left[0][pair["ours"] - 1], "theirs": right[0][pair["theirs"] - 1]}
    with result(out) as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    if told["pairs"]:
        tell(quiet, "manumit: people of both agencies look at a pair, each alone, then together.")
    return 0


def _read(path: Path) -> tuple[list[int], FaceCodes]:
    """(the row that each line states, codes): a part or another order of what was made names the same people.
    UsageError for what is no file of codes."""
    import numpy as np

    from manumit.base.kernel import UsageError
    from manumit.engine.biometrics import FaceCodes

    try:
        rows: list[dict[str, Any]] = [
            json.loads(line) for line in path.read_text("utf-8").splitlines() if line
        ]
        data = [bytes.fromhex(row["code"]) for row in rows]
        lengths = np.array([float(row["length"]) for row in rows])
        named = [row["row"] for row in rows]
        if not all(type(one) is int for one in named) or len({*named}) < len(named):
            raise ValueError("each line has the number of its row, and no two the same")
        if not rows or {len(one) for one in data} != {64} or not (np.abs(lengths - 1) < 1).all():
            raise ValueError("a code has 512 bits and a length of about 1")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} holds no codes: {error}.", "`manumit codes make` writes them.") from error
    return named, FaceCodes(np.frombuffer(b"".join(data), np.uint8).reshape(len(data), 64), lengths)
