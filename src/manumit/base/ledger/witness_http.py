"""The witness protocol over HTTP: the small server, and what a log does to be cosigned."""

from __future__ import annotations

import http.client
import sys
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger.checkpoint import parse_decimal
from manumit.base.ledger.log import Log
from manumit.base.ledger.note import Note, Signature, parse_signatures
from manumit.base.ledger.policy import Member, Policy
from manumit.base.ledger.witness import Answer, Witness, write_request

_LONGEST_BODY = 64 << 10
_TIMEOUT = 10.0
"""Seconds that a side waits for the other."""
_TRIES = 3
"""A witness that is ahead says its size once; more often only when another asks for the log at the same time."""


class _Handler(BaseHTTPRequestHandler):
    """POST <prefix>/add-checkpoint, and nothing else."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    server_version, sys_version = "manumit-witness", ""

    def __init__(self, witness: Witness, prefix: str, quiet: bool, *rest: object) -> None:
        self._witness, self._prefix, self._quiet = witness, prefix, quiet
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_POST(self) -> None:
        """One request."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LONGEST_BODY:
            self.close_connection = True
            self._say(Answer(413 if length.isdecimal() else 411, "Send a short body and its length.\n"))
            return
        body = self.rfile.read(int(length))
        if self.path != f"{self._prefix}/add-checkpoint":
            self._say(Answer(404, "There is only add-checkpoint.\n"))
            return
        try:
            self._say(self._witness.add_checkpoint(body))
        except (OSError, VerificationFailed) as error:
            self.log_error("%s", error)
            self._say(Answer(500, "This witness cannot answer: its memory cannot be read or written.\n"))

    def _say(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, form: str, *args: object) -> None:
        """Requests on stderr, without the address they came from."""
        if not self._quiet:
            print(form % args, file=sys.stderr)


def witness_server(
    witness: Witness, host: str, port: int, prefix: str = "", quiet: bool = True
) -> ThreadingHTTPServer:
    """A server that is bound but not serving yet; 0 takes a free port."""
    return ThreadingHTTPServer((host, port), partial(_Handler, witness, prefix.rstrip("/"), quiet))


def gather_cosignatures(log: Log, policy: Policy) -> dict[str, str]:
    """Ask the policy's witnesses, each at its address, to cosign the log's newest checkpoint, and keep what they give.
    Witness name -> what came of it. One that fails does not keep the others from counting."""
    opened = log.publish()
    told: dict[str, str] = {}
    lines: list[Signature] = []
    for member in policy.witnesses.values():
        if not member.url:
            told[member.name] = "has no address in the policy"
            continue
        try:
            lines.append(_ask(member, log, opened.note, opened.checkpoint.size))
            told[member.name] = "cosigned"
        except (OSError, http.client.HTTPException, VerificationFailed) as error:
            told[member.name] = f"did not cosign: {error}"
    if lines:
        note = opened.note.with_signatures(lines)
        log.cosigned(note, policy.met(policy.cosigners(note)))
    return told


def _ask(member: Member, log: Log, note: Note, size: int) -> Signature:
    """One witness's cosignature, verified; VerificationFailed when it refuses or gives another's."""
    old = size
    for _ in range(_TRIES):
        status, body = _post(member.url, write_request(old, log.consistency(old, size), str(note).encode()))
        if status == 409:
            old = parse_decimal(body.strip(), "The size that the witness says")
            if old > size:
                raise VerificationFailed(
                    f"it has cosigned size {old} before, and this log has {size} entries"
                )
            continue
        if status != 200:
            raise VerificationFailed(f"it answers {status}: {body.strip()[:200]}")
        bare = Note(note.text, parse_signatures(body))
        mine = bare.signed_by([member.key])
        if member.key not in mine or mine[member.key].time > time.time() + 300:
            raise VerificationFailed("its answer is not signed with its key, or is of the future")
        return mine[member.key]
    raise VerificationFailed("it has seen another history of this log")


def _post(url: str, body: bytes) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url!r} is no address of a witness.", "Such as https://witness.example.org.")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=_TIMEOUT)
    try:
        connection.request("POST", f"{parts.path.rstrip('/')}/add-checkpoint", body)
        answer = connection.getresponse()
        return answer.status, answer.read(_LONGEST_BODY).decode("utf-8", "replace")
    finally:
        connection.close()
