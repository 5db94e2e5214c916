"""Tables of ways: read in two forms, and refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import h3
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manumit.base.kernel import ManumitError, UnreadableInput, UsageError
from manumit.engine.places import read_ways
from manumit.engine.places.ways import LONGEST

ONE, TWO, THREE = sorted(h3.grid_disk(h3.latlng_to_cell(53.8, -1.55, 8), 1))[:3]
FINE = h3.latlng_to_cell(53.8, -1.55, 9)


def table(folder: Path, *lines: str) -> Path:
    """Lines as a file; `{a}`, `{b}`, `{c}` are cells."""
    path = folder / "ways.csv"
    text = "\n".join(lines).format(a=ONE, b=TWO, c=THREE, fine=FINE)
    path.write_text(text + "\n", "utf-8")
    return path


LONG = ("minutes,from,to", "12,{a},{b}", "30,{a},{c}", "15,{b},{a}", "6,{b},{c}")


def test_both_forms_say_the_same_and_a_way_back_may_take_longer(tmp_path: Path) -> None:
    long = read_ways(table(tmp_path, *LONG))
    wide = read_ways(table(tmp_path, "from,{a},{b},{c}", "{a},,12,30", "{b},15,0,6"))
    for found in (long, wide):
        places, hours = found.between([ONE, TWO, THREE])
        assert places.tolist() == [0, 1]
        np.testing.assert_allclose(hours * 60, [[0, 15], [12, 0], [30, 6]])
        assert found.resolution == 8


def test_rows_of_other_cells_are_left_and_a_place_is_near_itself(tmp_path: Path) -> None:
    places, hours = read_ways(table(tmp_path, *LONG)).between([TWO, THREE])
    assert places.tolist() == [0]
    np.testing.assert_allclose(hours * 60, [[0], [6]])


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((), "no table of ways"),
        (("from,to", "{a},{b}"), "no table of ways"),
        (("from,to,minutes",), "has no ways"),
        (("from,to,minutes", "{a},{b},-1"), "line 2: '-1' minutes are below 0"),
        (("from,to,minutes", "{a},{b},5", "{b},{a},2400"), "line 3: '2400' minutes are more than a day"),
        (("from,to,minutes", "{a},{b},soon"), "'soon' minutes are no number"),
        (("from,to,minutes", "{a},{b},nan"), "'nan' minutes are no number"),
        (("from,to,minutes", "Leeds,{b},5"), "line 2: 'leeds' is no cell"),
        (
            ("from,to,minutes", "{a},{b},5", "{a},{b},6"),
            f"line 3: the way from {ONE} to {TWO} is given twice",
        ),
        (("from,to,minutes", "{a},{b},5", "{a},{fine},6"), "resolutions 8, 9"),
        (("from,to,minutes", "{a},{b}"), "line 2 has 2 columns, the first row 3"),
        (("from,{a},{b}", "{a},0"), "line 2 has 2 columns"),
        (("from,{a},york", "{a},0,3"), "'york' is no cell"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(UnreadableInput) as found:
        read_ways(table(tmp_path, *lines))
    assert says in found.value.sentence
    assert found.value.hint


def test_a_missing_way_is_named_and_a_table_of_elsewhere_refused(tmp_path: Path) -> None:
    found = read_ways(table(tmp_path, *LONG[:-1]))
    with pytest.raises(UnreadableInput, match=f"1 way is missing, such as that from {TWO} to {THREE}"):
        found.between([ONE, TWO, THREE])
    with pytest.raises(UsageError, match="no way begins in any of the 1 cells"):
        found.between([THREE])


def test_no_utf_8_is_said(tmp_path: Path) -> None:
    (tmp_path / "ways.csv").write_bytes(b"from,to,minutes\n\xff\xfe,1,2\n")
    with pytest.raises(UnreadableInput, match="no CSV in UTF-8"):
        read_ways(tmp_path / "ways.csv")


cells = st.sampled_from([ONE, TWO, THREE, FINE, "", "x", "-1", "from", "minutes"])
numbers = st.one_of(st.floats().map(str), st.integers().map(str), st.text(max_size=5))


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(
    head=st.lists(st.one_of(cells, st.just("to")), max_size=4),
    rows=st.lists(st.lists(st.one_of(cells, numbers), max_size=4), max_size=4),
)
def test_any_table_is_read_or_refused_in_words(
    tmp_path: Path, head: list[str], rows: list[list[str]]
) -> None:
    path = tmp_path / "any.csv"
    path.write_text("\n".join(",".join(one) for one in [head, *rows]), "utf-8", "surrogatepass")
    try:
        found = read_ways(path)
    except ManumitError:
        return
    told = found.hours[~np.isnan(found.hours)]
    assert told.size
    assert ((told >= 0) & (told <= LONGEST / 60)).all()
