"""What people decide about leads and pairs. Nothing is deleted: undoing is a mark."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.models.workspace import Workspace


class Decision(models.Model):
    """Somebody decided something at some time, and may have undone it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class LeadDecision(Decision):
    """What becomes of a lead."""

    class Verdict(models.TextChoices):
        WATCH = "watch", _("Keep watching")
        CASE = "case", _("Open a case")
        ASIDE = "aside", _("Set aside")

    lead_id = models.CharField(max_length=64, db_index=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.CharField(max_length=500, blank=True)
    over: bool = False
    """Of one that says that it is in a case: whether every such case is closed. Not kept; sights.leads says it."""


class Judgement(Decision):
    """Whether two are the same: the next run reads it."""

    class Verdict(models.TextChoices):
        SAME = "same", _("The same")
        DIFFERENT = "different", _("Different")
        UNSURE = "unsure", _("Not sure")

    left = models.CharField(max_length=64)
    right = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who confirmed it, where two people are needed (a victim and a suspect)."""
