"""The keyring: every key of a vault, each sealed under the key of the epoch, that one wrapped by the organisation's.

    keys/000007/ring            the epoch's key (wrapped) and one line a key, sealed
    keys/000007/organisation.age   the organisation's key, when a passphrase holds it
    keys/tombstones.jsonl       what was erased (see tombstones.py)

Keys are added by appending a line. Taking one away makes the next epoch: a new organisation key, a new epoch key, every
key that stays sealed anew, the old epoch overwritten here and at every place that keeps a copy. It costs milliseconds
for thousands of people, and no record is encrypted again, because their keys do not change. Rotation is the same act
without taking anything away; a new passphrase or a move to a token, with another holder.
"""

from __future__ import annotations

import fcntl
import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import RLock
from time import monotonic, sleep

from manumit.base.kernel import UsageError, VaultError, as_lines
from manumit.base.vault.epoch import FORMAT, VERSION, Epoch, Key, Wanted, stamp_of
from manumit.base.vault.holder import KeyHolder, Label
from manumit.base.vault.lines import (
    DAMAGED,
    append_lines,
    read_lines,
    shred,
    sync_folder,
    write_whole,
)
from manumit.base.vault.places import RING, Place, Places, epochs
from manumit.base.vault.sealing import bound

PATIENCE = 10.0
"""Seconds that a writer waits for another."""


class Keyring:
    """All keys of one folder. One process writes at a time; others see what it wrote at their next call."""

    def __init__(self, folder: Path, holder: KeyHolder) -> None:
        self.path = folder / "keys"
        self._holder = holder
        self._guard, self._holds = RLock(), 0
        self._now: Epoch | None = None
        self._keys: dict[str, Key] = {}

    @classmethod
    def create(cls, folder: Path, holder: KeyHolder) -> Keyring:
        """Make a keyring in a folder that has none. UsageError when it has one."""
        made = cls(folder, holder)
        if epochs(made.path):
            raise UsageError(f"{folder} has keys already.", "Open it with its passphrase.")
        try:
            made.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise VaultError(
                f"{made.path} cannot be made: {error.strerror}", "Choose another folder."
            ) from error
        with made.lock():
            made._begin(1, os.urandom(8).hex(), [], holder)
            made.add([("names", "")])
        return made

    @classmethod
    def open(cls, folder: Path, holder: KeyHolder) -> Keyring:
        """Open; WrongKey when the holder's passphrase, PIN or right does not fit, VaultError when there are no keys."""
        ring = cls(folder, holder)
        ring.epoch()
        if ring._unfinished() or any(not one.current for one in ring.places.look()):
            with ring.lock():
                ring._settle()
        return ring

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a folder has keys."""
        return bool(epochs(folder / "keys"))

    @staticmethod
    def held_by(folder: Path) -> Label:
        """What holds the organisation's key, without opening anything; VaultError when there are no keys."""
        try:
            head = read_lines(epochs(folder / "keys")[-1] / RING)[0]
            return {str(name): str(value) for name, value in head["holder"].items()}
        except (IndexError, KeyError, AttributeError) as error:
            raise VaultError(
                f"There are no keys in {folder}.", "Make them with `manumit vault init`."
            ) from error

    @property
    def id(self) -> str:
        """What the ring is called: in copies, in backups, on a token."""
        return self.epoch().ring

    @property
    def places(self) -> Places:
        """Where copies are kept."""
        return Places(self.path, self.id)

    def epoch(self) -> Epoch:
        """The epoch as it is on the disk now."""
        with self._guard:
            now = self._now
            if now is not None and stamp_of(now.place) == now.stamp:
                return now
            for _ in range(5):  # another process may just be ending an epoch
                try:
                    self._now = self._load()
                    self._keys = {}
                    return self._now
                except FileNotFoundError:
                    sleep(0.05)
            raise VaultError(f"There are no keys in {self.path}.", "Make them with `manumit vault init`.")

    def _load(self) -> Epoch:
        found = epochs(self.path)
        if not found:
            raise FileNotFoundError(self.path)
        folder = found[-1]
        stamp = stamp_of(str(folder))
        lines = read_lines(folder / RING)
        try:
            head = lines[0]
            if head["format"] != FORMAT or head["version"] != VERSION or head["epoch"] != int(folder.name):
                raise ValueError("not of this format")
            old = self._now if self._now is not None and self._now.folder == folder else None
            organisation = old.organisation if old else self._holder.open(folder, head["holder"])
            wrapped = b64decode(head["key"])
            context = bound(FORMAT, head["ring"], head["epoch"])
            secret = old.secret if old else organisation.unwrap(wrapped, context)
            epoch = Epoch(folder, head["ring"], head["epoch"], secret, organisation, {}, {}, stamp)
            epoch.take(lines[1:])
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise VaultError(f"{folder / RING} is damaged ({type(error).__name__})", DAMAGED) from error
        return epoch

    def blind(self, name: str, size: int = 16) -> str:
        """A name as it may stand on the disk: HMAC-SHA256 under a key of the ring, `size` bytes in hex."""
        names = self.find("names", "")
        assert names is not None
        return hmac.digest(names.secret, name.encode(), sha256)[:size].hex()

    def get(self, id: str) -> Key | None:
        """A key by its id; None when there is none."""
        epoch = self.epoch()
        if id not in epoch.entries:
            return None
        if id not in self._keys:
            self._keys[id] = epoch.open(id)
        return self._keys[id]

    def find(self, use: str, of: str) -> Key | None:
        """The newest key for a use, of somebody (`of` is a blind name); None when there is none."""
        ids = self.epoch().by_owner.get((use, of))
        return self.get(ids[-1]) if ids else None

    def ids(self, use: str, of: str | None = None) -> list[str]:
        """Ids of the keys for a use, of one or of all."""
        owners = self.epoch().by_owner
        return [
            one for (each, whose), ids in owners.items() if each == use and of in (None, whose) for one in ids
        ]

    def owners(self, use: str) -> set[str]:
        """Blind names of those who have a key for a use."""
        return {whose for each, whose in self.epoch().by_owner if each == use}

    def add(self, wanted: Sequence[Wanted]) -> list[Key]:
        """New random keys, on the disk and at every place that can be reached when this returns."""
        with self.lock():
            epoch = self.epoch()
            keys = [Key(os.urandom(16).hex(), use, of, os.urandom(32)) for use, of in wanted]
            self._append([epoch.line(key) for key in keys])
            self._keys.update({key.id: key for key in keys})
            return keys

    def need(self, use: str, of: str = "") -> Key:
        """The key for a use, made when there is none."""
        found = self.find(use, of)
        if found is not None:
            return found
        with self.lock():
            return self.find(use, of) or self.add([(use, of)])[0]

    def _append(self, lines: Sequence[dict[str, str]]) -> None:
        epoch = self.epoch()
        append_lines(epoch.folder / RING, lines)
        epoch.take(lines)
        epoch.stamp = stamp_of(epoch.place)
        self.places.bring_all()

    def advance(self, without: Iterable[str] = (), holder: KeyHolder | None = None) -> list[Place]:
        """The next epoch, without some keys. Returns where the copies stand: one that was not reached still holds the
        old epoch."""
        with self.lock():
            epoch = self.epoch()
            gone = set(without)
            keys = [epoch.open(id) for id in epoch.entries if id not in gone]
            old = self._holder
            self._begin(epoch.number + 1, epoch.ring, keys, holder or old)
            if holder is not None and holder is not old:
                old.retire(epoch.ring, None)
            return self._settle()

    def _begin(self, number: int, ring: str, keys: Sequence[Key], holder: KeyHolder) -> None:
        partial = self.path / f"{number:06d}.partial"
        if partial.exists():
            shred(partial)
        try:
            partial.mkdir(mode=0o700)
            organisation = holder.create(partial, ring)
            secret = os.urandom(32)
            head = {"format": FORMAT, "version": VERSION, "ring": ring, "epoch": number}
            wrapped = b64encode(organisation.wrap(secret, bound(FORMAT, ring, number))).decode()
            epoch = Epoch(self.path / f"{number:06d}", ring, number, secret, organisation, {}, {}, (0, 0))
            lines = [epoch.line(key) for key in keys]
            write_whole(
                partial / RING,
                as_lines([{**head, "holder": dict(organisation.label), "key": wrapped}, *lines]),
            )
            sync_folder(partial)
            partial.rename(epoch.folder)
            sync_folder(self.path)
        except OSError as error:
            raise VaultError(
                f"{self.path} could not be written: {error.strerror}", "Free some space."
            ) from error
        epoch.take(lines)
        epoch.stamp = stamp_of(epoch.place)
        self._holder, self._now, self._keys = holder, epoch, {}

    def _unfinished(self) -> bool:
        """Whether a kill left something to be cleared away."""
        return len(epochs(self.path)) > 1 or any(self.path.glob("*.partial"))

    def _settle(self) -> list[Place]:
        """Destroy what is left of earlier epochs, here and at the places."""
        epoch = self.epoch()
        left = [one for one in self.path.iterdir() if one.is_dir() and one != epoch.folder]
        if left:
            self._holder.retire(epoch.ring, epoch.organisation.label)
            for one in left:
                shred(one)
            sync_folder(self.path)
        return self.places.bring_all()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only writer, and clear away what a kill left. VaultError when another does not let go in time."""
        with self._guard:
            if self._holds:
                self._holds += 1
                try:
                    yield
                finally:
                    self._holds -= 1
                return
            handle = self._seize()
            self._holds = 1
            try:
                if epochs(self.path) and self._unfinished():
                    self._settle()
                yield
            finally:
                self._holds = 0
                os.close(handle)

    def _seize(self) -> int:
        try:
            handle = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise VaultError(
                f"{self.path} cannot be written: {error.strerror}", "Check its permissions."
            ) from error
        until = monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return handle
            except OSError as error:
                if monotonic() > until:
                    os.close(handle)
                    raise VaultError(
                        f"{self.path} is in use by another process.", "Wait for it to end, or stop it."
                    ) from error
                sleep(0.02)
