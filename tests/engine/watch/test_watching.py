"""What is new is compared with the list, once; alerts say why, are not raised twice, and survive a kill."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError, WorkspaceError
from manumit.engine.watch import Alert
from tests.engine.watch.scene import NOW, Row, Scene, ad, entries

PHONE = {"kind": "phone", "value": "+447700900123", "why": "named in case 12"}
WALLET = "0x52908400098527886E0F7030069857D2E4169EE7"  # EIP-55's own example
IBAN = "GB82WEST12345698765432"  # ISO 13616's own example
COPY = (
    "Well paid work by the sea for friendly people, room and meals are given,"
    " write to us today and start on Monday, no papers needed"
)


def plain(alert: Alert) -> dict[str, object]:
    """An alert without the moment it was raised."""
    return {**alert.shape(), "raised_at": ""}


def test_identifiers_are_found_in_texts_and_columns(scene: Scene) -> None:
    scene.read("ads.csv", [ad("A1", "Ring 07700 900123 or mail who@agency.example", location="Leeds")])
    scene.read(
        "more.csv", [ad("A2", f"Pay {WALLET} or {IBAN}, telegram: some_one", contact="+1 202 555 0123")]
    )
    scene.read(
        "payments.csv",
        [
            {"payment_id": "P1", "time": "2026-03-01", "debtor_account": "ac 77", "creditor_account": IBAN,
             "amount": "1.00", "currency": "GBP", "memo": "rent"},
        ],
    )  # fmt: skip
    met = scene.met(
        PHONE,
        {"kind": "email", "value": "WHO@agency.example"},
        {"kind": "wallet", "value": WALLET},
        {"kind": "iban", "value": "GB82 WEST 1234 5698 7654 32"},
        {"kind": "handle", "value": "telegram:some_one"},
        {"kind": "phone", "value": "+12025550123"},
        {"kind": "account", "value": "AC77"},
        {"kind": "phone", "value": "+447700900999"},
    )
    assert met == [
        ("e0", "A1"), ("e1", "A1"), ("e2", "A2"), ("e3", "A2"), ("e3", "P1"), ("e4", "A2"), ("e5", "A2"), ("e6", "P1"),
    ]  # fmt: skip


def test_an_alert_says_what_where_and_why(scene: Scene) -> None:
    text = "Ring 07700 900123 today"
    scene.read("ads.csv", [ad("A1", text, location="Leeds", tlp="TLP:RED")])
    (alert,) = scene.watch(entries(scene.folder, [{**PHONE, "owner": "desk 3", "purpose": "case 12"}])).raised
    assert alert.reason == (
        "The phone +447700900123 stands in an advert (text). On the list because: named in case 12"
    )
    assert (alert.kind, alert.source_id, alert.field, alert.matched) == ("ad", "A1", "text", "phone")
    assert text[alert.start : alert.end] == "07700 900123"
    assert (alert.first_seen, alert.raised_at) == ("2026-03-01T20:00:00Z", "2026-06-15T12:00:00+00:00")
    assert (alert.tlp, alert.owner, alert.purpose, alert.count) == ("TLP:RED", "desk 3", "case 12", 1)
    assert 0 < alert.score <= 1


def test_a_number_without_its_country_and_a_name_without_its_platform_count_for_less(scene: Scene) -> None:
    scene.read("ads.csv", [ad("A1", "Call 7700900123 now, or @some_one")])
    watched = entries(scene.folder, [PHONE, {"kind": "handle", "value": "telegram:some_one"}])
    done = scene.watch(watched).raised
    assert {alert.entry for alert in done} == {"e0", "e1"}
    assert all(alert.score < 0.7 and "unknown" in alert.reason for alert in done)


def test_names_by_their_key_and_how_many_bear_them(scene: Scene) -> None:
    trips = [
        {"booking_id": "B1", "created_at": "2026-03-01", "passenger_name": "EXAMPLE/ANAMRS", "birth_date": "1999-01-02",
         "departs_at": "2026-03-05", "document": "X1234567"},
        {"booking_id": "B2", "created_at": "2026-03-01", "passenger_name": "Ana Éxample", "birth_date": "1980-05-05",
         "departs_at": "2026-03-05"},
    ]  # fmt: skip
    scene.read("trips.csv", trips)
    scene.read("reports.csv", [
        {"report_id": "R1", "received_at": "2026-03-02", "channel": "police", "text": "Seen with example, Ana there."}
    ])  # fmt: skip
    watched = entries(
        scene.folder,
        [
            {"kind": "name", "value": "Ana Example"},
            {"kind": "name", "value": "Ana Example|1999-01-02"},
            {"kind": "document", "value": "X 1234 567"},
        ],
    )
    found = {(alert.entry, alert.source_id): alert for alert in scene.watch(watched).raised}
    assert set(found) == {("e0", "B1"), ("e0", "B2"), ("e0", "R1"), ("e1", "B1"), ("e2", "B1")}
    assert found["e1", "B1"].score > found["e0", "B1"].score > found["e0", "R1"].score
    assert "bear" in found["e0", "B1"].reason


def test_places_by_name_and_by_point(scene: Scene) -> None:
    scene.read(
        "ads.csv",
        [
            ad("A1", "hello", location="Leeds"),
            ad("A2", "hello again", lat="53.80", lon="-1.55"),
            ad("A3", "hello there", location="York"),
        ],
    )
    assert scene.met({"kind": "place", "value": "Leeds", "km": "5"}, {"kind": "place", "value": "53.96,-1.08"}) == [
        ("e0", "A1"), ("e0", "A2"), ("e1", "A3"),
    ]  # fmt: skip


def test_a_country_is_met_by_its_name_and_by_its_towns(scene: Scene) -> None:
    scene.read(
        "ads.csv",
        [
            ad("A1", "Maids for Kuwait, ticket paid"),
            ad("A2", "مطلوب عاملات في الكويت"),
            ad("A3", "clean rooms by the sea", location="Hawalli, Kuwait"),
            ad("A4", "a driver is wanted", location="Кувейт"),
            ad("A5", "Maids for Qatar", location="Leeds"),
        ],
    )
    met = scene.met({"kind": "place", "value": "Kuwait"}, {"kind": "place", "value": "Великобритания"})
    assert met == [("e0", "A1"), ("e0", "A2"), ("e0", "A3"), ("e0", "A4"), ("e1", "A5")]
    assert "names the watched country Kuwait" in next(iter(scene.book().alerts.values())).reason


def test_copies_of_an_example_text(scene: Scene) -> None:
    scene.read(
        "ads.csv", [ad("A1", COPY.replace("Monday", "Friday") + " 🌊"), ad("A2", "Something else altogether")]
    )
    (alert,) = scene.watch(entries(scene.folder, [{"kind": "template", "text": COPY}])).raised
    assert (alert.source_id, alert.matched) == ("A1", "template")
    assert 0.3 <= alert.score < 1


def test_only_some_kinds_of_record(scene: Scene) -> None:
    scene.read("ads.csv", [ad("A1", "no fees")])
    scene.read(
        "posts.csv", [{"post_id": "Q1", "posted_at": "2026-03-01", "platform": "x", "text": "no fees"}]
    )
    assert scene.met({"kind": "phrase", "value": "no fees", "only": "post"}) == [("e0", "Q1")]


def test_twice_raises_nothing_twice_and_new_records_only_are_looked_at(scene: Scene) -> None:
    watched = entries(scene.folder, [PHONE])
    scene.read("one.csv", [ad("A1", "Ring +447700900123")])
    assert len(scene.watch(watched).raised) == 1
    again = scene.watch(watched)
    assert (again.raised, again.records) == ((), 0)
    scene.read("two.csv", [ad("A2", "Or +447700900123")])
    third = scene.watch(watched)
    assert ([alert.source_id for alert in third.raised], third.records) == (["A2"], 1)


def test_a_new_entry_is_compared_with_what_was_there_before(scene: Scene) -> None:
    scene.read("one.csv", [ad("A1", "Ring +447700900123, no fees")])
    scene.watch(entries(scene.folder, [PHONE]))
    both = entries(scene.folder, [PHONE, {"kind": "phrase", "value": "no fees"}])
    assert [alert.entry for alert in scene.watch(both).raised] == ["e1"]
    changed = [replace(both[0], keys=("+447700900124",)), both[1]]
    assert scene.watch(changed).records == 1


def test_paused_and_expired_entries_rest_and_catch_up(scene: Scene) -> None:
    scene.read("one.csv", [ad("A1", "Ring +447700900123")])
    (resting,) = entries(scene.folder, [{**PHONE, "paused": "true"}])
    done = scene.watch([resting])
    assert (done.raised, done.standing, done.paused) == ((), 0, 1)
    (gone,) = entries(scene.folder, [{**PHONE, "expires_at": "2026-06-14"}])
    assert scene.watch([gone]).expired == 1
    assert len(scene.watch([replace(resting, paused=False)]).raised) == 1


def test_since_a_date_looks_again_and_marks_nothing(scene: Scene) -> None:
    scene.read(
        "one.csv", [ad("A1", "no fees", "2026-01-01T00:00:00Z"), ad("A2", "no fees", "2026-03-01T00:00:00Z")]
    )
    watched = entries(scene.folder, [{"kind": "phrase", "value": "no fees"}])
    since = datetime(2026, 2, 1, tzinfo=UTC)
    assert [alert.source_id for alert in scene.watch(watched, since=since).raised] == ["A2"]
    assert [alert.source_id for alert in scene.watch(watched).raised] == ["A1"]
    assert scene.watch(watched, since=since).raised == ()


def test_copies_within_a_day_are_one_alert_with_a_count_that_grows(scene: Scene) -> None:
    def day(number: int, hour: int, date: str = "2026-03-01") -> Row:
        return ad(f"{date}-{number}", f"no fees, call {number}", f"{date}T{hour:02}:00:00Z")

    scene.read("one.csv", [day(1, 9), day(2, 10), day(3, 11, "2026-03-02")])
    watched = entries(scene.folder, [{"kind": "phrase", "value": "no fees"}])
    first, second = scene.watch(watched).raised
    assert (first.count, second.count) == (2, 1)
    scene.read("two.csv", [day(4, 8)])
    done = scene.watch(watched)
    assert (done.raised, [alert.alert_id for alert in done.grown]) == ((), [first.alert_id])
    now = scene.book().alerts[first.alert_id]
    assert (now.count, now.first_seen, now.last_seen) == (3, "2026-03-01T08:00:00Z", "2026-03-01T10:00:00Z")


def test_a_hotline_report_without_consent_and_an_expired_record_raise_nothing(scene: Scene) -> None:
    report = {"report_id": "R1", "received_at": "2026-03-02", "channel": "hotline", "text": "no fees"}
    scene.read("reports.csv", [report])
    scene.read("ads.csv", [ad("A1", "no fees", expires_at="2026-03-02T00:00:00Z")])
    assert scene.met({"kind": "phrase", "value": "no fees"}) == []


@pytest.mark.parametrize("lost", ["seen", "half", "torn"])
def test_killed_and_run_again_the_result_is_that_of_an_uninterrupted_watch(scene: Scene, lost: str) -> None:
    scene.read("one.csv", [ad(f"A{n}", f"no fees, {COPY if n % 3 else n} +44770090012{n}") for n in range(8)])
    watched = entries(scene.folder, [{"kind": "phrase", "value": "no fees"}, PHONE])
    scene.watch(watched)
    whole = [plain(alert) for alert in scene.book().alerts.values()]
    folder = scene.workspace.path / "watch"
    (folder / "seen.jsonl").unlink()  # it is written last: every kill leaves it behind
    lines = (folder / "alerts.jsonl").read_bytes().splitlines(keepends=True)
    kept = {"seen": lines, "half": lines[: len(lines) // 2], "torn": [*lines[:1], lines[1][:40]]}[lost]
    (folder / "alerts.jsonl").write_bytes(b"".join(kept))
    scene.watch(watched)
    again = [plain(alert) for alert in scene.book().alerts.values()]
    assert sorted(map(str, again)) == sorted(map(str, whole))


def test_an_alert_is_closed_once_with_a_note_and_stays_on_file(scene: Scene) -> None:
    scene.read("one.csv", [ad("A1", "no fees")])
    (alert,) = scene.watch(entries(scene.folder, [{"kind": "phrase", "value": "no fees"}])).raised
    before = (scene.workspace.path / "watch" / "alerts.jsonl").read_bytes()
    scene.book().close(alert.alert_id, "an honest agency", "desk 3", NOW.isoformat())
    book = scene.book()
    assert book.open() == []
    assert book.alerts[alert.alert_id].decision["note"] == "an honest agency"
    assert (scene.workspace.path / "watch" / "alerts.jsonl").read_bytes() == before
    with pytest.raises(UsageError):
        book.close(alert.alert_id, "again", "", NOW.isoformat())
    with pytest.raises(UsageError):
        book.close("alr_none", "", "", NOW.isoformat())


def test_a_damaged_file_is_said_and_not_written_over(scene: Scene) -> None:
    scene.read("one.csv", [ad("A1", "no fees")])
    watched = entries(scene.folder, [{"kind": "phrase", "value": "no fees"}])
    scene.watch(watched)
    for name in ("alerts", "seen"):
        path = scene.workspace.path / "watch" / f"{name}.jsonl"
        good = path.read_bytes()
        for bad in (b"not json\n", b"[1]\n", b'{"other": 1}\n'):
            path.write_bytes(good + bad)
            with pytest.raises(WorkspaceError):
                scene.watch(watched)
            assert path.read_bytes() == good + bad
        path.write_bytes(good)


def test_a_mark_of_another_workspace_counts_for_nothing(scene: Scene, tmp_path: Path) -> None:
    scene.read("one.csv", [ad("A1", "no fees")])
    watched = entries(scene.folder, [{"kind": "phrase", "value": "no fees"}])
    scene.watch(watched)
    (tmp_path / "other").mkdir()
    other = Scene(tmp_path / "other")
    other.read("ads.csv", [ad("B1", "no fees")])
    (other.workspace.path / "watch").mkdir()
    shutil.copy(scene.workspace.path / "watch" / "seen.jsonl", other.workspace.path / "watch")
    line = json.loads((other.workspace.path / "watch" / "seen.jsonl").read_text("utf-8"))
    line["through"] = [5, "000005"]
    (other.workspace.path / "watch" / "seen.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    assert len(other.watch(watched).raised) == 1
