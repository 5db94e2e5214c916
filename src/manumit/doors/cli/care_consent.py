"""`manumit care consent give`, `withdraw`, `list`; `manumit care refer`, `answer`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.care_words import (
    BookFolder,
    By,
    Out,
    Person,
    Quiet,
    notices,
    open_book,
    put,
    read_bytes,
    until,
    write_bytes,
)
from manumit.doors.cli.unlock import PassphraseFile

For = Annotated[str, typer.Option("--for", metavar="PURPOSE", help="health_care, shelter, legal_aid, ...")]
To = Annotated[str, typer.Option("--to", metavar="KIND:NAME", help="The recipient, such as clinic:St Anna.")]
Items = Annotated[
    list[str],
    typer.Option("--item", help="A kind (health) or an item (itm_...); may be given several times."),
]
ConsentId = Annotated[str, typer.Option("--consent", metavar="ID", help="The consent, itm_...")]


def give(
    book: BookFolder,
    person: Person,
    purpose: For,
    to: To,
    item: Items,
    until_: Annotated[str, typer.Option("--until", metavar="DATE", help="When it ends, a year at most.")],
    by: By,
    how: Annotated[str, typer.Option("--how", help="spoken, written, signed or guardian.")] = "spoken",
    language: Annotated[
        str | None, typer.Option("--language", help="In which language it was asked.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Record that a person agreed: for one purpose, one recipient, these things, until a date. Its id goes to stdout.

    Example: manumit care consent give records per_... --for health_care --to 'clinic:St Anna' --item health
    --until 2026-12-31 --by mira
    """
    from manumit.services.care import give_consent

    with open_book(book, passphrase_file) as opened:
        made = give_consent(opened, person, purpose, to, item, until(until_), by, how, language)
        put({"consent": made.consent_id})
    return 0


def withdraw(
    book: BookFolder,
    person: Person,
    consent: ConsentId,
    by: By,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Take a consent back. What was passed on with it is recalled: the notices for recipients go to stdout.

    Example: manumit care consent withdraw records per_... --consent itm_... --by mira
    """
    from manumit.services.care import withdraw_consent

    with open_book(book, passphrase_file) as opened:
        put(notices(opened, withdraw_consent(opened, person, consent, by), quiet), lines=True)
    return 0


def list_(
    book: BookFolder,
    person: Person,
    by: By,
    fhir: Annotated[bool, typer.Option("--fhir", help="As FHIR Consent resources.")] = False,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """'My consents': all that a person ever agreed to, whether it counts, and what went out under it.

    Example: manumit care consent list records per_... --by mira
    """
    from manumit.services.care import bundle_of, consent_resource, my_consents

    with open_book(book, passphrase_file) as opened:
        record = opened.read(person, by, "to read their consents to them", "consents")
        consents = [consent_resource(one, person, opened.clock()) for one in record.consents()]
        put(bundle_of(consents) if fhir else my_consents(opened, record), out)
    return 0


def refer(
    book: BookFolder,
    person: Person,
    purpose: For,
    to: To,
    item: Items,
    consent: ConsentId,
    by: By,
    seal: Annotated[
        Path | None,
        typer.Option(
            "--seal", metavar="KEY", help="Seal it for the recipient: their public key, base64 in a file."
        ),
    ] = None,
    out: Out = None,
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Refer a person: a package with these things, the consent's id and its end. Refused without a consent that is
    valid now, for this purpose and recipient, and covers all of it.

    Example: manumit care refer records per_... --for health_care --to 'clinic:St Anna' --item health
    --consent itm_... --by mira --seal clinic.key --out package.bin
    """
    from manumit.base.kernel import UsageError
    from manumit.base.vault import seal_message
    from manumit.services.care import dump_tree
    from manumit.services.care import refer as make_referral

    if seal is not None and out is None:
        raise UsageError("A sealed package needs --out FILE.")
    key = public_key(seal) if seal else None
    with open_book(book, passphrase_file) as opened:
        package = make_referral(opened, person, to, purpose, consent, item, by)
    if key is None or out is None:
        put(package, out)
    else:
        write_bytes(out, seal_message(dump_tree(package).encode(), [key]))
    return 0


def public_key(path: Path) -> bytes:
    """A recipient's public key: a SEC1 point of 65 bytes in base64."""
    import base64

    from manumit.base.kernel import UsageError

    try:
        return base64.b64decode(read_bytes(path), validate=False)
    except ValueError as error:
        raise UsageError(f"{path} holds no public key.", "65 bytes in base64.") from error


def answer(
    book: BookFolder,
    person: Person,
    referral: Annotated[str, typer.Argument(metavar="REFERRAL", help="The referral, itm_...")],
    state: Annotated[str, typer.Argument(metavar="STATE", help="accepted, declined or completed.")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="What the recipient said.")] = "",
    passphrase_file: PassphraseFile = None,
    quiet: Quiet = False,
) -> int:
    """Note what a recipient said to a referral.

    Example: manumit care answer records per_... itm_... accepted --by mira
    """
    from manumit.services.care import answer as note

    with open_book(book, passphrase_file) as opened:
        note(opened, person, referral, state, by, reason)
    return 0
