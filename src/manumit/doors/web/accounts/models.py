"""Users and the links that let one in once."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is here for. What each may do stands in the policies (base/govern/policy): the
    last three in that of Line, the others in that of the Desk."""

    INVESTIGATOR = "investigator", _("Investigator")
    ANALYST = "analyst", _("Analyst")
    SUPERVISOR = "supervisor", _("Supervisor")
    BANK = "bank", _("Bank")
    PLATFORM = "platform", _("Platform")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    ADVOCATE = "advocate", _("Advocate")
    LINE_SUPERVISOR = "line_supervisor", _("Supervisor of the help line")
    CASE_WORKER = "case_worker", _("Case worker")


class User(AbstractUser):
    """Somebody who works here."""

    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.ANALYST)
    team = models.CharField(_("team"), max_length=80, blank=True)
    digest = models.CharField(
        _("digest by e-mail"),
        max_length=8,
        choices=[("", _("none")), ("daily", _("every day")), ("weekly", _("every week"))],
        blank=True,
    )
    digest_sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class OneTimeLink(models.Model):
    """Lets its user in once, until it expires. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
