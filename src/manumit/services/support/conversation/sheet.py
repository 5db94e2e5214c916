"""A locale as a file to review: `python -m manumit.services.support.conversation.sheet uk > uk.yaml`. The reviewer
corrects a text, sets its state to `reviewed`, and writes name and date; the file goes into the operator's folder."""

from __future__ import annotations

import json
import sys

from manumit.base.kernel import UsageError
from manumit.services.support.conversation.content import (
    GATE,
    LOCALES,
    ORIGINAL,
    Content,
    Text,
    shipped_content,
)


def sheet(locale: str, content: Content | None = None) -> str:
    """Every text of a locale as YAML, with the original above it as a comment; UsageError for another locale."""
    if locale not in LOCALES:
        raise UsageError(f"There is no locale {locale!r}.", f"Locales: {', '.join(LOCALES)}.")
    content = content or shipped_content()
    return "\n".join(_entry(content.text(one, locale), content.text(one, ORIGINAL)) for one in content.ids())


def _entry(text: Text, original: Text) -> str:
    lines = [f"{text.content_id}:  # {original.kind}{', must be reviewed' if original.kind in GATE else ''}"]
    lines += [] if text.locale == ORIGINAL else [f"  # {original.text}"]
    lines += [f"  version: {original.version}", f"  state: {text.state}"]
    lines += [f"  reviewer: {json.dumps(text.reviewer)}", f"  date: {json.dumps(text.date)}"]
    return "\n".join([*lines, f"  text: {json.dumps(text.text, ensure_ascii=False)}", ""])


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCALES:
        sys.exit(f"Say one locale: {', '.join(LOCALES)}.")
    sys.stdout.write(sheet(sys.argv[1]))
