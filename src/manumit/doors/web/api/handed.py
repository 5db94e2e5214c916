"""Pictures in calls, and the addresses of what galleries hold."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Sequence
from typing import Annotated, Final

from django.http import Http404
from pydantic import Field

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.using import Handed
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Subject

Position = Annotated[int, Field(ge=0, le=2**31 - 1)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
AT: Final = "/workspaces/{ws}/identify"


def picture(text: str) -> io.BytesIO:
    """What base64 holds; UsageError for what is none, or nothing."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise UsageError("This is no picture in base64.", "Send the bytes of the file, encoded.") from error
    if not data:
        raise UsageError("The picture is empty.")
    return io.BytesIO(data)


def pictures(texts: Sequence[str]) -> list[Handed]:
    """Several, numbered from 1: a call gives them no names."""
    return [(f"picture {n}", picture(one)) for n, one in enumerate(texts, 1)]


def subject_at(here: Here, pk: int) -> Subject:
    """Somebody in a gallery of this workspace; 404 else."""
    found = Subject.objects.select_related("workspace", "enrolment").filter(workspace=here.ws, pk=pk).first()
    if found is None:
        raise Http404
    return found
