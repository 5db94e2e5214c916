"""One frozen settings object: built from MANUMIT_*, wrong values refused together and in words."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

import manumit
from manumit.base.kernel import Settings, UsageError, load_settings


def test_nothing_set_gives_the_defaults() -> None:
    assert load_settings({}) == Settings()


def test_other_variables_do_not_count() -> None:
    assert load_settings({"MANUMIT_OTHER": "x", "THREADS": "3", "manumit_threads": "9"}) == Settings()


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_read_from_its_variable(name: str) -> None:
    kind = type(getattr(Settings(), name))
    assert getattr(load_settings({f"MANUMIT_{name.upper()}": "7"}), name) == kind("7")


def test_memory_may_be_a_fraction() -> None:
    assert load_settings({"MANUMIT_MEMORY_GB": "0.5"}).memory_gb == 0.5


def test_every_wrong_value_is_named() -> None:
    with pytest.raises(UsageError) as error:
        load_settings({"MANUMIT_THREADS": "many", "MANUMIT_MEMORY_GB": "", "MANUMIT_MAX_LINE_MB": "1.5"})
    for name in ("MANUMIT_THREADS", "MANUMIT_MEMORY_GB", "MANUMIT_MAX_LINE_MB"):
        assert name in error.value.sentence
    assert error.value.hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THREADS", "-1"),
        ("THREADS", "257"),
        ("THREADS", "32000"),
        ("MEMORY_GB", "0"),
        ("MEMORY_GB", "-4"),
        ("MEMORY_GB", "nan"),
        ("MEMORY_GB", "inf"),
        ("MAX_LINE_MB", "0"),
        ("MAX_INFLATE_MB", "-1"),
        ("MAX_INFLATE_RATIO", "0"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"MANUMIT_{name}"):
        load_settings({f"MANUMIT_{name}": value})


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        load_settings({}).threads = 3  # type: ignore[misc]


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_a_setting_is_read_by_somebody(name: str) -> None:
    (house,) = manumit.__path__
    readers = [path for path in Path(house).rglob("*.py") if f"settings.{name}" in path.read_text("utf-8")]
    assert readers
