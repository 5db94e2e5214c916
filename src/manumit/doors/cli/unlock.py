"""How a person opens keys: a passphrase or a PIN from a file, or typed; which of them is needed, the keyring says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from manumit.base.vault import KeyHolder, Keyring

PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        envvar="MANUMIT_PASSPHRASE_FILE",
        help="Read the passphrase (or a token's PIN) from the first line of FILE; else it is asked for.",
    ),
]


def secret(file: Path | None, what: str, twice: bool = False) -> str:
    """The first line of the file, or what is typed. UsageError where nobody can be asked."""
    from getpass import getpass

    from manumit.base.kernel import UsageError

    if file is not None:
        try:
            lines = file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{file} cannot be read: {error}", f"It holds the {what} on its first line."
            ) from error
        if not lines or not lines[0]:
            raise UsageError(f"{file} holds no {what}.", "It stands on the first line.")
        return lines[0]
    if not sys.stdin.isatty():
        raise UsageError(f"The {what} is needed.", "Give --passphrase-file, or call this at a terminal.")
    typed = getpass(f"{what.capitalize()}: ", sys.stderr)
    if twice and getpass("Once more: ", sys.stderr) != typed:
        raise UsageError("The two were not the same.", "Try again.")
    return typed


def holder_of(folder: Path, file: Path | None, tries: Path | None = None) -> KeyHolder:
    """What holds the keys of a folder."""
    from manumit.base.vault import holder_for

    return holder_for(folder, lambda what: secret(file, what), tries)


def new_holder(
    file: Path | None, token: str | None, module: Path | None, service: str | None, what: str = "passphrase"
) -> KeyHolder:
    """What new keys are to be held by: a token, a key service, else a passphrase, typed twice."""
    from manumit.base.kernel import UsageError
    from manumit.base.vault import PassphraseHolder, TokenHolder, TransitHolder

    if (token is None) != (module is None) or (token and service):
        raise UsageError("A token needs --token and --module, a key service --key-service alone.")
    if token and module:
        return TokenHolder(module, token, secret(file, "PIN"))
    if service:
        return TransitHolder.from_environment(service)
    return PassphraseHolder(secret(file, what, twice=True))


def book_of(folder: Path) -> Path | None:
    """The book of care records that a vault belongs to; None when it belongs to none."""
    from manumit.services.care import FILE, VAULT

    place = folder.resolve()
    return place.parent if place.name == VAULT and (place.parent / FILE).exists() else None


def not_of_book(folder: Path, hint: str) -> None:
    """UsageError for the vault of a book: what is done behind the book is not logged and looks like tampering."""
    from manumit.base.kernel import UsageError

    if book_of(folder) is not None:
        raise UsageError(f"{folder} belongs to a book of care records.", hint)


def open_ring(folder: Path, file: Path | None) -> Keyring:
    """The keys of a folder, opened; copies that are behind are told on stderr."""
    from manumit.base.vault import Keyring

    ring = Keyring.open(folder, holder_of(folder, file))
    for place in ring.places.look():
        if not place.current:
            print(f"manumit: the copy of the keys in {place.path} is behind: {place.why}.", file=sys.stderr)
    return ring


def ring_to_obey(folder: Path, file: Path | None) -> Keyring | None:
    """The keys of a workspace from which something was erased; None where nothing was, and nobody is asked."""
    return open_ring(folder, file) if (folder / "keys" / "tombstones.jsonl").exists() else None
