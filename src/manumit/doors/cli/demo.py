"""`manumit demo`: the main job on a made-up world, and how right it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from manumit.doors.cli.world import Scale

if TYPE_CHECKING:
    from manumit.services.report import Measure


def demo(
    seed: Annotated[int, typer.Option("--seed", help="Which made-up world.")] = 1,
    scale: Annotated[
        Scale, typer.Option("--scale", help="About 30,000, 300,000 or 3,000,000 records.")
    ] = Scale.small,
    folder: Annotated[Path, typer.Option("--folder", help="Where the world and the workspace go.")] = Path(
        "demo"
    ),
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Do not start the Desk.")] = False,
    port: Annotated[int, typer.Option("--port", help="Loopback port; 0 takes a free one.")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Make a world in real file formats, find leads in it, say how right they are, and start the Desk on them.

    Nobody in it exists.

    Example: manumit demo --seed 7 --no-serve
    """
    from rich.console import Console

    from manumit import world as made_up
    from manumit.base.kernel import load_settings
    from manumit.doors.cli.pages import meta_of, write_page
    from manumit.doors.cli.progress import reporter
    from manumit.engine.job import run_job
    from manumit.services.report import masked, print_leads

    here = folder.resolve() / f"seed-{seed}-{scale.value}"  # the Desk finds the originals from anywhere
    world, workspace, settings = here / "world", here / "workspace", load_settings()
    with reporter(quiet) as told:
        if not (world / "truth" / "world.json").exists():
            made_up.write_world(
                world,
                seed,
                scale.value,
                "medium",
                lambda done, total: told.stage("making the world", done, total),
            )
        done = run_job([world / "input"], workspace, settings, told)
    found = made_up.evaluate([(made_up.read_lead_table(workspace), made_up.read_truth(world / "truth"))])
    measures = _measures(found)
    page = write_page(workspace, done.leads, settings, evaluation=measures, made_up=True, seed=seed)
    print_leads(
        Console(),
        masked(done.leads[:10], {})[0],
        meta_of(workspace, evaluation=measures, made_up=True, seed=seed),
    )
    print("\nHow right the leads are against the known truth of this made-up world (90 % interval):")
    for measure in measures:
        print(f"  {measure.value:>4} {measure.label} ({measure.interval})")
    print(f"Report: {page}")
    return 0 if no_serve else _open_desk(here, workspace, seed, port)


PEOPLE = (
    ("demo", "investigator"),
    ("second", "supervisor"),
    ("auditor", "auditor"),
    ("admin", "administrator"),
)
"""Who works in the demo's installation, each with the role."""


def _open_desk(here: Path, workspace: Path, seed: int, port: int) -> int:
    """The Desk on the demo's workspace, until it is stopped; its links stand on stdout."""
    import sys

    from manumit.doors.cli.serve import free_port
    from manumit.doors.web import House, add_workspace, serve, set_up, sign_in_link

    house = House.open(here / "desk")
    set_up(house)
    port = free_port("127.0.0.1", port)
    links = [(role, sign_in_link(house, name, role, f"http://127.0.0.1:{port}")) for name, role in PEOPLE]
    add_workspace(
        house,
        f"demo-{seed}",
        f"Demo {seed}: a made-up world",
        workspace,
        [name for name, _ in PEOPLE[:2]],
        True,
    )
    print("\nThe Desk. Each link signs in once, for half an hour:")
    for role, link in links:
        print(f"  {role:<13} {link}")
    print("(Ctrl-C stops.)", flush=True)
    if sys.stdout.isatty():
        import threading
        import webbrowser

        threading.Timer(2.0, webbrowser.open, [links[0][1]]).start()
    return serve(house, "127.0.0.1", port)


_SHOWN = (
    ("of the first 10 leads are real", "precision_at_10"),
    ("of the first 25 leads are real", "precision_at_25"),
    ("of all operations are among the first 60 leads", "operation_recall_60"),
    ("of all operations are among the first 100 leads", "operation_recall_100"),
)


def _measures(found: Mapping[str, Any]) -> tuple[Measure, ...]:
    """What the demo says of its own rightness, each with its interval."""
    from manumit.services.report import Measure

    return tuple(
        Measure(label, f"{found[key]:.0%}", "{:.0%} to {:.0%}".format(*found[f"{key}_interval"]))
        for label, key in _SHOWN
        if found[key] is not None
    )
