"""Every address of Line."""

from django.urls import include, path

from manumit.doors.web.accounts.views import open_link
from manumit.doors.web.line.views import (
    judging,
    keys,
    numbers,
    passing,
    people,
    reports,
    room,
    shift,
    staffing,
    stream,
    talk,
)

pages = [
    path("", room.queue, name="queue"),
    path("next", room.help_next, name="next"),
    path("stream", stream.stream, name="stream"),
    path("news", stream.news, name="news"),
    path("talks/<str:talk>", room.talk, name="talk"),
    path("talks/<str:talk>/say", talk.say, name="say"),
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
    path("reports", reports.reports, name="reports"),
    path("reports/<str:report>", reports.report, name="report"),
    path("reports/<str:report>/news", reports.news, name="report_news"),
    path("reports/<str:report>/judged", reports.judged, name="judged"),
    path("reports/<str:report>/items/<str:token>", reports.body, name="report_body"),
    path("reports/<str:report>/asides/<str:token>", reports.aside, name="aside_body"),
    path("reports/<str:report>/answer", judging.answer, name="answer_report"),
    path("reports/<str:report>/aside", judging.aside, name="aside"),
    path("reports/<str:report>/judge", judging.judge, name="judge"),
    path("reports/<str:report>/hand-over", judging.hand_over, name="hand_over_report"),
    path("reports/<str:report>/take", judging.take, name="take_report"),
    path("reports/<str:report>/close", judging.close, name="close_report"),
    path("reports/<str:report>/abstract", judging.offer, name="offer"),
    path("keys", keys.keys, name="keys"),
    path("keys/publish", keys.publish, name="publish_key"),
    path("keys/wrap", keys.wrap_again, name="wrap_key"),
    path("keys/revoke", keys.revoke, name="revoke_key"),
    path("people/<int:pk>/key", keys.revoke_other, name="revoke_other"),
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
