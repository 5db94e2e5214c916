"""A contract on an EVM chain keeps the hashes of checkpoints in the order of their sizes: it refuses to go back.

The contract is ledger_anchor.vy. Whoever verifies asks a node of their own.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from typing import Any

from manumit.base.kernel import MissingPart, UsageError, VerificationFailed, WorkspaceError
from manumit.base.ledger.anchor import Receipt, anchored_hash
from manumit.base.ledger.checkpoint import Checkpoint

KIND = "evm"
_HINT = "Add it: pip install 'manumit[evm]'."
_WAIT = 600
"""Seconds for a transaction to be mined."""


def compile_contract() -> dict[str, Any]:
    """The contract's interface and bytecode, compiled here from its source: {abi, bytecode}."""
    try:
        from vyper import compile_code
    except ImportError as error:
        raise MissingPart("The contract needs the part `evm`.", _HINT) from error
    source = (files(__package__) / "ledger_anchor.vy").read_text("utf-8")
    made: dict[str, Any] = compile_code(source, output_formats=["abi", "bytecode"])
    return made


class EvmAnchor:
    """Anchors in a contract. `chain` is a web3.Web3; `sender` an account that it can send from (none: only verify)."""

    def __init__(self, chain: Any, address: str, sender: str | None = None) -> None:
        self._chain, self._sender = chain, sender
        self._contract = chain.eth.contract(address=address, abi=compile_contract()["abi"])

    @classmethod
    def deploy(cls, chain: Any, sender: str) -> EvmAnchor:
        """A new contract; only its sender can anchor in it."""
        made = compile_contract()
        factory = chain.eth.contract(abi=made["abi"], bytecode=made["bytecode"])
        mined = _mined(chain, factory.constructor().transact({"from": sender}))
        return cls(chain, mined["contractAddress"], sender)

    @property
    def address(self) -> str:
        """Where the contract is: readers need it."""
        return str(self._contract.address)

    def anchor(self, checkpoint: Checkpoint) -> Receipt:
        """Put the checkpoint's hash into the contract. WorkspaceError when the chain refuses: only a larger size than
        before is taken, and only from the owner."""
        if self._sender is None:
            raise UsageError("No account is named to send from.")
        call = self._contract.functions.anchor(
            sha256(checkpoint.origin.encode()).digest(), checkpoint.size, anchored_hash(checkpoint)
        )
        try:
            mined = _mined(self._chain, call.transact({"from": self._sender}))
        except Exception as error:  # each node has errors of its own for a call that is reverted
            raise WorkspaceError(f"The contract did not take the checkpoint: {error}.") from error
        where = {"chain": self._chain.eth.chain_id, "contract": self.address, "block": mined["blockNumber"]}
        return Receipt(KIND, json.dumps(where).encode())

    def verify(self, receipt: Receipt, checkpoint: Checkpoint) -> datetime:
        """When the contract took this checkpoint. The contract is the reader's, not the receipt's."""
        try:
            where = json.loads(receipt.data) if receipt.kind == KIND else {}
        except ValueError:
            where = {}
        if where.get("contract") != self.address or where.get("chain") != self._chain.eth.chain_id:
            raise VerificationFailed("This receipt is not of this contract.")
        origin = sha256(checkpoint.origin.encode()).digest()
        digest, time = self._contract.functions.entries(origin, checkpoint.size).call()
        if digest != anchored_hash(checkpoint):
            raise VerificationFailed("The contract holds another checkpoint for this size, or none.")
        return datetime.fromtimestamp(time, UTC)


def _mined(chain: Any, transaction: Any) -> Any:
    mined = chain.eth.wait_for_transaction_receipt(transaction, timeout=_WAIT)
    if mined["status"] != 1:
        raise WorkspaceError("The transaction was reverted.")
    return mined
