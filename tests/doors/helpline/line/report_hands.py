"""What tests have done in a help line's house (hands.py) with sealed reports and the keys of who receives them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

SALT = bytes(range(16))
"""Of a return code here."""


def report(
    text: str, locale: str = "en", files: list[dict[str, str]] | None = None, days: int = 0
) -> dict[str, str]:
    """Somebody without a name reports, `days` ago: sealed to everybody whose key is in use. Gives its id and code."""
    from django.utils import timezone

    from manumit.doors.web.helpline import reports
    from manumit.services.support import ReturnCode

    code = ReturnCode.new()
    opened = code.opened(SALT)
    made = reports.open_report(opened.thread, opened.secret, opened.public, locale)
    _write(made, opened, text, "report", files or [])
    then = timezone.now().date() - timedelta(days=days)
    made.items.update(on=then)
    type(made).objects.filter(pk=made.pk).update(opened_on=then)
    return {"id": made.id, "code": code.secret.hex()}


def _write(report: Any, opened: Any, text: str, kind: str, files: list[dict[str, str]]) -> str:
    from base64 import b64decode

    from manumit.doors.web.helpline import receivers, reports
    from manumit.services.support import Enclosed, seal_item

    enclosed = [
        Enclosed(one["name"], one["type"], b64decode(one["data"]), bool(one.get("original"))) for one in files
    ]
    head = {"text": text, "kind": kind, "locale": report.locale, "made_at": "2026-11-28T20:00:00Z"}
    keys = [bytes(one.public_key) for one in receivers.recipients()]
    header, body = seal_item(report.id, head, [opened.public, *keys], enclosed)
    item = reports.begin_item(report, header.shape())
    for at in range(0, len(body), reports.CHUNK):
        reports.append(item, at, body[at : at + reports.CHUNK])
    return reports.finish(item).token


def more(code: str, text: str) -> str:
    """The person comes back and adds something; the token of the part."""
    from manumit.doors.web.helpline import reports
    from manumit.services.support import ReturnCode

    opened = ReturnCode(bytes.fromhex(code)).opened(SALT)
    found = reports.mine(opened.thread, opened.secret)
    return _write(found, opened, text, "more", [])


def answers(code: str) -> list[dict[str, Any]]:
    """What the person reads when they come back: the heads of all parts that open with their code, and who wrote."""
    from manumit.doors.web.helpline import reports
    from manumit.services.support import ItemHeader, ReturnCode, open_item

    opened = ReturnCode(bytes.fromhex(code)).opened(SALT)
    found = reports.mine(opened.thread, opened.secret)
    assert found is not None
    return [
        {
            "who": one.who,
            **open_item(ItemHeader.read(one.header), b"".join(reports.body(one)), opened.pair).head,
        }
        for one in reports.items(found)
    ]


def withdraw(code: str) -> int:
    """The person withdraws the report, and the keeper comes by."""
    from manumit.doors.web.helpline import acts, reports
    from manumit.services.support import ReturnCode

    opened = ReturnCode(bytes.fromhex(code)).opened(SALT)
    found = reports.mine(opened.thread, opened.secret)
    assert found is not None
    reports.withdraw(found)
    return acts.sweep()


def judged(id: str) -> dict[str, Any]:
    """What people made of a report, and how many wrote to each other about it."""
    from manumit.doors.web.helpline.models import Report
    from manumit.doors.web.line.models import Aside, Charge

    now = Report.objects.get(pk=id)
    charge = Charge.objects.filter(report=id).select_related("by").first()
    return {
        "state": now.state,
        "severity": now.severity,
        "grade": now.reliability + now.credibility,
        "corroborated": now.corroborated,
        "by": charge.by.username if charge and charge.by else "",
        "malicious": bool(charge and charge.malicious),
        "asides": Aside.objects.filter(report=id).count(),
        "keys": [sorted(one["key"] for one in item.header["sealed"]) for item in now.items.all()],
    }


def key(name: str) -> dict[str, Any]:
    """The key of somebody who works here."""
    from manumit.doors.web.helpline.models import Recipient

    one = Recipient.objects.get(advocate__username=name)
    return {
        "id": one.key_id,
        "active": one.active,
        "wrapped": one.wrapped,
        "public": bytes(one.public_key).hex(),
    }


def recipient(name: str) -> str:
    """A key of somebody who answers, whose private half nobody has."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    from manumit.doors.web.accounts.models import User
    from manumit.doors.web.helpline import receivers

    user, _ = User.objects.get_or_create(username=name, defaults={"role": "advocate"})
    pair = ec.generate_private_key(ec.SECP256R1()).public_key()
    public = pair.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return receivers.publish_key(user, public, "made up").key_id


def publish(name: str, key: str, wrapped: str = "{}") -> str:
    """From now on reports are sealed to this key of somebody who answers, too."""
    from manumit.doors.web.accounts.models import User
    from manumit.doors.web.helpline import receivers

    user, _ = User.objects.get_or_create(username=name, defaults={"role": "advocate"})
    return receivers.publish_key(user, bytes.fromhex(key), wrapped).key_id


def revoke(name: str) -> str:
    """No more."""
    from manumit.doors.web.helpline import receivers
    from manumit.doors.web.helpline.models import Recipient

    receivers.revoke(Recipient.objects.get(advocate__username=name))
    return name


def answer(name: str, thread: str, header: dict[str, Any], body: str) -> str:
    """Sealed already, as Line's page sends it; the token of the part."""
    from manumit.doors.web.accounts.models import User
    from manumit.doors.web.helpline import reports
    from manumit.doors.web.helpline.models import Report

    by = User.objects.get(username=name)
    return reports.answer(Report.objects.get(pk=thread), by, header, bytes.fromhex(body)).token


def sweep_reports(days: int) -> int:
    """What the keeper would erase so many days from now."""
    from django.utils import timezone

    from manumit.doors.web.helpline import reports

    return reports.sweep(timezone.now() + timedelta(days=days))


def tokens(id: str) -> list[str]:
    """Tokens of a report's parts."""
    from manumit.doors.web.helpline.models import Item

    return list(Item.objects.filter(report=id).values_list("token", flat=True))


def count_keys() -> int:
    """How many keys there are."""
    from manumit.doors.web.helpline.models import Recipient

    return Recipient.objects.count()


def no_reports() -> int:
    """All reports and keys are gone."""
    from manumit.doors.web.helpline.models import Recipient, Report
    from manumit.doors.web.line.models import Aside, Charge

    Aside.objects.all().delete()
    Charge.objects.all().delete()
    Report.objects.all().delete()
    return Recipient.objects.all().delete()[0]


DEEDS: dict[str, Callable[..., Any]] = {
    "report": report,
    "more": more,
    "answers": answers,
    "withdraw": withdraw,
    "judged": judged,
    "key": key,
    "recipient": recipient,
    "publish": publish,
    "revoke": revoke,
    "answer": answer,
    "sweep_reports": sweep_reports,
    "tokens": tokens,
    "count_keys": count_keys,
    "no_reports": no_reports,
}
