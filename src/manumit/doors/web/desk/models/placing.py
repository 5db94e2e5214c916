"""What is asked beside a study of places: where to put a few teams, which patterns its events have; and, of lists of
people, how many were never seen. Each is worked out by a job of its own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.models.study import Study
from manumit.doors.web.desk.models.workspace import Job, Workspace


class Asked(models.Model):
    """Something that a job works out for somebody."""

    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("-asked_at", "-pk")


class Placing(Asked):
    """Places for so many of something, so that most need is near. `reach`: minutes that count as within; `fair`: no
    group's mean way may be much longer than that of all. What came of it lies in the study's folder."""

    class What(models.TextChoices):
        TEAM = "team", _("Outreach teams")
        SHELTER = "shelter", _("Shelters")
        DAY = "day", _("Inspection days")

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="placings")
    what = models.CharField(max_length=7, choices=What.choices)
    number = models.PositiveSmallIntegerField()
    reach = models.PositiveSmallIntegerField()
    fair = models.BooleanField(default=False)


class Patterns(Asked):
    """Clusters, near repeats, changes and flows among the events of a study; near repeats in bands of so many `metres`
    and `days`. What came of it lies in the study's folder."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="patterns")
    metres = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()


class Prevalence(Asked):
    """How many were never seen, from a table of lists that overlap: the job's result holds the fan. `about`: of whom,
    where and when, as it was written."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="prevalences")
    about = models.CharField(max_length=120)
    table = models.CharField(max_length=200)
    """The table's name as it was handed in."""
