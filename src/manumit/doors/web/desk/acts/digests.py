"""Digests by e-mail: counts and a link, nothing else. One a period at most: the period is claimed before the mail goes,
so a worker that dies in between costs a digest and never sends two.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.forms import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manumit.base.kernel import UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.sights.news import news_of

HOUR = 6
"""UTC: when a day's digest goes out; a week's on Monday."""
log = logging.getLogger("manumit.worker")


def choose(user: User, how_often: str, address: str) -> None:
    """Set how often, and where to."""
    if how_often not in ("", "daily", "weekly"):
        raise UsageError(_("This is no choice for digests."), _("Choose one of the list."))
    if how_often:
        try:
            validate_email(address)
        except ValidationError as error:
            raise UsageError(
                _("This is no e-mail address."), _("Write it like name@agency.example.")
            ) from error
        user.email = address
    user.digest = how_often
    user.save(update_fields=["digest", "email"])


def period_start(how_often: str, now: datetime) -> datetime:
    """When the period began that `now` lies in."""
    begun = datetime.combine(now.astimezone(UTC).date(), time(HOUR), UTC)
    if begun > now:
        begun -= timedelta(days=1)
    return begun - timedelta(days=begun.weekday()) if how_often == "weekly" else begun


def send_due(now: datetime | None = None) -> int:
    """Send what is due; how many went out."""
    now, sent = now or timezone.now(), 0
    for user in User.objects.filter(is_active=True).exclude(digest="").exclude(email=""):
        begun = period_start(user.digest, now)
        if user.digest_sent_at is not None and user.digest_sent_at >= begun:
            continue
        claimed = User.objects.filter(pk=user.pk, digest_sent_at=user.digest_sent_at).update(
            digest_sent_at=now
        )
        if claimed:
            sent += _send(user, now)
    return sent


def _send(user: User, now: datetime) -> int:
    """1 when a mail went out; nothing new, nothing sent. A failure gives the period back."""
    try:
        lines = _lines(user, user.digest_sent_at or now - timedelta(days=7 if user.digest == "weekly" else 1))
        if not lines:
            return 0
        link = settings.ADDRESS + reverse("desk:home")
        body = "\n".join([*lines, "", _("Open the Desk: %(link)s") % {"link": link}, ""])
        return send_mail(_("Manumit: what is new"), body, None, [user.email])
    except Exception:
        log.exception("a digest could not be sent")
        User.objects.filter(pk=user.pk, digest_sent_at=now).update(digest_sent_at=user.digest_sent_at)
        return 0


def _lines(user: User, since: datetime) -> list[str]:
    news = news_of(user, since)
    told = (
        (
            news.alerts,
            ngettext(
                "%(n)d alert of your watchlists waits.", "%(n)d alerts of your watchlists wait.", news.alerts
            ),
        ),
        (news.leads, ngettext("%(n)d new lead.", "%(n)d new leads.", news.leads)),
        (news.files, ngettext("%(n)d file was read.", "%(n)d files were read.", news.files)),
        (news.failed, ngettext("%(n)d job broke off.", "%(n)d jobs broke off.", news.failed)),
        (news.tasks, ngettext("%(n)d task of yours is open.", "%(n)d tasks of yours are open.", news.tasks)),
    )
    return [line % {"n": number} for number, line in told if number]
