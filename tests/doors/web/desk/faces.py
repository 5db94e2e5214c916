"""Pictures of nobody, handed in as a browser does; the job's work done here, without waiting for a worker."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from manumit.doors.web.desk.acts import answering, matching
from manumit.doors.web.desk.models import Enrolment, Job, Search
from tests.engine.biometrics.drawings import draw_face
from tests.engine.biometrics.fingerprint.ridges import ridges as draw_ridges

USE = {
    "modality": "face", "purpose": "Missing person 2026-14", "basis": "Consent of the family", "keep": "90",
}  # fmt: skip


def face(seed: int = 1) -> bytes:
    """A drawn face as PNG."""
    out = io.BytesIO()
    draw_face(seed).save(out, "PNG")
    return out.getvalue()


def other_face() -> bytes:
    """One that is not like the other drawn ones: two shades of red (ratios below 1 with `face(1)`)."""
    import numpy as np
    from PIL import Image, ImageOps

    flat = np.asarray(ImageOps.posterize(draw_face(10), 1)) * np.array((1, 0.2, 0.1))
    out = io.BytesIO()
    Image.fromarray(flat.astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


def ridges(seed: int = 1) -> bytes:
    """Drawn ridges as PNG."""
    out = io.BytesIO()
    draw_ridges(seed).save(out, "PNG", dpi=(500, 500))
    return out.getvalue()


def blank() -> bytes:
    """A picture of nothing."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (200, 200), "grey").save(out, "PNG")
    return out.getvalue()


def files(*named: tuple[str, bytes]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, data, "image/png") for name, data in named]


def work(job: Job) -> None:
    """What a worker does."""
    told = matching.work(job.inputs[0], settings.HOUSE, _folder(job), lambda *_: None)
    Job.objects.filter(pk=job.pk).update(state="done", result=told)
    answering.take_in(job)


def _folder(job: Job) -> Any:
    from pathlib import Path

    return Path(job.workspace.folder)


def enrolled(client: Client, ws: str, *named: tuple[str, bytes], **changed: Any) -> Enrolment:
    """Take in, and have it read."""
    sent = {**USE, "kind": "victim", "who": "each", **changed, "pictures": files(*named)}
    answer = client.post(f"/w/{ws}/identify/enrol", sent)
    assert answer.status_code == 302, answer.content.decode()
    made = Enrolment.objects.latest("pk")
    work(made.job)
    return made


def looked_for(client: Client, ws: str, data: bytes, **changed: Any) -> Search:
    """Look in a gallery, and have it compared."""
    sent = {**USE, "kind": "victim", **changed, "picture": SimpleUploadedFile("found.png", data, "image/png")}
    answer = client.post(f"/w/{ws}/identify/search", sent)
    assert answer.status_code == 302, answer.content.decode()
    made = Search.objects.latest("pk")
    work(made.job)
    made.refresh_from_db()
    return made
