"""The `manumit` script, run for real: houses of its own, real virtual environments, a lock of one wheel."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bootstrap.house import House, build_house, told


@pytest.fixture
def fresh(tmp_path: Path) -> House:
    """Nothing is installed yet."""
    return build_house(tmp_path)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Set up once; tests that use it change nothing in it."""
    house = build_house(tmp_path_factory.mktemp("settled"))
    first = house.call("first")
    assert first.returncode == 0, first.stderr
    return house


@pytest.fixture
def lived_in(settled: House, tmp_path: Path) -> House:
    """A copy of a settled house that a test may change; already set up again at its new place."""
    house = House(tmp_path / "moved house", tmp_path / "bin", tmp_path / "wheels")
    shutil.copytree(settled.root, house.root, symlinks=True)
    shutil.copytree(settled.bin, house.bin, symlinks=True)
    shutil.copytree(settled.wheels, house.wheels)
    moved = house.call()
    assert moved.returncode == 0, moved.stderr
    return house


def wait_for(path: Path, process: "subprocess.Popen[str]") -> None:
    for _ in range(1200):
        if path.exists():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    raise AssertionError(f"{path} never came")


def kill_whole_group(process: "subprocess.Popen[str]") -> None:
    os.killpg(process.pid, signal.SIGKILL)
    with process:
        process.communicate()


def test_first_call_sets_up_on_stderr_and_hands_over(fresh: House) -> None:
    fresh.extra["LEAVE_WITH"] = "3"
    done = fresh.call("run", "a file", "--workspace=w", stdin="passed on\n")
    assert done.returncode == 3, done.stderr
    assert told(done.stdout)["args"] == ["run", "a file", "--workspace=w"]
    assert told(done.stdout)["lodger"] == "1.0"
    assert done.stdout.splitlines()[1:] == ["passed on"]
    for step in ("making", "installing", "ready"):
        assert step in done.stderr


def test_second_call_installs_nothing_and_says_nothing(settled: House) -> None:
    uv = settled.put_tool("uv", 'echo "$@" >"$0.called"\nexit 1\n')
    before = {path: path.stat().st_mtime_ns for path in settled.site.iterdir()}
    try:
        again = settled.call("--help")
    finally:
        uv.unlink()
    assert (again.returncode, again.stderr) == (0, "")
    assert not (settled.bin / "uv.called").exists()
    assert {path: path.stat().st_mtime_ns for path in settled.site.iterdir()} == before


def test_keeps_the_folder_of_the_caller_through_a_chain_of_links(settled: House, tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    (elsewhere / "absolute link").symlink_to(settled.script)
    (tmp_path / "relative link").symlink_to(Path("else where") / "absolute link")
    done = settled.call(cwd=elsewhere, script=tmp_path / "relative link")
    assert (done.returncode, done.stderr) == (0, "")
    assert told(done.stdout)["cwd"] == str(elsewhere)
    assert told(done.stdout)["file"] == str(settled.root / "src" / "manumit" / "__main__.py")


def test_relative_link_on_the_path(settled: House, tmp_path: Path) -> None:
    (settled.bin / "manumit").symlink_to(os.path.relpath(settled.script, settled.bin))
    try:
        done = subprocess.run(
            ["sh", "-c", "manumit found"],
            cwd=tmp_path,
            env=settled.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
    finally:
        (settled.bin / "manumit").unlink()
    assert told(done.stdout.decode())["args"] == ["found"]


def test_a_module_lying_among_the_evidence_is_never_run(settled: House, tmp_path: Path) -> None:
    for name in ("json", "os", "sys", "lodger", "manumit", "ensurepip"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('evidence was executed')\n")
    done = settled.call(cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_set_up_runs_nothing_lying_among_the_evidence(lived_in: House, tmp_path: Path) -> None:
    lived_in.lock("2.0")
    for name in ("json", "os", "fcntl", "pip", "venv", "sysconfig"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('evidence was executed')\n")
    done = lived_in.call(cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert told(done.stdout)["lodger"] == "2.0"


def test_two_started_at_once_take_turns(fresh: House) -> None:
    starts = [fresh.start(str(number)) for number in range(2)]
    ends = [process.communicate("", timeout=240) for process in starts]
    assert [process.returncode for process in starts] == [0, 0], ends
    assert [told(out)["args"] for out, _ in ends] == [["0"], ["1"]]
    assert sum(err.count("making") for _, err in ends) == 1
    assert sum(err.count("waiting") for _, err in ends) == 1


def test_names_the_package_that_debian_keeps_venv_in(fresh: House) -> None:
    bare = fresh.put_tool("bare", f'case "$*" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"\n')
    fresh.extra["MANUMIT_PYTHON"] = str(bare)
    done = fresh.call()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert (done.returncode, done.stdout) == (1, "")
    assert f"sudo apt-get install python{version}-venv\n" in done.stderr
    assert not fresh.venv.exists()


def test_prefers_a_python_that_has_venv(fresh: House) -> None:
    fresh.put_tool("python3.14", "exit 9\n")
    fresh.put_tool("python3.13", f'case "$*" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"\n')
    fresh.put_tool("python3", f'exec "{sys.executable}" "$@"\n')
    fresh.extra["MANUMIT_PYTHON"] = ""
    done = fresh.call()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("old", [None, "exit 1\n"], ids=["none at all", "too old"])
def test_says_what_to_do_without_python(fresh: House, old: str | None) -> None:
    if old is not None:
        fresh.put_tool("python3", old)
    fresh.extra["MANUMIT_PYTHON"] = ""
    done = fresh.call()
    assert (done.returncode, done.stdout) == (1, "")
    assert "needs Python 3.11 or newer" in done.stderr
    assert "MANUMIT_PYTHON=" in done.stderr
    assert not fresh.venv.exists()


def test_a_wrong_choice_of_python_is_named(fresh: House) -> None:
    fresh.put_tool("python3", f'exec "{sys.executable}" "$@"\n')
    fresh.extra["MANUMIT_PYTHON"] = "python-that-is-not-there"
    done = fresh.call()
    assert done.returncode == 1
    assert "python-that-is-not-there" in done.stderr


def test_killed_set_up_is_done_again(fresh: House) -> None:
    """The installer is killed after it has put half a package in place."""
    (fresh.bin / "sleep").symlink_to(shutil.which("sleep") or "sleep")
    site = f'"{fresh.venv}"/lib/python3*/site-packages'
    spoil = f'for site in {site}; do echo "half a" >"$site/lodger.py"; done'
    uv = fresh.put_tool("uv", f'{spoil}\n: >"$0.at.work"\nsleep 600\n')
    process = fresh.start()
    wait_for(fresh.bin / "uv.at.work", process)
    kill_whole_group(process)
    uv.unlink()
    done = fresh.call()
    assert done.returncode == 0, done.stderr
    assert "interrupted" in done.stderr
    assert told(done.stdout)["lodger"] == "1.0"
    assert fresh.call().stderr == ""


def test_set_up_killed_while_the_environment_is_made(fresh: House) -> None:
    process = fresh.start()
    wait_for(fresh.venv / "bin" / "python", process)
    kill_whole_group(process)
    done = fresh.call()
    assert done.returncode == 0, done.stderr
    assert told(done.stdout)["lodger"] == "1.0"


def test_an_environment_made_by_hand_is_used_and_kept(fresh: House) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(fresh.venv)], check=True)
    (fresh.site / "mine.py").write_text("MINE = True\n")
    first = fresh.call()
    assert first.returncode == 0, first.stderr
    assert "making" not in first.stderr
    (fresh.venv / "manumit.begun").touch()
    fresh.lock("2.0")
    after_interruption = fresh.call()
    assert told(after_interruption.stdout)["lodger"] == "2.0"
    assert (fresh.site / "mine.py").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(lived_in: House) -> None:
    python = lived_in.venv / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    done = lived_in.call()
    assert done.returncode == 0, done.stderr
    assert "making" in done.stderr


def test_a_new_lock_is_installed(lived_in: House) -> None:
    lived_in.lock("2.0")
    done = lived_in.call()
    assert told(done.stdout)["lodger"] == "2.0"
    assert "making" not in done.stderr
    assert lived_in.call().stderr == ""


def test_a_package_that_is_not_the_locked_one_is_refused(lived_in: House) -> None:
    lived_in.lock("2.0")
    lived_in.lock("2.0", digest="0" * 64)
    for _ in range(2):  # nothing is remembered as done
        done = lived_in.call()
        assert (done.returncode, done.stdout) == (1, "")
        assert "did not finish" in done.stderr


def test_a_moved_house_runs_its_own_sources(lived_in: House) -> None:
    assert told(lived_in.call().stdout)["file"] == str(lived_in.root / "src" / "manumit" / "__main__.py")


def test_uv_is_used_when_there_and_pip_when_uv_fails(lived_in: House) -> None:
    lived_in.put_tool("uv", 'echo "$@" >"$0.called"\nexit 1\n')
    lived_in.lock("2.0")
    done = lived_in.call()
    assert told(done.stdout)["lodger"] == "2.0"
    assert "--require-hashes" in (lived_in.bin / "uv.called").read_text()
    assert "trying pip" in done.stderr


def test_the_test_verb_runs_pytest_in_the_root(lived_in: House, tmp_path: Path) -> None:
    done = lived_in.call("test", "-k", "one or two", cwd=tmp_path)
    assert done.returncode == 5, done.stderr
    assert told(done.stdout) == {"pytest": ["-k", "one or two"], "cwd": str(lived_in.root)}
    assert lived_in.call("test").stderr == ""
