"""The catalogue as a page of the documentation; run as a program it prints docs/reference/indicators.md."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from manumit.base.kernel import vocabulary
from manumit.engine.indicators.indicator import FAMILIES, Indicator, catalogue

REGENERATE = "python -m manumit.engine.indicators.page > docs/reference/indicators.md"
"""The command that writes the page anew."""

_HEADS = {
    "money": "Money",
    "travel": "Journeys",
    "advert": "Adverts",
    "offer": "Job offers",
    "housing": "Housing",
    "identity": "Identity",
    "report": "Reports",
}

_INTRO = f"""<!-- Generated from the catalogue. Do not edit; write it anew with: {REGENERATE} -->
# Red flags

A red flag is a pattern that published guidance ties to human trafficking. Each is one file in
`src/manumit/engine/indicators/catalogue/`: its source, its parameters, its SQL over the link tables, the innocent
explanations, the harm that a wrong use does, and scenes that it sees and that it must not see (they run as tests).

**A red flag is a question for a person, never a verdict.** Most of what one flag alone describes is innocent. Flags of
different families count together; repeats within one family count little. The catalogue also holds innocent
explanations: they are looked for in the same way, shown with the lead, and lower its score visibly. Nationality,
ethnicity, religion, migration status and sexual orientation are never used; a test holds that.

In a sentence, words *in italics* are filled in by what was found. Strength runs from 0 to 1.
"""


def catalogue_page(flags: Sequence[Indicator] | None = None) -> str:
    """The whole catalogue as Markdown: by family, first the red flags, then the innocent explanations."""
    shown = catalogue() if flags is None else flags
    parts = [_INTRO, _contents(shown)]
    for family in FAMILIES:
        members = sorted(
            (flag for flag in shown if flag.family == family), key=lambda flag: (flag.against, flag.id)
        )
        if members:
            parts.append(f"## {_HEADS[family]}\n")
            parts += [flag_section(flag) for flag in members]
    return "\n".join(parts)


def _contents(flags: Sequence[Indicator]) -> str:
    lines = ["| family | red flags | innocent explanations |", "|---|---|---|"]
    for family in FAMILIES:
        cells = [
            ", ".join(
                f"[{flag.id}](#{flag.id})"
                for flag in flags
                if flag.family == family and flag.against is against
            )
            for against in (False, True)
        ]
        if any(cells):
            lines.append(f"| {_HEADS[family]} | {cells[0]} | {cells[1]} |")
    return "\n".join(lines) + "\n"


def flag_section(flag: Indicator) -> str:
    """One red flag or innocent explanation: what it says, where it comes from, what it looks at, and how."""
    kind = "Innocent explanation" if flag.against else "Red flag"
    blocks = [
        f'<a id="{flag.id}"></a>\n### {flag.title}',
        f"{kind} `{flag.id}`, version {flag.version}.",
        f"> {_filled(flag.sentence)}",
        "\n".join(f"- Source: {source.cite()}." for source in flag.source),
        _looks(flag),
    ]
    if flag.innocent:
        blocks.append("Innocent explanations:\n\n" + _bullets(flag.innocent))
    blocks.append(f"**Harm.** {flag.harm}")
    if flag.parameters:
        blocks.append(_parameters(flag))
    blocks += list(_scenes(flag))
    blocks.append(f"<details><summary>SQL</summary>\n\n```sql\n{flag.sql.rstrip()}\n```\n\n</details>")
    return "\n\n".join(blocks) + "\n"


def _filled(sentence: str) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda found: f"*{found[1].replace('_', ' ')}*", sentence)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _looks(flag: Indicator) -> str:
    text = "Looks at: " + ", ".join(kind.replace("_", " ") for kind in flag.applies_to) + "."
    if flag.exploitation:
        names = vocabulary().exploitations
        ranked = sorted(flag.exploitation.items(), key=lambda pair: (-pair[1], pair[0]))
        text += " Points to: " + ", ".join(f"{names[kind]} ({weight:g})" for kind, weight in ranked) + "."
    return text


def _parameters(flag: Indicator) -> str:
    rows = [f"| `{name}` | {_value(value)} |" for name, value in flag.parameters.items()]
    return "\n".join(["| parameter | default |", "|---|---|", *rows])


def _value(value: object) -> str:
    text = str(value).replace("|", "\\|")
    return f"`{text}`" if isinstance(value, str) else text


def _scenes(flag: Indicator) -> Iterator[str]:
    for way, head in (("fires", "Seen, for example:"), ("silent", "Not seen:")):
        told = [example["says"] for example in flag.examples.get(way, ())]
        if told:
            yield f"{head}\n\n{_bullets(told)}"


if __name__ == "__main__":
    sys.stdout.write(catalogue_page())
