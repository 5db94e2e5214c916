"""`manumit watch-for`: an entry of a watchlist from a picture, an author's texts, or somebody in a gallery."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.enrol import ClassName, gallery_holder
from manumit.doors.cli.known_illegal import Illegal, lists_asked
from manumit.doors.cli.output import need, tell
from manumit.doors.cli.unlock import PassphraseFile

if TYPE_CHECKING:
    from manumit.engine.biometrics import Gallery

_LISTED = (".yaml", ".yml")


class KindName(StrEnum):
    """What an entry is made of."""

    picture = "picture"
    style = "style"
    face = "face"


Kind = Annotated[KindName, typer.Argument(metavar="picture|style|face", help="What to watch for.")]
WhatGiven = Annotated[
    str,
    typer.Argument(
        metavar="WHAT", help="A picture; a text file; the subject of a gallery (with --end: KEY)."
    ),
]
Watchlist = Annotated[
    Path | None,
    typer.Option("--list", metavar="LIST.yaml", help="Add the entry there; without, it goes to stdout."),
]
NameGiven = Annotated[str, typer.Option("--id", help="Your name for the entry.")]
Why = Annotated[str, typer.Option("--why", help="The sentence that stands in its alerts.")]
PurposeGiven = Annotated[str, typer.Option("--purpose", help="What for; needed for a face.")]
Basis = Annotated[
    str,
    typer.Option("--basis", help="On which legal basis: an article, an order, a consent; needed for a face."),
]
Owner = Annotated[str, typer.Option("--owner", help="Who keeps the entry.")]
Expires = Annotated[str, typer.Option("--expires", metavar="DATE", help="Its last day; needed for a face.")]
GalleryGiven = Annotated[
    Path | None, typer.Option("--gallery", metavar="G", help="Faces: the folder of the galleries.")
]
OfGiven = Annotated[ClassName | None, typer.Option("--class", help="Faces: which gallery.")]
End = Annotated[bool, typer.Option("--end", help="Faces: destroy the key WHAT of a code.")]


def watch_for(
    kind: Kind,
    what: WhatGiven,
    watchlist: Watchlist = None,
    name: NameGiven = "",
    why: Why = "",
    purpose: PurposeGiven = "",
    basis: Basis = "",
    owner: Owner = "",
    expires: Expires = "",
    gallery: GalleryGiven = None,
    of: OfGiven = None,
    end: End = False,
    known_illegal: Illegal = None,
    passphrase_file: PassphraseFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No words on stderr but what went wrong.")] = False,
) -> int:
    """Make an entry for `manumit watch`. Of a picture it holds the hash, of a face a revocable code.

    picture: copies and edits of it are met. style: adverts and posts that are written as the texts are (several with a
    line --- between them); a hint, never proof. face: somebody enrolled in a gallery; the key of the code stays there,
    goes with the person, and is destroyed by --end. Purpose, legal basis and an end are asked first.

    Example: manumit watch-for picture flyer.jpg --list watchlist.yaml --why "The flyer of case 12"
    """
    from manumit.base.kernel import UsageError
    from manumit.engine.watch import expectation

    told = {"why": why, "purpose": purpose, "basis": basis, "owner": owner, "expires_at": expires}
    told = {"id": name, "kind": kind.value, **told}
    if kind is KindName.face:
        if gallery is None or of is None:
            raise UsageError("A face is watched for out of a gallery.", "Give --gallery G and --class CLASS.")
        from manumit.engine.biometrics import Gallery, end_watch

        with Gallery.open(
            need(gallery), of.value, gallery_holder(gallery, of.value, passphrase_file)
        ) as opened:
            if end:
                return _end(opened, what, quiet)
            _expect_new(watchlist, name)
            cells = _face(opened, what, purpose, basis, expires)
            try:
                _keep(told | cells, watchlist, quiet)
            except BaseException:
                end_watch(opened, cells["key"])  # a code that no list holds needs no key
                raise
    elif end:
        raise UsageError("Only the watch for a face has a key to destroy.", "Take the entry out of the list.")
    elif kind is KindName.picture:
        _keep(told | {"value": _picture(Path(what), known_illegal)}, watchlist, quiet)
    else:
        _keep(told | {"text": _text(Path(what))}, watchlist, quiet)
    tell(quiet, f"manumit: {expectation(kind.value)}")
    return 0


def _keep(entry: dict[str, str], watchlist: Path | None, quiet: bool) -> None:
    from manumit.engine.watch import checked_entry

    entry["id"] = checked_entry(entry).id
    _write({field: value for field, value in entry.items() if value}, watchlist, quiet)


def _expect_new(watchlist: Path | None, name: str) -> None:
    """UsageError where an entry of that name could not be kept: asked before a key is made."""
    from manumit.base.kernel import UsageError
    from manumit.engine.watch import read_watchlist

    if watchlist is None:
        return
    if watchlist.suffix.lower() not in _LISTED:
        raise UsageError(f"{watchlist} is no YAML list.", "Name LIST.yaml, or copy the entry from stdout.")
    if (
        name
        and watchlist.exists()
        and watchlist.stat().st_size
        and name in {one.id for one in read_watchlist(watchlist)[0]}
    ):
        raise UsageError(f"{watchlist} has an entry {name!r}.", "Give this one another name: --id.")


def _picture(path: Path, lists: list[Path] | None) -> str:
    from manumit.engine.watch import hash_to_watch

    return hash_to_watch(need(path).read_bytes(), path.name, lists_asked(lists))


def _text(path: Path) -> str:
    from manumit.base.kernel import UsageError

    try:
        return need(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no text in UTF-8.", "Save the author's texts as UTF-8.") from error


def _face(opened: Gallery, subject: str, purpose: str, basis: str, expires: str) -> dict[str, str]:
    from datetime import UTC, datetime

    from manumit.base.kernel import UsageError, parse_date
    from manumit.engine.biometrics import Use, watch_face

    use = Use(purpose, basis)
    use.check(opened.kind)
    try:
        until: date = parse_date(expires)
    except ValueError as error:
        raise UsageError(
            "A watch for a face needs an end.", "Add --expires with a date like 2026-12-31."
        ) from error
    key, code = watch_face(opened, subject, use, until, datetime.now(UTC).date())
    return {"value": code, "key": key, "gallery": opened.kind}


def _end(opened: Gallery, key: str, quiet: bool) -> int:
    from manumit.base.kernel import UsageError
    from manumit.engine.biometrics import end_watch

    if not end_watch(opened, key):
        raise UsageError(
            f"There is no key {key!r} in the gallery of class {opened.kind}.",
            "It stands in the entry, as `key`.",
        )
    tell(quiet, "manumit: the key is destroyed; the code in the entry tells nothing any more.")
    return 0


def _write(entry: dict[str, str], watchlist: Path | None, quiet: bool) -> None:
    """Add the entry to the list, or show it."""
    import yaml

    from manumit.base.kernel import UsageError
    from manumit.engine.watch import read_watchlist

    text = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=100)
    if watchlist is None:
        print(text, end="")
        return
    _expect_new(watchlist, entry["id"])
    before = watchlist.read_text("utf-8-sig") if watchlist.exists() else ""
    known = {one.id for one in read_watchlist(watchlist)[0]} if before.strip() else set()
    partial = watchlist.with_name(f".{watchlist.stem}.partial.yaml")
    try:
        mode = watchlist.stat().st_mode & 0o777 if watchlist.exists() else 0o600
        with open(
            os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8"
        ) as out:
            os.fchmod(out.fileno(), mode)
            out.write(before + ("" if not before or before.endswith("\n") else "\n") + text)
            out.flush()
            os.fsync(out.fileno())
        if {one.id for one in read_watchlist(partial)[0]} != known | {entry["id"]}:
            raise UsageError(f"{watchlist} is no plain list of entries.", "Copy the entry from stdout.")
        os.replace(partial, watchlist)
    finally:
        partial.unlink(missing_ok=True)
    tell(quiet, f"manumit: {entry['id']} is in {watchlist}.")
