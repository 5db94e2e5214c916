"""The main job: files in, leads out, with progress; safe to kill and run again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from manumit.base.kernel import DuckEngine, Settings, UsageError
from manumit.base.vault import Keyring
from manumit.engine.evidence import Logbook, ReadSummary, Workspace, read_sources
from manumit.engine.job.erasing import finish_erasures, gone_from
from manumit.engine.job.keeping import keep_log
from manumit.engine.job.stages import run_stages, view_records
from manumit.engine.leads import Lead, read_leads
from manumit.engine.pictures import lists_of, note_pictures


class Reporter(Protocol):
    """Who is told how the work goes: reading by bytes, stages by steps."""

    def start(self, total_bytes: int, total_files: int) -> None:
        """Reading begins."""

    def advance(self, size: int, records: int, file: str) -> None:
        """Some bytes of a file were read."""

    def finish(self) -> None:
        """Reading is over."""

    def stage(self, name: str, done: int, total: int) -> None:
        """A stage is at step `done` of `total`."""


@dataclass(frozen=True, slots=True)
class JobSummary:
    """What a run did: what was read, seconds by stage, the leads, how many pictures were seen, set aside, listed."""

    read: ReadSummary
    seconds: Mapping[str, float]
    leads: Sequence[Lead]
    pictures: Mapping[str, int] = field(default_factory=dict)


def run_job(
    inputs: Sequence[Path],
    folder: Path,
    settings: Settings,
    reporter: Reporter,
    mapping: Any = None,
    as_of: datetime | None = None,
    ring: Keyring | None = None,
) -> JobSummary:
    """Read `inputs` into the workspace at `folder`, run every stage that is not up to date, and log it. A workspace
    from which something was erased needs its keys (`ring`), to leave that out when it comes again."""
    lists_of(settings)  # before anything is read
    for path in inputs:
        if not path.exists():
            raise UsageError(f"{path} does not exist.", "Check the path.")
    workspace = Workspace.open(folder, create=True)
    with workspace.lock():
        started = datetime.now(UTC)
        if ring is not None:
            finish_erasures(workspace, ring, settings)
        gone = gone_from(folder, ring)
        Logbook(workspace.path, settings).begin()
        summary = read_sources(workspace, inputs, settings, mapping, reporter, gone)
        if not summary.files_seen:
            raise UsageError(
                f"There is no file to read in {', '.join(map(str, inputs))}.",
                "Name files, or folders that hold some.",
            )
        reading = (datetime.now(UTC) - started).total_seconds()
        with DuckEngine(settings, workspace.scratch) as engine:
            seconds = run_stages(
                engine, workspace, as_of, datetime.now(UTC), reporter.stage, settings=settings
            )
            pictures = note_pictures(engine, workspace)
        keep_log(workspace, settings, models=True)
    leads = read_leads(workspace.derived("lead"))
    return JobSummary(summary, {"evidence": reading, **seconds}, leads, pictures)


def rebuild(folder: Path, settings: Settings, reporter: Reporter) -> Sequence[Lead]:
    """Run the stages anew on the records that are there."""
    workspace = Workspace.open(folder)
    with workspace.lock(), DuckEngine(settings, workspace.scratch) as engine:
        run_stages(engine, workspace, None, datetime.now(UTC), reporter.stage, settings=settings)
        note_pictures(engine, workspace)
    return read_leads(workspace.derived("lead"))


@contextmanager
def record_views(
    workspace: Workspace, settings: Settings, as_of: datetime | None = None
) -> Iterator[DuckEngine]:
    """An engine with the workspace's record kinds as views, for those who look things up."""
    with DuckEngine(settings, workspace.scratch) as engine:
        view_records(engine, workspace, as_of, datetime.now(UTC))
        yield engine


def shadow_job(
    folder: Path, shadow: Path, settings: Settings, as_of: datetime, reporter: Reporter
) -> Sequence[Lead]:
    """The stages as of a date in a shadow of the workspace: the same records (linked, not copied), own tables."""
    shadow.mkdir(parents=True, exist_ok=True)
    for entry in sorted(folder.resolve().iterdir()):
        if (
            entry.name not in ("derived", "scratch")
            and not entry.name.startswith((".", "tmp"))
            and not (shadow / entry.name).exists()
        ):
            (shadow / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())
    _share_looks(folder, shadow)
    workspace = Workspace.open(shadow)
    with DuckEngine(settings, workspace.scratch) as engine:
        run_stages(
            engine, workspace, as_of, datetime.now(UTC), reporter.stage, index=False, settings=settings
        )
    return read_leads(workspace.derived("lead"))


def _share_looks(folder: Path, shadow: Path) -> None:
    """What was seen of pictures does not depend on the date."""
    looks, here = folder.resolve() / "derived" / "looks", shadow / "derived" / "looks"
    if looks.is_dir() and not here.exists():
        here.parent.mkdir(exist_ok=True)
        here.symlink_to(looks, target_is_directory=True)
