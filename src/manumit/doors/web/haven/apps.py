"""The app."""

from django.apps import AppConfig


class Haven(AppConfig):
    """Pages for people at risk."""

    name = "manumit.doors.web.haven"
    label = "haven"

    def ready(self) -> None:
        """The parts of the service that hold something about a person."""
        from manumit.doors.web.haven import held, held_care, held_report, held_talk

        for part in (held_talk, held_report, held_care):
            held.offer(part.SOURCE)
