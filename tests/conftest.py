"""What all tests share: a skipped test is a hole, and where CI is set a hole is a failure."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Shared machines are slow at odd moments: a slow example is not a wrong one.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

# A shell ignores SIGINT for its background jobs, and the programs that tests start would ignore it, too.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Of one module: Playwright's loop must be gone before other tests use the database in this thread."""
    from tests.chromium import chromium

    with chromium() as running:
        yield running


def pytest_report_header() -> str:
    """A full disk fails tests in a hundred odd ways: how much room there was stands at the top."""
    folder = tempfile.gettempdir()
    return f"room in {folder}: {shutil.disk_usage(folder).free / 2**30:.1f} GiB"


def _skipped(config: pytest.Config) -> list[str]:
    """Every test or module that was skipped, with its reason; expected failures are not among them."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if not isinstance(reporter, TerminalReporter):
        return []
    return [f"{report.nodeid}: {_reason(report)}" for report in reporter.stats.get("skipped", [])]


def _reason(report: pytest.TestReport) -> str:
    place = report.longrepr
    return str(place[2]) if isinstance(place, tuple) else str(place)


def _holes_count() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


HOLES = 9
"""Exit status of a run with skipped tests, whatever else it brought: trying what failed once more cannot mend that."""


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    whole = exitstatus in (
        pytest.ExitCode.OK,
        pytest.ExitCode.NO_TESTS_COLLECTED,
        pytest.ExitCode.TESTS_FAILED,
    )
    if whole and _holes_count() and _skipped(session.config):
        session.exitstatus = HOLES


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    holes = _skipped(config)
    if not (_holes_count() and holes):
        return
    terminalreporter.section("skipped tests count as failures here (CI is set)", sep="!", red=True, bold=True)
    for hole in holes:
        terminalreporter.write_line(f"SKIPPED {hole}", red=True)
