"""`manumit watch`: new evidence against a watchlist, alerts and what was decided on them, words that come into use."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.known_illegal import Illegal, with_lists
from manumit.doors.cli.output import need
from manumit.doors.cli.progress import reporter
from manumit.doors.cli.unlock import PassphraseFile
from manumit.doors.cli.watch_show import Form, clean, show_alerts, show_words

if TYPE_CHECKING:
    from manumit.engine.evidence import Workspace
    from manumit.engine.watch import Entry, Galleries, Problem


Watchlist = Annotated[
    Path | None,
    typer.Option("--list", metavar="LIST", help="Watchlist, YAML or CSV. Without: the open alerts."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Write JSON lines there (CSV with --format csv), not to stdout."),
]
Since = Annotated[
    str,
    typer.Option("--since", metavar="last|DATE", help="DATE: look again at all observed from then on."),
]
Way = Annotated[Form, typer.Option("--format", help="table for people, json or csv for programs.")]
Resolve = Annotated[str | None, typer.Option("--resolve", metavar="ALERT_ID", help="Close an alert.")]
Note = Annotated[str, typer.Option("--note", help="Why it is closed, accepted or rejected; needed there.")]
Drift = Annotated[bool, typer.Option("--drift", help="Look for words that begin to be used like known ones.")]
Terms = Annotated[Path | None, typer.Option("--terms", help="YAML list of known terms, for --drift.")]
Days = Annotated[int, typer.Option("--days", min=1, max=3660, help="Length of the recent window of --drift.")]
Accept = Annotated[str | None, typer.Option("--accept", metavar="WORD", help="A word of the queue is one.")]
Reject = Annotated[str | None, typer.Option("--reject", metavar="WORD", help="A word of the queue is none.")]
Gallery = Annotated[
    Path | None, typer.Option("--gallery", metavar="G", help="Galleries with the keys of watched faces.")
]


def watch(
    workspace: Annotated[Path, typer.Argument(metavar="W", help="A workspace made by `manumit run`.")],
    watchlist: Watchlist = None,
    out: Out = None,
    since: Since = "last",
    form: Way = Form.table,
    every: Annotated[bool, typer.Option("--all", help="Closed alerts and decided words too.")] = False,
    resolve: Resolve = None,
    note: Note = "",
    by: Annotated[str, typer.Option("--by", help="Who decides.")] = "",
    find_drift: Drift = False,
    terms: Terms = None,
    days: Days = 28,
    accept: Accept = None,
    reject: Reject = None,
    gallery: Gallery = None,
    known_illegal: Illegal = None,
    passphrase_file: PassphraseFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> int:
    """Compare what is new in a workspace with a watchlist and raise alerts, each with its reason. Safe to kill and run
    again: nothing is raised twice. What was raised lies in W/watch/alerts.jsonl.

    Example: manumit watch case7 --list watchlist.yaml
    """
    from manumit.base.kernel import UsageError
    from manumit.engine.evidence import Workspace

    if (
        sum((watchlist is not None, resolve is not None, find_drift, accept is not None, reject is not None))
        > 1
    ):
        raise UsageError("One thing at a time: --list, --drift, --resolve, --accept or --reject.")
    place = Workspace.open(need(workspace))
    if resolve is not None or accept is not None or reject is not None:
        _decide(place, resolve, accept, reject, note, by)
        return 0
    if find_drift:
        return _drift(place, terms, days, form, out, every, quiet)
    if watchlist is None:
        from manumit.engine.watch import AlertBook

        book = AlertBook.of(place)
        shown = list(book.alerts.values()) if every else book.open()
        show_alerts(shown, form, out, "alert" if every else "open alert")
        return 0
    keys = Keys(gallery, passphrase_file, tuple(known_illegal or ()))
    return _watch(place, need(watchlist), since, form, out, quiet, keys)


@dataclass(frozen=True)
class Keys:
    """Where galleries and lists of illegal pictures are."""

    gallery: Path | None
    passphrase_file: Path | None
    lists: tuple[Path, ...]

    @contextmanager
    def galleries(self, entries: Sequence[Entry]) -> Iterator[Galleries]:
        """Those that watched faces need, opened."""
        from contextlib import ExitStack

        from manumit.doors.cli.enrol import gallery_holder

        kinds = {entry.gallery for entry in entries if entry.kind == "face" and not entry.paused}
        with ExitStack() as opened:
            if self.gallery is None or not kinds:
                yield {}
                return
            from manumit.engine.biometrics import Gallery

            there = [kind for kind in sorted(kinds) if (need(self.gallery) / kind / "keys").exists()]
            yield {
                kind: opened.enter_context(
                    Gallery.open(self.gallery, kind, gallery_holder(self.gallery, kind, self.passphrase_file))
                )
                for kind in there
            }


def _watch(
    place: Workspace, path: Path, since: str, form: Form, out: Path | None, quiet: bool, keys: Keys
) -> int:
    from datetime import UTC

    from manumit.base.kernel import load_settings
    from manumit.engine.job import record_views
    from manumit.engine.watch import read_watchlist
    from manumit.engine.watch import watch as compare

    entries, problems = read_watchlist(path)
    settings = with_lists(load_settings(), keys.lists)
    with (
        keys.galleries(entries) as galleries,
        reporter(quiet) as told,
        record_views(place, settings) as engine,
    ):
        done = compare(
            engine,
            place,
            entries,
            settings,
            datetime.now(UTC),
            _since(since),
            lambda what, n, m: told.stage(what, n, m),
            galleries,
        )
    _complain(path, problems)
    if not entries and not problems:
        print(f"manumit: {path}: there is no entry in it, so nothing was looked for.", file=sys.stderr)
    for entry in done.unknown:
        print(
            f"manumit: {path}: {entry}: its template is not in this workspace. Give an example `text:` in place of"
            " the id; ids of `manumit templates` are of its own file.",
            file=sys.stderr,
        )
    for entry, why in done.refused.items():
        print(clean(f"manumit: {path}: {entry}: {why}."), file=sys.stderr)
    if not quiet:
        resting = f" ({done.paused} paused, {done.expired} expired)" if done.paused or done.expired else ""
        print(
            f"{done.standing:,} entries{resting}, {done.records:,} records looked at:"
            f" {len(done.raised):,} alerts raised, {len(done.grown):,} grew.",
            file=sys.stderr,
        )
    show_alerts([*done.raised, *done.grown], form, out, "new alert")
    return 3 if problems or done.refused else 0


def _since(text: str) -> datetime | None:
    from manumit.base.kernel import UsageError, parse_instant

    if text.strip().lower() == "last":
        return None
    try:
        return parse_instant(text).utc
    except ValueError as error:
        raise UsageError(f"--since: {error}", "Write `last` or a date like 2026-03-31.") from error


def _complain(path: Path, problems: Sequence[Problem]) -> None:
    for one in problems:
        named = f" ({one.entry})" if one.entry else ""
        print(clean(f"manumit: {path}, line {one.line}{named}: {one.reason}. {one.hint}"), file=sys.stderr)


def _decide(
    place: Workspace, resolve: str | None, accept: str | None, reject: str | None, note: str, by: str
) -> None:
    from datetime import UTC

    from manumit.base.kernel import UsageError, load_settings
    from manumit.engine.evidence import Logbook
    from manumit.engine.watch import AlertBook, Queue, decision_claims

    if not note.strip():
        raise UsageError(
            "A decision needs --note.", "Say why: --note 'spoke to the owner of the number, 3 March'."
        )
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with place.lock():
        if resolve is not None:
            closed = AlertBook.of(place).close(resolve, note, by, at).state == "closed"
            done = f"Alert {resolve} is closed." if closed else f"{by} has looked; a second person closes it."
        else:
            word, decision = (accept, "accepted") if accept is not None else (reject, "rejected")
            Queue.of(place).decide(str(word), decision, note, by, at)
            done = f"{word} is {decision}."
        Logbook(place.path, load_settings()).ensure(decision_claims(place))
    print(done, file=sys.stderr)


def _drift(
    place: Workspace, path: Path | None, days: int, form: Form, out: Path | None, every: bool, quiet: bool
) -> int:
    from datetime import UTC

    from manumit.base.kernel import UsageError, load_settings
    from manumit.engine.job import record_views
    from manumit.engine.watch import Queue, drift, gather_listings, read_terms

    known, problems = read_terms(need(path)) if path else ([], [])
    queue = Queue.of(place)
    known = list(dict.fromkeys([*known, *queue.accepted()]))
    if not known:
        _complain(path or Path(), problems)
        raise UsageError(
            "--drift needs known terms: --terms FILE.",
            "Write a YAML list such as: - {term: roses, meaning: money}.",
        )
    settings = load_settings()
    with place.lock(), reporter(quiet) as told:
        with record_views(place, settings) as engine:
            told.stage("reading", 0, 2)
            listings = gather_listings(engine, place, settings)
        told.stage("comparing", 1, 2)
        found = drift(listings, known, days)
        new = queue.add(found.proposals, datetime.now(UTC).isoformat(timespec="seconds"))
    _complain(path or Path(), problems)
    if not quiet:
        said = found.lacking or f"{found.tested:,} words tested beside {len(found.known)} known terms"
        print(
            f"{found.listings:,} listings: {said.rstrip('.')}. {len(new)} new in the queue.", file=sys.stderr
        )
    shapes = queue.shapes(waiting=not every)
    show_words(shapes, form, out)
    return 3 if problems else 0
