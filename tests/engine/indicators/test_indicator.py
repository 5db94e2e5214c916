"""A red flag is read from YAML and checked whole: all of its mistakes are told at once."""

from __future__ import annotations

import pytest
import yaml

from manumit.base.kernel import UsageError
from manumit.engine.indicators import FAMILIES, Indicator, catalogue, read_indicator

SOUND = {
    "id": "sound", "version": 3, "family": "money", "title": "A sound flag", "sentence": "{n} payments.",
    "source": [{"document": "A guide", "year": 2020, "paragraph": "annex B"}],
    "exploitation": {"labour": 1.0}, "applies_to": ["payment"], "parameters": {"least": 2, "words": ["o'clock", "b"]},
    "sql": "SELECT * FROM transfer WHERE n >= $least AND memo IN $words", "innocent": ["Chance."],
    "harm": "None is told.", "examples": {"fires": [], "silent": []},
}  # fmt: skip


def read(**changes: object) -> Indicator:
    """The sound flag with some keys changed; None takes a key away."""
    raw = {key: value for key, value in {**SOUND, **changes}.items() if value is not None}
    return read_indicator(yaml.safe_dump(raw), "sound")


def test_a_sound_file_is_read() -> None:
    flag = read()
    assert (flag.id, flag.version, flag.family, flag.against) == ("sound", 3, "money", False)
    assert flag.source[0].cite() == "A guide (2020), annex B"
    assert flag.innocent == ("Chance.",)
    assert read(against=True).against


def test_mistakes_are_told_together() -> None:
    sql = "SELECT nationality FROM transfer WHERE n >= $least AND $missing_one AND $another"
    with pytest.raises(UsageError) as raised:
        read(id="other", family="weather", exploitation={"boredom": 1.0}, sql=sql)
    told = raised.value.sentence
    assert told.startswith("sound: ")
    for part in ("'other'", "'weather'", "'nationality'", "'boredom'", "$missing_one", "$another"):
        assert part in told
    assert raised.value.hint


def test_missing_keys_are_told_together() -> None:
    with pytest.raises(UsageError) as raised:
        read(harm=None, sql=None, source=None)
    for key in ("harm", "sql", "source"):
        assert f"{key} is missing" in raised.value.sentence


@pytest.mark.parametrize(
    "column",
    [
        "nationality", "ethnicity", "ethnic_group", "religion", "religious_dress", "migration_status",
        "immigration_status", "sexual_orientation", "race",
    ],
)  # fmt: skip
def test_barred_features_are_refused(column: str) -> None:
    with pytest.raises(UsageError, match="barred"):
        read(sql=f"SELECT {column} FROM holder WHERE $least AND $words")


def test_words_that_only_contain_a_barred_one_are_not_refused() -> None:
    read(sql="SELECT trace, bracelet, terrace FROM listing WHERE $least AND $words")


def test_parameters_become_literals() -> None:
    assert read().query() == "SELECT * FROM transfer WHERE n >= 2 AND memo IN ('o''clock', 'b')"
    assert "n >= 7 AND" in read().query({"least": 7})
    assert (
        read(sql="SELECT $flag, $share", parameters={"flag": True, "share": 0.5}).query()
        == "SELECT True, 0.5"
    )


def test_a_value_cannot_end_its_literal() -> None:
    assert (
        read(sql="SELECT $word", parameters={"word": "'; DROP TABLE x; --"}).query()
        == "SELECT '''; DROP TABLE x; --'"
    )


def test_the_shipped_catalogue_is_read_in_order() -> None:
    flags = catalogue()
    assert [flag.id for flag in flags] == sorted({flag.id for flag in flags})
    assert sum(not flag.against for flag in flags) >= 20
    assert {flag.family for flag in flags} == set(FAMILIES)
    assert catalogue() is flags
