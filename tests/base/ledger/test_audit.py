"""The audit: logs of ours and of another hand are sound; whatever is changed in them is found and named."""

from __future__ import annotations

import base64
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from manumit.base.ledger import KeyPair, Log, Pinned, check
from tests.base.ledger import other
from tests.base.ledger.conftest import ORIGIN, entries, files_of

SIZES = [0, 1, 2, 255, 256, 257, 511, 512, 700, 65536, 66000]
LogOf = Callable[[int], Path]


@pytest.mark.parametrize("size", SIZES)
def test_ours_and_the_other_are_equal_byte_for_byte_and_sound(
    size: int, log_of: LogOf, other_log_of: LogOf, pinned: Pinned
) -> None:
    assert files_of(log_of(size)) == files_of(other_log_of(size))
    audit = check(other_log_of(size), pinned)
    assert (audit.problems, audit.notes, audit.entries) == ([], [], size)
    assert audit.checkpoint is not None
    assert audit.checkpoint.size == size


def flips(data: bytes) -> list[int]:
    """Places to flip a bit at: the ends, and some between."""
    return sorted({0, 1, 31, len(data) // 3, len(data) // 2, len(data) - 1} & set(range(len(data))))


def test_a_flipped_bit_in_any_file_is_found_and_named(other_log_of: LogOf, pinned: Pinned) -> None:
    folder = other_log_of(700)
    for name, data in files_of(folder).items():
        for at in flips(data):
            changed = bytearray(data)
            changed[at] ^= 0x10
            (folder / name).write_bytes(changed)
            audit = check(folder, pinned)
            assert [one.where for one in audit.problems] == [name], (name, at, audit.problems)
        (folder / name).write_bytes(data)
    assert check(folder, pinned).sound


def test_any_change_to_any_files_is_found(other_log_of: LogOf, pinned: Pinned) -> None:
    """400 random changes of one to three files: never sound, and a file that was changed alone is named alone."""
    folder, draw = other_log_of(700), random.Random(7)
    good = files_of(folder)
    for _ in range(400):
        changed = {
            name: spoil(good[name], draw) for name in draw.sample(sorted(good), draw.choice([1, 1, 1, 2, 3]))
        }
        changed = {name: data for name, data in changed.items() if data != good[name]}
        for name, data in changed.items():
            (folder / name).write_bytes(data)
        named = {one.where for one in check(folder, pinned).problems}
        assert bool(named) == bool(changed)
        assert len(changed) != 1 or named == set(changed)
        for name in changed:
            (folder / name).write_bytes(good[name])


def spoil(data: bytes, draw: random.Random) -> bytes:
    """Flip, cut, double, exchange, empty, remove or insert."""
    one, two = sorted(draw.randrange(len(data)) for _ in range(2))
    return draw.choice(
        [
            data[:one] + bytes([data[one] ^ 1 << draw.randrange(8)]) + data[one + 1 :],
            data[:one],
            data + data,
            data[:one] + data[two : two + 1] + data[one + 1 : two] + data[one : one + 1] + data[two + 1 :],
            bytes(len(data)),
            data[:one] + data[one + 1 :],
            data[:one] + bytes([draw.randrange(256)]) + data[one:],
        ]
    )


@pytest.mark.parametrize(
    "name",
    """tile/entries/000 tile/entries/257.p/208 tile/0/100 tile/0/257.p/208
    tile/1/000 tile/1/001.p/1 tile/2/000.p/1 checkpoint""".split(),
)
def test_in_a_log_of_three_levels_too(name: str, other_log_of: LogOf, pinned: Pinned) -> None:
    folder = other_log_of(66000)
    changed = bytearray((folder / name).read_bytes())
    changed[-5] ^= 1
    (folder / name).write_bytes(changed)
    assert [one.where for one in check(folder, pinned).problems] == [name]


def test_the_entry_that_was_rewritten_is_named(other_log_of: LogOf, pinned: Pinned) -> None:
    folder = other_log_of(700)
    path = folder / "tile/entries/001"
    path.write_bytes(path.read_bytes().replace(b"entry 300", b"entry 3OO"))
    (problem,) = check(folder, pinned).problems
    assert problem.where == "tile/entries/001"
    assert "Entry 300" in problem.what


def test_an_entry_rewritten_with_its_tile_is_found(other_log_of: LogOf, pinned: Pinned) -> None:
    folder = other_log_of(700)
    lie = [*entries(300), b"rewritten", *entries(399, 301)]
    forged = folder.parent / "forged"
    other.write_log(forged, ORIGIN, lie, Ed25519PrivateKey.generate())
    for name in ("tile/entries/001", "tile/0/001"):
        shutil.copy(forged / name, folder / name)
    assert [one.where for one in check(folder, pinned).problems] == ["tile/0/001"]
    for name in files_of(forged):
        if name != "checkpoint":
            shutil.copy(forged / name, folder / name)
    assert [one.where for one in check(folder, pinned).problems] == ["checkpoint"]


@pytest.mark.parametrize("what", ["missing", "empty", "shorter", "longer"])
def test_any_file_cut_or_grown_is_found(what: str, other_log_of: LogOf, pinned: Pinned) -> None:
    folder = other_log_of(700)
    for name, data in files_of(folder).items():
        path = folder / name
        path.unlink()
        if what != "missing":
            path.write_bytes({"empty": b"", "shorter": data[:-1], "longer": data + b"\n"}[what])
        audit = check(folder, pinned)
        assert [one.where for one in audit.problems] == [name], audit.problems
        path.write_bytes(data)


def test_tiles_that_stayed_from_earlier_sizes_are_compared(
    key: KeyPair, pinned: Pinned, tmp_path: Path
) -> None:
    with Log.create(tmp_path / "log", key) as log:
        for size in (10, 20, 300):
            log.append(entries(size - log.size, log.size))
            if size == 20:
                shutil.copytree(tmp_path / "log" / "tile", tmp_path / "kept")
    shutil.copytree(tmp_path / "kept", tmp_path / "log" / "tile", dirs_exist_ok=True)
    assert check(tmp_path / "log", pinned).sound
    for name in ("tile/0/000.p/10", "tile/entries/000.p/20"):
        path = tmp_path / "log" / name
        data = path.read_bytes()
        path.write_bytes(data[:-1] + b"!")
        assert [one.where for one in check(tmp_path / "log", pinned).problems] == [name]
        path.write_bytes(data)


def test_a_full_tile_stands_for_the_partial_one(other_log_of: LogOf, pinned: Pinned) -> None:
    """A partial tile may be deleted once the full one is there; a checkpoint in between is still sound."""
    folder, longer = other_log_of(700), other_log_of(768)
    for level in ("0", "entries"):
        shutil.rmtree(folder / "tile" / level / "002.p")
        shutil.copy(longer / "tile" / level / "002", folder / "tile" / level / "002")
    audit = check(folder, pinned)
    assert audit.problems == []
    assert "beyond" in audit.notes[0]


def test_strangers_and_what_was_written_ahead_are_noted(log_of: LogOf, pinned: Pinned) -> None:
    folder = log_of(300)
    (folder / "tile/0/.DS_Store").write_bytes(b"x")
    (folder / "tile/0/002.p").mkdir()
    (folder / "tile/0/002.p/9").write_bytes(bytes(9 * 32))
    audit = check(folder, pinned)
    assert audit.sound
    assert len(audit.notes) == 2


def test_signature_lines_of_strangers_are_passed_over(other_log_of: LogOf, pinned: Pinned) -> None:
    folder = other_log_of(5)
    path = folder / "checkpoint"
    text = path.read_text("utf-8").partition("\n\n")[0] + "\n"
    stranger = other.note(text, "other.example.org", Ed25519PrivateKey.generate())
    same_name = other.note(text, ORIGIN, Ed25519PrivateKey.generate())
    odd = f"— odd.example.org {base64.b64encode(bytes(5000)).decode()}\n"
    own = path.read_text("utf-8").partition("\n\n")[2]
    path.write_text(f"{text}\n{stranger}{same_name}{odd}{own}", "utf-8")
    assert check(folder, pinned).sound
    path.write_text(f"{text}\n{stranger}{same_name}{odd}", "utf-8")
    assert not check(folder, pinned).sound


def test_several_keys_and_the_wrong_one(other_log_of: LogOf, key: KeyPair) -> None:
    folder = other_log_of(5)
    wrong = KeyPair.generate(ORIGIN)
    assert check(folder, Pinned.of([wrong.verifier, key.verifier])).sound
    assert not check(folder, Pinned.of([wrong.verifier])).sound


def test_an_empty_log_with_a_root_is_refused(tmp_path: Path, key: KeyPair, pinned: Pinned) -> None:
    text = f"{ORIGIN}\n0\n{base64.b64encode(bytes(32)).decode()}\n"
    line = other.note(text, ORIGIN, Ed25519PrivateKey.from_private_bytes(key.seed))
    (tmp_path / "checkpoint").write_text(f"{text}\n{line}", "utf-8")
    assert not check(tmp_path, pinned).sound
