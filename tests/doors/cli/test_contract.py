"""What every verb must honour (design, 6): help, streams, exit codes, any folder, any path."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from manumit import __version__
from tests.doors.cli.conftest import Case
from tests.doors.cli.program import COMMAND, VERBS, manumit, surroundings

started = partial(manumit, fresh=True)
"""Loaded for the call, where the start itself matters."""


def processor_seconds() -> float:
    """What programs that were waited for have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_comes_at_once() -> None:
    took = []
    for _ in range(5):
        began = processor_seconds()  # not the clock: other tests run beside this one
        started("--help")
        took.append(processor_seconds() - began)
    assert min(took) < 0.5, took


def test_it_says_its_version() -> None:
    assert (told := started("--version")).code == 0
    assert told.out == f"manumit {__version__}\n"


def test_help_names_every_verb() -> None:
    help_text = started("--help")
    assert help_text.code == 0
    assert [verb for verb in VERBS if f" {verb} " not in help_text.out] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(verb: str) -> None:
    told = manumit(verb, "--help")
    assert told.code == 0
    assert told.err == ""
    assert f"Example: manumit {verb}" in told.out


WRONG_CALLS = {
    "an unknown verb": "frobnicate",
    "an unknown option": "leads {ads} --no-such-option",
    "no input": "run --workspace w",
    "no workspace": "run {ads}",
    "an input that is not there": "run nowhere.csv --workspace w",
    "a mapping that is not there": "run {ads} --workspace w --map nowhere.yaml",
    "a date that is none": "run {ads} --workspace w --as-of soon",
    "a date of the year 0": "run {ads} --workspace w --as-of 0000-01-01",
    "leads of nothing": "leads nowhere",
    "an unknown format": "leads {ads} --format xml",
    "reveal without a purpose": "leads {folder} --reveal",
    "reveal with an empty purpose": "leads {folder} --reveal --purpose=",
    "a report revealed without a purpose": "report {folder} --reveal",
    "reading nothing": "read nowhere.csv",
    "extracting from nothing": "extract nowhere.csv --out o.csv",
    "extracting to nowhere named": "extract {ads}",
    "a region that is none": "extract {ads} --out o.csv --region Elbonia",
    "a result in no folder": "templates {ads} --out no/such/o.csv",
    "a result in place of a folder": "extract {ads} --out {folder}",
    "flags of nothing": "flags nowhere --out f.csv",
    "an unknown scale": "world w --scale huge",
    "an unknown difficulty": "world w --difficulty brutal",
    "a world over other files": "world {folder}",
    "no truth": "evaluate {folder}",
    "a truth without files": "evaluate {folder} --truth {folder}",
    "two workspaces and one truth": "evaluate {folder} {folder} --truth {folder}",
    "truth that is not there": "evaluate {folder} --truth nowhere",
    "a backup of nothing": "backup nowhere --out b.age",
    "a restore of nothing": "restore nowhere.age --workspace w",
    "an erasure of nobody": "erase {folder}",
    "an erasure without a reason": "erase {folder} --phone +447700900123 --yes",
    "keys for nothing": "vault init nowhere",
    "a policy that is not there": "vault due {folder} --policy nowhere.yaml",
}


@pytest.mark.parametrize("call", WRONG_CALLS.values(), ids=WRONG_CALLS.keys())
def test_a_call_that_cannot_be_understood_is_refused_in_words(call: str, ads: Path) -> None:
    args = [word.format(ads=ads, folder=ads.parent) for word in call.split()]
    ended = manumit(*args, cwd=ads.parent)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.strip()
    assert [path.name for path in ads.parent.iterdir()] == ["ads.csv"]


def test_no_verb_at_all_shows_the_verbs() -> None:
    ended = started()
    assert ended.code == 2
    assert "evaluate" in ended.out + ended.err


@pytest.mark.parametrize("value", ["many", "-1"])
def test_a_wrong_setting_is_refused_in_words(ads: Path, value: str) -> None:
    ended = started("run", ads, "-w", "w", cwd=ads.parent, env={"MANUMIT_THREADS": value})
    assert ended.code == 2
    assert "MANUMIT_THREADS" in ended.err


@pytest.mark.parametrize("verb", ["leads", "report"])
def test_a_folder_that_is_no_workspace_is_a_failure(tmp_path: Path, verb: str) -> None:
    ended = manumit(verb, tmp_path)
    assert ended.code == 1
    assert "no workspace" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_an_error_is_a_sentence_and_a_hint(tmp_path: Path) -> None:
    sentence, hint = started("leads", "nowhere", cwd=tmp_path).err.splitlines()
    assert sentence.startswith("manumit: ")
    assert hint.startswith("  ")


def test_progress_is_on_stderr_and_results_are_not(case: Case) -> None:
    assert case.made.out == ""
    assert "Reading" in case.made.err
    listed = manumit("leads", case.workspace, "--format", "json")
    assert listed.err == ""
    assert listed.json()


def test_quiet_says_nothing_at_all(ads: Path) -> None:
    ended = manumit("run", ads, "--workspace", ads.parent / "w", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_file_of_no_known_kind_is_set_aside_and_the_rest_goes_on(ads: Path) -> None:
    (ads.parent / "strange.bin").write_bytes(b"\0\1\2 no format that anyone reads \xff")
    ended = manumit("run", ads.parent, "--workspace", ads.parent / "w")
    assert ended.code == 3
    assert "2 ad" in ended.err
    assert "set aside" in ended.err
    quarantine = "".join(path.read_text() for path in (ads.parent / "w" / "quarantine").iterdir())
    assert "strange.bin" in quarantine


def test_input_that_was_set_aside_is_said_again_on_the_second_run(ads: Path) -> None:
    (ads.parent / "strange.bin").write_bytes(b"\0\1\2 no format that anyone reads \xff")
    codes = [manumit("run", ads.parent, "--workspace", ads.parent / "w", "--quiet").code for _ in range(2)]
    assert codes == [3, 3]


def test_an_empty_folder_is_nothing_to_work_on(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = manumit("run", tmp_path / "empty", "--workspace", tmp_path / "w")
    assert ended.code == 2
    sentence, hint = ended.err.strip().splitlines()[-2:]
    assert "empty" in sentence
    assert hint.strip()


def test_any_folder_relative_paths_and_paths_with_spaces(ads: Path) -> None:
    here, files = ads.parent / "some where", ads.parent / "my files"
    here.mkdir()
    files.mkdir()
    shutil.move(ads, files / "ads 1 (März).csv")
    assert manumit("run", "../my files", "--workspace", "../my case", "--quiet", cwd=here).code == 0
    assert manumit("leads", "my case", "--format", "json", cwd=ads.parent).json() == []
    assert manumit("report", "../my case", "--out", "a page.html", cwd=here).code == 0
    assert sorted(path.name for path in here.iterdir()) == ["a page.html"]


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_reader_that_walks_away_is_no_error(case: Case, form: str) -> None:
    assert _into_a_closed_pipe("leads", str(case.workspace), "--format", form) == (0, "")


def test_a_reader_that_walks_away_from_a_short_answer_is_no_error(ads: Path) -> None:
    assert _into_a_closed_pipe("read", str(ads)) == (0, "")


def _into_a_closed_pipe(*args: str) -> tuple[int, str]:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [*COMMAND, *args], stdout=writing, stderr=subprocess.PIPE, text=True, env=surroundings(), timeout=120
    )
    os.close(writing)
    return ended.returncode, ended.stderr


def test_a_result_that_fails_leaves_no_file(ads: Path) -> None:
    assert manumit("extract", ads.parent / "nowhere.csv", "--out", ads.parent / "o.csv").code == 2
    assert not list(ads.parent.glob("o.csv*"))


def test_a_result_that_cannot_be_written_is_a_failure_in_words(ads: Path) -> None:
    ended = manumit("extract", ads, "--out", ads.parent / "no" / "such" / "folder" / "o.csv")
    assert ended.code in (1, 2)
    assert "folder" in ended.err
