"""What came of a job of biometrics becomes rows: people in a gallery, or candidates of a search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from manumit.doors.web.desk.acts.comparing import EVIDENCE
from manumit.doors.web.desk.models import Candidate, Enrolment, Job, Search, Subject

ANSWER: Final = ("unread", "left_out", "fingers", "attack", "pair", "answer", "quality", "prints", "rooms")
"""What of a job's result stands with its search."""


@transaction.atomic
def take_in(job: Job) -> None:
    """What came of a job becomes rows: people in a gallery, or candidates of a search."""
    told = Job.objects.values_list("result", flat=True).get(pk=job.pk)
    if job.kind == "enrol":
        made = Enrolment.objects.select_related("workspace").get(pk=told["use"])
        for one in told["people"]:
            Subject.objects.get_or_create(
                workspace=made.workspace,
                kind=made.kind,
                ident=one["subject"],
                defaults={
                    "enrolment": made,
                    "source": one.get("source", made.source),
                    "record_id": one.get("record_id", ""),
                    "keep_until": made.keep_until,
                },
            )
    elif job.kind in ("identify", "room"):
        asked = Search.objects.select_related("workspace").get(pk=told["use"])
        if asked.erased_at:  # while it was compared
            Job.objects.filter(pk=job.pk).update(result={"use": told["use"]})
            return
        _candidates(asked, told)
        asked.answer = {name: told.get(name) for name in ANSWER}
        if asked.answer["answer"]:
            asked.answer["answer"]["candidates"] = len(told["answer"]["candidates"])
        asked.also = told.get("also", asked.also)
        asked.save(update_fields=["answer", "also"])
        Job.objects.filter(pk=job.pk).update(result={"use": told["use"]})


def _candidates(asked: Search, told: Mapping[str, Any]) -> None:
    if told["pair"]:
        Candidate.objects.get_or_create(
            search=asked,
            subject=None,
            defaults={"llr": told["pair"]["llr"], "rank": 0, "evidence": _evidence(told["pair"])},
        )
    found = (told["answer"] or {}).get("candidates", ())
    for rank, one in enumerate([told["held"]] if told.get("held") else found, 1):
        subject = Subject.objects.filter(
            workspace=asked.workspace, kind=asked.kind, ident=one["subject"]
        ).first()
        if subject:
            Candidate.objects.get_or_create(
                search=asked,
                subject=subject,
                defaults={"llr": one["llr"], "rank": rank, "evidence": _evidence(one)},
            )


def _evidence(one: Mapping[str, Any]) -> dict[str, Any]:
    """What its ratio is made of, and what another matcher says."""
    return {name: one[name] for name in (*EVIDENCE, "second") if one.get(name)}
