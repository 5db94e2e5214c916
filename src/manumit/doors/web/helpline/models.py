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
    found = models.BinaryField(default=b"", db_default=b"")
    """What was found in the talk up to each of its newest turns, sealed with it: it is not looked for again."""
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
    heard = models.PositiveIntegerField(default=0, db_default=0)
    """Number of the person's newest message that was judged and, where we answer, answered."""


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
        ARRIVED = "arrived"
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


CHANNEL = "helpline"
"""Of PostgreSQL's notifications."""


class Tick(models.Model):
    """Something changed in a conversation: what Haven and Line, two processes, read to tell who is looking. SQLite's
    alone: PostgreSQL notifies."""

    conversation = models.CharField(max_length=24)
    at = models.DateTimeField(auto_now_add=True)


class Recipient(models.Model):
    """An advocate's public key that reports are sealed to. The private key lies here too, wrapped in the browser under
    a passphrase that this house never learns."""

    advocate = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recipient"
    )
    public_key = models.BinaryField()
    """65 bytes: a point of P-256, uncompressed (SEC1)."""
    key_id = models.CharField(max_length=16, unique=True)
    wrapped = models.TextField()
    """Opaque: what the browser made of the private key."""
    active = models.BooleanField(default=True)
    """Whether new items are sealed to this key. What was sealed before stays readable to whoever has it."""
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class Report(models.Model):
    """A thread between someone without a name and the advocates. Nothing finer than a day; no length but a bucket."""

    class State(models.TextChoices):
        NEW = "new"
        READ = "read"
        ANSWERED = "answered"
        WITHDRAWN = "withdrawn"
        CLOSED = "closed"

    id = models.CharField(primary_key=True, max_length=32)
    """Made of the return code by whoever has it: 16 bytes, hexadecimal."""
    secret_hash = models.CharField(max_length=64)
    public_key = models.BinaryField()
    """The person's, 65 bytes: answers are sealed to it."""
    locale = models.CharField(max_length=5)
    opened_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.NEW, db_index=True)
    reliability = models.CharField(max_length=1, blank=True)
    """Of the source, A to F (Admiralty); empty until a person has said it."""
    credibility = models.CharField(max_length=1, blank=True)
    """Of what is told, 1 to 6."""
    corroborated = models.BooleanField(default=False)
    severity = models.IntegerField(null=True, blank=True, choices=Conversation.Severity.choices)
    """A person's judgement alone: no program can read the report."""
    country = models.CharField(max_length=2, blank=True)
    """As stated, if it was."""


class Item(models.Model):
    """One sealed part of a report. The header says to which keys the content key is sealed; the body is a file."""

    class Who(models.TextChoices):
        PERSON = "person"
        STAFF = "staff"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="items")
    token = models.CharField(max_length=32, unique=True)
    """Made by whoever seals it: sending it twice is sending it once."""
    who = models.CharField(max_length=6, choices=Who.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    header = models.JSONField(default=dict)
    size = models.PositiveBigIntegerField()
    """Bytes of the body: one of the buckets, sealed."""
    whole = models.BooleanField(default=False)
    number = models.PositiveIntegerField(default=0)
    """Its place in the thread, given when it is whole."""
    on = models.DateField()

    class Meta:
        ordering = ("number",)


class Upload(models.Model):
    """How far the body of an item has come: a broken line goes on from there."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="upload")
    received = models.PositiveBigIntegerField(default=0)


from manumit.doors.web.helpline.agreed_models import (  # noqa: E402  they stand on Conversation and Report
    Agreed,
    CareCode,
    Notice,
    Opening,
    Seen,
)

__all__ = [
    "CHANNEL",
    "Agreed",
    "Caller",
    "CareCode",
    "Conversation",
    "Duty",
    "Item",
    "Message",
    "Notice",
    "Opening",
    "Outgoing",
    "Override",
    "Recipient",
    "Rendering",
    "Report",
    "Seen",
    "Stopped",
    "Tick",
    "Upload",
    "new_id",
]
