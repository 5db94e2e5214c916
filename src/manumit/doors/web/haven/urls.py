"""The pages. Their addresses say nothing that a glance over the shoulder could read."""

from __future__ import annotations

from django.urls import path

from manumit.doors.web.haven.views import (
    carrier,
    find,
    front,
    mine,
    note,
    note_plain,
    note_sealed,
    offline,
    rights,
    sound,
    talk,
)

app_name = "haven"
urlpatterns = [
    path("", front.home, name="home"),
    path("start", front.start, name="start"),
    path("language", front.language, name="language"),
    path("leave", front.leave, name="leave"),
    path("phone", front.phone, name="phone"),
    path("mine", mine.page, name="mine"),
    path("mine/code", mine.code, name="mine-code"),
    path("mine/deed", mine.deed, name="mine-deed"),
    path("phone/first", front.first, name="first"),
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
    path("sound/<str:name>", sound.sound, name="sound"),
    path("find", find.page, name="find"),
    path("note", note.before, name="note"),
    path("note/write", note.write, name="note-write"),
    path("note/back", note.back, name="note-back"),
    path("note/words/<slug:locale>", note.word_lists, name="note-words"),
    path("note/task", note_sealed.task, name="note-task"),
    path("note/open", note_sealed.begin, name="note-open"),
    path("note/item", note_sealed.item, name="note-item"),
    path("note/item/<str:token>/whole", note_sealed.whole, name="note-whole"),
    path("note/item/<str:token>/<int:at>", note_sealed.piece, name="note-piece"),
    path("note/thread", note_sealed.thread, name="note-thread"),
    path("note/body/<str:token>", note_sealed.body, name="note-body"),
    path("note/gone", note_sealed.withdraw, name="note-gone"),
    path("note/plain", note_plain.write, name="note-plain"),
    path("note/plain/back", note_plain.back, name="note-plain-back"),
    path("note/plain/do", note_plain.deed, name="note-plain-do"),
    path("numbers", find.numbers, name="numbers"),
    path("pack.json", find.pack, name="pack"),
    path("land.json", find.land, name="land"),
    path("away", offline.away, name="away"),
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
