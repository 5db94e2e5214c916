"""Every address of Line."""

from django.urls import include, path

from manumit.doors.web.accounts.views import open_link
from manumit.doors.web.line.views import numbers, passing, people, room, shift, staffing, stream, talk

pages = [
    path("", room.queue, name="queue"),
    path("next", room.help_next, name="next"),
    path("stream", stream.stream, name="stream"),
    path("news", stream.news, name="news"),
    path("talks/<str:talk>", room.talk, name="talk"),
    path("talks/<str:talk>/say", talk.say, name="say"),
    path("talks/<str:talk>/translate", talk.translate, name="translate"),
    path("talks/<str:talk>/number", talk.number, name="number"),
    path("talks/<str:talk>/severity", talk.severity, name="severity"),
    path("talks/<str:talk>/hand-over", talk.hand_over, name="hand_over"),
    path("talks/<str:talk>/listen", talk.listen, name="listen"),
    path("talks/<str:talk>/end", talk.end, name="end"),
    path("talks/<str:talk>/papers", talk.write, name="write"),
    path("talks/<str:talk>/keep", talk.keep, name="keep"),
    path("talks/<str:talk>/consent", talk.agree, name="agree"),
    path("here", shift.be_here, name="be_here"),
    path("breath", shift.breath, name="breath"),
    path("shift", shift.shift, name="shift"),
    path("numbers", numbers.numbers, name="numbers"),
    path("numbers.csv", numbers.export, name="numbers_csv"),
    path("staffing", staffing.staffing, name="staffing"),
    path("passing", passing.passing, name="passing"),
    path("passing/file", passing.pass_on, name="pass_on"),
    path("passing/<int:pk>/withdraw", passing.withdraw, name="withdraw"),
    path("people", people.people, name="people"),
    path("people/<int:pk>", people.change_person, name="change_person"),
]
urlpatterns = [
    path("open/<str:token>", open_link, name="open_link"),
    path("account/", include("allauth.account.urls")),
    path("account/mfa/", include("allauth.mfa.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include((pages, "line"))),
]
handler400 = "manumit.doors.web.line.views.errors.bad_request"
handler403 = "manumit.doors.web.line.views.errors.forbidden"
handler404 = "manumit.doors.web.line.views.errors.not_found"
handler500 = "manumit.doors.web.line.views.errors.broken"
