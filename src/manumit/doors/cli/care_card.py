"""`manumit care card key`, `make`, `show`, `verify`: what a person may carry, and show as much of as they like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.care_words import (
    BookFolder,
    By,
    Person,
    Quiet,
    open_book,
    put,
    read_text,
    say,
)
from manumit.doors.cli.unlock import PassphraseFile, secret

if TYPE_CHECKING:
    from manumit.services.care import Card

Code = Annotated[
    Path | None,
    typer.Option("--code-file", metavar="FILE", help="Read the code from there; else it is asked for."),
]
Tell = Annotated[
    list[str],
    typer.Option("--tell", help="What it tells; several times. One entry of a list: allergies:2"),
]
Digits = Annotated[int, typer.Option("--digits", min=12, max=24, help="Length of the code.")]
CardFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="The text of its codes, as scanned; - is stdin.")
]
Name = Annotated[
    Path,
    typer.Option(
        "--out", metavar="NAME", help="NAME.txt, and a picture for each code: NAME-1.svg, NAME-1.png"
    ),
]


def key(book: BookFolder, passphrase_file: PassphraseFile = None, quiet: Quiet = False) -> int:
    """The public key of a house's cards, a JSON Web Key: give it to clinics and shelters, who pin it.

    Example: manumit care card key records > house.jwk
    """
    from manumit.services.care import card_key

    with open_book(book, passphrase_file) as opened:
        put(card_key(opened).pinned.jwk())
    return 0


def make(
    book: BookFolder,
    person: Person,
    tell: Tell,
    by: By,
    out: Name = Path("note"),
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="How long it is valid.")] = 90,
    digits: Digits = 12,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Make a card. Its code goes to stdout: tell it to the holder; it is kept nowhere.

    Ask first: to be found with a card may be dangerous. Nothing on it says what it is.

    Example: manumit care card make records per_... --tell called --tell allergies --days 60 --by mira --out note
    """
    from manumit.services.care import make_card

    with open_book(book, passphrase_file) as opened:
        card = make_card(opened, person, tell, days, by, digits)
    _write(card, out, quiet)
    return 0


def show(
    file: CardFile,
    code_file: Code = None,
    tell: Annotated[
        list[str] | None,
        typer.Option("--tell", help="Make another card that tells only this; several times."),
    ] = None,
    out: Name = Path("note2"),
    digits: Digits = 12,
    quiet: Quiet = False,
) -> int:
    """What the holder does with a card: see what it tells (JSON to stdout), or, with --tell, make another one that
    tells less, with a code of its own. No key of the house is needed for that.

    Example: manumit care card show note.txt --tell allergies --out for-the-clinic
    """
    from manumit.services.care import join_parts, open_card, present

    token = open_card(join_parts(read_text(file)), secret(code_file, "code"))
    if tell:
        _write(present(token, tell, digits), out, quiet)
    else:
        put(token.tells())
    return 0


def verify(
    file: CardFile,
    key: Annotated[
        list[Path],
        typer.Option("--key", metavar="FILE", help="Public key of an issuer you trust; several times."),
    ],
    code_file: Code = None,
    quiet: Quiet = False,
) -> int:
    """Check a card, without a connection: signed by an issuer whose key is pinned, unchanged, valid today. What it
    tells goes to stdout as JSON. Ends with 4 when it does not hold.

    Example: manumit care card verify scanned.txt --key house.jwk
    """
    from datetime import UTC, datetime

    from manumit.services.care import join_parts, open_card, read_pins, show_time, verify_card

    pins = [one for path in key for one in read_pins(read_text(path))]
    token = open_card(join_parts(read_text(file)), secret(code_file, "code"))
    told = verify_card(token, pins, datetime.now(UTC))
    put(
        {
            "issuer": told.issuer,
            "issued_on": told.issued_on,
            "valid_until": show_time(told.valid_until),
            "tells": dict(told.claims),
        }
    )
    return 0


def _write(card: Card, out: Path, quiet: bool) -> None:
    """The text and the pictures; the code to stdout."""
    from manumit.services.care import draw, split_parts

    parts = split_parts(card.locked)
    pictures = [draw(one) for one in parts]
    out.with_name(f"{out.name}.txt").write_text("\n".join(parts) + "\n", "utf-8")
    for number, picture in enumerate(pictures, 1):
        out.with_name(f"{out.name}-{number}.svg").write_bytes(picture.svg)
        out.with_name(f"{out.name}-{number}.png").write_bytes(picture.png)
    put({"code": card.code, "codes": len(parts)})
    say(
        quiet,
        f"Wrote {out.name}.txt and {len(parts)} picture(s). The code is kept nowhere: tell it to the holder.",
    )
