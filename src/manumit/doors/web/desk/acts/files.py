"""Attachments: the original sealed as it came, beside it a copy without metadata that may be shown."""

from __future__ import annotations

import io

from django.db import transaction
from django.utils import timezone

from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Attachment, Case
from manumit.doors.web.desk.pictures import MOST_BYTES, PICTURES, bare_copy
from manumit.doors.web.desk.sealing import item_of, new_token, seal_bytes
from manumit.doors.web.desk.uploads import HEAD, Hashed, SealedUpload, safe_name, sniffed


@transaction.atomic
def attach(here: Here, case: Case, upload: SealedUpload, token: str) -> Attachment:
    """Seal a file into a case; the same form sent twice attaches once."""
    item = item_of(case, token)
    if found := Attachment.objects.filter(case=case, item=item).first():
        return found
    name, media = safe_name(upload.name or ""), sniffed(upload.reader().read(HEAD))
    words = {"name": name, "by": here.user.pk, "at": timezone.now().isoformat(timespec="seconds")}
    source = Hashed(upload)
    version = seal_bytes(case, item, words, source.open, "attachment")
    made = Attachment.objects.create(
        case=case,
        item=item,
        version=version,
        by=here.user,
        media=media,
        size=upload.size or 0,
        sha256=source.sha256,
        copy=_copy(case, upload, media),
    )
    note(
        "access",
        here.user,
        "attachment",
        made.pk,
        here.workspace,
        did="attached",
        case=case.number,
        media=media,
    )
    return made


def _copy(case: Case, upload: SealedUpload, media: str) -> str:
    """The id of the bare copy; empty for what is no picture or cannot be drawn."""
    if media not in PICTURES or (upload.size or 0) > MOST_BYTES:
        return ""
    drawn = bare_copy(upload.reader().read(), media)
    if drawn is None:
        return ""
    item = item_of(case, new_token())
    seal_bytes(case, item, {"copy": True}, lambda: io.BytesIO(drawn), "attachment")
    return item
