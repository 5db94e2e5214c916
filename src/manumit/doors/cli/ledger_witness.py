"""`manumit ledger witness`: the small program that cosigns the checkpoints of others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.ledger_words import SuccessionFile, keys_in, say, successions_in


def witness(
    state: Annotated[
        Path, typer.Argument(metavar="STATE", help="Folder of the witness: its key, and what it cosigned.")
    ],
    log: Annotated[
        list[Path],
        typer.Option("--log", metavar="FILE", help="Verifier keys of the logs to watch; may be given again."),
    ],
    name: Annotated[
        str,
        typer.Option("--name", help="Name of the witness, needed the first time: witness.example.org/w1."),
    ] = "",
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on. Put a web server with HTTPS before it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port; 0 takes a free one.", min=0, max=65535)] = 8642,
    succession: SuccessionFile = None,
    show_key: Annotated[bool, typer.Option("--show-key", help="Print the verifier key and end.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not log requests.")] = False,
) -> int:
    """Cosign the checkpoints of logs, as long as each only grows (C2SP tlog-witness). Ends with Ctrl-C.

    Run it where the log's keeper has no access. It needs nothing of the log but its verifier key, and sees no entries.

    Example: manumit ledger witness w1 --name witness.example.org/w1 --log log.vkey --port 8642
    """
    from manumit.base.kernel import UsageError
    from manumit.base.ledger import KeyPair, Witness, witness_server

    path = state / "witness.key"
    if path.exists():
        key = KeyPair.load(path)
    elif name:
        key = KeyPair.generate(name, witness=True)
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        key.save(path)
    else:
        raise UsageError("A new witness needs --name.", "Such as --name witness.example.org/w1.")
    logs = [one for file in log for one in keys_in(file)]
    cosigner = Witness(state, key, logs, successions_in(succession))
    print(key.verifier, flush=True)
    if show_key:
        return 0
    with witness_server(cosigner, host, port, quiet=quiet) as server:
        address = f"http://{host}:{server.server_address[1]}"
        nickname = key.name.rpartition("/")[2].partition(".")[0]
        say(
            quiet,
            f"{key.name} listens on {address}. For the log's policy: witness {nickname} {key.verifier} {address}",
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
    return 0
