"""The pages. Their addresses say nothing that a glance over the shoulder could read."""

from __future__ import annotations

from django.urls import path

from manumit.doors.web.haven.views import carrier, find, front, offline, rights, talk

app_name = "haven"
urlpatterns = [
    path("", front.home, name="home"),
    path("language", front.language, name="language"),
    path("leave", front.leave, name="leave"),
    path("phone", front.phone, name="phone"),
    path("plan", front.plan, name="plan"),
    path("talk", talk.page, name="talk"),
    path("talk/say", talk.say, name="say"),
    path("talk/number", talk.country, name="country"),
    path("talk/later", talk.call_back, name="call-back"),
    path("talk/news", talk.news, name="news"),
    path("talk/stream", talk.stream, name="stream"),
    path("talk/close", talk.close, name="close"),
    path("rights", rights.index, name="rights"),
    path("rights/<slug:page>", rights.page, name="right"),
    path("offer", rights.offer, name="offer"),
    path("signs", rights.signs, name="signs"),
    path("find", find.page, name="find"),
    path("pack.json", find.pack, name="pack"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("carrier/sms", carrier.sms),
    path("carrier/voice", carrier.voice),
    path("carrier/voice/<path:step>", carrier.voice),
    path("carrier/audio/<str:name>", carrier.audio),
    path("icon.svg", offline.icon, name="icon"),
]
handler404 = "manumit.doors.web.haven.views.front.not_there"
handler500 = "manumit.doors.web.haven.views.front.broken"
