"""Keys in epochs: nothing is half done, old epochs do not open, copies follow, two writers wait for each other."""

from __future__ import annotations

import json
import resource
import shutil
import threading
from itertools import count
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError, VaultError, VerificationFailed, WrongKey
from manumit.base.vault import Keyring, PassphraseHolder, take_copy
from manumit.base.vault import keyring as keyring_module
from tests.base.vault.conftest import PASSPHRASE
from tests.base.vault.disk import files_with, killed_at


@pytest.fixture
def ring(tmp_path: Path, holder: PassphraseHolder) -> Keyring:
    made = Keyring.create(tmp_path / "v", holder)
    made.add([("person", f"p{n}") for n in range(20)])
    return made


def secrets_of(ring: Keyring) -> dict[str, bytes]:
    return {id: key.secret for use in ("names", "person") for id in ring.ids(use) if (key := ring.get(id))}


def test_keys_are_there_again(ring: Keyring, holder: PassphraseHolder) -> None:
    again = Keyring.open(ring.path.parent, holder)
    assert secrets_of(again) == secrets_of(ring)
    assert len(secrets_of(ring)) == 21
    assert again.blind("Ana") == ring.blind("Ana") != ring.blind("ana")


def test_no_key_stands_in_a_file(ring: Keyring) -> None:
    secrets = [*secrets_of(ring).values(), ring.epoch().secret]
    assert files_with(ring.path, secrets + [s.hex().encode() for s in secrets]) == []


def test_an_epoch_takes_keys_away_and_keeps_the_rest(ring: Keyring, holder: PassphraseHolder) -> None:
    before, (gone,) = secrets_of(ring), ring.ids("person", "p7")
    shutil.copytree(ring.path, ring.path.parent / "copied")
    ring.advance([gone])
    after = {id: secret for id, secret in before.items() if id != gone}
    assert secrets_of(ring) == after == secrets_of(Keyring.open(ring.path.parent, holder))
    assert [one.name for one in sorted(ring.path.iterdir()) if one.is_dir()] == ["000002"]
    assert ring.find("person", "p7") is None
    assert files_with(ring.path, [gone.encode()]) == []


def test_a_ring_of_an_old_epoch_does_not_open_under_the_new_key(
    ring: Keyring, holder: PassphraseHolder
) -> None:
    old = (ring.path / "000001" / "ring").read_text()
    ring.advance()
    head, *rest = old.splitlines()
    told = {**json.loads(head), "epoch": 2}
    (ring.path / "000002" / "ring").write_text("\n".join([json.dumps(told), *rest]) + "\n")
    with pytest.raises(VerificationFailed):
        Keyring.open(ring.path.parent, holder)


def test_a_key_cannot_be_put_in_anothers_place(ring: Keyring, holder: PassphraseHolder) -> None:
    path = ring.path / "000001" / "ring"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    lines[3]["key"], lines[4]["key"] = lines[4]["key"], lines[3]["key"]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.raises(VerificationFailed):
        secrets_of(Keyring.open(ring.path.parent, holder))


def test_a_new_passphrase_closes_out_the_old_one(ring: Keyring, holder: PassphraseHolder) -> None:
    before = secrets_of(ring)
    ring.advance(holder=PassphraseHolder("quite another passphrase"))
    with pytest.raises(WrongKey):
        Keyring.open(ring.path.parent, PassphraseHolder(PASSPHRASE))
    assert secrets_of(Keyring.open(ring.path.parent, PassphraseHolder("quite another passphrase"))) == before


def test_another_process_sees_what_was_done(ring: Keyring, holder: PassphraseHolder) -> None:
    other = Keyring.open(ring.path.parent, holder)
    (made,) = ring.add([("person", "new")])
    assert other.find("person", "new") == made
    ring.advance([made.id])
    assert other.find("person", "new") is None
    assert other.epoch().number == 2
    other.advance()
    assert ring.epoch().number == 3


def test_a_torn_last_line_does_not_count(ring: Keyring, holder: PassphraseHolder) -> None:
    path = ring.path / "000001" / "ring"
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    again = Keyring.open(ring.path.parent, holder)
    assert len(again.ids("person")) == 19
    again.add([("person", "p19")])
    assert len(Keyring.open(ring.path.parent, holder).ids("person")) == 20


@pytest.mark.parametrize("damage", [b"{}\n", b"not json\n", b"", b'{"id": "x"}\n'])
def test_damage_is_told(ring: Keyring, holder: PassphraseHolder, damage: bytes) -> None:
    path = ring.path / "000001" / "ring"
    path.write_bytes(damage + path.read_bytes().split(b"\n", 1)[1] if damage else b"")
    with pytest.raises(VaultError):
        Keyring.open(ring.path.parent, holder)


def test_there_are_no_keys_here(tmp_path: Path, holder: PassphraseHolder) -> None:
    with pytest.raises(VaultError, match="no keys"):
        Keyring.open(tmp_path, holder)


def test_keys_are_not_made_twice(ring: Keyring, holder: PassphraseHolder) -> None:
    with pytest.raises(UsageError):
        Keyring.create(ring.path.parent, holder)


def test_a_second_writer_waits_and_then_says_so(
    ring: Keyring, holder: PassphraseHolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Keyring.open(ring.path.parent, holder)
    monkeypatch.setattr(keyring_module, "PATIENCE", 0.2)
    with ring.lock(), pytest.raises(VaultError, match="in use"):
        other.add([("person", "x")])
    other.add([("person", "x")])


def test_two_writers_lose_nothing(ring: Keyring, holder: PassphraseHolder) -> None:
    rings = [ring, Keyring.open(ring.path.parent, holder)]

    def write(number: int) -> None:
        for n in range(15):
            rings[number].add([("person", f"w{number}-{n}")])
            if n % 5 == 4:
                rings[number].advance()

    threads = [threading.Thread(target=write, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again = Keyring.open(ring.path.parent, holder)
    assert {f"w{a}-{b}" for a in (0, 1) for b in range(15)} <= again.owners("person")
    assert again.epoch().number == 7


# --- copies elsewhere


def test_a_copy_follows_and_opens_elsewhere(ring: Keyring, holder: PassphraseHolder, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert ring.places.add(stick).current
    ring.add([("person", "later")])
    ring.advance(ring.ids("person", "p1"))
    assert all(one.current for one in ring.places.look())
    (tmp_path / "new").mkdir()
    take_copy(stick, ring.id, tmp_path / "new" / "keys")
    assert secrets_of(Keyring.open(tmp_path / "new", holder)) == secrets_of(ring)


def test_a_copy_that_is_out_of_reach_is_told_and_brought_up_later(
    ring: Keyring, holder: PassphraseHolder, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ring.places.add(stick)
    stick.rename(tmp_path / "away")
    (gone,) = ring.ids("person", "p1")
    assert [one.current for one in ring.advance([gone])] == [False]
    assert files_with(tmp_path / "away", [gone.encode()])
    (tmp_path / "away").rename(stick)
    Keyring.open(ring.path.parent, holder)
    assert [one.current for one in ring.places.look()] == [True]
    assert files_with(stick, [gone.encode()]) == []


def test_an_empty_mount_point_is_not_written_to(ring: Keyring, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ring.places.add(stick)
    shutil.rmtree(stick)
    stick.mkdir()
    assert [one.why for one in ring.advance()] == ["it is not there"]
    assert list(stick.iterdir()) == []


def test_a_place_within_the_vault_is_refused(ring: Keyring) -> None:
    with pytest.raises(UsageError, match="lies within"):
        ring.places.add(ring.path)
    with pytest.raises(UsageError, match="no folder"):
        ring.places.add(ring.path.parent.parent / "nowhere")


def test_a_place_that_is_forgotten_loses_its_keys(ring: Keyring, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ring.places.add(stick)
    ring.places.forget(stick)
    assert ring.places.paths() == [] == list(stick.iterdir())


# --- what goes wrong


def test_killed_at_any_step_no_key_is_lost(ring: Keyring, holder: PassphraseHolder, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ring.places.add(stick)
    kept = secrets_of(ring)

    def turn() -> None:
        mine = Keyring.open(ring.path.parent, holder)
        mine.add([("person", "new")])
        mine.advance([id for id in mine.ids("person") if id not in kept])

    steps = 0
    for step in count(1):
        killed = killed_at(step, turn)
        again = Keyring.open(ring.path.parent, holder)
        assert {id: secret for id, secret in secrets_of(again).items() if id in kept} == kept
        assert len([one for one in ring.path.iterdir() if one.is_dir()]) == 1
        assert all(one.current for one in again.places.look())
        steps += killed
        if not killed:
            break
    assert steps > 20
    assert set(again.ids("person")) | {next(iter(again.ids("names")))} == set(kept)


def test_a_full_disk_changes_nothing(ring: Keyring, holder: PassphraseHolder) -> None:
    before, limits = secrets_of(ring), resource.getrlimit(resource.RLIMIT_FSIZE)
    size = (ring.path / "000001" / "ring").stat().st_size
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, limits[1]))
        with pytest.raises(VaultError, match="could not be written"):
            ring.add([("person", "x")])
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, limits[1]))
        with pytest.raises(VaultError, match="could not be written"):
            ring.advance()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert secrets_of(ring) == before == secrets_of(Keyring.open(ring.path.parent, holder))
    ring.advance()
    assert secrets_of(ring) == before
