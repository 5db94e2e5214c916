"""Relations in a family as words tell them, turned round, and told by way of a third person.

A relation is what the relative is to the person: 'mother'. Step, half and foster relations count as what they stand
for, since the same people are told as either.
"""

from __future__ import annotations

from dataclasses import dataclass

_WORDS = {
    "parent": ("mother", "father", "parent"),
    "sibling": ("sister", "brother", "sibling"),
    "grandparent": ("grandmother", "grandfather", "grandparent"),
    "aunt or uncle": ("aunt", "uncle", "aunt or uncle"),
    "child": ("daughter", "son", "child"),
    "spouse": ("wife", "husband", "spouse"),
    "grandchild": ("granddaughter", "grandson", "grandchild"),
    "niece or nephew": ("niece", "nephew", "niece or nephew"),
    "cousin": ("", "", "cousin"),
    "other": ("", "", "other"),
}
"""The word of a woman, of a man, of either."""
WORDS = tuple(word for kind in _WORDS.values() for word in kind if word)
"""What a relative may be called."""
_ALSO = {
    "partner": "spouse", "aunt-uncle": "aunt or uncle", "nephew or niece": "niece or nephew",
    "niece-nephew": "niece or nephew", "guardian": "other", "caregiver": "other", "relative": "other",
}  # fmt: skip
_TURNED = {
    "parent": "child",
    "child": "parent",
    "sibling": "sibling",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
    "aunt or uncle": "niece or nephew",
    "niece or nephew": "aunt or uncle",
    "spouse": "spouse",
    "cousin": "cousin",
    "other": "other",
}
_THROUGH = {
    ("parent", "parent"): ("grandparent",),
    ("parent", "sibling"): ("aunt or uncle",),
    ("parent", "child"): ("sibling",),
    ("parent", "spouse"): ("parent",),
    ("parent", "niece or nephew"): ("cousin",),
    ("parent", "grandchild"): ("niece or nephew", "child"),
    ("sibling", "parent"): ("parent",),
    ("sibling", "sibling"): ("sibling",),
    ("sibling", "grandparent"): ("grandparent",),
    ("sibling", "aunt or uncle"): ("aunt or uncle",),
    ("sibling", "child"): ("niece or nephew",),
    ("sibling", "cousin"): ("cousin",),
    ("grandparent", "spouse"): ("grandparent",),
    ("grandparent", "child"): ("parent", "aunt or uncle"),
    ("grandparent", "grandchild"): ("sibling", "cousin"),
    ("aunt or uncle", "parent"): ("grandparent",),
    ("aunt or uncle", "sibling"): ("parent", "aunt or uncle"),
    ("aunt or uncle", "spouse"): ("aunt or uncle",),
    ("aunt or uncle", "child"): ("cousin",),
    ("aunt or uncle", "niece or nephew"): ("sibling", "cousin"),
    ("child", "parent"): ("spouse",),
    ("child", "sibling"): ("child",),
    ("child", "child"): ("grandchild",),
    ("spouse", "child"): ("child",),
    ("spouse", "grandchild"): ("grandchild",),
    ("cousin", "parent"): ("aunt or uncle",),
    ("cousin", "grandparent"): ("grandparent",),
    ("cousin", "sibling"): ("cousin",),
    ("niece or nephew", "parent"): ("sibling",),
    ("niece or nephew", "sibling"): ("niece or nephew",),
    ("grandchild", "parent"): ("child",),
}
"""What somebody is to a person who is a relative's relative: (what the relative is to the person, what somebody is to
the relative). What is not here may be anybody."""
_SIDES = (
    "step",
    "half",
    "foster",
    "adoptive",
    "adopted",
    "maternal",
    "paternal",
    "great",
    "younger",
    "older",
    "elder",
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What somebody may be to a person, and that somebody's sex, `f`, `m` or empty."""

    kinds: frozenset[str]
    sex: str = ""

    @classmethod
    def of(cls, text: str) -> Relation | None:
        """Of a word, None for one that is not known. 'half-brother' is a brother, 'guardian' may be anybody."""
        words = " ".join(text.lower().replace("_", " ").split())
        for side in _SIDES:
            words = words.removeprefix(side).lstrip(" -")
        words = _ALSO.get(words, words)
        for kind, (woman, man, either) in _WORDS.items():
            if words in (woman, man, either) and words:
                return cls(frozenset((kind,)), {woman: "f", man: "m"}.get(words, ""))
        return None

    def turned(self, sex: str) -> Relation:
        """What the person is to that somebody; `sex` is the person's."""
        return Relation(frozenset(_TURNED[kind] for kind in self.kinds), sex)

    def through(self, other: Relation) -> Relation:
        """What somebody is to the person who is `other` to the relative who is `self` to the person."""
        pairs = ((ours, theirs) for ours in self.kinds for theirs in other.kinds)
        kinds = frozenset(kind for pair in pairs for kind in _THROUGH.get(pair, ("other",)))
        return Relation(frozenset(("other",)) if "other" in kinds else kinds, other.sex)

    def fits(self, other: Relation) -> bool:
        """Whether both may tell of one person."""
        some = bool(self.kinds & other.kinds) or "other" in self.kinds | other.kinds
        return some and not (self.sex and other.sex and self.sex != other.sex)

    @property
    def only_one(self) -> bool:
        """Whether a person has but one: a mother, a father."""
        return self.kinds == {"parent"} and bool(self.sex)

    def __str__(self) -> str:
        at = {"f": 0, "m": 1}.get(self.sex, 2)
        return " or ".join(_WORDS[kind][at] or _WORDS[kind][2] for kind in sorted(self.kinds))
