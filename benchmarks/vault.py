"""What the vault costs, and whether its sealed messages agree with the RFC.

    python benchmarks/vault.py [--people 10000] [--megabytes 256] [--data hpke/rfc9180_base_vectors.json]

Records of 500 bytes, one indexed field. Medians and best of `--rounds` runs (one run where a second would not be the
same), by the clock, on this machine's disk; commits are synced (WAL, synchronous=FULL). `--data` names the base-mode
vectors of RFC 9180 as the CFRG published them; each is run with the library that `seal_message` uses: key derivation,
encapsulation, every sealed text, every exported secret.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO, cast

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from manumit.base.vault import (  # noqa: E402
    Item,
    MessageKey,
    PassphraseHolder,
    Stretch,
    Vault,
    backup_sources,
    read_backup,
    seal_message,
    write_backup,
)

PASSPHRASE = "a passphrase for a benchmark"


@dataclass(frozen=True)
class Took:
    """Seconds of one act: the median, and the best of all rounds (which other programs disturb least)."""

    median: float
    best: float


def timed(act: Callable[[], Any], rounds: int = 1) -> Took:
    """Do it so many times."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return Took(median(took), min(took))


def rate(what: str, count: float, took: Took, unit: str, note: str = "") -> None:
    print(f"| {what} | {count / took.median:,.0f} {unit} | {count / took.best:,.0f} | {note} |", flush=True)


def spent(what: str, took: Took, note: str = "", scale: float = 1, unit: str = "s") -> None:
    print(f"| {what} | {took.median * scale:,.3g} {unit} | {took.best * scale:,.3g} | {note} |", flush=True)


def size(what: str, bytes: float, unit: str) -> None:
    print(f"| {what} | {bytes:,.0f} {unit} | | |", flush=True)


def items(first: int, count: int, prefix: str) -> list[Item]:
    data = os.urandom(500)
    return [
        Item(f"{prefix}{n}", f"{prefix}r{n}", 1, data, index={"phone": f"+4477009{n:05}"})
        for n in range(first, first + count)
    ]


def records(folder: Path, people: int, rounds: int) -> Vault:
    vault = Vault.create(folder / "v", PassphraseHolder(PASSPHRASE))
    for batch in range(0, people, 1000):
        vault.seal_many(items(batch, min(1000, people - batch), "p"))
    one, turn = items(0, 200, "single"), iter(range(10**6))
    rate(
        "seal, new person, one commit each",
        200,
        timed(lambda: [vault.seal(i) for i in one]),
        "/s",
        "two syncs each",
    )
    known = [Item("single0", f"known{n}", 1, os.urandom(500)) for n in range(200)]
    rate(
        "seal, known person, one commit each",
        200,
        timed(lambda: [vault.seal(i) for i in known]),
        "/s",
        "one sync",
    )
    many = timed(lambda: vault.seal_many(items(0, 1000, f"m{next(turn)}-")), rounds)
    rate("seal, 1,000 new people together", 1000, many, "/s")
    names = [f"pr{n * 7 % people}" for n in range(3000)]
    rate(
        "read",
        3000,
        timed(lambda: [vault.read(name) for name in names], rounds),
        "/s",
        "opened records; no key cached before the first round",
    )
    values = [f"+4477009{n * 7 % people:05}" for n in range(1000)]
    rate(
        "exact search",
        1000,
        timed(lambda: [vault.search("phone", v) for v in values], rounds),
        "/s",
        "opens and compares what it finds",
    )
    return vault


def keys(vault: Vault, people: int, rounds: int) -> None:
    turn = iter(range(people))
    note = "all other keys wrapped anew"
    spent(
        f"erase one of {vault.store.count()[1]:,} people",
        timed(lambda: vault.erase(f"p{next(turn)}", "x"), rounds),
        note,
    )
    spent("rotate the organisation's key", timed(vault.rotate, rounds))
    spent("rotate one person's key", timed(lambda: vault.rotate_person("p500"), rounds))
    again = timed(lambda: Vault.open(vault.path, PassphraseHolder(PASSPHRASE)).close(), rounds)
    spent("open with a passphrase", again)
    spent(
        "Argon2id alone",
        timed(lambda: Stretch(os.urandom(16)).identity(PASSPHRASE), rounds),
        "64 MiB, t=3, p=4",
    )
    size(
        "keyring",
        next(vault.path.glob("keys/*/ring")).stat().st_size / vault.store.count()[1],
        "bytes a person",
    )
    size(
        "records",
        (vault.path / "records.db").stat().st_size / vault.store.count()[0],
        "bytes a record of 500",
    )


class Nowhere(io.RawIOBase):
    """Takes everything."""

    def write(self, data: Any) -> int:
        return len(data)


def large(vault: Vault, folder: Path, megabytes: int, rounds: int) -> None:
    data, turn = os.urandom(megabytes * 10**6), iter(range(10**6))
    film = timed(lambda: vault.seal_file(Item("p600", f"film{next(turn)}", 1, b""), io.BytesIO(data)))
    rate("seal a large file", megabytes, film, "MB/s", "AES-256-GCM, synced")
    rate(
        "open a large file",
        megabytes,
        timed(lambda: vault.read_file("film0", cast(BinaryIO, Nowhere()))),
        "MB/s",
    )
    whole = megabytes + (vault.path / "records.db").stat().st_size / 1e6
    backup = folder / "b.age"
    took = timed(lambda: write_backup(backup, vault.ring, {}, backup_sources(vault.path, folder)), rounds)
    rate(f"backup of {whole:,.0f} MB", whole, took, "MB/s", "ChaCha20-Poly1305, synced")
    took = timed(lambda: read_backup(backup, vault.ring, folder / f"out{next(turn)}"), rounds)
    rate("restore", whole, took, "MB/s", "unpacked and synced")


def messages(rounds: int) -> None:
    mine = [MessageKey(os.urandom(32)) for _ in range(3)]
    public, body = [key.public for key in mine], b"x" * 900
    sealed = seal_message(body, public)
    spent(
        "seal a message to 3",
        timed(lambda: seal_message(body, public), 20 * rounds),
        f"{len(sealed):,} bytes",
        1000,
        "ms",
    )
    spent("open a message", timed(lambda: mine[0].open(sealed), 20 * rounds), "", 1000, "ms")


def vectors(path: Path) -> bool:
    """Every vector through pyhpke; False when one differs."""
    from pyhpke import AEADId, CipherSuite, KDFId, KEMId

    sound = True
    for one in json.loads(path.read_text("utf-8")):
        suite = CipherSuite.new(KEMId(one["kem_id"]), KDFId(one["kdf_id"]), AEADId(one["aead_id"]))
        raw = {name: bytes.fromhex(one[name]) for name in ("info", "ikmE", "ikmR", "enc", "pkRm", "skRm")}
        ours, theirs = suite.kem.derive_key_pair(raw["ikmE"]), suite.kem.derive_key_pair(raw["ikmR"])
        # pyhpke 0.6.5 writes a private key of P-256 with 224 zero bytes before it, so numbers are compared
        private = int.from_bytes(theirs.private_key.to_private_bytes(), "big")
        same = [
            theirs.public_key.to_public_bytes() == raw["pkRm"],
            private == int.from_bytes(raw["skRm"], "big"),
        ]
        point, sender = suite.create_sender_context(theirs.public_key, info=raw["info"], eks=ours)
        reader = suite.create_recipient_context(raw["enc"], theirs.private_key, info=raw["info"])
        same.append(point == raw["enc"])
        texts = {text["seq"]: text for text in one["encryptions"]}
        for number in range(max(texts, default=-1) + 1):
            if number not in texts:  # the published texts have gaps: both sides count on
                reader.open(sender.seal(b"", b""), b"")
                continue
            plain, aad, sealed = (bytes.fromhex(texts[number][name]) for name in ("pt", "aad", "ct"))
            same += [sender.seal(plain, aad) == sealed, reader.open(sealed, aad) == plain]
        for secret in one["exports"]:
            context, size = bytes.fromhex(secret["exporter_context"]), secret["L"]
            wanted = bytes.fromhex(secret["exported_value"])
            same += [side.export(context, size) == wanted for side in (sender, reader)]
        sound &= all(same)
        print(f"| {one['suite']} | {sum(same)} of {len(same)} | {'agrees' if all(same) else 'DIFFERS'} |")
    return sound


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--megabytes", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path, help="RFC 9180 base-mode vectors (JSON)")
    parser.add_argument("--only-vectors", action="store_true")
    args = parser.parse_args()
    if not args.only_vectors:
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
        print("| what | median | best | |\n|---|---|---|---|")
        with tempfile.TemporaryDirectory() as scratch:
            vault = records(Path(scratch), args.people, args.rounds)
            keys(vault, args.people, args.rounds)
            large(vault, Path(scratch), args.megabytes, args.rounds)
            vault.close()
        messages(args.rounds)
    if args.data:
        print("\n| RFC 9180 suite | values | |\n|---|---|---|")
        return 0 if vectors(args.data) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
