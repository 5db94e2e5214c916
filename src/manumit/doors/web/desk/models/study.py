"""Studies of places: what was asked, and the job that works it out. What came of it lies in the installation's folder
and can be worked out again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.models.trace import Trace
from manumit.doors.web.desk.models.workspace import Job, Workspace


class Study(models.Model):
    """Where and when: events of one kind (or of all, where `kind` is empty) in an area. `horizon`: days from `origin`
    on, or from the day after the last event. `unchecked_because`: why it may be handed on although nobody gave the
    number of people of each group."""

    class Purpose(models.TextChoices):
        OUTREACH = "outreach", _("Outreach")
        INSPECTION = "inspection", _("Inspection")
        SERVICES = "services", _("Services")

    class Source(models.TextChoices):
        TABLE = "table", _("A table that was handed in")
        RECORDS = "records", _("Records of this workspace")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="studies")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="studies")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    source = models.CharField(max_length=7, choices=Source.choices)
    kind = models.CharField(max_length=80, blank=True)
    resolution = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=9)
    horizon = models.PositiveSmallIntegerField()
    origin = models.DateField(null=True)
    unchecked_because = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-asked_at", "-pk")


class SealedForecast(models.Model):
    """A forecast whose table's hash stands in the log (`trace`): of `days` days from `origin` on, over `cells` of
    `resolution`. The table lies in the study's folder, by its hash."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="forecasts")
    trace = models.OneToOneField(Trace, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    origin = models.DateField()
    days = models.PositiveSmallIntegerField()
    resolution = models.PositiveSmallIntegerField()
    expected = models.FloatField()
    method = models.CharField(max_length=200)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("study", "sha256"), name="one_seal_a_table"),)


class Score(models.Model):
    """A sealed forecast against what happened; the job's result says how. All are kept: nobody picks the best."""

    forecast = models.ForeignKey(SealedForecast, on_delete=models.CASCADE, related_name="scores")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
