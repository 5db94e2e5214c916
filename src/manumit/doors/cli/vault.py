"""`manumit vault`: the keys of a workspace or of a vault of sealed records. The group; each act is one command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import Quiet, need, tell
from manumit.doors.cli.unlock import (
    PassphraseFile,
    book_of,
    holder_of,
    new_holder,
    not_of_book,
    open_ring,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manumit.base.vault import KeyHolder, Place, SqliteStore

vault = typer.Typer(
    name="vault",
    no_args_is_help=True,
    help="Keys of a workspace or of a vault: made, copied, changed, and what is due for erasure.",
)

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A workspace, or a vault of sealed records.")]
Token = Annotated[
    str | None, typer.Option("--token", metavar="LABEL", help="A PKCS#11 token is to hold the key.")
]
Module = Annotated[Path | None, typer.Option("--module", metavar="SO", help="The token's PKCS#11 library.")]
Service = Annotated[
    str | None,
    typer.Option(
        "--key-service", metavar="URL", help="A Transit key service is to hold it (token in VAULT_TOKEN)."
    ),
]


@vault.command()
def init(
    folder: Folder,
    records: Annotated[
        bool, typer.Option("--records", help="Make a vault of sealed records, not only keys for a workspace.")
    ] = False,
    token: Token = None,
    module: Module = None,
    key_service: Service = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Make keys: under a passphrase, or in a token, or in a key service.

    Example: manumit vault init case7 --passphrase-file pass.txt
    """
    from manumit.base.vault import Keyring, Vault
    from manumit.engine.evidence import Workspace

    if not records:
        Workspace.open(need(folder))
    holder = new_holder(passphrase_file, token, module, key_service)
    if records:
        Vault.create(folder, holder).close()
    else:
        Keyring.create(folder, holder)
    tell(quiet, "Keys are made. No backup holds them: keep a copy with `manumit vault copy`.")
    return 0


@vault.command()
def copy(
    folder: Folder,
    place: Annotated[Path, typer.Argument(metavar="PLACE", help="A folder on another disk.")],
    forget: Annotated[bool, typer.Option("--forget", help="Keep no copy there any more.")] = False,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Keep a copy of the keys in a folder on another disk. It follows every change, and erasures reach it.

    Example: manumit vault copy case7 /media/stick
    """
    ring = open_ring(need(folder), passphrase_file)
    if forget:
        ring.places.forget(place)
        tell(quiet, f"No copy is kept in {place} any more.")
        return 0
    ring.places.add(place)
    tell(quiet, f"A copy of the keys is kept in {place}.")
    return 0


@vault.command()
def rotate(
    folder: Folder,
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option("--new-passphrase-file", metavar="FILE", help="Change the passphrase to this."),
    ] = None,
    change: Annotated[bool, typer.Option("--change", help="Ask for a new passphrase.")] = False,
    token: Token = None,
    module: Module = None,
    key_service: Service = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Replace the organisation's key, and perhaps what holds it. No record is encrypted again.

    Example: manumit vault rotate case7 --change
    """
    moves = change or new_passphrase_file or token or key_service
    old = holder_of(need(folder), passphrase_file)
    new = new_holder(new_passphrase_file, token, module, key_service, "new passphrase") if moves else None
    epoch, places = _rotated(folder, old, new)
    tell(quiet, f"This is epoch {epoch} of the keys.")
    for place in places:
        if not place.current:
            print(f"manumit: the copy in {place.path} still holds the old key: {place.why}.", file=sys.stderr)
    return 0 if all(place.current for place in places) else 1


def _rotated(folder: Path, old: KeyHolder, new: KeyHolder | None) -> tuple[int, Sequence[Place]]:
    """The new epoch, and where copies stand. It is logged where there is a log: in the workspace, in the book."""
    from manumit.base.kernel import load_settings
    from manumit.base.vault import Keyring, Vault
    from manumit.engine.job import is_vault, log_rotation
    from manumit.services.care import Book

    places: Sequence[Place]
    if (book := book_of(folder)) is not None:
        with Book.open(book, old) as opened:
            places = opened.rotate(new)
            return opened.sealed.vault.ring.epoch().number, places
    if is_vault(folder):
        with Vault.open(folder, old) as vault:
            places = vault.rotate(new)
            return vault.ring.epoch().number, places
    ring = Keyring.open(folder, old)
    places = ring.advance(holder=new)
    log_rotation(folder, load_settings(), ring.id, ring.epoch().number)
    return ring.epoch().number, places


@vault.command()
def status(folder: Folder, passphrase_file: PassphraseFile = None, quiet: Quiet = False) -> int:
    """Say what holds the keys, where copies are, what was erased and which backups were made.

    Example: manumit vault status case7
    """
    from manumit.base.vault import Keyring, Tombstones
    from manumit.engine.job import backups_of, is_vault

    held = Keyring.held_by(need(folder))
    ring = open_ring(folder, passphrase_file)
    print(f"keys {ring.id}, epoch {ring.epoch().number}, held by {held['kind']}")
    if is_vault(folder):
        store = _store(folder)
        print("{:,} records of {:,} people".format(*store.count()))
        store.close()
    for place in ring.places.look():
        print(f"copy in {place.path}: {'as here' if place.current else place.why}")
    for one in Tombstones(ring).all():
        print(f"erasure {one.id} of {one.at[:10]}: {'done' if one.done else 'begun, not done'}")
    for at, path in backups_of(folder):
        print(f"backup of {at[:10]}: {path}")
    return 0


@vault.command()
def due(
    folder: Folder,
    policy: Annotated[
        Path, typer.Option("--policy", metavar="FILE", help="YAML: how long each sort is kept.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Erase it.")] = False,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Count the sealed records that were kept long enough, and with --yes erase them.

    Example: manumit vault due care --policy keep.yaml --yes
    """
    from manumit.base.vault import Vault, load_policy

    not_of_book(folder, "A person is erased with `manumit care erase BOOK PERSON`.")
    keep = load_policy(need(policy))
    with Vault.open(need(folder), holder_of(folder, passphrase_file)) as opened:
        found = opened.due(keep)
        print(f"{len(found)} records are due")
        if yes and found:
            done = opened.erase_due(keep)
            print(f"{done.records} records are erased")
            return 0 if done.whole else 1
    return 0


def _store(folder: Path) -> SqliteStore:
    from manumit.base.vault import SqliteStore

    return SqliteStore(folder / "records.db")
