"""What a help line keeps while it is needed. No address, no name, no text in plain: what was said is sealed under its
conversation's key, and the key dies a day after the end.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models


def new_id() -> str:
    """A random id that says nothing: 96 bits."""
    return secrets.token_hex(12)


class Conversation(models.Model):
    """One talk. Who has the token of `token_hash` is the person; there is no other account."""

    class Channel(models.TextChoices):
        WEB = "web"
        SMS = "sms"
        VOICE = "voice"

    class State(models.TextChoices):
        GUIDED = "guided"
        """Answered from the reviewed replies."""
        WAITING = "waiting"
        """For a person to take it."""
        TAKEN = "taken"
        ENDED = "ended"

    class Severity(models.IntegerChoices):
        STANDARD = 0
        URGENT = 1
        IMMINENT = 2

    id = models.CharField(primary_key=True, max_length=24, default=new_id)
    token_hash = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.WEB)
    locale = models.CharField(max_length=5)
    country = models.CharField(max_length=2, blank=True)
    """As stated; never guessed from an address."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.GUIDED, db_index=True)
    severity = models.IntegerField(choices=Severity.choices, default=Severity.STANDARD)
    reasons = models.JSONField(default=list)
    """Names of concepts, never words that were said."""
    severity_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Who changed the severity by hand; from then on the machine only raises it."""
    memory = models.JSONField(default=dict)
    """Where the guided talk stands: closed words only."""
    opened_at = models.DateTimeField(auto_now_add=True)
    said_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True, db_index=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="talks"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)
    kept = models.BooleanField(default=False)
    """The person asked to keep it: its key outlives the day."""
    last = models.PositiveIntegerField(default=0)
    """Number of the newest message."""


class Message(models.Model):
    """One turn, sealed. `number` counts within the conversation."""

    class Who(models.TextChoices):
        PERSON = "person"
        SERVICE = "service"
        STAFF = "staff"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    who = models.CharField(max_length=7, choices=Who.choices)
    sealed = models.BinaryField()
    token = models.CharField(max_length=32)
    """Made by whoever sends, so that sending it twice is saying it once."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("conversation", "number"), name="one_number"),
            models.UniqueConstraint(fields=("conversation", "token"), name="said_once"),
        )


class Override(models.Model):
    """An advocate's other judgement of a severity: a label to learn from, with the reasons the machine had."""

    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL)
    machine = models.IntegerField(choices=Conversation.Severity.choices)
    person = models.IntegerField(choices=Conversation.Severity.choices)
    reasons = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)


class Duty(models.Model):
    """An advocate who is here now: seen in the last minute, and not on a break."""

    advocate = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duty")
    seen_at = models.DateTimeField()
    languages = models.JSONField(default=list)
    on_break = models.BooleanField(default=False)
    hard_talks = models.PositiveIntegerField(default=0)
    """Talks at the highest severity since the last break."""


class Caller(models.Model):
    """Who texts or telephones: their number, sealed under the conversation's key, and a keyed hash to know it again."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="caller")
    digest = models.CharField(max_length=40, db_index=True)
    sealed = models.BinaryField()


class Stopped(models.Model):
    """A number that wants no texts, as its keyed hash; it outlives the talk, until the number says START."""

    digest = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField(auto_now_add=True)


class Outgoing(models.Model):
    """A text on its way: which message of which talk. What it says and to whom stays sealed there."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="outgoing")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING, db_index=True)
    tries = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    code = models.PositiveIntegerField(default=0)
    """What the carrier said last, as a number."""


class Rendering(models.Model):
    """A machine's translation of a message for who reads it at Line, sealed under the talk's key like the message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="renderings")
    language = models.CharField(max_length=5)
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("message", "language"), name="rendered_once"),)


class Tick(models.Model):
    """Something changed in a conversation: what Haven and Line, two processes, read to tell who is looking."""

    conversation = models.CharField(max_length=24)
    at = models.DateTimeField(auto_now_add=True)
