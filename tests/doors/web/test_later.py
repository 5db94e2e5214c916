"""The doors of the help line: what takes long is made later, and whoever waits for it holds up nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from manumit.doors.web.helpline.asgi import JUDGES, THREADS, Door, later

NOTED: list[str] = []
HEARD: list[str] = []
JUDGED = Event()


def say(request: HttpRequest) -> HttpResponse:
    NOTED.append(request.GET["text"])

    def judged() -> HttpResponse:
        assert JUDGED.wait(20)
        HEARD.append(request.GET["text"])
        if request.GET["text"] == "wrong":
            raise ValueError
        made = JsonResponse({"heard": request.GET["text"]}, status=201)
        return HttpResponseRedirect("/talk") if request.GET["text"] == "form" else made

    made = later(request, judged)
    made.set_cookie("talk", "key")
    return made


urlpatterns = [path("say", say)]


@pytest.fixture
def door() -> Iterator[Door]:
    NOTED.clear()
    HEARD.clear()
    JUDGED.clear()
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=["django.middleware.common.CommonMiddleware"]):
        yield Door()
    JUDGED.set()


async def asked(door: Door, text: str, leaves: float = 60.0) -> tuple[int, dict[str, str], bytes]:
    """(status, headers, body); the browser goes away after `leaves` seconds."""
    scope = {"type": "http", "method": "GET", "path": "/say", "query_string": f"text={text}".encode()}
    told: list[dict[str, Any]] = []
    begun = False

    async def receive() -> dict[str, Any]:
        nonlocal begun
        if begun:
            await asyncio.sleep(leaves)
            return {"type": "http.disconnect"}
        begun = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    await door(scope | {"headers": [(b"host", b"testserver")]}, receive, send)
    if not told:
        return 0, {}, b""
    headers = {name.decode().lower(): value.decode() for name, value in told[0]["headers"]}
    return told[0]["status"], headers, b"".join(one["body"] for one in told[1:])


@pytest.mark.parametrize("text", ["hello", "form", "wrong"])
def test_the_answer_is_the_one_that_is_made(door: Door, text: str) -> None:
    JUDGED.set()
    status, headers, body = asyncio.run(asked(door, text))
    assert status == {"hello": 201, "form": 302, "wrong": 500}[text]
    assert int(headers["content-length"]) == len(body)
    assert headers["set-cookie"].startswith("talk=key")
    assert text != "hello" or (body, headers["content-type"]) == (b'{"heard": "hello"}', "application/json")
    assert text != "form" or headers["location"] == "/talk"


def test_what_many_say_is_noted_while_nobody_is_judged(door: Door) -> None:
    many = THREADS + JUDGES + 9

    async def all_of_them() -> list[int]:
        tasks = [asyncio.create_task(asked(door, str(number))) for number in range(many)]
        for _ in range(400):
            if len(NOTED) == many:
                break
            await asyncio.sleep(0.05)
        assert (len(NOTED), any(task.done() for task in tasks)) == (many, False)
        JUDGED.set()
        return [(await task)[0] for task in tasks]

    assert asyncio.run(all_of_them()) == [201] * many


def test_without_a_door_it_is_made_at_once(door: Door) -> None:
    JUDGED.set()
    assert say(RequestFactory().get("/say?text=hello")).content == b'{"heard": "hello"}'


def test_who_left_the_page_is_judged_all_the_same(door: Door) -> None:
    many = JUDGES + 5

    async def all_of_them() -> None:
        gone = [asked(door, str(number), leaves=0.5) for number in range(many)]
        assert [status for status, _, _ in await asyncio.gather(*gone)] == [0] * many
        assert (len(NOTED), HEARD) == (many, [])
        JUDGED.set()
        for _ in range(400):
            if len(HEARD) == many:
                break
            await asyncio.sleep(0.05)

    asyncio.run(all_of_them())
    assert sorted(HEARD) == sorted(NOTED)
