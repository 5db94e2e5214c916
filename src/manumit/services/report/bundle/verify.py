"""Checking a bundle: every byte of it, on any machine, with nothing but the file and, if at hand, the log's key."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from manumit.base.kernel import ManumitError, VerificationFailed
from manumit.base.ledger import (
    Leaf,
    Memory,
    Policy,
    Proof,
    Succession,
    Verdict,
    leaf_hash,
    mac_of,
    parse_note,
    read_keys,
    read_successions,
    verify_inclusion,
    verify_proof,
)
from manumit.engine.evidence import canonical_json, entry_of
from manumit.services.report.bundle import form
from manumit.services.report.bundle.archive import first_difference, unpack
from manumit.services.report.bundle.cited import GIVEN, PROVEN
from manumit.services.report.bundle.originals import check_originals

_SUM = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9_./-]+)")
_NEEDED = (
    form.META,
    form.LEAD,
    form.RECORDS,
    form.SPANS,
    form.COMPUTED,
    form.DECISIONS,
    form.CASE,
    form.KEY,
    form.COVER_PAGE,
    form.COVER_TEXT,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold, and in which member ('' for the file as a whole)."""

    where: str
    what: str


@dataclass(slots=True)
class Checked:
    """What a check came to. `pinned`: the key came from the reader, not from the bundle."""

    faults: list[Fault] = field(default_factory=list)
    lead_id: str = ""
    key: str = ""
    pinned: bool = False
    verdict: Verdict | None = None
    time: str = ""
    members: int = 0
    spans: int = 0
    given: int = 0
    events: int = 0
    originals: dict[str, int] = field(default_factory=dict)
    """Recipient -> whole originals that are there, sealed to them."""

    @property
    def sound(self) -> bool:
        """Whether all of it holds."""
        return not self.faults


def verify_bundle(data: bytes, trusted: Policy | None = None, memory: Memory | None = None) -> Checked:
    """Check all of a bundle. `trusted`: the log's key and witnesses as the reader knows them; without it the key is the
    one that the bundle names, which says only that the bundle is of one piece."""
    checked = Checked()
    try:
        members = unpack(data)
    except VerificationFailed as error:
        checked.faults.append(Fault("", error.sentence))
        return checked
    _Check(checked, members, trusted, memory or Memory()).all(data)
    return checked


class _Check:
    """One check, step by step; what fails is noted and the rest goes on."""

    def __init__(
        self, checked: Checked, members: Mapping[str, bytes], trusted: Policy | None, memory: Memory
    ) -> None:
        self.to, self.members, self._trusted, self._memory = checked, members, trusted, memory
        self._bodies: dict[int, Mapping[str, Any]] = {}

    def all(self, data: bytes) -> None:
        """Every step."""
        self._try("", self._list)
        self._try(form.KEY, self._keys)
        self._try(form.SEAL_EVENT, self._seal)
        self._try(form.META, self._meta)
        for name in sorted(self.members):
            if name.startswith("events/"):
                self._try(name, partial(self._event, name))
        self._try(form.SPANS, self._spans)
        self._try(form.LEAD, self._lead)
        self._try(form.ORIGINALS, self._originals)
        at = first_difference(data, self.members)
        if at is not None:
            self._fault("", f"The ZIP file was changed at byte {at:,}, or between or after its members.")

    def _fault(self, where: str, what: str) -> None:
        self.to.faults.append(Fault(where, what))

    def _try(self, where: str, step: Callable[[], None]) -> None:
        try:
            step()
        except ManumitError as error:
            self._fault(where, error.sentence)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
            self._fault(where, f"It is not what a bundle holds there ({type(error).__name__}).")

    def _json(self, name: str) -> Any:
        return json.loads(self.members[name])

    def _list(self) -> None:
        """SHA256SUMS and the members agree: none changed, none missing, none too many."""
        told: dict[str, str] = {}
        lines = self.members.get(form.SUMS, b"").decode("ascii", "replace").split("\n")
        for line in lines[:-1]:
            found = _SUM.fullmatch(line)
            if found is None:
                self._fault(form.SUMS, f"A line is not of its form: {line[:60]!r}.")
            else:
                told[found[2]] = found[1]
        seal = {form.SUMS, form.SEAL_EVENT, form.SEAL_PROOF, form.CHECKPOINT}
        for name in sorted({*told, *_NEEDED, *seal} - set(self.members)):
            self._fault(name, "It is missing.")
        for name in sorted(self.members):
            if name == form.SUMS or name.startswith(form.SEAL):
                continue
            if name not in told:
                self._fault(name, "It does not belong to the bundle.")
            elif hashlib.sha256(self.members[name]).hexdigest() != told[name]:
                self._fault(name, "It was changed: its hash is another.")
        self.to.members = len(told)

    def _keys(self) -> None:
        """Whom to trust, and the log's changes of keys."""
        (named,) = read_keys(self.members[form.KEY].decode("utf-8"))
        self.to.key, self.to.pinned = str(named), self._trusted is not None
        self._named = named
        self._policy = self._trusted or Policy.of([named])
        self._links: Sequence[Succession] = []
        if form.SUCCESSION in self.members:
            self._links = read_successions(self.members[form.SUCCESSION].decode("utf-8"))
        if self._trusted and named not in self._policy.pinned(self._links).limits:
            self._fault(form.KEY, "The bundle is of another log than the one whose key you trust.")

    def _signatures(self, note: bytes) -> None:
        """Every line under the checkpoint is one that is verified: with your keys or with those in the bundle."""
        parsed = parse_note(note)
        told = self.members.get(form.WITNESSES)
        witnesses = read_keys(told.decode("utf-8")) if told is not None else []
        known = [
            *self._policy.pinned(self._links).limits,
            *Policy.of([self._named]).pinned(self._links).limits,
            *witnesses,
        ]
        signed = parsed.signed_by(known)
        if len(signed) != len(parsed.signatures) or str(parsed).encode() != note:
            raise VerificationFailed("A signature stands there that nobody can check.")
        if told is not None and told != "".join(f"{key}\n" for key in signed if key in witnesses).encode():
            self._fault(form.WITNESSES, "These are not those who cosigned.")

    def _proven(self, name: str, index: int, leaf: bytes) -> Verdict:
        proof = Proof.parse(self.members[name])
        if proof.index != index or proof.extra is not None or bytes(proof) != self.members[name]:
            raise VerificationFailed("The proof is of another entry, or not written as proofs are.")
        if proof.checkpoint != self.members[form.CHECKPOINT]:
            raise VerificationFailed("The proof is under another checkpoint than the bundle's.")
        return verify_proof(proof, leaf, self._policy, self._memory, self._links)

    def _opened(self, name: str, proof: str) -> tuple[Leaf, Mapping[str, Any], Verdict]:
        """An event: its body is what its leaf commits to, and the leaf stands in the log."""
        told = self._json(name)
        leaf = told["leaf"].encode("ascii")
        if canonical_json(told) + b"\n" != self.members[name] or set(told) != {
            "index",
            "leaf",
            "record_key",
            "body",
        }:
            raise VerificationFailed("It is not written as events are.")
        parsed = Leaf.parse(leaf)
        if mac_of(bytes.fromhex(told["record_key"]), canonical_json(told["body"])) != parsed.mac:
            raise VerificationFailed("Its content is not what the log's entry commits to.")
        if proof not in self.members:
            raise VerificationFailed(f"Its proof is missing: {proof}.")
        return parsed, told, self._proven(proof, told["index"], leaf)

    def _seal(self) -> None:
        """The bundle's own entry in the log, over the list of hashes."""
        self._signatures(self.members[form.CHECKPOINT])
        leaf, told, verdict = self._opened(form.SEAL_EVENT, form.SEAL_PROOF)
        if leaf.type != "bundle_made":
            raise VerificationFailed("The seal is an entry of another type.")
        if told["body"]["members_sha256"] != hashlib.sha256(self.members[form.SUMS]).hexdigest():
            self._fault(form.SUMS, "It is not the list of hashes that was logged.")
        self.to.verdict, self.to.time, self.to.lead_id = verdict, leaf.time, told["body"]["lead_id"]

    def _meta(self) -> None:
        meta = self._json(form.META)
        if (meta["format"], meta["version"]) != (form.FORMAT, form.VERSION):
            raise VerificationFailed("It is a bundle of another format or version than this program knows.")
        wanted = {form.event_name(index) for index in meta["events"]}
        for name in sorted(wanted - set(self.members)):
            self._fault(name, "It is missing.")
        seal = {form.SEAL_EVENT, form.SEAL_PROOF, form.CHECKPOINT, form.WITNESSES}
        seal |= set(map(form.proof_name, meta["events"]))
        for name in sorted(name for name in self.members if name.startswith(form.SEAL) and name not in seal):
            self._fault(name, "It does not belong to the bundle.")
        if self.to.lead_id and meta["lead_id"] != self.to.lead_id:
            raise VerificationFailed("It is of another lead than the one that was logged.")

    def _event(self, name: str) -> None:
        index = int(name.removeprefix("events/").removesuffix(".json"))
        leaf, told, _ = self._opened(name, form.proof_name(index))
        if told["index"] != index:
            raise VerificationFailed("It is of another entry than its name says.")
        self._bodies[index] = {**told["body"], "type": leaf.type}
        self.to.events += 1

    def _spans(self) -> None:
        """Each span is of the file whose tree was logged, at its place, and is that of a record."""
        records = {one["record_id"]: one for one in self._json(form.RECORDS)}
        spans = self._json(form.SPANS)
        if sorted(records) != sorted(span["record_id"] for span in spans):
            raise VerificationFailed("Records and spans are not the same ones.")
        for span in spans:
            step = partial(self._span, span, records[span["record_id"]])
            self._try(f"{form.SPANS}: {span['record_id']}", step)

    def _span(self, span: Mapping[str, Any], record: Mapping[str, Any]) -> None:
        body = self._bodies[span["event"]]
        if body["type"] != "file_read" or body["sha256"] != record["file_sha256"]:
            raise VerificationFailed("It is not of the file that its entry says was read.")
        if (span["offset"], span["length"]) != (record["byte_offset"], record["byte_length"]):
            raise VerificationFailed("It is not at the place of its record.")
        self.to.spans += 1
        if span["state"] not in PROVEN:
            return
        data = self.members[span["bytes_in"]] if span["state"] == GIVEN else None
        at, end, taken = span["offset"], span["offset"] + span["length"], 0
        for piece in span["pieces"]:
            leaf = bytes.fromhex(piece["leaf"])
            if piece["start"] != at or piece["length"] < 1:
                raise VerificationFailed("Its pieces do not follow each other.")
            if data is not None:
                part = data[taken : taken + piece["length"]]
                if leaf_hash(entry_of(bytes.fromhex(piece["salt"]), piece["start"], part)) != leaf:
                    raise VerificationFailed("Its bytes are not those of the file.")
                taken += len(part)
            tree = body["tree"]
            path = [bytes.fromhex(one) for one in piece["path"]]
            verify_inclusion(piece["index"], tree["leaves"], leaf, path, bytes.fromhex(tree["root"]))
            at += piece["length"]
        if at < end or (data is not None and taken != len(data)):
            raise VerificationFailed("Its pieces are not the whole span.")
        self.to.given += data is not None

    def _lead(self) -> None:
        """What the lead cites is there, or is said to be withheld."""
        lead, meta = self._json(form.LEAD), self._json(form.META)
        if lead["lead_id"] != meta["lead_id"]:
            raise VerificationFailed("It is another lead.")
        cited = {one["record_id"] for one in lead["records"]} | {
            record for finding in lead["findings"] for record in finding["evidence"]
        }
        there = {one["record_id"] for one in self._json(form.RECORDS)} | set(meta["absent_records"])
        if cited != there:
            raise VerificationFailed("The records that it cites are not those of the bundle.")

    def _originals(self) -> None:
        """Whole originals are sealed, or said to be withheld, each of a file that was read."""
        self.to.originals = check_originals(self.members, self._bodies)
