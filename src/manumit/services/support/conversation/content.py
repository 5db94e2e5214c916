"""The closed set: every text that the service may say, in eleven languages, each with its state.

`content/en.yaml` is the original: {id: {version, kind, state, text}}. The other files are translations: {id: {version,
state, text}}, where `version` is that of the original they translate; one that is behind counts as missing. An operator
puts reviewed texts into a folder of the same form (`sheet` writes one to fill in): they take the place of ours, as long
as the original has not changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from manumit.base.kernel import UnreadableInput, UsageError

LOCALES = ("en", "es", "fr", "pt", "ru", "uk", "ar", "zh", "tl", "vi", "ro")
ORIGINAL = "en"
RIGHT_TO_LEFT = frozenset({"ar"})
KINDS = ("safety", "question", "answer", "wait", "end", "notice", "choice")
"""`choice` is what stands on a button."""
GATE = frozenset({"safety", "question", "wait", "choice"})
"""The safety set: kinds that must be reviewed before a locale is served, all that a person is led by. An answer, an end
or a notice that is not yet reviewed is shown with its original beside it."""
STATES = ("draft", "checked", "reviewed")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
PLACEHOLDERS = frozenset({"number", "minutes", "code", "key"})
LONGEST = 600
"""Characters of a text: what fits on a small screen without scrolling twice."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one locale. `reviewer` and `date` stand where it is reviewed, and only there."""

    content_id: str
    version: int
    kind: str
    locale: str
    text: str
    state: str = "draft"
    reviewer: str = ""
    date: str = ""

    @property
    def hash(self) -> str:
        """SHA-256, in hex, over id, version, locale and text (with its placeholders)."""
        told = [self.content_id, self.version, self.locale, self.text]
        return sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True)
class Content:
    """The set as it is in use: what we ship, and in its place what an operator has reviewed."""

    texts: Mapping[tuple[str, str], Text]

    def __iter__(self) -> Iterator[Text]:
        return iter(self.texts.values())

    def ids(self) -> list[str]:
        """Every content id, in the order of the original."""
        return [content_id for content_id, locale in self.texts if locale == ORIGINAL]

    def text(self, content_id: str, locale: str) -> Text:
        """A text; where a locale has none, its original. UsageError for an id that is not in the set."""
        found = self.texts.get((content_id, locale)) or self.texts.get((content_id, ORIGINAL))
        if found is None:
            raise UsageError(f"{content_id!r} is not in the closed set of replies.")
        return found

    def state(self, content_id: str, locale: str) -> str:
        """The state of a text, or nothing where the locale has none."""
        found = self.texts.get((content_id, locale))
        return found.state if found else ""


def release(locale: str, content: Content | None = None) -> tuple[str, ...]:
    """Ids of the safety set that are missing or not reviewed in a locale; where there is none, it may be served."""
    content = content or shipped_content()
    needed = [one for one in content.ids() if content.text(one, ORIGINAL).kind in GATE]
    return tuple(one for one in needed if content.state(one, locale) != "reviewed")


def content_leaf(content: Content | None = None) -> bytes:
    """What a ledger entry of this release commits to: a hash a locale over all its texts with their states, and one
    over these. Canonical JSON; the same set gives the same bytes."""
    content = content or shipped_content()
    lines: dict[str, list[str]] = {}
    for one in content:
        lines.setdefault(one.locale, []).append(f"{one.content_id} {one.version} {one.state} {one.hash}")
    hashes = {locale: _hash(sorted(told)) for locale, told in lines.items()}
    whole = _hash([f"{locale} {told}" for locale, told in sorted(hashes.items())])
    body = {"event": "replies", "texts": len(content.texts), "release": whole, "locales": hashes}
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode("ascii")


def _hash(lines: list[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()


@cache
def shipped_content() -> Content:
    """The set as it comes with the program: all drafts."""
    folder = files("manumit.services.support.conversation").joinpath("content")
    texts: dict[tuple[str, str], Text] = {}
    for locale in LOCALES:
        source = folder.joinpath(f"{locale}.yaml").read_bytes()
        for one in _read(source, locale, f"content/{locale}.yaml", texts):
            texts[one.content_id, locale] = one
    return Content(texts)


def with_reviewed(folder: Path, base: Content | None = None) -> Content:
    """`base` (ours, if none) with the texts of an operator's folder in place of it: one file a locale, `uk.yaml`.
    UnreadableInput, with file and id, for what is not of the form; a text of an older version is passed over."""
    base = base or shipped_content()
    texts = dict(base.texts)
    originals = folder / f"{ORIGINAL}.yaml"
    for path in sorted(folder.glob("*.yaml"), key=lambda one: one != originals):
        if path.stem not in LOCALES:
            raise UnreadableInput(
                f"{path}: there is no locale {path.stem!r}.", f"Locales: {', '.join(LOCALES)}."
            )
        for one in _read(path.read_bytes(), path.stem, str(path), base.texts):
            if one.version == base.text(one.content_id, ORIGINAL).version:
                texts[one.content_id, one.locale] = one
    return Content(texts)


def _read(source: bytes, locale: str, where: str, known: Mapping[tuple[str, str], Text]) -> Iterator[Text]:
    """Texts of a file. Kinds come from the originals in `known`, which are read first."""
    try:
        told = yaml.load(source, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # all values are text
    except yaml.YAMLError as error:
        raise UnreadableInput(f"{where} is no YAML: {error}.") from error
    if not isinstance(told, dict):
        raise UnreadableInput(f"{where} is no list of texts.")
    for content_id, entry in told.items():
        original = known.get((content_id, ORIGINAL))
        try:
            yield _text(content_id, locale, entry, original)
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableInput(f"{where}, {content_id}: {error}.") from error


def _text(content_id: str, locale: str, entry: Any, original: Text | None) -> Text:
    unknown = set(entry) - {"version", "kind", "state", "text", "reviewer", "date"}
    kind = original.kind if original else entry.get("kind", "")
    made = Text(
        content_id,
        int(entry["version"]),
        kind,
        locale,
        str(entry["text"]).strip(),
        entry["state"],
        entry.get("reviewer", "").strip(),
        entry.get("date", "").strip(),
    )
    faults = [
        (unknown, f"unknown fields {', '.join(sorted(unknown))}"),
        (kind not in KINDS, "it is not in the closed set, or its kind is unknown"),
        (made.state not in STATES, f"the state is one of {', '.join(STATES)}"),
        (not 0 < len(made.text) <= LONGEST, f"a text has 1 to {LONGEST} characters"),
        (made.state == "reviewed" and not made.reviewer, "who reviewed it is missing (reviewer)"),
        (made.state == "reviewed" and not made.date, "when it was reviewed is missing (date)"),
        (made.state != "reviewed" and (made.reviewer or made.date), "it has a reviewer, but is not reviewed"),
    ]
    if original and placeholders(made.text) != placeholders(original.text):
        faults.append((True, "its placeholders are not those of the original"))
    for wrong, what in faults:
        if wrong:
            raise ValueError(what)
    if made.date:
        date.fromisoformat(made.date)
    return made


def placeholders(text: str) -> list[str]:
    """Names in braces, in order of the alphabet; ValueError for one that nobody fills."""
    found = sorted(PLACEHOLDER.findall(text))
    if unknown := set(found) - PLACEHOLDERS:
        raise ValueError(f"unknown placeholders: {', '.join(sorted(unknown))}")
    return found
