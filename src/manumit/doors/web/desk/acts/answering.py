"""What came of a job of biometrics becomes rows: people in a gallery, or candidates of a search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from manumit.doors.web.desk.acts.comparing import EVIDENCE
from manumit.doors.web.desk.models import Candidate, Enrolment, Job, Search, Subject

ANSWER: Final = (
    "unread",
    "left_out",
    "fingers",
    "attack",
    "unguarded",
    "pair",
    "answer",
    "lists",
    "quality",
    "prints",
    "rooms",
)
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
        for one in _answers(asked.answer):  # people are named in rows of their own alone
            one["candidates"] = len(one["candidates"])
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
    found = [(asked.kind, one) for one in (told["answer"] or {}).get("candidates", ())]
    for said in told.get("lists") or ():
        found += [(said["kind"], one) for one in (said["answer"] or {}).get("candidates", ())]
    for rank, (kind, one) in enumerate([(asked.kind, told["held"])] if told.get("held") else found, 1):
        subject = Subject.objects.filter(workspace=asked.workspace, kind=kind, ident=one["subject"]).first()
        if subject:
            Candidate.objects.get_or_create(
                search=asked,
                subject=subject,
                defaults={"llr": one["llr"], "rank": rank, "evidence": _evidence(one)},
            )


def _answers(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Of the gallery that was looked in, and of each list that was asked."""
    every = [told.get("answer"), *(one["answer"] for one in told.get("lists") or ())]
    return [one for one in every if one]


def _evidence(one: Mapping[str, Any]) -> dict[str, Any]:
    """What its ratio is made of, and what another matcher says."""
    return {name: one[name] for name in (*EVIDENCE, "second") if one.get(name)}
