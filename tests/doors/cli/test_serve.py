"""`manumit serve` as people start and stop it: what is wrong is a sentence, and nothing stays behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.doors.cli.program import COMMAND, manumit, surroundings


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, port: int, env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """A Desk that answers; ended at the end if it still lives."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--home", str(home), "--port", str(port)],
        env=surroundings(env),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _until(lambda: _status(port) == 200, process)
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def _status(port: int) -> int:
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/account/login/")
        return line.getresponse().status
    except OSError:
        return 0
    finally:
        line.close()


def _until(question, process: subprocess.Popen[str] | None = None, seconds: float = 90) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not question():
        assert process is None or process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


def _of_house(home: Path) -> set[int]:
    """Processes that were started for this house."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(home).encode() in entry.read_bytes():
                found.add(int(entry.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda one: one.name)
def test_server_and_worker_end_together(tmp_path: Path, how: signal.Signals) -> None:
    """Even where the server is killed and cannot say goodbye."""
    home = tmp_path / "home"
    with serving(home, _free()) as process:
        _until(lambda: len(_of_house(home)) >= 2)
        process.send_signal(how)
        assert process.wait(60) == (-9 if how is signal.SIGKILL else 0)
        _until(lambda: not _of_house(home), seconds=30)
        said = process.stderr.read() if process.stderr else ""
        assert "Traceback" not in said


def test_a_second_one_on_its_port_says_so_and_the_first_goes_on(tmp_path: Path) -> None:
    port = _free()
    with serving(tmp_path / "home", port):
        second = manumit("serve", "--home", tmp_path / "home", "--port", port)
        assert second.code == 1
        assert f"Nobody can listen on 127.0.0.1, port {port}" in second.err
        assert "Choose another port" in second.err
        assert _status(port) == 200
        with serving(tmp_path / "home", other := _free()):
            assert (_status(other), _status(port)) == (200, 200), "two servers of one house"
        link = manumit("serve", "--home", tmp_path / "home", "--port", port, "--link", "ada")
        assert link.code == 0
        assert link.out.startswith(f"http://127.0.0.1:{port}/open/")


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("sqlite:///here", 2, "MANUMIT_DATABASE is not an address of a database."),
        ("postgres://host:port/name", 2, "MANUMIT_DATABASE is not an address of a database."),
        ("postgres://ana:secret-word@127.0.0.1:9/manumit", 1, "The database of the Desk cannot be used"),
    ],
)
def test_a_database_that_is_none(tmp_path: Path, address: str, code: int, said: str) -> None:
    for words in (["serve", "--port", _free()], ["serve", "--link", "ada"], ["worker"]):
        done = manumit(*words, "--home", tmp_path / "home", env={"MANUMIT_DATABASE": address})
        assert (done.code, said in done.err) == (code, True), (words, done.err)
        assert "secret-word" not in done.err


@pytest.mark.parametrize(
    "setting", [{"MANUMIT_UPLOAD_GB": "many"}, {"MANUMIT_UPLOAD_GB": "-1"}], ids=["no number", "negative"]
)
def test_a_setting_that_is_none(tmp_path: Path, setting: dict[str, str]) -> None:
    done = manumit("serve", "--home", tmp_path / "home", "--link", "ada", env=setting)
    assert done.code == 2
    assert "MANUMIT_UPLOAD_GB" in done.err


def test_a_home_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    never = manumit("worker", "--home", tmp_path / "never")
    assert (never.code, "was served once" in never.err) == (1, True)
    below = manumit("serve", "--home", tmp_path / "file" / "home", "--link", "ada")
    assert (below.code, "cannot be made or written" in below.err) == (1, True)
    (tmp_path / "home" / "desk.sqlite3").mkdir(parents=True)
    spoilt = manumit("serve", "--home", tmp_path / "home", "--link", "ada")
    assert (spoilt.code, "The database of the Desk cannot be used" in spoilt.err) == (1, True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "desk.sqlite3").write_bytes(
        b"this was never a database, whatever its name says" * 100
    )
    broken = manumit("serve", "--home", tmp_path / "other", "--link", "ada")
    assert (broken.code, "The database of the Desk cannot be used" in broken.err) == (1, True)
    if os.geteuid() != 0:
        (tmp_path / "shut").mkdir(mode=0o500)
        assert manumit("serve", "--home", tmp_path / "shut", "--link", "ada").code == 1


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none(tmp_path: Path, port: str) -> None:
    done = manumit("serve", "--home", tmp_path / "home", "--port", port)
    assert done.code == 2
    assert "--port" in done.err


def test_behind_a_proxy_with_tls_forms_are_taken_and_browsers_told_to_insist(tmp_path: Path) -> None:
    home, port, env = tmp_path / "home", _free(), {"MANUMIT_SECURE": "1", "MANUMIT_HOSTS": "desk.example.org"}
    link = manumit("serve", "--home", home, "--port", port, "--link", "ada", env=env).out.strip()
    told = {"Host": "desk.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    with serving(home, port, env):
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", f"/open/{link.rpartition('/')[2]}", headers=told)
        page = line.getresponse()
        assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
        token = page.read().decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        for origin, status in (("https://evil.example.org", 403), ("https://desk.example.org", 302)):
            form = {
                **told,
                "Origin": origin,
                "Cookie": cookie,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            line.request("POST", f"/open/{link.rpartition('/')[2]}", f"csrfmiddlewaretoken={token}", form)
            answer = line.getresponse()
            answer.read()
            assert answer.status == status
        line.close()
        assert "Secure" in str(answer.headers["Set-Cookie"])
