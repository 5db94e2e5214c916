"""The catalogues of translations: which strings a door says, read off its code, pages and scripts; their state in
each language; and the compiled form that Django reads, made at set-up.

    python -m manumit.doors.web.catalogue          brings every door's */LC_MESSAGES/django.po up to date
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel.messages import Catalog

HERE = Path(__file__).resolve().parent
HEADER = "# {} in another language. State: draft (ours, not yet read by a native speaker who signs for it)."
BEGUN = datetime(2026, 11, 28, tzinfo=UTC)
"""No date that changes with every call: a catalogue changes when its words do."""
LANGUAGES = ("es", "fr", "pt", "ru", "ar")
"""Of the Desk, besides English, in which it is written."""
SPOKEN = (*LANGUAGES, "uk", "zh_Hans", "tl", "vi", "ro")
"""Of Haven."""
APART = ("haven", "line", "helpline")
"""Doors with catalogues of their own."""
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}


@dataclass(frozen=True, slots=True)
class Door:
    """A door with its catalogues: where its code and pages lie, in which folders of it they do not, its languages, the
    template tags that need no loading there, whether it has scripts that speak, and what else of the house it says."""

    name: str
    root: Path
    languages: tuple[str, ...]
    without: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    scripts: bool = False
    shared: tuple[Path, ...] = ()

    @property
    def locale(self) -> Path:
        """Folder of its catalogues."""
        return self.root / "locale"


DESK = Door("The Desk", HERE, LANGUAGES, APART, scripts=True)
AGREED = (HERE / "helpline" / "agreed_words.py",)
HAVEN = Door(
    "Haven", HERE / "haven", SPOKEN, tags=("manumit.doors.web.haven.templatetags.words",), shared=AGREED
)
OF_LINE = ("django.templatetags.l10n", "manumit.doors.web.line.templatetags.words")
LINE = Door("Line", HERE / "line", LANGUAGES, tags=OF_LINE, shared=AGREED)
DOORS = (DESK, HAVEN, LINE)


@dataclass(frozen=True, slots=True)
class Message:
    """A string that somebody reads: `plural` where it counts, `note` for translators, `place` where it stands."""

    text: str
    plural: str = ""
    note: str = ""
    place: str = ""


def messages(door: Door = DESK) -> Iterator[Message]:
    """Every string of a door."""
    for path in (*_of(door, "*.py"), *door.shared):
        if "migrations" not in path.parts and "node_modules" not in path.parts:
            yield from _of_code(path)
    engine = _engine(door)
    for path in _of(door, "templates/**/*.html"):
        yield from _of_page(path, engine)
    for text, note in listed().values() if door.scripts else ():
        yield Message(text, note=note, place="assets/words.json")


@cache
def listed() -> Mapping[str, tuple[str, str]]:
    """What scripts say (assets/words.json), by key: the English text, and the note for translators."""
    told = json.loads((HERE / "assets" / "words.json").read_text("utf-8"))
    return {key: (text, note) for key, (text, note) in told.items()}


def _of(door: Door, pattern: str) -> list[Path]:
    return [
        path
        for path in sorted(door.root.rglob(pattern))
        if path.relative_to(door.root).parts[0] not in door.without
    ]


def _engine(door: Door) -> Any:
    """The settings' own templates, or for a door that has settings of its own an engine with its tags."""
    from django.template import Engine, engines

    if not door.tags:
        return engines["django"]
    return Engine(builtins=["django.templatetags.i18n", *door.tags], dirs=[str(door.root / "templates")])


def _of_code(path: Path) -> Iterator[Message]:
    from babel.messages.extract import extract

    with path.open("rb") as source:
        for _line, found, notes, _ in extract("python", source, KEYWORDS, ["Translators:"]):
            one, many = (
                (found, "") if isinstance(found, str) else (found[0], found[1] if len(found) > 1 else "")
            )
            yield Message(one, many or "", " ".join(notes), str(path.relative_to(HERE)))


def _of_page(path: Path, engine: Any) -> Iterator[Message]:
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    made = engine.from_string(path.read_text("utf-8"))
    template = getattr(made, "template", made)
    place = str(path.relative_to(HERE))
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        said = node.filter_expression.var
        yield Message(str(getattr(said, "literal", said)), place=place)
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        one, _ = node.render_token_list(node.singular)
        many = node.render_token_list(node.plural)[0] if node.plural and node.countervar else ""
        yield Message(one, many, place=place)


def path_of(language: str, door: Door = DESK) -> Path:
    """The catalogue of a language."""
    return door.locale / language / "LC_MESSAGES" / "django.po"


def read(language: str, door: Door = DESK) -> Catalog:
    """The catalogue as it stands; an empty one where there is none."""
    from babel.messages import Catalog
    from babel.messages.pofile import read_po

    path = path_of(language, door)
    if not path.exists():
        return Catalog(locale=language, domain="django", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=language, domain="django")


def template(told: Iterable[Message]) -> Catalog:
    """All messages as a catalogue without translations."""
    from babel.messages import Catalog

    made = Catalog(domain="django", fuzzy=False, project="Manumit", charset="utf-8")
    for one in told:
        key = (one.text, one.plural) if one.plural else one.text
        notes = [one.note] if one.note else []
        made.add(key, locations=[(one.place, None)], auto_comments=notes)  # type: ignore[list-item]
    return made


def bring_up_to_date(door: Door = DESK) -> None:
    """Add what is new to every catalogue of a door and drop what nothing says any more; translations stay."""
    from babel.messages.pofile import write_po

    wanted = template(messages(door))
    for language in door.languages:
        catalogue = read(language, door)
        catalogue.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        out = BytesIO()
        catalogue.header_comment = HEADER.format(door.name)
        catalogue.project, catalogue.version = "Manumit", ""
        catalogue.copyright_holder = catalogue.last_translator = "Manumit contributors"
        catalogue.creation_date = catalogue.revision_date = BEGUN
        write_po(out, catalogue, sort_output=True, width=110, include_lineno=False)
        path_of(language, door).parent.mkdir(parents=True, exist_ok=True)
        path_of(language, door).write_bytes(out.getvalue())


def compile_all(doors: Iterable[Door] = DOORS) -> None:
    """Write the compiled form of every catalogue that is newer than it. Two at once do no harm."""
    from babel.messages.mofile import write_mo

    for door, language in ((one, language) for one in doors for language in one.languages):
        path = path_of(language, door)
        made = path.with_suffix(".mo")
        if not path.exists() or (made.exists() and made.stat().st_mtime_ns >= path.stat().st_mtime_ns):
            continue
        partial = made.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as out:
            write_mo(out, read(language, door), use_fuzzy=False)
        os.replace(partial, made)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manumit.doors.web.settings")
    django.setup()
    for each in DOORS:
        bring_up_to_date(each)
    compile_all()
