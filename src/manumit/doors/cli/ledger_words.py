"""What the verbs of `manumit ledger` share: files of keys and policies, memory, streams of bytes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manumit.base.ledger import Memory, Pinned, Policy, Succession, VerifierKey

LogArgument = Annotated[Path, typer.Argument(metavar="LOG", help="Folder of a log.")]
SecretKey = Annotated[
    Path, typer.Option("--key", metavar="FILE", help="The log's private key, made by `ledger init`.")
]
PublicKey = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help="The log's verifier key, name+hash+base64; several lines may stand in it.",
    ),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option(
        "--policy", metavar="FILE", help="Instead of --key: logs, witnesses and quorum (C2SP tlog-policy)."
    ),
]
SuccessionFile = Annotated[
    Path | None,
    typer.Option(
        "--succession", metavar="FILE", help="Changes of keys since the one you trust: LOG/succession."
    ),
]
MemoryFolder = Annotated[
    Path | None,
    typer.Option(
        "--memory", metavar="DIR", help="Where it is remembered what logs have shown; else in your home."
    ),
]
Origin = Annotated[
    str | None, typer.Option("--origin", help="Name of the log, when its key bears another name.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress.")]


def read_bytes(path: Path) -> bytes:
    """A file, or stdin when it is called `-`."""
    return sys.stdin.buffer.read() if str(path) == "-" else need(path).read_bytes()


def keys_in(path: Path) -> list[VerifierKey]:
    """The verifier keys in a file."""
    from manumit.base.kernel import UsageError
    from manumit.base.ledger import read_keys

    text = read_bytes(path).decode("utf-8", "replace")
    if text.startswith("PRIVATE+KEY+"):
        raise UsageError(
            f"{path} is a private key; a verifier key is needed here.", "Never hand out the private one."
        )
    return read_keys(text)


def policy_in(key: Path | None, policy: Path | None) -> Policy:
    """Whom to trust: verifier keys, or a policy."""
    from manumit.base.kernel import UsageError
    from manumit.base.ledger import Policy

    if (key is None) == (policy is None):
        raise UsageError("Say whom you trust: either --key FILE or --policy FILE.")
    if policy is not None:
        return Policy.parse(read_bytes(policy).decode("utf-8", "surrogateescape"))
    assert key is not None
    return Policy.of(keys_in(key))


def successions_in(path: Path | None) -> list[Succession]:
    """The changes of keys in a file; none without one."""
    from manumit.base.ledger import read_successions

    return [] if path is None else read_successions(read_bytes(path).decode("utf-8", "replace"))


def pinned_in(key: Path, succession: Path | None) -> Pinned:
    """The keys to trust, and their successors."""
    from manumit.base.ledger import Pinned

    return Pinned.of(keys_in(key), successions_in(succession))


def memory_in(folder: Path | None) -> Memory:
    """What this client saw before."""
    from manumit.base.ledger import Memory

    return Memory(folder or Memory.usual())


def show_hash(data: bytes) -> str:
    """A hash as checkpoints write it."""
    import base64

    return base64.b64encode(data).decode("ascii")


def say(quiet: bool, *lines: str) -> None:
    """Words on stderr."""
    if not quiet:
        for line in lines:
            print(line, file=sys.stderr)


def write_out(out: Path | None, data: bytes) -> None:
    """Bytes to a file that is whole or absent, or to stdout."""
    from manumit.doors.cli.output import result

    with result(out) as stream:
        stream.write(data.decode("utf-8"))


def parts_of(items: Sequence[str]) -> str:
    """'a, b and c'."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))
