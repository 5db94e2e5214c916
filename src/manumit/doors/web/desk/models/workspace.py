"""Workspaces that the Desk opens, who works in them, and the jobs that run in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Workspace(models.Model):
    """A workspace of the engine: a folder. `folder` is absolute; by default it lies in the installation's folder."""

    slug = models.SlugField(_("short name"), unique=True, max_length=63)
    name = models.CharField(_("name"), max_length=120)
    folder = models.CharField(max_length=1000)
    made_up = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    members: models.ManyToManyField[models.Model, models.Model] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="WorkspaceMember", related_name="workspaces"
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class WorkspaceMember(models.Model):
    """Somebody who may work in a workspace, as far as the role allows."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("workspace", "user"), name="one_membership"),)


class Job(models.Model):
    """Work in the background: reading files and finding leads. A worker takes it; it can be stopped and resumed."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        STOPPING = "stopping", _("Stopping")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=16, default="run")
    inputs = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    progress = models.JSONField(default=dict)
    """{stage, done, total, records, bytes, total_bytes}: as last told."""
    result = models.JSONField(default=dict)
    error = models.JSONField(default=dict)
    """The one error shape, when it failed."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    """When its worker was last heard of; a job whose worker died is taken up again."""

    class Meta:
        ordering = ("-asked_at",)
