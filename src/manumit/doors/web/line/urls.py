"""Every address of Line."""

from django.urls import include, path

from manumit.doors.web.accounts.views import open_link
from manumit.doors.web.line.views import (
    care,
    care_consent,
    care_deeds,
    care_talk,
    numbers,
    passing,
    people,
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
    path("talks/<str:talk>/care", care_talk.hand, name="care_hand"),
    path("care", care.people, name="care"),
    path("care/new", care_deeds.take_in, name="care_new"),
    path("care/recalls", care_consent.notices, name="care_notices"),
    path("care/recalls/<int:pk>", care_consent.notice, name="care_notice"),
    path("care/<str:person>", care.record, name="care_record"),
    path("care/<str:person>/open", care.open_record, name="care_open"),
    path("care/<str:person>/history", care.history, name="care_history"),
    path("care/<str:person>/add", care_deeds.add, name="care_add"),
    path("care/<str:person>/items/<str:item>", care_deeds.change, name="care_change"),
    path("care/<str:person>/items/<str:item>/resolve", care_deeds.resolve, name="care_resolve"),
    path("care/<str:person>/health", care_deeds.health, name="care_health"),
    path("care/<str:person>/code", care_deeds.code, name="care_code"),
    path("care/<str:person>/erasing", care_deeds.erasing, name="care_erasing"),
    path("care/<str:person>/consent", care_consent.agree, name="care_agree"),
    path("care/<str:person>/refer", care_consent.send, name="care_refer"),
    path("care/<str:person>/withdraw", care_consent.withdraw, name="care_withdraw"),
    path("care/<str:person>/answer", care_consent.answered, name="care_answer"),
    path("care/<str:person>/package", care_consent.package, name="care_package"),
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
