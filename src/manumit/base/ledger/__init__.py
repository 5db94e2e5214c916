"""The transparency log: records that no one can quietly change. Entries stand in an RFC 6962 Merkle tree stored as
C2SP tiles, under checkpoints that are signed, cosigned by witnesses and remembered by clients; proofs verify offline.
`Log.open(folder, signer)` writes, `LogReader` reads, `verify_proof` turns a proof into a verdict, `check` audits a
whole log, anybody's. What goes in is a `leaf`: keyed hashes and closed words, never personal data. Other rooms come
in here.
"""

from manumit.base.ledger.anchor import Anchor, Receipt, anchored_hash
from manumit.base.ledger.anchor.evm import EvmAnchor
from manumit.base.ledger.anchor.timestamp import TimestampAnchor, over_http
from manumit.base.ledger.audit import Audit, Problem, check
from manumit.base.ledger.checkpoint import Checkpoint, parse_hash
from manumit.base.ledger.keys import (
    KeyPair,
    Opened,
    Pinned,
    Signer,
    Succession,
    open_checkpoint,
    read_successions,
)
from manumit.base.ledger.leaf import EVENTS, Leaf, Scribe, actor_pseudonym, key_name, mac_of
from manumit.base.ledger.log import Log
from manumit.base.ledger.memory import Compared, Memory, Proving
from manumit.base.ledger.note import Note, Signature, VerifierKey, parse_note, read_keys
from manumit.base.ledger.page import verifier_page
from manumit.base.ledger.policy import Policy
from manumit.base.ledger.postgres import PostgresLog, PostgresSequencer
from manumit.base.ledger.proof import Proof, Verdict, verify_checkpoint, verify_proof
from manumit.base.ledger.quiet import QuietEvent, QuietHours, QuietLeaf, quiet_batch
from manumit.base.ledger.reader import LogReader
from manumit.base.ledger.sequencer import Sequencer, SharedLog
from manumit.base.ledger.subtree import (
    covering_subtrees,
    is_subtree,
    subtree_consistency,
    subtree_hash,
    subtree_inclusion,
    verify_subtree,
    verify_subtree_inclusion,
)
from manumit.base.ledger.tiles import parse_bundle, write_bundle
from manumit.base.ledger.tree import HashTree, RootOf, leaf_hash, verify_consistency, verify_inclusion
from manumit.base.ledger.witness import Witness
from manumit.base.ledger.witness_http import gather_cosignatures, witness_server

__all__ = [
    "EVENTS",
    "Anchor",
    "Audit",
    "Checkpoint",
    "Compared",
    "EvmAnchor",
    "HashTree",
    "KeyPair",
    "Leaf",
    "Log",
    "LogReader",
    "Memory",
    "Note",
    "Opened",
    "Pinned",
    "Policy",
    "PostgresLog",
    "PostgresSequencer",
    "Problem",
    "Proof",
    "Proving",
    "QuietEvent",
    "QuietHours",
    "QuietLeaf",
    "Receipt",
    "RootOf",
    "Scribe",
    "Sequencer",
    "SharedLog",
    "Signature",
    "Signer",
    "Succession",
    "TimestampAnchor",
    "Verdict",
    "VerifierKey",
    "Witness",
    "actor_pseudonym",
    "anchored_hash",
    "check",
    "covering_subtrees",
    "gather_cosignatures",
    "is_subtree",
    "key_name",
    "leaf_hash",
    "mac_of",
    "open_checkpoint",
    "over_http",
    "parse_bundle",
    "parse_hash",
    "parse_note",
    "quiet_batch",
    "read_keys",
    "read_successions",
    "subtree_consistency",
    "subtree_hash",
    "subtree_inclusion",
    "verifier_page",
    "verify_checkpoint",
    "verify_consistency",
    "verify_inclusion",
    "verify_proof",
    "verify_subtree",
    "verify_subtree_inclusion",
    "witness_server",
    "write_bundle",
]
