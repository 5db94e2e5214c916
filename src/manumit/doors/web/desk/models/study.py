"""Studies of places: what was asked, and the job that works it out. What came of it lies in the installation's folder
and can be worked out again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.models.workspace import Job, Workspace


class Study(models.Model):
    """Where and when: events of one kind (or of all, where `kind` is empty) in an area. `horizon`: days."""

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
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
