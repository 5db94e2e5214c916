"""Made-up accounts and adverts with a picture of a room that nobody ever saw."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.rooms import EDITS, jpeg, room
from manumit.base.kernel import Settings
from manumit.engine.job import run_job
from tests.doors.web.silence import Silent

PICTURE = room(2000).resize((480, 360))
PLAIN = jpeg(PICTURE, 92)
TURNED = EDITS["mirror"](PICTURE, np.random.default_rng(4))


def read_twins(folder: Path) -> Path:
    """Five accounts of one e-mail address; the phones of two of them are reached by adverts with one picture, mirrored
    in the second. Files in `in`, a workspace in `w`."""
    (folder / "in" / "pics").mkdir(parents=True)
    (folder / "in" / "pics" / "a.jpg").write_bytes(PLAIN)
    (folder / "in" / "pics" / "b.jpg").write_bytes(TURNED)
    ads = ["ad_id,posted_at,source,title,text,location,contact,images"]
    accounts = ["account_id,opened_at,kind,holder_name,phone,email,address,city,country"]
    for n in range(5):
        accounts.append(
            f"A{n},2026-01-0{n + 1}T00:00:00Z,person,Person Number{n},+44 7700 90021{n},same@example.org,,Leeds,GB"
        )
    for n, name in enumerate(("a", "b")):
        place = f"board{n}.example,Room {name},Call me,Leeds"
        ads.append(f"a{n},2026-03-0{n + 2}T12:00:00Z,{place},+44 7700 90021{n},pics/{name}.jpg")
    (folder / "in" / "ads.csv").write_text("\n".join(ads) + "\n")
    (folder / "in" / "accounts.csv").write_text("\n".join(accounts) + "\n")
    run_job([folder / "in"], folder / "w", Settings(), Silent())
    return folder
