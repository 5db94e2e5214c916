"""Addresses of galleries, searches in them and for rooms, and what two people decide."""

from django.urls import path

from manumit.doors.web.desk.views import candidates, families, identify, looking, rooms, subjects

_AT = "w/<slug:ws>/identify"
patterns = [
    path(_AT, identify.identify, name="identify"),
    path(f"{_AT}/enrol", identify.enrol, name="enrol"),
    path(f"{_AT}/enrolments/<int:pk>", identify.enrolment, name="enrolment"),
    path(f"{_AT}/search", looking.look_for, name="look_for"),
    path(f"{_AT}/compare", looking.compare_two, name="compare_two"),
    path(f"{_AT}/check", looking.check_identity, name="check_identity"),
    path(f"{_AT}/trace", families.trace_family, name="trace_family"),
    path(f"{_AT}/forms", families.case_forms, name="case_forms"),
    path(f"{_AT}/rooms", rooms.ask, name="room_ask"),
    path(f"{_AT}/rooms/collections", rooms.room_collections, name="room_collections"),
    path(f"{_AT}/rooms/collections/away", rooms.room_take_away, name="room_take_away"),
    path(f"{_AT}/searches/<int:pk>/rooms/<int:number>", rooms.room_pair, name="room_pair"),
    path(f"{_AT}/searches/<int:pk>", identify.answer, name="answer"),
    path(f"{_AT}/searches/<int:pk>/pictures/<int:number>", identify.probe, name="probe"),
    path(f"{_AT}/searches/<int:pk>/seen", candidates.seen, name="probe_seen"),
    path(f"{_AT}/searches/<int:pk>/close", candidates.close, name="search_close"),
    path(f"{_AT}/pairs/<int:pk>", candidates.candidate, name="candidate"),
    path(f"{_AT}/pairs/<int:pk>/back", candidates.taken_back, name="pair_back"),
    path(f"{_AT}/pairs/<int:pk>/pictures/<int:number>", candidates.pair_picture, name="pair_picture"),
    path(f"{_AT}/pairs/<int:pk>/both", candidates.pair_glance, name="pair_glance"),
    path(f"{_AT}/pairs/<int:pk>/seen", candidates.pair_seen, name="pair_seen"),
    path(f"{_AT}/galleries/<slug:kind>", subjects.gallery, name="gallery"),
    path(f"{_AT}/galleries/<slug:kind>/checks", subjects.gallery_open, name="gallery_open"),
    path(f"{_AT}/galleries/<slug:kind>/checks/close", subjects.gallery_shut, name="gallery_shut"),
    path(f"{_AT}/people/<int:pk>", subjects.subject, name="subject"),
    path(f"{_AT}/people/<int:pk>/told", families.told, name="subject_told"),
    path(f"{_AT}/people/<int:pk>/pictures/<int:number>", subjects.subject_picture, name="subject_picture"),
    path(f"{_AT}/people/<int:pk>/pictures", subjects.add_pictures, name="subject_add"),
    path(
        f"{_AT}/people/<int:pk>/pictures/<int:number>/remove", subjects.remove_picture, name="subject_remove"
    ),
    path(f"{_AT}/people/<int:pk>/seen", subjects.subject_seen, name="subject_seen"),
    path(f"{_AT}/people/<int:pk>/purpose", subjects.subject_purpose, name="subject_purpose"),
    path(f"{_AT}/people/<int:pk>/watch", subjects.watch_for, name="subject_watch"),
    path(f"{_AT}/people/<int:pk>/keep", subjects.keep, name="subject_keep"),
    path(f"{_AT}/people/<int:pk>/withdraw", subjects.withdraw, name="subject_withdraw"),
]
