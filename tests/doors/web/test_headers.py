"""What goes with every answer: nothing kept, nothing framed, cookies that scripts and strangers do not get."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from manumit.doors.web.accounts.links import make_token
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Case, CaseMember, Workspace
from tests.doors.web.conftest import Signed
from tests.doors.web.routes import address_of, every_route, things

pytestmark = pytest.mark.django_db
ROUTES = dict(every_route())
SHAPE = {"code", "sentence", "hint"}


def test_no_page_is_kept_framed_or_read_as_something_else(
    signed: Signed, person: Callable[..., User], workspace: Workspace
) -> None:
    known, seen = things(workspace) | {"number": 7, "job_id": 0}, set()
    case = Case.objects.create(number=7, workspace=workspace, title="", made_by=person("supervisor"))
    for role in ("supervisor", "auditor", "administrator", ""):
        client = Client()
        if role:
            user = person(role)
            CaseMember.objects.create(case=case, user=user, part="head")
            client = signed(user=user)
        for name, parts in ROUTES.items():
            answer = client.get(address_of(name, parts, known))
            assert answer["X-Frame-Options"] == "DENY", name
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], name
            assert "unsafe" not in answer["Content-Security-Policy"], name
            assert answer["X-Content-Type-Options"] == "nosniff", name
            assert answer["Referrer-Policy"] == "same-origin", name
            assert answer["Cross-Origin-Opener-Policy"] == "same-origin", name
            assert "no-store" in answer["Cache-Control"], (name, role, answer.status_code)
            seen.add(name) if answer.status_code == 200 else None
    assert {"desk:home", "desk:lead", "desk:audit", "desk:people", "api:lead", "account_login"} <= seen


def test_cookies_are_for_this_site_and_no_script(client: Client, person: Callable[..., User]) -> None:
    address = f"/open/{make_token(person())}"
    client.get(address)
    client.post(address)
    client.post("/language/setlang/", {"language": "fr"})
    for name in ("manumit-desk", "manumit-desk-csrf"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
        assert not cookie["domain"]
    assert client.cookies["manumit-desk"]["max-age"] == "", "ends with the browser"
    assert client.cookies["manumit-language"]["samesite"] == "Strict"


SECURE = """
import django
from django.conf import settings
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from django.test import Client
from manumit.doors.web.accounts.links import make_token
from manumit.doors.web.accounts.models import User
client = Client(headers={"host": "localhost"})
address = f"/open/{make_token(User.objects.create(username='ana'))}"
page = client.get(address, secure=True)
client.post(address, secure=True)
print(page["Strict-Transport-Security"])
print(*(bool(client.cookies[one]["secure"]) for one in ("manumit-desk", "manumit-desk-csrf")))
print("Strict-Transport-Security" in client.get(address))
"""


def test_behind_tls_browsers_are_told_to_insist_on_it(tmp_path: Path) -> None:
    environ = os.environ | {
        "MANUMIT_HOME": str(tmp_path),
        "MANUMIT_SECURE": "1",
        "MANUMIT_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "manumit.doors.web.settings",
    }
    done = subprocess.run([sys.executable, "-c", SECURE], env=environ, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["max-age=31536000", "True True", "False"], done.stderr[-2000:]
    assert settings.SECURE_HSTS_SECONDS == 0, "not on loopback without TLS"


@pytest.mark.parametrize(
    "host", ["evil.example.org", "localhost@evil.example.org", "127.0.0.1.example.org", "", "a b"]
)
def test_another_hosts_name_is_refused(host: str, signed: Signed) -> None:
    """Links and redirects are made from the host's name: a made-up one must not get that far."""
    client = signed("administrator")
    for address in ("/home", "/account/login/", "/people"):
        answer = client.get(address, headers={"host": host})
        assert answer.status_code == 400
        assert "example.org" not in answer.content.decode()
    told = client.get("/home", headers={"host": host, "accept": "application/json"})
    assert set(told.json()) == SHAPE
    forwarded = client.get("/home", headers={"x-forwarded-host": "evil.example.org"})
    assert "evil" not in forwarded.content.decode()


def test_an_address_that_is_none_tells_nothing(signed: Signed, client: Client, workspace: Workspace) -> None:
    """The same page for what is not there, for what is another's, and for who is nobody."""
    somebody = signed(member=False)
    unknown = somebody.get("/w/no-such/leads")
    assert unknown.status_code == 404
    for address in (
        "/no/such/page",
        "/w/case-7/leads",
        "/w/case-7/leads/lead_x",
        "/cases/7",
        "/w/case-7/jobs/1",
    ):
        answer = somebody.get(address)
        assert answer.status_code == 404, address
        assert _words(answer.content) == _words(unknown.content), address
    nobody = client.get("/no/such/page")
    assert nobody.status_code == 404
    assert "urlconf" not in nobody.content.decode().lower()
    told = somebody.get("/no/such.json").json()
    assert (set(told), told["code"]) == (SHAPE, "not-found")


def _words(page: bytes) -> str:
    """The body without the token of this answer."""
    return page.decode().partition("<main")[2].partition("</main>")[0]


def test_what_goes_wrong_is_one_shape_for_people_and_programs(
    signed: Signed, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed()
    client.raise_request_exception = False
    monkeypatch.setattr("manumit.doors.web.desk.views.home.news_of", lambda *told: 1 / 0)
    page = client.get("/home")
    assert page.status_code == 500
    assert "Something went wrong on our side" in page.content.decode()
    assert "ZeroDivision" not in page.content.decode()
    told = client.get("/home", headers={"accept": "application/json"})
    assert (told.status_code, set(told.json())) == (500, SHAPE)
    refused = client.get("/people")
    assert (refused.status_code, "Your role does not allow this." in refused.content.decode()) == (403, True)
    for address in ("/api/v1/workspaces/none/leads", "/api/v1/none", "/api/v1/workspaces/case-7/search"):
        assert set(client.get(address).json()) == SHAPE, address
    assert set(Client().get("/api/v1/workspaces").json()) == SHAPE


def test_a_page_that_takes_no_form_says_so_in_the_one_shape(signed: Signed, workspace: Workspace) -> None:
    client = signed()
    for answer in (client.post("/home"), client.get("/w/case-7/jobs/upload")):
        assert answer.status_code == 405
        assert "This address is not asked in that way." in answer.content.decode()
    told = client.post("/w/case-7/paths.json")
    assert (set(told.json()), told["Allow"]) == (SHAPE, "GET, HEAD")
    assert client.delete("/api/v1/workspaces").status_code == 405


def test_files_with_a_hash_in_their_name_are_kept_for_good(tmp_path: Path) -> None:
    """The others are asked for again."""
    assets = tmp_path / "dist"
    assets.mkdir()
    (assets / "desk-IQRMPES7.js").write_text("export {}")
    (assets / "licences.txt").write_text("licences")
    script = (
        "import django; django.setup()\n"
        "from manumit.doors.web.wsgi import application\n"
        "from werkzeug.test import Client\n"
        "for name in ('desk-IQRMPES7.js', 'licences.txt', '../keys/web.secret', 'none.js'):\n"
        "    answer = Client(application).get('/static/' + name, headers={'Host': 'localhost'})\n"
        "    print(answer.status_code, answer.headers.get('Cache-Control'))\n"
    )
    environ = os.environ | {
        "MANUMIT_HOME": str(tmp_path / "home"),
        "MANUMIT_DATABASE": "",
        "MANUMIT_ASSETS": str(assets),
        "DJANGO_SETTINGS_MODULE": "manumit.doors.web.settings",
    }
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True)
    kept, asked_again, outside, none = done.stdout.splitlines()
    assert kept == "200 max-age=315360000, public, immutable", done.stderr[-1000:]
    assert asked_again.startswith("200")
    assert "immutable" not in asked_again
    assert outside.startswith("404")
    assert none.startswith("404")
