"""An advocate who receives sealed reports, without a browser: a pair of keys, and what the help line does for Line,
done in a process of its own with Line's Django."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from manumit.services.support import ItemHeader, Opening, open_item, seal_item
from manumit.services.support.reports.envelope import suite
from tests.doors.helpline.conftest import Helpline
from tests.doors.helpline.databases import rows

RUN = """
import json, sys
import django
django.setup()
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import reports
from manumit.doors.web.helpline.models import Recipient, Report
told = json.loads(sys.stdin.read())
user, _ = User.objects.get_or_create(username=told["name"], defaults={"role": "advocate"})
"""
PUBLISH = RUN + 'reports.publish_key(user, bytes.fromhex(told["key"]), "{}")'
REVOKE = RUN + "reports.revoke(Recipient.objects.get(advocate=user))"
ANSWER = RUN + (
    'report = Report.objects.get(pk=told["thread"])\n'
    'reports.answer(report, user, told["header"], bytes.fromhex(told["body"]))'
)
SWEEP = RUN + (
    "from datetime import timedelta\nfrom django.utils import timezone\n"
    'print(reports.sweep(timezone.now() + timedelta(days=told["days"])))'
)


@dataclass
class Receiver:
    """Somebody with a key, at a running help line."""

    line: Helpline
    name: str = "ana"
    pair: Any = field(default_factory=lambda: suite().kem.derive_key_pair(os.urandom(32)))

    @property
    def public(self) -> bytes:
        return bytes(self.pair.public_key.to_public_bytes())

    def publish(self) -> Receiver:
        """From now on reports are sealed to this key, too."""
        self.act(PUBLISH, key=self.public.hex())
        return self

    def revoke(self) -> None:
        self.act(REVOKE)

    def act(self, code: str, **told: Any) -> str:
        environ = os.environ | {
            "MANUMIT_HELPLINE_HOME": str(self.line.home),
            "DJANGO_SETTINGS_MODULE": "manumit.doors.web.line.settings",
        }
        environ |= self.line.settings
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps({"name": self.name} | told),
            env=environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """From the database as it lies there; a row's place in the query is `?`."""
        return rows(self.line.home, self.line.settings, query, *values)

    def threads(self) -> list[str]:
        return [one for (one,) in self.rows("select id from helpline_report")]

    def received(self, thread: str) -> list[Opening]:
        """Everything of a thread that is whole, opened with this key, in order."""
        rows = self.rows(
            "select token, cast(header as text) from helpline_item where report_id = ? and whole order by number",
            thread,
        )
        return [
            open_item(
                ItemHeader.read(json.loads(head)),
                (self.line.home / "reports" / token).read_bytes(),
                self.pair,
            )
            for token, head in rows
        ]

    def answer(self, thread: str, text: str) -> None:
        """As Line does: sealed to the person and to this key."""
        ((key,),) = self.rows("select public_key from helpline_report where id = ?", thread)
        head = {"text": text, "kind": "answer", "locale": "en", "made_at": "2026-11-28T20:00Z"}
        header, body = seal_item(thread, head, [bytes(key), self.public])
        self.act(ANSWER, thread=thread, header=header.shape(), body=body.hex())
