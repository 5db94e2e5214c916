"""People leave a gallery when they wish or when their time is over, and so does what was handed in for a search: the
key is destroyed, and a copy of it in a backup opens nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import Erased, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.galleries import home, pictures_of
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.using import until
from manumit.doors.web.desk.models import Enrolment, Job, Search, Subject
from manumit.doors.web.desk.sealing import vault


@transaction.atomic
def withdraw(subject: Subject, user: User | None, reason: str) -> bool:
    """Destroy somebody's key: templates, pictures, name and what was said of them cannot be read any more, here or in
    a backup; nor can searches that were begun with one of these. Whether no copy of the key is left that we know of.
    """
    said = " ".join(reason.split())
    if len(said) < 3:
        raise UsageError(_("Say why."), _("Such as: asked for by the person, 3 March."))
    note("tombstone", user, "subject", subject.pk, subject.workspace, kind=subject.kind)
    whole = True
    for search in _begun_with(subject):
        close(search, user)
    with suppress(Erased, UsageError):  # gone already
        whole = home(subject).erase(subject.ident, said)
    subject.delete()
    return whole


def _begun_with(subject: Subject) -> list[Search]:
    """Searches into which a picture of somebody, or what they told, went: it is sealed with each, under its key. Those
    that were begun from the record of which somebody was taken in are among them."""
    record = subject.record_id
    of_record = Q(record_id=record) | Q(other_record_id=record) if record else Q(pk=None)
    every = Search.objects.filter(workspace=subject.workspace, erased_at=None)
    every = every.filter(~Q(people=[]) | Q(subject=subject) | of_record)
    return [
        one
        for one in every.select_related("workspace")
        if subject.pk in one.people
        or one.subject_id == subject.pk
        or (record and record in (one.record_id, one.other_record_id))
    ]


@transaction.atomic
def remove(subject: Subject, number: int, user: User, told: Mapping[str, str]) -> bool:
    """Destroy one of somebody's pictures and its template; whether no copy of their old key is left that we know of.
    UsageError for the last that is held of them: then they are taken out."""
    said, pictures = " ".join(told.get("reason", "").split()), pictures_of(subject)
    if len(said) < 3:
        raise UsageError(_("Say why."), _("Such as: asked for by the person, 3 March."))
    if not 0 <= number < len(pictures) or pictures[number].item[-16:] != told.get("which", ""):
        raise UsageError(_("This picture is not there any more."), _("Load the page again."))
    one = pictures[number]
    if len(pictures) == 1:
        raise UsageError(
            _("This is the last picture of this person."), _("Take them out of the gallery instead.")
        )
    if not one.digest:
        raise UsageError(
            _("This picture was taken in before single ones could be removed."),
            _("Take the person out, and in anew."),
        )
    gallery = home(subject)
    note("tombstone", user, "subject", subject.pk, subject.workspace, kind=subject.kind, did="picture")
    whole = True
    with suppress(UsageError):  # its template went before, and something broke
        whole = gallery.remove(subject.ident, one.modality, one.digest, said)
    return gallery.vault.erase_record(one.item, said).whole and whole


@transaction.atomic
def close(search: Search, user: User | None) -> None:
    """Destroy what was handed in for a search, and what came of it; that it was asked, why and by whom stays."""
    if search.erased_at:
        return
    note("tombstone", user, "search", search.pk, search.workspace)
    with suppress(UsageError):  # nothing was sealed
        vault().erase(search.ident, "the time is over")
    search.candidates.all().delete()
    search.answer, search.erased_at = {}, timezone.now()
    search.save(update_fields=["answer", "erased_at"])


def retire() -> None:
    """Whose time is over goes: people, searches, and what was told of enrolments."""
    today = timezone.now().date()
    for subject in Subject.objects.filter(keep_until__lt=today).select_related("workspace")[:200]:
        withdraw(subject, None, "kept long enough")
    for search in Search.objects.filter(keep_until__lt=today, erased_at=None).select_related("workspace")[
        :200
    ]:
        close(search, None)
    for made in Enrolment.objects.filter(keep_until__lt=today, subjects=None)[:200]:
        for ident in (
            made.ident,
            f"{made.ident}-report",
        ):  # pictures are there where its job never came to an end
            with suppress(UsageError):
                vault().erase(ident, "kept long enough")
        made.delete()
    _destroy_unfinished()


def _destroy_unfinished() -> None:
    """What was handed in for a collection of rooms whose job ended a day ago without one."""
    now = timezone.now()
    ended = now - timedelta(days=8), now - timedelta(days=1)
    over = (Job.State.STOPPED, Job.State.FAILED)
    for job in Job.objects.filter(kind="rooms", state__in=over, ended_at__range=ended)[:200]:
        with suppress(Erased, UsageError):  # gone already
            vault().erase(job.inputs[0]["person"], "no collection came of it")


def extend(subject: Subject, user: User, told: Mapping[str, str]) -> None:
    """Another day on which it ends."""
    subject.keep_until = until(told)
    subject.save(update_fields=["keep_until"])
    note(
        "access",
        user,
        "subject",
        subject.pk,
        subject.workspace,
        did="kept until",
        day=str(subject.keep_until),
    )
