"""Every string of the Desk stands in a catalogue, is translated and keeps its holes; no page says anything beside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from manumit.doors.web import catalogue
from manumit.doors.web.catalogue import LANGUAGES, Message
from tests.doors.web.conftest import Signed

HOLE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
TAG = re.compile(
    r"\{%\s*(?:translate|trans)\b.*?%\}|\{%\s*blocktranslate\b.*?%\}.*?\{%\s*endblocktranslate\s*%\}"
    r"|\{% block (?:page_class|kind|back) %\}.*?\{% endblock %\}",
    re.S,
)
CODE = re.compile(
    r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<(script|code|kbd|style)\b.*?</\1>|<!--.*?-->|<[^>]*>|&\w+;", re.S
)
SAYS = re.compile(r"\b(?:aria-label|title|alt|placeholder|label|method)=\"([^\"{]*[^\W\d_]{2,}[^\"{]*)\"")
NO_WORD = {
    "Manumit",
    "Line",
    "SHA",
    "UTC",
    "km",
    "ms",
    "TLP",
    "AMBER",
    "POST",
    "GET",
    "GB",
    "get",
    "post",
    "dialog",
}
PAGES = sorted(Path(catalogue.HERE).rglob("templates/**/*.html"))


SPOKEN = [(door, language) for door in catalogue.DOORS for language in door.languages]
"""Every door in each of its languages."""


def _messages(door: catalogue.Door) -> dict[str, Message]:
    return {one.text: one for one in catalogue.messages(door)}


@pytest.mark.parametrize(("door", "language"), SPOKEN)
def test_a_catalogue_holds_what_its_door_says_and_nothing_else(language: str, door: catalogue.Door) -> None:
    read = catalogue.read(language, door)
    held = {one.id if isinstance(one.id, str) else one.id[0] for one in read if one.id}
    said = set(_messages(door))
    assert said - held == set(), "bring the catalogues up to date: python -m manumit.doors.web.catalogue"
    assert held - said == set()


@pytest.mark.parametrize(("door", "language"), SPOKEN)
def test_everything_is_translated_and_keeps_its_holes(language: str, door: catalogue.Door) -> None:
    told, wrong = _messages(door), []
    read = catalogue.read(language, door)
    for one in read:
        if not one.id:
            continue
        key = one.id if isinstance(one.id, str) else one.id[0]
        forms = [one.string] if isinstance(one.string, str) else list(one.string or ())
        wanted = set(HOLE.findall(told[key].plural or key))
        for form in forms:
            holes = set(HOLE.findall(form))
            missing = wanted - holes if len(forms) == 1 else set()
            if not form or holes - wanted or missing:
                wrong.append((key, form))
        if not isinstance(one.id, str) and len(forms) != read.num_plurals:
            wrong.append((key, f"{len(forms)} forms"))
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(catalogue.HERE)))
def test_a_page_says_nothing_that_is_not_in_a_catalogue(page: Path) -> None:
    text = TAG.sub(" ", page.read_text("utf-8"))
    loose = [word for word in re.findall(r"[^\W\d_]{2,}", CODE.sub(" ", text)) if word not in NO_WORD]
    assert loose == []
    assert [said for said in SAYS.findall(text) if set(re.findall(r"[^\W\d_]{2,}", said)) - NO_WORD] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_the_language_that_was_chosen(language: str, signed: Signed) -> None:
    catalogue.compile_all()
    client = signed()
    client.post("/language/setlang/", {"language": language, "next": "/home"})
    page = client.get("/home").content.decode()
    (home,) = [one.string for one in catalogue.read(language) if one.id == "Home"]
    assert f'lang="{language}"' in page
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert str(home) in page
