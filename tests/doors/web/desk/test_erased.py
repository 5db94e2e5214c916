"""A job on a workspace from which somebody was erased: it needs the keys, and obeys what was erased."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.test import Client

from manumit.base.kernel import Settings
from manumit.base.vault import Keyring, PassphraseHolder
from manumit.doors.web.desk.models import Job, Workspace
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.job import Subject, erase, seek
from tests.doors.web.desk.hands import ADS, hand_in, last_job, state, until, worker

PASSPHRASE = "correct horse battery staple"


def _ads(workspace: Workspace) -> list[str]:
    place = Folder.open(Path(workspace.folder))
    return sorted(id for part in place.parts("ad") for id in pq.read_table(part)["source_id"].to_pylist())


@pytest.mark.django_db(transaction=True)
def test_a_job_says_that_it_needs_the_keys_then_leaves_out_what_was_erased(
    browser: Client, fresh: Workspace
) -> None:
    hand_in(browser, [("ads.csv", ADS)])
    first = Job.objects.get()
    file = settings.HOUSE.passphrase(fresh.slug)
    file.unlink(missing_ok=True)
    with worker():
        until(lambda: state(first) in ("done", "failed"))
        assert _ads(fresh) == ["a1", "a2"]
        place = Folder.open(Path(fresh.folder))
        ring = Keyring.create(place.path, PassphraseHolder(PASSPHRASE))
        erase(place, ring, seek(place, Settings(), Subject(records=(("ad", "a1"),))), "asked for", Settings())
        hand_in(browser, [("again.csv", ADS + b"a3,2026-03-03T10:00:00Z,board,Cook,Call,Hull,\r\n")])
        again = last_job(fresh)
        until(lambda: state(again) in ("done", "failed"))
        again.refresh_from_db()
        assert again.error["code"] == "vault"
        assert str(file) in again.error["hint"]
        assert _ads(fresh) == ["a2"]
        file.parent.mkdir(mode=0o700, exist_ok=True)
        file.write_text(f"{PASSPHRASE}\n")
        file.chmod(0o644)
        browser.post(f"/w/fresh/jobs/{again.pk}/resume")
        until(lambda: state(again) == "failed")
        again.refresh_from_db()
        assert "can be read by others" in again.error["sentence"]
        file.chmod(0o600)
        browser.post(f"/w/fresh/jobs/{again.pk}/resume")
        until(lambda: state(again) == "done")
    again.refresh_from_db()
    assert again.result["left_out"] == 1
    assert _ads(fresh) == ["a2", "a2", "a3"]
