"""`manumit carrier`: a telephone to try the help line with."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def carrier(
    haven: Annotated[
        str, typer.Option("--haven", help="Address of the help line's Haven.")
    ] = "http://127.0.0.1:8010",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port of the telephone; 0 takes a free one.")
    ] = 8012,
    token: Annotated[
        str, typer.Option("--token", help="What both sign with; a new one when none is given.")
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Play a telephone carrier on this machine: texts and calls to a help line, by a page, without a real number.

    Prints the settings that the help line needs to be started with. Nothing is kept, and nothing leaves the machine.

    Example: manumit carrier --haven http://127.0.0.1:8010 --port 8012
    """
    from manumit.doors.cli.serve import free_port
    from manumit.doors.web.helpline.simulator import SimulatedCarrier, serve

    played = SimulatedCarrier(haven)
    played.token = token or played.token
    server = serve(played, free_port("127.0.0.1", port))
    here = f"http://127.0.0.1:{server.server_port}"
    told = {
        "": here,
        "_ACCOUNT": played.account,
        "_TOKEN": played.token,
        "_NUMBER": played.number,
        "_ADDRESS": haven,
    }
    for name, value in told.items():
        print(f"MANUMIT_HELPLINE_CARRIER{name}={value}", flush=True)
    if not quiet:
        print(f"Telephone: {here}   (Ctrl-C stops it)", file=sys.stderr, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        server.server_close()
    return 0
