"""The catalogues of translations: which strings the Desk says, read off its code, pages and scripts; their state in
each language; and the compiled form that Django reads, made at set-up.

    python -m manumit.doors.web.catalogue          brings locale/*/LC_MESSAGES/django.po up to date
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.doors.web.desk.script_words import listed

if TYPE_CHECKING:
    from babel.messages import Catalog

HERE = Path(__file__).resolve().parent
LOCALE = HERE / "locale"
HEADER = (
    "# The Desk in another language. State: draft (ours, not yet read by a native speaker who signs for it)."
)
BEGUN = datetime(2026, 11, 28, tzinfo=UTC)
"""No date that changes with every call: a catalogue changes when its words do."""
LANGUAGES = ("es", "fr", "pt", "ru", "ar")
"""Of the Desk, besides English, in which it is written."""
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A string that somebody reads: `plural` where it counts, `note` for translators, `place` where it stands."""

    text: str
    plural: str = ""
    note: str = ""
    place: str = ""


def messages() -> Iterator[Message]:
    """Every string of the Desk."""
    for path in sorted(HERE.rglob("*.py")):
        if "migrations" not in path.parts and "node_modules" not in path.parts:
            yield from _of_code(path)
    for path in sorted(HERE.rglob("templates/**/*.html")):
        yield from _of_page(path)
    for text, note in listed().values():
        yield Message(text, note=note, place="assets/words.json")


def _of_code(path: Path) -> Iterator[Message]:
    from babel.messages.extract import extract

    with path.open("rb") as source:
        for _line, found, notes, _ in extract("python", source, KEYWORDS, ["Translators:"]):
            one, many = (
                (found, "") if isinstance(found, str) else (found[0], found[1] if len(found) > 1 else "")
            )
            yield Message(one, many or "", " ".join(notes), str(path.relative_to(HERE)))


def _of_page(path: Path) -> Iterator[Message]:
    from django.template import engines
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    template = engines["django"].from_string(path.read_text("utf-8")).template  # type: ignore[attr-defined]
    place = str(path.relative_to(HERE))
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        said = node.filter_expression.var
        yield Message(str(getattr(said, "literal", said)), place=place)
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        one, _ = node.render_token_list(node.singular)
        many = node.render_token_list(node.plural)[0] if node.plural and node.countervar else ""
        yield Message(one, many, place=place)


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue as it stands; an empty one where there is none."""
    from babel.messages import Catalog
    from babel.messages.pofile import read_po

    path = path_of(language)
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


def bring_up_to_date() -> None:
    """Add what is new to every catalogue and drop what nothing says any more; translations stay."""
    from babel.messages.pofile import write_po

    wanted = template(messages())
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        out = BytesIO()
        catalogue.header_comment = HEADER
        catalogue.project, catalogue.version = "Manumit", ""
        catalogue.copyright_holder = catalogue.last_translator = "Manumit contributors"
        catalogue.creation_date = catalogue.revision_date = BEGUN
        write_po(out, catalogue, sort_output=True, width=110, include_lineno=False)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(out.getvalue())


def compile_all() -> None:
    """Write the compiled form of every catalogue that is newer than it. Two at once do no harm."""
    from babel.messages.mofile import write_mo

    for language in LANGUAGES:
        path = path_of(language)
        made = path.with_suffix(".mo")
        if not path.exists() or (made.exists() and made.stat().st_mtime_ns >= path.stat().st_mtime_ns):
            continue
        partial = made.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as out:
            write_mo(out, read(language), use_fuzzy=False)
        os.replace(partial, made)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manumit.doors.web.settings")
    django.setup()
    bring_up_to_date()
    compile_all()
