"""Addresses of the Desk."""

from django.urls import path

from manumit.doors.web.desk.views import home, jobs, leads, policy, watch

app_name = "desk"
urlpatterns = [
    path("home", home.home, name="home"),
    path("policy", policy.policy, name="policy"),
    path("w/<slug:ws>/leads", leads.lead_list, name="leads"),
    path("w/<slug:ws>/leads/<str:lead_id>", leads.lead_page, name="lead"),
    path("w/<slug:ws>/leads/<str:lead_id>/purpose", leads.purpose, name="purpose"),
    path("w/<slug:ws>/jobs", jobs.job_list, name="jobs"),
    path("w/<slug:ws>/jobs/upload", jobs.upload, name="upload"),
    path("w/<slug:ws>/jobs/folder", jobs.folder, name="folder"),
    path("w/<slug:ws>/jobs/<int:job_id>", jobs.job_page, name="job"),
    path("w/<slug:ws>/jobs/<int:job_id>/events", jobs.events, name="job_events"),
    path("w/<slug:ws>/jobs/<int:job_id>/stop", jobs.stop, name="job_stop"),
    path("w/<slug:ws>/jobs/<int:job_id>/resume", jobs.resume, name="job_resume"),
    path("w/<slug:ws>/jobs/<int:job_id>/quarantine.csv", jobs.quarantine, name="job_quarantine"),
    path("w/<slug:ws>/watch", watch.watch_page, name="watch"),
    path("w/<slug:ws>/watch/new", watch.list_new, name="watchlist_new"),
    path("w/<slug:ws>/watch/digest", watch.digest, name="digest"),
    path("w/<slug:ws>/watch/words", watch.words_page, name="watch_words"),
    path("w/<slug:ws>/watch/words/decide", watch.word_decide, name="word_decide"),
    path("w/<slug:ws>/watch/words/known", watch.words_known, name="words_known"),
    path("w/<slug:ws>/watch/alerts/<str:alert_id>", watch.alert_decide, name="alert_decide"),
    path("w/<slug:ws>/watch/<int:pk>", watch.list_page, name="watchlist"),
    path("w/<slug:ws>/watch/<int:pk>/seen", watch.list_seen, name="watchlist_seen"),
    path("w/<slug:ws>/watch/<int:pk>/change", watch.list_change, name="watchlist_change"),
]
