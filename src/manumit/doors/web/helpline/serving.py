"""A help line brought up: its database, its advocates, and three processes: Haven, Line and the keeper."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

from manumit.base.kernel import MissingPart
from manumit.doors.web.helpline.house import HelplineHouse

DOORS = ("haven", "line")
SWEEP, SEND = 60, 0.5
"""Seconds between two looks of the keeper at what has to go, and at what is to be sent."""
SWITCH = 0.0005
"""Seconds that a thread may keep the others waiting. A form asks its database some twenty times and stands in line anew
after each, behind whoever judges a message: with Python's 5 ms, 500 talks came to a standstill."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Of a product of matrices. Those of one message are small: more threads only wait for each other, spinning, and take
four times the processor on busy cores (113 ms a message in place of 28)."""


def _begin(house: HelplineHouse, door: str) -> None:
    """Django, set up for one door of this house in this process."""
    os.environ["MANUMIT_HELPLINE_HOME"] = str(house.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = f"manumit.doors.web.{door}.settings"
    try:
        import django
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise MissingPart(
            "The help line is not installed.", "Install it with: pip install 'manumit[web]'."
        ) from error
    django.setup()


def bring_up(house: HelplineHouse) -> None:
    """Make or bring up to date the database and the keys; safe to run again, and while another does. UsageError and
    its kin for settings that cannot work."""
    _begin(house, "line")
    from django.core.management import call_command

    from manumit.doors.web.catalogue import compile_all
    from manumit.doors.web.helpline.keys import ring

    _check_settings()
    compile_all()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    for door in DOORS:
        house.secret(f"{door}.secret")
    ring()


def _check_settings() -> None:
    """What an operator has set is opened once, so that it is refused here and not when somebody needs it."""
    from manumit.doors.web.helpline.carrier import account
    from manumit.doors.web.helpline.common import SET
    from manumit.services.support import second_from, translator_from

    account()
    translator_from(SET.helpline_translation_models, SET.helpline_translation_apertium)
    if SET.helpline_triage:
        second_from(SET.helpline_triage, SET.helpline_triage_sha256)


def advocate_link(house: HelplineHouse, username: str, role: str, base: str) -> str:
    """A link that lets `username` into Line once; the advocate is made when there is none."""
    _begin(house, "line")
    from manumit.doors.web.accounts.links import make_token
    from manumit.doors.web.accounts.models import User

    user, made = User.objects.get_or_create(username=username, defaults={"role": role})
    if made:
        user.set_unusable_password()
        user.save()
    return f"{base}/open/{make_token(user)}"


def run(house: HelplineHouse, host: str, haven_port: int, line_port: int | None) -> int:
    """Haven, Line (unless its port is None: it may run elsewhere) and the keeper until they are stopped. One that dies
    takes the others along: a door without its keeper would keep what it must not."""
    from manumit.doors.web.helpline.common import SET

    doors = [("haven", haven_port)] * max(1, SET.helpline_havens)
    doors += [("line", line_port)] if line_port is not None else []
    hands = [_spawn(house, "keeper"), *(_spawn(house, door, host, port) for door, port in doors)]

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        while all(one.poll() is None for one in hands):
            time.sleep(0.3)
        return next(one.returncode for one in hands if one.poll() is not None) or 1
    except KeyboardInterrupt:
        return 0
    finally:
        for one in hands:
            one.terminate()
        for one in hands:
            try:
                one.wait(timeout=8)
            except subprocess.TimeoutExpired:
                one.kill()


def _spawn(house: HelplineHouse, what: str, host: str = "", port: int = 0) -> subprocess.Popen[bytes]:
    here = [sys.executable, "-m", "manumit.doors.web.helpline", str(house.path), what, host, str(port)]
    return subprocess.Popen(here, stdin=subprocess.PIPE, env=ONE_THREAD | os.environ)


def door(house: HelplineHouse, what: str, host: str, port: int) -> None:
    """One door in this process, until it is stopped."""
    _begin(house, what)
    sys.setswitchinterval(SWITCH)
    import uvicorn

    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a thousand people hold two lines each
    config = uvicorn.Config(
        f"manumit.doors.web.{what}.asgi:application",
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        timeout_keep_alive=30,
        limit_concurrency=2000,
        timeout_graceful_shutdown=3,
    )
    with _listening(host, port) as line:
        uvicorn.Server(config).run(sockets=[line])


def _listening(host: str, port: int) -> socket.socket:
    """Several processes may listen: the system deals out who calls."""
    line = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    line.bind((host, port))
    return line


def keeper(house: HelplineHouse) -> None:
    """Ends what is silent and erases what is due, every minute, and sends what is to be sent, until it is stopped."""
    _begin(house, "line")
    from django.db import DatabaseError

    from manumit.base.kernel import ManumitError
    from manumit.doors.web.helpline import acts, reports
    from manumit.doors.web.helpline.carrier import account, deliver

    if (
        carrier := account()
    ):  # beside the sweeping: a slow carrier, or one text too odd, keeps nothing else from going
        threading.Thread(
            target=_again, args=(lambda: deliver(carrier), SEND, (Exception,)), daemon=True
        ).start()

    def sweep() -> None:
        acts.sweep()
        reports.sweep()

    _again(sweep, SWEEP, (DatabaseError, ManumitError, OSError))


def _again(deed: Callable[[], object], pause: float, passes: tuple[type[Exception], ...]) -> None:
    """Do it, and again after a pause, also when it failed with what `passes`."""
    import logging

    from django.db import close_old_connections

    while True:
        try:
            deed()
        except passes as error:
            logging.getLogger("manumit").error("The keeper failed and tries again: %s", type(error).__name__)
        close_old_connections()
        time.sleep(pause)
