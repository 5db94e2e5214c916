"""Prints and eyes at the Desk: files that scanners and agencies write, and what is refused with how to do better."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from PIL import Image

from manumit.base.kernel import UnreadableInput
from manumit.doors.web.desk.acts.cards import fingers_of
from manumit.doors.web.desk.acts.galleries import gallery_of, pictures_of
from manumit.doors.web.desk.models import Search, Subject, Workspace
from manumit.engine.biometrics import modality, write_pictures, write_prints
from manumit.engine.biometrics.fingerprint import read_template
from manumit.engine.biometrics.fingerprint.itl import Record, read_itl, write_itl
from tests.base.govern.onnx_models import admitted_with, write_detector
from tests.doors.web.desk.faces import USE, blank, enrolled, face, files, looked_for, work
from tests.doors.web.desk.faces import ridges as picture_of_ridges
from tests.doors.web.desk.test_identify import AT, page
from tests.engine.biometrics.fingerprint.ridges import ridges
from tests.engine.biometrics.fingerprint.test_formats import wsq_bytes
from tests.engine.biometrics.iris.drawing import Drawn, Picture, closed

pytestmark = pytest.mark.django_db


def png(picture: Image.Image | Picture, **how: object) -> bytes:
    out = io.BytesIO()
    shown = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    shown.save(out, "PNG", **how)
    return out.getvalue()


def two_fingers() -> bytes:
    """An ANSI/NIST-ITL file with two prints."""
    prints = [(finger, np.asarray(ridges(finger), np.float64)) for finger in (2, 3)]
    return write_pictures(prints, 14, "M14", 0, date(2026, 3, 1))


def and_a_coarse_one() -> bytes:
    """The same, and a third that no scanner of prints has made."""
    _first, *records = read_itl(two_fingers())
    third = {**records[-1].fields, 2: b"3", 9: b"72", 13: b"4"}
    return write_itl([*records, Record(14, third)], "FPT", ("A", "B"), "M14", "20260301")


def minutiae(folder: Path) -> bytes:
    """A finger minutiae record: nothing that could be seen in it."""
    ridges(5).save(folder / "p.png", dpi=(500, 500))
    return write_prints([read_template(folder / "p.png")], "iso2011", "M14")


def test_prints_come_as_agencies_write_them_and_can_all_be_looked_at(
    browser: Client, fresh: Workspace, tmp_path: Path
) -> None:
    named = [("one.wsq", wsq_bytes()), ("two.an2", and_a_coarse_one()), ("three.fmr", minutiae(tmp_path))]
    made = enrolled(browser, "fresh", *named, kind="missing", modality="fingerprint", who="one", person="Ana")
    made.job.refresh_from_db()
    assert (made.job.result["new"], made.job.result["refused"]) == (4, 1)
    said = page(browser, f"{AT}/enrolments/{made.pk}")
    assert "two.an2" in said
    assert "Right ring finger: This print states 72 pixels an inch." in said
    ana = Subject.objects.get()
    names = {one.name for one in pictures_of(ana)}
    assert names == {"one.wsq", "two.an2, finger 2", "two.an2, finger 3", "three.fmr"}
    for number in range(4):
        shown = browser.get(f"{AT}/people/{ana.pk}/pictures/{number}")
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg"), number
    said = page(browser, f"{AT}/people/{ana.pk}")
    assert said.index("Right index finger") < said.index("Right middle finger") < said.rindex("Fingerprint")
    found = looked_for(browser, "fresh", wsq_bytes(), kind="missing", modality="fingerprint")
    assert found.candidates.get().subject == ana
    pair = found.candidates.get()
    for address in (f"searches/{found.pk}/pictures/0", f"pairs/{pair.pk}/both"):
        assert browser.get(f"{AT}/{address}")["Content-Type"] == "image/jpeg", address


def test_a_card_of_prints_is_searched_as_it_is_and_every_finger_can_be_looked_at(
    browser: Client, fresh: Workspace
) -> None:
    enrolled(browser, "fresh", ("one.png", picture_of_ridges(3)), kind="missing", modality="fingerprint")
    found = looked_for(browser, "fresh", and_a_coarse_one(), kind="missing", modality="fingerprint")
    assert found.answer["unread"] == []
    (why,) = found.answer["left_out"]
    assert why["why"].startswith("Right ring finger: This print states 72 pixels an inch.")
    browser.cookies["manumit-language"] = "es"
    told = page(browser, f"{AT}/searches/{found.pk}")
    assert "Anular derecho: Esta huella indica 72 píxeles por pulgada." in told
    told = browser.get(f"/api/v1/workspaces/fresh/identify/searches/{found.pk}").json()
    assert (told["refused"], told["refused_about"]) == ([why["why"]], ["wrong-density"])
    browser.cookies["manumit-language"] = "en"
    (pair,) = found.candidates.all()
    assert pair.llr > 3, "one of both is the finger that is held"
    assert [part["says"] for part in pair.evidence["parts"]] == ["2 pictures against 1 held"]
    assert pair.evidence["second"]["matcher"] == "MINDTCT + Bozorth3"
    shown = [browser.get(f"{AT}/searches/{found.pk}/pictures/{number}").content for number in range(2)]
    assert shown[0] != shown[1]
    assert browser.get(f"{AT}/searches/{found.pk}/pictures/2").status_code == 404
    said = page(browser, f"{AT}/pairs/{pair.pk}")
    assert all(f"searches/{found.pk}/pictures/{number}" in said for number in range(2))
    for address in (f"pairs/{pair.pk}", f"searches/{found.pk}"):
        said = page(browser, f"{AT}/{address}")
        assert "<figcaption>Right index finger</figcaption>" in said
        assert "<figcaption>Right middle finger</figcaption>" in said
    assert "A bound that holds whatever the fingers of one person have in common." in said
    assert browser.post(f"{AT}/searches/{found.pk}/close").status_code == 302
    assert browser.get(f"{AT}/searches/{found.pk}/pictures/1").status_code == 404


def and_no_other() -> bytes:
    """A card of which one print can be read: the right index finger."""
    _first, described, one, _other, coarse = read_itl(and_a_coarse_one())
    return write_itl([described, one, coarse], "FPT", ("A", "B"), "M14", "20260301")


def test_the_only_print_of_a_card_that_can_be_read_keeps_its_finger(
    browser: Client, fresh: Workspace
) -> None:
    made = enrolled(browser, "fresh", ("two.an2", and_no_other()), kind="missing", modality="fingerprint")
    made.job.refresh_from_db()
    assert (made.job.result["new"], made.job.result["refused"]) == (1, 1)
    (one,) = pictures_of(Subject.objects.get())
    assert (one.name, one.finger) == ("two.an2, finger 2", 2)
    assert "Right index finger" in page(browser, f"{AT}/people/{Subject.objects.get().pk}")
    sent = {"kind": "missing", "modality": "fingerprint", "also-face": files(("b.png", blank()))[0]}
    found = looked_for(browser, "fresh", and_no_other(), **sent)
    assert found.candidates.count() == 1, "a further picture that shows nobody costs no answer"
    assert "Picture 2 was not compared: No face is found." in page(browser, f"{AT}/searches/{found.pk}")
    sent["also-face"] = files(("b.png", blank()))[0]
    found = looked_for(browser, "fresh", blank(), **sent)
    said = page(browser, f"{AT}/searches/{found.pk}")
    assert all(one in said for one in ("The picture was refused", "It shows no ridges.", "No face is found."))


def test_where_a_detector_is_installed_every_print_is_judged_in_a_search_and_at_enrolling(
    browser: Client, fresh: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = enrolled(browser, "fresh", ("0.png", picture_of_ridges(2)), kind="staff", modality="fingerprint")
    old = looked_for(browser, "fresh", picture_of_ridges(2), kind="staff", modality="fingerprint")
    assert "No presentation-attack detection is installed" in page(browser, f"{AT}/searches/{old.pk}")
    detector = write_detector(tmp_path / "detector.onnx")
    card = {"kind": "attack", "modality": "fingerprint", "mean": 0, "spread": 255, "tested": "nothing"}
    monkeypatch.setenv("MANUMIT_MODEL_KEYS", admitted_with(tmp_path, detector, **card, threshold=0.01))
    monkeypatch.setenv("MANUMIT_FINGERPRINT_ATTACK", str(detector))
    made = enrolled(
        browser, "fresh", ("one.png", picture_of_ridges(3)), kind="missing", modality="fingerprint"
    )
    told = page(browser, f"{AT}/enrolments/{made.pk}")
    assert "suspects picture one.png." in told
    assert "No presentation-attack detection" not in told
    told = page(browser, f"{AT}/enrolments/{before.pk}")
    assert "No presentation-attack detection was installed when these pictures were taken in." in told
    told = page(browser, f"{AT}/searches/{old.pk}")
    assert "No presentation-attack detection was installed when these pictures were compared." in told
    told = browser.get(f"/api/v1/workspaces/fresh/identify/enrolments/{before.pk}").json()
    assert told["presentation_attack_detection"] == ["none installed"], "what is installed since did not look"
    found = looked_for(browser, "fresh", and_a_coarse_one(), kind="missing", modality="fingerprint")
    assert found.candidates.count() == 1
    told = page(browser, f"{AT}/searches/{found.pk}")
    assert "suspects picture 1, Right index finger." in told
    assert "suspects picture 1, Right middle finger." in told
    bare = "Nothing looked for presentation attacks in pictures of this kind: Face"
    assert bare not in told
    further = {"also-face": files(("f.png", face(1)))}
    both = looked_for(
        browser, "fresh", picture_of_ridges(3), kind="missing", modality="fingerprint", **further
    )
    told = page(browser, f"{AT}/searches/{both.pk}")
    assert "suspects picture 1." in told
    assert bare in told
    told = browser.get(f"/api/v1/workspaces/fresh/identify/searches/{both.pk}").json()
    assert told["presentation_attack_detection"][1:] == [bare]
    monkeypatch.setenv("MANUMIT_FINGERPRINT_ATTACK", str(write_detector(tmp_path / "other.onnx")))
    admitted_with(tmp_path, tmp_path / "other.onnx", kind="attack", modality="iris", tested="nothing")
    made = enrolled(browser, "fresh", ("card.an2", two_fingers()), kind="staff", modality="fingerprint")
    told = page(browser, f"{AT}/enrolments/{made.pk}")
    assert told.count("The model other.onnx") == 1, "why it cannot be asked is told once"
    assert "in picture card.an2, Right index finger:" in told
    found = looked_for(browser, "fresh", and_a_coarse_one(), kind="missing", modality="fingerprint")
    assert found.candidates.count() == 1, "a detector that says nothing costs no answer"
    browser.cookies["manumit-language"] = "es"
    told = page(browser, f"{AT}/searches/{found.pk}")
    assert "El modelo other.onnx" in told


def test_a_file_of_more_than_one_person_is_refused_in_a_search_and_at_enrolling(tmp_path: Path) -> None:
    ridges(5).save(tmp_path / "p.png", dpi=(500, 500))
    (tmp_path / "many").write_bytes(write_prints([read_template(tmp_path / "p.png")] * 21, "iso2011", "M14"))
    with pytest.raises(UnreadableInput, match="more than 20 prints"):
        fingers_of(modality("fingerprint"), tmp_path / "many")


def test_of_a_pair_with_a_card_is_said_that_one_finger_is_meant(browser: Client, fresh: Workspace) -> None:
    sent = {**USE, "modality": "fingerprint"}
    pictures = {"picture": files(("ten.an2", two_fingers()))[0], "other": files(("a.png", blank()))[0]}
    assert browser.post(f"{AT}/compare", sent | pictures).status_code == 302
    made = Search.objects.get()
    work(made.job)
    said = page(browser, f"{AT}/searches/{made.pk}")
    assert "It holds 2 prints (fingers 2, 3)." in said
    assert "hand in each finger by itself" in said


WRONG = {
    "twice.png": (
        png(ridges(1).resize((640, 720))),
        "of another resolution",
        "Scan it at 500 pixels an inch",
    ),
    "grey.png": (blank(), "shows no ridges", "press evenly"),
    "cut.wsq": (wsq_bytes()[:900], "no WSQ picture that can be read", "Fetch it again"),
    "odd.fmr": (b"FMR\0 20\0" + bytes(8), "", ""),
    "hand.png": (png(Image.new("L", (2000, 1500), 90)), "no single print", "Cut out one finger"),
}


def test_a_poor_print_is_refused_with_what_to_do_and_nothing_of_it_stays(
    browser: Client, fresh: Workspace
) -> None:
    good = ("ink.png", picture_of_ridges(2))
    named = [(name, data) for name, (data, _why, _how) in WRONG.items()]
    made = enrolled(browser, "fresh", *named, good, kind="missing", modality="fingerprint")
    told = page(browser, f"{AT}/enrolments/{made.pk}")
    for name, (_data, why, how) in WRONG.items():
        assert name in told
        assert why in told, name
        assert how in told, name
    assert "/proc/" not in told
    assert "memfd" not in told
    browser.cookies["manumit-language"] = "ar"
    told = page(browser, f"{AT}/enrolments/{made.pk}")
    assert "لا تظهر فيها خطوط البصمة." in told
    assert not [why for _data, why, how in WRONG.values() if why and (why in told or how in told)]
    browser.cookies["manumit-language"] = "en"
    gallery = gallery_of(fresh, "missing")
    assert gallery is not None
    assert [who for who, _ in gallery.templates("fingerprint")] == [Subject.objects.get().ident]


def test_an_eye_is_looked_for_and_a_closed_one_is_refused(browser: Client, fresh: Workspace) -> None:
    named = [("ana.png", png(Drawn().picture())), ("shut.png", png(closed()))]
    made = enrolled(browser, "fresh", *named, kind="missing", modality="iris")
    told = page(browser, f"{AT}/enrolments/{made.pk}")
    assert "No open eye is seen" in told
    assert "open wide, looking into the camera" in told
    one = Subject.objects.get()
    found = looked_for(browser, "fresh", png(Drawn(turn=3).picture()), kind="missing", modality="iris")
    assert found.candidates.get().subject == one
    shut = looked_for(browser, "fresh", png(closed(2)), kind="missing", modality="iris")
    said = page(browser, f"{AT}/searches/{shut.pk}")
    assert "The picture was refused" in said
    assert "No open eye is seen" in said
