"""Case forms: read, sealed in a gallery, and a family traced among them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Erased, UsageError
from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import Asked, CaseForm, Gallery, Use, modality, read_case_forms
from tests.engine.biometrics.drawings import write_face

USE = Use("tracing, camp 3", "consent of the families")
AMINA = CaseForm.of(
    {"name": "Amina Diallo", "age": "9", "age_on": "2026-03-01", "origin": "Hull"},
    [{"relation": "mother", "name": "Fatoumata"}, {"relation": "", "to": "", "age_on": "2026-03-01"}],
)
SOUGHT = CaseForm.of(
    {
        "name": "Aminata Diallo",
        "age": "9",
        "age_on": "2026-03-01",
        "relation": "daughter",
        "seeker_name": "Fatoumata",
    }
)
texts = st.dictionaries(st.sampled_from(["id", "name", "origin", "sex", "age"]), st.text(max_size=12))


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    made = Gallery.open(tmp_path / "g", "victim", PassphraseHolder("a passphrase of tests"), make=True)
    for n in range(8):
        made.tell(
            f"s{n}", CaseForm.of({"name": f"Child{n} Other{n}", "age": f"{6 + n}", "age_on": "2026-03-01"})
        )
    made.tell("amina", AMINA)
    return made


@given(texts, st.lists(texts, max_size=3))
def test_a_form_is_read_as_it_was_sealed(row: dict[str, str], kin: list[dict[str, str]]) -> None:
    form = CaseForm.of(row, kin)
    assert CaseForm.from_bytes(form.to_bytes()) == form


def test_what_is_empty_is_left_out_and_what_cannot_be_used_is_refused(gallery: Gallery) -> None:
    assert len(AMINA.kin) == 1
    with pytest.raises(UsageError, match="no age"):
        gallery.tell("x", CaseForm.of({"age": "900"}))
    with pytest.raises(UsageError, match="none we know"):
        gallery.tell("x", CaseForm.of({"name": "Ana"}, [{"relation": "friend", "name": "Eve"}]))
    assert gallery.form("x") is None
    assert gallery.details()["amina"].age == 9


def test_a_family_is_traced_among_those_told_of_and_it_is_written_down(gallery: Gallery) -> None:
    (found,) = gallery.trace(SOUGHT, Asked(USE)).candidates
    assert found.id == "amina"
    assert {one.of for one in found.parts} == {"details", "relatives"}
    assert gallery.trace(SOUGHT, Asked(USE), without="amina").candidates == ()
    lines = [json.loads(one) for one in (gallery.folder / "uses.jsonl").read_text("utf-8").splitlines()]
    assert [(one["what"], one["templates"], one["candidates"]) for one in lines] == [
        ("trace", 9, 1),
        ("trace", 8, 0),
    ]
    assert "Diallo" not in (gallery.folder / "uses.jsonl").read_text("utf-8")
    with pytest.raises(UsageError):
        gallery.trace(SOUGHT, Asked(Use("", "")))


def test_a_childs_picture_is_weighed_and_never_says_more_than_ten(gallery: Gallery, tmp_path: Path) -> None:
    way, picture = modality("face"), write_face(tmp_path / "a.png", 1)
    gallery.enrol([("amina", picture)], way)
    (found,) = gallery.trace(SOUGHT, Asked(USE), [(way.read(picture), way)]).candidates
    face = next(one for one in found.parts if one.of == "face")
    assert face.llr == pytest.approx(2.303, abs=1e-3)
    assert sum(one.llr for one in found.parts) == pytest.approx(found.llr, abs=0.01)


def test_what_was_told_goes_with_the_key(gallery: Gallery) -> None:
    gallery.erase("amina", "asked for it")
    assert gallery.trace(SOUGHT, Asked(USE)).candidates == ()
    assert gallery.told() == 8
    with pytest.raises(Erased):
        gallery.tell("amina", AMINA)


def test_rows_of_files_become_forms_and_bad_ones_are_left_out(tmp_path: Path) -> None:
    people, kin = tmp_path / "p.csv", tmp_path / "k.csv"
    people.write_text("id,name,age,secret\na,Ana,9,x\na,Ana,9,x\nb,Ben,old,x\n,Nobody,,\n", "utf-8")
    kin.write_text("of,relation,name\na,mother,Eve\nz,mother,Eve\na,friend,Eve\n", "utf-8")
    forms, wrong = read_case_forms(people, [kin])
    assert forms == {
        "a": CaseForm({"id": "a", "name": "Ana", "age": "9"}, ({"relation": "mother", "name": "Eve"},))
    }
    assert [(Path(one.file).name, one.line) for one in wrong] == [
        ("p.csv", 3), ("p.csv", 4), ("p.csv", 5), ("k.csv", 3), ("k.csv", 4),
    ]  # fmt: skip
    people.write_text("name\nAna\n", "utf-8")
    with pytest.raises(UsageError, match="no column id"):
        read_case_forms(people)
