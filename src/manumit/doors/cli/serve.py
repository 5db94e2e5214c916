"""`manumit serve` and `manumit worker`: the Desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import Quiet, tell

HOME = Path("manumit-home")


def serve(
    home: Annotated[
        Path, typer.Option("--home", help="Folder of the installation; made when missing.")
    ] = HOME,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; others than loopback need TLS before it.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    link: Annotated[
        str, typer.Option("--link", help="Print a one-time sign-in link for this user and stop.")
    ] = "",
    role: Annotated[
        str, typer.Option("--role", help="Role of a user that --link has to make.")
    ] = "investigator",
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Start a worker beside the server.")
    ] = True,
    quiet: Quiet = False,
) -> int:
    """Start the Desk: server and worker, on loopback.

    Example: manumit serve --home ~/manumit --port 8000
    """
    from manumit.doors.web import House, set_up, sign_in_link
    from manumit.doors.web import serve as start

    house = House.open(home)
    tell(quiet, "Bringing the database up to date.")
    set_up(house)
    port = port if link and port else free_port(host, port)
    base = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    if link:
        print(sign_in_link(house, link, role, base))
        return 0
    tell(quiet, f"The Desk: {base}   (Ctrl-C stops)")
    return start(house, host, port, worker, quiet)


def worker(
    home: Annotated[Path, typer.Option("--home", help="Folder of the installation.")] = HOME,
    quiet: Quiet = False,
) -> int:
    """Do the Desk's background work: jobs, alerts, digests, the log. `serve` starts one by itself.

    Example: manumit worker --home ~/manumit
    """
    from manumit.doors.web import House, work

    return work(House.open(home), quiet)


def free_port(host: str, port: int = 0) -> int:
    """`port`, or any for 0, when somebody can listen there now; WorkspaceError otherwise."""
    import socket

    from manumit.base.kernel import WorkspaceError

    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen()
            return int(probe.getsockname()[1])
    except OSError as error:
        raise WorkspaceError(
            f"Nobody can listen on {host}, port {port}: {error.strerror or error}.",
            "Is the Desk running already? Choose another port with --port; 0 takes a free one.",
        ) from error
