"""What is kept so that a person can see and take back what they agreed to: who read their talk, what they agreed to in
it, who opened their report, the code that opens their care record, and who is still to be told of a recall. Words lie
sealed; the tables hold days, hours and keyed hashes.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Seen(models.Model):
    """Somebody with this role read a talk in this hour. Staff have no names there: a talk is had with the service."""

    conversation = models.ForeignKey("helpline.Conversation", on_delete=models.CASCADE, related_name="seen")
    role = models.CharField(max_length=16)
    hour = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conversation", "role", "hour"), name="seen_once_an_hour"),
        )


class Opening(models.Model):
    """Somebody with this role opened a sealed report on this day: of a report nothing is kept that is finer."""

    report = models.ForeignKey("helpline.Report", on_delete=models.CASCADE, related_name="openings")
    role = models.CharField(max_length=16)
    on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "role", "on"), name="opened_once_a_day"),)


class Agreed(models.Model):
    """What a person agreed to in a talk. What it says is sealed under the talk's key and dies with it; that it was
    taken back is kept as long as what it is about."""

    class Kind(models.TextChoices):
        PAPERS = "papers"
        """That what was written down outlives the talk."""
        PASSING = "passing"
        """That words are passed on."""
        RECORD = "record"
        """That a case worker keeps a record."""

    conversation = models.CharField(max_length=24, db_index=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    item = models.CharField(max_length=64, unique=True)
    """The paper, situation or record that it is about."""
    sealed = models.BinaryField()
    until = models.DateField(null=True)
    hour = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class CareCode(models.Model):
    """A code that opens what is held in one care record. Neither the code nor whose it is can be read here."""

    tag = models.CharField(max_length=64, unique=True)
    """Half of the Argon2id of the code; the other half seals `person`."""
    owner = models.CharField(max_length=64, unique=True)
    """Keyed hash of the person: one code each, and a new one takes the place of the old."""
    sealed = models.BinaryField()
    made_on = models.DateField()


class Notice(models.Model):
    """A recall that a recipient is to be told of. It says nothing about the person, and outlives their record."""

    sealed = models.BinaryField()
    on = models.DateField()
    told_on = models.DateField(null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("on", "pk")
