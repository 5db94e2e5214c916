"""Referrals to a provider of services: only with the person's consent for exactly that, which can be withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from manumit.base.govern import Consent, need_consent
from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Case, Referral
from manumit.doors.web.desk.sealing import item_of, plain, seal_words
from manumit.doors.web.desk.words import Word

THINGS: Final[dict[str, Word]] = {
    "person": _("name and how to reach them"),
    "need": _("what they need"),
    "exploitation": _("what happened to them"),
    "identification": _("papers and numbers of theirs"),
    "document": _("documents"),
}
"""Kinds of things that the Desk passes on, as consents name them (services/care). Health never goes from here."""


@transaction.atomic
def refer(
    here: Here,
    case: Case,
    consent_id: str,
    purpose: str,
    recipient: str,
    given_on: str,
    until: str,
    things: Sequence[str],
    text: str,
    token: str,
) -> Referral:
    """Pass somebody on. The consent, as it was shown, must count today for this purpose, recipient and each thing.
    Refused when it does not; UsageError when it is no consent."""
    item = item_of(case, token)
    if found := Referral.objects.filter(case=case, item=item).first():
        return found
    now = timezone.now()
    if not consent_id.strip() or len(consent_id) > 64:
        raise UsageError(
            gettext("A referral needs a consent."),
            gettext("Give the number of the consent, as it stands on it."),
        )
    if not things or any(one not in THINGS for one in things):
        raise UsageError(gettext("Say what is passed on."), gettext("Choose one thing or more."))
    shown = Consent(
        consent_id.strip(),
        purpose,
        recipient.strip(),
        tuple(things),
        _start(given_on),
        _start(until) + timedelta(days=1),
    )
    need_consent([shown], shown.consent_id, purpose, shown.recipient, [(one, one) for one in things], now)
    made = Referral.objects.create(
        case=case, item=item, by=here.user, provider=shown.recipient, consent_id=shown.consent_id
    )
    words = {
        "text": plain(text),
        "purpose": purpose,
        "things": list(things),
        "given_on": given_on,
        "until": until,
        "by": here.user.pk,
        "at": now.isoformat(timespec="seconds"),
    }
    made.version = seal_words(case, item, 1, words, "referral")
    made.save(update_fields=["version"])
    Case.objects.filter(pk=case.pk).update(status=Case.Status.REFERRED)
    note("referral", here.user, "referral", made.pk, here.workspace, case=case.number, purpose_of=purpose)
    return made


def _start(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time(0), UTC)
    except ValueError as error:
        raise UsageError(gettext("This is no day."), gettext("Such as 2026-03-31.")) from error


@transaction.atomic
def recall(here: Here, case: Case, pk: int) -> None:
    """Call a referral back, because the consent was withdrawn or it was a mistake."""
    held = Referral.objects.filter(case=case, pk=pk)
    if not held.exists():
        raise Http404
    if held.filter(recalled_at=None).update(recalled_at=timezone.now()):
        note("recall", here.user, "referral", pk, here.workspace, case=case.number)
    if not Referral.objects.filter(case=case, recalled_at=None).exists():
        Case.objects.filter(pk=case.pk, status=Case.Status.REFERRED).update(status=Case.Status.OPEN)
