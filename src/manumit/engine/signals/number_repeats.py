"""Digits that a text tells twice: with a gloss ('7 (seven)', 'seven 7'), or each of them doubled ('0077 77 00')."""

from __future__ import annotations

from collections.abc import Sequence

from manumit.engine.signals.number_tokens import Group

_LEAST_PAIRED = 8  # groups of a run of figures and words by turns, without brackets
_DOUBLED = range(16, 28)  # digits of a number with each of them doubled: longer than any telephone


def without_glosses(run: list[Group], text: str, *, bracketed: bool) -> list[Group]:
    """The groups of a run of a lower-case text without those that say the ones before them in another way; `bracketed`:
    whether brackets stand in the text."""
    if bracketed and len(run) > 1:
        run = _without_brackets(run, text)
    return _without_pairs(run) if len(run) >= _LEAST_PAIRED else run


def _without_brackets(run: list[Group], text: str) -> list[Group]:
    """'0 (zero) 7 (seven)', '555 (five five five)': brackets that hold the digits before them in another form."""
    kept: list[Group] = []
    at = 0
    while at < len(run):
        end = _closing(run, at, text) if kept and run[at].gap.rstrip()[-1:] in ("(", "[") else 0
        inner = "".join(group.digits for group in run[at:end])
        if end and _tail(kept, len(inner)) == inner and _otherwise(kept[-1], run[at:end]):
            kept[-1] = kept[-1]._replace(end=run[end - 1].end)
            at = end
        else:
            kept.append(run[at])
            at += 1
    return kept


def _closing(run: Sequence[Group], at: int, text: str) -> int:
    """Behind the last group of the bracket that opens before the one at `at`; 0 where it is not closed."""
    for end in range(at + 1, min(at + 7, len(run) + 1)):
        if text[run[end - 1].end : run[end - 1].end + 1] in (")", "]"):
            return end
        if end < len(run) and run[end].gap.strip():
            return 0
    return 0


def _tail(kept: Sequence[Group], size: int) -> str:
    return "".join(group.digits for group in kept[-size:])[-size:] if size else ""


def _otherwise(before: Group, inner: Sequence[Group]) -> bool:
    """Whether one is told in figures and the other in words."""
    return all((before.how == "digits") != (group.how == "digits") for group in inner)


def _without_pairs(run: list[Group]) -> list[Group]:
    """'2 two 0 zero 2 two': each digit in figures and in words."""
    if len(run) % 2 or run[0].digits != run[1].digits or run[2].digits != run[3].digits:
        return run
    pairs = list(zip(run[::2], run[1::2], strict=True))
    if not all(one.digits == two.digits and _otherwise(one, [two]) for one, two in pairs):
        return run
    return [one._replace(end=two.end) for one, two in pairs]


def halved(run: Sequence[Group]) -> Sequence[Group]:
    """'0077 77 00': a run of more digits than any number has, each of which stands twice, with each once."""
    if run[0].plus or sum(len(group.digits) for group in run) not in _DOUBLED:
        return run
    if any(len(group.digits) % 2 or group.digits[::2] != group.digits[1::2] for group in run):
        return run
    return [group._replace(digits=group.digits[::2]) for group in run]
