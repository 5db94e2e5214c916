"""Who has to cosign a checkpoint before it counts as witnessed (C2SP tlog-policy): logs, witnesses, a quorum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from manumit.base.kernel import UsageError
from manumit.base.ledger.keys import Pinned, Succession
from manumit.base.ledger.note import COSIGNATURE, Note, VerifierKey

_NONE = "none"


@dataclass(frozen=True)
class Member:
    """A witness of a policy."""

    name: str
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True)
class Quorum:
    """How many of the members are needed; a group of no member needs none."""

    name: str = _NONE
    least: int = 0
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Policy:
    """The logs that are trusted, and the rule by which cosignatures suffice."""

    logs: tuple[VerifierKey, ...] = ()
    witnesses: Mapping[str, Member] = field(default_factory=dict)
    groups: Mapping[str, Quorum] = field(default_factory=dict)
    quorum: str = _NONE

    @classmethod
    def of(cls, logs: Iterable[VerifierKey]) -> Policy:
        """These logs, and no witnesses: at best 'logged, not witnessed'."""
        return cls(tuple(logs))

    @classmethod
    def parse(cls, text: str) -> Policy:
        """A policy file; UsageError with the line that cannot be understood."""
        reading = _Reading()
        for number, line in enumerate(text.split("\n"), 1):
            words = line.strip(" \t\r").split()
            if words and not words[0].startswith("#"):
                try:
                    reading.take(words)
                except UsageError as error:
                    raise UsageError(f"Line {number} of the policy: {error.sentence}", error.hint) from error
        if reading.quorum is None:
            raise UsageError(
                "The policy has no quorum line.", "Write `quorum none` when no witness is needed."
            )
        return cls(tuple(reading.logs), reading.witnesses, reading.groups, reading.quorum)

    def pinned(self, successions: Sequence[Succession] = ()) -> Pinned:
        """The logs' keys and their successors."""
        return Pinned.of(self.logs, successions)

    def cosigners(self, note: Note) -> dict[str, int]:
        """Witness name -> POSIX second of its cosignature. VerificationFailed when one does not hold."""
        names = {member.key: name for name, member in self.witnesses.items()}
        return {names[key]: one.time for key, one in note.signed_by(names).items()}

    def met(self, cosigners: Iterable[str]) -> bool:
        """Whether these are enough. With `quorum none` nobody is asked, so nothing is ever called witnessed."""
        return self.quorum != _NONE and self._met(self.quorum, frozenset(cosigners))

    def _met(self, name: str, cosigners: frozenset[str]) -> bool:
        if (group := self.groups.get(name)) is None:
            return name in cosigners
        return sum(self._met(member, cosigners) for member in group.members) >= group.least

    def rule(self) -> str:
        """The quorum in words: '2 of 3 witnesses'."""
        if self.quorum == _NONE:
            return "no witness"
        if (group := self.groups.get(self.quorum)) is None:
            return f"the witness {self.quorum}"
        kind = "witnesses" if all(one in self.witnesses for one in group.members) else "groups of witnesses"
        return f"{group.least} of {len(group.members)} {kind}"


class _Reading:
    """A policy file while it is read, line after line."""

    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, Member] = {}
        self.groups: dict[str, Quorum] = {}
        self.quorum: str | None = None
        self._grouped: set[str] = set()

    def take(self, words: list[str]) -> None:
        lines: dict[str, tuple[int, float, Callable[..., None]]] = {
            "log": (1, 2, self._log),
            "witness": (2, 3, self._witness),
            "group": (3, float("inf"), self._group),
            "quorum": (1, 1, self._quorum),
        }
        least, most, reader = lines.get(words[0], (0, -1, self._log))
        if not least <= len(words) - 1 <= most:
            raise UsageError(
                f"{' '.join(words)[:60]!r} is not understood.", "Lines are: log, witness, group, quorum."
            )
        reader(*words[1:])

    def _log(self, key: str, url: str = "") -> None:
        parsed = VerifierKey.parse(key)
        if parsed.kind == COSIGNATURE:
            raise UsageError(f"{parsed.name} is a witness's key, not a log's.")
        if parsed.public in [one.public for one in self.logs]:
            raise UsageError(f"The log {parsed.name} stands there twice.")
        self.logs.append(parsed)

    def _witness(self, name: str, key: str, url: str = "") -> None:
        parsed = VerifierKey.parse(key)
        if parsed.kind != COSIGNATURE:
            raise UsageError(f"{parsed.name} is a log's key, not a witness's.")
        if parsed.public in [one.key.public for one in self.witnesses.values()]:
            raise UsageError(f"The witness {name} stands there twice.")
        self._define(name)
        self.witnesses[name] = Member(name, parsed, url)

    def _group(self, name: str, least: str, *members: str) -> None:
        self._define(name)
        for member in members:
            if (member not in self.witnesses and member not in self.groups) or member == name:
                raise UsageError(f"{member} is not defined above.")
            if member in self._grouped:
                raise UsageError(f"{member} is a member twice.")
            self._grouped.add(member)
        words = {"any": 1, "all": len(members)}
        count = words.get(least) or (int(least) if least.isascii() and least.isdecimal() else 0)
        if not 1 <= count <= len(members):
            raise UsageError(f"{least} of {len(members)} is no quorum.", "Write all, any or a number.")
        self.groups[name] = Quorum(name, count, members)

    def _quorum(self, name: str) -> None:
        if self.quorum is not None:
            raise UsageError("There are two quorum lines.")
        if name != _NONE and name not in self.witnesses and name not in self.groups:
            raise UsageError(f"{name} is not defined above.")
        self.quorum = name

    def _define(self, name: str) -> None:
        if name == _NONE or name in self.witnesses or name in self.groups:
            raise UsageError(f"The name {name} is taken.")
