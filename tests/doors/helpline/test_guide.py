"""Pages, signs and the offer check's reasons: whole in every language, plain to read, drafts until a person signs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UnreadableInput
from manumit.doors.web.haven import guide
from manumit.doors.web.helpline.joining import joined
from manumit.engine.offers import languages
from manumit.engine.offers import signs as offer_signs
from manumit.services.support import LOCALES
from tests.doors.helpline import reading

OTHERS = [one for one in LOCALES if one != guide.ORIGINAL]
SHIPPED = Path(str(files("manumit.doors.web.haven").joinpath("content")))
ILO = set(
    "abuse_of_vulnerability deception restriction_of_movement isolation violence threats documents wages debt"
    " conditions overtime".split()
)
PLAIN = 6.0
"""Flesch-Kincaid grade at most: a reader of about 11."""
LONGEST_SENTENCE = 11
"""Words of a sentence in the mean at most. A proxy, as the next: it knows no rare word and no hard grammar."""
LONG = {"ru": 12, "uk": 12, "tl": 12}
"""Letters from which a word is long, where 10 are common: endings and affixes make words longer there."""
LONG_SHARE = 0.03
CHINESE_MEAN, CHINESE_LONGEST = 15, 36
"""Characters between two stops."""


def _lines(page: guide.Page) -> list[str]:
    return [line for part in page.parts for line in part.lines]


def _all_lines(locale: str) -> list[tuple[str, list[str]]]:
    """Every text of a locale, by name."""
    made = [(one.slug, _lines(one)) for one in guide.pages(locale)]
    made.append(("signs", [line for one in guide.signs(locale) for line in (one.says, one.means)]))
    made.append(("offers", [one.says for one in guide.reasons(locale).values()]))
    return made


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_there_in_every_language(locale: str) -> None:
    assert {one.locale for one in guide.pages(locale)} == {locale}
    for one, english in zip(guide.pages(locale), guide.pages("en"), strict=True):
        assert [len(part.lines) for part in one.parts] == [len(part.lines) for part in english.parts], (
            one.slug
        )
        assert one.sources == english.sources
    assert {one.locale for one in guide.signs(locale)} == {locale}
    assert {one.id for one in guide.signs(locale)} == ILO
    reasons = guide.reasons(locale)
    assert set(reasons) == set(offer_signs())
    assert {one.locale for one in reasons.values()} == {locale}


@pytest.mark.parametrize("locale", OTHERS)
def test_nothing_is_left_in_english_or_said_twice(locale: str) -> None:
    english = {line for _, lines in _all_lines("en") for line in lines}
    for name, lines in _all_lines(locale):
        assert not english & set(lines), name
        assert len(lines) == len(set(lines)), name
        assert not [line for line in lines if line != line.strip() or "  " in line]


@pytest.mark.parametrize("locale", OTHERS)
def test_a_text_is_written_in_its_own_letters(locale: str) -> None:
    ranges = {"ar": ("\u0600", "\u06ff"), "zh": ("\u4e00", "\u9fff"), "ru": ("\u0400", "\u04ff")}
    ranges["uk"] = ranges["ru"]
    low, high = ranges.get(locale, ("A", "\u1eff"))
    letters = [
        letter
        for _, lines in _all_lines(locale)
        for line in lines
        for letter in line
        if letter.isalpha() and letter not in "ID"
    ]
    assert sum(low <= one <= high for one in letters) / len(letters) > 0.99


def test_ukrainian_is_not_russian() -> None:
    text = " ".join(line for _, lines in _all_lines("uk") for line in lines)
    assert not set("ыэъё") & set(text.lower())
    assert "і" in text


@pytest.mark.parametrize(
    ("name", "lines"), _all_lines("en"), ids=lambda one: one if isinstance(one, str) else ""
)
def test_english_can_be_read_at_eleven(name: str, lines: list[str]) -> None:
    assert reading.grade(lines) <= PLAIN


@pytest.mark.parametrize("locale", [one for one in OTHERS if one != "zh"])
def test_other_languages_have_short_sentences_and_few_long_words(locale: str) -> None:
    for name, lines in _all_lines(locale):
        assert reading.length(lines) <= LONGEST_SENTENCE, name
        assert reading.long_share(lines, LONG.get(locale, 10)) <= LONG_SHARE, name


def test_chinese_has_short_sentences() -> None:
    for name, lines in _all_lines("zh"):
        cut = [len(one) for line in lines for one in reading.SENTENCE.split(line) if one.strip()]
        assert sum(cut) / len(cut) <= CHINESE_MEAN, name
        assert max(cut) <= CHINESE_LONGEST, name


def test_a_hard_text_would_be_found() -> None:
    hard = [
        "Notwithstanding contractual stipulations, employers are prohibited from retaining identification."
    ]
    assert reading.grade(hard) > 2 * PLAIN
    assert reading.long_share(hard, 10) > LONG_SHARE


@given(st.lists(st.text(alphabet="abe .?", min_size=1)))
def test_counting_syllables_never_breaks(lines: list[str]) -> None:
    if reading.sentences(lines):
        assert reading.grade(lines) > -4
        assert 0 <= reading.long_share(lines, 3) <= 1


def test_every_page_names_its_sources() -> None:
    about = {
        "police": "Human Trafficking",
        "health": "World Health",
        "under-18": "Rights of the Child",
        "work": "Wages",
    }
    for one in guide.pages("en"):
        assert len(one.sources) >= 3, one.slug
        assert not [source for source in one.sources if "http" in source or ":" not in source]
        assert about.get(one.slug, ":") in " ".join(one.sources)


def test_nothing_shipped_is_reviewed_and_no_country_is_advised() -> None:
    for locale in LOCALES:
        told = guide.told(locale)
        states = [one["state"] for one in (*told["pages"].values(), told["signs"], told["offers"])]
        assert set(states) <= {"draft", "checked"}
    text = " ".join(line for _, lines in _all_lines("en") for line in lines)
    assert not [name for name in ("Kingdom", "States", "Germany", "France", "Philippines") if name in text]


def test_every_sign_leads_to_a_page() -> None:
    assert set(guide.MORE) == ILO
    assert set(guide.MORE.values()) <= {one.slug for one in guide.pages("en")}


def test_the_offer_check_names_every_language_that_it_reads() -> None:
    assert set(guide.KNOWN) == languages()


@pytest.mark.parametrize(
    ("language", "row"), [("en", "a, b"), ("ar", "a، b"), ("zh-hans", "a、b"), ("ru", "a, b")]
)
def test_words_are_joined_as_the_language_does(language: str, row: str) -> None:
    assert joined(["a", "b"], language) == row


# What an operator had reviewed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An operator's folder with the Spanish file as we ship it."""
    made = tmp_path / "pages"
    made.mkdir()
    shutil.copy(SHIPPED / "es.yaml", made)
    return made


def _changed(folder: Path, slug: str, **values: object) -> None:
    path = folder / "es.yaml"
    told = yaml.safe_load(path.read_text("utf-8"))
    text = told[slug] if slug in ("signs", "offers") else next(p for p in told["pages"] if p["slug"] == slug)
    text.update(values)
    path.write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")


SIGNED = {"state": "reviewed", "reviewer": "Ana Ejemplo", "date": "2026-12-01"}


def test_a_reviewed_page_takes_the_place_of_ours_without_its_original(folder: Path) -> None:
    _changed(folder, "work", title="Trabajo aquí", **SIGNED)
    _changed(folder, "offers", **SIGNED)
    work, papers = (guide.page(slug, "es", folder) for slug in ("work", "papers"))
    assert work
    assert papers
    assert (work.title, work.state, work.original) == ("Trabajo aquí", "reviewed", None)
    assert papers.original
    assert {one.original for one in guide.reasons("es", folder).values()} == {""}
    assert guide.signs("es", folder)[0].original


def test_a_review_of_an_older_text_does_not_count(folder: Path) -> None:
    _changed(folder, "work", version=1, title="Antes", **SIGNED)
    work = guide.page("work", "es", folder)
    assert work
    assert (work.title, work.state) == ("Trabajo y pago", "draft")


@pytest.mark.parametrize(
    ("slug", "values", "says"),
    [
        ("work", {"state": "reviewed", "date": "2026-12-01"}, "reviewer"),
        ("work", {"state": "reviewed", "reviewer": "Ana Ejemplo"}, "work"),
        ("work", {"state": "perfect"}, "state is one of"),
        ("work", {"parts": [{"title": "x", "lines": []}]}, "no lines"),
        ("offers", {"says": {"haste": "x"}}, "missing: address"),
        ("signs", {"items": []}, "missing: abuse"),
    ],
)
def test_a_file_that_is_not_of_the_form_is_refused(
    folder: Path, slug: str, values: dict[str, object], says: str
) -> None:
    _changed(folder, slug, **values)
    with pytest.raises(UnreadableInput, match=says):
        guide.check(folder)


@pytest.mark.parametrize("text", ["- a\n- b\n", "pages: 3\n", "a: [", "pages: [{slug: work}]\n"])
def test_no_other_yaml_breaks_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "es.yaml").write_text(text, "utf-8")
    with pytest.raises(UnreadableInput, match=r"es\.yaml"):
        guide.check(tmp_path)


def test_a_language_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text("{}", "utf-8")
    with pytest.raises(UnreadableInput, match="no locale 'xx'"):
        guide.check(tmp_path)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "es.yaml").write_text("", "utf-8")
    guide.check(tmp_path)
    assert _words(guide.pages("es", tmp_path)) == _words(guide.pages("es"))


def _words(pages: Iterable[guide.Page]) -> list[str]:
    return [one.title for one in pages]
