"""Addresses of the Desk."""

from django.urls import path

from manumit.doors.web.desk.views import home, leads, policy

app_name = "desk"
urlpatterns = [
    path("home", home.home, name="home"),
    path("policy", policy.policy, name="policy"),
    path("w/<slug:ws>/leads", leads.lead_list, name="leads"),
    path("w/<slug:ws>/leads/<str:lead_id>", leads.lead_page, name="lead"),
    path("w/<slug:ws>/leads/<str:lead_id>/purpose", leads.purpose, name="purpose"),
]
