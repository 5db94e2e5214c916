"""`manumit check-identity`: a document and who shows it, and whether a list that this check may ask knows them."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.asking import (
    Basis,
    Calibration,
    Child,
    Expected,
    LogOf,
    Out,
    Purpose,
    Years,
    answered,
    further,
)
from manumit.doors.cli.check_lists import Aim, opening_told, today
from manumit.doors.cli.enrol import ClassName, ModalityName, gallery_holder
from manumit.doors.cli.identify import Also, Home, read_of
from manumit.doors.cli.known_illegal import Illegal, guard
from manumit.doors.cli.output import Quiet, need, tell
from manumit.doors.cli.unlock import PassphraseFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from manumit.base.kernel import UnreadableInput
    from manumit.engine.biometrics import Asked, Gallery, Modality, Template
    from manumit.engine.signals import Mrz

    Read = Sequence[tuple[Template, Modality]]

Live = Annotated[Path, typer.Argument(metavar="LIVE", help="A picture of the person, taken now.")]
For = Annotated[Aim, typer.Option("--for", help="What the check is for: missing, protection or suspicion.")]
Document = Annotated[
    Path | None, typer.Option("--document", metavar="FILE", help="The picture on the document.")
]
Zone = Annotated[
    Path | None,
    typer.Option("--zone", metavar="FILE.txt", help="The document's machine-readable zone, as text."),
]
Passphrases = Annotated[
    list[str] | None,
    typer.Option("--passphrase-of", metavar="CLASS=FILE", help="Where a gallery has one of its own; often."),
]


def check_identity(
    live: Live,
    gallery: Home,
    aim: For,
    modality: Annotated[
        ModalityName, typer.Option("--modality", help="What LIVE shows.")
    ] = ModalityName.face,
    document: Document = None,
    zone: Zone = None,
    also: Also = None,
    purpose: Purpose = "",
    basis: Basis = "",
    expected: Expected = 1.0,
    child: Child = False,
    years: Years = 0.0,
    workspace: LogOf = None,
    calibration: Calibration = None,
    known_illegal: Illegal = None,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    passphrase_of: Passphrases = None,
    quiet: Quiet = False,
) -> int:
    """Check an identity: does the document hold together, is its picture of this person, does a list know them.

    Asked are those galleries that `check-lists open` opened to this aim, each by itself; the answer names each with its
    legal basis, and why the others were not asked. Nobody is the usual answer; a candidate is a question for two people
    and refuses nobody anything. --document and LIVE show the same (two faces). Purpose and basis are of this check.

    Example: manumit check-identity now.jpg --gallery G --for missing --document passport.jpg --zone zone.txt
    --purpose "check at the shelter, 3 March" --basis "Art. 11 of the shelter act"
    """
    from manumit.engine.biometrics import Asked, Use
    from manumit.engine.biometrics import modality as modality_named

    use = Use(purpose, basis)
    use.check("checks")
    behind = guard(known_illegal, workspace)
    way = behind(modality_named(modality.value))
    asked = Asked(use, expected, child, years, calibration)
    told: dict[str, object] = {"zone": _zone(zone), "document": None, "for": aim.value}
    pictures = [(way, need(live)), *further(also, behind)]
    read, unused = read_of(pictures)
    with ExitStack() as stack:
        galleries, shut = _galleries(stack, gallery, aim, passphrase_file, passphrase_of, workspace)
        if document is not None:
            told["document"] = _compared(need(document), live, way, asked, workspace)
        told |= _lists(galleries, shut, aim, read, asked) if read else {"lists": [], "candidates": 0}
    told["why_none"] = None if told["candidates"] else _why_none(unused if not read else [])
    told["unused"] = unused
    both = [*([(way, document)] if document else []), *pictures]
    answered(told, both, out, quiet)
    if told["candidates"]:
        tell(quiet, "manumit: two people look at a candidate, each alone, then together. It is no identity.")
    return 3 if not read else 0


def _zone(path: Path | None) -> dict[str, Any] | None:
    """What it says, and which check digits hold; UsageError for what is none."""
    from manumit.engine.signals import read_mrz

    if path is None:
        return None
    read = read_mrz(need(path).read_text("utf-8", "replace"), today())
    told = {**asdict(read), "checks": {one.field: one.holds for one in read.checks}, "sound": read.sound}
    told["expired"] = bool(read.expires and read.expires < today())
    return told | {name: day and day.isoformat() for name, day in _days(read)}


def _days(read: Mrz) -> tuple[tuple[str, date | None], ...]:
    return ("born", read.born), ("expires", read.expires)


def _galleries(
    stack: ExitStack,
    home: Path,
    aim: Aim,
    passphrase: Path | None,
    own: Sequence[str] | None,
    workspace: Path | None,
) -> tuple[dict[str, Gallery], dict[str, str]]:
    """Those that are open to this, opened, and of the others why they are not asked: whoever checks needs no passphrase
    of theirs. UsageError where none is open to it."""
    from manumit.base.kernel import UsageError
    from manumit.doors.cli.use_log import book_of
    from manumit.engine.biometrics import AIMS, Gallery, why_shut

    keys = {kind: Path(path) for kind, _, path in (one.partition("=") for one in own or [])}
    if wrong := set(keys) - {one.value for one in ClassName}:
        raise UsageError(f"There is no class {min(wrong)!r}.", "Such as --passphrase-of victim=FILE.")
    why = {kind: why_shut(need(home) / kind, aim, today()) for kind in AIMS[aim]}
    if all(why.values()):
        raise UsageError(f"No list is open to checks for {aim}.", "Open one with `manumit check-lists open`.")
    found = {}
    for kind in (kind for kind, shut in why.items() if not shut):
        holder = gallery_holder(home, kind, keys.get(kind, passphrase))
        book = book_of(workspace) if workspace else None
        found[kind] = stack.enter_context(Gallery.open(home, kind, holder, book=book))
    return found, {kind: shut for kind, shut in why.items() if shut}


def _compared(
    document: Path, live: Path, way: Modality, asked: Asked, workspace: Path | None
) -> dict[str, object]:
    """The document's picture with the person, written down first; or why it cannot be."""
    from manumit.base.kernel import UnreadableInput
    from manumit.doors.cli.use_log import log_leaf, log_use
    from manumit.engine.biometrics import compare_two

    use = asked.use
    line = log_use("check identity", use.purpose, use.basis, [document, live], modality=way.name)
    log_leaf("pair", line, workspace)
    try:
        return compare_two(way.read(document), way.read(live), way, asked)
    except UnreadableInput as error:
        return {"llr": None, "says": None, "why_none": _words(error)}


def _words(error: UnreadableInput) -> str:
    return f"{error.sentence} {error.hint}".strip()


def _lists(
    galleries: Mapping[str, Gallery], shut: Mapping[str, str], aim: Aim, read: Read, asked: Asked
) -> dict[str, object]:
    """What each list says, of those that are `shut` why they do not, and how many are named in all."""
    from manumit.engine.biometrics import as_json, ask_lists

    told: list[dict[str, object]] = []
    for one in ask_lists(galleries, aim, read, asked, today()):
        row: dict[str, object] = {"class": one.kind, "asked": one.answer is not None}
        if one.answer is None or one.opening is None:
            told.append(row | {"why_not": shut.get(one.kind, one.why_not)})
        else:
            told.append(row | {"opening": opening_told(one.opening)} | as_json(one.answer))
    answers = [one for one in told if one["asked"]]
    named = sum(len(one["candidates"]) for one in answers if isinstance(one["candidates"], tuple))
    return {"lists": told, "candidates": named}


def _why_none(unused: Sequence[str]) -> str:
    if unused:
        return " ".join(unused)
    return "No list that was asked names anybody. That is the usual answer; it does not mean that nobody is sought."
