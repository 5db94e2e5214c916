"""Words that people write, sealed: one vault in the installation's folder, one data key a case. The database holds
ids and versions alone. The vault's passphrase is a secret file of the installation, so that it starts unattended:
whoever has the folder `keys/` can open it (docs/explanation/threat-model.md).
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from manumit.base.kernel import Erased, UsageError
from manumit.base.vault import Item, Keyring, PassphraseHolder, Vault
from manumit.doors.web.desk.models import Case
from manumit.doors.web.house import House

SECRET = "vault.secret"
MOST_TEXT = 50_000
"""Characters of one text."""
_TOKEN = re.compile(r"[0-9a-f]{32}")


def vault() -> Vault:
    """The opened vault, made when there is none. One a process: opening derives a key (a quarter of a second)."""
    house: House = settings.HOUSE
    return _opened(house.vault, house.secret(SECRET))


@lru_cache(maxsize=2)
def _opened(folder: Path, passphrase: str) -> Vault:
    with _alone(folder.with_suffix(".lock")):
        if not Keyring.exists(folder):
            return Vault.create(folder, PassphraseHolder(passphrase))
        return Vault.open(folder, PassphraseHolder(passphrase))


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Two processes that start at once make one vault."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def new_token() -> str:
    """What a form carries, so that sending it twice is doing it once."""
    return secrets.token_hex(16)


def item_of(case: Case, token: str) -> str:
    """The vault's id of something new in a case: bound to the case, whatever a form says."""
    return f"{case.person}:{token if _TOKEN.fullmatch(token) else new_token()}"


def plain(text: str, least: int = 1, most: int = MOST_TEXT) -> str:
    """What somebody wrote, trimmed; UsageError when it is empty or too long."""
    said = text.strip().replace("\r\n", "\n").replace("\0", "")
    if len(said) < least:
        raise UsageError(_("Nothing is written there."), _("Write a few words."))
    if len(said) > most:
        raise UsageError(
            _("This is longer than %(most)s characters.") % {"most": most},
            _("Shorten it, or attach it as a file."),
        )
    return said


def seal_words(case: Case, item: str, version: int, words: Mapping[str, Any], sort: str) -> int:
    """Seal a version of something written in `case`; the version that it got is returned: a later one when a write that
    was never confirmed had taken it."""
    return _sealed(case, item, version, words, sort, vault().seal)


def seal_bytes(
    case: Case, item: str, words: Mapping[str, Any], source: Callable[[], BinaryIO], sort: str
) -> int:
    """Seal a file with what is said of it, in constant memory; the version that it got. `source` opens the file."""
    return _sealed(case, item, 1, words, sort, lambda one: vault().seal_file(one, source()))


def _sealed(
    case: Case, item: str, version: int, words: Mapping[str, Any], sort: str, seal: Callable[[Item], object]
) -> int:
    data = json.dumps(words, ensure_ascii=False).encode("utf-8", "replace")
    taken = version
    while _there(item, taken):
        taken += 1
    seal(Item(case.person, item, taken, data, sort))
    return taken


def _there(item: str, version: int) -> bool:
    try:
        vault().read(item, version)
    except UsageError:
        return False
    return True


def read_words(item: str, version: int | None = None) -> dict[str, Any]:
    """What is sealed under an id; nothing for no id."""
    if not item:
        return {}
    told: dict[str, Any] = json.loads(vault().read(item, version).data)
    return told


def known_words(item: str, version: int | None = None) -> dict[str, Any]:
    """As `read_words`, for lists: nothing for what was erased or never sealed."""
    try:
        return read_words(item, version)
    except (UsageError, Erased):
        return {}


def history(item: str, newest: int) -> list[dict[str, Any]]:
    """Every version up to `newest`, the newest first, each with its number."""
    found = []
    for version in range(newest, 0, -1):
        try:
            found.append(read_words(item, version) | {"version": version})
        except UsageError:
            continue
    return found


def file_pieces(item: str, version: int | None = None) -> Iterator[bytes]:
    """The file of an item, piece by verified piece."""
    return vault().file_pieces(item, version)
