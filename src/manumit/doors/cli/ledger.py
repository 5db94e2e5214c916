"""`manumit ledger`: a log that no one can quietly change. The group, and the words that its verbs share."""

from __future__ import annotations

import typer

from manumit.doors.cli import (
    ledger_anchor,
    ledger_check,
    ledger_page,
    ledger_proof,
    ledger_witness,
    ledger_write,
)

ledger = typer.Typer(
    name="ledger",
    no_args_is_help=True,
    help="A log that no one can quietly change: append to it, prove what stands in it, check any C2SP tile log.",
)
for verb in (
    ledger_write.init,
    ledger_write.append,
    ledger_write.checkpoint,
    ledger_write.rotate,
    ledger_proof.prove,
    ledger_proof.verify,
    ledger_proof.consistency,
    ledger_check.check,
    ledger_witness.witness,
    ledger_anchor.anchor,
    ledger_anchor.anchor_verify,
    ledger_page.page,
):
    ledger.command(verb.__name__.replace("_", "-"))(verb)
