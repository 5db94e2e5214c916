"""An installation brought up: database, people, server and worker. The only way that others start Django."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from manumit.base.kernel import MissingPart, WorkspaceError
from manumit.doors.web.house import House

BESIDE = "MANUMIT_BESIDE_A_SERVER"
"""Set for a worker that `serve` started: it ends when its stdin does, so that a killed server takes it along."""
THREADS = 16
"""Of a server process: pages are short, and a stream of progress holds one thread for as long as it is looked at."""


def _begin(house: House) -> None:
    """Django, set up for this house in this process."""
    os.environ["MANUMIT_HOME"] = str(house.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manumit.doors.web.settings")
    try:
        import django
    except ImportError as error:
        raise MissingPart(
            "The Desk is not installed.", "Install it with: pip install 'manumit[web]'."
        ) from error
    django.setup()


def set_up(house: House) -> None:
    """Make or bring up to date the database; safe to run again, and while another does."""
    _begin(house)
    from django.core.management import call_command
    from django.db import Error

    from manumit.doors.web.catalogue import compile_all

    compile_all()
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except Error as error:
        raise _unusable(error) from error


def _unusable(error: Exception) -> WorkspaceError:
    said = " ".join(str(error).split())
    return WorkspaceError(
        f"The database of the Desk cannot be used: {said}",
        "Check MANUMIT_DATABASE and that its server runs; without it, that --home can be written and was served once.",
    )


def sign_in_link(house: House, username: str, role: str, base: str) -> str:
    """A link that signs `username` in once; the user is made when there is none."""
    _begin(house)
    from manumit.doors.web.accounts.links import make_token
    from manumit.doors.web.accounts.models import User

    user, made = User.objects.get_or_create(username=username, defaults={"role": role})
    if made:
        user.set_unusable_password()
        user.save()
    return f"{base}/open/{make_token(user)}"


def add_workspace(
    house: House, slug: str, name: str, folder: Path, members: list[str], made_up: bool
) -> None:
    """Show a workspace in the Desk to these people; again: what changed is brought up to date."""
    _begin(house)
    from manumit.doors.web.accounts.models import User
    from manumit.doors.web.desk.models import Workspace, WorkspaceMember

    workspace, _ = Workspace.objects.update_or_create(
        slug=slug, defaults={"name": name, "folder": str(folder.resolve()), "made_up": made_up}
    )
    for user in User.objects.filter(username__in=members):
        WorkspaceMember.objects.get_or_create(workspace=workspace, user=user)


def serve(house: House, host: str, port: int, worker: bool = True, quiet: bool = False) -> int:
    """Server (and worker) until they are stopped; the exit status. `quiet`: the worker tells of no job."""
    environ = os.environ | {
        "MANUMIT_HOME": str(house.path),
        "DJANGO_SETTINGS_MODULE": "manumit.doors.web.settings",
    }
    hands = (
        subprocess.Popen(
            [sys.executable, "-m", "manumit", "worker", "--home", str(house.path), *["--quiet"] * quiet],
            env=environ | {BESIDE: "1"},
            stdin=subprocess.PIPE,
        )
        if worker
        else None
    )
    try:
        return _run_server(host, port, environ)
    finally:
        if hands:
            hands.terminate()
            try:
                hands.wait(timeout=20)
            except subprocess.TimeoutExpired:
                hands.kill()


def _run_server(host: str, port: int, environ: dict[str, str]) -> int:
    os.environ.update(environ)
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": 2,
                "threads": THREADS,
                "worker_class": "gthread",
                "preload_app": False,
                "accesslog": None,
                "loglevel": "warning",
                "timeout": 120,
                "keepalive": 30,
                "graceful_timeout": 5,
                "limit_request_line": 8190,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from manumit.doors.web.wsgi import application

            return application

    try:
        Server().run()
    except SystemExit as left:
        return int(left.code or 0)
    return 0


def work(house: House, quiet: bool = False) -> int:
    """The worker until it is stopped. WorkspaceError when there is no database to begin with."""
    _begin(house)
    if quiet:
        logging.getLogger("manumit").setLevel(logging.WARNING)
    from django.db import Error

    from manumit.doors.web.desk.models import Job
    from manumit.doors.web.desk.worker import work as go

    try:
        Job.objects.exists()
    except Error as error:
        raise _unusable(error) from error
    return go(beside=BESIDE in os.environ)
