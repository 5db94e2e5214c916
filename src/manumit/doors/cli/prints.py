"""`manumit prints`: fingerprints in the forms that other agencies send and ask for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.asking import Basis, LogOf, Purpose
from manumit.doors.cli.enrol import ClassName, gallery_holder
from manumit.doors.cli.known_illegal import guard
from manumit.doors.cli.output import Quiet, need, tell
from manumit.doors.cli.unlock import PassphraseFile

To = Annotated[str, typer.Option("--to", help="Who gets it; it is written down.")]
Control = Annotated[
    str, typer.Option("--control", help="Of an ANSI/NIST-ITL file: the transaction's control number.")
]
prints = typer.Typer(
    name="prints", no_args_is_help=True, help="Fingerprints in the forms of other agencies: in and out."
)


class Form(StrEnum):
    """What is written of minutiae."""

    iso2005 = "iso2005"
    iso2011 = "iso2011"
    itl = "itl"


class Record(StrEnum):
    """What is written of pictures."""

    type4 = "type4"
    type14 = "type14"


class Impression(StrEnum):
    """How prints were taken, in the order of the standard's codes from 0."""

    live_plain = "live-plain"
    live_rolled = "live-rolled"
    ink_plain = "ink-plain"
    ink_rolled = "ink-rolled"


@prints.command()
def unpack(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="ANSI/NIST-ITL (.an2, .nist, .eft), ISO/IEC 19794-2, or WSQ."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="A folder a finger is made in it; enrol it then.")
    ],
    subject: Annotated[
        str,
        typer.Option(
            "--subject", help="How the person is called: a case number. The file's name without it."
        ),
    ] = "",
    quiet: Quiet = False,
) -> int:
    """Take a file with several prints apart: DIR/SUBJECT-finger-02/FILE.png, or .fmr where there are minutiae alone.

    Fingers count from 1, the right thumb, to 10, the left little finger; 00 is not said. Latents, palms and feet are
    left out; a print that cannot be read is named on stderr, and the exit code is 3. Nothing is logged: it searches
    nobody.

    Example: manumit prints unpack tenprint.an2 --out prints/ --subject m-2026-14
    """
    from manumit.base.kernel import UnreadableInput, UsageError
    from manumit.engine.biometrics import modality, unpacked

    guard(None)(modality("fingerprint")).wall(need(file))
    name = subject or file.stem
    if "/" in name or name.startswith(".") or not name.isprintable():
        raise UsageError(
            f"{name!r} is no name for a folder.", "Give --subject with letters, digits, hyphens."
        )
    count = 0
    lost: list[UnreadableInput] = []
    for finger, ending, data in unpacked(need(file), lambda finger, why: lost.append(why)):
        folder = out / f"{name}-finger-{finger:02}"
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while (target := folder / f"{file.stem}-{number}{ending}").exists():
            if target.read_bytes() == data:
                break
            number += 1
        target.write_bytes(data)
        count += 1
    for why in lost:
        tell(False, f"manumit: {why.sentence} {why.hint}")
    tell(
        quiet, f"manumit: {count} prints in {out}. Enrol them: manumit enrol {out} --modality fingerprint ..."
    )
    return 3 if lost else 0


@prints.command()
def export(
    gallery: Annotated[Path, typer.Option("--gallery", metavar="G", help="Folder of the galleries.")],
    kind: Annotated[ClassName, typer.Option("--class", help="Which gallery.")],
    subject: Annotated[str, typer.Option("--subject", help="Whose prints go out.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file; only you can read it.")],
    form: Annotated[
        Form, typer.Option("--form", help="ISO/IEC 19794-2 of 2005 or 2011, or ANSI/NIST-ITL (type 9).")
    ] = Form.iso2011,
    to: To = "not said",
    control: Control = "MANUMIT",
    purpose: Purpose = "",
    basis: Basis = "",
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Write the minutiae of a subject's prints for another program. No picture and no name goes out.

    Purpose and legal basis are needed (not in class test), and it is written to the gallery's log before the file is
    there. The templates are sealed in the gallery; the file is not: send it sealed.

    Example: manumit prints export --gallery G --class missing --subject m-2026-14-finger-02 --out m14.fmr
    --purpose "request 77 of the border police" --basis "court order 12/26" --to "border police"
    """
    from manumit.base.vault import write_whole
    from manumit.engine.biometrics import Gallery, Use, write_prints
    from manumit.engine.biometrics import modality as modality_named

    need(gallery)
    use = Use(purpose, basis)
    use.check(kind.value)
    way = modality_named("fingerprint")
    with Gallery.open(gallery, kind.value, gallery_holder(gallery, kind.value, passphrase_file)) as opened:
        held = opened.hand_out(subject, way, use, form.value, to)
        data = write_prints(held, form.value, control)
    write_whole(out, data)
    tell(
        quiet, f"manumit: {len(held)} prints of one subject, written as {form.value}. The file is not sealed."
    )
    return 0


@prints.command()
def pack(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Pictures of prints: as `unpack` lays them out, WSQ, ANSI/NIST-ITL."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="F.an2", help="The file; only you can read it.")],
    form: Annotated[
        Record, typer.Option("--form", help="Records of type 14, or 4 for older programs.")
    ] = Record.type14,
    impression: Annotated[
        Impression, typer.Option("--impression", help="How the prints were taken.")
    ] = Impression.live_plain,
    taken_on: Annotated[
        str, typer.Option("--taken-on", metavar="DATE", help="The day; needed for type 14.")
    ] = "",
    to: To = "not said",
    control: Control = "MANUMIT",
    purpose: Purpose = "",
    basis: Basis = "",
    workspace: LogOf = None,
    quiet: Quiet = False,
) -> int:
    """Write pictures of prints as an ANSI/NIST-ITL file for another agency: 500 ppi, as they are. No name goes out.

    Which finger it is stands in a file, or in the name of its folder (x-finger-02) or its own. Purpose and legal basis
    are needed, and written down with a leaf of a log before the file is there. It is not sealed: send it sealed.

    Example: manumit prints pack prints/m-14-finger-*/*.png --out m14.an2 --taken-on 2026-11-02 --to "border police"
    --purpose "request 77 of the border police" --basis "court order 12/26"
    """
    from manumit.base.vault import write_whole
    from manumit.doors.cli.use_log import log_leaf, log_use
    from manumit.engine.biometrics import Use, modality, pictures_of, write_pictures

    Use(purpose, basis).check("prints")
    way = guard(None, workspace)(modality("fingerprint"))
    for path in files:
        way.wall(need(path))
    shown = [one for path in files for one in pictures_of(need(path))]
    kind, code = int(form.value.removeprefix("type")), list(Impression).index(impression)
    data = write_pictures(shown, kind, control, code, _day(taken_on))
    told = {"form": form.value, "prints": len(shown), "to": to}
    log_leaf("pictures", log_use("prints pack", purpose, basis, files, **told), workspace)
    write_whole(out, data)
    tell(quiet, f"manumit: {len(shown)} prints, written as records of {form.value}. The file is not sealed.")
    return 0


def _day(text: str) -> date | None:
    from manumit.base.kernel import UsageError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"--taken-on: {error}", "Write a date like 2026-03-31.") from error
