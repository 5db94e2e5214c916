"""`manumit bundle`: a court bundle made of a lead, and one checked on any machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli import bundle_original
from manumit.doors.cli.bundle_original import write_private
from manumit.doors.cli.ledger_words import PolicyFile, PublicKey, Quiet, policy_in, read_bytes, say
from manumit.doors.cli.output import need

if TYPE_CHECKING:
    from manumit.services.report import Checked

bundle = typer.Typer(
    name="bundle",
    no_args_is_help=True,
    help="A court bundle: what a lead rests on, how it was computed, what speaks against it, with proofs.",
)


Witnesses = Annotated[
    Path | None,
    typer.Option(
        "--policy", metavar="FILE", help="Whose cosignatures go in (C2SP tlog-policy); none without it."
    ),
]
Reveal = Annotated[
    bool, typer.Option("--reveal", help="Show possible victims unmasked; needs --purpose and is logged.")
]
Purpose = Annotated[str | None, typer.Option("--purpose", help="Why they must be shown, or handed over.")]
OriginalTo = Annotated[
    Path | None,
    typer.Option(
        "--original-to",
        metavar="RECIPIENT",
        help="Whole originals go in as well, sealed to the holder of this public key (`bundle key`).",
    ),
]
Originals = Annotated[
    list[str] | None,
    typer.Option("--original", metavar="SHA256", help="Only this original (the start of it); repeatable."),
]


@bundle.command()
def make(
    workspace: Annotated[Path, typer.Argument(metavar="W", help="A workspace made by `manumit run`.")],
    lead: Annotated[str, typer.Argument(metavar="LEAD", help="Id of a lead, or its rank.")],
    out: Annotated[Path, typer.Option("--out", metavar="Z", help="The ZIP file to write.")],
    policy: Witnesses = None,
    reveal: Reveal = False,
    purpose: Purpose = None,
    original_to: OriginalTo = None,
    original: Originals = None,
    quiet: Quiet = False,
) -> int:
    """Make a bundle of a lead: cited spans of the originals with proofs, records, findings, what speaks against them,
    decisions, versions, CASE/UCO, and proofs that all of it stands in the workspace's log.

    Possible victims are masked unless revealed; a span that would show them is withheld, and its hash is there.
    Pictures are never bundled, whole originals only sealed to one recipient who is named (--original-to, which needs
    --purpose and is logged). Without them the same workspace gives the same bytes.

    Example: manumit bundle make case7 1 --out lead.zip
    """
    from manumit.base.kernel import UsageError, load_settings
    from manumit.doors.cli.reveal import log_reveal
    from manumit.engine.evidence import Workspace
    from manumit.services.report import Handover, Recipient, make_bundle

    if (reveal or original_to) and not (purpose or "").strip():
        name = "--reveal" if reveal else "--original-to"
        raise UsageError(f"{name} needs --purpose.", "Say why: --purpose 'case 12, for the court'.")
    if original and not original_to:
        raise UsageError("--original needs --original-to: a whole original goes only to somebody named.")
    place = Workspace.open(need(workspace))
    handover = None
    if original_to:
        recipient = Recipient.parse(read_bytes(original_to).decode("utf-8", "replace"))
        handover = Handover(recipient, str(purpose), tuple(original or ()))
    for told in ["bundle"] * reveal + ["bundle --original-to"] * bool(handover):
        log_reveal(workspace, told, str(purpose))
    stated = read_bytes(policy).decode("utf-8") if policy else ""
    data = make_bundle(place, lead, load_settings(), purpose if reveal else None, stated, handover)
    write_private(out, data)
    say(
        quiet,
        f"Wrote {out}, {len(data):,} bytes. Give the log's key by another way: {workspace / 'ledger.vkey'}",
    )
    return 0


@bundle.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="Z", help="A bundle.")],
    key: PublicKey = None,
    policy: PolicyFile = None,
    need_witnesses: Annotated[
        bool, typer.Option("--witnessed", help="Exit 4 unless the policy's quorum cosigned.")
    ] = False,
    memory: Annotated[
        Path | None,
        typer.Option("--memory", metavar="DIR", help="Remember there what the log showed, and compare."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    quiet: Quiet = False,
) -> int:
    """Check every byte of a bundle, offline: members, spans, entries of the log, signatures. Exit code 4 when anything
    does not hold, with what and where.

    With --key (or --policy) the log's key is the one you got by another way. Without it, the bundle's own is taken:
    that shows that the bundle is of one piece, not who made it. With --memory, bundles of one log are compared: a log
    that shows two histories of one size is found out.

    Example: manumit bundle verify lead.zip --key ledger.vkey
    """
    from manumit.base.kernel import UsageError, VerificationFailed
    from manumit.base.ledger import Memory
    from manumit.services.report import Fault, verify_bundle

    trusted = policy_in(key, policy) if key or policy else None
    if need_witnesses and policy is None:
        raise UsageError("--witnessed needs --policy: who has to cosign is for you to say.")
    checked = verify_bundle(read_bytes(file), trusted, Memory(memory) if memory else None)
    if need_witnesses and not (checked.verdict and checked.verdict.witnessed):
        checked.faults.append(Fault("seal/checkpoint", "The policy's quorum has not cosigned it."))
    if as_json:
        _print_json(checked)
    else:
        _print(checked, quiet)
    return 0 if checked.sound else VerificationFailed.exit_code


def _print(checked: Checked, quiet: bool) -> None:
    for fault in checked.faults:
        print(f"{fault.where or 'the file'}: {fault.what}")
    if not checked.sound:
        print(f"Not sound: {len(checked.faults)} fault(s).")
        return
    assert checked.verdict is not None
    print(
        f"Sound: {checked.lead_id}, logged {checked.time}, {checked.members} members, {checked.events + 1} entries of"
        f" the log, {checked.spans} records ({checked.given} with the bytes of the original); {checked.verdict.says()}."
    )
    for name, number in checked.originals.items():
        print(f"Sealed original present: {number}, for {name}, who opens it with `manumit bundle open`.")
    print(f"Log: {checked.key}")
    if not checked.pinned:
        say(
            quiet,
            "That key is the bundle's own. Compare it with what the organisation gave you, or use --key.",
        )


def _print_json(checked: Checked) -> None:
    import json

    verdict = checked.verdict
    shape = {
        "sound": checked.sound,
        "faults": [{"where": fault.where, "what": fault.what} for fault in checked.faults],
        "lead_id": checked.lead_id,
        "logged": checked.time,
        "key": checked.key,
        "key_is_yours": checked.pinned,
        "witnessed": bool(verdict and verdict.witnessed),
        "cosigned": dict(verdict.cosigners) if verdict else {},
        "members": checked.members,
        "events": checked.events,
        "records": checked.spans,
        "records_with_bytes": checked.given,
        "sealed_originals": checked.originals,
    }
    print(json.dumps(shape, ensure_ascii=False))


bundle.command("key")(bundle_original.key)
bundle.command("open")(bundle_original.open_)
