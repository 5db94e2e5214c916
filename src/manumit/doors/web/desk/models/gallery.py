"""Galleries of people, searches in them, and what two people decided. Names, pictures, templates and answers of people
are sealed; here stand ids that say nothing, numbers and closed words.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.models.workspace import Job, Workspace


class Kind(models.TextChoices):
    """Who is in a gallery: each a gallery of its own, never searched together."""

    VICTIM = "victim", _("Possible victims and people found")
    MISSING = "missing", _("Missing people")
    SUSPECT = "suspect", _("Suspects")
    STAFF = "staff", _("Staff")


class Aim(models.TextChoices):
    """What a check of an identity may be for: it asks those galleries that are open to it."""

    MISSING = "missing", _("Is somebody looking for them?")
    PROTECTION = "protection", _("May they need protection?")
    SUSPICION = "suspicion", _("Are they suspected?")


class Modality(models.TextChoices):
    """What is compared."""

    FACE = "face", _("Face")
    FINGERPRINT = "fingerprint", _("Fingerprint")
    IRIS = "iris", _("Iris")


class Source(models.TextChoices):
    """Where somebody's pictures come from."""

    HANDED_IN = "handed in", _("Handed in")
    FOUND = "found", _("Found, or came in")
    ADVERT = "ad", _("Advert")
    SIGHTING = "sighting", _("Sighting")
    REPORT = "missing_person", _("Missing-person report")


class Use(models.Model):
    """A use of biometrics: why, on which basis, until when it is kept. `ident` is the vault's id of what was handed in
    for it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    ident = models.CharField(max_length=64, unique=True)
    modality = models.CharField(max_length=12, choices=Modality.choices)
    purpose = models.CharField(max_length=300)
    basis = models.CharField(max_length=200)
    keep_until = models.DateField(db_index=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("-asked_at", "-pk")


class Enrolment(Use):
    """Pictures that were taken in together."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    source = models.CharField(max_length=16, choices=Source.choices)
    pictures = models.PositiveIntegerField(default=0)
    added_to = models.ForeignKey("Subject", null=True, on_delete=models.SET_NULL, related_name="+")
    """Who was in the gallery before, and got more pictures."""


class Subject(models.Model):
    """Somebody in a gallery. Erasing them destroys their key, and this row with it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    ident = models.CharField(max_length=64)
    enrolment = models.ForeignKey(Enrolment, null=True, on_delete=models.SET_NULL, related_name="subjects")
    source = models.CharField(max_length=16, choices=Source.choices)
    record_id = models.CharField(max_length=80, blank=True, db_index=True)
    keep_until = models.DateField(db_index=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-since", "-pk")
        constraints = (models.UniqueConstraint(fields=("workspace", "kind", "ident"), name="one_subject"),)


class Search(Use):
    """Somebody was looked for in a gallery (`kind`), by pictures or by what a family tells, two pictures were compared,
    or both; or a room was looked for in a `collection`."""

    class Way(models.TextChoices):
        SEARCH = "search", _("Look for somebody")
        PAIR = "pair", _("The same person in two pictures?")
        CHECK = "check", _("Check an identity")
        TRACE = "trace", _("Trace a family")
        ROOM = "room", _("Which hotel is a room in?")

    way = models.CharField(max_length=8, choices=Way.choices)
    kind = models.CharField(max_length=8, choices=Kind.choices, blank=True)
    aim = models.CharField(max_length=12, choices=Aim.choices, blank=True)
    """Of a check that asks lists, what for."""
    collection = models.CharField(max_length=80, blank=True)
    child = models.BooleanField(default=False)
    years = models.PositiveSmallIntegerField(default=0)
    probes = models.PositiveSmallIntegerField(default=1)
    also = models.JSONField(default=list)
    """Of further pictures of who is looked for, what each shows; their numbers follow those of the probes."""
    record_id = models.CharField(max_length=80, blank=True, db_index=True)
    other_record_id = models.CharField(max_length=80, blank=True, db_index=True)
    entity_id = models.CharField(max_length=80, blank=True, db_index=True)
    subject = models.ForeignKey(Subject, null=True, on_delete=models.SET_NULL, related_name="+")
    """Whom of a gallery it is about: whose details fill its form, or whose picture was taken as the probe."""
    people = models.JSONField(default=list)
    """Ids of all whose pictures or details went into it; they stay when somebody leaves."""
    answer = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True)

    @property
    def handed_in(self) -> int:
        """Pictures that are kept with it."""
        return self.probes + len(self.also)


class Candidate(models.Model):
    """Two pictures that two people decide about: a probe and somebody of the gallery, or (without `subject`) two that
    were compared. What each said is sealed."""

    class State(models.TextChoices):
        OPEN = "open", _("Nobody looked yet")
        HALF = "half", _("One looked")
        APART = "apart", _("Two see it differently")
        DECIDED = "decided", _("Decided")

    class Outcome(models.TextChoices):
        SAME = "same", _("The same person")
        DIFFERENT = "different", _("Two people")
        CANNOT = "cannot tell", _("Cannot tell")

    search = models.ForeignKey(Search, on_delete=models.CASCADE, related_name="candidates")
    subject = models.ForeignKey(Subject, null=True, on_delete=models.CASCADE, related_name="candidates")
    rank = models.PositiveSmallIntegerField(default=1)
    llr = models.FloatField()
    evidence = models.JSONField(default=dict)
    """What the ratio is made of, as numbers and closed words; what another matcher says."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN, db_index=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    by = models.JSONField(default=list)
    """Who looked (ids of users), in order."""
    again = models.JSONField(default=list)
    """Who of two that differ answered again."""
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("search", "rank")


class Placed(models.Model):
    """A record that an accepted match puts into an entity's movements."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE)
    entity_id = models.CharField(max_length=80, db_index=True)
    record_id = models.CharField(max_length=80)
