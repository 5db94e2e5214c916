"""The papers: the licence is the licence, the locks are closed, every link in them leads somewhere."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.bootstrap.house import REPOSITORY

# The text the Free Software Foundation publishes as agpl-3.0.txt, unmodified.
AGPL_SHA256 = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"

PAPERS = sorted(
    [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")],
    key=lambda path: path.relative_to(REPOSITORY),
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def locked(name: str) -> dict[str, list[str]]:
    """Each pinned line of a lock with the hashes that follow it."""
    pins: dict[str, list[str]] = {}
    for line in (REPOSITORY / "requirements" / f"{name}.txt").read_text().splitlines():
        if line.startswith("    --hash=sha256:"):
            pins[next(reversed(pins))].append(line.split("sha256:")[1].rstrip(" \\"))
        elif line and not line.startswith("#"):
            pins[line.rstrip(" \\")] = []
    return pins


def test_the_licence_is_unmodified() -> None:
    assert hashlib.sha256((REPOSITORY / "LICENSE").read_bytes()).hexdigest() == AGPL_SHA256


@pytest.mark.parametrize("name", ["demo", "dev"])
def test_a_lock_pins_every_package_by_hash_and_names_no_place(name: str) -> None:
    pins = locked(name)
    assert pins
    assert all(re.match(r"[A-Za-z0-9._-]+==\S+( ; .+)?$", pin) for pin in pins), pins.keys()
    assert all(hashes and all(len(digest) == 64 for digest in hashes) for hashes in pins.values())
    text = (REPOSITORY / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert "index" not in text
    assert "find-links" not in text


def test_the_test_lock_contains_the_program_lock() -> None:
    missing = set(locked("demo")) - set(locked("dev"))
    assert not missing


@pytest.mark.parametrize(("name", "extra"), [("demo", None), ("dev", "dev")])
def test_a_lock_covers_what_the_project_declares(name: str, extra: str | None) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else [])]
    for line in [line for line in declared if line.startswith("manumit[")]:  # an extra that takes in others
        for other in line.removeprefix("manumit[").removesuffix("]").split(","):
            declared += project["optional-dependencies"][other]
    wanted = {re.split(r"[\[<>=;! ]", line)[0].lower() for line in declared} - {"manumit"}
    wanted = {re.sub(r"[._]", "-", one) for one in wanted}
    assert wanted <= {pin.split("==")[0] for pin in locked(name)}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_links_lead_somewhere(paper: Path) -> None:
    text = FENCE.sub("", paper.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if "://" in target or target.startswith(("#", "mailto:")):
            continue
        assert (paper.parent / target.split("#")[0]).exists(), f"{paper.name} points at {target}"
