"""`manumit serve` and `manumit worker`: the Desk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

HOME = Path("manumit-home")


def serve(
    home: Annotated[
        Path, typer.Option("--home", help="Folder of the installation; made when missing.")
    ] = HOME,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; others than loopback need TLS before it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port; 0 takes a free one.")] = 8000,
    link: Annotated[
        str, typer.Option("--link", help="Print a one-time sign-in link for this user and stop.")
    ] = "",
    role: Annotated[
        str, typer.Option("--role", help="Role of a user that --link has to make.")
    ] = "investigator",
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Start a worker beside the server.")
    ] = True,
) -> int:
    """Start the Desk: server and worker, on loopback.

    Example: manumit serve --home ~/manumit --port 8000
    """
    from manumit.doors.web import House, set_up, sign_in_link
    from manumit.doors.web import serve as start

    house = House.open(home)
    print("Bringing the database up to date.", file=sys.stderr)
    set_up(house)
    port = port or free_port(host)
    base = f"http://{'[::1]' if host == '::1' else host}:{port}"
    if link:
        print(sign_in_link(house, link, role, base))
        return 0
    print(f"The Desk: {base}   (Ctrl-C stops)", file=sys.stderr, flush=True)
    return start(house, host, port, worker)


def worker(
    home: Annotated[Path, typer.Option("--home", help="Folder of the installation.")] = HOME,
) -> int:
    """Do the Desk's background work: jobs, alerts, digests, the log. `serve` starts one by itself.

    Example: manumit worker --home ~/manumit
    """
    from manumit.doors.web import House, work

    return work(House.open(home))


def free_port(host: str) -> int:
    """A port that nobody listens on now."""
    import socket

    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
