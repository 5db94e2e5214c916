"""Line's vault: what advocates write down, sealed under one key a situation; a note for the next shift has its own."""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from manumit.base.kernel import Erased, UsageError
from manumit.base.vault import Item, Keyring, PassphraseHolder, Vault
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.house import HelplineHouse
from manumit.doors.web.line.models import Paper, Situation

SECRET = "papers.secret"
MOST_TEXT = 20_000
"""Characters of one field."""
_TOKEN = re.compile(r"[0-9a-f]{32}")


def vault() -> Vault:
    """The opened vault, made when there is none. One a process: opening derives a key (a quarter of a second)."""
    house = settings.HOUSE
    assert isinstance(house, HelplineHouse)
    return _opened(house.papers, house.secret(SECRET))


@lru_cache(maxsize=2)
def _opened(folder: Path, passphrase: str) -> Vault:
    handle = os.open(folder.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:  # two processes that start at once make one vault
        fcntl.flock(handle, fcntl.LOCK_EX)
        there = Keyring.exists(folder)
        return (Vault.open if there else Vault.create)(folder, PassphraseHolder(passphrase))
    finally:
        os.close(handle)


def write(
    kind: str, words: Mapping[str, Any], by: User, situation: Situation | None, token: str = ""
) -> Paper:
    """Seal a new paper; a `token` (32 hexadecimal digits) that was used gives the first one again. UsageError when
    nothing is written in any field, or too much in one."""
    told = {name: value for name, value in words.items() if value not in ("", None, [])}
    if not told:
        raise UsageError(
            _("Nothing is written there."), _("Every field may stay empty, but not all of them.")
        )
    if any(len(str(value)) > MOST_TEXT for value in told.values()):
        raise UsageError(_("This is longer than %(most)s characters.") % {"most": MOST_TEXT})
    name = token if _TOKEN.fullmatch(token) else secrets.token_hex(16)
    item = f"itm_{name}"
    with transaction.atomic():
        if before := Paper.objects.filter(item=item, situation=situation).first():
            return before
        paper = Paper.objects.create(situation=situation, kind=kind, item=item, by=by)
        data = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        vault().seal(Item(situation.id if situation else item, item, 1, data, kind))
    return paper


def seal_again(paper: Paper, words: Mapping[str, Any]) -> None:
    """The next version of a paper."""
    with transaction.atomic():
        now = Paper.objects.select_for_update().get(pk=paper.pk)
        now.version += 1
        now.save()
        owner = now.situation_id or now.item
        data = json.dumps(words, ensure_ascii=False).encode("utf-8", "replace")
        vault().seal(Item(owner, now.item, now.version, data, now.kind))


def read(paper: Paper) -> dict[str, Any]:
    """What is written there; nothing for what was erased."""
    try:
        told: dict[str, Any] = json.loads(vault().read(paper.item).data)
    except (Erased, UsageError):
        return {}
    return told


def destroy(owner: str) -> None:
    """The key of a situation, or of a note for the next shift, dies: nobody can read what lay under it."""
    with suppress(UsageError):  # nobody wrote anything
        vault().erase(owner, "the talk is gone")


def new_token() -> str:
    """What a form carries, so that sending it twice is doing it once."""
    return secrets.token_hex(16)


def token_of(request: HttpRequest) -> str:
    """The token of a form; a new one where it brought none, or something else."""
    told: str = request.POST.get("token", "")
    return told if _TOKEN.fullmatch(told) else new_token()
