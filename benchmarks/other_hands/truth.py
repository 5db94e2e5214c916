"""Turns stories into the truth lines of the design (6a): keys of records, identifiers with roles."""

from datetime import UTC

from .digits import plain
from .stage import Human, Rec, Story

Line = dict[str, object]


def keys(story: Story) -> list[dict[str, str]]:
    """Unique (kind, source_id) in time order."""
    seen: dict[tuple[str, str], None] = {}
    for rec in sorted(story.recs, key=lambda r: (r.at.timestamp(), r.kind, r.key)):
        assert rec.key, (rec.kind, rec.feed)
        seen[rec.kind, rec.key] = None
    return [{"kind": kind, "source_id": key} for kind, key in seen]


def written(human: Human, recs: list[Rec]) -> str | None:
    """`name|birth_date` as the story's records write it: plain tables first, then EDIFACT (SURNAME/GIVEN)."""
    mine = [rec for rec in recs if rec.who is human]
    for rec in mine:
        if rec.feed in ("compass", "registry"):
            return f"{human.name}|{human.birth}"
    for rec in mine:
        if rec.feed == "allersimple":
            return f"{rec.row['passenger_name']}|{human.birth}"
    return f"{plain(human.family)}/{plain(human.given)}|{human.birth}" if mine else None


def members(story: Story) -> list[dict[str, str]]:
    """Every identifier of a story's people that its own records show."""
    cells: set[str] = set()
    phones: set[str] = set()
    handles: set[str] = set()
    for rec in story.recs:
        phones.add(str(rec.extra.get("phone", "")))
        handles.add(str(rec.extra.get("handle", "")))
        for name, value in rec.row.items():
            if name in ("debtor_account", "creditor_account", "paid_by_account", "account_id"):
                cells.add(str(value))
            elif name == "phone" or (name == "contact_phone" and rec.feed != "paxlst"):
                phones.add(str(value))
    seen = {"account": cells, "phone": phones, "handle": handles}
    found = {(kind, ident): role for (kind, ident), role in story.ids.items() if ident in seen[kind]}
    for human, role in story.humans:
        for account in (human.account, human.app):
            if account and account.id in cells:
                found.setdefault(("account", account.id), role)
        if human.phone in phones:
            found.setdefault(("phone", human.phone), role)
        shown = written(human, story.recs)
        if shown:
            found.setdefault(("person", shown), role)
    return [{"kind": kind, "id": ident, "role": role} for (kind, ident), role in found.items()]


def operation(ident: str, story: Story) -> Line:
    times = [rec.at.astimezone(UTC) for rec in story.recs if rec.kind != "account"]
    return {
        "operation_id": ident,
        "exploitation": story.label,
        "started": min(times).isoformat(),
        "ended": max(times).isoformat(),
        "members": members(story),
        "records": keys(story),
    }


def lookalike(story: Story) -> Line:
    return {"group": story.label, "records": keys(story), "members": members(story)}
