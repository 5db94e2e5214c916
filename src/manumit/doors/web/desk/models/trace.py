"""Who looked at what, with which purpose; who approved it. Each trace becomes a leaf of the installation's log."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.models.workspace import Workspace


class Trace(models.Model):
    """Something that must stand in the log. Written with what it tells of, in one transaction; the worker makes its
    leaf, and `leaf` says where that is."""

    type = models.CharField(max_length=24, db_index=True)
    """A type of the ledger's closed vocabulary (`manumit.base.ledger.EVENTS`)."""
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.SET_NULL)
    what = models.CharField(max_length=24)
    """Kind of thing: lead, entity, record, case, note, attachment, export, user, ..."""
    ident = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    body = models.JSONField(default=dict)
    secret = models.BinaryField(max_length=32, default=b"")
    """Keys the hash in the leaf; drawn before the leaf is made."""
    leaf = models.BigIntegerField(null=True, db_index=True)


class Grant(models.Model):
    """A purpose somebody gave to see something unmasked, until it ends."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.CASCADE)
    what = models.CharField(max_length=16)
    ident = models.CharField(max_length=80)
    purpose = models.CharField(_("purpose"), max_length=300)
    basis = models.CharField(_("legal basis"), max_length=120, blank=True)
    emergency = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()


class Approval(models.Model):
    """Four eyes: somebody asks, another one answers."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        GIVEN = "given", _("Approved")
        REFUSED = "refused", _("Refused")

    what = models.CharField(max_length=24)
    ident = models.CharField(max_length=80)
    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.CASCADE)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
