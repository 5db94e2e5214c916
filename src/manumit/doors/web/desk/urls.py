"""Addresses of the Desk."""

from django.urls import path

from manumit.doors.web.desk.urls_cases import patterns as of_cases
from manumit.doors.web.desk.views import audit, entities, home, leads, me, people, policy, records, search

app_name = "desk"
urlpatterns = [
    path("home", home.home, name="home"),
    path("me", me.me, name="me"),
    path("people", people.people, name="people"),
    path("people/<int:pk>", people.change_person, name="change_person"),
    path("workspaces", people.workspaces, name="workspaces"),
    path("workspaces/<int:pk>", people.change_members, name="change_members"),
    path("audit", audit.audit, name="audit"),
    path("audit/check", audit.check_log, name="check_log"),
    path("policy", policy.policy, name="policy"),
    path("w/<slug:ws>/leads", leads.lead_list, name="leads"),
    path("w/<slug:ws>/leads/<str:lead_id>", leads.lead_page, name="lead"),
    path("w/<slug:ws>/leads/<str:lead_id>/purpose", leads.purpose, name="purpose"),
    path("w/<slug:ws>/leads/<str:lead_id>/scene.json", entities.lead_scene_json, name="lead_scene"),
    path("w/<slug:ws>/entities/<str:entity_id>", entities.entity_page, name="entity"),
    path("w/<slug:ws>/entities/<str:entity_id>/scene.json", entities.entity_scene_json, name="entity_scene"),
    path("w/<slug:ws>/paths.json", entities.path_json, name="paths"),
    path("w/<slug:ws>/records/<str:record_id>", records.record_page, name="record"),
    path("w/<slug:ws>/search", search.search, name="search"),
    path("w/<slug:ws>/search/saved", search.save_search, name="save_search"),
    *of_cases,
]
