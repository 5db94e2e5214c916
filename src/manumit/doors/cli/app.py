"""The verbs put together, and the one place where errors become words and exit codes."""

from __future__ import annotations

import gc
import os
import sys

import typer

from manumit import __version__
from manumit.base.kernel import ManumitError
from manumit.doors.cli import (
    alarms,
    allocate,
    backup,
    bench,
    bundle,
    care,
    carrier,
    check_identity,
    check_lists,
    check_offers,
    codes,
    compare,
    demo,
    directory,
    enrol,
    erase,
    evaluate,
    extract,
    find,
    flags,
    flows,
    forecast,
    helpline,
    hotspots,
    identify,
    leads,
    ledger,
    models,
    near_repeats,
    pictures,
    prevalence,
    prints,
    read,
    report,
    restore,
    rooms,
    routes,
    run,
    scan,
    score,
    serve,
    templates,
    trace_family,
    triage,
    vault,
    verify,
    watch,
    watch_for,
    withdraw,
    world,
)

app = typer.Typer(
    name="manumit",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 120},
    help="Free software against human trafficking: from raw files to explained leads."
    " A lead is a question for a person, never a verdict.",
)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"manumit {__version__}")
        raise typer.Exit


@app.callback()
def _itself(
    version: bool = typer.Option(
        False, "--version", is_eager=True, callback=_say_version, help="Say which version this is, and end."
    ),
) -> None: ...


for verb in (
    demo.demo,
    run.run,
    leads.leads,
    find.find,
    report.report,
    read.read,
    extract.extract,
    templates.templates,
    pictures.pictures,
    flags.flags,
    check_offers.check_offers,
    hotspots.hotspots,
    scan.scan,
    near_repeats.near_repeats,
    flows.flows,
    alarms.alarms,
    allocate.allocate,
    forecast.forecast,
    score.score,
    prevalence.prevalence,
    routes.routes,
    triage.triage,
    enrol.enrol,
    identify.identify,
    verify.verify,
    check_identity.check_identity,
    compare.compare,
    trace_family.trace_family,
    withdraw.withdraw,
    watch.watch,
    watch_for.watch_for,
    world.world,
    evaluate.evaluate,
    backup.backup,
    restore.restore,
    erase.erase,
    serve.serve,
    serve.worker,
    carrier.carrier,
):
    app.command(verb.__name__.replace("_", "-"))(verb)
app.add_typer(ledger.ledger)
app.add_typer(vault.vault)
app.add_typer(care.care)
app.add_typer(check_lists.check_lists)
app.add_typer(prints.prints)
app.add_typer(codes.codes)
app.add_typer(models.models)
app.add_typer(bundle.bundle)
app.add_typer(directory.directory)
app.add_typer(rooms.rooms)
app.add_typer(helpline.helpline)
app.add_typer(bench.bench)


RARELY = (50_000, 20, 20)
"""Objects after which cycles are looked for. Records are small objects by the million without any: looking as often as
Python does by itself takes a thirteenth of a run."""


def main() -> None:
    """Run the command line; every known error is a sentence and a hint on stderr, and the design's exit code."""
    gc.set_threshold(*RARELY)
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except ManumitError as error:
        _say(error.sentence, error.hint)
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        _say("Stopped.", "Run the same command again to go on.")
        sys.exit(130)
    except SystemExit as end:  # rich and typer make one of a reader that walked away
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        _mute()
        sys.exit(0)
    except BrokenPipeError:
        _mute()
        sys.exit(0)
    except OSError as error:
        _mute()
        _say(
            f"{error.strerror or error}" + (f": {error.filename}" if error.filename else ""),
            "Check the path, its permissions and the free disk space.",
        )
        sys.exit(1)
    except Exception as error:
        if (show := getattr(error, "show", None)) and hasattr(error, "exit_code"):
            show()
            sys.exit(error.exit_code)
        raise
    sys.exit(status if isinstance(status, int) else 0)


def _mute() -> None:
    """What still waits to be written goes nowhere: python would complain of it on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _say(sentence: str, hint: str) -> None:
    print(f"manumit: {sentence}" + (f"\n  {hint}" if hint else ""), file=sys.stderr)
