"""The app."""

from django.apps import AppConfig


class Line(AppConfig):
    """Pages for advocates."""

    name = "manumit.doors.web.line"
    label = "line"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What Line does when a talk goes, or its advocate."""
        from manumit.doors.web.helpline.acts import swept
        from manumit.doors.web.line import keeping, stranded

        keeping.listen()
        swept.connect(stranded.look, dispatch_uid="line looks for the stranded")
