"""Cases. Words that people write are sealed in the vault under the case's key; here stand only their ids."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.models.workspace import Workspace


class Case(models.Model):
    """Leads that people work on together."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        REFERRED = "referred", _("Referred")
        CLOSED = "closed", _("Closed")

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        UNFOUNDED = "unfounded", _("Unfounded")
        UNKNOWN = "unknown", _("Not known")
        OTHER = "other", _("Another crime or need")

    number = models.PositiveIntegerField(unique=True)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(max_length=64)
    """Id of the sealed title."""
    person = models.CharField(max_length=64, blank=True)
    """The vault's id under which this case's words are sealed."""
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    closing = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-number",)


class CaseMember(models.Model):
    """Somebody in the team of a case."""

    class Part(models.TextChoices):
        HEAD = "head", _("Leads the case")
        MEMBER = "member", _("Works on it")
        READER = "reader", _("May read")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.MEMBER)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "user"), name="one_seat"),)


class _Held(models.Manager["CaseLead"]):
    """Leads that are in their case."""

    def get_queryset(self) -> models.QuerySet[CaseLead]:
        return super().get_queryset().filter(removed_at=None)


class CaseLead(models.Model):
    """A lead in a case, with the engine's words at that time. One that was taken out stays as a row that says so."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="leads")
    lead_id = models.CharField(max_length=64, db_index=True)
    score = models.FloatField(null=True)
    shipped = models.FloatField(null=True)
    """The score before this workspace's own outcomes moved it: what calibration learns from."""
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removal = models.CharField(max_length=64, blank=True)
    """Id of the sealed reason."""

    objects = _Held()
    every: models.Manager[CaseLead] = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "lead_id"), name="lead_once"),)


class Sealed(models.Model):
    """Something written in a case: `item` is the vault's id of it, `version` counts up with every change."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    item = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Note(Sealed):
    """A note."""


class Task(Sealed):
    """Something to do."""

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)


class Attachment(Sealed):
    """A file: the original sealed, and beside it a copy without metadata that may be shown."""

    copy = models.CharField(max_length=64, blank=True)
    media = models.CharField(max_length=80)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)


class Hypothesis(Sealed):
    """What may be true, with what speaks for it and against it."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        HOLDS = "holds", _("Holds")
        FAILS = "fails", _("Does not hold")

    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)

    class Meta(Sealed.Meta):
        verbose_name_plural = "hypotheses"


class Weight(models.Model):
    """A piece of evidence for or against a hypothesis."""

    hypothesis = models.ForeignKey(Hypothesis, on_delete=models.CASCADE, related_name="weights")
    record_id = models.CharField(max_length=64, blank=True)
    finding = models.CharField(max_length=120, blank=True)
    speaks_for = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class Chart(Sealed):
    """A drawing of the case: which entities, where they stand, pins, groups, notes. Sealed, since it has notes."""


class Referral(Sealed):
    """Passing somebody on to a provider of services."""

    provider = models.CharField(max_length=120)
    consent_id = models.CharField(max_length=64)
    recalled_at = models.DateTimeField(null=True, blank=True)
