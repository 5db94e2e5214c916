"""Searches and watchlists that people keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.models.workspace import Workspace


class SavedSearch(models.Model):
    """A search somebody wants again."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=1000)
    at = models.DateTimeField(auto_now_add=True)


class Watchlist(models.Model):
    """A list that new evidence is compared with (the engine's watch room reads it as YAML)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    reason = models.CharField(_("reason"), max_length=300)
    entries = models.JSONField(default=list)
    """The engine's entries: [{kind, value, ...}]."""
    paused = models.BooleanField(default=False)
    expires_on = models.DateField(_("ends on"))
    at = models.DateTimeField(auto_now_add=True)
