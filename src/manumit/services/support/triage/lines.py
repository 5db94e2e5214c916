"""Messages as JSON lines: each judged or set aside with the reason; none costs its neighbours anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from manumit.base.kernel import Problem, text_lines
from manumit.services.support.triage.judge import Second, judge
from manumit.services.support.triage.turns import LONGEST

_NEEDS = 'Each line needs {"id": ..., "text": ..., "context": [...]}.'


def triage_lines(source: BinaryIO, second: Second | None = None) -> Iterator[dict[str, Any] | Problem]:
    """A row {id, label, intent, reasons} for every line with an id and a text; a `Problem` for every line with
    something wrong."""
    for one in text_lines(source, "One message a line.", _NEEDS):
        if isinstance(one, Problem):
            yield one
            continue
        text, context = one.row["text"], one.row.get("context") or []
        if not isinstance(context, list):
            yield one.problem("context is no list", _NEEDS)
            continue
        if len(text) > LONGEST:
            reason = f"only the first and last {LONGEST // 2:,} of {len(text):,} characters were read"
            yield one.problem(reason, "One message a line.", answered=True)
        try:
            found = judge(text, context, one.row.get("lang"), second)
        except ValueError as error:
            yield one.problem(str(error), 'A turn is a text, or {"who": "service", "text": ...}.')
            continue
        yield {"id": one.row["id"], **found.shape()}
