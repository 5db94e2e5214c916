"""Identify, walked through: taken in with progress, looked for, decided by two from the keyboard, looked at in every
light."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.doors.web.desk.faces import blank, face
from tests.doors.web.desk.rooms import asked, known
from tests.doors.web.walk.conftest import Visit, Watched
from tests.doors.web.walk.looking import keep, violations, width
from tests.doors.web.walk.serving import Desk

pytestmark = pytest.mark.browser
AT = "/w/small/identify"
PURPOSE, BASIS = "Missing person 2026-14", "Consent of the family"
_made: dict[str, str] = {}
_family: dict[str, str] = {}
_room: list[str] = []
_checked: list[str] = []


def _use(page: Page, form: str = "") -> None:
    page.fill(f"#{form}purpose", PURPOSE)
    page.fill(f"#{form}basis", BASIS)


def _file(name: str, data: bytes) -> Any:
    return {"name": name, "mimeType": "image/png", "buffer": data}


def white() -> bytes:
    """A white picture, 320 x 200."""
    out = io.BytesIO()
    Image.new("RGB", (320, 200), "white").save(out, "PNG")
    return out.getvalue()


def _path(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def answer(visit: Visit) -> dict[str, str]:
    """Addresses of an enrolment, an answer, its first pair and its person: made once, through the forms."""
    if not _made:
        page = visit("ines", f"{AT}/enrol")
        page.check("[name=kind][value=victim]")
        _use(page)
        page.set_input_files(
            "#pictures",
            [_file("ana_1.png", face(1)), _file("ben_1.png", face(4)), _file("wall.png", blank())],
        )
        page.check("[name=who][value=each]")
        page.click("main form .primary")
        page.wait_for_selector("#refused", timeout=90_000)
        _made["enrolment"] = _path(page)
        page.goto(page.url.partition("/w/")[0] + f"{AT}/search")
        page.set_input_files("#picture", _file("found.png", face(5)))
        page.check("[name=kind][value=victim]")
        _use(page)
        page.click("main form .primary")
        page.wait_for_selector("#found", timeout=90_000)
        _made["answer"] = _path(page)
        _made["pair"] = page.locator(".candidates a").first.get_attribute("href") or ""
        page.goto(page.url.partition("/w/")[0] + f"{AT}/galleries/victim")
        _made["subject"] = page.locator(".row-title a").first.get_attribute("href") or ""
    return _made


def test_two_decide_from_the_keyboard_and_neither_sees_the_others_word(visit: Visit, tmp_path: Path) -> None:
    made = answer(visit)
    page = visit("ines", made["pair"])
    expect(page.locator(".sensitive.shown")).to_have_count(0)
    page.keyboard.press("[")
    page.keyboard.press("]")
    expect(page.locator(".sensitive.shown")).to_have_count(2)
    page.keyboard.press("1")
    page.keyboard.press("s")
    expect(page.locator("[role=status]")).to_contain_text("A colleague looks at it without your answer.")
    page = visit("ines", made["pair"])
    expect(page.locator("#said")).to_be_visible()
    page.locator("button", has_text="Take it back").click()
    expect(page.locator("[role=status]")).to_contain_text("Taken back.")
    expect(page.locator("#said")).to_have_count(0)
    page.keyboard.press("1")
    page.keyboard.press("s")
    expect(page.locator("[role=status]")).to_contain_text("A colleague looks at it without your answer.")
    other = visit("ivo", made["pair"])
    expect(other.locator("#said")).to_have_count(0)
    keep(other, "identify-pair-blind", tmp_path)
    assert violations(other) == []
    other.keyboard.press("2")
    other.keyboard.press("d")
    expect(other.locator("h2#word")).to_have_text("Your word, once more")
    expect(other.locator("#said ~ ul .badge")).to_have_text(["The same person", "Two people"])
    keep(other, "identify-pair-apart", tmp_path)
    assert violations(other) == []
    third = visit("sara", made["pair"])
    third.fill("#reason", "left ear")
    third.locator("#reason").press("Tab")
    third.keyboard.press("d")
    expect(third.locator("h1")).to_have_text("Two people")


def family(visit: Visit) -> dict[str, str]:
    """Addresses of a family that was traced, and of somebody who was found by a face and what is said of her, decided
    about by two: made once, through the forms."""
    if not _family:
        page = visit("ines", f"{AT}/forms")
        page.check("[name=kind][value=missing]")
        _use(page)
        for field, text in (("name", "Amina Diallo"), ("birth_date", "2001-05-06"), ("origin", "Hull")):
            page.fill(f"#{field}", text)
        page.select_option("#kin-0-relation", "mother")
        page.fill("#kin-0-name", "Fatoumata")
        page.click("main form .primary")
        page.wait_for_selector("#people", timeout=90_000)
        _family["taken"] = _path(page)
        page.locator("#people ~ ul a").first.click()
        _family["amina"] = _path(page)
        page.locator("summary", has_text="Add pictures of this person").click()
        _use(page)
        page.set_input_files("#pictures", [_file("eve.png", face(1)), _file("wall.png", blank())])
        page.locator("form[enctype] .primary").click()
        page.wait_for_selector("#refused", timeout=90_000)
        page.goto(page.url.partition("/w/")[0] + f"{AT}/trace")
        page.check("[name=kind][value=missing]")
        _use(page)
        for field, text in (("name", "Aminata Diallo"), ("birth_date", "2001-05-06"), ("origin", "Hull")):
            page.fill(f"#{field}", text)
        page.select_option("#relation", "daughter")
        page.fill("#seeker_name", "Fatoumata Bah")
        page.click("main form .primary")
        page.wait_for_selector("#found", timeout=90_000)
        _family["traced"] = _path(page)
        _family["traced-pair"] = page.locator(".candidates a").first.get_attribute("href") or ""
        page.goto(page.url.partition("/w/")[0] + f"{AT}/search")
        page.set_input_files("#picture", _file("found.png", face(1)))
        page.check("[name=kind][value=missing]")
        _use(page)
        page.locator("summary", has_text="More of the same person").click()
        page.set_input_files("#also-face", [_file("more.png", face(5))])
        page.fill("#about-name", "Amina Dialo")
        page.fill("#about-birth_date", "2001-05-06")
        page.click("main form .primary")
        page.wait_for_selector("#found", timeout=90_000)
        _family["found"] = _path(page)
        _family["found-pair"] = page.locator(".candidates a").first.get_attribute("href") or ""
        for name in ("ines", "ivo"):
            page = visit(name, _family["found-pair"])
            page.keyboard.press("1")
            page.keyboard.press("s")
            page.wait_for_selector("[role=status]")
        _family["told"] = f"{_family['amina']}/told"
    return _family


def test_a_family_is_traced_and_a_ratio_shows_what_it_is_made_of(visit: Visit, tmp_path: Path) -> None:
    made = family(visit)
    page = visit("iris", made["traced"])
    expect(page.locator("main")).to_contain_text("no proof of kinship")
    expect(page.locator("main")).to_contain_text("Fatoumata Bah")
    page.goto(page.url.partition("/w/")[0] + made["traced-pair"])
    expect(page.locator("#says")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Aminata Diallo")
    page.goto(page.url.partition("/w/")[0] + made["found-pair"])
    expect(page.locator("#made-of")).to_be_visible()
    expect(page.locator("main .table tbody th")).to_contain_text(["Face", "What is said of the person"])
    expect(page.locator("#for ~ ul li").first).to_contain_text("Date of birth")
    expect(page.locator(".pair .sensitive")).to_have_count(3)


def test_both_of_a_pair_are_shown_small_on_asking(visit: Visit, watched: Watched) -> None:
    page = visit("ivo", family(visit)["found"])
    glance = page.locator(".glance").first
    expect(glance).to_be_visible()
    with page.expect_response(lambda one: one.url.endswith("/seen")) as told:
        glance.locator("button").click()
    assert told.value.status == 204
    expect(page.locator(".glance.shown")).to_have_count(1)
    natural = glance.locator("img").evaluate("(one) => [one.naturalWidth, one.naturalHeight]")
    assert natural == [320, 160]


def checked(visit: Visit) -> str:
    """Address of a check of an identity that asked a list, opened before by a supervisor: made once."""
    if not _checked:
        answer(visit)
        page = visit("sara", f"{AT}/galleries/victim")
        page.click("section[aria-labelledby=checks] summary")
        page.check("[name=aim][value=protection]")
        _use(page, "open-")
        page.click("section[aria-labelledby=checks] .primary")
        expect(page.locator("[role=status]")).to_contain_text("asked at these checks")
        page = visit("iris", f"{AT}/check")
        page.fill(
            "#zone",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
        )
        page.set_input_files("#document", _file("passport.png", face(1)))
        page.set_input_files("#live", _file("now.png", face(4)))
        page.check("[name=aim][value=protection]")
        _use(page)
        page.click("main form .primary")
        page.wait_for_selector("#pair", timeout=90_000)
        _checked.append(_path(page))
    return _checked[0]


def room(visit: Visit, desk: Desk) -> str:
    """Address of an answer that names a hotel: made once, through the form."""
    if not _room:
        known(desk.home / "rooms")
        page = visit("ines", f"{AT}/rooms")
        _use(page)
        picture = {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": asked()}
        page.set_input_files("#picture", picture)  # type: ignore[arg-type]
        page.click("main form .primary")
        page.wait_for_selector("#found", timeout=90_000)
        _room.append(_path(page))
    return _room[0]


def test_a_hotel_to_ask_at_shows_both_rooms_on_asking(visit: Visit, desk: Desk, watched: Watched) -> None:
    page = visit("ivo", room(visit, desk))
    expect(page.locator("h1")).to_have_text("1 hotel to ask at")
    both = page.locator(".sensitive.rooms")
    both.locator("button").focus()
    with page.expect_response(lambda one: one.url.endswith("/seen")) as told:
        page.keyboard.press("Enter")
    assert told.value.status == 204
    expect(page.locator(".rooms.shown")).to_have_count(1)
    page.wait_for_function("() => document.querySelector('.rooms img').naturalHeight === 256")


SEEN = """(canvas) => {
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0);
  return [0.05, 0.5].map((x) => {
    const [red, green, blue] = pen.getImageData(x * copy.width, copy.height / 2, 1, 1).data;
    return red + green + blue;
  });
}"""
"""How light a marked picture is at its left edge and in its middle."""


def test_a_part_of_a_room_is_marked_on_the_picture_or_by_numbers(
    visit: Visit, desk: Desk, tmp_path: Path
) -> None:
    room(visit, desk)
    page = visit("iris", f"{AT}/rooms")
    page.click("details:has(#part-left) summary")
    expect(page.locator(".marking")).to_be_hidden()
    page.set_input_files("#picture", _file("white.png", white()))
    canvas = page.locator(".marking canvas")
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.8 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 0.2 * box["height"], steps=3)
    page.mouse.up()
    sides = [float(page.input_value(f"#part-{one}")) for one in ("left", "top", "right", "bottom")]
    assert sides == pytest.approx([25, 20, 75, 80], abs=1)
    edge, middle = canvas.evaluate(SEEN)
    assert edge < middle == 765
    page.fill("#part-left", "0")
    edge, _ = canvas.evaluate(SEEN)
    assert edge == 765, "the frame follows the numbers"
    keep(page, "identify-room-marked", tmp_path)
    assert violations(page) == []
    page.set_input_files("#picture", _file("none.png", b"no picture"))
    expect(page.locator(".marking")).to_be_hidden()


LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 780}},
    "arabic": {},
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_in_every_light(
    visit: Visit, desk: Desk, watched: Watched, look: str, tmp_path: Path
) -> None:
    made = answer(visit)
    pages = {
        "overview": AT,
        "enrol": f"{AT}/enrol",
        "search": f"{AT}/search",
        "compare": f"{AT}/compare",
        "check": f"{AT}/check",
        "gallery": f"{AT}/galleries/victim",
        "nobody": f"{AT}/galleries/staff",
        "forms": f"{AT}/forms",
        "trace": f"{AT}/trace",
        "room": f"{AT}/rooms",
        "room-answer": room(visit, desk),
        "checked": checked(visit),
        **made,
        **family(visit),
    }
    page = visit("ida", AT, **LOOKS[look])
    base = page.url.removesuffix(AT)
    if look == "arabic":
        page.context.add_cookies([{"name": "manumit-language", "value": "ar", "url": base}])
    for name, address in pages.items():
        page.goto(base + address)
        keep(page, f"identify-{name}-{look}", tmp_path)
        assert violations(page) == [], name
        assert width(page) <= page.viewport_size["width"], name  # type: ignore[index]


def test_an_identity_is_checked_by_zone_picture_and_list(visit: Visit, tmp_path: Path) -> None:
    page = visit("iris", checked(visit))
    expect(page.locator("#document")).to_have_text("The document's zone holds together")
    expect(page.locator("#list-victim")).to_be_visible()
    expect(page.locator("main")).to_contain_text("ANNA MARIA ERIKSSON")
    page = visit("sara", f"{AT}/galleries/victim")
    page.click("section[aria-labelledby=checks] summary >> nth=0")
    keep(page, "identify-gallery-opening", tmp_path)
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS)
def test_somebody_is_watched_for_on_a_basis_and_to_an_end(visit: Visit, look: str, tmp_path: Path) -> None:
    made = answer(visit)
    page = visit("iris", made["subject"], **LOOKS[look])
    if look == "arabic":
        base = page.url.removesuffix(made["subject"])
        page.context.add_cookies([{"name": "manumit-language", "value": "ar", "url": base}])
        page.reload()
    page.click("section[aria-labelledby=watched] summary")
    _use(page, "watch-")
    keep(page, f"identify-watch-{look}", tmp_path)
    assert violations(page) == []
    assert width(page) <= page.viewport_size["width"]  # type: ignore[index]
    page.click("section[aria-labelledby=watched] form button")
    page.wait_for_url("**/watch/*")
    expect(page.locator("tbody tr")).to_contain_text(BASIS)
    keep(page, f"watchlist-face-{look}", tmp_path)
    assert violations(page) == []
    assert width(page) <= page.viewport_size["width"]  # type: ignore[index]


def test_an_empty_workspace_says_what_to_do(visit: Visit, tmp_path: Path) -> None:
    page = visit("iris", "/w/empty/identify")
    expect(page.locator(".state h3")).to_have_text("Nobody was looked for yet")
    keep(page, "identify-empty", tmp_path)
    page.goto(page.url + "/search")
    expect(page.locator(".state .primary")).to_be_visible()
    assert violations(page) == []
