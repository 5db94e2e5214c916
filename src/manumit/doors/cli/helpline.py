"""`manumit helpline`: Haven and Line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.helpline_texts import texts, to_record
from manumit.doors.cli.serve import free_port

HOME = Path("manumit-helpline")


helpline = typer.Typer(name="helpline")


@helpline.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    home: Annotated[Path, typer.Option("--home", help="Folder of the help line; made when missing.")] = HOME,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; others than loopback need TLS before it.")
    ] = "127.0.0.1",
    haven_port: Annotated[
        int, typer.Option("--haven-port", min=0, max=65535, help="Port of Haven; 0 takes a free one.")
    ] = 8010,
    line_port: Annotated[
        int, typer.Option("--line-port", min=0, max=65535, help="Port of Line; 0 takes a free one.")
    ] = 8011,
    line: Annotated[
        bool, typer.Option("--line/--no-line", help="Start Line, too; it may also run elsewhere.")
    ] = True,
    link: Annotated[
        str, typer.Option("--link", help="Print a one-time link into Line for this user and stop.")
    ] = "",
    role: Annotated[
        str,
        typer.Option(
            "--role", help="Role of a user that --link has to make: advocate, case_worker, line_supervisor."
        ),
    ] = "advocate",
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Start the help line: Haven for people at risk, Line for those who answer, and the keeper that erases.

    Example: manumit helpline --home ~/helpline --haven-port 8010 --line-port 8011
    """
    if context.invoked_subcommand:
        return 0
    from manumit.doors.web.haven import standing
    from manumit.doors.web.helpline import HelplineHouse, advocate_link, bring_up, run

    def say(text: str) -> None:
        if not quiet:
            print(text, file=sys.stderr, flush=True)

    house = HelplineHouse.open(home)
    standing.check(house.path)
    say("Bringing the help line up to date.")
    bring_up(house)
    if link:
        print(advocate_link(house, link, role, _base(host, line_port)))
        return 0
    ports = free_port(host, haven_port), free_port(host, line_port) if line else None
    say(f"Haven: {_base(host, ports[0])}")
    if ports[1]:
        say(f"Line:  {_base(host, ports[1])}   (Ctrl-C stops both)")
    return run(house, host, *ports)


helpline.command("texts")(texts)
helpline.command("to-record")(to_record)


def _base(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
