"""A program inside a help line's house: it does there what tests ask, one JSON line after another. Run as a process of
its own, since Django is set up once a process and the tests' own is the Desk's."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any


def main(home: str) -> None:
    """Answer until the input ends."""
    os.environ["MANUMIT_HELPLINE_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "manumit.doors.web.line.settings"
    from manumit.doors.web.helpline import HelplineHouse

    HelplineHouse.open(home)
    import django

    django.setup()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(DEEDS[asked.pop("do")](**asked)), flush=True)


def link(name: str, role: str) -> str:
    """A one-time link of somebody, made when there is none."""
    from manumit.doors.web.accounts.links import make_token
    from manumit.doors.web.accounts.models import User

    user, _ = User.objects.get_or_create(username=name, defaults={"role": role})
    return make_token(user)


def talk(
    says: list[str],
    severity: int = 0,
    reasons: list[str] | None = None,
    locale: str = "en",
    waits: bool = True,
    minutes: int = 0,
) -> dict[str, str]:
    """Somebody begins to talk, `minutes` ago; `waits`: and asked for a person."""
    from django.utils import timezone

    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation

    made, token = acts.start(locale)
    for number, text in enumerate(says):
        acts.say(made, "person", {"text": text}, f"{number:032d}")
    acts.judged(made, severity, reasons or [])
    if waits:
        acts.wait(made)
    before = timezone.now() - timedelta(minutes=minutes)
    moved = {"opened_at": before} | ({"waiting_since": before} if waits else {})
    Conversation.objects.filter(pk=made.pk).update(**moved)
    return {"id": made.id, "token": token}


def said(id: str, text: str, token: str) -> int:
    """The person says one more thing."""
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation

    return acts.say(Conversation.objects.get(pk=id), "person", {"text": text}, token).number


def state(id: str) -> dict[str, Any]:
    """How a talk stands, and what was said."""
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation, Override

    now = Conversation.objects.get(pk=id)
    return {
        "state": now.state,
        "severity": now.severity,
        "by": now.taken_by.username if now.taken_by else "",
        "turns": [[one["who"], one["text"], one.get("content", "")] for one in acts.turns(now)],
        "overrides": list(Override.objects.filter(conversation=now).values_list("machine", "person")),
    }


def take(name: str, most: int) -> list[str]:
    """`name` takes the next `most` who wait; which they are."""
    from manumit.doors.web.accounts.models import User
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.line.waiting import waiting

    user = User.objects.get(username=name)
    return [one.id for one in waiting()[:most] if acts.take(one, user)]


def give_back_late(id: str, to: str) -> bool:
    """A talk found stranded, which `to` has got before it is given back: whether it is taken from them."""
    from manumit.doors.web.accounts.models import User
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation
    from manumit.doors.web.line.stranded import give_back

    found = Conversation.objects.get(pk=id)
    acts.hand_over(Conversation.objects.get(pk=id), User.objects.get(username=to))
    return give_back(found)


def talks() -> list[dict[str, Any]]:
    """Every talk, oldest first."""
    from manumit.doors.web.helpline.models import Conversation

    shown = ("id", "channel", "locale", "severity", "reasons", "state")
    return [
        {name: getattr(one, name) for name in shown} for one in Conversation.objects.order_by("opened_at")
    ]


def rows(table: str) -> int:
    """How many rows a table of the help line has."""
    from django.apps import apps

    count: int = apps.get_model("helpline", table).objects.count()
    return count


def clear() -> int:
    """All talks are gone."""
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation, Duty

    acts.erase(list(Conversation.objects.all()))
    Duty.objects.all().delete()
    return acts.sweep()


def ask(id: str) -> str:
    """A person is asked for."""
    from manumit.doors.web.helpline import acts
    from manumit.doors.web.helpline.models import Conversation

    acts.wait(Conversation.objects.get(pk=id))
    return id


def pass_time(hours: float) -> int:
    """What the keeper would do so many hours from now."""
    from django.utils import timezone

    from manumit.doors.web.helpline import acts

    return acts.sweep(timezone.now() + timedelta(hours=hours))


def contacts(counts: dict[str, int], month: str) -> int:
    """Contacts of a month, by language, one a few hours."""
    from datetime import UTC, datetime

    from manumit.doors.web.line.models import Signal

    first = datetime.fromisoformat(f"{month}-01T00:00:00").replace(tzinfo=UTC)
    languages = [language for language, count in counts.items() for _ in range(count)]
    made = [
        Signal(
            hour=first + timedelta(hours=5 * place),
            channel="web",
            locale=language,
            severity=place % 3,
            waited=60 * (place % 9),
            talked=900,
        )
        for place, language in enumerate(languages)
    ]
    return len(Signal.objects.bulk_create(made))


def papers(id: str = "") -> list[dict[str, Any]]:
    """Papers as they can be opened now."""
    from manumit.doors.web.line.models import Paper
    from manumit.doors.web.line.sealing import read

    return [{"kind": one.kind, "words": read(one)} for one in Paper.objects.all()]


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

    from manumit.doors.web.helpline import reports
    from manumit.services.support import Enclosed, seal_item

    enclosed = [
        Enclosed(one["name"], one["type"], b64decode(one["data"]), bool(one.get("original"))) for one in files
    ]
    head = {"text": text, "kind": kind, "locale": report.locale, "made_at": "2026-11-28T20:00:00Z"}
    keys = [bytes(one.public_key) for one in reports.recipients()]
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
    from manumit.doors.web.helpline import reports

    user, _ = User.objects.get_or_create(username=name, defaults={"role": "advocate"})
    pair = ec.generate_private_key(ec.SECP256R1()).public_key()
    public = pair.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return reports.publish_key(user, public, "made up").key_id


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


SALT = bytes(range(16))
"""Of a return code here."""
DEEDS: dict[str, Callable[..., Any]] = {
    "link": link,
    "talk": talk,
    "said": said,
    "state": state,
    "take": take,
    "give_back_late": give_back_late,
    "talks": talks,
    "rows": rows,
    "clear": clear,
    "pass_time": pass_time,
    "contacts": contacts,
    "papers": papers,
    "report": report,
    "more": more,
    "answers": answers,
    "withdraw": withdraw,
    "judged": judged,
    "key": key,
    "count_keys": count_keys,
    "recipient": recipient,
    "tokens": tokens,
    "no_reports": no_reports,
    "ask": ask,
}

if __name__ == "__main__":
    main(sys.argv[1])
