"""Watching at the Desk for pictures, ways of writing and people of a gallery."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers import serialize
from django.test import Client
from django.utils import timezone

from benchmarks.rooms import EDITS, jpeg, room
from manumit.base.kernel import Settings, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import alerted, using
from manumit.doors.web.desk.acts.galleries import gallery_of
from manumit.doors.web.desk.acts.watchlists import end_over
from manumit.doors.web.desk.models import (
    Candidate,
    Job,
    Search,
    Subject,
    Trace,
    Watchlist,
    Workspace,
    WorkspaceMember,
)
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights.alerts import alerts_of
from manumit.engine.biometrics import watched_face
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.evidence import read_sources
from tests.doors.web.desk.faces import enrolled, face, work
from tests.doors.web.desk.test_watch import work_off
from tests.engine.biometrics.drawings import draw_face

pytestmark = pytest.mark.django_db
REASON = "It hung in the flat of the quay"
STYLE = "Calm and quiet ~~ near the river ~~ every day from ten ~~ please ring before you come ~~"
SOUGHT = {"purpose": "Missing person 2026-14", "basis": "Consent of the family"}
AT = "/w/fresh/watch"


@pytest.fixture
def colleague(fresh: Workspace) -> Callable[[str, str], Client]:
    """The browser of somebody else who works there."""

    def make(name: str, role: str = "investigator") -> Client:
        user = User.objects.create(username=name, role=role)
        WorkspaceMember.objects.create(workspace=fresh, user=user)
        made = Client()
        made.force_login(user)
        session = made.session
        session["by_link"] = True
        session.save()
        return made

    return make


def form(kind: str, values: str = "", **more: object) -> dict[str, object]:
    ends = (timezone.now().date() + timedelta(days=30)).isoformat()
    return {"name": "Quay", "reason": REASON, "ends": ends, "kind": kind, "values": values, **more}


def upload(data: bytes, name: str = "secret-name.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def read_in(workspace: Workspace, **pictures: bytes) -> None:
    """Pictures of these names, read."""
    folder = Path(workspace.folder).parent / "input" / "-".join(pictures)
    folder.mkdir(parents=True)
    for name, data in pictures.items():
        (folder / f"{name}.jpg").write_bytes(data)
    place = Folder.open(Path(workspace.folder), create=True)
    with place.lock():
        read_sources(place, [folder], Settings(threads=1))


def test_a_picture_is_watched_for_by_its_hash_and_met_when_a_copy_comes(
    browser: Client, fresh: Workspace, ines: User
) -> None:
    picture = room(2000)
    assert browser.post(f"{AT}/new", form("picture", pictures=upload(jpeg(picture, 92)))).status_code == 302
    (entry,) = Watchlist.objects.get().entries
    assert set(entry) == {"id", "kind", "value"}
    assert len(entry["value"]) == 64
    kept = serialize("json", [*Watchlist.objects.all(), *Trace.objects.all()])
    assert "secret-name" not in kept
    assert "JFIF" not in kept
    read_in(fresh, other=jpeg(room(2001), 92))
    work_off()
    assert alerts_of(ines, fresh) == []
    read_in(fresh, smaller=jpeg(picture.resize((picture.width // 2, picture.height // 2)), 60))
    browser.post(f"{AT}/{Watchlist.objects.get().pk}/change", {"deed": "go"})
    work_off()
    (told,) = alerts_of(ines, fresh)
    page = browser.get(AT).content.decode()
    assert "shows the watched picture" in page
    assert f"On the list because: {REASON}" in page
    assert "To expect:" in page
    assert "bits of the hash differ" in told.reason
    page = browser.get(f"{AT}/{told.watchlist.pk}").content.decode()
    assert f"Picture {entry['value'][-8:]}" in page
    assert entry["value"] not in page
    answer = browser.post(f"{AT}/alerts/{told.alert.alert_id}", {"verdict": "followed"})
    assert answer["Location"] == f"/w/fresh/records/{told.alert.record_id}"


def test_pictures_that_cannot_be_watched_for_are_refused_with_the_reason(
    browser: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    Image.new("RGB", (300, 300), "grey").save(tmp_path / "grey.png")
    listed = jpeg(room(2000), 92)
    (tmp_path / "illegal.csv").write_text(f"pdq:{_hash(listed)}\n", "utf-8")
    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", str(tmp_path / "illegal.csv"))
    for data, says in (
        (b"hello", "no picture"),
        (listed[:2000], "damaged"),
        ((tmp_path / "grey.png").read_bytes(), "too plain"),
        (EDITS["mirror"](room(2000), None), "is on the list"),  # type: ignore[arg-type]
    ):
        answer = browser.post(f"{AT}/new", form("picture", pictures=upload(data)))
        assert answer.status_code == 400, says
        assert says in answer.content.decode()
    assert browser.post(f"{AT}/new", form("picture")).status_code == 400
    assert browser.post(f"{AT}/new", form("picture", "no hash at all")).status_code == 400
    assert not Watchlist.objects.exists()


def _hash(data: bytes) -> str:
    from manumit.engine.watch import hash_to_watch

    return hash_to_watch(data, "", [])


def test_a_way_of_writing_waits_and_the_page_says_why(browser: Client, fresh: Workspace) -> None:
    assert browser.post(f"{AT}/new", form("style", "too short")).status_code == 400
    assert browser.post(f"{AT}/new", form("style", f"{STYLE}\n---\n{STYLE.upper()}")).status_code == 302
    made = Watchlist.objects.get()
    assert len(made.entries) == 1, "texts of one author are one entry"
    place = Path(fresh.folder).parent / "ads.csv"
    place.write_text(f"ad_id,posted_at,source,title,text\na1,2026-03-01T20:00:00Z,board,,{STYLE}\n", "utf-8")
    workspace = Folder.open(Path(fresh.folder), create=True)
    with workspace.lock():
        read_sources(workspace, [place], Settings(threads=1))
    (job,) = work_off()
    assert job.result["alerts"]["raised"] == 0
    page = browser.get(f"{AT}/{made.pk}").content.decode()
    assert "Not looked for:" in page
    assert "too few to tell what is usual here" in page


def test_the_form_says_what_to_expect_of_each_kind(browser: Client) -> None:
    page = browser.get(f"{AT}/new").content.decode()
    assert "Way of writing: of 1,000 new adverts and posts" in page
    assert "Picture: of 1,000 new pictures" in page
    assert "is not measured" in page
    assert 'value="face"' not in page, "people are watched for from their gallery"


# --- Faces


@pytest.fixture
def ana(browser: Client) -> Subject:
    """Somebody who is missed."""
    enrolled(browser, "fresh", ("ana_1.png", face(1)), kind="missing")
    return Subject.objects.get()


def watch_for(browser: Client, one: Subject, **changed: str) -> int:
    ends = (timezone.now().date() + timedelta(days=30)).isoformat()
    sent = {**SOUGHT, "ends": ends, **changed}
    return browser.post(f"/w/fresh/identify/people/{one.pk}/watch", sent).status_code


def test_somebody_is_watched_for_and_two_people_look(
    browser: Client, ana: Subject, fresh: Workspace, ines: User, colleague: Callable[[str, str], Client]
) -> None:
    assert watch_for(browser, ana) == 302
    made = Watchlist.objects.get()
    (entry,) = made.entries
    assert (entry["kind"], entry["gallery"], made.reason) == ("face", "missing", SOUGHT["purpose"])
    read_in(fresh, street=face(1))
    work_off()
    (told,) = alerts_of(ines, fresh)
    page = browser.get(AT).content.decode()
    for said in (
        "may be the watched person Person",
        "such alerts are expected by chance alone",
        "never a finding",
        "Two people look",
    ):
        assert said in page
    for hidden in (entry["value"], entry["key"], "ana", "log-likelihood", "strong support", "of 100</span>"):
        assert hidden not in page
    assert "log-likelihood ratio" in told.alert.reason
    assert entry["value"] not in browser.get(f"{AT}/{made.pk}").content.decode()
    logged = serialize("json", Trace.objects.all()) + Path(fresh.folder, "watch", "alerts.jsonl").read_text()
    assert entry["value"] not in logged
    assert entry["key"] not in logged
    address = f"{AT}/alerts/{told.alert.alert_id}"
    other, bank = colleague("otto", "investigator"), colleague("bea", "bank")
    assert other.post(address, {"verdict": "seen"}).status_code == 404, "the keeper of the list looks first"
    dismissed = {"verdict": "dismissed", "reason": "The ears are others"}
    assert browser.post(address, dismissed).status_code == 302
    assert alerts_of(ines, fresh) == []
    page = other.get(AT).content.decode()
    assert "A colleague has looked" in page
    assert "The ears are others" not in page
    assert "A colleague has looked" not in bank.get(AT).content.decode()
    assert bank.post(address, {"verdict": "seen"}).status_code == 404
    assert other.post(address, {"verdict": "seen"}).status_code == 302
    lines = Path(fresh.folder, "watch", "decisions.jsonl").read_text("utf-8").splitlines()
    assert [(one["decision"], one["by"]) for one in map(json.loads, lines)] == [
        ("looked", "ines"),
        ("closed", "otto"),
    ]
    assert "A colleague has looked" not in other.get(AT).content.decode()
    assert Path(fresh.folder, "events.jsonl").read_text("utf-8").count('\\"judgement\\"') == 2


def test_an_alert_about_a_face_becomes_a_pair_and_its_decision_closes_it(
    browser: Client, ana: Subject, fresh: Workspace, ines: User, colleague: Callable[[str, str], Client]
) -> None:
    watch_for(browser, ana)
    read_in(fresh, street=face(1))
    work_off()
    (told,) = alerts_of(ines, fresh)
    assert told.alert.picture == hashlib.sha256(face(1)).hexdigest()
    assert "Compare in Identify" in browser.get(AT).content.decode()
    address = f"{AT}/alerts/{told.alert.alert_id}"
    if not alerted._is_sealed(f"alert-{told.alert.alert_id}:0"):  # interrupted before
        using.seal_picture(f"alert-{told.alert.alert_id}", 0, {"name": "x"}, io.BytesIO(face(1)))
    answer = browser.post(address, {"verdict": "compared"})
    made = Search.objects.get()
    assert answer["Location"] == f"/w/fresh/identify/searches/{made.pk}"
    assert browser.post(address, {"verdict": "compared"})["Location"] == answer["Location"]
    assert made.people == [ana.pk]
    assert (made.purpose, made.basis) == (SOUGHT["purpose"], SOUGHT["basis"])
    work(made.job)
    pair = Candidate.objects.get()
    assert (pair.subject, pair.search.record_id) == (ana, told.alert.record_id)
    assert pair.llr > 5
    page = browser.get(answer["Location"]).content.decode()
    assert "1 candidate" in page
    assert "log-likelihood" not in page, "blind until two have looked"
    assert "The pictures beside one another" in browser.get(AT).content.decode()
    assert len(alerts_of(ines, fresh)) == 1, "comparing decides nothing"
    for client in (browser, colleague("otto", "investigator")):
        word = {"answer": "same", "reason": "ears and brows"}
        assert client.post(f"/w/fresh/identify/pairs/{pair.pk}", word).status_code == 302
    assert alerts_of(ines, fresh) == []
    work_off()
    assert alerts_of(ines, fresh) == []
    lines = Path(fresh.folder, "watch", "decisions.jsonl").read_text("utf-8").splitlines()
    assert [(one["decision"], one["by"], one["note"]) for one in map(json.loads, lines)] == [
        ("looked", "ines", "compared: same"),
        ("closed", "otto", "compared: same"),
    ]


def test_a_picture_that_may_be_of_a_possible_victim_is_covered_until_a_purpose_is_stated(
    browser: Client, fresh: Workspace, ines: User
) -> None:
    enrolled(browser, "fresh", ("eve_1.png", face(1)))
    eve = Subject.objects.get()
    assert watch_for(browser, eve) == 302
    read_in(fresh, street=face(1))
    work_off()
    (told,) = alerts_of(ines, fresh)
    browser.post(f"{AT}/alerts/{told.alert.alert_id}", {"verdict": "compared"})
    made = Search.objects.get()
    work(made.job)
    pair = f"/w/fresh/identify/pairs/{Candidate.objects.get().pk}"
    shown = f"/w/fresh/identify/searches/{made.pk}/pictures/0"
    assert browser.get(shown).status_code == 404
    assert shown not in browser.get(pair).content.decode()
    browser.post(f"/w/fresh/identify/people/{eve.pk}/purpose", {"purpose": SOUGHT["purpose"]})
    assert browser.get(shown).status_code == 200
    assert shown in browser.get(pair).content.decode()


def test_a_met_picture_that_is_on_a_list_by_now_is_not_kept(
    browser: Client,
    ana: Subject,
    fresh: Workspace,
    ines: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch_for(browser, ana)
    out = io.BytesIO()
    draw_face(1).save(out, "JPEG", quality=94)  # a picture of this test alone: the vault is everybody's
    read_in(fresh, only=out.getvalue())
    work_off()
    (told,) = alerts_of(ines, fresh)
    digest = hashlib.sha256(out.getvalue()).hexdigest()
    (tmp_path / "illegal.txt").write_text(f"sha256:{digest}\n", "utf-8")
    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", str(tmp_path / "illegal.txt"))
    answer = browser.post(f"{AT}/alerts/{told.alert.alert_id}", {"verdict": "compared"})
    assert answer.status_code == 409
    assert "on a list of what must not be looked at" in answer.content.decode()
    assert "destroyed" not in answer.content.decode()
    assert not Search.objects.exists()
    with pytest.raises(UsageError):
        vault().read(f"alert-{told.alert.alert_id}:0")
    (record,) = Path(fresh.folder, "hand-over.jsonl").read_text("utf-8").splitlines()
    assert (json.loads(record)["kind"], json.loads(record)["hash"]) == ("sha256", digest)


def pair_of(subject: Subject, user: User) -> Candidate:
    """The pair of an alert."""
    place = subject.workspace
    made = Search.objects.create(
        job=Job.objects.create(workspace=place, kind="identify", asked_by=user), workspace=place, asked_by=user,
        ident="alert-alr_1", kind="missing", modality="face", keep_until=subject.keep_until, **SOUGHT,
    )  # fmt: skip
    return Candidate.objects.create(search=made, subject=subject, llr=3.0)


@pytest.mark.parametrize(
    ("answers", "written"),
    [
        (("different", "same", "same"), [("otto", "same"), ("sara", "same")]),
        (("different", "same", "different"), [("ines", "different"), ("sara", "different")]),
        (("different", "same", "cannot tell"), [("ines", "different"), ("sara", "cannot tell")]),
    ],
)
def test_nobody_closes_an_alert_with_what_another_decided(
    browser: Client,
    ana: Subject,
    fresh: Workspace,
    ines: User,
    colleague: Callable[[str, str], Client],
    answers: tuple[str, ...],
    written: list[tuple[str, str]],
) -> None:
    pair = pair_of(ana, ines)
    clients = (browser, colleague("otto", "investigator"), colleague("sara", "supervisor"))
    for client, answer in zip(clients, answers, strict=True):
        word = {"answer": answer, "reason": "ears and brows"}
        assert client.post(f"/w/fresh/identify/pairs/{pair.pk}", word).status_code == 302
    told = Job.objects.get(kind="decide").inputs
    assert [(one["alert"], one["by"], one["note"]) for one in told] == [
        ("alr_1", who, f"compared: {answer}") for who, answer in written
    ]


def test_a_decision_that_was_sealed_before_something_broke_is_kept_at_the_next_press(
    browser: Client, ana: Subject, fresh: Workspace, ines: User, colleague: Callable[[str, str], Client]
) -> None:
    pair = pair_of(ana, ines)
    address, word = f"/w/fresh/identify/pairs/{pair.pk}", {"answer": "same", "reason": "ears and brows"}
    other = colleague("otto", "investigator")
    assert [client.post(address, word).status_code for client in (browser, other)] == [302, 302]
    Job.objects.filter(kind="decide").delete()
    Candidate.objects.update(state="half", outcome="", by=[ines.pk], decided_at=None)
    assert other.post(address, word).status_code == 302
    pair.refresh_from_db()
    assert (pair.state, pair.outcome, len(pair.by)) == ("decided", "same", 2)
    assert Job.objects.filter(kind="decide").count() == 1
    assert other.post(address, word).status_code == 403


@pytest.mark.parametrize("over", ["left", "ended"])
def test_of_a_face_that_is_gone_or_watched_for_no_longer_no_pair_is_made(
    browser: Client, ana: Subject, fresh: Workspace, ines: User, over: str
) -> None:
    watch_for(browser, ana)
    read_in(fresh, street=face(1))
    work_off()
    (told,) = alerts_of(ines, fresh)
    if over == "left":
        browser.post(f"/w/fresh/identify/people/{ana.pk}/withdraw", {"reason": "found and well"})
    else:
        browser.post(f"{AT}/{told.watchlist.pk}/change", {"deed": "end"})
    answer = browser.post(f"{AT}/alerts/{told.alert.alert_id}", {"verdict": "compared"})
    assert answer.status_code == 400
    assert "not in the gallery any more" in answer.content.decode()
    assert not Search.objects.exists()


@pytest.mark.parametrize(
    "change", [{"purpose": ""}, {"basis": " "}, {"ends": ""}, {"ends": "2001-01-01"}, {"ends": "2999-01-01"}]
)
def test_purpose_basis_and_an_end_within_their_time_come_first(
    browser: Client, ana: Subject, change: dict[str, str]
) -> None:
    assert watch_for(browser, ana, **change) == 400
    assert not Watchlist.objects.exists()


@pytest.mark.parametrize("how", ["end", "drop", "delete"])
def test_when_the_watch_ends_its_key_is_destroyed(
    browser: Client, ana: Subject, fresh: Workspace, how: str
) -> None:
    assert watch_for(browser, ana) == 302
    made = Watchlist.objects.get()
    key, gallery = made.entries[0]["key"], gallery_of(fresh, "missing")
    assert gallery is not None
    assert watched_face(gallery, key, timezone.now().date()) is not None
    browser.post(f"{AT}/{made.pk}/change", {"deed": how, "entry": "1"})
    assert watched_face(gallery, key, timezone.now().date()) is None


def test_when_the_day_has_passed_its_key_is_destroyed(
    browser: Client, ana: Subject, fresh: Workspace
) -> None:
    watch_for(browser, ana)
    made = Watchlist.objects.get()
    key, gallery, today = made.entries[0]["key"], gallery_of(fresh, "missing"), timezone.now().date()
    assert gallery is not None
    end_over()
    assert watched_face(gallery, key, today) is not None
    made.expires_on = today - timedelta(days=1)
    made.save()
    end_over()
    assert watched_face(gallery, key, today) is None


def test_a_watch_that_no_list_may_hold_leaves_no_key(browser: Client, ana: Subject, fresh: Workspace) -> None:
    """A person may be kept longer than a list: the day is refused before a key is made, the purpose after."""
    ana.keep_until = timezone.now().date() + timedelta(days=700)
    ana.save()
    late = (timezone.now().date() + timedelta(days=400)).isoformat()
    gallery = gallery_of(fresh, "missing")
    assert gallery is not None
    before = len(list(gallery.vault.store.people()))
    assert watch_for(browser, ana, ends=late) == 400
    assert len(list(gallery.vault.store.people())) == before
    assert not Watchlist.objects.exists()


def test_whoever_leaves_the_gallery_is_no_longer_watched_for(
    browser: Client, ana: Subject, fresh: Workspace, ines: User
) -> None:
    watch_for(browser, ana)
    browser.post(f"/w/fresh/identify/people/{ana.pk}/withdraw", {"reason": "she is found"})
    read_in(fresh, street=face(1))
    work_off()
    assert alerts_of(ines, fresh) == []
    assert "the person was taken out" in browser.get(f"{AT}/{Watchlist.objects.get().pk}").content.decode()


def test_who_may_not_identify_may_not_watch_for_faces(
    browser: Client, ana: Subject, colleague: Callable[[str, str], Client], settings: LazySettings
) -> None:
    assert watch_for(colleague("bea", "bank"), ana) == 403
    cells = {"kind": "face", "values": "0f" * 64}
    assert browser.post(f"{AT}/new", form("face", "0f" * 64) | cells).status_code == 400
    assert not Watchlist.objects.exists()
