"""What Line keeps beside the talks: contacts to be counted, situations, and papers. Words are sealed in Line's vault;
the database holds ids, kinds and moments. As in hotline practice a *signal* is one contact, a *situation* what several
may be about, and a person is optional everywhere.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from manumit.doors.web.helpline.models import Conversation, new_id


class Situation(models.Model):
    """What one or more contacts are about. Its papers live as long as the talk, unless the person agreed to more."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_until = models.DateField(null=True, blank=True)
    """The person agreed that the papers outlive the talk, until this day."""


class Signal(models.Model):
    """One contact, as it is counted: no text, no moment finer than an hour."""

    conversation = models.CharField(max_length=24, unique=True, null=True)
    """While the talk lives; no reference of the database, since Haven, which may erase it, knows no tables of Line."""
    situation = models.ForeignKey(Situation, null=True, on_delete=models.SET_NULL, related_name="signals")
    hour = models.DateTimeField(db_index=True)
    channel = models.CharField(max_length=5)
    locale = models.CharField(max_length=5)
    severity = models.IntegerField(choices=Conversation.Severity.choices)
    waited = models.PositiveIntegerField(null=True)
    """Seconds until a person came, in tens; nothing for who never asked for one."""
    talked = models.PositiveIntegerField(null=True)
    """Seconds with a person, in tens."""
    left = models.BooleanField(default=False)
    """Asked for a person, and was gone before one came."""


class Paper(models.Model):
    """Something written, sealed in Line's vault under its situation's key."""

    class Kind(models.TextChoices):
        NOTE = "note"
        PLAN = "plan"
        REFERRAL = "referral"
        CONSENT = "consent"
        SHIFT = "shift"

    situation = models.ForeignKey(Situation, null=True, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    item = models.CharField(max_length=64, unique=True)
    """Its name in the vault."""
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-at",)


class Listening(models.Model):
    """A supervisor who listens in; both sides were told."""

    conversation = models.CharField(max_length=24, db_index=True)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)


class Charge(models.Model):
    """A sealed report in somebody's hands, and what people hold possible of it. Named by the report's id alone: Haven,
    which may erase a report, knows no tables of Line."""

    report = models.CharField(max_length=32, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="charges"
    )
    on = models.DateField(null=True)
    malicious = models.BooleanField(default=False)
    """Somebody may have sent it to harm whom it names: rivals and victims are reported too."""
    situation = models.ForeignKey(Situation, null=True, on_delete=models.SET_NULL, related_name="charges")
    """Holds the abstracts that the person agreed to have passed on."""


class Aside(models.Model):
    """What advocates write to each other about a sealed report: sealed in the browser to their keys and not to the
    person's, in the format of a report's items."""

    class Kind(models.TextChoices):
        NOTE = "note"
        CORROBORATION = "corroboration"
        """By whom and what it is corroborated."""

    report = models.CharField(max_length=32, db_index=True)
    token = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=13, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    header = models.JSONField()
    body = models.BinaryField()
    on = models.DateField()

    class Meta:
        ordering = ("pk",)
